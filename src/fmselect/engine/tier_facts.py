"""What is recorded of the tiers that a verdict on privacy rests on besides an offer's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmselect.domain.candidate import Candidate
from fmselect.domain.catalog import Record
from fmselect.engine.evidence import fact, handling
from fmselect.engine.privacy_tiers import condition_of
from fmselect.engine.verdict import Situation, Verdict

if TYPE_CHECKING:
    from fmselect.domain.recommendation import Fact

_FIELDS = {
    "privacy.no_training": ("trains_on_data",),
    "privacy.max_retention_days": ("retention_days", "flagged_retention_days", "zero_retention"),
    "privacy.regions": ("regions", "region_choice"),
}
"""Limit -> what it is judged by on every tier."""


def tier_facts(
    name: str, verdict: Verdict, candidate: Candidate, record: Record, situation: Situation
) -> dict[str, Fact]:
    """The facts of the tier that batches go to and of the tiers a condition is about.

    Args:
        name: Of the limit.
        verdict: Of the limit on the offer.
        candidate: The offer.
        record: Its full record.
        situation: Whether part of the workload goes in batches.

    Returns:
        `TIER.FIELD` -> the fact; empty where the offer's own tier decides alone.
    """
    privacy, fields = candidate.privacy, _FIELDS.get(name, ())
    if not fields or privacy.self_hosted:
        return {}
    conditions = (verdict.condition or "").split("+")
    tiers = [other for other in privacy.alternatives if condition_of(other) in conditions]
    if privacy.batch is not None and situation.requirements.workload.batch_share:
        tiers.append(privacy.batch)
    provider = record.get("provider_record") or {}
    found = {}
    for tier in tiers:
        group = handling(provider, tier.tier)
        for field in fields:
            value = group.get(field)
            if value is not None:
                found[f"{tier.tier}.{field}"] = fact(value, group)
    return found
