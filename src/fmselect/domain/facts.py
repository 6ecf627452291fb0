"""A fact is a value with the page that states it and the day it was read there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

import annotated_types as at

Text = Annotated[str, at.MinLen(1), at.MaxLen(2000)]
Id = Annotated[str, at.MinLen(1), at.MaxLen(160)]
"""Lower-case id: letters, digits and `.-_+`, with `/` between the parts."""
DayOrMonth = Annotated[str, at.MinLen(7), at.MaxLen(10)]
"""`2026-11-03`, or `2026-11` where the source states no day. Never completed."""
Share = Annotated[Decimal, at.Ge(0), at.Le(1)]
Usd = Annotated[Decimal, at.Ge(0), at.Le(1_000_000)]
Count = Annotated[int, at.Ge(1), at.Le(1_000_000_000_000)]
Answer = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """Where a group of facts comes from.

    Attributes:
        source: The page that states the fact, as the upstream cites it.
        via: The data set it was read from, such as `pkg:pypi/litellm@1.109.1`.
        observed: The day or month the source gives for it.
        observed_from: `snapshot` where the source states no date, and `observed` is the day
            of the data set it was read from; `collection` where it is the day somebody read it.
        note: A condition or caveat in our own words.
    """

    source: Text | None = None
    via: Text | None = None
    observed: DayOrMonth | None = None
    observed_from: Literal["snapshot", "collection"] | None = None
    note: Text | None = None
