"""When nothing is eligible: the fewest limits that would have to give way, and by how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from fmselect.engine.admission import admission
from fmselect.engine.constraints import Failure, Screening, failed_constraint
from fmselect.engine.decision import Decision
from fmselect.engine.ranking import ranked
from fmselect.engine.score import score_all
from fmselect.engine.subject import Subject

if TYPE_CHECKING:
    from fmselect.domain.recommendation import Repair

MOST_REPAIRS = 3
MOST_OFFERS = 3

Excluded = tuple[Subject, list[Failure]]
"""An offer, with every limit it fails."""


def smallest_repairs(decision: Decision, *, most: int = MOST_REPAIRS) -> list[Repair]:
    """The sets of fewest limits that keep out offers which satisfy every other one.

    The smallest repair is the smallest set of failures of any one offer: relaxing fewer limits
    admits nobody. Offers the user ruled out by name, or that cannot do the task, are no repair; nor
    is what would relax a limit of an organisation's policy, unless nothing else admits anybody.

    Args:
        decision: In which nothing is eligible; else nothing needs repair.
        most: Sets to return, the one that admits the highest-scoring offer first.
    """
    if any(not misses for misses in decision.screening.misses):
        return []
    sets: dict[tuple[str, ...], list[Excluded]] = {}
    for subject, failed in _fewest(decision):
        names = tuple(failure.active.constraint.name for failure in failed)
        sets.setdefault(names, []).append((subject, failed))
    repairs = [_repair(decision, list(names), found) for names, found in sets.items()]
    repairs.sort(key=lambda item: item[:3])
    return [item[3] for item in repairs[:most]]


def _repair(
    decision: Decision, names: list[str], found: list[Excluded]
) -> tuple[bool, float, str, Repair]:
    """One set of limits, before it the key of its place."""
    order = ranked(score_all((s for s, _ in found), decision.weights, decision.scales))
    first, failures = order[0], {subject.candidate.offer: failed for subject, failed in found}
    offers = [item.subject.candidate.offer for item in order[:MOST_OFFERS]]
    failed = failures[offers[0]]
    repair: Repair = {
        "constraints": names,
        "offer": offers[0],
        "failed": [failed_constraint(failure) for failure in failed],
        "admission": admission(first.subject, decision.situation, failed),
        "offers": offers,
        "admits": len(found),
        "score_if_admitted": first.score,
    }
    return not first.proven, -first.score, offers[0], repair


def _fewest(decision: Decision) -> list[Excluded]:
    """Those with the fewest failures, of limits that can be relaxed at all, by the user if any."""
    in_the_way: list[Excluded] = []
    for found in _by_number(decision.screening):
        mine = [item for item in found if not _needs_a_policy(decision, *item)]
        if mine:
            return mine
        in_the_way = in_the_way or found
    return in_the_way


def _by_number(screening: Screening) -> Iterator[list[Excluded]]:
    """Those that fail one limit, then two, and so on, of limits that can be relaxed at all."""
    for number in sorted(set(screening.misses) - {0}):
        found = [
            (subject, failed)
            for subject, failed in screening.excluded(most=number)
            if len(failed) == number and _may_give_way(failed)
        ]
        if found:
            yield found


def _may_give_way(failed: Iterable[Failure]) -> bool:
    """Whether none of the limits is one of names, or of what can do the task."""
    return all(failure.active.constraint.near_miss for failure in failed)


def _needs_a_policy(decision: Decision, subject: Subject, failed: list[Failure]) -> bool:
    """Whether one of the limits is an organisation's to relax."""
    if not decision.situation.requirements.policy.demands:
        return False
    steps = admission(subject, decision.situation, failed)
    return any(step["how"] == "policy" for step in steps)
