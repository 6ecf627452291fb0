"""One decision, from requirements to an order: what `recommend`, `explain` and `compare` share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fmselect.domain.catalog import Catalog, TaskProfile
from fmselect.domain.requirement_rules import contradictions
from fmselect.domain.requirements import Requirements
from fmselect.engine.completed import Completed, complete
from fmselect.engine.constraints import Screening, screen
from fmselect.engine.focus import candidates_in_focus
from fmselect.engine.names import resolve_names
from fmselect.engine.ranking import ranked
from fmselect.engine.scales import Scales, make_scales
from fmselect.engine.score import Scored, score_all, usable_criteria
from fmselect.engine.subject import Subject, assess
from fmselect.engine.verdict import Situation
from fmselect.engine.weights import criteria_of, weights_of
from fmselect.errors import UsageError
from fmselect.tuples import NamedTuple


class Decision(NamedTuple):
    """Everything a decision consists of, before anybody shows it.

    Attributes:
        completed: The requirements with the task's defaults filled in, and which these are.
        situation: Requirements, task and day, as limits are judged against them.
        subjects: Every offer of the task's type, with its bill and its latency here.
        screening: Who satisfies every limit, and who does not.
        scales: The anchors of the values.
        weights: In force, adding up to 1, in contract order.
        dropped: Criteria left out of the weights, because the catalog knows nothing about them.
        scored: Every eligible offer with its score, in the order of the catalog.
        order: The ranking: one offer of each model, or all of them.
    """

    completed: Completed
    situation: Situation
    subjects: list[Subject]
    screening: Screening
    scales: Scales
    weights: Mapping[str, float]
    dropped: tuple[str, ...]
    scored: list[Scored]
    order: list[Scored]


def decide(
    catalog: Catalog, requirements: Requirements, *, today: date, one_per_model: bool = True
) -> Decision:
    """Complete, assess, screen, score, rank.

    Args:
        catalog: What is known.
        requirements: What is asked; the task's defaults fill what is not stated.
        today: The day retirements and ages are counted from.
        one_per_model: Rank each model at its highest-scoring offer only.

    Raises:
        UsageError: The requirements contradict themselves, name what the catalog does not have, or
            limit capability while its scale is provisional.
    """
    task = catalog.task(requirements.task)
    check(requirements, task)
    completed = complete(resolve_names(catalog, requirements), task)
    requirements = completed.requirements
    task, candidates = candidates_in_focus(catalog, task, requirements)
    situation = Situation(requirements, task, today, catalog.record)
    subjects = assess(candidates, requirements.workload, task.type)
    screening = screen(subjects, situation)
    scales = make_scales(requirements, task)
    asked = criteria_of(requirements.preferences)
    usable = usable_criteria(asked, subjects, scales)
    weights = weights_of(requirements.preferences, usable)
    scored = score_all(screening.eligible, weights, scales)
    order = ranked(scored, one_per_model=one_per_model)
    dropped = tuple(name for name in asked if name not in usable)
    return Decision(
        completed, situation, subjects, screening, scales, weights, dropped, scored, order
    )


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
