"""The answer: a decision, how sure it is, and what is shown of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from fmselect.domain.catalog import Catalog
from fmselect.domain.requirements import Requirements
from fmselect.engine.answered import answered
from fmselect.engine.constraints import Screening, agreed, failed_constraint
from fmselect.engine.decision import Decision, decide
from fmselect.engine.dominators import dominators
from fmselect.engine.doubt import Uncertainty, judge, uncertainty
from fmselect.engine.near_misses import near_misses
from fmselect.engine.notices import name_notices, notices
from fmselect.engine.pareto import Span, pareto_front, spans
from fmselect.engine.robustness import Robustness
from fmselect.engine.rounding import plain
from fmselect.engine.rows import Frame, row
from fmselect.engine.score import Scored
from fmselect.engine.stability import nearest_flips
from fmselect.engine.why import why

if TYPE_CHECKING:
    from fmselect.domain.recommendation import (
        ExcludedOffer,
        Flip,
        RankedOffer,
        Recommendation,
        Repair,
        ToldFlip,
    )

SCHEMA = "fmselect/recommendation@1"


def recommend(  # noqa: PLR0913 - the options of the command, by name
    catalog: Catalog,
    requirements: Requirements,
    *,
    today: date,
    top: int = 5,
    one_per_model: bool = True,
    explain_excluded: bool = False,
    precise: bool = False,
    front_only: bool = False,
) -> Recommendation:
    """Which offers satisfy every limit, in order of how well they fit the preferences.

    Args:
        catalog: What is known.
        requirements: What is asked; the task's defaults fill what is not stated.
        today: The day retirements and ages are counted from.
        top: Rows to show, at least 1; everything is ranked whatever it is.
        one_per_model: Show each model at its highest-scoring offer only.
        explain_excluded: List every excluded offer with all its failures.
        precise: Draw 10,000 times instead of 800: probabilities to 0.01 instead of 0.03.
        front_only: Show only rows of the Pareto front; ranks stay those of the whole ranking.

    Returns:
        The document `recommend --json` prints. An empty ranking means nothing is eligible.

    Raises:
        UsageError: The requirements contradict themselves, name what the catalog does not have, or
            limit capability while its scale is provisional.
    """
    decision = decide(catalog, requirements, today=today, one_per_model=one_per_model)
    ranked = spans(decision.order, decision.weights, decision.scales)
    front = pareto_front(ranked)
    shown = _shown(decision, set(front) if front_only else None, top)
    doubt = uncertainty(catalog, decision, precise=precise)
    found = _sureness(decision, doubt, {item.subject.candidate.offer for _, item in shown})
    frame = Frame(decision.weights, decision.situation, found, _dominators(ranked, front, shown))
    rows = _rows(catalog, frame, shown, decision.scored)
    single = decision.screening.excluded(most=1)
    task = decision.situation.task
    return {
        **answered(catalog, decision, SCHEMA),
        "ranking": rows,
        "near_misses": near_misses(decision, single, one_per_model=one_per_model),
        "excluded": _excluded(decision.screening) if explain_excluded else [],
        "excluded_by": decision.screening.counts,
        "draws": 0 if found is None else found.draws,
        "robust": None if found is None else found.robust,
        "pareto_front": front,
        "flips": _flips(decision, one_per_model=one_per_model),
        "repairs": [] if decision.order else _repairs(decision),
        "why": why(
            decision.order, decision.weights, provisional=task.capability_scale == "provisional"
        ),
        "warnings": [
            *notices(decision, single, rows, newest_fact=catalog.stamp["newest_fact"]),
            *name_notices(decision.subjects, decision.completed),
        ],
    }


def _shown(decision: Decision, front: set[str] | None, top: int) -> list[tuple[int, Scored]]:
    """The first rows of the ranking, or of those of it that are on the front, with their ranks."""
    rows = (
        (rank, item)
        for rank, item in enumerate(decision.order, start=1)
        if front is None or item.subject.candidate.offer in front
    )
    return list(islice(rows, top))


def _sureness(decision: Decision, doubt: Uncertainty, wanted: Collection[str]) -> Robustness | None:
    """How often each row comes first; None where nothing is ranked."""
    return judge(
        decision.order,
        decision.weights,
        decision.completed.requirements.preferences,
        decision.scales,
        doubt,
        wanted=wanted,
    )


def _dominators(
    ranked: list[Span], front: list[str], shown: list[tuple[int, Scored]]
) -> dict[str, list[str]]:
    """Of each row that is shown, who on the front dominates it."""
    offers = {item.subject.candidate.offer for _, item in shown}.difference(front)
    return dominators(ranked, front, [span for span in ranked if span.offer in offers])


def _rows(
    catalog: Catalog, frame: Frame, shown: list[tuple[int, Scored]], everyone: list[Scored]
) -> list[RankedOffer]:
    """The rows that are shown, each with its sources, and with who is as good for less."""
    situation = frame.situation
    rows = [
        row(
            rank,
            item,
            catalog.offer_record(item.subject.candidate.position, situation.task.type),
            agreed(item.subject, situation),
            frame,
        )
        for rank, item in shown
    ]
    if not frame.weights.get("cost"):
        from fmselect.engine.ties import cheaper_tie  # noqa: PLC0415 - cost is weighed by most

        for one, (_, item) in zip(rows, shown, strict=True):
            told = cheaper_tie(item, everyone)
            one["warnings"] += [told] if told else []
    return rows


def _flips(decision: Decision, *, one_per_model: bool) -> list[ToldFlip]:
    """The nearest changes of one weight that change the winner."""
    if not decision.order:
        return []
    first = decision.order[0]
    others = [item for item in decision.scored if item is not first]
    flips = nearest_flips([first, *others], decision.weights, one_per_model=one_per_model)
    return [{**flip, "sentence": _told(flip)} for flip in flips]


def _repairs(decision: Decision) -> list[Repair]:
    """What would have to give way, where nothing is left."""
    from fmselect.engine.repair import smallest_repairs  # noqa: PLC0415 - few answers are empty

    return smallest_repairs(decision)


def _told(flip: Flip) -> str:
    """A flip in words, its weight with every digit it takes."""
    to, others = plain(flip["to"]), flip["level_with"]
    level = f", level with {others} {'other' if others == 1 else 'others'}" if others else ""
    return (
        f"{flip['winner']} comes first{level} if {flip['weight']} weighs {to} "
        f"(now {flip['from']:.2f})"
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
