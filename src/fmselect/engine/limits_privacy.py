"""Limits on where data goes and what happens to it.

What runs on the user's own infrastructure satisfies all of them: nobody else holds the data.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fmselect.domain.candidate import Handling, Privacy
from fmselect.domain.regions import places_inside, region_code
from fmselect.engine.privacy_tiers import everywhere, hosts_unknown, unless_own
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import PASS, Constraint, Judge, Situation, Verdict, named

IMPLIED_BY = {
    "soc2": ("soc2-type2",),
    "hipaa": ("hipaa-baa",),
    "gdpr": ("gdpr-dpa",),
    "fedramp": ("fedramp-high", "fedramp-moderate"),
}
"""Certification -> the ones that include it. A report of type 2 covers what type 1 does."""

_BATCHES_UNSAID = Verdict(
    "unknown",
    reason="in batches: whether zero retention covers batches, which it usually does not, is not "
    "known; the provider's terms would settle it",
)
WORLDWIDE = "global"
"""The place of a provider that excludes none."""
OWN_PLACE = "self"
"""The user's own infrastructure, where a provider deploys to it."""


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
    del limit
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
    return everywhere(lambda handling: verdicts[handling.trains_on_data], situation, "train")


def _max_retention(limit: float, situation: Situation) -> Judge:
    """Data is kept no longer than the limit, by default or by a setting or addendum."""

    def judge(handling: Privacy | Handling) -> Verdict:
        days, zero = handling.retention_days, handling.zero_retention
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

    return everywhere(judge, situation, "keep data", unsaid=_BATCHES_UNSAID)


def _regions(limit: tuple[str, ...], situation: Situation) -> Judge:
    """Every place where data may be processed lies inside the regions wanted."""
    inside = places_inside(limit)
    wanted = named(limit)
    unknown = Verdict(
        "unknown",
        reason="where data is processed is not known; the provider's terms would settle it",
    )

    def judge(handling: Privacy | Handling) -> Verdict:
        places = handling.regions
        if not places:
            return unknown
        outside = [place for place in places if place not in inside and place != OWN_PLACE]
        if not outside:
            return PASS
        actual, choice = list(places), handling.region_choice
        if len(outside) < len(places) and choice in ("yes", "enterprise"):
            return Verdict(
                "conditional",
                actual,
                None,
                "region-choice" if choice == "yes" else "enterprise-region-choice",
                f"processes data in {wanted} only if you choose that region"
                + ("" if choice == "yes" else ", on an enterprise plan"),
            )
        if WORLDWIDE in outside and choice in ("yes", "enterprise"):
            return Verdict(
                "unknown",
                actual,
                reason=f"processes data anywhere unless you choose a region, and whether {wanted} "
                "can be chosen is not recorded; the provider's list of regions would settle it",
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

    return _unless_for_elsewhere(
        everywhere(judge, situation, "process data elsewhere"), inside, wanted
    )


def _unless_for_elsewhere(judge: Judge, inside: frozenset[str], wanted: str) -> Judge:
    """Fail an offer that is by its own name for another place: `amazon-bedrock/.../x@us`."""

    def verdict(subject: Subject) -> Verdict:
        place = region_code((subject.candidate.tier or "").removesuffix("-gov"))
        if place is None or places_inside((place,)) & inside:
            return judge(subject)
        return Verdict(
            "fail", [place], None, None, f"is the offer for {place}, and {wanted} is wanted"
        )

    return verdict


def _certifications(limit: tuple[str, ...], situation: Situation) -> Judge:
    """The provider holds every certification, or one that includes it."""
    del situation

    def judge(privacy: Privacy) -> Verdict:
        held = privacy.certifications
        if privacy.gateway:
            return hosts_unknown("lack the certification")
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
        return Verdict(
            "unknown",
            sorted(held),
            reason=f"{named(lacking)} is not among the certifications its source lists; "
            "its trust page would settle it",
        )

    return unless_own(judge)


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
        if country in excluded:
            return Verdict("fail", country, None, None, "the provider is run from {actual}")
        return hosts_unknown("be run from there") if privacy.gateway else PASS

    return unless_own(judge)


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
