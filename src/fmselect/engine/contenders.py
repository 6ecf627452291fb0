"""Who takes part when doubt is drawn: everybody who could come among the first three."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from operator import mul

from fmselect.engine.alternatives import Alternative
from fmselect.engine.ranking import CLEARLY
from fmselect.engine.weight_draws import WeightDraws

MOST = 200
"""Contenders at most: time grows with them. The catalog has up to 264 that nobody beats for
certain; those that are left out would together win two draws of a thousand at most."""

MOST_WITHOUT_CAPABILITY = 48
"""Where capability weighs nothing: no error has heavy tails then, and few can win."""

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


_Standing = tuple[list[float], list[float]]
"""An alternative at several weights: its score at each, and the variance of that score."""


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
            are shown, and fewer where no alternative has a transfer error.

    Returns:
        In the order of the ranking.
    """
    first, rest = alternatives[:shown], alternatives[shown:]
    kept = _undefeated(first, rest, vertices)
    if not any(item.transfer_error for item in alternatives):
        most = min(most, MOST_WITHOUT_CAPABILITY)
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
    judges = sorted(standings, key=lambda item: -sum(item[0]))[:JUDGES]
    return [
        at for at, standing in enumerate(standings[len(first) :]) if not _beaten(standing, judges)
    ]


def _beaten(standing: _Standing, judges: Sequence[_Standing]) -> bool:
    """Whether `PLACES` judges are ahead with margin at every vertex."""
    scores, variances = standing
    beaten = 0
    for ours, noises in judges:
        for our, score, noise, variance in zip(ours, scores, noises, variances, strict=True):
            lead = our - score
            if lead < CLEARLY or lead * lead < _MARGIN * (noise + variance):
                break
        else:
            beaten += 1
            if beaten == PLACES:
                return True
    return False


def _standings(items: Sequence[Alternative], weights: Sequence[Vertex]) -> list[_Standing]:
    """Scores and variances of all at some weights."""
    squares = [[w * w for w in row] for row in weights]
    return [
        (
            [sum(map(mul, row, item.values)) for row in weights],
            [sum(map(mul, row, item.variances)) for row in squares],
        )
        for item in items
    ]


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
