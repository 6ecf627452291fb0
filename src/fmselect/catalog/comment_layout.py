"""Comments put into the canonical text of a record, beside what they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from fmselect.catalog.comment_anchors import Comment, Path, anchored_comments, header_lines
from fmselect.catalog.strict_yaml import Document
from fmselect.catalog.write import scalar
from fmselect.catalog.yaml_places import Place, read_places

_SCHEMA_LINE = re.compile(r"#\s*yaml-language-server:\s*\$schema=\s*(\S+)\s*")


def with_comments(
    kind: str,
    document: Document,
    data: Any,
    canonical: str,
    comments: Sequence[Comment] | None = None,
) -> str:
    """The canonical text of a record with the comments of the file it was read from.

    A comment stays above, behind or below its key or list item. Where several things come to
    stand on one line, only a comment that is the last of them stays behind it. A comment on
    something that is not written, because it says nothing, ends its block.

    Args:
        kind: Of the record; the line that names its schema is kept if it is the kind's.
        document: The file.
        data: What it says, without what says nothing.
        canonical: The text without comments, schema line first.
        comments: Those of the file where not all of them, or where their places have changed.
    """
    if comments is None:
        comments = anchored_comments(document.text)
    return _Composer(kind, document, data, canonical, comments).text()


def comment_texts(text: str) -> list[str]:
    """The comments of a text, sorted, without the line that names a schema."""
    found = (comment.text for comment in anchored_comments(text))
    return sorted(comment for comment in found if not _SCHEMA_LINE.fullmatch(comment))


class _Composer:
    """Puts comments into a canonical text."""

    def __init__(
        self,
        kind: str,
        document: Document,
        data: Any,
        canonical: str,
        comments: Sequence[Comment],
    ) -> None:
        self._comments = [c for c in comments if not _SCHEMA_LINE.fullmatch(c.text)]
        header = header_lines(document.text, comments)
        self._header = [line for line in header if not _SCHEMA_LINE.fullmatch(line)]
        schema, *self._lines = canonical.splitlines()
        self._schema = _schema_line(comments, kind) or schema
        self._expand(data)
        self._root = read_places("\n".join(self._lines) + "\n")

    def text(self) -> str:
        """All of it."""
        above: dict[int, list[Comment]] = {}
        below: dict[int, list[tuple[int, int, str]]] = {}
        for comment in self._comments:
            if comment.where == "header":
                continue
            place, depth = _descend(self._root, comment.path)
            if comment.where == "foot" or depth < len(comment.path):
                foot = -depth, self._column_below(place), comment.text
                below.setdefault(_last_line(place), []).append(foot)
            else:
                above.setdefault(self._line_of(place, comment), []).append(comment)
        lines = [self._schema, *self._header_lines()]
        for number, line in enumerate(self._lines, start=1):
            lines += _with_comments(line, above.get(number, ()))
            feet = sorted(below.get(number, ()), key=lambda foot: foot[0])
            lines += [" " * column + text for _, column, text in feet]
        return "\n".join(lines) + "\n"

    def _header_lines(self) -> list[str]:
        """The header without empty lines at its beginning, or where nothing is left of it."""
        lines = self._header
        while lines and not lines[0]:
            lines = lines[1:]
        return lines

    def _expand(self, data: Any) -> None:
        """Give each item of a list of words a line of its own where a comment is in the list."""
        lists = {path for comment in self._comments if (path := _list_of(comment, data))}
        root = read_places("\n".join(self._lines) + "\n")
        lines = {_descend(root, path)[0].line: path for path in lists}
        for number in sorted(lines, reverse=True):
            head, bracket, _ = self._lines[number - 1].partition(": [")
            if bracket:
                pad = " " * (len(head) - len(head.lstrip(" -")) + 2)
                items = _value_at(data, lines[number])
                self._lines[number - 1 : number] = [
                    f"{head}:",
                    *(f"{pad}- {scalar(item)}" for item in items),
                ]

    def _line_of(self, place: Place, comment: Comment) -> int:
        """The line a comment is beside: behind something in brackets, the one they end on."""
        if comment.where == "behind" and self._lines[place.line - 1][place.column - 1] in "[{":
            return _last_line(place)
        return place.line

    def _column_below(self, place: Place) -> int:
        """Where a line at the end of a block begins."""
        line = self._lines[place.line - 1]
        indent = len(line) - len(line.lstrip(" "))
        first = next(iter(place.children.items()), None)
        if place is self._root or first is None or line[place.column - 1] in "[{":
            return 0 if place is self._root else indent
        key, child = first
        if isinstance(key, str):
            return child.column - 1
        item = self._lines[child.line - 1]
        return len(item) - len(item.lstrip(" "))


def _with_comments(line: str, comments: Sequence[Comment]) -> Iterator[str]:
    """A line with its comments above it, and the last one behind it if it stood there."""
    pad = " " * (len(line) - len(line.lstrip(" ")))
    behind = comments[-1:] if comments and comments[-1].where == "behind" else ()
    for comment in comments[: len(comments) - len(behind)]:
        yield pad + comment.text
    yield line + "".join(f"  {comment.text}" for comment in behind)


def _schema_line(comments: Sequence[Comment], kind: str) -> str | None:
    """The line that names the schema of the kind, wherever it stands in the text."""
    for comment in comments:
        found = _SCHEMA_LINE.fullmatch(comment.text)
        if found and PurePath(found[1]).name == f"{kind}.schema.json":
            return f"# yaml-language-server: $schema={found[1]}"
    return None


def _list_of(comment: Comment, data: Any) -> Path | None:
    """The list of words whose items a comment stands among."""
    inside = comment.path if comment.where == "foot" else comment.path[:-1]
    try:
        value = _value_at(data, inside)
    except (KeyError, IndexError, TypeError):  # in something that says nothing
        return None
    words = isinstance(value, list) and value and not isinstance(value[0], dict | list)
    return inside if words else None


def _value_at(data: Any, path: Path) -> Any:
    for key in path:
        data = data[key]
    return data


def _descend(place: Place, path: Path) -> tuple[Place, int]:
    """The place that a path leads to, or the last on its way that is there, and how far that is."""
    for depth, key in enumerate(path):
        child = place.children.get(key)
        if child is None:
            return place, depth
        place = child
    return place, len(path)


def _last_line(place: Place) -> int:
    return max((_last_line(child) for child in place.children.values()), default=place.line)
