"""Contenders that seldom come among the first three: only the draws in which they may are scored.

With a hundred contenders some model nobody expects is first in many a draw, because the error of
its transfer to the user's task has heavy tails. Leaving such models out would make the first look
far surer than it is; scoring each in every draw would take most of the time of an answer. How lucky
a model has to be follows from how far it is behind, and the draws in which its transfer error is
that large are known in advance: they are the only ones in which it is scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import add, mul

from fmselect.engine.alternatives import Alternative
from fmselect.engine.draws import Streams
from fmselect.engine.weight_draws import WeightDraws

PROBES = 12
"""Draws at which it is looked how far behind everybody is."""

OTHER_LUCK_SDS = 1.0
"""How lucky one may be besides in its estimate and its latency."""

MANY = 0.8
"""Who may come among the first three in a larger share of the draws is scored in all of them."""

CERTAIN_SDS = 1.5
"""Who is not so many standard deviations behind the first is scored in all draws as well: the first
may beat it in too few of them to call. Less than 80 % is 0.84 standard deviations of a normal
variate, and was never more than 1.47 of a lead, whose distribution is skewed by the weights."""


def lucky_streams(
    first: Alternative,
    others: Sequence[Alternative],
    criteria: Sequence[str],
    weights: WeightDraws,
    third: Sequence[float],
    streams: Streams,
) -> Iterator[Streams | None]:
    """Of each alternative its variates in the draws in which it may come among the first three.

    Args:
        first: The first of the ranking.
        others: Those that are not among the first few of it.
        criteria: Names of the weights, in their order.
        weights: One list of draws a criterion.
        third: The third-highest score in each draw, of some of the strongest.
        streams: Of this request.

    Yields:
        The streams of the request where that is all the draws, or nearly; None where it is none.
    """
    if "capability" not in criteria:  # which alone has errors with heavy tails
        yield from [streams] * len(others)
        return
    behind, close = _looked_at(first, others, criteria, weights, third)
    for item, lacking, near in zip(others, behind, close, strict=True):
        if near or not item.transfer_error:
            yield streams
        else:
            least = (lacking - OTHER_LUCK_SDS * item.standard_error) / item.transfer_error
            yield streams.where_t3s_are_high(item.model, least, most=MANY)


def _looked_at(
    first: Alternative,
    others: Sequence[Alternative],
    criteria: Sequence[str],
    weights: WeightDraws,
    third: Sequence[float],
) -> tuple[list[float], list[bool]]:
    """How far each is behind at some draws, evenly spaced, without doubt about its capability.

    Returns:
        How much more capability, in units of its value, it would take to be the third where that
        is least; and whether the first may beat it in too few draws to call.
    """
    step = max(1, len(third) // PROBES)
    probes = range(step // 2, len(third), step)
    capability = criteria.index("capability")
    latency = criteria.index("latency") if "latency" in criteria else None
    values = [item.values for item in others]
    quick = [0.0 if latency is None else OTHER_LUCK_SDS * item.spreads[latency] for item in others]
    least = [float("inf")] * len(others)
    sums, squares = [0.0] * len(others), [0.0] * len(others)
    for at in probes:
        row = [column[at] for column in weights]
        weight, ours = row[capability], sum(map(mul, row, first.values))
        share = 0.0 if latency is None else row[latency]
        scores = [sum(map(mul, row, own)) for own in values]
        level = third[at]
        lacking = [(level - x - share * q) / weight for x, q in zip(scores, quick, strict=True)]
        least = list(map(min, least, lacking))
        leads = [ours - score for score in scores]
        sums = list(map(add, sums, leads))
        squares = list(map(add, squares, map(mul, leads, leads)))
    return least, _close(first, others, weights, (sums, squares, len(probes)))


def _close(
    first: Alternative,
    others: Sequence[Alternative],
    weights: WeightDraws,
    leads: tuple[list[float], list[float], int],
) -> list[bool]:
    """Whether the first may beat each in too few draws to call.

    Args:
        first: The first of the ranking.
        others: The others.
        weights: One list of draws a criterion.
        leads: Of the first before each, without doubt about the data: their sum, the sum of their
            squares, and how many there are.
    """
    sums, squares, number = leads
    means = [(sum(column) / len(column)) ** 2 for column in weights]
    noise = sum(map(mul, means, first.variances))
    close = []
    for item, total, square in zip(others, sums, squares, strict=True):
        mean = total / number
        by_weights = max(0.0, square / number - mean * mean)
        doubt = by_weights + noise + sum(map(mul, means, item.variances))
        close.append(mean <= 0 or mean * mean < CERTAIN_SDS**2 * doubt)
    return close
