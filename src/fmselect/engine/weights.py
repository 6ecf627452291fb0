"""From what a user says matters to weights that add up to 1.

A weight is a swing weight: the worth of moving its criterion from barely acceptable to good.
"""

from __future__ import annotations

from collections.abc import Collection

from fmselect.domain.requirements import CRITERIA, Preferences


def rank_order_centroid(places: int) -> tuple[float, ...]:
    """Weights for criteria in order of importance: `w_r = (1/n) sum_{k=r..n} 1/k`.

    The centroid of all weights that respect the order (Barron & Barrett 1996, "Decision quality
    using ranked attribute weights", Management Science 42(11)), and so the mean of weights drawn
    evenly from them.

    Args:
        places: Number of criteria, at least 1.
    """
    weights, tail = [], 0.0
    for rank in range(places, 0, -1):
        tail += 1.0 / rank
        weights.append(tail / places)
    return tuple(reversed(weights))


def ranked_weights(priorities: Collection[str]) -> dict[str, float]:
    """Rank-order centroid weights; tied criteria, `cost=latency`, share their places evenly."""
    groups = [place.split("=") for place in priorities]
    centroid = rank_order_centroid(sum(map(len, groups)))
    weights: dict[str, float] = {}
    place = 0
    for group in groups:
        shared = sum(centroid[place : place + len(group)]) / len(group)
        weights.update(dict.fromkeys(group, shared))
        place += len(group)
    return weights


def weights_of(preferences: Preferences, usable: Collection[str] = CRITERIA) -> dict[str, float]:
    """Criterion -> weight above zero, in the fixed order of the criteria, adding up to 1.

    Args:
        preferences: Priorities, weights or equal; one not named weighs nothing.
        usable: The criteria the catalog knows something about; the others are left out before the
            weights are made, so that the order of the rest is kept.

    Returns:
        Empty where nothing that is asked for is usable.
    """
    if preferences.equal:
        raw = dict.fromkeys(CRITERIA, 1.0)
    elif preferences.weights:
        raw = dict(preferences.weights)
    else:
        raw = ranked_weights(_without(preferences.priorities, usable))
    kept = {name: raw[name] for name in CRITERIA if name in usable and raw.get(name, 0.0) > 0}
    largest = max(kept.values(), default=1.0)
    scaled = {name: weight / largest for name, weight in kept.items()}
    total = sum(scaled.values())
    return {name: weight / total for name, weight in scaled.items()}


def criteria_of(preferences: Preferences) -> tuple[str, ...]:
    """The criteria that are asked for, in the fixed order."""
    return tuple(weights_of(preferences))


def _without(priorities: tuple[str, ...], usable: Collection[str]) -> list[str]:
    """The order with what is not usable left out."""
    places = ["=".join(name for name in place.split("=") if name in usable) for place in priorities]
    return [place for place in places if place]
