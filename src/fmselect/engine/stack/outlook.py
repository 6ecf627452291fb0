"""The best that the roles still to be filled could add: what a search may count on, and no less.

For the roles from one on, the totals of their combinations that no other is at least as good as
(the Pareto front of sums). Points near each other are taken together as if one combination had the
best of each, which keeps the front short and never promises too little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import inf, log
from operator import le

from fmselect.engine.scales import CHEAPEST_USD
from fmselect.engine.stack.combine import Measure
from fmselect.engine.stack.parts import WORST, Part
from fmselect.engine.values import SHORTEST_SECONDS, falling
from fmselect.tuples import NamedTuple

_STEP = 0.02
"""Points whose bills and times differ by no more than this ratio, in logarithms, are one."""
_MOST = 100
"""Points of a front at most: above it the step is doubled until there are no more."""

Scorer = Callable[[float, float, float, tuple[float, ...]], float]
"""Capability, dollars, seconds and the worst of each criterion -> a score."""


class Outlook(NamedTuple):
    """What a set of roles could have together.

    Attributes:
        capability: By the shares of the roles.
        usd: Dollars a month.
        seconds: To the whole answer, as valued.
        worst: Of each criterion of which the worst role counts; infinite of no role.
        slowest: Seconds at the upper ends of what is known.
        first_token: Seconds to the first token of the last, after the answers of those before.
    """

    capability: float
    usd: float
    seconds: float
    worst: tuple[float, ...]
    slowest: float
    first_token: float


def outlooks(
    roles: Sequence[Sequence[Part]], measure: Measure, *, timed: bool
) -> list[list[Outlook]]:
    """What the roles from each one on could have together; of no roles, nothing.

    Args:
        roles: The parts of each, at least one.
        measure: How combinations are scored.
        timed: Whether waits are limited; else upper ends of waits count for nothing.
    """
    front = [Outlook(0.0, 0.0, 0.0, (inf,) * len(roles[0][0].worst), 0.0, 0.0)]
    found = [front]
    for at in range(len(roles) - 1, -1, -1):
        last = at == len(roles) - 1
        alone = _front(_alone(part, measure, timed=timed) for part in roles[at])
        front = _front(_thinned([_both(one, rest, last=last) for one in alone for rest in front]))
        found.append(front)
    return found[::-1]


def _alone(part: Part, measure: Measure, *, timed: bool) -> Outlook:
    """One part; what nothing is valued or limited by is the same for all."""
    return Outlook(
        measure.shares[part.role] * part.capability,
        part.usd,
        part.seconds if "latency" in measure.weights else 0.0,
        part.worst,
        part.slowest if timed else 0.0,
        part.first_token if timed else 0.0,
    )


def _both(one: Outlook, rest: Outlook, *, last: bool) -> Outlook:
    """A part before what follows it."""
    return Outlook(
        one.capability + rest.capability,
        one.usd + rest.usd,
        one.seconds + rest.seconds,
        tuple(map(min, one.worst, rest.worst)),
        one.slowest + rest.slowest,
        one.first_token if last else one.slowest + rest.first_token,
    )


def _thinned(points: list[Outlook]) -> list[Outlook]:
    """Points near each other taken together, so that few are left."""
    step = _STEP
    while True:
        cells: dict[tuple[int, int], Outlook] = {}
        for point in points:
            key = (_cell(point.usd, step), _cell(point.seconds, step))
            known = cells.get(key)
            cells[key] = point if known is None else optimist(known, point)
        points = list(cells.values())
        front = _front(points)
        if len(front) <= _MOST:
            return front
        points, step = front, step * 2


def _cell(amount: float, step: float) -> int:
    """Which of the steps an amount lies in; the unknown have their own."""
    return -1_000_000 if amount == inf else round(log(max(amount, 1e-9)) / step)


def optimist(first: Outlook, second: Outlook) -> Outlook:
    """What has the best of both."""
    return Outlook(
        max(first.capability, second.capability),
        min(first.usd, second.usd),
        min(first.seconds, second.seconds),
        tuple(map(max, first.worst, second.worst)),
        min(first.slowest, second.slowest),
        min(first.first_token, second.first_token),
    )


def _front(points: Iterable[Outlook]) -> list[Outlook]:
    """Those that no other is at least as good as."""
    kept: list[Outlook] = []
    for point in sorted(points, key=lambda point: (-point.capability, point.usd, point.seconds)):
        if not any(_at_least_as_good(other, point) for other in kept):
            kept.append(point)
    return kept


def _at_least_as_good(first: Outlook, second: Outlook) -> bool:
    """In everything."""
    return (
        first.usd <= second.usd
        and first.seconds <= second.seconds
        and first.capability >= second.capability
        and first.slowest <= second.slowest
        and first.first_token <= second.first_token
        and all(map(le, second.worst, first.worst))
    )


def scorer(measure: Measure) -> Scorer:
    """The score as `fmselect.engine.stack.combine.score` has it, but for the order of the sum."""
    weights = measure.weights
    by_capability, by_cost = weights.get("capability", 0.0), weights.get("cost", 0.0)
    by_latency = weights.get("latency", 0.0)
    others = [weight for name, weight in weights.items() if name in WORST]
    cost, latency = measure.cost, measure.latency

    def scored(capability: float, usd: float, seconds: float, worst: tuple[float, ...]) -> float:
        total = by_capability * capability
        if by_cost and cost is not None:
            total += by_cost * falling(max(usd, CHEAPEST_USD), *cost)
        if by_latency and latency is not None:
            total += by_latency * falling(max(seconds, SHORTEST_SECONDS), *latency)
        for weight, value in zip(others, worst, strict=True):
            total += weight * value
        return total

    return scored
