"""Limits on dates: when a model goes away, how old a fact may be. Today is always a parameter."""

from __future__ import annotations

from datetime import date, timedelta

from fmselect.domain.candidate import Candidate
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import PASS, Constraint, Judge, Situation, Verdict

_DAYS_IN_MONTH = 30.4375
A_MONTH = timedelta(days=30)
"""What the monthly workload needs at least: an offer that ends sooner cannot do the work."""


def first_day(text: str) -> date:
    """The day of an ISO date; a month means its first day, the earlier reading."""
    return date(int(text[:4]), int(text[5:7]), int(text[8:10]) if len(text) > len("2026-11") else 1)


def months_between(start: date, end: date) -> float:
    """Calendar months from one day to a later one: 24 May is 6 months after 24 November."""
    whole = (end.year - start.year) * 12 + end.month - start.month
    days = end.day - start.day
    if days < 0:
        whole -= 1
        days += 31
    return whole + min(days / _DAYS_IN_MONTH, 0.999)


def _retired(limit: str, situation: Situation) -> Judge:
    """The offer is still served today. Weights on one's own machines are never retired."""
    del situation

    def judge(subject: Subject) -> Verdict:
        retires = subject.candidate.lifecycle.retires_on
        if retires is None or retires > limit or subject.candidate.privacy.self_hosted:
            return PASS
        return Verdict("fail", retires, None, None, "was retired on {actual}")

    return judge


def _retiring(limit: str, situation: Situation) -> Judge:
    """The offer is served for the whole month that the workload is counted over."""
    today = situation.today.isoformat()

    def judge(subject: Subject) -> Verdict:
        retires = subject.candidate.lifecycle.retires_on
        if retires is None or retires >= limit or subject.candidate.privacy.self_hosted:
            return PASS
        if retires <= today:
            return PASS  # that is `retired`, and one reason is enough
        return Verdict(
            "fail",
            retires,
            None,
            None,
            "is retired on {actual}, before a month of this work is over",
        )

    return judge


def _min_months(limit: float, situation: Situation) -> Judge:
    """It stays in service for so many months. That none is announced is a fact, and passes."""
    today = situation.today

    def judge(subject: Subject) -> Verdict:
        lifecycle = subject.candidate.lifecycle
        if subject.candidate.privacy.self_hosted:
            return PASS
        if lifecycle.retires_on is None:
            if lifecycle.none_announced:
                return PASS
            return Verdict(
                "unknown",
                reason="no dated list says whether it will be retired; "
                "the provider's deprecation page would settle it",
            )
        months = months_between(today, first_day(lifecycle.retires_on))
        if months >= limit:
            return PASS
        return Verdict(
            "fail",
            max(0.0, months),
            limit - months,
            None,
            "is retired in {actual:.1f} months, and {limit:g} are wanted",
        )

    return judge


def _max_age(limit: float, situation: Situation) -> Judge:
    """The price and the other facts of the decision are recent enough."""
    today = situation.today
    ages: dict[str, int] = {}

    def age(text: str) -> int:
        if text not in ages:
            ages[text] = (today - first_day(text)).days
        return ages[text]

    def judge(subject: Subject) -> Verdict:
        dates = fact_dates(subject.candidate)
        if not dates:
            return Verdict(
                "unknown",
                reason="the date of its facts is not known; a newer source would settle it",
            )
        days = max(age(text) for text in dates)
        if days <= limit:
            return PASS
        return Verdict(
            "fail",
            days,
            days - limit,
            None,
            "rests on a fact {actual:g} days old, and {limit:g} are allowed",
        )

    return judge


def fact_dates(candidate: Candidate) -> tuple[str, ...]:
    """The dates a decision about this offer rests on; empty where one that matters is unknown."""
    price = candidate.price
    priced = price is not None and price.billing != "self-hosted"
    if priced and price is not None and price.observed is None:
        return ()
    dates = (price.observed if priced and price is not None else None, candidate.oldest_fact)
    return tuple(text for text in dates if text is not None)


DATES = (
    Constraint(
        "min_months_to_retirement",
        lambda situation: situation.requirements.constraints.min_months_to_retirement,
        _min_months,
    ),
    Constraint(
        "max_fact_age_days",
        lambda situation: situation.requirements.constraints.max_fact_age_days,
        _max_age,
    ),
    Constraint("retired", lambda situation: situation.today.isoformat(), _retired, near_miss=False),
    Constraint("retiring", lambda situation: (situation.today + A_MONTH).isoformat(), _retiring),
)
