"""Lists of the catalog's records: a few columns for the eyes, whole records for programs.

A list can be long: each format takes one record after the other and keeps only what it writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from fmselect._version import __version__
from fmselect.render import View
from fmselect.render.catalog_columns import COLUMNS, Record, filled
from fmselect.render.quantities import plural
from fmselect.tuples import NamedTuple

if TYPE_CHECKING:
    from fmselect.domain.recommendation import CatalogStamp


class Listing(NamedTuple):
    """Records of one kind, whose single results are only counted."""

    kind: str
    records: Iterable[Record]
    """Read once, from the first to the last."""
    stamp: CatalogStamp
    today: str


def _table(listing: Listing, view: View) -> Iterator[str]:
    from rich.text import Text  # noqa: PLC0415 - for tables only

    from fmselect.render.terminal import (  # noqa: PLC0415 - so is this
        console_for,
        drawn,
        list_table,
        paragraph,
    )

    columns = filled(COLUMNS[listing.kind], listing.records)
    console = console_for(view)
    foot = f"{_total(listing.kind, len(columns[0].cells))} · catalog {listing.stamp['build']}"
    if columns[0].cells:
        lines, hidden = list_table(console, columns, view.width)
        yield drawn(console, [*lines, Text()])
        if hidden:
            foot += f" · not shown: {', '.join(hidden)} (a wider window, or --json)"
    yield drawn(console, paragraph(console, foot, "dim"))


def _total(kind: str, count: int) -> str:
    """How many records of the kind there are."""
    if kind == "hardware":
        return plural(count, "piece of hardware", "pieces of hardware")
    return plural(count, kind.removesuffix("s"))


def _json(listing: Listing, _: View) -> Iterator[str]:
    from fmselect.render.machine import long_document  # noqa: PLC0415 - one format a run

    envelope = {
        "schema": "fmselect/list@1",
        "tool_version": __version__,
        "catalog": listing.stamp,
        "today": listing.today,
        "kind": listing.kind,
    }
    return long_document(envelope, listing.kind, listing.records)


def _jsonl(listing: Listing, _: View) -> Iterator[str]:
    from fmselect.render.machine import line  # noqa: PLC0415 - one format a run

    return map(line, listing.records)


def _csv(listing: Listing, _: View) -> Iterator[str]:
    from fmselect.render.machine import csv_text  # noqa: PLC0415 - one format a run

    shown = COLUMNS[listing.kind]
    rows = ([column.value(record) for column in shown] for record in listing.records)
    yield csv_text([column.name for column in shown], rows)


def _markdown(listing: Listing, _: View) -> Iterator[str]:
    from fmselect.render.markdown import markdown_table  # noqa: PLC0415 - one format a run

    yield markdown_table(filled(COLUMNS[listing.kind], listing.records))


FORMATTERS: dict[str, Callable[[Listing, View], Iterator[str]]] = {
    "table": _table,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "markdown": _markdown,
}
"""Name of a format -> the list in it, in pieces."""
