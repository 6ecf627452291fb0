"""Contenders that seldom come among the first three: only the draws in which they may are scored.

With a hundred contenders some model nobody expects is first in many a draw, because the error of
its transfer to the user's task has heavy tails. Leaving such models out would make the first look
far surer than it is; scoring each in every draw would take most of the time of an answer. How lucky
a model has to be follows from how far it is behind, and the draws in which its transfer error is
that large are known in advance: they are the only ones in which it is scored.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from operator import mul, sub

from fmselect.engine.alternatives import Alternative
from fmselect.engine.draws import Streams
from fmselect.engine.weight_draws import WeightDraws

PROBES = 16
"""Draws at which it is looked how far behind everybody is."""

OTHER_LUCK_SDS = 1.25
"""How lucky one may be besides in its estimate and its latency."""

MANY = 0.8
"""Who may come among the first three in a larger share of the draws is scored in all of them."""

CERTAIN_SDS = 1.3
"""Who is not so many standard deviations behind the first is scored in all draws as well: the
first may beat it in too few of them to call, 80 %, while a normal variate is below 1.3 in 90 %."""


class Outsiders:
    """Where to look for the luck of those that are not among the first few of the ranking."""

    def __init__(
        self,
        first: Alternative,
        criteria: Sequence[str],
        weights: WeightDraws,
        third: Sequence[float],
        streams: Streams,
    ) -> None:
        """Take some draws, evenly spaced, to see in them how far everybody is behind.

        Args:
            first: The first of the ranking.
            criteria: Names of the weights, in their order; capability, which alone has errors with
                heavy tails, among them.
            weights: One list of draws a criterion.
            third: The third-highest score in each draw, of some of the strongest.
            streams: Of this request.
        """
        step = max(1, len(third) // PROBES)
        probes = range(step // 2, len(third), step)
        rows = [[column[at] for at in probes] for column in weights]
        self._streams = streams
        self._latency = criteria.index("latency") if "latency" in criteria else None
        self._rows = list(zip(*rows, strict=True))
        # In units of the capability value: a score, what the third has, and a latency value.
        self._units = [1.0 / weight for weight in rows[criteria.index("capability")]]
        self._third = [third[at] * unit for at, unit in zip(probes, self._units, strict=True)]
        self._quick = [0.0] * len(probes)
        if self._latency is not None:
            self._quick = list(map(mul, rows[self._latency], self._units))
        self._squares = [(sum(column) / len(column)) ** 2 for column in weights]
        self._noise = sum(map(mul, self._squares, first.variances))
        self._first = self._scores(first)

    def streams(self, item: Alternative) -> Streams | None:
        """The variates of an alternative in the draws in which it may come among the first three.

        Returns:
            Those of the request where that is all of them, or nearly; None where it is none.
        """
        scores = self._scores(item)
        if not item.transfer_error or self._close(item, scores):
            return self._streams
        quick = 0.0 if self._latency is None else OTHER_LUCK_SDS * item.spreads[self._latency]
        behind = min(
            [
                third - score * unit - quick * share
                for third, score, unit, share in zip(
                    self._third, scores, self._units, self._quick, strict=True
                )
            ]
        )
        least = (behind - OTHER_LUCK_SDS * item.standard_error) / item.transfer_error
        return self._streams.where_t3s_are_high(item.model, least, most=MANY)

    def _scores(self, item: Alternative) -> list[float]:
        """Without doubt about the data, at the probes."""
        values = item.values
        return [sum(map(mul, row, values)) for row in self._rows]

    def _close(self, item: Alternative, scores: Sequence[float]) -> bool:
        """Whether the first may beat one in too few draws to call."""
        leads = list(map(sub, self._first, scores))
        mean: float = sum(leads) / len(leads)
        by_weights = sum(map(mul, leads, leads)) / len(leads) - mean * mean
        by_data = self._noise + sum(map(mul, self._squares, item.variances))
        return mean < CERTAIN_SDS * float(sqrt(by_data + max(0.0, by_weights)))
