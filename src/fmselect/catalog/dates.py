"""Every dated or sourced group of facts in a catalog, walked once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from fmselect.catalog.load import LoadedCatalog
from fmselect.catalog.record_classes import field_types, record_class
from fmselect.domain.facts import Sourced

Keys = tuple[str | int, ...]


def sourced_groups(record: Any, keys: Keys = ()) -> Iterator[tuple[Keys, Sourced]]:
    """The fact groups of a record, itself included, each with the keys that lead to it."""
    if isinstance(record, Sourced):
        yield keys, record
    kind: Any = type(record)
    for name in _group_fields(kind):
        value = getattr(record, name)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                yield from sourced_groups(item, (*keys, name, index))
        elif value is not None:
            yield from sourced_groups(value, (*keys, name))


@cache
def _group_fields(cls: type) -> tuple[str, ...]:
    """The fields that can hold a fact group, at any depth."""
    fields = {name: record_class(hint) for name, hint in field_types(cls).items()}
    return tuple(name for name, inner in fields.items() if inner and _holds_groups(inner))


@cache
def _holds_groups(cls: type) -> bool:
    inner = (record_class(hint) for hint in field_types(cls).values())
    return issubclass(cls, Sourced) or any(_holds_groups(other) for other in inner if other)


@cache
def _dated_lists(cls: type) -> tuple[str, ...]:
    """The fields that hold records with a date of their own, such as a benchmark's results."""
    fields = {name: record_class(hint) for name, hint in field_types(cls).items()}
    return tuple(
        name
        for name, inner in fields.items()
        if inner and not _holds_groups(inner) and "observed" in _names(inner)
    )


@cache
def _names(cls: type) -> frozenset[str]:
    return frozenset(field.name for field in dataclasses.fields(cls))


def observed_dates(record: Any) -> Iterator[tuple[Keys, str]]:
    """Every `observed` of a record, with the keys that lead to the group or result it is of."""
    for keys, group in sourced_groups(record):
        if group.observed:
            yield keys, group.observed
        kind: Any = type(group)
        for name in _dated_lists(kind):
            for index, item in enumerate(getattr(group, name)):
                if item.observed:
                    yield (*keys, name, index), item.observed


def shifted(day: date, days: int) -> date:
    """A day so many days later, or earlier; the last or first there is where that is no day."""
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


def newest_fact(catalog: LoadedCatalog) -> str | None:
    """The latest `observed` of the whole catalog; None where nothing is dated."""
    dates = (
        day
        for entries in catalog.entries.values()
        for entry in entries.values()
        for _, day in observed_dates(entry.record)
    )
    return max(dates, default=None)
