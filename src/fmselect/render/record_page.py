"""One record of the catalog for the eyes: facts beside their names, sources under their facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from fmselect.render import View
from fmselect.render.catalog_columns import COLUMNS, ListColumn, Record, filled
from fmselect.render.layout import joined
from fmselect.render.quantities import UNKNOWN, plural
from fmselect.render.record import Shown
from fmselect.render.terminal import console_for, drawn, labelled, list_table, paragraph

_PROVENANCE = ("source", "via", "observed", "observed_from", "note")
_LATER = ("id", "name", "offers", "results", "result_sets", "aliases")
_MOST_RESULTS = 20
_VALUES = 29
"""Where the values of facts begin."""


def render(shown: Shown, view: View) -> str:
    """The record as text of at most the view's width, as far as ids and addresses allow."""
    console = console_for(view)
    return drawn(console, _lines(shown, console, view.width))


def _lines(shown: Shown, console: Console, width: int | None) -> Iterator[Text]:
    """Everything, from top to bottom; tables are as wide as the window, or as they need."""
    yield from _heading(shown, console)
    for name, value in shown.record.items():
        if name not in (*_LATER, *_PROVENANCE) and not _estimated(shown, name):
            yield from _group(console, name, value)
    yield from paragraph(console, provenance(shown.record), "dim")
    for title, columns, records in _tables(shown):
        yield Text()
        yield Text(title, "bold")
        yield from list_table(console, filled(columns, records), width)[0]
    hidden = len(results(shown.record)) - _MOST_RESULTS
    if hidden > 0:
        yield Text(f"and {hidden} more: --json", "dim")
    yield Text()
    yield Text(f"catalog {shown.stamp['build']} · for {shown.today}", "dim")


def _estimated(shown: Shown, name: str) -> bool:
    """Whether a key holds what the fit says of a model; in a task it holds the scale's anchors."""
    return name == "capability" and shown.kind == "models"


def _heading(shown: Shown, console: Console) -> Iterator[Text]:
    """Id, name, other names, and whether it is on its way out."""
    record = shown.record
    yield Text(record["id"], "bold")
    names = [record.get("name") or record.get("title") or "", *record.get("aliases", ())]
    if any(names):
        yield from paragraph(console, joined(names), "dim")
    for line in lifecycle(record.get("lifecycle") or {}, shown.today, shown.successors):
        yield from paragraph(console, line, "yellow")


def lifecycle(group: Mapping[str, Any], today: str, replacement: str = "") -> Iterator[str]:
    """Whether something is retired, going to be, or deprecated, and what replaces it."""
    retires, deprecated = group.get("retires_on"), group.get("deprecated_on")
    if retires:
        state = "Retired" if retires <= today else "Retires"
        yield f"{state} on {retires}{replacement}"
    elif deprecated:
        state = "Deprecated" if deprecated <= today else "To be deprecated"
        yield f"{state} on {deprecated}{replacement}"


def _group(console: Console, name: str, value: Any) -> Iterator[Text]:
    """A fact, a group of facts, or several groups, under its name."""
    groups = _groups(value)
    if not groups:
        yield from _fact(console, name, value)
        return
    yield Text()
    yield Text(_words(name), "bold")
    for group in groups:
        yield from _facts(console, group)


def _groups(value: Any) -> Sequence[Mapping[str, Any]]:
    """The group, or the groups, that a value is; none where it is a single fact."""
    if isinstance(value, Mapping):
        return [value]
    return value if isinstance(value, list) and value and isinstance(value[0], Mapping) else ()


def _facts(console: Console, group: Mapping[str, Any]) -> Iterator[Text]:
    """The facts of a group, and where they come from."""
    for key, value in group.items():
        if key in _PROVENANCE:
            continue
        nested = _groups(value)
        for part in nested:
            words = joined(f"{_words(name)} {plain(fact)}" for name, fact in part.items())
            yield from _fact(console, key, words, indent=2)
        if not nested:
            yield from _fact(console, key, value, indent=2)
    yield from paragraph(console, provenance(group), "dim", indent=2)


def _fact(console: Console, name: str, value: Any, *, indent: int = 0) -> Iterator[Text]:
    """One fact beside its name."""
    label = Text(" " * indent + _words(name))
    return labelled(console, label, plain(value), column=_VALUES)


def provenance(group: Mapping[str, Any]) -> str:
    """Where a group of facts was read, and when."""
    day = group.get("observed")
    how = {"snapshot": "date of the data set", "collection": "day it was read"}
    basis = how.get(group.get("observed_from") or "", "")
    dated = f"{day} ({basis})" if day and basis else day
    parts = [group.get("source"), group.get("via"), dated, group.get("note")]
    return " · ".join(str(part) for part in parts if part)


def short(value: Any) -> str:
    """A measured number in four digits; everything else as it is."""
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _tenths(value: float | str) -> str:
    """A number with one decimal; a text as it is."""
    return value if isinstance(value, str) else f"{value:.1f}"


_CAPABILITY = (
    ListColumn("domain", "Domain", lambda row: row[0]),
    ListColumn("estimate", "Estimate", lambda row: row[1]["estimate"], _tenths, right=True),
    ListColumn("error", "±", lambda row: row[1].get("standard_error") or "", _tenths, right=True),
    ListColumn("benchmarks", "Benchmarks", lambda row: row[1]["benchmarks"], right=True),
    ListColumn("grade", "Evidence", lambda row: row[1]["grade"]),
)


_RESULTS = (
    ListColumn("benchmark", "Benchmark", lambda row: row.get("benchmark") or row.get("model")),
    ListColumn("score", "Score", lambda row: row.get("score"), short, right=True),
    ListColumn("setting", "Setting", lambda row: row.get("setting") or "", moves=1),
    ListColumn("by", "By", lambda row: row.get("by"), moves=2),
    ListColumn("observed", "Date", lambda row: row.get("observed"), moves=3),
)


def _tables(shown: Shown) -> Iterator[tuple[str, Sequence[ListColumn], Iterable[Any]]]:
    """Title, columns and rows of the tables under the facts."""
    known = shown.record.get("capability") if shown.kind == "models" else None
    if known is not None:
        title = "capability" if known else "capability: unproven, no benchmark has a result of it"
        yield title, _CAPABILITY if known else (), list(known.items())
    if shown.offers:
        yield plural(len(shown.offers), "offer"), COLUMNS["offers"], shown.offers
    rows = results(shown.record)
    if rows:
        yield plural(len(rows), "result"), _RESULTS, rows[:_MOST_RESULTS]


def results(record: Record) -> list[Record]:
    """Results of a model on benchmarks, or of models on a benchmark."""
    rows = list(record.get("results", ()))
    for group in record.get("result_sets", ()):
        about = {"by": group.get("by"), "observed": group.get("observed")}
        rows += [{**about, **result} for result in group["results"]]
    return rows


def _words(name: str) -> str:
    return name.replace("_", " ")


def plain(value: Any) -> str:
    """A value as text; a list with commas."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return UNKNOWN
    if isinstance(value, list):
        return ", ".join(plain(item) for item in value)
    if isinstance(value, int):
        return f"{value:,}"
    return short(value)
