"""The columns in which records of the catalog are listed: names, headings, and where a value is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from fmselect.render.layout import Column
from fmselect.render.quantities import UNKNOWN, count, number
from fmselect.tuples import NamedTuple

Record = Mapping[str, Any]


class ListColumn(NamedTuple):
    """One column of a list: its name for programs, its heading, and where its value is."""

    name: str
    head: str
    value: Callable[[Any], Any]
    form: Callable[[Any], str] = str
    right: bool = False
    moves: int = 0


def _at(*keys: str) -> Callable[[Record], Any]:
    """A value by its keys; of a list of groups, the first that has it."""

    def value(record: Any) -> Any:
        for key in keys:
            if isinstance(record, list):
                record = next((group for group in record if group.get(key) is not None), None)
            record = record.get(key) if isinstance(record, Mapping) else None
        return record

    return value


def _price(key: str) -> Callable[[Record], Any]:
    """A rate of the newest price list."""

    def value(record: Record) -> Any:
        prices = record.get("prices") or [{}]
        return prices[-1].get(key)

    return value


def _default_handling(key: str) -> Callable[[Record], Any]:
    """What a provider does with the data of an ordinary customer."""

    def value(record: Record) -> Any:
        groups = record.get("data_handling") or []
        chosen = [group for group in groups if group.get("default")] or groups[:1]
        return chosen[0].get(key) if chosen else None

    return value


def _licence(record: Record) -> Any:
    weights = record.get("weights") or {}
    return weights.get("license") or ("closed" if weights.get("open") is False else None)


def _offers(record: Record) -> int:
    return len(record.get("offers", ()))


def _least_rent(record: Record) -> Any:
    return min((float(rent["usd_per_hour"]) for rent in record.get("rent", ())), default=None)


def _usd(value: Any) -> str:
    """A rate in four digits, and two decimals at least."""
    amount = float(value)
    text = f"{amount:.4g}"
    return f"${amount:.2f}" if len(text.partition(".")[2]) < 2 else f"${text}"


_YES_NO = {True: "yes", False: "no"}

COLUMNS: dict[str, tuple[ListColumn, ...]] = {
    "models": (
        ListColumn("id", "Model", _at("id")),
        ListColumn("type", "Type", _at("type"), moves=4),
        ListColumn("released", "Released", _at("identity", "released"), moves=3),
        ListColumn(
            "context_tokens", "Context", _at("limits", "context_tokens"), count, right=True, moves=1
        ),
        ListColumn("open_weights", "Open", _at("weights", "open"), _YES_NO.__getitem__, moves=5),
        ListColumn("license", "Licence", _licence, moves=6),
        ListColumn(
            "benchmarks", "Benchmarks", _at("benchmarks_with_results"), count, right=True, moves=7
        ),
        ListColumn("offers", "Offers", _offers, count, right=True, moves=2),
    ),
    "offers": (
        ListColumn("id", "Offer", _at("id")),
        ListColumn("billing", "Billing", _at("billing"), moves=3),
        ListColumn(
            "input_usd_per_million_tokens",
            "In $/M",
            _price("input_usd_per_million_tokens"),
            _usd,
            right=True,
        ),
        ListColumn(
            "output_usd_per_million_tokens",
            "Out $/M",
            _price("output_usd_per_million_tokens"),
            _usd,
            right=True,
        ),
        ListColumn(
            "cache_read_usd_per_million_tokens",
            "Cached $/M",
            _price("cache_read_usd_per_million_tokens"),
            _usd,
            right=True,
            moves=2,
        ),
        ListColumn("observed", "Price of", _price("observed"), moves=1),
    ),
    "providers": (
        ListColumn("id", "Provider", _at("id")),
        ListColumn("name", "Name", _at("name"), moves=1),
        ListColumn("kind", "Kind", _at("kind")),
        ListColumn("headquarters", "From", _at("headquarters", "country"), moves=2),
        ListColumn(
            "trains_on_data", "Trains on data", _default_handling("trains_on_data"), moves=3
        ),
        ListColumn(
            "retention_days",
            "Keeps days",
            _default_handling("retention_days"),
            lambda value: number(float(value)),
            right=True,
            moves=4,
        ),
    ),
    "licenses": (
        ListColumn("id", "Licence", _at("id")),
        ListColumn("name", "Name", _at("name"), moves=1),
        ListColumn("commercial_use", "Commercial use", _at("commercial_use")),
        ListColumn("osi_approved", "OSI", _at("osi_approved"), _YES_NO.__getitem__),
    ),
    "benchmarks": (
        ListColumn("id", "Benchmark", _at("id")),
        ListColumn("type", "Type", _at("type"), moves=2),
        ListColumn("domain", "Domain", _at("domain")),
        ListColumn("title", "Title", _at("title"), moves=3),
        ListColumn("models", "Models", _at("models_with_results"), count, right=True, moves=1),
    ),
    "hardware": (
        ListColumn("id", "Hardware", _at("id")),
        ListColumn("kind", "Kind", _at("kind"), moves=2),
        ListColumn("memory_gib", "GiB", _at("memory_gib"), right=True),
        ListColumn(
            "bandwidth_gb_per_second", "GB/s", _at("bandwidth_gb_per_second"), right=True, moves=1
        ),
        ListColumn("least_rent_usd_per_hour", "From $/h", _least_rent, _usd, right=True),
    ),
    "tasks": (
        ListColumn("id", "Task", _at("id")),
        ListColumn("type", "Model type", _at("type"), moves=1),
        ListColumn("domain", "Evidence", _at("domain"), moves=2),
        ListColumn("title", "Title", _at("title"), moves=3),
    ),
}
"""Kind -> its columns, from left to right."""

KINDS = tuple(COLUMNS)


def filled(shown: Sequence[ListColumn], records: Iterable[Any]) -> list[Column]:
    """The columns with a cell for each record; the records are read once and not kept."""
    rows = [[_cell(column, record) for column in shown] for record in records]
    return [
        Column(column.head, cells, column.right, moves=column.moves)
        for column, *cells in zip(shown, *rows, strict=True)
    ]


def _cell(column: ListColumn, record: Any) -> str:
    value = column.value(record)
    return UNKNOWN if value is None else column.form(value)
