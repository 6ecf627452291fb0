"""`benchmarks/<benchmark>.yaml`: a test, its scale, and every result of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

import annotated_types as at

from fmselect.domain.facts import DayOrMonth, Id, Sourced, Text
from fmselect.domain.records.common import ModelType


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How a benchmark's numbers are read.

    `kind` is `bounded` (a share or points between `minimum` and `maximum`), `elo` (a rating: only
    differences mean anything) or `unbounded` (minutes, ratios).
    """

    kind: Literal["bounded", "elo", "unbounded"]
    """How the numbers are read."""
    metric: Text
    """Such as `percent resolved` or `accuracy`."""
    minimum: Decimal | None = None
    """The least possible score."""
    maximum: Decimal | None = None
    """The greatest possible score: 1 for shares, 100 for percent."""
    chance: Decimal | None = None
    """What guessing scores."""
    higher_is_better: bool = True
    """False of error rates."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """One score of one model in one setting."""

    model: Id
    """The model, as `lab/model`."""
    score: Decimal
    """On the scale of the benchmark, with all digits of the source."""
    setting: Text | None = None
    """Reasoning effort, harness or quantization, as far as the source names it."""
    low: Decimal | None = None
    """Lower end of the interval, where one is published."""
    high: Decimal | None = None
    """Upper end of the interval."""
    n: Annotated[int, at.Ge(1)] | None = None
    """How many questions or votes it rests on."""
    observed: DayOrMonth | None = None
    """Where not that of the whole set."""


@dataclass(frozen=True, kw_only=True)
class ResultSet(Sourced):
    """Results from one source, all by the same kind of witness."""

    by: Literal["independent", "vendor", "preference"]
    """Who ran it: somebody independent, the vendor, or people who voted."""
    results: Annotated[tuple[Result, ...], at.MinLen(1)]
    """In order of their models."""


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """A test, its scale, and every result of it. A dated release is a benchmark of its own."""

    title: Text
    """As its makers call it."""
    measures: Text
    """What a high score means, in our own words."""
    type: ModelType
    """The type of the models it tests."""
    domain: Id | None = None
    """The capability domain it is evidence for; absent: evidence for none."""
    family: Id
    """Benchmarks of one family are one witness: all Arena categories, all of one release."""
    composite: bool = False
    """True for an index made of other benchmarks: shown, and never used as evidence."""
    scale: Scale
    homepage: Text | None = None
    """The page of the benchmark."""
    data_license: Text | None = None
    """On which terms its results may be passed on."""
    result_sets: tuple[ResultSet, ...] = ()
    """One entry a source and date."""
