"""Who fails one limit only, and would rank well without it."""

from __future__ import annotations

from collections.abc import Mapping

from fmselect.domain.recommendation import NearMiss
from fmselect.engine.constraints import Screening, failed_constraint
from fmselect.engine.ranking import ranked
from fmselect.engine.scales import Scales
from fmselect.engine.score import score_all

MOST = 5


def near_misses(
    screening: Screening,
    weights: Mapping[str, float],
    scales: Scales,
    *,
    one_per_model: bool = True,
    most: int = MOST,
) -> list[NearMiss]:
    """The highest-scoring of those that fail exactly one limit, as if they were admitted.

    What the user ruled out by name, and what cannot do the task, is no near miss.
    """
    single = {
        subject.candidate.offer: (subject, failures[0])
        for subject, failures in screening.excluded(most=1)
        if failures[0].active.constraint.near_miss
    }
    subjects = [subject for subject, _ in single.values()]
    order = ranked(score_all(subjects, weights, scales), one_per_model=one_per_model)
    return [
        {
            "offer": item.subject.candidate.offer,
            "failed": [failed_constraint(single[item.subject.candidate.offer][1])],
            "score_if_admitted": item.score,
        }
        for item in order[:most]
    ]
