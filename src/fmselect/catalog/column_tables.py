"""Candidates -> the tables and columns that `fmselect.catalog.columns` reads.

Needed where a catalog is compiled, and nowhere on the path of a decision.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from fmselect.catalog.columns import (
    ARRANGEMENT,
    NUMBER_CODES,
    OF_MODEL,
    OF_PRICE,
    OF_RATES,
    OF_ROW,
    Json,
    Table,
)
from fmselect.domain.candidate import Candidate, Capability, Price


class Encoded(NamedTuple):
    """The two files of one model type."""

    table: Table
    numbers: bytes


class Interned:
    """Values in the order in which they are first seen, each once."""

    def __init__(self) -> None:
        """None yet."""
        self._numbers: dict[Any, int] = {}

    def number(self, value: Any) -> int:
        """The number of a value."""
        return self._numbers.setdefault(_hashable(value), len(self._numbers))

    def json(self) -> list[Json]:
        """The values in order of their numbers."""
        return [to_json(value) for value in self._numbers]

    def values(self) -> list[Any]:
        """The values, as they were given."""
        return list(self._numbers)


def encode(rows: Sequence[Candidate]) -> Encoded:
    """The rows as a JSON document and its columns.

    Args:
        rows: Candidates of one model type, ordered by offer id. Their capability is left out: it
            depends on the domain asked about, see `encode_capability`.
    """
    tables = {name: Interned() for name in (*OF_ROW, *OF_MODEL) if name != "price"}
    prices = _places(row.price for row in rows)
    columns = [
        [prices[row.price] for row in rows]
        if name == "price"
        else [tables[name].number(_of_row(row, name)) for row in rows]
        for name in OF_ROW
    ]
    first = {row.model: row for row in reversed(rows)}
    models = [first[model] for model in tables["model"].values()]
    columns += [[tables[name].number(getattr(row, name)) for row in models] for name in OF_MODEL]
    price_tables, price_columns = _encode_prices([price for price in prices if price])
    columns += price_columns
    code = _code(columns)
    document = {
        "offers": [row.offer for row in rows],
        "prices": len(prices) - 1,
        "code": code,
        "tables": {name: table.json() for name, table in tables.items()} | price_tables,
    }
    return Encoded(document, _bytes(columns, code))


def encode_capability(table: Table, estimates: Mapping[str, Capability]) -> list[Json]:
    """What is known in one domain of each model in a document of `encode`, in its order."""
    models = table["tables"]["model"]
    return [list(estimates[model]) if model in estimates else None for model in models]


def price_json(price: Price) -> Json:
    """A price as the list `fmselect.catalog.columns.read_price` takes."""
    return to_json(price)


def _of_row(row: Candidate, name: str) -> Any:
    if name == "arrangement":
        return tuple(getattr(row, part) for part in ARRANGEMENT)
    return getattr(row, name)


def _places(values: Iterable[Any]) -> dict[Any, int]:
    """The number of each value, in the order first seen; None has the one after the last."""
    places = {value: at for at, value in enumerate(dict.fromkeys(v for v in values if v))}
    return places | {None: len(places)}


def _encode_prices(prices: Sequence[Price]) -> tuple[Table, list[list[int]]]:
    """The tables of the parts of price lists, and the column of each part."""
    rates = _places(
        rate for price in prices for rate in (price.base, price.batch, *price.long_prompt)
    )
    tables = {name: Interned() for name in OF_PRICE if name not in ("base", "batch")}
    columns: list[list[int]] = []
    for name in OF_PRICE:
        parts = [getattr(price, name) for price in prices]
        if name in ("base", "batch"):
            columns.append([rates[part] for part in parts])
            continue
        if name == "long_prompt":
            parts = [tuple(rates[rate] for rate in part) for part in parts]
        columns.append([tables[name].number(part) for part in parts])
    listed = [rate for rate in rates if rate]
    amounts = {name: Interned() for name in OF_RATES}
    rate_columns = [
        [amounts[name].number(getattr(rate, name)) for rate in listed] for name in OF_RATES
    ]
    documents: Table = {name: table.json() for name, table in tables.items()}
    documents["rates"] = len(listed)
    documents["amounts"] = {name: table.json() for name, table in amounts.items()}
    return documents, [*rate_columns, *columns]


def _code(columns: Iterable[Sequence[int]]) -> str:
    """The smallest kind of number that holds them all."""
    largest = max((max(column, default=0) for column in columns), default=0)
    return next(code for code, size in NUMBER_CODES.items() if largest < 256**size)


def _bytes(columns: Iterable[Sequence[int]], code: str) -> bytes:
    """The columns one after the other, the lower byte of each number first."""
    numbers = array(code)
    for column in columns:
        numbers.extend(column)
    if sys.byteorder != "little":
        numbers.byteswap()
    return numbers.tobytes()


def _hashable(value: Any) -> Any:
    return tuple(value.items()) if isinstance(value, dict) else value


def to_json(value: Any) -> Json:
    """A value with its sets sorted, and its tuples as lists."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return value
