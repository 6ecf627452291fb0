"""The comments of a YAML text, each with the key or list item it belongs to.

A comment is whatever follows a `#` between two scalars: found in the gaps of libyaml's events, so
that a `#` in an address or a text is none. One behind something belongs to that. One on a line of
its own belongs to what follows it, unless it is indented like something that ends there: then it
is the last line of that block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

import yaml

from fmselect.catalog.yaml_events import events

Path = tuple[str | int, ...]
Where = Literal["header", "before", "behind", "foot"]


class Comment(NamedTuple):
    """One comment.

    Attributes:
        text: From its `#` to the end of the line, without spaces at the end.
        path: Keys and list positions that lead to what it belongs to.
        where: `header`: above the whole record; `before`: on a line above it; `behind`: on its
            line; `foot`: below the last thing in it.
    """

    text: str
    path: Path
    where: Where


def anchored_comments(text: str) -> list[Comment]:
    """The comments of a text that was read without problems, in the order of the text."""
    return list(_Walk(text).comments())


class _Frame:
    """A list or mapping that is open."""

    __slots__ = ("column", "flow", "items", "key", "mapping", "path")

    def __init__(self, path: Path, start: Any) -> None:
        self.path = path
        self.mapping = isinstance(start, yaml.MappingStartEvent)
        self.flow = bool(start.flow_style)
        self.column = start.start_mark.column
        self.items = 0
        self.key: str | None = None

    def next_path(self) -> Path:
        """Where the next value in it goes; a list moves on by that."""
        if self.mapping:
            path = (*self.path, str(self.key))
            self.key = None
            return path
        self.items += 1
        return (*self.path, self.items - 1)


class _Walk:
    """One pass over the events. A solid thing is a scalar or a bracket: what a comment is next to.

    `_closed` and `_anchor` are what happened since the last solid thing: the blocks that ended,
    innermost first, and the first thing that begins, with the column of the block it is in.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._stack: list[_Frame] = []
        self._closed: list[_Frame] = []
        self._anchor: tuple[Path, int] | None = None
        self._last: Path = ()
        self._end = 0

    def comments(self) -> Iterator[Comment]:
        """Read on to the end."""
        for event in events(self._text):
            if isinstance(event, yaml.ScalarEvent):
                yield from self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                yield from self._open(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                yield from self._close(event)
        self._anchor = (), -1
        yield from self._gap(len(self._text), ())

    def _scalar(self, event: Any) -> Iterator[Comment]:
        frame = self._stack[-1] if self._stack else None
        if frame and frame.mapping and frame.key is None:
            frame.key = event.value
            path: Path = (*frame.path, event.value)
        else:
            path = frame.next_path() if frame else ()
        self._begin(path, frame.column if frame else -1)
        yield from self._gap(event.start_mark.index, path)
        self._solid(path, event.end_mark.index)
        if event.style in ("|", ">"):
            yield from self._behind_bar(event, path)

    def _behind_bar(self, event: Any, path: Path) -> Iterator[Comment]:
        """A comment behind the `|` or `>` of a text of several lines."""
        first = self._text[event.start_mark.index :].partition("\n")[0]
        if "#" in first:
            yield Comment(first[first.index("#") :].rstrip(), path, "behind")

    def _open(self, event: Any) -> Iterator[Comment]:
        frame = self._stack[-1] if self._stack else None
        path = frame.next_path() if frame else ()
        if frame and (event.flow_style or not frame.mapping):
            self._begin(path, frame.column)
        if event.flow_style:
            yield from self._gap(event.start_mark.index, path)
            self._solid(path, event.end_mark.index)
        self._stack.append(_Frame(path, event))

    def _close(self, event: Any) -> Iterator[Comment]:
        frame = self._stack.pop()
        self._closed.append(frame)
        if frame.flow:
            self._begin(frame.path, -1)
            yield from self._gap(event.start_mark.index, frame.path)
            self._solid(frame.path, event.end_mark.index)

    def _begin(self, path: Path, column: int) -> None:
        if self._anchor is None:
            self._anchor = path, column

    def _solid(self, path: Path, end: int) -> None:
        self._last, self._end = path, end
        self._closed, self._anchor = [], None

    def _gap(self, until: int, following: Path) -> Iterator[Comment]:
        """The comments between the last solid thing and the next, which is at `following`."""
        gap = self._text[self._end : until]
        if "#" not in gap:
            return
        first = self._text[: self._end].rpartition("\n")[2]
        limit, dashed = 1 << 30, False
        for number, line in enumerate(gap.split("\n")):
            lead, mark, rest = line.partition("#")
            before = f"{first}{lead}" if number == 0 else lead
            text = f"#{rest}".rstrip()
            if mark and before.strip() and number == 0:
                yield Comment(text, self._last, "behind")
            elif mark and before.strip():  # behind the dash of an item that begins further down
                yield self._above(text, -1)
            elif mark and dashed:
                yield Comment(text, following, "before")
            elif mark:
                limit = min(limit, len(before))
                yield self._above(text, limit)
            dashed = dashed or lead.strip() == "-"

    def _above(self, text: str, column: int) -> Comment:
        """A comment on a line of its own."""
        assert self._anchor is not None
        path, level = self._anchor
        if self._end == 0:
            return Comment(text, (), "header")
        if column > level:
            for frame in self._closed:
                if frame.flow or frame.column <= column:
                    return Comment(text, frame.path, "foot")
            if level < 0:  # the end of the text
                return Comment(text, (), "foot")
        return Comment(text, path, "before")


def header_lines(text: str, comments: Sequence[Comment]) -> list[str]:
    """The comments above the record, with an empty line where the text has some.

    Empty lines count below the first comment; several are one.
    """
    headers = [comment.text for comment in comments if comment.where == "header"]
    lines: list[str] = []
    for line in map(str.strip, text.splitlines()):
        if line.startswith("#"):
            lines.append(line)
        elif line and line != "---":
            break
        elif lines and lines[-1]:
            lines.append("")
    return lines if [line for line in lines if line] == headers else headers
