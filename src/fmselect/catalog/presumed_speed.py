"""What a model of unknown speed is taken for, given what it costs.

Dear models are larger and think longer, so that a price says something about a speed nobody has
measured. In logarithms, over the models of which both are known:

    ln seconds to the first token = a + b ln price,  b >= 0
    ln tokens a second            = c + d ln price,  d <= 0

and either is worsened by half the standard deviation about its line: nobody gains by silence. A
slope that comes out the wrong way round is 0, so that a lower price never makes a model slower and
a better offer is never worth less. Capability is not asked: capable models are slower, and a rule
that says so would mark a model down for being good.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from fmselect.domain.candidate import Candidate, Speed

CAUTION_SDS = 0.5
"""Standard deviations by which what is presumed is worse than what is usual."""

INPUT_SHARE = 0.75
"""Of the tokens a price is taken for: three in for one out, the usual blend."""

_FEWEST = 10
"""Models of known price and speed from which on a line is drawn through them."""

_DIGITS = 2
"""Significant digits kept. More would only seem exact, and alike models share an entry."""


class Known(NamedTuple):
    """A model of which price and speed are known."""

    usd_per_million_tokens: float
    first_token_seconds: float
    output_tokens_per_second: float


class Line(NamedTuple):
    """`ln y = level + slope x ln price`, and the standard deviation about it."""

    level: float
    slope: float
    deviation: float

    def at(self, usd_per_million_tokens: float, deviations: float) -> float:
        """What is usual at a price, so many standard deviations above it."""
        usual = self.level + self.slope * math.log(usd_per_million_tokens)
        return math.exp(usual + deviations * self.deviation)


class SpeedByPrice(NamedTuple):
    """How speed goes with price. Prices beyond those seen count as the nearest that was."""

    first_token_seconds: Line
    output_tokens_per_second: Line
    cheapest: float
    dearest: float

    def presumed(self, usd_per_million_tokens: float) -> tuple[float, float]:
        """Seconds to the first token and tokens a second; the dearer, the slower."""
        price = min(max(usd_per_million_tokens, self.cheapest), self.dearest)
        return (
            _rounded(self.first_token_seconds.at(price, CAUTION_SDS)),
            _rounded(self.output_tokens_per_second.at(price, -CAUTION_SDS)),
        )


def speed_by_price(known: Sequence[Known], fewest: int = _FEWEST) -> SpeedByPrice | None:
    """The two lines by least squares; None where fewer than `fewest` models tell."""
    if len(known) < fewest:
        return None
    prices = [math.log(one.usd_per_million_tokens) for one in known]
    return SpeedByPrice(
        _line(prices, [math.log(one.first_token_seconds) for one in known], 1.0),
        _line(prices, [math.log(one.output_tokens_per_second) for one in known], -1.0),
        min(one.usd_per_million_tokens for one in known),
        max(one.usd_per_million_tokens for one in known),
    )


def _line(prices: Sequence[float], values: Sequence[float], sign: float) -> Line:
    """Least squares, the slope of the given sign or 0."""
    x, y = statistics.fmean(prices), statistics.fmean(values)
    square = math.fsum((price - x) ** 2 for price in prices)
    product = math.fsum((p - x) * (v - y) for p, v in zip(prices, values, strict=True))
    slope = product / square if square > 0 and product * sign > 0 else 0.0
    misses = [v - y - slope * (p - x) for p, v in zip(prices, values, strict=True)]
    degrees = len(values) - (2 if slope else 1)
    return Line(y - slope * x, slope, math.sqrt(math.fsum(m * m for m in misses) / degrees))


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def model_prices(rows: Iterable[Candidate]) -> dict[str, float]:
    """Model -> the median over its offers of what a million tokens cost, in US dollars.

    Three input tokens to one output token, at list prices above zero.
    """
    found: dict[str, list[float]] = {}
    for row in rows:
        usd = blended_price(row)
        if usd is not None:
            found.setdefault(row.model, []).append(usd)
    return {model: statistics.median(prices) for model, prices in found.items()}


def blended_price(row: Candidate) -> float | None:
    """US dollars for a million tokens, three of four of them input; None if not sold by tokens."""
    price = row.price
    if price is None or price.billing != "token":
        return None
    given, made = price.base.input, price.base.output
    if not given or not made:
        return None
    return INPUT_SHARE * given + (1 - INPUT_SHARE) * made


def known_speeds(rows: Iterable[Candidate], prices: Mapping[str, float]) -> dict[str, Known]:
    """Model -> its price and its speed, where both are known."""
    found = {}
    for row in rows:
        speed = row.speed
        if speed is None or row.model not in prices:
            continue
        first, rate = speed.first_token_seconds, speed.output_tokens_per_second
        if first and rate and first[1] > 0:
            found[row.model] = Known(prices[row.model], first[1], rate[1])
    return found


def with_presumed_speeds(rows: Sequence[Candidate]) -> list[Candidate]:
    """The offers of one model type, those of unknown speed with what is presumed of their model.

    An offer on one's own machines gets nothing: its speed is a matter of hardware, and it has no
    price. Of a speed that is half known the known half stays.
    """
    prices = model_prices(rows)
    rule = speed_by_price(list(known_speeds(rows, prices).values()))
    if rule is None:
        return list(rows)
    presumed = {model: rule.presumed(usd) for model, usd in prices.items()}
    return [
        row
        if row.privacy.self_hosted or row.model not in presumed or _is_known(row.speed)
        else row._replace(speed=_presuming(row.speed, *presumed[row.model]))
        for row in rows
    ]


def _is_known(speed: Speed | None) -> bool:
    return bool(speed and speed.first_token_seconds and speed.output_tokens_per_second)


def _presuming(speed: Speed | None, first: float, rate: float) -> Speed:
    known = speed or Speed(estimated=False)
    if known.first_token_seconds:
        first = known.first_token_seconds[1]
    if known.output_tokens_per_second:
        rate = known.output_tokens_per_second[1]
    return known._replace(presumed=(first, rate))
