"""Limits on where data goes and what happens to it.

What runs on the user's own infrastructure satisfies all of them: nobody else holds the data.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fmselect.domain.candidate import Privacy
from fmselect.domain.regions import places_inside
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import PASS, Constraint, Judge, Situation, Verdict, named

IMPLIED_BY = {
    "soc2": ("soc2-type2",),
    "hipaa": ("hipaa-baa",),
    "gdpr": ("gdpr-dpa",),
    "fedramp": ("fedramp-high", "fedramp-moderate"),
}
"""Certification -> the ones that include it. A report of type 2 covers what type 1 does."""


def _self_hosted(limit: bool, situation: Situation) -> Judge:  # noqa: FBT001  # the limit is a flag
    """Data does not leave the user's own infrastructure."""
    del limit, situation

    def judge(subject: Subject) -> Verdict:
        if subject.candidate.privacy.self_hosted:
            return PASS
        return Verdict("fail", subject.candidate.provider, None, None, "{actual} runs it, not you")

    return judge


def _no_training(limit: bool, situation: Situation) -> Judge:  # noqa: FBT001  # the limit is a flag
    """Data trains no models. `opt-in` passes: nothing is used unless the user agrees."""
    del limit, situation
    verdicts: dict[str | None, Verdict] = {
        "no": PASS,
        "opt-in": PASS,
        "opt-out": Verdict(
            "conditional",
            "opt-out",
            None,
            "training-opt-out",
            "trains on your data unless you object",
        ),
        "yes": Verdict("fail", "yes", None, None, "trains on your data"),
        None: Verdict(
            "unknown",
            reason="whether it trains on your data is not known; the provider's terms would "
            "settle it",
        ),
    }
    return _unless_own(lambda privacy: verdicts[privacy.trains_on_data])


def _max_retention(limit: float, situation: Situation) -> Judge:
    """Data is kept no longer than the limit, by default or by a setting or addendum."""
    del situation

    def judge(privacy: Privacy) -> Verdict:
        days, zero = privacy.retention_days, privacy.zero_retention
        if zero == "default" or (days is not None and days <= limit):
            return PASS
        if zero == "self-serve":
            return Verdict(
                "conditional",
                days,
                None,
                "zero-retention-setting",
                "keeps data unless you switch zero retention on",
            )
        if zero in ("on-request", "contract"):
            return Verdict(
                "conditional",
                days,
                None,
                "zero-retention-addendum",
                "keeps data unless zero retention is agreed with the provider",
            )
        if days is None:
            return Verdict(
                "unknown",
                reason="how long data is kept is not known; the provider's terms would settle it",
            )
        return Verdict(
            "fail",
            days,
            days - limit,
            None,
            "keeps data for {actual:g} days, and {limit:g} are allowed",
        )

    return _unless_own(judge)


def _regions(limit: tuple[str, ...], situation: Situation) -> Judge:
    """Every place where data may be processed lies inside the regions wanted."""
    del situation
    inside = places_inside(limit)
    wanted = named(limit)
    unknown = Verdict(
        "unknown",
        reason="where data is processed is not known; the provider's terms would settle it",
    )

    def judge(privacy: Privacy) -> Verdict:
        places = privacy.regions
        if not places:
            return unknown
        outside = [place for place in places if place not in inside]
        if not outside:
            return PASS
        actual = list(places)
        if len(outside) < len(places) and privacy.region_choice in ("yes", "enterprise"):
            chosen = privacy.region_choice == "yes"
            return Verdict(
                "conditional",
                actual,
                None,
                "region-choice" if chosen else "enterprise-region-choice",
                f"processes data in {wanted} only if you choose that region"
                + ("" if chosen else ", on an enterprise plan"),
            )
        if all(place in inside or places_inside((place,)) & inside for place in outside):
            return Verdict(
                "unknown",
                actual,
                reason=f"processes data in {named(outside)}, which is wider than {wanted}; "
                "the provider's list of locations would settle it",
            )
        return Verdict(
            "fail",
            actual,
            None,
            None,
            f"may process data in {named(outside)}, not only {wanted}",
        )

    return _unless_own(judge)


def _certifications(limit: tuple[str, ...], situation: Situation) -> Judge:
    """The provider holds every certification, or one that includes it."""
    del situation

    def judge(privacy: Privacy) -> Verdict:
        held = privacy.certifications
        if not held:
            return Verdict(
                "unknown",
                reason="which certifications it holds is not known; its trust page would settle it",
            )
        lacking = [
            name for name in limit if name not in held and held.isdisjoint(IMPLIED_BY.get(name, ()))
        ]
        if not lacking:
            return PASS
        return Verdict("fail", sorted(held), None, None, f"does not list {named(lacking)}")

    return _unless_own(judge)


def _headquarters(limit: tuple[str, ...], situation: Situation) -> Judge:
    """The provider is not run from one of these countries."""
    del situation
    excluded = places_inside(limit)

    def judge(privacy: Privacy) -> Verdict:
        country = privacy.headquarters
        if country is None:
            return Verdict(
                "unknown",
                reason="where the provider is run from is not known; its imprint would settle it",
            )
        if country not in excluded:
            return PASS
        return Verdict("fail", country, None, None, "the provider is run from {actual}")

    return _unless_own(judge)


def _unless_own(judge: Callable[[Privacy], Verdict]) -> Judge:
    """Pass what the user hosts; judge the others by how the provider handles data.

    A few dozen ways of handling data serve thousands of offers, so each is judged once.
    """
    judged: dict[int, tuple[Privacy, Verdict]] = {}

    def verdict(subject: Subject) -> Verdict:
        privacy = subject.candidate.privacy
        known = judged.get(id(privacy))
        if known is None:
            known = (privacy, PASS if privacy.self_hosted else judge(privacy))
            judged[id(privacy)] = known
        return known[1]

    return verdict


def _stated(name: str) -> Callable[[Situation], Any]:
    """The limit a user states, None where there is none."""

    def limit(situation: Situation) -> Any:
        value = getattr(situation.requirements.constraints.privacy, name)
        return None if value is False or value == () else value

    return limit


def _pays_with_data(limit: bool, situation: Situation) -> Judge:  # noqa: FBT001  # the limit is a flag
    """A tier of its own that trains on what is sent is cheap because it is paid with data."""
    del limit, situation

    def judge(subject: Subject) -> Verdict:
        candidate = subject.candidate
        if candidate.tier is None or candidate.privacy.trains_on_data != "yes":
            return PASS
        return Verdict(
            "conditional",
            "yes",
            condition="training-on-data",
            reason="this tier is paid with your data: it trains on what you send",
        )

    return judge


PRIVACY = (
    Constraint("privacy.self_hosted", _stated("self_hosted"), _self_hosted, near_miss=False),
    Constraint("privacy.no_training", _stated("no_training"), _no_training),
    Constraint("privacy.max_retention_days", _stated("max_retention_days"), _max_retention),
    Constraint("privacy.regions", _stated("regions"), _regions),
    Constraint("privacy.certifications", _stated("certifications"), _certifications),
    Constraint("privacy.exclude_headquarters", _stated("exclude_headquarters"), _headquarters),
    Constraint("pays_with_data", lambda _: True, _pays_with_data),
)
