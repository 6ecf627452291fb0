"""Where each key and list item of a YAML text is: a second pass, made when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from fmselect.catalog.yaml_events import events


class Place:
    """Where a key or list item is, and the same for all below it."""

    __slots__ = ("children", "column", "line")

    def __init__(self, line: int, column: int) -> None:
        """A place with nothing below it; lines and columns count from 1."""
        self.line = line
        self.column = column
        self.children: dict[str | int, Place] = {}


def read_places(text: str) -> Place:
    """The tree of places of a text that was read without problems."""
    nodes = (e for e in events(text) if isinstance(e, yaml.NodeEvent | yaml.CollectionEndEvent))
    first = next(nodes, None)
    if first is None:
        return Place(1, 1)
    root = _place_of(first)
    _read_children(root, first, nodes)
    return root


def _read_children(place: Place, start: Any, events: Iterator[Any]) -> None:
    """Read on to the end of the list or mapping that `start` begins; nothing for a scalar."""
    if isinstance(start, yaml.MappingStartEvent):
        while isinstance(key := next(events), yaml.ScalarEvent):
            child = place.children[key.value] = _place_of(key)
            _read_children(child, next(events), events)
    elif isinstance(start, yaml.SequenceStartEvent):
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            child = place.children[len(place.children)] = _place_of(item)
            _read_children(child, item, events)


def _place_of(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)
