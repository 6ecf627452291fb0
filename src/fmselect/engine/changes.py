"""Which single change of an offer would make it first, and what the weights say one is worth."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, isfinite

from fmselect.domain.explanation import Change, Exchange
from fmselect.engine.ranking import order_key
from fmselect.engine.rounding import dollars, nearest, plain
from fmselect.engine.scales import CHEAPEST_USD, Scales
from fmselect.engine.score import Scored
from fmselect.engine.subject import Subject
from fmselect.engine.thresholds import Thresholds, attribute_at, overtaking
from fmselect.engine.values import SHORTEST_SECONDS, caution, falling
from fmselect.tuples import NamedTuple


class Frame(NamedTuple):
    """What a change is judged in.

    Attributes:
        weights: In force.
        scales: The anchors.
        most_capability: Where the capability scale ends.
    """

    weights: Mapping[str, float]
    scales: Scales
    most_capability: float = inf


def changes(behind: Scored, first: Scored, frame: Frame) -> list[Change]:
    """For each attribute that is weighed, the amount from which on the one behind is first.

    All else stays as it is; the others of a ranking are below the first, so that whoever passes it
    is first. Nothing is said of an offer without evidence of its capability that follows one with
    it: only evidence changes that.

    Args:
        behind: Ranked after the first.
        first: Of the ranking.
        frame: Weights and anchors.
    """
    if behind.proven != first.proven:
        return []
    found = overtaking(
        behind, first, frame.weights, frame.scales, most_capability=frame.most_capability
    )
    name = behind.subject.candidate.offer
    told = [*_of_cost(behind, first, found, frame), *_of_latency(behind, first, found, frame)]
    capability = _of_capability(behind, first, found, frame)
    if capability is not None:
        told.append(capability)
    return [
        {"offer": name, "attribute": item.attribute, "now": item.now, "to": item.to,
         "sentence": item.sentence}
        for item in told
    ]  # fmt: skip


NEARLY = 0.99
"""Share of a named change that must not be enough, or the number says nothing."""


class _Told(NamedTuple):
    """A change without the offer it is of."""

    attribute: str
    now: float | None
    to: float | None
    sentence: str


def _of_cost(behind: Scored, first: Scored, found: Thresholds, frame: Frame) -> list[_Told]:
    """The bill, then each of the two token rates that can do it alone."""
    if not frame.weights.get("cost") or frame.scales.cost is None:
        return []
    usd, price = behind.subject.bill.usd, behind.subject.candidate.price
    to = _named(behind, first, "cost", (usd, found.cost_usd_per_month, 0.0), frame)
    if to is None:
        return [_Told("cost_usd_per_month", usd, None, "no price would make it first")]
    now = "" if usd is None else f" (now ${usd:,.2f})"
    words = f"at {dollars(to)} a month it would be first{now}"
    told = [_Told("cost_usd_per_month", usd, to, words)]
    if price is None or usd is None:
        return told
    for side, rate, level in (
        ("input", price.base.input, found.input_usd_per_million_tokens),
        ("output", price.base.output, found.output_usd_per_million_tokens),
    ):
        if level is None or not rate:
            continue
        named = _rate(behind, first, side, (rate, level), frame)
        if named is not None:
            cached = ", cached ones in proportion," if side == "input" else ""
            words = f"at {dollars(named)} per million {side} tokens{cached} it would be first"
            attribute = f"{side}_usd_per_million_tokens"
            told.append(_Told(attribute, rate, named, f"{words} (now {dollars(rate)})"))
    return told


_SIDES = {
    "input": ("input", "cache_read", "cache_write", "documents", "queries"),
    "output": ("output", "reasoning"),
}


def _rate(
    behind: Scored, first: Scored, side: str, rates: tuple[float, float], frame: Frame
) -> float | None:
    """The rate that makes it first, below the exact one; None where none does alone."""
    now, exact = rates
    bill = behind.subject.bill
    part = sum(usd for name, usd in bill.parts.items() if name in _SIDES[side])

    def enough(rate: float) -> bool:
        usd = (bill.usd or 0.0) - part + part * rate / now
        return _passes(behind, first, "cost", usd, frame)

    named = nearest(now, exact, 0.0, up=False, enough=enough)
    if named is None or enough(now + NEARLY * (named - now)):
        return None  # too near to nothing for a number to be named that a little less would miss
    return named


def _of_latency(behind: Scored, first: Scored, found: Thresholds, frame: Frame) -> list[_Told]:
    """The seconds to the whole answer."""
    if not frame.weights.get("latency") or frame.scales.latency is None:
        return []
    response = behind.subject.response
    now = None if response is None else response[1]
    levels = (now, found.response_seconds, SHORTEST_SECONDS)
    to = _named(behind, first, "latency", levels, frame)
    if to is None:
        return [_Told("response_seconds", now, None, "no speed would make it first")]
    was = "" if now is None else f" (now ~{now:.1f} s)"
    words = f"if a whole answer took {plain(to)} s it would be first{was}"
    return [_Told("response_seconds", now, to, words)]


def _of_capability(behind: Scored, first: Scored, found: Thresholds, frame: Frame) -> _Told | None:
    """The estimate; offers of one model share it, so that it cannot come between two of them."""
    capability = behind.subject.candidate.capability
    same = behind.subject.candidate.model == first.subject.candidate.model
    if capability is None or not frame.weights.get("capability") or same:
        return None
    now = capability.estimate
    levels = (now, found.capability, frame.most_capability)
    to = _named(behind, first, "capability", levels, frame)
    if to is None:
        words = "no capability on the scale would make it first"
    else:
        words = f"with a capability of {plain(to)} it would be first (now {now:.1f})"
    return _Told("capability", now, to, words)


def _named(
    behind: Scored,
    first: Scored,
    criterion: str,
    levels: tuple[float | None, float | None, float],
    frame: Frame,
) -> float | None:
    """The amount that makes it first, next to where the two are level; None where none does.

    Args:
        behind: Ranked after the first.
        first: Of the ranking.
        criterion: What changes.
        levels: The amount now, the one at which the two are level, and the end of the scale.
        frame: Weights and anchors.
    """
    now, exact, end = levels

    def enough(amount: float) -> bool:
        return _passes(behind, first, criterion, amount, frame)

    if exact is None:
        return end if isfinite(end) and enough(end) else None
    start = now if now is not None else 2 * exact
    return nearest(start, exact, end, up=criterion == "capability", enough=enough)


def _passes(behind: Scored, first: Scored, criterion: str, amount: float, frame: Frame) -> bool:
    """Whether it comes before the first with this amount, by the rules of the ranking."""
    k = list(frame.weights).index(criterion)
    value = value_of(criterion, _valued(criterion, amount, behind.subject), frame.scales)
    values = (*behind.values[:k], value, *behind.values[k + 1 :])
    score = 0.0
    for weight, part in zip(frame.weights.values(), values, strict=True):
        score += weight * part
    return order_key(behind._replace(values=values, score=score)) < order_key(first)


def _valued(criterion: str, amount: float, subject: Subject) -> float:
    """The amount that is valued: of an estimate, as sure as it is now, what caution leaves."""
    known = subject.candidate.capability
    return amount - caution(known) if criterion == "capability" and known else amount


def value_of(criterion: str, amount: float, scales: Scales) -> float:
    """What an amount of capability, cost or latency is worth."""
    if criterion == "capability":
        good, bad = scales.capability
        return (amount - bad) / (good - bad)
    anchors = scales.cost if criterion == "cost" else scales.latency
    least = CHEAPEST_USD if criterion == "cost" else SHORTEST_SECONDS
    return 0.0 if anchors is None else falling(max(amount, least), *anchors)


def exchange(subject: Subject, frame: Frame) -> Exchange | None:
    """What one point of capability, and one second less, is worth at this offer, in dollars.

    So much more a month for it leaves the score as it is. Exact for the whole point or second,
    where `fmselect.engine.thresholds.exchange_rates` is the rate of a small step.

    Returns:
        None where cost is not weighed, or not known.
    """
    usd = subject.bill.usd
    if usd is None or not frame.weights.get("cost") or frame.scales.cost is None:
        return None
    point = second = None
    sentences = []
    good, bad = frame.scales.capability
    if frame.weights.get("capability") and subject.candidate.capability is not None:
        point = _worth(usd, frame.weights["capability"] / (good - bad), frame)
        sentences.append(_said("1 point more of capability", point))
    response = subject.response
    if frame.weights.get("latency") and response is not None and response[1] > 1:
        gain = value_of("latency", response[1] - 1, frame.scales) - value_of(
            "latency", response[1], frame.scales
        )
        second = _worth(usd, frame.weights["latency"] * gain, frame)
        sentences.append(_said("1 second less", second))
    return {
        "usd_per_month_for_a_capability_point": point,
        "usd_per_month_for_a_second_less": second,
        "sentences": sentences,
    }


def _worth(usd: float, gain: float, frame: Frame) -> float | None:
    """Dollars a month more that cost as much score as is gained; None is more than any price."""
    value = value_of("cost", usd, frame.scales) - gain / frame.weights["cost"]
    dearest = attribute_at("cost", value, frame.scales)
    return None if dearest is None or value < 0 else max(0.0, dearest - usd)


def _said(what: str, usd: float | None) -> str:
    """The exchange in plain words."""
    if usd is None:
        return f"by these weights you would pay any price on the scale of cost for {what}"
    if usd == 0:
        return f"by these weights you would pay nothing for {what}"
    return f"by these weights you would pay ${usd:,.2f} a month more for {what}"
