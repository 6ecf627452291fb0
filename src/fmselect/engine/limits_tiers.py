"""Limits on data that a tier of the provider satisfies or not: training, retention, places."""

from __future__ import annotations

from typing import Any

from fmselect.domain.candidate import Handling, Privacy
from fmselect.domain.regions import places_inside, region_code
from fmselect.engine.limits_privacy import limit_on_data
from fmselect.engine.privacy_tiers import FLAGGED, TierLimit
from fmselect.engine.subject import Subject
from fmselect.engine.tier_choice import Stated, joint_judge
from fmselect.engine.verdict import PASS, Judge, Situation, Verdict, named

_BATCHES_UNSAID = Verdict(
    "unknown",
    reason="in batches: whether zero retention covers batches, which it usually does not, is not "
    "known; the provider's terms would settle it",
)
WORLDWIDE = "global"
"""The place of a provider that excludes none."""
OWN_PLACE = "self"
"""The user's own infrastructure, where a provider deploys to it."""


def _no_training(limit: bool, situation: Situation) -> TierLimit:  # noqa: FBT001  # a flag
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
    return TierLimit(lambda handling: verdicts[handling.trains_on_data], "train")


def _max_retention(limit: float, situation: Situation) -> TierLimit:
    """Data is kept no longer than the limit, by default or by a setting or addendum."""
    del situation

    def judge(handling: Privacy | Handling) -> Verdict:
        found, flagged = kept(handling), handling.flagged_retention_days
        if flagged is None or flagged <= limit or found.status not in ("pass", "conditional"):
            return found
        return _but_flagged(found, handling.retention_days, flagged)

    def kept(handling: Privacy | Handling) -> Verdict:
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

    return TierLimit(judge, "keep data", _BATCHES_UNSAID)


def _but_flagged(found: Verdict, days: float | None, flagged: float) -> Verdict:
    """All is kept within the limit but what is flagged as abuse, which its sender cannot rule out.

    Args:
        found: On all that is not flagged.
        days: For how long that is kept.
        flagged: For how long what is flagged is kept.
    """
    first = f"{found.reason}, and " if found.reason else ""
    return Verdict(
        "conditional",
        days,
        None,
        f"{found.condition}+{FLAGGED}" if found.condition else FLAGGED,
        f"{first}keeps what is flagged as abuse for up to {flagged:g} days",
    )


def _regions(limit: tuple[str, ...], situation: Situation) -> TierLimit:
    """Every place where data may be processed lies inside the regions wanted."""
    del situation
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
        wider = WORLDWIDE in outside or any(places_inside((place,)) & inside for place in outside)
        if wider and choice in ("yes", "enterprise"):
            return Verdict(
                "unknown",
                actual,
                reason=f"processes data in {named(outside)} unless you choose a region, and "
                f"whether {wanted} can be chosen is not recorded; the provider's list of regions "
                "would settle it",
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

    return TierLimit(judge, "process data elsewhere")


_STATED = {
    "privacy.no_training": Stated(_no_training, limit_on_data("no_training")),
    "privacy.max_retention_days": Stated(_max_retention, limit_on_data("max_retention_days")),
    "privacy.regions": Stated(_regions, limit_on_data("regions")),
}
"""The limits that hang on the tier: one tier has to satisfy all of them."""


def tier_judge(name: str, limit: Any, situation: Situation) -> Judge:
    """The judge of one of them, on the tier that all of them are judged on."""
    judge = joint_judge(name, limit, situation, _STATED)
    return _unless_for_elsewhere(judge, limit) if name == "privacy.regions" else judge


def _unless_for_elsewhere(judge: Judge, limit: tuple[str, ...]) -> Judge:
    """Fail an offer that is by its own name for another place: `amazon-bedrock/.../x@us`."""
    inside, wanted = places_inside(limit), named(limit)

    def verdict(subject: Subject) -> Verdict:
        place = region_code((subject.candidate.tier or "").removesuffix("-gov"))
        # One for a group of countries goes to any of them, and is none for one of them alone.
        if place is None or place in inside:
            return judge(subject)
        return Verdict(
            "fail", [place], None, None, f"is the offer for {place}, and {wanted} is wanted"
        )

    return verdict
