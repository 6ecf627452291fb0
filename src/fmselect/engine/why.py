"""One plain sentence on why the first is first."""

from __future__ import annotations

from collections.abc import Mapping

from fmselect.engine.score import Scored, contributions
from fmselect.engine.subject import Subject
from fmselect.engine.values import openness_grade, privacy_grade

NOTICEABLE = 0.001
"""A difference in contribution below this is no reason."""


def why(order: list[Scored], weights: Mapping[str, float], *, provisional: bool) -> str | None:
    """Why the first precedes the second: the largest differences, with numbers and units.

    Args:
        order: The ranking.
        weights: In force.
        provisional: Whether capability is a percentile.

    Returns:
        None where nothing is ranked.
    """
    if not order:
        return None
    first = _name(order[0])
    if len(order) == 1:
        return f"{first} is the only one that is shown to satisfy every limit."
    second = order[1]
    if order[0].proven and not second.proven:
        return f"{first} is the only one with evidence of its capability."
    ours, theirs = contributions(order[0], weights), contributions(second, weights)
    gaps = {name: ours[name] - theirs[name] for name in weights}
    ahead = [name for name in sorted(gaps, key=lambda name: -gaps[name]) if gaps[name] > NOTICEABLE]
    behind = [
        name for name in sorted(gaps, key=lambda name: gaps[name]) if gaps[name] < -NOTICEABLE
    ]
    if not ahead:
        return f"{first} and {_name(second)} score the same; the order is that of their names."

    def say(name: str) -> str:
        return _compared(name, order[0].subject, second.subject, provisional=provisional)

    reasons = " and ".join(say(name) for name in ahead[:2])
    sentence = f"{first} is ahead of {_name(second)} on {reasons}"
    return f"{sentence}, and behind on {say(behind[0])}." if behind else f"{sentence}."


def _name(scored: Scored) -> str:
    """A candidate as a sentence names it."""
    candidate = scored.subject.candidate
    return f"{candidate.model} at {candidate.provider}"


def _compared(name: str, ours: Subject, theirs: Subject, *, provisional: bool) -> str:
    """One criterion with both values."""
    if name == "capability":
        unit = "percentile " if provisional else ""
        return f"capability ({unit}{_capability(ours)} against {_capability(theirs)})"
    if name == "cost":
        return f"cost ({_usd(ours)} against {_usd(theirs)} a month)"
    if name == "latency":
        return f"latency ({_seconds(ours)} against {_seconds(theirs)})"
    if name == "context":
        return f"context ({_tokens(ours)} against {_tokens(theirs)} tokens)"
    if name == "privacy":
        grades = (privacy_grade(ours.candidate.privacy), privacy_grade(theirs.candidate.privacy))
        return f"privacy ({grades[0]}; the other: {grades[1]})"
    return (
        f"openness ({openness_grade(ours.candidate)}; "
        f"the other: {openness_grade(theirs.candidate)})"
    )


def _capability(subject: Subject) -> str:
    capability = subject.candidate.capability
    return "unknown" if capability is None else f"{capability.estimate:.0f}"


def _usd(subject: Subject) -> str:
    return "unknown" if subject.bill.usd is None else f"${subject.bill.usd:,.2f}"


def _seconds(subject: Subject) -> str:
    return "unknown" if subject.response is None else f"~{subject.response[1]:.1f} s"


def _tokens(subject: Subject) -> str:
    tokens = subject.candidate.context_tokens
    return "unknown" if tokens is None else f"{tokens:,}"
