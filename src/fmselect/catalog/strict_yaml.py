"""Strict YAML: one document, exact numbers, a place for every value, and no surprises.

Built on libyaml's event stream, never on its composer, which crashes the interpreter on deep
nesting. Depth, anchors, aliases, tags, directives and second documents are refused as their event
arrives, before anything is built from them. What readers of YAML disagree about is refused by
`fmselect.catalog.scalars`. Places are found by a second pass, only when somebody asks for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from fmselect.catalog.yaml_build import FORBIDDEN, Builder, Value
from fmselect.catalog.yaml_events import events, syntax_error
from fmselect.catalog.yaml_places import Place, read_places
from fmselect.errors import InvalidFileError, Problems

MAX_BYTES = 1024 * 1024
"""Size limit of a file: 1 MiB. Benchmarks, which hold all their results, get `MAX_BYTES_LARGE`."""
MAX_BYTES_LARGE = 4 * MAX_BYTES


_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)


class Document:
    """What one file says, and where it says it.

    Attributes:
        data: The value of the document: dict, list, str, int, Decimal, bool or None.
        path: The file, as the user or the catalog names it.
        text: The text it was read from.
    """

    __slots__ = ("_places", "data", "path", "text")

    def __init__(self, data: Value, path: str, text: str) -> None:
        """Keep the text, from which places are found on demand."""
        self.data = data
        self.path = path
        self.text = text
        self._places: Place | None = None

    def place(self, keys: Sequence[str | int]) -> tuple[int, int]:
        """Line and column, from 1, of the key or list item `keys` lead to.

        Keys that the file does not have end at the last one it has.
        """
        if self._places is None:
            self._places = read_places(self.text)
        place = self._places
        for name in keys:
            child = place.children.get(name)
            if child is None:
                break
            place = child
        return place.line, place.column

    def where(self, keys: Sequence[str | int] = ()) -> str:
        """`path:line:column` of the key or list item `keys` lead to; see `place`."""
        line, column = self.place(keys)
        return f"{self.path}:{line}:{column}"


def read_yaml(path: Path, *, shown: str | None = None, limit: int = MAX_BYTES) -> Document:
    """The document in a file.

    Args:
        path: The file.
        shown: The name to use in messages, where not the path as given.
        limit: Largest size accepted, in bytes.

    Raises:
        InvalidFileError: The file is missing, unreadable, too large or not UTF-8.
        Problems: What it says is not strict YAML.
    """
    name = shown or str(path)
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError:
        raise InvalidFileError("no such file", where=name, hint="check the path") from None
    except IsADirectoryError:
        raise InvalidFileError("is a folder, not a file", where=name) from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise InvalidFileError(f"cannot be read: {reason}", where=name) from None
    return load_yaml(content, name, limit=limit)


def load_yaml(text: str | bytes, path: str, *, limit: int = MAX_BYTES) -> Document:
    """The document in a text.

    Args:
        text: YAML; bytes are taken for UTF-8.
        path: The name to use in messages.
        limit: Largest size accepted: bytes, or characters of a str.

    Raises:
        InvalidFileError: It is too large, not UTF-8, or broken at one place.
        Problems: It has several things to correct.
    """
    if len(text) > limit:
        raise InvalidFileError(
            f"is larger than {limit // 1024} KiB", where=path, hint="split it into several files"
        )
    text = _readable(_decoded(text, path) if isinstance(text, bytes) else text, path)
    builder = Builder(path)
    try:
        data = builder.build(events(text))
    except yaml.YAMLError as error:
        builder.problems.append(syntax_error(error, path, text))
    if builder.problems:
        if len(builder.problems) == 1:
            raise builder.problems[0]
        raise Problems(tuple(builder.problems))
    return Document(data, path, text)


def _decoded(content: bytes, path: str) -> str:
    if wide := _wide_encoding(content[:4]):
        raise InvalidFileError(f"is {wide}", where=f"{path}:1:1", hint="save it as UTF-8")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        where = _at(path, content[: error.start].decode("utf-8"))
        message = f"is not UTF-8: byte 0x{content[error.start]:02x}"
        cut = error.end == len(content) and error.reason == "unexpected end of data"
        hint = "the file is cut off inside a character" if cut else "save it as UTF-8"
        raise InvalidFileError(message, where=where, hint=hint) from None


def _wide_encoding(start: bytes) -> str | None:
    """The encoding of more than a byte a letter that a text begins in, mark or not."""
    if start in (b"\xff\xfe\0\0", b"\0\0\xfe\xff") or start.count(0) == 3:
        return "UTF-32"
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or start.count(0) == 2:
        return "UTF-16"
    return None


def _readable(text: str, path: str) -> str:
    """The text, if a reviewer can see all of it."""
    if text.startswith("\ufeff"):
        hint = "save it as UTF-8 without one"
        raise InvalidFileError("begins with a byte-order mark", where=f"{path}:1:1", hint=hint)
    if found := _CONFLICT.search(text):
        hint = "settle which side is right, and remove the marks"
        raise InvalidFileError(
            "marks of a merge conflict", where=_at(path, text[: found.start()]), hint=hint
        )
    if found := FORBIDDEN.search(text):
        message = f"control or invisible character U+{ord(found[0]):04X}"
        raise InvalidFileError(message, where=_at(path, text[: found.start()]), hint="remove it")
    return text


def _at(path: str, before: str) -> str:
    """`path:line:column` of the character after `before`."""
    return f"{path}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
