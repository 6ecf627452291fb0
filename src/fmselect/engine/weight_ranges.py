"""At which weights an offer comes first: one weight moved, the others in proportion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fmselect.domain.explanation import WeightRange
from fmselect.engine.rounding import beyond, plain
from fmselect.engine.score import Scored
from fmselect.engine.stability import Interval, stability_intervals
from fmselect.tuples import NamedTuple

_FLAT = 1e-15
_EDGE = 1e-9
"""A crossing so near to an end of the scale is at the end, where rounding decides."""


class _Reach(NamedTuple):
    """Where one line is above all others: from `low` to `high`, and who takes over outside."""

    low: float
    high: float
    below: str | None
    above: str | None


def first_ranges(
    item: Scored,
    scored: Sequence[Scored],
    weights: Mapping[str, float],
    *,
    first: Scored,
    one_per_model: bool,
) -> list[WeightRange]:
    """For each criterion the weights at which the offer is first. Empty with one criterion.

    Args:
        item: Eligible.
        scored: Every eligible offer.
        weights: In force.
        first: Of the ranking.
        one_per_model: Whether another offer of the first's model counts as the same winner.
    """
    if len(weights) < 2 or item.proven != first.proven:
        return []
    if item is first:
        others = [other for other in scored if other is not first]
        found = stability_intervals([first, *others], weights, one_per_model=one_per_model)
        return [_stays(name, weights[name], _cleared(reach)) for name, reach in found.items()]
    rivals = [other for other in scored if other.proven == item.proven and other is not item]
    return [
        _comes(name, weight, _reach(item, rivals, k, weight))
        for k, (name, weight) in enumerate(weights.items())
    ]


def _reach(item: Scored, rivals: Sequence[Scored], k: int, weight: float) -> _Reach | None:
    """The weights of criterion k at which the item is above every rival; None where at none.

    A score is a straight line in the weight, `t v + (1 - t) rest`, so each rival leaves a half of
    the weights, and the item is first where all halves overlap.
    """
    value, rest = item.values[k], (item.score - weight * item.values[k]) / (1.0 - weight)
    low, high = 0.0, 1.0
    below = above = None
    for other in rivals:
        lead = rest - (other.score - weight * other.values[k]) / (1.0 - weight)
        slope = (value - other.values[k]) - lead
        if abs(slope) <= _FLAT:
            if lead < -_FLAT or (lead <= _FLAT and _id(other) < _id(item)):
                return None
            continue
        at = -lead / slope
        if slope > 0 and at > max(low, _EDGE):
            low, below = at, _id(other)
        elif slope < 0 and at < min(high, 1.0 - _EDGE):
            high, above = at, _id(other)
        if low >= high:
            return None
    return _Reach(low, high, below, above)


def _cleared(interval: Interval) -> Interval:
    """The interval, to the end of the scale where it stops short of it by rounding alone."""
    if interval.low < _EDGE:
        interval = interval._replace(low=0.0, below=None)
    if interval.high > 1.0 - _EDGE:
        interval = interval._replace(high=1.0, above=None)
    return interval


def _stays(name: str, now: float, interval: Interval) -> WeightRange:
    """The sentence of the one that is first."""
    low = _inside(now, interval.low, up=True)
    high = _inside(now, interval.high, up=False)
    told = f"stays first with {name} weighing {plain(low)} to {plain(high)} (now {now:.2f})"
    if interval.below is None and interval.above is None:
        told = f"stays first whatever {name} weighs"
    return {
        "criterion": name,
        "now": now,
        "low": interval.low,
        "high": interval.high,
        "below": interval.below,
        "above": interval.above,
        "sentence": told + _outside(interval.below, interval.above),
    }


def _comes(name: str, now: float, reach: _Reach | None) -> WeightRange:
    """The sentence of one that is not first."""
    none: WeightRange = {
        "criterion": name,
        "now": now,
        "low": None,
        "high": None,
        "below": None,
        "above": None,
        "sentence": f"no weight of {name} alone would make it first",
    }
    if reach is None:
        return none
    low, high = _inside(now, reach.low, up=True), _inside(now, reach.high, up=False)
    if low >= high:
        return none
    words = f"would be first with {name} weighing {plain(low)} to {plain(high)} (now {now:.2f})"
    return {
        **none,
        "low": reach.low,
        "high": reach.high,
        "below": reach.below,
        "above": reach.above,
        "sentence": words + _outside(reach.below, reach.above),
    }


def _inside(now: float, end: float, *, up: bool) -> float:
    """An end of a range, rounded into it; the ends of the scale are what they are."""
    if end in (0.0, 1.0):
        return end
    return beyond(now, end, up=up)


def _id(item: Scored) -> str:
    """The offer's id, by which ties are broken."""
    return item.subject.candidate.offer


def _outside(below: str | None, above: str | None) -> str:
    """Who comes first on either side."""
    told = [f"below, {below}"] if below else []
    told += [f"above, {above}"] if above else []
    return f"; {'; '.join(told)}" if told else ""
