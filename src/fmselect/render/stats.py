"""How much a catalog knows, as lines or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from fmselect._version import __version__
from fmselect.render import View
from fmselect.render.layout import Column, side_by_side, text_lines
from fmselect.render.machine import document

_NUMBERS = 40
"""Where the numbers begin."""


def _table(stats: Mapping[str, Any], view: View) -> str:
    told = {name: value for name, value in stats.items() if name != "catalog"}
    return "".join(f"{line}\n" for line in _lines(told, 0, view.width))


def _lines(stats: Mapping[str, Any], indent: int, width: int | None) -> Iterator[str]:
    """Each number beside its name, or below it where that is too wide; groups under theirs."""
    for name, value in stats.items():
        label = " " * indent + str(name).replace("_", " ")
        if (
            isinstance(value, Mapping)
            and value
            and all(isinstance(v, Mapping) for v in value.values())
        ):
            yield from _grid(label, value, width)
        elif isinstance(value, Mapping):
            yield label
            yield from _lines(value, indent + 2, width)
        else:
            yield from _beside(label, value if isinstance(value, list) else [_shown(value)], width)


def _beside(label: str, values: Sequence[str], width: int | None) -> Iterator[str]:
    """A name and its values: in one line, or below it, each in a line, where that is too wide."""
    line = f"{label:<{_NUMBERS}}  {', '.join(values)}".rstrip()
    if width is None or len(line) <= width:
        yield line
        return
    yield label
    indent = len(label) - len(label.lstrip()) + 2
    yield from (" " * indent + value for value in values)


def _grid(label: str, groups: Mapping[str, Mapping[str, Any]], width: int | None) -> Iterator[str]:
    """One line a group, one column a name: all groups have the same names."""
    columns = [Column(label, [f"  {group}" for group in groups])]
    for name in next(iter(groups.values())):
        cells = [_shown(values[name]) for values in groups.values()]
        columns.append(Column(name.replace("_", " "), cells, right=True))
    for table in side_by_side(columns, width):
        yield from text_lines(table)


def _shown(value: Any) -> str:
    """A number, with commas where it counts."""
    if value is None:
        return "unknown"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _json(stats: Mapping[str, Any], _: View) -> str:
    return document({"schema": "fmselect/catalog-stats@1", "tool_version": __version__, **stats})


FORMATTERS: dict[str, Callable[[Mapping[str, Any], View], str]] = {"table": _table, "json": _json}
"""Name of a format -> the statistics in it."""
