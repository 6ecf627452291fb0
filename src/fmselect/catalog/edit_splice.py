"""The splices that turn what a text says into something else: found first, applied at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fmselect.catalog import write
from fmselect.catalog.edit_compare import identities, same
from fmselect.catalog.edit_layout import blank_between, entry_lines, item_lines, layout_of
from fmselect.catalog.edit_nodes import Node, line_after
from fmselect.errors import InvalidFileError


class EditRefusedError(InvalidFileError):
    """A file cannot be changed as wanted without touching what must stay."""


class Splicer:
    """Collects the splices of one text."""

    def __init__(self, text: str, root: Node, path: str, *, by_position: bool) -> None:
        """Splice `text`, whose values are below `root`.

        Args:
            text: The file as it is.
            root: Where its values are.
            path: For messages.
            by_position: Take items of lists for the same by their position, whatever they say.
        """
        self._by_position = by_position
        self._text = text
        self._path = path
        self._layout = layout_of(text, root)
        self._splices: list[tuple[int, int, str]] = []

    def text(self) -> str:
        """The text with all splices applied; those at one place in the order they were found."""
        parts: list[str] = []
        position = 0
        for start, end, new in sorted(self._splices, key=lambda splice: splice[:2]):
            parts += [self._text[position:start], new]
            position = max(position, end)
        return "".join([*parts, self._text[position:]])

    def mapping(self, node: Node, before: Mapping[str, Any], after: Any, cls: type | None) -> None:
        """Make the mapping at `node` say `after` instead of `before`."""
        if node.kind != "mapping" or not isinstance(after, Mapping):
            raise self._refused(node, "is of another shape than what shall replace it")
        for key in before:
            if key not in after and before[key] not in (None, [], {}):
                raise self._refused(node.keys[key], f"{key} would be deleted")
        for key, value, inner in self._ordered(node, after, cls):
            if key not in node.children:
                self._insert_key(node, key, value, inner, cls)
            elif not same(before[key], value):
                self._value(node, key, before[key], value, inner)

    def _ordered(
        self, node: Node, after: Mapping[str, object], cls: type | None
    ) -> list[tuple[str, object, type | None]]:
        if cls is None:
            return [(key, value, None) for key, value in after.items()]
        try:
            return list(write.ordered(after, cls))
        except KeyError as error:
            raise self._refused(node, str(error.args[0])) from None

    def _value(self, node: Node, key: str, before: Any, after: Any, cls: type | None) -> None:
        child = node.children[key]
        if before in (None, [], {}) and isinstance(after, Mapping | Sequence):
            self._fill(node, key, after, cls)
        elif isinstance(before, dict):
            self.mapping(child, before, after, cls)
        elif isinstance(before, list):
            self._list(child, key, before, after, cls)
        elif isinstance(after, dict | list):
            raise self._refused(child, f"{key} is one value, and shall be several")
        else:
            self._scalar(child, after, flow=node.flow)

    def _fill(self, node: Node, key: str, after: object, cls: type | None) -> None:
        """Give a key that has no value yet, or an empty list, the value: it is written anew."""
        child = node.children[key]
        if isinstance(after, str) or node.flow:
            new = write.compact(after, cls)
            self._splices.append(
                (child.start, child.end, new if child.end > child.start else f" {new}")
            )
            return
        colon = self._text.index(":", node.keys[key].end) + 1
        first, *below = entry_lines(key, after, cls, self._layout)
        self._splices.append((colon, child.end, first[len(key) + 1 :]))
        if below:
            self._add_lines(line_after(self._text, child.end, node.column), below, node.column)

    def _scalar(self, node: Node, value: object, *, flow: bool) -> None:
        """Replace the characters of a scalar; a text in quotes stays in quotes."""
        new = write.scalar(value, flow=flow)
        if node.style in ("'", '"') and isinstance(value, str) and not new.startswith('"'):
            quote = "'" if node.style == "'" and "'" not in new else '"'
            new = f"{quote}{new}{quote}"
        if node.end == node.start:
            new = f" {new}"
        self._splices.append((node.start, node.end, new))

    def _list(self, node: Node, name: str, before: list[Any], after: Any, cls: type | None) -> None:
        if not isinstance(after, list):
            raise self._refused(node, f"{name} is a list, and shall be something else")
        if cls is None:
            self._plain_list(node, before, after)
            return
        positions = _aligned("" if self._by_position else name, before, after)
        if positions is None:
            raise self._refused(node, f"an item of {name} would be deleted or moved")
        follows: int | None = None
        for item, position in zip(after, positions, strict=True):
            if position is None:
                self._insert_item(node, name, follows, item, cls)
                continue
            follows = position
            if not same(before[position], item):
                self.mapping(node.children[position], before[position], item, cls)

    def _plain_list(self, node: Node, before: list[Any], after: list[Any]) -> None:
        """A list of words: its changed or new ones; written anew where some go and it is flow."""
        if len(before) == len(after):
            for position, word in enumerate(after):
                if not same(before[position], word):
                    self._scalar(node.children[position], word, flow=node.flow)
        elif before and after[: len(before)] == before:
            for item in after[len(before) :]:
                self._insert_item(node, "", len(before) - 1, item, None)
        elif node.flow and "#" not in self._text[node.start : node.end]:
            self._splices.append((node.start, node.end, write.compact(after, None)))
        else:
            raise self._refused(node, "an item of a list would be deleted or moved")

    def _insert_key(
        self, node: Node, key: str, value: object, inner: type | None, cls: type | None
    ) -> None:
        """Add a key behind the nearest one that comes before it in the canonical order."""
        order = list(write.fields_of(cls)) if cls else []
        earlier = order[: order.index(key)] if key in order else list(node.children)
        before = next((name for name in reversed(earlier) if name in node.children), None)
        if node.flow:
            self._insert_flow(node, before, f"{key}: {write.compact(value, inner)}")
            return
        lines = entry_lines(key, value, inner, self._layout)
        if before is None:
            pad = self._layout.newline + " " * node.column
            self._splices.append((node.start, node.start, pad.join([*lines, ""])))
            return
        end = max(node.children[before].end, node.keys[str(before)].end)
        self._add_lines(line_after(self._text, end, node.column), lines, node.column)

    def _insert_item(
        self, node: Node, name: str, follows: int | None, item: object, cls: type | None
    ) -> None:
        if node.flow:
            self._insert_flow(node, follows, write.compact(item, cls))
            return
        count = len(node.children)
        lines = item_lines(name, count, item, cls, self._layout)
        if follows is None:
            pad = self._layout.newline + " " * node.column
            self._splices.append((node.start, node.start, pad.join([*lines, ""])))
            return
        if blank_between(self._text, [node.children[i] for i in range(count)]):
            lines = ["", *lines]
        end = line_after(self._text, node.children[follows].end, node.column)
        self._add_lines(end, lines, node.column)

    def _insert_flow(self, node: Node, follows: str | int | None, new: str) -> None:
        if follows is not None:
            end = node.children[follows].end
            self._splices.append((end, end, f", {new}"))
        else:
            comma = ", " if node.children else ""
            self._splices.append((node.start + 1, node.start + 1, new + comma))

    def _add_lines(self, position: int, lines: Sequence[str], column: int) -> None:
        """Add whole lines where a line begins, or behind the last one where it has no end."""
        pad = " " * column
        newline = self._layout.newline
        new = "".join(f"{pad}{line}{newline}" if line else newline for line in lines)
        if position > 0 and self._text[position - 1] != "\n":
            new = newline + new.removesuffix(newline)
        self._splices.append((position, position, new))

    def _refused(self, node: Node, message: str) -> EditRefusedError:
        line = self._text.count("\n", 0, node.start) + 1
        column = node.start - self._text.rfind("\n", 0, node.start)
        where = f"{self._path}:{line}:{column}" if self._path else None
        return EditRefusedError(message, where=where, hint="change it by hand")


def _aligned(name: str, before: list[Any], after: list[Any]) -> list[int | None] | None:
    """For each item after, the position before, or None if it is new; None if one is missing.

    Items keep their order: new ones may stand between, and nothing moves.
    """
    old, new = identities(name, before), identities(name, after)
    if old is None or new is None:
        if len(after) < len(before):
            return None
        return [i if i < len(before) else None for i in range(len(after))]
    known = {identity: position for position, identity in enumerate(old)}
    positions = [known.get(identity) for identity in new]
    kept = [position for position in positions if position is not None]
    return positions if kept == list(range(len(before))) else None
