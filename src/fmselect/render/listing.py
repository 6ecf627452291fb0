"""Lists of the catalog's records: a few columns for the eyes, whole records for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from fmselect._version import __version__
from fmselect.render import View
from fmselect.render.layout import Column, Pen, list_table
from fmselect.render.quantities import UNKNOWN, count, number, plural

if TYPE_CHECKING:
    from fmselect.domain.recommendation import CatalogStamp

Record = Mapping[str, Any]


def brief(record: Record) -> Record:
    """A record for a list: the single results, which `show` has, are only counted."""
    short = {key: value for key, value in record.items() if key not in ("results", "result_sets")}
    if "results" in record:
        short["benchmarks_with_results"] = len({row["benchmark"] for row in record["results"]})
    if "result_sets" in record:
        rows = (row for group in record["result_sets"] for row in group["results"])
        short["models_with_results"] = len({row["model"] for row in rows})
    return short


class Listing(NamedTuple):
    """Records of one kind, as `brief` leaves them."""

    kind: str
    records: Sequence[Record]
    stamp: CatalogStamp
    today: str


class Shown(NamedTuple):
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

COLUMNS: dict[str, tuple[Shown, ...]] = {
    "models": (
        Shown("id", "Model", _at("id")),
        Shown("type", "Type", _at("type"), moves=4),
        Shown("released", "Released", _at("identity", "released"), moves=3),
        Shown(
            "context_tokens", "Context", _at("limits", "context_tokens"), count, right=True, moves=1
        ),
        Shown("open_weights", "Open", _at("weights", "open"), _YES_NO.__getitem__, moves=5),
        Shown("license", "Licence", _licence, moves=6),
        Shown(
            "benchmarks", "Benchmarks", _at("benchmarks_with_results"), count, right=True, moves=7
        ),
        Shown("offers", "Offers", _offers, count, right=True, moves=2),
    ),
    "offers": (
        Shown("id", "Offer", _at("id")),
        Shown("billing", "Billing", _at("billing"), moves=3),
        Shown(
            "input_usd_per_million_tokens",
            "In $/M",
            _price("input_usd_per_million_tokens"),
            _usd,
            right=True,
        ),
        Shown(
            "output_usd_per_million_tokens",
            "Out $/M",
            _price("output_usd_per_million_tokens"),
            _usd,
            right=True,
        ),
        Shown(
            "cache_read_usd_per_million_tokens",
            "Cached $/M",
            _price("cache_read_usd_per_million_tokens"),
            _usd,
            right=True,
            moves=2,
        ),
        Shown("observed", "Price of", _price("observed"), moves=1),
    ),
    "providers": (
        Shown("id", "Provider", _at("id")),
        Shown("name", "Name", _at("name"), moves=1),
        Shown("kind", "Kind", _at("kind")),
        Shown("headquarters", "From", _at("headquarters", "country"), moves=2),
        Shown("trains_on_data", "Trains on data", _default_handling("trains_on_data"), moves=3),
        Shown(
            "retention_days",
            "Keeps days",
            _default_handling("retention_days"),
            lambda value: number(float(value)),
            right=True,
            moves=4,
        ),
    ),
    "licenses": (
        Shown("id", "Licence", _at("id")),
        Shown("name", "Name", _at("name"), moves=1),
        Shown("commercial_use", "Commercial use", _at("commercial_use")),
        Shown("osi_approved", "OSI", _at("osi_approved"), _YES_NO.__getitem__),
    ),
    "benchmarks": (
        Shown("id", "Benchmark", _at("id")),
        Shown("type", "Type", _at("type"), moves=2),
        Shown("domain", "Domain", _at("domain")),
        Shown("title", "Title", _at("title"), moves=3),
        Shown("models", "Models", _at("models_with_results"), count, right=True, moves=1),
    ),
    "hardware": (
        Shown("id", "Hardware", _at("id")),
        Shown("kind", "Kind", _at("kind"), moves=2),
        Shown("memory_gib", "GiB", _at("memory_gib"), right=True),
        Shown(
            "bandwidth_gb_per_second", "GB/s", _at("bandwidth_gb_per_second"), right=True, moves=1
        ),
        Shown("least_rent_usd_per_hour", "From $/h", _least_rent, _usd, right=True),
    ),
    "tasks": (
        Shown("id", "Task", _at("id")),
        Shown("type", "Model type", _at("type"), moves=1),
        Shown("domain", "Evidence", _at("domain"), moves=2),
        Shown("title", "Title", _at("title"), moves=3),
    ),
}
"""Kind -> its columns, from left to right."""

KINDS = tuple(COLUMNS)


def _table(listing: Listing, view: View) -> str:
    pen = Pen(view.color)
    noun = listing.kind.removesuffix("s") if listing.kind != "hardware" else "piece of hardware"
    many = "pieces of hardware" if listing.kind == "hardware" else None
    total = plural(len(listing.records), noun, many)
    foot = pen.dim(f"{total} · catalog {listing.stamp['build']}")
    if not listing.records:
        return f"{foot}\n"
    columns = [
        Column(shown.head, _cells(shown, listing.records), shown.right, moves=shown.moves)
        for shown in COLUMNS[listing.kind]
    ]
    lines, hidden = list_table(columns, view.width, pen)
    if hidden:
        foot += pen.dim(f" · not shown: {', '.join(hidden)} (a wider window, or --json)")
    return "\n".join([*lines, "", foot]) + "\n"


def _cells(shown: Shown, records: Sequence[Record]) -> list[str]:
    values = (shown.value(record) for record in records)
    return [UNKNOWN if value is None else shown.form(value) for value in values]


def _json(listing: Listing, _: View) -> str:
    from fmselect.render.machine import document  # noqa: PLC0415 - one format a run

    answer = {
        "schema": "fmselect/list@1",
        "tool_version": __version__,
        "catalog": listing.stamp,
        "today": listing.today,
        "kind": listing.kind,
        listing.kind: list(listing.records),
    }
    return document(answer)


def _jsonl(listing: Listing, _: View) -> str:
    from fmselect.render.machine import lines  # noqa: PLC0415 - one format a run

    return lines(listing.records)


def _csv(listing: Listing, _: View) -> str:
    from fmselect.render.machine import csv_text  # noqa: PLC0415 - one format a run

    shown = COLUMNS[listing.kind]
    rows = ([column.value(record) for column in shown] for record in listing.records)
    return csv_text([column.name for column in shown], rows)


def _markdown(listing: Listing, _: View) -> str:
    from fmselect.render.markdown import markdown_table  # noqa: PLC0415 - one format a run

    shown = COLUMNS[listing.kind]
    cells = [_cells(column, listing.records) for column in shown]
    rows = list(zip(*cells, strict=True))
    right = {index for index, column in enumerate(shown) if column.right}
    return markdown_table([column.head for column in shown], rows, right)


FORMATTERS: dict[str, Callable[[Listing, View], str]] = {
    "table": _table,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "markdown": _markdown,
}
"""Name of a format -> the list in it."""
