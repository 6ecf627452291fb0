"""What a rule is: a function from a loaded catalog to the places that break it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from fmselect.catalog.load import Entry, LoadedCatalog

Severity = Literal["error", "warning", "info"]
Keys = tuple[str | int, ...]


class Issue(NamedTuple):
    """One place that breaks a rule.

    Attributes:
        entry: The record.
        keys: Where in it.
        message: What is wrong.
        hint: What to do, or None.
    """

    entry: Entry
    keys: Keys
    message: str
    hint: str | None = None


class Subject(NamedTuple):
    """What a rule looks at: the records, and the day it is judged on."""

    catalog: LoadedCatalog
    today: date


Check = Callable[[Subject], Iterator[Issue]]


class Rule(NamedTuple):
    """A rule and how much it matters: an error stops a merge, an info is only counted."""

    severity: Severity
    check: Check
