"""`hardware/<id>.yaml`: accelerators, and what they cost to rent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

import annotated_types as at

from fmselect.domain.facts import Id, Sourced, Text


@dataclass(frozen=True, kw_only=True)
class Rent(Sourced):
    """What one accelerator costs to rent by the hour at one cloud."""

    cloud: Text
    usd_per_hour: Annotated[Decimal, at.Gt(0), at.Le(10_000)]
    usd_per_hour_median: Annotated[Decimal, at.Gt(0), at.Le(10_000)] | None = None


@dataclass(frozen=True, kw_only=True)
class Hardware(Sourced):
    """One accelerator or machine with unified memory."""

    name: Text
    vendor: Id
    kind: Literal["datacenter-gpu", "workstation-gpu", "consumer-gpu", "unified", "accelerator"]
    memory_gib: Annotated[Decimal, at.Gt(0), at.Le(10_000)] | None = None
    bandwidth_gb_per_second: Annotated[Decimal, at.Gt(0), at.Le(100_000)] | None = None
    bf16_tflops: Annotated[Decimal, at.Gt(0), at.Le(1_000_000)] | None = None
    fp8_tflops: Annotated[Decimal, at.Gt(0), at.Le(1_000_000)] | None = None
    power_watts: Annotated[Decimal, at.Gt(0), at.Le(1_000_000)] | None = None
    rent: tuple[Rent, ...] = ()
