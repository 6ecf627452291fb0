"""Who fails one limit only, and would rank well without it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fmselect.engine.admission import admission
from fmselect.engine.constraints import Failure, failed_constraint
from fmselect.engine.decision import Decision
from fmselect.engine.ranking import order_key, ranked
from fmselect.engine.score import Scored, score_all
from fmselect.engine.subject import Subject

if TYPE_CHECKING:
    from fmselect.domain.recommendation import Admission, NearMiss

MOST = 5

Single = Sequence[tuple[Subject, list[Failure]]]
"""Offers that fail one limit, with that failure."""


def near_misses(
    decision: Decision, single: Single, *, one_per_model: bool = True, most: int = MOST
) -> list[NearMiss]:
    """The highest-scoring of those that fail exactly one limit, as if they were admitted.

    What the user ruled out by name, and what cannot do the task, is no near miss. What an
    organisation's policy keeps out comes last: it is not the user's to admit.

    Args:
        decision: Of which they are left out.
        single: Those that fail one limit, with that failure.
        one_per_model: Show each model at its highest-scoring offer only.
        most: How many to show.
    """
    failures = {
        subject.candidate.offer: failed
        for subject, failed in single
        if failed[0].active.constraint.near_miss
    }
    subjects = [subject for subject, _ in single if subject.candidate.offer in failures]
    scored = score_all(subjects, decision.weights, decision.scales)
    order = ranked(scored, one_per_model=one_per_model)
    mine: list[NearMiss] = []
    theirs: list[NearMiss] = []
    for item in order:
        failed = failures[item.subject.candidate.offer]
        if len(theirs) == most and failed[0].active.policy is not None:
            continue
        steps = admission(item.subject, decision.situation, failed)
        chosen = theirs if steps[0]["how"] == "policy" else mine
        rank = _rank(item, decision.order, one_per_model=one_per_model)
        chosen.append(_near_miss(item, failed, steps, rank))
        if len(mine) == most:
            break
    return [*mine, *theirs][:most]


def _rank(item: Scored, order: Sequence[Scored], *, one_per_model: bool) -> int | None:
    """The rank it would have; None where an offer of its model is ranked above it already.

    Args:
        item: Out.
        order: The ranking.
        one_per_model: Whether one offer stands for each model.
    """
    place = bisect_left(order, order_key(item), key=order_key)
    model = item.subject.candidate.model
    if one_per_model and any(other.subject.candidate.model == model for other in order[:place]):
        return None
    return place + 1


def _near_miss(
    item: Scored, failed: list[Failure], steps: list[Admission], rank: int | None
) -> NearMiss:
    """One of them, as the answer has it."""
    return {
        "offer": item.subject.candidate.offer,
        "failed": [failed_constraint(failure) for failure in failed],
        "score_if_admitted": item.score,
        "rank_if_admitted": rank,
        "admission": steps,
    }
