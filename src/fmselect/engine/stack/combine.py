"""The score of a combination: amounts are added up, capability is averaged, the worst role counts.

Each is the same anchored value function as for a single model, with the anchors of the roles added
up, so that a stack of one role would be scored as that role is. A combination is never better for
a part that is worse in everything: the search rests on that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fmselect.engine.scales import CHEAPEST_USD
from fmselect.engine.stack.parts import WORST, Part
from fmselect.engine.values import SHORTEST_SECONDS, falling
from fmselect.tuples import NamedTuple


class Measure(NamedTuple):
    """How combinations are scored.

    Attributes:
        weights: In force, adding up to 1, in contract order.
        shares: How much the capability of each role counts; they add up to 1.
        cost: (good, bad) in dollars a month for all roles together.
        latency: (good, bad) in seconds for all timed roles together.
    """

    weights: Mapping[str, float]
    shares: tuple[float, ...]
    cost: tuple[float, float] | None
    latency: tuple[float, float] | None


class Totals(NamedTuple):
    """What a set of parts has together."""

    capability: float
    usd: float
    seconds: float
    worst: tuple[float, ...]


def totals(parts: Sequence[Part], measure: Measure) -> Totals:
    """What complete parts have together."""
    return Totals(
        sum(measure.shares[part.role] * part.capability for part in parts),
        sum(part.usd for part in parts),
        sum(part.seconds for part in parts),
        tuple(map(min, zip(*(part.worst for part in parts), strict=True))),
    )


def values(found: Totals, measure: Measure) -> dict[str, float]:
    """Criterion -> value, one for each weighted criterion."""
    result: dict[str, float] = {}
    worst = iter(found.worst)
    for name in measure.weights:
        if name == "capability":
            result[name] = found.capability
        elif name == "cost":
            result[name] = _falling(max(found.usd, CHEAPEST_USD), measure.cost)
        elif name == "latency":
            result[name] = _falling(max(found.seconds, SHORTEST_SECONDS), measure.latency)
        else:
            assert name in WORST
            result[name] = next(worst)
    return result


def score(found: Totals, measure: Measure) -> float:
    """Weights times values, summed in contract order."""
    valued = values(found, measure)
    return sum(weight * valued[name] for name, weight in measure.weights.items())


def _falling(amount: float, anchors: tuple[float, float] | None) -> float:
    return 0.0 if anchors is None else falling(amount, *anchors)


def added(so_far: Totals, part: Part, measure: Measure) -> Totals:
    """With one part more."""
    return Totals(
        so_far.capability + measure.shares[part.role] * part.capability,
        so_far.usd + part.usd,
        so_far.seconds + part.seconds,
        tuple(map(min, so_far.worst, part.worst)),
    )
