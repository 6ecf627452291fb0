"""What would have to change for one offer to overtake another, and what the weights say in dollars.

A score is a sum of weight x value, so B overtakes A by criterion k alone where its value reaches
`v_Bk + (V_A - V_B) / w_k`; the inverse of the value function turns that into dollars, seconds or
points of capability. Where even the end of the scale is not enough, that is said instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, log

from fmselect.domain.candidate import Price, Rates
from fmselect.engine.scales import CHEAPEST_USD, Scales
from fmselect.engine.score import Scored
from fmselect.engine.subject import Subject
from fmselect.engine.values import SHORTEST_SECONDS, SLOPE_PAST_GOOD, caution, falling
from fmselect.tuples import NamedTuple

_INPUT_PARTS = ("input", "cache_read", "cache_write", "documents", "queries")
_OUTPUT_PARTS = ("output", "reasoning")


class Thresholds(NamedTuple):
    """At which single change the one behind draws level; None where no such change is enough.

    Beyond each of them it is ahead. A criterion without weight changes nothing and is None.

    Attributes:
        cost_usd_per_month: Its bill, at most.
        input_usd_per_million_tokens: Its input rate, with its cached rates in proportion.
        output_usd_per_million_tokens: Its output rate.
        response_seconds: Its time to the whole answer.
        capability: Its estimate, at least.
    """

    cost_usd_per_month: float | None
    input_usd_per_million_tokens: float | None
    output_usd_per_million_tokens: float | None
    response_seconds: float | None
    capability: float | None


def overtaking(
    behind: Scored,
    ahead: Scored,
    weights: Mapping[str, float],
    scales: Scales,
    *,
    most_capability: float = inf,
) -> Thresholds:
    """The thresholds at which the one behind overtakes, each with all else unchanged.

    Args:
        behind: Scored at most as high as the other.
        ahead: What it is to overtake.
        weights: In force.
        scales: The anchors.
        most_capability: Where the scale ends: 100, where it is a percentile.
    """
    levels = {
        name: attribute_at(name, needed, scales)
        for name in ("capability", "cost", "latency")
        if (needed := needed_value(behind, ahead, name, weights)) is not None
    }
    usd, estimate = levels.get("cost"), levels.get("capability")
    known = behind.subject.candidate.capability
    if estimate is not None and known is not None:
        estimate += caution(known)  # the estimate itself, as sure or unsure as it is now
    return Thresholds(
        usd,
        None if usd is None else _rate(behind.subject, usd, _INPUT_PARTS),
        None if usd is None else _rate(behind.subject, usd, _OUTPUT_PARTS),
        levels.get("latency"),
        estimate if estimate is not None and estimate <= most_capability else None,
    )


def needed_value(
    behind: Scored, ahead: Scored, criterion: str, weights: Mapping[str, float]
) -> float | None:
    """The value at which the one behind draws level by one criterion; None without weight on it."""
    if not weights.get(criterion):
        return None
    value = behind.values[list(weights).index(criterion)]
    return value + (ahead.score - behind.score) / weights[criterion]


def attribute_at(criterion: str, value: float, scales: Scales) -> float | None:
    """The attribute that is worth a value: the inverse of the value function.

    Of the attributes worth 0 the least bad one: the anchor `bad`.

    Args:
        criterion: `capability`, `cost` or `latency`.
        value: On its anchored scale; above 1 it lies past `good`.
        scales: The anchors.

    Returns:
        The estimate, US dollars a month or seconds; None where nothing is worth so much, because
        free counts as a cent and no answer takes less than a millisecond, or so little.
    """
    if criterion == "capability":
        good, bad = scales.capability
        return bad + value * (good - bad)
    anchors = scales.cost if criterion == "cost" else scales.latency
    shortest = CHEAPEST_USD if criterion == "cost" else SHORTEST_SECONDS
    if anchors is None or value < 0 or value > falling(shortest, *anchors):
        return None
    good, bad = anchors
    straight = value if value <= 1 else 1.0 + (value - 1.0) / SLOPE_PAST_GOOD
    return max(shortest, float(bad * (good / bad) ** straight))


def repriced(price: Price, *, input_factor: float = 1.0, output_factor: float = 1.0) -> Price:
    """A price list by tokens with all its input rates, cached ones too, or output rates scaled."""

    def scaled(rates: Rates) -> Rates:
        return rates._replace(
            input=_times(rates.input, input_factor),
            cache_read=_times(rates.cache_read, input_factor),
            cache_write=_times(rates.cache_write, input_factor),
            output=_times(rates.output, output_factor),
        )

    return price._replace(
        base=scaled(price.base),
        batch=None if price.batch is None else scaled(price.batch),
        long_prompt=tuple(scaled(rates) for rates in price.long_prompt),
    )


def _times(rate: float | None, factor: float) -> float | None:
    return None if rate is None else rate * factor


def _rate(subject: Subject, usd: float, parts: tuple[str, ...]) -> float | None:
    """The list rate that makes the bill so high when the rates of its side move together.

    A bill by tokens is linear in them. None where the other side alone costs more already, or where
    the offer has no such rate.
    """
    price, bill = subject.candidate.price, subject.bill
    if price is None or price.billing != "token" or bill.usd is None:
        return None
    rate = price.base.input if parts is _INPUT_PARTS else price.base.output
    part = sum(amount for name, amount in bill.parts.items() if name in parts)
    if not rate or part <= 0:
        return None
    left = usd - (bill.usd - part)
    return rate * left / part if left >= 0 else None


class ExchangeRates(NamedTuple):
    """What the weights say an improvement is worth, in US dollars a month, at one offer.

    The sanity check of a set of weights: a first-order rate, true for small improvements. None
    where one of the two criteria has no weight or the cost is unknown; infinite where a cost past
    `bad` counts for nothing more.

    Attributes:
        usd_per_capability_point: For one point of capability.
        usd_per_second: For one second less to the whole answer.
    """

    usd_per_capability_point: float | None
    usd_per_second: float | None


def exchange_rates(subject: Subject, weights: Mapping[str, float], scales: Scales) -> ExchangeRates:
    """Dollars for a point of capability, and for a second, at what the offer costs and takes.

    `(w_q / w_c) C ln(bad/good) / (good_q - bad_q)` at cost C between its anchors; past `good`,
    where a dollar counts for a tenth, ten times as many.

    Args:
        subject: Whose cost and latency are taken.
        weights: In force.
        scales: The anchors.
    """
    usd, cost = subject.bill.usd, weights.get("cost", 0.0)
    if usd is None or scales.cost is None or not cost:
        return ExchangeRates(None, None)
    dollar = cost * _slope(max(usd, CHEAPEST_USD), *scales.cost)
    good, bad = scales.capability
    point = weights.get("capability", 0.0) / (good - bad)
    second = 0.0
    if subject.response is not None and scales.latency is not None:
        seconds = max(subject.response[1], SHORTEST_SECONDS)
        second = weights.get("latency", 0.0) * _slope(seconds, *scales.latency)
    return ExchangeRates(_over(point, dollar), _over(second, dollar))


def _over(gain: float, dollar: float) -> float | None:
    """Dollars for a gain; None where the gain is none."""
    if not gain:
        return None
    return gain / dollar if dollar else inf


def _slope(actual: float, good: float, bad: float) -> float:
    """How fast a falling value function falls: value lost for one unit more."""
    if actual >= bad:
        return 0.0
    slope = 1.0 / (actual * log(bad / good))
    return slope if actual >= good else slope * SLOPE_PAST_GOOD
