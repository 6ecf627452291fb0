"""Weights as uncertain as the user's statement leaves them.

- An order of priorities: every set of weights that respects it, evenly. Exponential variates
  divided by their sum lie evenly on the simplex, and sorted they lie evenly on its ordered part,
  without rejection (Tervonen & Lahdelma 2007, European Journal of Operational Research 178(2)).
  Their mean is the rank-order centroid, which the point ranking uses.
- Numbers: a Dirichlet distribution about them, so that 0.30 means 0.30 give or take 0.06.
- Equal, or nothing said: the whole simplex.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import sqrt

from fmselect.domain.requirements import Preferences
from fmselect.engine.draws import Streams

CONCENTRATION = 50.0
"""Of the Dirichlet distribution about stated weights: sd = sqrt(w (1 - w) / 51)."""

VERTEX_SDS = 3.0
"""How far a stated weight is moved where its extremes are wanted."""

WeightDraws = Sequence[Sequence[float]]
"""One list a criterion, in the order of the weights; across the lists each draw adds up to 1."""


def weight_draws(
    weights: Mapping[str, float], preferences: Preferences, streams: Streams
) -> WeightDraws:
    """Draw weights.

    Args:
        weights: In force, adding up to 1, in the order in which they are wanted.
        preferences: Where they come from, defaults filled in.
        streams: Of this request.
    """
    places = range(len(weights))
    if preferences.weights and not preferences.equal:
        return _dirichlet(list(weights.values()), [streams.weight_normals(k) for k in places])
    columns = [streams.weight_exponentials(k) for k in places]
    groups = _groups(weights, preferences)
    return _normalized(_in_order(columns, groups) if len(groups) > 1 else columns)


def weight_vertices(
    weights: Mapping[str, float], preferences: Preferences
) -> list[tuple[float, ...]]:
    """The extreme weights among those that are drawn.

    Of an order: even weights on the first few criteria. Of the simplex: all weight on one. Of
    stated weights, which have no sharp bounds: each one moved by three standard deviations, the
    others in proportion.
    """
    if preferences.weights and not preferences.equal:
        return _moved(list(weights.values()))
    vertices, before = [], list[int]()
    for group in _groups(weights, preferences):
        for size in range(1, len(group) + 1):
            # A set of the first group without the rest lies between its single criteria.
            if before or size == 1:
                for chosen in combinations(group, size):
                    carried = [*before, *chosen]
                    share = 1.0 / len(carried)
                    vertices.append(
                        tuple(share if k in carried else 0.0 for k in range(len(weights)))
                    )
        before = [*before, *group]
    return vertices


def _groups(weights: Mapping[str, float], preferences: Preferences) -> list[list[int]]:
    """Positions of the criteria by place; those that are tied, or not ordered, share one."""
    position = {name: k for k, name in enumerate(weights)}
    if preferences.equal or not preferences.priorities:
        return [list(position.values())]
    named = [place.split("=") for place in preferences.priorities]
    groups = [[position[name] for name in group if name in position] for group in named]
    return [group for group in groups if group]


def _normalized(columns: Sequence[Sequence[float]]) -> WeightDraws:
    """Each draw divided by its sum."""
    factors = [1.0 / total for total in map(sum, zip(*columns, strict=True))]
    return [[x * f for x, f in zip(column, factors, strict=True)] for column in columns]


def _in_order(columns: Sequence[Sequence[float]], groups: list[list[int]]) -> WeightDraws:
    """Each draw sorted, the largest to the first place; inside a tie as it was drawn."""
    ordered = [sorted(row, reverse=True) for row in zip(*columns, strict=True)]
    places = [list(column) for column in zip(*ordered, strict=True)]
    result: list[Sequence[float]] = [[] for _ in columns]
    start = 0
    for group in groups:
        block = places[start : start + len(group)]
        if len(group) == 1:
            result[group[0]] = block[0]
        else:
            own = [columns[k] for k in group]
            for k, column in zip(group, _as_ranked(block, own), strict=True):
                result[k] = column
        start += len(group)
    return result


def _as_ranked(block: WeightDraws, own: Sequence[Sequence[float]]) -> WeightDraws:
    """Deal each draw's descending values of a block to its criteria by the ranks of their own."""
    dealt = []
    for values, keys in zip(zip(*block, strict=True), zip(*own, strict=True), strict=True):
        ranks = sorted(range(len(keys)), key=lambda k: -keys[k])
        row = [0.0] * len(keys)
        for value, k in zip(values, ranks, strict=True):
            row[k] = value
        dealt.append(row)
    return [list(column) for column in zip(*dealt, strict=True)]


def _dirichlet(weights: list[float], normals: Sequence[Sequence[float]]) -> WeightDraws:
    """Gamma variates divided by their sum, each from a normal one.

    `a (1 - 1/(9a) + z / (3 sqrt(a)))^3` is a gamma variate of shape `a` to within a percent or so
    for `a` above 1/2 (Wilson & Hilferty 1931, PNAS 17(12)): weights above 0.01.
    """
    columns = []
    for weight, variates in zip(weights, normals, strict=True):
        shape = CONCENTRATION * weight
        centre, slope = 1.0 - 1.0 / (9.0 * shape), 1.0 / (3.0 * sqrt(shape))
        columns.append(
            [
                shape * root * root * root if (root := centre + slope * z) > 0 else 1e-12
                for z in variates
            ]
        )
    return _normalized(columns)


def _moved(weights: list[float]) -> list[tuple[float, ...]]:
    """The weights, and each of them up and down with the others in proportion."""
    vertices = [tuple(weights)]
    for k, weight in enumerate(weights):
        rest = 1.0 - weight
        if rest <= 0:
            continue
        reach = VERTEX_SDS * sqrt(weight * rest / (CONCENTRATION + 1.0))
        for moved in (min(1.0, weight + reach), max(0.0, weight - reach)):
            scale = (1.0 - moved) / rest
            vertices.append(
                tuple(moved if at == k else other * scale for at, other in enumerate(weights))
            )
    return vertices
