"""How much a catalog knows, as lines or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from fmselect._version import __version__
from fmselect.render.machine import document


def _table(stats: Mapping[str, Any]) -> str:
    return "".join(f"{line}\n" for line in _lines(stats, 0))


def _lines(stats: Mapping[str, Any], indent: int) -> Iterator[str]:
    """Each number beside its name; groups under theirs."""
    for name, value in stats.items():
        label = " " * indent + str(name).replace("_", " ")
        if (
            isinstance(value, Mapping)
            and value
            and all(isinstance(v, Mapping) for v in value.values())
        ):
            yield from _grid(label, value)
        elif isinstance(value, Mapping):
            yield label
            yield from _lines(value, indent + 2)
        else:
            yield f"{label:<40}  {_shown(value)}".rstrip()


def _grid(label: str, groups: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """One line a group, one column a name: all groups have the same names."""
    names = list(next(iter(groups.values())))
    heads = [name.replace("_", " ") for name in names]
    widths = [max(len(head), len("unknown")) for head in heads]
    yield _row(label, heads, widths)
    for group, values in groups.items():
        yield _row(f"  {group}", [_shown(values[name]) for name in names], widths)


def _row(label: str, cells: list[str], widths: list[int]) -> str:
    shown = "  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
    return f"{label:<26}  {shown}".rstrip()


def _shown(value: Any) -> str:
    """A number with commas, a list with commas between."""
    if value is None:
        return "unknown"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:,}" if isinstance(value, int) else str(value)


def _json(stats: Mapping[str, Any]) -> str:
    return document({"schema": "fmselect/catalog-stats@1", "tool_version": __version__, **stats})


FORMATTERS: dict[str, Callable[[Mapping[str, Any]], str]] = {"table": _table, "json": _json}
"""Name of a format -> the statistics in it."""
