"""The largest image that some source says a model makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fmselect.domain.candidate import Candidate
from fmselect.domain.catalog import Record
from fmselect.domain.image_size import megapixels
from fmselect.domain.recommendation import Fact
from fmselect.engine.evidence import fact


def largest_megapixels(candidate: Candidate, model: Record) -> float | None:
    """The largest size that is known, in millions of pixels; None where no source names one.

    A provider that prices by size offers the sizes it prices; elsewhere the sizes that some source
    says the model makes count. It may make larger ones: no source lists what a model cannot.

    Args:
        candidate: The offer.
        model: The record of its model.
    """
    priced = _priced(candidate)
    return _stated(model)[0] if priced is None else priced


def largest_fact(candidate: Candidate, model: Record, facts: Mapping[str, Fact]) -> Fact:
    """The same with its source and date.

    Args:
        candidate: The offer.
        model: The record of its model.
        facts: Of the row, for the price list.
    """
    priced = _priced(candidate)
    if priced is None:
        return fact(*_stated(model))
    listed = next((known for name, known in facts.items() if "usd_per_" in name), None)
    return {**listed, "value": priced, "status": "known"} if listed else fact(priced, None)


def _priced(candidate: Candidate) -> float | None:
    """The largest size with a price of its own."""
    units = candidate.price.units if candidate.price is not None else ()
    return max((unit.megapixels for unit in units if unit.megapixels is not None), default=None)


def _stated(model: Record) -> tuple[float | None, Mapping[str, Any] | None]:
    """The largest size that is stated of the model, and the group that states it."""
    largest: float | None = None
    by: Mapping[str, Any] | None = None
    for group in model.get("limits") or ():
        for size in group.get("image_sizes") or ():
            pixels = megapixels(size)
            if pixels is not None and (largest is None or pixels > largest):
                largest, by = pixels, group
    return largest, by
