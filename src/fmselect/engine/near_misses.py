"""Who fails one limit only, and would rank well without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fmselect.domain.recommendation import NearMiss
from fmselect.engine.constraints import Failure, failed_constraint
from fmselect.engine.ranking import ranked
from fmselect.engine.scales import Scales
from fmselect.engine.score import score_all
from fmselect.engine.subject import Subject

MOST = 5


def near_misses(
    single: Sequence[tuple[Subject, list[Failure]]],
    weights: Mapping[str, float],
    scales: Scales,
    *,
    one_per_model: bool = True,
    most: int = MOST,
) -> list[NearMiss]:
    """The highest-scoring of those that fail exactly one limit, as if they were admitted.

    What the user ruled out by name, and what cannot do the task, is no near miss.

    Args:
        single: Those that fail one limit, with that failure.
        weights: In force.
        scales: The anchors.
        one_per_model: Show each model at its highest-scoring offer only.
        most: How many to show.
    """
    failure_of = {
        subject.candidate.offer: failures[0]
        for subject, failures in single
        if failures[0].active.constraint.near_miss
    }
    subjects = [subject for subject, _ in single if subject.candidate.offer in failure_of]
    order = ranked(score_all(subjects, weights, scales), one_per_model=one_per_model)
    return [
        {
            "offer": item.subject.candidate.offer,
            "failed": [failed_constraint(failure_of[item.subject.candidate.offer])],
            "score_if_admitted": item.score,
        }
        for item in order[:most]
    ]
