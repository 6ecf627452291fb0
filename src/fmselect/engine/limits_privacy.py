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


def hosts_unknown(may: str) -> Verdict:
    """A gateway speaks for itself, not for whoever answers behind it."""
    return Verdict(
        "unknown",
        reason=f"the hosts behind this gateway may {may}; a provider's own offer would settle it",
    )


def _certifications(limit: tuple[str, ...], situation: Situation) -> Judge:
    """The provider holds every certification, or one that includes it."""
    del situation

    def judge(privacy: Privacy) -> Verdict:
        held = privacy.certifications
        if privacy.gateway and not privacy.binds_hosts:
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


def unless_own(judge: Callable[[Privacy], Verdict]) -> Judge:
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


def limit_on_data(name: str) -> Callable[[Situation], Any]:
    """The limit on data that a user states, None where there is none."""

    def limit(situation: Situation) -> Any:
        value = getattr(situation.requirements.constraints.privacy, name)
        return None if value is False or value == () else value

    return limit


def _on_one_tier(name: str) -> Constraint:
    """A limit that hangs on the tier of the provider: `fmselect.engine.limits_tiers` judges it."""

    def prepare(limit: Any, situation: Situation) -> Judge:
        from fmselect.engine.limits_tiers import tier_judge  # noqa: PLC0415 - most state none

        return tier_judge(name, limit, situation)

    limit = limit_on_data(name.removeprefix("privacy."))
    return Constraint(name, limit, prepare, joint=True)


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


def _government_region(limit: bool, situation: Situation) -> Judge:  # noqa: FBT001  # the limit is a flag
    """A region of a cloud for a government takes customers that it has vetted, and no others."""
    del limit, situation
    verdict = Verdict(
        "conditional",
        None,
        None,
        GOVERNMENT,
        "is in a region for the government of the United States, open only to customers whom the "
        "provider has vetted for it",
    )

    def judge(subject: Subject) -> Verdict:
        tier = subject.candidate.tier
        return verdict if tier is not None and tier.endswith(_GOVERNMENT_TIER) else PASS

    return judge


GOVERNMENT = "us-government"
"""What `--accept` takes for being a customer of a region of the government."""
_GOVERNMENT_TIER = "us-gov"

PRIVACY = (
    Constraint("privacy.self_hosted", limit_on_data("self_hosted"), _self_hosted, near_miss=False),
    _on_one_tier("privacy.no_training"),
    _on_one_tier("privacy.max_retention_days"),
    _on_one_tier("privacy.regions"),
    Constraint("privacy.certifications", limit_on_data("certifications"), _certifications),
    Constraint(
        "privacy.exclude_headquarters", limit_on_data("exclude_headquarters"), _headquarters
    ),
    Constraint("pays_with_data", lambda _: True, _pays_with_data),
    Constraint("government_region", lambda _: True, _government_region),
)
