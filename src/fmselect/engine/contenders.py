"""Who takes part when doubt is drawn: everybody who could come among the first three."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from operator import mul
from typing import NamedTuple

from fmselect.engine.alternatives import Alternative
from fmselect.engine.ranking import CLEARLY
from fmselect.engine.weight_draws import WeightDraws

MOST = 24
"""Contenders at most: time grows with them."""

PLACES = 3
"""Whoever so many others beat for certain takes no part."""

MARGIN_SDS = 2.0
"""What counts as certain: ahead by two standard deviations of the difference, at every vertex."""

_MARGIN = MARGIN_SDS * MARGIN_SDS

JUDGES = 16
"""How many of the strongest everybody is compared with."""

PROBES = 16
"""Drawn weights at which chances are estimated."""

_LEAST_VARIANCE = 1e-6
"""Keeps the distance finite where nothing is in doubt."""

Vertex = tuple[float, ...]


class _Standing(NamedTuple):
    """An alternative at several weights: its score at each, and the variance of that score."""

    scores: list[float]
    variances: list[float]


def contenders(
    alternatives: Sequence[Alternative],
    vertices: Sequence[Vertex],
    weights: WeightDraws,
    *,
    shown: int = 5,
    most: int = MOST,
) -> list[Alternative]:
    """Those that fewer than three of the strongest beat at every vertex of the possible weights.

    A score is linear in the weights, so who is ahead at every vertex is ahead everywhere between.

    Args:
        alternatives: In the order of the ranking.
        vertices: The extreme weights.
        weights: As drawn.
        shown: The first so many are kept in any case, because their figures are shown.
        most: Of more than so many, those with the greatest chances are kept; at least as many as
            are shown.

    Returns:
        In the order of the ranking.
    """
    first, rest = alternatives[:shown], alternatives[shown:]
    kept = _undefeated(first, rest, vertices)
    room = max(0, most - len(first))
    if len(kept) > room:
        chances = _chances([*first, *(rest[at] for at in kept)], weights)[len(first) :]
        likeliest = sorted(range(len(kept)), key=lambda k: (-chances[k], k))[:room]
        kept = [kept[k] for k in sorted(likeliest)]
    return [*first, *(rest[at] for at in kept)]


def _undefeated(
    first: Sequence[Alternative], rest: Sequence[Alternative], vertices: Sequence[Vertex]
) -> list[int]:
    """Positions among the rest of those that fewer than `PLACES` judges beat at every vertex."""
    standings = _standings([*first, *rest], vertices)
    judges = sorted(standings, key=lambda item: -sum(item.scores))[:JUDGES]
    kept = []
    for at, standing in enumerate(standings[len(first) :]):
        beaten = 0
        for judge in judges:
            if _beats(judge, standing):
                beaten += 1
                if beaten == PLACES:
                    break
        else:
            kept.append(at)
    return kept


def _standings(items: Sequence[Alternative], weights: Sequence[Vertex]) -> list[_Standing]:
    """Scores and variances of all at some weights."""
    squares = [tuple([w * w for w in row]) for row in weights]
    return [
        _Standing(
            [sum(map(mul, row, item.values)) for row in weights],
            [sum(map(mul, row, item.variances)) for row in squares],
        )
        for item in items
    ]


def _beats(first: _Standing, second: _Standing) -> bool:
    """Whether the first is ahead with margin at every vertex."""
    ours, noise = first
    theirs, other = second
    for at, score in enumerate(ours):
        lead = score - theirs[at]
        if lead < CLEARLY or lead * lead < _MARGIN * (noise[at] + other[at]):
            return False
    return True


def _chances(alternatives: Sequence[Alternative], weights: WeightDraws) -> list[float]:
    """How near each comes to the highest score, over some of the drawn weights.

    The normal density of its distance in standard deviations of the difference, these at the mean
    weights: not a probability, but it puts alternatives in nearly the order of their probabilities
    of winning.
    """
    number = len(weights[0])
    step = max(1, number // PROBES)
    mean_squares = [sum(map(mul, column, column)) / number for column in weights]
    variances = [sum(map(mul, mean_squares, item.variances)) for item in alternatives]
    chances = [0.0] * len(alternatives)
    for row in zip(*(column[::step][:PROBES] for column in weights), strict=True):
        scores = [sum(map(mul, row, item.values)) for item in alternatives]
        ceiling = max(scores)
        noise = variances[scores.index(ceiling)] + _LEAST_VARIANCE
        chances = [
            chance + exp((ceiling - score) ** 2 / (-2.0 * (variance + noise)))
            for chance, score, variance in zip(chances, scores, variances, strict=True)
        ]
    return chances
