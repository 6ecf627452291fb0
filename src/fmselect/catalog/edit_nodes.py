"""Where each value of a YAML text begins and ends, to the character: what splicing needs to know.

Made for texts that were read as strict YAML, which have no anchors, aliases, tags or deep nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from fmselect.catalog.yaml_events import events

_COMMENT_LINE = re.compile(r"[ ]*#[^\n]*(?:\n|$)")


@dataclass
class Node:
    """One value of a document and its characters `text[start:end]`.

    Attributes:
        kind: What it is.
        start: Of a block list the first dash, of a block mapping the first key.
        end: After its last character; of a block, after its last value.
        column: Of `start`, from 0.
        flow: Whether it is written `{...}` or `[...]`.
        style: Of a scalar: None for a plain one, else its quote, `|` or `>`.
        keys: Of a mapping, key -> its node, in the order of the file.
        children: Of a mapping key -> value, of a list position -> item.
    """

    kind: Literal["scalar", "mapping", "list"]
    start: int
    end: int
    column: int
    flow: bool = False
    style: str | None = None
    keys: dict[str, Node] = field(default_factory=dict)
    children: dict[str | int, Node] = field(default_factory=dict)

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
        yield self
        for child in self.children.values():
            yield from child.walk()


def read_nodes(text: str) -> Node | None:
    """The tree of a text's values; None where it has none."""
    stream = (e for e in events(text) if isinstance(e, yaml.NodeEvent | yaml.CollectionEndEvent))
    first = next(stream, None)
    return None if first is None else _node(first, stream, text)


def _node(event: Any, stream: Iterator[Any], text: str) -> Node:
    start, column = event.start_mark.index, event.start_mark.column
    if isinstance(event, yaml.ScalarEvent):
        assert event.end_mark is not None  # libyaml marks every event
        end = event.end_mark.index
        if event.style in ("|", ">"):
            end = start + len(text[start:end].rstrip())
        return Node("scalar", start, end, column, style=event.style)
    mapping = isinstance(event, yaml.MappingStartEvent)
    node = Node("mapping" if mapping else "list", start, start, column, flow=event.flow_style)
    while not isinstance(item := next(stream), yaml.CollectionEndEvent):
        name: str | int = len(node.children)
        if mapping:
            name = item.value
            node.keys[item.value] = _node(item, stream, text)
            item = next(stream)
        child = node.children[name] = _node(item, stream, text)
        node.end = max(node.end, child.end)
    if node.flow:
        assert item.end_mark is not None
        node.end = item.end_mark.index
    elif mapping:
        node.end = max([node.end, *(key.end + 1 for key in node.keys.values())])
    return node


def line_after(text: str, end: int, column: int) -> int:
    """Where the line after the value that ends at `end` begins: there a new line can go.

    Comment lines below the value that are indented deeper than `column` belong to it.
    """
    position = _next_line(text, end)
    while (found := _COMMENT_LINE.match(text, position)) and position < len(text):
        if len(found[0]) - len(found[0].lstrip(" ")) <= column:
            break
        position = found.end()
    return position


def _next_line(text: str, position: int) -> int:
    newline = text.find("\n", position)
    return len(text) if newline < 0 else newline + 1
