"""What each criterion adds to a score: amount, value, how that comes about, and its part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from fmselect.domain.explanation import CriterionPart
from fmselect.engine.limit_facts import PRICE, SPEED, chosen_facts
from fmselect.engine.missing import counted_seconds
from fmselect.engine.scales import CHEAPEST_USD, Scales
from fmselect.engine.score import Scored
from fmselect.engine.subject import Subject
from fmselect.engine.values import (
    CAUTION_SDS,
    SHORTEST_SECONDS,
    SLOPE_PAST_GOOD,
    VALUE_FUNCTIONS,
    openness_grade,
    privacy_grade,
)
from fmselect.tuples import NamedTuple

if TYPE_CHECKING:
    from fmselect.domain.recommendation import Fact, FactStatus

Anchors = tuple[float, float] | None


class Amount(NamedTuple):
    """What one criterion looks at.

    Attributes:
        unit: Of the amount.
        of: The amount of an offer that has one.
        anchors: The amounts worth 1 and 0; None where a table says what is worth how much.
        show: An amount in a formula.
        facts: Names of the facts it rests on, as `chosen_facts` takes them.
    """

    unit: str
    of: Callable[[Subject], Any]
    anchors: Callable[[Scales], Anchors]
    show: Callable[[float], str]
    facts: tuple[str, ...]


def _estimate(subject: Subject) -> float | None:
    capability = subject.candidate.capability
    return None if capability is None else capability.estimate


AMOUNTS: dict[str, Amount] = {
    "capability": Amount(
        "points",
        _estimate,
        lambda scales: scales.capability,
        lambda amount: f"{amount:.2f}",
        (),
    ),
    "cost": Amount(
        "USD a month",
        lambda subject: subject.bill.usd,
        lambda scales: scales.cost,
        lambda amount: f"${amount:,.2f}",
        PRICE,
    ),
    "latency": Amount(
        "seconds to the whole answer",
        lambda subject: subject.response and subject.response[1],
        lambda scales: scales.latency,
        lambda amount: f"{amount:.2f} s",
        SPEED,
    ),
    "context": Amount(
        "tokens",
        lambda subject: subject.candidate.context_tokens,
        lambda scales: scales.context,
        lambda amount: f"{amount:,.0f}",
        ("context_tokens",),
    ),
    "privacy": Amount(
        "row of the privacy table",
        lambda subject: privacy_grade(subject.candidate.privacy),
        lambda _: None,
        str,
        ("trains_on_data", "retention_days", "zero_retention"),
    ),
    "openness": Amount(
        "row of the openness table",
        lambda subject: openness_grade(subject.candidate),
        lambda _: None,
        str,
        ("open_weights", "license", "commercial_use"),
    ),
}
"""Criterion -> what it looks at."""


def amount_of(criterion: str, subject: Subject, scales: Scales) -> Any:
    """The amount of an offer; None is unknown."""
    if VALUE_FUNCTIONS[criterion](subject, scales) is None:
        return None
    return AMOUNTS[criterion].of(subject)


def status_of(criterion: str, subject: Subject, scales: Scales) -> FactStatus:
    """Whether the amount is known. A capability never is more than estimated."""
    if amount_of(criterion, subject, scales) is None:
        return "unknown"
    speed = subject.candidate.speed
    guessed = criterion == "latency" and speed is not None and speed.estimated
    return "estimated" if guessed or criterion == "capability" else "known"


def unit_of(criterion: str, *, provisional: bool) -> str:
    """The unit of the amounts of a criterion; a provisional capability is a percentile."""
    return "percentile" if criterion == "capability" and provisional else AMOUNTS[criterion].unit


def criterion_parts(
    item: Scored,
    other: Scored | None,
    weights: Mapping[str, float],
    scales: Scales,
    facts: Mapping[str, Fact],
    *,
    provisional: bool,
) -> list[CriterionPart]:
    """One part for each criterion that is weighed, in their fixed order.

    Args:
        item: The offer.
        other: Whom it is measured against, if there is somebody.
        weights: In force.
        scales: The anchors.
        facts: Of the offer's row.
        provisional: Whether capability is a percentile.
    """
    parts: list[CriterionPart] = []
    for k, (name, weight) in enumerate(weights.items()):
        value = item.values[k]
        anchors = AMOUNTS[name].anchors(scales)
        theirs = None if other is None else other.values[k]
        parts.append(
            {
                "criterion": name,
                "unit": unit_of(name, provisional=provisional),
                "amount": amount_of(name, item.subject, scales),
                "status": status_of(name, item.subject, scales),
                "good": None if anchors is None else anchors[0],
                "bad": None if anchors is None else anchors[1],
                "formula": formula(name, item.subject, scales, value),
                "value": value,
                "weight": weight,
                "contribution": weight * value,
                "facts": chosen_facts(facts, AMOUNTS[name].facts),
                "other_amount": None if other is None else amount_of(name, other.subject, scales),
                "other_status": None if other is None else status_of(name, other.subject, scales),
                "other_value": theirs,
                "difference": None if theirs is None else weight * value - weight * theirs,
            }
        )
    return parts


def formula(criterion: str, subject: Subject, scales: Scales, value: float) -> str:
    """How the value comes from the amount."""
    amount, kind = amount_of(criterion, subject, scales), AMOUNTS[criterion]
    anchors = kind.anchors(scales)
    if amount is None:
        return _unknown(criterion, subject, scales, value)
    if anchors is None:
        return f"{amount}: {value:g} in the table"
    good, bad = map(kind.show, anchors)
    if criterion == "capability":
        low = f"({bad})" if anchors[1] < 0 else bad
        return f"({kind.show(amount)}{_caution(subject)} - {low}) / ({good} - {low})"
    falls = anchors[0] < anchors[1]
    least = {"cost": CHEAPEST_USD, "latency": SHORTEST_SECONDS, "context": 1.0}[criterion]
    shown = kind.show(max(amount, least))
    if value <= 0:
        return f"0, because {shown} is no better than {bad}"
    log = "ln" if falls else "log2"
    ratios = (
        (f"{bad} / {shown}", f"{bad} / {good}")
        if falls
        else (
            f"{shown} / {bad}",
            f"{good} / {bad}",
        )
    )
    text = f"{log}({ratios[0]}) / {log}({ratios[1]})"
    return text if value <= 1 else f"1 + {SLOPE_PAST_GOOD:g} x ({text} - 1), being past {good}"


def _caution(subject: Subject) -> str:
    """Half the standard error of an estimate, which its value is lowered by."""
    known = subject.candidate.capability
    if known is None or not known.standard_error:
        return ""
    return f" - {CAUTION_SDS:g} x {known.standard_error:.2f}"


def _unknown(criterion: str, subject: Subject, scales: Scales, value: float) -> str:
    """What an unknown amount counts as."""
    counted = None
    if criterion == "latency":
        counted = counted_seconds(subject.candidate.speed, value, scales)
    if counted is None:
        return "unknown: counts as the worst there is"
    seconds = AMOUNTS["latency"].show(counted[0])
    among = "for its price" if counted[1] else "of the catalog"
    return f"unknown: counts as {seconds}, a slow one {among}"


def largest(parts: Iterable[CriterionPart]) -> list[CriterionPart]:
    """The parts by the size of their difference, largest first."""
    return sorted(parts, key=lambda part: -abs(part["difference"] or 0.0))
