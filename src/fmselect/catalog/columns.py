"""Candidates as columns: what a decision reads, in the shape that is quickest to read.

A few thousand rows of one model type are columns of numbers. A number stands for an entry of a
table: what many rows share (a privacy policy, a licence, a price list) is kept once, and so is what
is the same in all rows of a model. The tables are JSON, `<type>.json`; the numbers stand one column
after the other in `<type>.columns`, two bytes each (four where a table is that long), the lower
byte first. Reading is two steps in C for each column: look the numbers up, then zip the columns
into tuples. Written by `fmselect.catalog.column_tables`; `decode(encode(rows))` gives the rows
back. Standard library only, and nothing that costs start-up.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any

from fmselect.domain.candidate import (
    Candidate,
    Capability,
    Handling,
    Lifecycle,
    Price,
    Privacy,
    Rates,
    Speed,
    Terms,
    UnitPrice,
    Vector,
)
from fmselect.tuples import rows

Json = Any
Table = dict[str, Json]

ARRANGEMENT = ("provider", "provider_kind", "tier", "privacy")
"""What is the same in all offers of one tier of a provider."""

OF_MODEL = ("input_modalities", "output_modalities", "languages", "open_weights")
"""What is the same in all offers of one model."""

OF_ROW = (
    "arrangement",
    "model",
    "features",
    "context_tokens",
    "max_output_tokens",
    "terms",
    "lifecycle",
    "oldest_fact",
    "price",
    "speed",
    "vector",
)
"""The columns of rows, in the order of the file; then follow those of models, rates and prices."""

OF_PRICE = Price._fields
OF_RATES = Rates._fields

NUMBER_CODES = {"H": 2, "I": 4}
"""Kind of number, as Python's arrays name it -> bytes."""


_LED_BY = {
    **dict.fromkeys(OF_ROW, ""),
    **dict.fromkeys(ARRANGEMENT, "arrangement"),
    **dict.fromkeys((*OF_MODEL, "capability"), "model"),
}
"""Field of a candidate -> the column that says which entry it has, where not one of its own."""

_AT_ONCE = 512
"""Rows that are made at a time, so that the columns they are made from stay small."""


def decode(table: Table, data: bytes, capability: Sequence[Json] | None) -> list[Candidate]:
    """The rows of a document of `fmselect.catalog.column_tables.encode`.

    Args:
        table: The document.
        data: Its columns.
        capability: What `encode_capability` made of one domain; None where nothing is known.
    """
    offers: list[str] = table["offers"]
    columns = _Columns(data, table["code"])
    numbers = {name: columns.take(len(offers)) for name in OF_ROW}
    entries = _entries(table, columns, capability)
    candidates: list[Candidate] = []
    for start in range(0, len(offers), _AT_ONCE):
        end = min(start + _AT_ONCE, len(offers))
        part = {name: column[start:end].tolist() for name, column in numbers.items()}
        fields = {
            name: _look(part[_LED_BY[name] or name], found) for name, found in entries.items()
        }
        fields["offer"], fields["position"] = offers[start:end], range(start, end)
        candidates += rows(Candidate, *[fields[name] for name in Candidate._fields])
    return candidates


def _entries(
    table: Table, columns: _Columns, capability: Sequence[Json] | None
) -> dict[str, Sequence[Any]]:
    """Field of a candidate -> what its numbers stand for."""
    tables = table["tables"]
    models = tables["model"]
    entries = {name: _read(name, tables[name]) for name in OF_ROW[1:] if name != "price"}
    for name in OF_MODEL:
        found = _read(name, tables[name])
        entries[name] = _look(columns.take(len(models)).tolist(), found)
    entries["price"] = _prices(columns, table["prices"], tables)
    arrangements = tables["arrangement"]
    for at, name in enumerate(ARRANGEMENT):
        entries[name] = _read(name, [arrangement[at] for arrangement in arrangements])
    known = capability or repeat(None, len(models))
    make = tuple.__new__
    entries["capability"] = [entry and make(Capability, entry) for entry in known]
    return entries


def _look(numbers: Sequence[int], entries: Sequence[Any]) -> Sequence[Any]:
    """What numbers stand for: one step in Python, not one for each."""
    return itemgetter(*numbers)(entries) if len(numbers) > 1 else [entries[at] for at in numbers]


def numbers_of(data: bytes, code: str) -> Any:
    """Numbers of a kind, the lowest byte first, as this machine reads them.

    Args:
        data: As many bytes as they take.
        code: Their kind, as Python's arrays name it.
    """
    if sys.byteorder == "little":
        return memoryview(data).cast(code)  # type: ignore[call-overload]
    from array import array  # noqa: PLC0415 - few machines need it

    numbers = array(code, data)
    numbers.byteswap()
    return numbers


class _Columns:
    """Takes one column after the other off the numbers."""

    def __init__(self, data: bytes, code: str) -> None:
        """Begin with the first."""
        self._numbers = numbers_of(data, code)
        self._at = 0

    def take(self, count: int) -> Any:
        """The next so many numbers."""
        start, self._at = self._at, self._at + count
        return self._numbers[start : self._at]


# --- reading tables ------------------------------------------------------------------------


def _prices(columns: _Columns, count: int, tables: Table) -> list[Price | None]:
    """The price lists; the entry after the last is an offer without one, as it is of rates."""
    rates = [*_rates(columns, tables), None]
    entries: dict[str, Sequence[Any]] = {
        "billing": tables["billing"],
        "base": rates,
        "batch": rates,
        "long_prompt": [tuple([rates[at] for at in entry]) for entry in tables["long_prompt"]],
        "units": [tuple(map(UnitPrice._make, entry)) for entry in tables["units"]],
        "observed": tables["observed"],
    }
    parts = [_look(columns.take(count).tolist(), entries[name]) for name in OF_PRICE]
    return [*rows(Price, *parts), None]


def _rates(columns: _Columns, tables: Table) -> list[Rates]:
    """The rates of price lists, whose numbers repeat."""
    amounts = tables["amounts"]
    parts = [_look(columns.take(tables["rates"]).tolist(), amounts[name]) for name in OF_RATES]
    return rows(Rates, *parts)


def _read(name: str, entries: Sequence[Json]) -> Sequence[Any]:
    """The entries of a table as what they are."""
    made = _MADE_BY.get(name)
    return list(map(made, entries)) if made else entries


def _speed(entry: Json) -> Speed | None:
    return entry and Speed._make(_deep(entry))


def _vector(entry: Json) -> Vector | None:
    return entry and Vector._make(_deep(entry))


def _deep(values: Iterable[Json]) -> Iterator[Any]:
    """The values, with lists as tuples."""
    for value in values:
        yield tuple(value) if isinstance(value, list) else value


def _privacy(entry: Json) -> Privacy:
    privacy = Privacy._make(_deep(entry))
    certified, batch = privacy.certifications, privacy.batch
    return privacy._replace(
        certifications=None if certified is None else frozenset(certified),
        alternatives=tuple([Handling._make(_deep(other)) for other in privacy.alternatives]),
        batch=None if batch is None else Handling._make(_deep(batch)),
    )


_MADE_BY: dict[str, Callable[[Any], Any]] = {
    "input_modalities": frozenset,
    "output_modalities": frozenset,
    "languages": frozenset,
    "features": dict,
    "terms": Terms._make,
    "lifecycle": Lifecycle._make,
    "speed": _speed,
    "privacy": _privacy,
    "vector": _vector,
}
"""Table -> from an entry's JSON to what it is; the entries of the others are plain."""


def read_price(
    billing: str,
    base: Json,
    batch: Json,
    long_prompt: Json,
    units: Json,
    observed: str | None,
) -> Price:
    """A price from its JSON, a list of the fields in their order."""
    return Price(
        billing,
        Rates._make(base),
        batch and Rates._make(batch),
        tuple(map(Rates._make, long_prompt)) if long_prompt else (),
        tuple(map(UnitPrice._make, units)) if units else (),
        observed,
    )
