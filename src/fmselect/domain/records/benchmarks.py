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
    metric: Text
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    chance: Decimal | None = None
    higher_is_better: bool = True


@dataclass(frozen=True, kw_only=True)
class Result:
    """One score of one model in one setting."""

    model: Id
    score: Decimal
    setting: Text | None = None
    """Reasoning effort, harness or quantization, as far as the source names it."""
    low: Decimal | None = None
    high: Decimal | None = None
    n: Annotated[int, at.Ge(1)] | None = None
    observed: DayOrMonth | None = None


@dataclass(frozen=True, kw_only=True)
class ResultSet(Sourced):
    """Results from one source, all by the same kind of witness."""

    by: Literal["independent", "vendor", "preference"]
    results: tuple[Result, ...]


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """A test, its scale, and every result of it. A dated release is a benchmark of its own."""

    title: Text
    measures: Text
    type: ModelType
    domain: Id | None = None
    """The capability domain it is evidence for; absent: evidence for none."""
    family: Id
    """Benchmarks of one family are one witness: all Arena categories, all of one release."""
    composite: bool = False
    """True for an index made of other benchmarks: shown, and never used as evidence."""
    scale: Scale
    homepage: Text | None = None
    data_license: Text | None = None
    result_sets: tuple[ResultSet, ...] = ()
