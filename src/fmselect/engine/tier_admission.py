"""How long data may be kept so that an offer is admitted, where tiers are chosen between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fmselect.domain.candidate import Handling, Privacy
from fmselect.engine.consent import consent_of
from fmselect.engine.constraints import CONSTRAINTS, Failure, judge_of
from fmselect.engine.rounding import outward
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import Situation

RETENTION = "privacy.max_retention_days"
_PRIVACY = "privacy."


def days_that_do(
    subject: Subject, situation: Situation, failures: Sequence[Failure]
) -> float | None:
    """The fewest days that admit an offer on one of its tiers; None where no number does.

    Args:
        subject: The offer.
        situation: In which it keeps data for too long.
        failures: All that keeps it out: the steps that settle the others are taken to be taken,
            conditions accepted and limits dropped.
    """
    limit = situation.requirements.constraints.privacy.max_retention_days
    if limit is None:
        return None
    taken = _taken(situation, failures)
    kept = _kept_for(subject, situation)
    for level in sorted({outward(limit, days, up=True) for days in kept if days > limit}):
        if _satisfied(subject, _with_limit(taken, "max_retention_days", float(level))):
            return level
    return None


def _kept_for(subject: Subject, situation: Situation) -> list[float]:
    """How long each tier keeps data, in batches too where there are any, and what is flagged."""
    privacy = subject.candidate.privacy
    batched = situation.requirements.workload.batch_share and privacy.batch
    least = (privacy.batch.retention_days or 0.0) if batched and privacy.batch else 0.0
    tiers: list[Privacy | Handling] = [privacy, *privacy.alternatives]
    kept = [days for tier in tiers for days in (tier.retention_days, tier.flagged_retention_days)]
    return [max(days, least) for days in kept if days is not None]


def _taken(situation: Situation, failures: Sequence[Failure]) -> Situation:
    """The question after the steps that settle the other limits on data."""
    requirements = situation.requirements
    words = [verdict.condition for _, verdict in failures if verdict.condition is not None]
    requirements = requirements._replace(accept=(*requirements.accept, *words))
    taken = situation._replace(requirements=requirements)
    for active, verdict in failures:
        name = active.constraint.name
        if active.constraint.joint and verdict.condition is None and name != RETENTION:
            taken = _with_limit(taken, name.removeprefix(_PRIVACY), None)
    return taken


def _with_limit(situation: Situation, name: str, value: float | None) -> Situation:
    """The question with another limit on data, or without one."""
    requirements = situation.requirements
    privacy = requirements.constraints.privacy
    changed: Any = {name: privacy._field_defaults[name] if value is None else value}
    constraints = requirements.constraints._replace(privacy=privacy._replace(**changed))
    return situation._replace(requirements=requirements._replace(constraints=constraints))


def _satisfied(subject: Subject, situation: Situation) -> bool:
    """Whether one tier satisfies all limits that hang on the tier."""
    consent = consent_of(situation.requirements)
    for constraint in CONSTRAINTS.values():
        limit = constraint.limit(situation) if constraint.joint else None
        if limit is None:
            continue
        if not consent.admits(judge_of(constraint, limit, situation)(subject)):
            return False
    return True
