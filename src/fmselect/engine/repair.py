"""When nothing is eligible: the fewest limits that would have to give way, and by how much."""

from __future__ import annotations

from collections.abc import Mapping

from fmselect.domain.recommendation import Repair
from fmselect.engine.constraints import Failure, Screening, failed_constraint
from fmselect.engine.ranking import ranked
from fmselect.engine.scales import Scales
from fmselect.engine.score import score_all
from fmselect.engine.subject import Subject

MOST_REPAIRS = 3
MOST_OFFERS = 3


def smallest_repairs(
    screening: Screening,
    weights: Mapping[str, float],
    scales: Scales,
    *,
    most: int = MOST_REPAIRS,
) -> list[Repair]:
    """The sets of fewest limits that keep out offers which satisfy every other one.

    The smallest repair is the smallest set of failures of any one offer: relaxing fewer limits
    admits nobody. Offers the user ruled out by name, or that cannot do the task, are no repair.

    Args:
        screening: Of which nothing is eligible; else nothing needs repair.
        weights: In force.
        scales: The anchors.
        most: Sets to return, the one that admits the highest-scoring offer first.
    """
    if any(not misses for misses in screening.misses):
        return []
    fewest = _fewest(screening)
    failures = {subject.candidate.offer: failed for subject, failed in fewest}
    sets: dict[tuple[str, ...], list[Subject]] = {}
    for subject, failed in fewest:
        names = tuple(failure.active.constraint.name for failure in failed)
        sets.setdefault(names, []).append(subject)
    repairs = []
    for names, subjects in sets.items():
        order = ranked(score_all(subjects, weights, scales))
        offers = [item.subject.candidate.offer for item in order[:MOST_OFFERS]]
        repair: Repair = {
            "constraints": list(names),
            "offer": offers[0],
            "failed": [failed_constraint(failure) for failure in failures[offers[0]]],
            "offers": offers,
            "admits": len(subjects),
            "score_if_admitted": order[0].score,
        }
        repairs.append((not order[0].proven, -order[0].score, offers[0], repair))
    repairs.sort(key=lambda item: item[:3])
    return [item[3] for item in repairs[:most]]


def _fewest(screening: Screening) -> list[tuple[Subject, list[Failure]]]:
    """Those with the fewest failures, of limits that can be relaxed at all."""
    for number in sorted(set(screening.misses) - {0}):
        found = [
            (subject, failed)
            for subject, failed in screening.excluded(most=number)
            if len(failed) == number
            and all(failure.active.constraint.near_miss for failure in failed)
        ]
        if found:
            return found
    return []
