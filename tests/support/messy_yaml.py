"""Data written as YAML the way no tool would: any order, any quotes, any style, comments anywhere.

Only what the strict reader takes, and the same data: what differs is layout.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

_BARE = re.compile(r"[a-z][a-z0-9/._-]{5,40}")


class Planted(NamedTuple):
    """A comment, and the word that must be beside it: a key, or None where a list item is."""

    text: str
    key: str | None
    behind: bool


class Messy:
    """Writes one record, and remembers the comments."""

    def __init__(self, seed: int, comments: float = 0.25) -> None:
        """Everything random comes from the seed.

        Args:
            seed: Of this text.
            comments: How likely one is at each place where there may be one.
        """
        self._random = Random(seed)  # noqa: S311 - a layout is no secret
        self._comments = comments
        self.planted: list[Planted] = []

    def text(self, data: Mapping[str, Any]) -> str:
        """The text of a record."""
        return "\n".join(self._mapping(data, 0)) + "\n"

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _comment(self, key: str | None, *, behind: bool) -> str:
        text = f"# remark {len(self.planted)}: a {self._random.choice(['#', ': ', '- x', '}'])} b"
        self.planted.append(Planted(text, key, behind))
        return text

    def _above(self, pad: str, key: str | None) -> list[str]:
        lines = [""] if self._chance(0.1) else []
        if self._chance(self._comments):
            lines.append(pad + self._comment(key, behind=False))
        return lines

    def _behind(self, key: str | None) -> str:
        if not self._chance(self._comments):
            return ""
        return " " * self._random.randint(1, 3) + self._comment(key, behind=True)

    def _mapping(self, data: Mapping[str, Any], indent: int) -> list[str]:
        pad = " " * indent
        keys = list(data)
        if self._chance(0.5):
            self._random.shuffle(keys)
        lines: list[str] = []
        for number, key in enumerate(keys):
            if indent or number:  # above all of it is the head of the file
                lines += self._above(pad, key)
            lines += self._entry(key, data[key], indent)
        return lines

    def _entry(self, key: str, value: Any, indent: int) -> list[str]:
        pad = " " * indent
        if isinstance(value, Mapping):
            return [f"{pad}{key}:{self._behind(key)}", *self._mapping(value, indent + 2)]
        if isinstance(value, list):
            if value and isinstance(value[0], Mapping):
                return [f"{pad}{key}:{self._behind(key)}", *self._records(value, key, indent)]
            if self._chance(0.5):
                return self._flow(key, value, indent)
            items = [f"{pad}  - {self._scalar(item)}{self._behind(None)}" for item in value]
            return [f"{pad}{key}:", *items]
        return [f"{pad}{key}: {self._scalar(value)}{self._behind(key)}"]

    def _flow(self, key: str, items: Sequence[Any], indent: int) -> list[str]:
        texts = [self._scalar(item) for item in items]
        if self._chance(0.5):
            return [f"{' ' * indent}{key}: [{', '.join(texts)}]{self._behind(key)}"]
        inside = " " * (indent + 3)
        rows = [f"{inside}{text},{self._behind(None)}" for text in texts]
        return [f"{' ' * indent}{key}: [", *rows, f"{inside}]"]

    def _records(self, items: Sequence[Mapping[str, Any]], key: str, indent: int) -> list[str]:
        dash = self._random.choice((indent, indent + 2, indent + 3)) if indent else 2
        one_line = key in ("results", "units", "long_prompt")
        lines: list[str] = []
        for item in items:
            lines += self._above(" " * dash, None)
            if one_line and self._chance(0.7):
                pairs = ", ".join(f"{name}: {self._scalar(v)}" for name, v in item.items())
                lines.append(f"{' ' * dash}- {{{pairs}}}{self._behind(None)}")
                continue
            saved, self._comments = self._comments, 0.0 if one_line else self._comments
            body = self._mapping(item, dash + 2)
            self._comments = saved
            first = next(n for n, line in enumerate(body) if line.strip())
            if body[first].strip().startswith("#"):
                lines += [f"{' ' * dash}-", *body]
            else:
                lines += [f"{' ' * dash}- {body[first].strip()}", *body[first + 1 :]]
        return lines

    def _scalar(self, value: Any) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, Decimal):
            return format(value, "f")
        if isinstance(value, int):
            return str(value)
        if _BARE.fullmatch(value) and self._chance(0.5):
            return str(value)
        if "'" not in value and "\n" not in value and self._chance(0.3):
            return f"'{value}'"
        escaped = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return '"' + escaped.replace("\t", "\\t").replace("\r", "\\r") + '"'
