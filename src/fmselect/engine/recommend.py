"""The whole decision: complete, assess, screen, score, rank, explain."""

from __future__ import annotations

from datetime import date

from fmselect._version import __version__
from fmselect.domain.catalog import Catalog, TaskProfile
from fmselect.domain.recommendation import ExcludedOffer, Recommendation
from fmselect.domain.requirement_documents import requirements_document
from fmselect.domain.requirement_rules import contradictions
from fmselect.domain.requirements import Requirements
from fmselect.engine.completed import complete
from fmselect.engine.constraints import Screening, agreed, failed_constraint, screen
from fmselect.engine.names import resolve_names
from fmselect.engine.near_misses import near_misses
from fmselect.engine.notices import name_notices, notices
from fmselect.engine.ranking import ranked
from fmselect.engine.rows import row
from fmselect.engine.scales import make_scales
from fmselect.engine.score import score_all, usable_criteria
from fmselect.engine.subject import Subject, assess
from fmselect.engine.verdict import Situation
from fmselect.engine.weights import criteria_of, weights_of
from fmselect.engine.why import why
from fmselect.errors import UsageError

SCHEMA = "fmselect/recommendation@1"


def recommend(
    catalog: Catalog,
    requirements: Requirements,
    *,
    today: date,
    top: int = 5,
    one_per_model: bool = True,
    explain_excluded: bool = False,
) -> Recommendation:
    """Which offers satisfy every limit, in order of how well they fit the preferences.

    Args:
        catalog: What is known.
        requirements: What is asked; the task's defaults fill what is not stated.
        today: The day retirements and ages are counted from.
        top: Rows to show, at least 1; everything is ranked whatever it is.
        one_per_model: Show each model at its highest-scoring offer only.
        explain_excluded: List every excluded offer with all its failures.

    Returns:
        The document `recommend --json` prints. An empty ranking means nothing is eligible.

    Raises:
        UsageError: The requirements contradict themselves, name what the catalog does not have, or
            limit capability while its scale is provisional.
    """
    task = catalog.task(requirements.task)
    check(requirements, task)
    completed = complete(resolve_names(catalog, requirements), task)
    situation = Situation(completed.requirements, task, today)
    subjects = assess(catalog.candidates(task), completed.requirements.workload, task.type)
    screening = screen(subjects, situation)
    eligible, single = screening.eligible, screening.excluded(most=1)
    scales = make_scales(completed.requirements, task)
    asked = criteria_of(completed.requirements.preferences)
    usable = usable_criteria(asked, subjects, scales)
    weights = weights_of(completed.requirements.preferences, usable)
    order = ranked(score_all(eligible, weights, scales), one_per_model=one_per_model)
    rows = [
        row(
            place,
            item,
            weights,
            catalog.offer_record(item.subject.candidate.position, task.type),
            agreed(item.subject, situation),
            situation,
        )
        for place, item in enumerate(order[:top], start=1)
    ]
    dropped = [name for name in asked if name not in usable]
    return {
        "schema": SCHEMA,
        "tool_version": __version__,
        "catalog": catalog.stamp,
        "today": today.isoformat(),
        "requirements": requirements_document(completed.requirements),
        "assumed": list(completed.assumed),
        "weights": weights,
        "considered": {
            "models": _models(subjects),
            "offers": len(subjects),
            "eligible_models": _models(eligible),
            "eligible_offers": len(eligible),
        },
        "ranking": rows,
        "near_misses": near_misses(single, weights, scales, one_per_model=one_per_model),
        "excluded": _excluded(screening) if explain_excluded else [],
        "excluded_by": screening.counts,
        "why": why(order, weights, provisional=task.capability_scale == "provisional"),
        "warnings": [
            *notices(completed, task, dropped, single, rows),
            *name_notices(subjects, completed),
        ],
    }


def check(requirements: Requirements, task: TaskProfile) -> None:
    """Refuse what cannot be meant.

    Raises:
        UsageError: The first rule that is broken.
    """
    for path, message, hint in contradictions(requirements):
        raise UsageError(message, hint=hint, where=path)
    limit = requirements.constraints.min_capability
    if limit is not None and task.capability_scale == "provisional":
        raise UsageError(
            "capability cannot be limited yet: its scale is provisional, a percentile that moves "
            "with every model added",
            hint="rank by capability instead, with --prioritize capability",
            where="constraints.min_capability",
        )


def _excluded(screening: Screening) -> list[ExcludedOffer]:
    """Everyone who is out, with every reason."""
    return [
        {
            "offer": subject.candidate.offer,
            "failed": [failed_constraint(failure) for failure in failures],
        }
        for subject, failures in screening.excluded()
    ]


def _models(subjects: list[Subject]) -> int:
    """How many models the offers are of."""
    return len({subject.candidate.model for subject in subjects})
