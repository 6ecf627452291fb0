"""Amounts of the criteria, marked as known, estimated or unknown, and the names of limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fmselect.render.phrases import constraint_name
from fmselect.render.quantities import ESTIMATED, UNKNOWN, count, money, seconds

_FORMS: dict[str, Callable[[Any], str]] = {
    "capability": lambda value: f"{value:.1f}",
    "cost": money,
    "latency": seconds,
    "context": count,
}


HALF_A_THOUSANDTH = 0.0005


def criterion_amount(criterion: str, amount: Any, status: str = "known") -> str:
    """An amount with its unit; `~` marks what was not measured, `?` is unknown.

    A capability has no mark: it is an estimate wherever it is shown.
    """
    if amount is None:
        return UNKNOWN
    mark = ESTIMATED if status == "estimated" and criterion != "capability" else ""
    return mark + _FORMS.get(criterion, str)(amount)


def signed(difference: float) -> str:
    """A difference of scores with its sign, to three digits; none is `0`."""
    return f"{difference:+.3f}" if abs(difference) >= HALF_A_THOUSANDTH else "0"


_LIMITS = {
    "workload_fits": "one request",
    "capacity": "volume",
    "input_modality": "input",
    "open_weights": "open weights",
    "features": "features",
    "languages": "languages",
    "privacy.self_hosted": "self-hosting",
    "privacy.no_training": "training",
    "pays_with_data": "paid with money",
    "government_region": "open to you",
    "retired": "in service",
    "retiring": "in service for a month",
}
"""Limits whose short name says that they are not kept, by a name that does not."""


def limit_name(constraint: str) -> str:
    """A limit in a word or two, whether it is kept or not."""
    return _LIMITS.get(constraint) or constraint_name(constraint)
