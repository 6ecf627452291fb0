"""Every fact says who stated it and when, and no date is one that cannot be."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from typing import Any

from fmselect.catalog.dates import observed_dates, sourced_groups
from fmselect.catalog.load import Entry
from fmselect.catalog.rules.model import Check, Issue, Subject
from fmselect.domain.facts import Sourced

_PROVENANCE = frozenset(field.name for field in dataclasses.fields(Sourced))


def every_entry(subject: Subject) -> Iterator[Entry]:
    """All records of all kinds."""
    for entries in subject.catalog.entries.values():
        yield from entries.values()


def facts_without_source(subject: Subject) -> Iterator[Issue]:
    """A group of facts names the page or the data set it was read from."""
    for entry in every_entry(subject):
        for keys, group in sourced_groups(entry.record):
            if not group.source and not group.via and _states_something(group):
                yield Issue(entry, keys, "states facts without a source", "add source and observed")


def facts_with_only_via(subject: Subject) -> Iterator[Issue]:
    """A group of facts names the page itself, not only the data set it was read from."""
    for entry in every_entry(subject):
        for keys, group in sourced_groups(entry.record):
            if group.via and not group.source:
                yield Issue(entry, keys, "names a data set (via) but no page (source)")


def facts_without_date(subject: Subject) -> Iterator[Issue]:
    """A group of facts says when it was observed."""
    for entry in every_entry(subject):
        for keys, group in sourced_groups(entry.record):
            if (group.source or group.via) and not group.observed:
                hint = "add observed; with observed_from where the source states no date"
                yield Issue(entry, keys, "has a source but no date", hint)


def _states_something(group: Sourced) -> bool:
    kind: Any = type(group)
    return any(getattr(group, name) not in (None, (), False) for name in _facts(kind))


@cache
def _facts(cls: type) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(cls) if f.name not in _PROVENANCE)


def observed_in_the_future(subject: Subject) -> Iterator[Issue]:
    """Nothing was observed after today."""
    today = subject.today.isoformat()
    for entry in every_entry(subject):
        for keys, day in observed_dates(entry.record):
            if day > today[: len(day)]:
                yield Issue(
                    entry, (*keys, "observed"), f"{day} lies in the future", "check the year"
                )


def released_in_the_future(subject: Subject) -> Iterator[Issue]:
    """A model is released before it is in the catalog."""
    today = subject.today.isoformat()
    for entry in subject.catalog.entries["models"].values():
        identity = entry.record.identity
        if identity and identity.released and identity.released > today[: len(identity.released)]:
            keys = ("identity", "released")
            yield Issue(entry, keys, f"{identity.released} lies in the future", "check the year")


def lifecycle_out_of_order(subject: Subject) -> Iterator[Issue]:
    """A model is released, then deprecated, then retired."""
    for kind in ("models", "offers"):
        for entry in subject.catalog.entries[kind].values():
            life = entry.record.lifecycle
            if life is None:
                continue
            identity = getattr(entry.record, "identity", None)
            released = identity.released if identity else None
            for name, earlier, later in (
                ("retires_on", life.deprecated_on, life.retires_on),
                ("deprecated_on", released, life.deprecated_on),
                ("retires_on", released, life.retires_on),
            ):
                if earlier and later and later < earlier[: len(later)]:
                    message = f"{later} is before {earlier}, which comes first"
                    yield Issue(entry, ("lifecycle", name), message)


def prices_out_of_order(subject: Subject) -> Iterator[Issue]:
    """No price list was observed, or takes effect, before the one above it."""
    for entry in subject.catalog.entries["offers"].values():
        prices = entry.record.prices
        for number in range(1, len(prices)):
            for name in ("observed", "effective_from"):
                before, after = getattr(prices[number - 1], name), getattr(prices[number], name)
                if before and after and after < before[: len(after)]:
                    keys = ("prices", number, name)
                    hint = "order the lists oldest first"
                    yield Issue(entry, keys, f"{after} is before {before} of the list above", hint)


ERRORS: dict[str, Check] = {
    "fact-without-source": facts_without_source,
    "observed-in-future": observed_in_the_future,
    "lifecycle-order": lifecycle_out_of_order,
    "price-order": prices_out_of_order,
}
WARNINGS: dict[str, Check] = {
    "fact-without-date": facts_without_date,
    "released-in-future": released_in_the_future,
}
INFOS: dict[str, Check] = {"only-via": facts_with_only_via}
