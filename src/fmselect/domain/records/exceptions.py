"""`exceptions.yaml`: what a catalog's rules complain of, and what is true all the same."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fmselect.domain.facts import DayOrMonth, Id, Text


@dataclass(frozen=True, kw_only=True)
class LintException:
    """One finding that is odd but true. It excuses one key of one record, with one value."""

    rule: Id
    """The rule whose finding this is."""
    record: Id
    """Kind and id of the record: `models/acme/atlas-2`, `offers/acme/acme/atlas-2@eu`."""
    key: Text
    """The key as the finding names it: `prices[0].input_usd_per_million_tokens`."""
    value: Decimal | Text | None = None
    """What the key says. Another value is not excused."""
    reason: Text
    """Why it is true, in a sentence that a reviewer can check."""
    source: Text | None = None
    """The page that says so, where there is one beside the record's own."""
    decided: DayOrMonth
    """When somebody looked at it."""
    until: DayOrMonth | None = None
    """The last day or month it holds: after that somebody has to look again."""


@dataclass(frozen=True, kw_only=True)
class ExceptionFile:
    """Everything that is odd but true in one catalog."""

    exceptions: tuple[LintException, ...]
