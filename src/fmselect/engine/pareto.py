"""Who is worse than somebody else in every respect, and who is not: the Pareto front.

A value that is not known exactly is an interval. A dominates B only if A at its worst is at least
as good as B at its best on every weighted criterion, and better on one; an unknown value spans the
whole scale, so that nobody is said to be worse for want of a fact, nor anybody better.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import ge

from fmselect.engine.alternatives import latency_interval
from fmselect.engine.scales import Scales
from fmselect.engine.score import Scored
from fmselect.engine.values import VALUE_FUNCTIONS
from fmselect.tuples import NamedTuple

UNKNOWN = (0.0, 1.0)
"""Where a value of which nothing is known may lie."""


class Span(NamedTuple):
    """The values of one candidate at their worst and at their best, a number a criterion."""

    offer: str
    worst: tuple[float, ...]
    best: tuple[float, ...]


def spans(
    order: Sequence[Scored],
    weights: Mapping[str, float],
    scales: Scales,
    *,
    cautious: bool = False,
) -> list[Span]:
    """The values of those that can win, as intervals, in the order given.

    Capability is taken at its estimate: how sure that is, the probabilities say. As in the ranking,
    where the first has evidence of its capability the unproven have no place.

    Args:
        order: The ranking.
        weights: In force.
        scales: The anchors.
        cautious: Let an estimated latency be anything between its low and its high. A model's low
            and high span all its settings and providers, so that hardly anybody is dominated then;
            otherwise it is taken at its middle, as the score takes it.
    """
    if not order:
        return []
    functions = [(name, VALUE_FUNCTIONS[name]) for name in weights]
    result = []
    for item in order:
        if item.proven != order[0].proven:
            continue
        worst, best = list(item.values), list(item.values)
        for k, (name, function) in enumerate(functions):
            known = function(item.subject, scales)
            if known is None:
                worst[k], best[k] = UNKNOWN
            elif cautious and name == "latency":
                worst[k], best[k] = latency_interval(item.subject, scales) or (known, known)
        result.append(Span(item.subject.candidate.offer, tuple(worst), tuple(best)))
    return result


def pareto_front(candidates: Sequence[Span]) -> list[str]:
    """The offers nobody dominates, in the order given."""
    front = {item.offer for item in _split(candidates)[0]}
    return [item.offer for item in candidates if item.offer in front]


def dominated_by(candidates: Sequence[Span]) -> dict[str, str]:
    """Offer -> the first offer, in the order given, of those on the front that dominate it."""
    front, beaten = _split(candidates)
    place = {item.offer: at for at, item in enumerate(candidates)}
    front.sort(key=lambda item: place[item.offer])
    return {
        item.offer: next(other.offer for other in front if dominates(other, item))
        for item in beaten
    }


def _split(candidates: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """Those nobody dominates, and the others.

    Whoever dominates has the greater sum of worst values, and domination is transitive, so that
    everybody is compared only with those on the front whose sum is greater.
    """
    front: list[Span] = []
    beaten: list[Span] = []
    for item in sorted(candidates, key=lambda item: (-sum(item.worst), item.offer)):
        lost = any(dominates(other, item) for other in front)
        (beaten if lost else front).append(item)
    return front, beaten


def dominates(first: Span, second: Span) -> bool:
    """Whether the first, at its worst, is nowhere below the second at its best, and above once."""
    return first.worst != second.best and all(map(ge, first.worst, second.best))
