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
    """Who rents it out."""
    usd_per_hour: Annotated[Decimal, at.Gt(0), at.Le(10_000)]
    """For one accelerator and one hour, in US dollars."""
    usd_per_hour_median: Annotated[Decimal, at.Gt(0), at.Le(10_000)] | None = None
    """The median over the clouds of the source."""


@dataclass(frozen=True, kw_only=True)
class Hardware(Sourced):
    """One accelerator or machine with unified memory."""

    name: Text
    """As its maker writes it."""
    vendor: Id
    """Who makes it: `nvidia`, `amd`, `apple`."""
    kind: Literal["datacenter-gpu", "workstation-gpu", "consumer-gpu", "unified", "accelerator"]
    """Where it is found."""
    memory_gib: Annotated[Decimal, at.Gt(0), at.Le(10_000)] | None = None
    """Memory in GiB (80, not 81920)."""
    bandwidth_gb_per_second: Annotated[Decimal, at.Gt(0), at.Le(100_000)] | None = None
    """Memory bandwidth in GB a second (3350, not 3.35)."""
    bf16_tflops: Annotated[Decimal, at.Gt(0), at.Le(1_000_000)] | None = None
    """Dense compute in 16 bits, in TFLOPS."""
    fp8_tflops: Annotated[Decimal, at.Gt(0), at.Le(1_000_000)] | None = None
    """Dense compute in 8 bits, in TFLOPS."""
    power_watts: Annotated[Decimal, at.Gt(0), at.Le(1_000_000)] | None = None
    """Power of the board at full load."""
    rent: tuple[Rent, ...] = ()
    """One entry a cloud."""
