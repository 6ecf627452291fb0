"""Candidates as columns: what a decision reads, in the shape that is quickest to read.

A few thousand rows of one model type are lists, one for each field. What many rows share (a
privacy policy, a licence, a price list) is kept once in a table and named by its number; what is
the same in all rows of a model or provider is named once for it. Reading is two steps in C for
each column: look the numbers up, then zip the columns into tuples.
`decode(encode(rows))` gives the rows back. Standard library only, and nothing that costs start-up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from fmselect.domain.candidate import (
    Candidate,
    Capability,
    Lifecycle,
    Price,
    Privacy,
    Rates,
    Speed,
    Terms,
    UnitPrice,
)

Json = Any
Table = dict[str, Json]

_PLAIN = ("offer", "oldest_fact", "context_tokens", "max_output_tokens")
_INTERNED = (
    "model",
    "provider",
    "tier",
    "features",
    "terms",
    "privacy",
    "lifecycle",
    "price",
    "speed",
)
_SHARED = {
    "input_modalities": "model",
    "output_modalities": "model",
    "languages": "model",
    "open_weights": "model",
    "provider_kind": "provider",
}
"""What is the same in all rows of one model, or of one provider."""


def encode(rows: Sequence[Candidate]) -> Table:
    """The rows as a JSON document.

    Args:
        rows: Candidates of one model type, ordered by offer id. Their capability is left out: it
            depends on the domain asked about, see `encode_capability`.
    """
    table: Table = {name: [getattr(row, name) for row in rows] for name in _PLAIN}
    tables: Table = {}
    for name in _INTERNED:
        table[name], tables[name] = _intern(getattr(row, name) for row in rows)
    for name, owner in _SHARED.items():
        values = {getattr(row, owner): getattr(row, name) for row in reversed(rows)}
        table[name], tables[name] = _intern(values[id_] for id_ in tables[owner])
    table["tables"] = tables
    return table


def encode_capability(table: Table, estimates: Mapping[str, Capability]) -> list[Json]:
    """What is known in one domain of each model in a document of `encode`, in its order."""
    models = table["tables"]["model"]
    return [list(estimates[model]) if model in estimates else None for model in models]


def decode(table: Table, capability: Sequence[Json] | None) -> list[Candidate]:
    """The rows of a document of `encode`.

    Args:
        table: The document.
        capability: What `encode_capability` made of one domain; None where nothing is known.
    """
    tables = table["tables"]
    columns = {name: table[name] for name in _PLAIN}
    for name in (*_INTERNED, *_SHARED):
        read = _READERS.get(name)
        entries = read(tables[name]) if read else tables[name]
        columns[name] = list(map(entries.__getitem__, table[name]))
    for name, owner in _SHARED.items():
        columns[name] = list(map(columns[name].__getitem__, table[owner]))
    entries = capability or [None] * len(tables["model"])
    known = [None if entry is None else Capability._make(entry) for entry in entries]
    columns["capability"] = list(map(known.__getitem__, table["model"]))
    columns["position"] = range(len(table["offer"]))
    ordered = (columns[name] for name in Candidate._fields)
    return list(map(Candidate._make, zip(*ordered, strict=True)))


def _intern(values: Iterable[Any]) -> tuple[list[int], list[Json]]:
    """The number of each value, and the values in order of their numbers, as JSON."""
    numbers: dict[Any, int] = {}
    column = [numbers.setdefault(_hashable(value), len(numbers)) for value in values]
    return column, [_to_json(value) for value in numbers]


def _hashable(value: Any) -> Any:
    return tuple(value.items()) if isinstance(value, dict) else value


def _to_json(value: Any) -> Json:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_to_json(item) for item in value]
    return value


# --- reading tables ------------------------------------------------------------------------


def _sets(entries: Sequence[Json]) -> list[frozenset[str]]:
    return [frozenset(entry) for entry in entries]


def _features(entries: Sequence[Json]) -> list[dict[str, bool]]:
    return [dict(entry) for entry in entries]


def _terms(entries: Sequence[Json]) -> list[Terms]:
    return list(map(Terms._make, entries))


def _lifecycles(entries: Sequence[Json]) -> list[Lifecycle]:
    return list(map(Lifecycle._make, entries))


def _privacies(entries: Sequence[Json]) -> list[Privacy]:
    return [
        Privacy._make(entry)._replace(
            regions=None if entry[_REGIONS] is None else tuple(entry[_REGIONS]),
            certifications=None if entry[_CERTIFIED] is None else frozenset(entry[_CERTIFIED]),
        )
        for entry in entries
    ]


_REGIONS = Privacy._fields.index("regions")
_CERTIFIED = Privacy._fields.index("certifications")


def _speeds(entries: Sequence[Json]) -> list[Speed | None]:
    return [None if entry is None else _speed(*entry) for entry in entries]


def _speed(first: Json, rate: Json, estimated: bool, setting: str | None) -> Speed:  # noqa: FBT001 - a row
    return Speed(first and tuple(first), rate and tuple(rate), estimated, setting)


def _prices(entries: Sequence[Json]) -> list[Price | None]:
    return [None if entry is None else read_price(*entry) for entry in entries]


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


def price_json(price: Price) -> Json:
    """A price as the list `read_price` takes."""
    return _to_json(price)


_READERS: Mapping[str, Callable[[Sequence[Json]], Sequence[Any]]] = {
    "input_modalities": _sets,
    "output_modalities": _sets,
    "features": _features,
    "languages": _sets,
    "terms": _terms,
    "privacy": _privacies,
    "lifecycle": _lifecycles,
    "price": _prices,
    "speed": _speeds,
}
