"""One record of the catalog in full: every group of facts with its source and date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from fmselect._version import __version__
from fmselect.render import View
from fmselect.render.layout import Column, Pen, joined, list_table, pad, wrap
from fmselect.render.listing import COLUMNS, Record
from fmselect.render.listing import Shown as ListColumn
from fmselect.render.quantities import UNKNOWN, plural

if TYPE_CHECKING:
    from fmselect.domain.recommendation import CatalogStamp

_PROVENANCE = ("source", "via", "observed", "observed_from", "note")
_LATER = ("id", "name", "offers", "capability", "results", "result_sets", "aliases")
_MOST_RESULTS = 20


def short(value: Any) -> str:
    """A measured number in four digits; everything else as it is."""
    return f"{value:.4g}" if isinstance(value, float) else str(value)


class Shown(NamedTuple):
    """A record, with the offers of a model."""

    kind: str
    record: Record
    offers: Sequence[Record]
    stamp: CatalogStamp
    today: str


def _table(shown: Shown, view: View) -> str:
    pen = Pen(view.color)
    lines = [*_heading(shown, view.columns, pen)]
    for name, value in shown.record.items():
        if name not in _LATER and name not in _PROVENANCE:
            lines += _group(name, value, view.columns, pen)
    lines += [pen.dim(line) for line in wrap(provenance(shown.record), view.columns)]
    lines += _capability(shown.record, view.width, pen)
    lines += _offers(shown, view.width, pen)
    lines += _results(shown, view.width, pen)
    lines += ["", pen.dim(f"catalog {shown.stamp['build']} · for {shown.today}")]
    return "\n".join(lines) + "\n"


def _heading(shown: Shown, width: int, pen: Pen) -> Iterator[str]:
    """Id, name, other names, and whether it is on its way out."""
    record = shown.record
    yield pen.bold(record["id"])
    names = [record.get("name") or record.get("title") or "", *record.get("aliases", ())]
    yield from (pen.dim(line) for line in wrap(joined(names), width) if line)
    for line in lifecycle(record.get("lifecycle") or {}, shown.today):
        yield pen.warn(line)


def lifecycle(group: Mapping[str, Any], today: str) -> Iterator[str]:
    """Whether something is retired, going to be, or deprecated, and what replaces it."""
    retires, deprecated = group.get("retires_on"), group.get("deprecated_on")
    replacement = f"; replaced by {group['replacement']}" if group.get("replacement") else ""
    if retires:
        state = "Retired" if retires <= today else "Retires"
        yield f"{state} on {retires}{replacement}"
    elif deprecated:
        state = "Deprecated" if deprecated <= today else "To be deprecated"
        yield f"{state} on {deprecated}{replacement}"


def _group(name: str, value: Any, width: int, pen: Pen) -> Iterator[str]:
    """A fact, a group of facts, or a list of groups, under its name."""
    if isinstance(value, Mapping):
        yield ""
        yield from _facts(name, value, width, pen)
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        for group in value:
            yield ""
            yield from _facts(name, group, width, pen)
    else:
        yield from _fact(name, value, width, indent=0)


def _facts(name: str, group: Mapping[str, Any], width: int, pen: Pen) -> Iterator[str]:
    """A group: its name, its facts, and where they come from."""
    yield pen.bold(_words(name))
    for key, value in group.items():
        if key in _PROVENANCE:
            continue
        if isinstance(value, Mapping):
            yield from _nested(key, [value], width)
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield from _nested(key, value, width)
        else:
            yield from _fact(key, value, width, indent=2)
    yield from (pen.dim(line) for line in wrap(provenance(group), width, indent=2))


def _nested(key: str, groups: Sequence[Mapping[str, Any]], width: int) -> Iterator[str]:
    """Groups inside a group, one a line."""
    for group in groups:
        parts = [f"{_words(name)} {plain(value)}" for name, value in group.items()]
        yield from _fact(key, joined(parts), width, indent=2)


def _fact(name: str, value: Any, width: int, *, indent: int) -> Iterator[str]:
    """One fact beside its name."""
    label = " " * indent + pad(_words(name), 28 - indent)
    for line_number, line in enumerate(wrap(plain(value), width, indent=len(label) + 1)):
        yield label + line[len(label) :] if line_number == 0 else line


def provenance(group: Mapping[str, Any]) -> str:
    """Where a group of facts was read, and when."""
    day = group.get("observed")
    how = {"snapshot": "date of the data set", "collection": "day it was read"}
    basis = how.get(group.get("observed_from") or "", "")
    dated = f"{day} ({basis})" if day and basis else day
    parts = [group.get("source"), group.get("via"), dated, group.get("note")]
    return " · ".join(str(part) for part in parts if part)


_CAPABILITY = (
    ListColumn("domain", "Domain", lambda row: row[0]),
    ListColumn("estimate", "Estimate", lambda row: row[1]["estimate"], short, right=True),
    ListColumn("error", "±", lambda row: row[1].get("standard_error") or "", short, right=True),
    ListColumn("benchmarks", "Benchmarks", lambda row: row[1]["benchmarks"], right=True),
    ListColumn("grade", "Evidence", lambda row: row[1]["grade"]),
)


def _capability(record: Record, width: int | None, pen: Pen) -> Iterator[str]:
    """What the evidence says in each domain."""
    known = record.get("capability")
    if known is None:
        return
    yield ""
    yield pen.bold("capability")
    if known:
        yield from _columns(_CAPABILITY, list(known.items()), width, pen)
    else:
        yield "  unproven: no benchmark that counts has a result of it"


def _offers(shown: Shown, width: int | None, pen: Pen) -> Iterator[str]:
    """The offers of a model with their prices."""
    if not shown.offers:
        return
    yield ""
    yield pen.bold(plural(len(shown.offers), "offer"))
    yield from _columns(COLUMNS["offers"], shown.offers, width, pen)


def _columns(
    shown: Sequence[ListColumn], records: Sequence[Any], width: int | None, pen: Pen
) -> list[str]:
    """Records as a table."""
    columns = []
    for column in shown:
        values = [column.value(record) for record in records]
        cells = [UNKNOWN if value is None else column.form(value) for value in values]
        columns.append(Column(column.head, cells, column.right, moves=column.moves))
    return list_table(columns, width, pen)[0]


_RESULTS = (
    ListColumn("benchmark", "Benchmark", lambda row: row.get("benchmark") or row.get("model")),
    ListColumn("score", "Score", lambda row: row.get("score"), short, right=True),
    ListColumn("setting", "Setting", lambda row: row.get("setting") or "", moves=1),
    ListColumn("by", "By", lambda row: row.get("by"), moves=2),
    ListColumn("observed", "Date", lambda row: row.get("observed"), moves=3),
)


def _results(shown: Shown, width: int | None, pen: Pen) -> Iterator[str]:
    """Results of a model on benchmarks, or of models on a benchmark."""
    record = shown.record
    rows = list(record.get("results", ()))
    for group in record.get("result_sets", ()):
        about = {"by": group.get("by"), "observed": group.get("observed")}
        rows += [{**about, **result} for result in group["results"]]
    if not rows:
        return
    yield ""
    yield pen.bold(plural(len(rows), "result"))
    yield from _columns(_RESULTS, rows[:_MOST_RESULTS], width, pen)
    if len(rows) > _MOST_RESULTS:
        yield pen.dim(f"and {len(rows) - _MOST_RESULTS} more: --json")


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


def _json(shown: Shown, _: View) -> str:
    from fmselect.render.machine import document  # noqa: PLC0415 - one format a run

    answer: dict[str, Any] = {
        "schema": "fmselect/record@1",
        "tool_version": __version__,
        "catalog": shown.stamp,
        "today": shown.today,
        "kind": shown.kind,
        "record": shown.record,
    }
    if shown.kind == "models":
        answer["offers"] = list(shown.offers)
    return document(answer)


FORMATTERS: dict[str, Callable[[Shown, View], str]] = {"table": _table, "json": _json}
"""Name of a format -> the record in it."""
