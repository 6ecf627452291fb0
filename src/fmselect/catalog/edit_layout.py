"""A new value written as the rest of a file is: with its indentation, its newlines, its flow."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fmselect.catalog import write
from fmselect.catalog.edit_nodes import Node

_FLAT_WIDTH = 96


@dataclass(frozen=True)
class Layout:
    """How far a file indents, in spaces."""

    step: int = 2
    """A mapping below its key."""
    dash: int = 2
    """The dash of a list item below the key of the list: often 0 in files of other people."""
    item: int = 2
    """The first key of a list item behind its dash."""
    newline: str = "\n"


def layout_of(text: str, root: Node) -> Layout:
    """The indentation that most of the file has; two spaces where it shows none."""
    steps: Counter[int] = Counter()
    dashes: Counter[int] = Counter()
    items: Counter[int] = Counter()
    for node in root.walk():
        if node.flow:
            continue
        for name, child in node.children.items():
            if child.flow or child.kind == "scalar":
                continue
            if isinstance(name, str):
                (steps if child.kind == "mapping" else dashes)[child.column - node.column] += 1
            else:
                items[child.column - node.column] += 1
    return Layout(_usual(steps), _usual(dashes), _usual(items), "\r\n" if "\r\n" in text else "\n")


def _usual(seen: Counter[int]) -> int:
    return seen.most_common(1)[0][0] if seen else 2


def entry_lines(key: str, value: object, cls: type | None, layout: Layout) -> list[str]:
    """The lines of `key: value`, as they stand in a mapping that begins at column 0."""
    if isinstance(value, Mapping):
        return [f"{key}:", *_indented(mapping_lines(value, cls, layout), layout.step)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        if cls is None:
            flat = f"{key}: {write.compact(value, None)}"
            if len(flat) <= _FLAT_WIDTH:
                return [flat]
        lines: list[str] = [f"{key}:"]
        for position, item in enumerate(value):
            lines += _indented(item_lines(key, position, item, cls, layout), layout.dash)
        return lines
    return [f"{key}: {write.scalar(value)}"]


def mapping_lines(value: Mapping[str, object], cls: type | None, layout: Layout) -> list[str]:
    """The lines of a block mapping that begins at column 0."""
    assert cls is not None
    return [
        line
        for key, inner, below in write.ordered(value, cls)
        for line in entry_lines(key, inner, below, layout)
    ]


def item_lines(
    key: str, position: int, item: object, cls: type | None, layout: Layout
) -> list[str]:
    """The lines of one item of the list under `key`, its dash at column 0.

    Results, units and the like are one line; of price lists each after the first is compact.
    """
    if not isinstance(item, Mapping):
        return [f"- {write.scalar(item)}"]
    assert cls is not None
    if key in write.ONE_LINE:
        return [f"- {write.compact(item, cls)}"]
    if key == write.HISTORY and position > 0:
        lines = write.compact_lines(item, cls)
        return [f"- {lines[0]}", *_indented(lines[1:], 3)]
    lines = list(_indented(mapping_lines(item, cls, layout), layout.item))
    return ["-" + lines[0][1:], *lines[1:]]


def _indented(lines: Sequence[str], by: int) -> Iterator[str]:
    return (" " * by + line for line in lines)


def blank_between(text: str, items: Sequence[Node]) -> bool:
    """Whether blank lines stand between all neighbours of a list: then a new item gets one."""
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(items)]
    return bool(gaps) and all(
        any(not part.strip() for part in gap.split("\n")[1:-1]) for gap in gaps
    )
