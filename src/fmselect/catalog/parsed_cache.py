"""What the files of a catalog say, kept in the user's cache: a run parses only what has changed.

Parsing YAML strictly is nearly all of what reading a catalog costs. Each folder has one file in the
cache, with a line for each of its YAML files: the digest of the text, a checksum of the line, and
what the text says as JSON, decimals digit by digit. Nothing else is believed: the records are made
from it by the same validator, and a line that is damaged, or made by another version of the parser,
is as good as none. A file in the cache is replaced whole, so that two runs at once each find
the old one or the new one; it holds the files of the last run that parsed any, and no others.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from contextlib import suppress
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

from fmselect.catalog import scalars, strict_yaml, yaml_build, yaml_events
from fmselect.catalog.folders import cache_folder
from fmselect.catalog.strict_yaml import Document, load_yaml, read_yaml

FEWEST = 100
"""Of fewer files nothing is kept: they are parsed as quickly."""

MOST_BYTES = 256 * 1024 * 1024
"""A file in the cache is no larger. It is about as large as the YAML."""

MOST_FOLDERS = 8
"""Catalog folders of which something is kept: those last read."""

_FORM = "parsed-1"
_MARK = "\x01"
_DECIMAL = re.compile(r'"\\u0001([^"]*)"')
MISSING: Any = object()
"""What a damaged line says."""


class ParsedFiles:
    """The YAML files of one catalog folder, read with the help of the cache."""

    def __init__(self, folder: Path, *, reuse: bool = True) -> None:
        """Read what is kept.

        Args:
            folder: The catalog.
            reuse: Whether to use the cache at all.
        """
        self._reuse = reuse
        name = crc32(os.path.abspath(folder).encode("utf-8", "surrogateescape"))  # noqa: PTH100
        self._file = cache_folder() / "parsed" / f"{name:08x}.jsonl" if reuse else Path()
        self._head = f"{_FORM} {_parser_state()}\n".encode()
        self._kept = _read(self._file, self._head) if reuse else {}
        self._lines: dict[bytes, bytes] = {}
        self._changed = False

    def document(self, path: Path, *, shown: str, limit: int) -> Document:
        """The document in a file; see `fmselect.catalog.strict_yaml.read_yaml`.

        Raises:
            InvalidFileError: The file cannot be read or is not valid.
            Problems: What it says is not strict YAML.
        """
        content = _content(path, limit) if self._reuse else None
        if content is None:
            return read_yaml(path, shown=shown, limit=limit)
        digest = sha256(content).hexdigest().encode()
        line = self._kept.get(digest, b"")
        data = decoded(digest, line)
        if data is not MISSING:
            self._lines[digest] = line
            return Document(data, shown, content.decode())
        document = load_yaml(content, shown, limit=limit)
        line = encoded(digest, document.data)
        if line:
            self._lines[digest] = line
            self._changed = True
        return document

    def save(self) -> None:
        """Keep what was parsed; where the cache cannot be written, the next run parses again."""
        size = sum(map(len, self._lines.values()))
        if not self._changed or len(self._lines) < FEWEST or size > MOST_BYTES:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=".")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(self._head)
                    file.writelines(b"%b %b\n" % item for item in self._lines.items())
                Path(name).replace(self._file)
            finally:
                Path(name).unlink(missing_ok=True)
            _prune(self._file.parent)


def encoded(digest: bytes, data: Any) -> bytes:
    """The line for what a file says: a checksum, and JSON in which a decimal has its own digits.

    Args:
        digest: Of the text.
        data: What it says.

    Returns:
        Nothing where JSON cannot say it so that it is read back the same.
    """
    text = json.dumps(data, default=_spelled, ensure_ascii=False, separators=(",", ":"))
    if "\n" in text:
        return b""
    content = _DECIMAL.sub(r"\1", text).encode("utf-8", "surrogatepass")
    line = b"%08x %b" % (crc32(content, crc32(digest)), content)
    return line if b"\\u0001" not in content else b""


def _spelled(value: Decimal) -> str:
    """A decimal, marked by a character that no text in strict YAML has."""
    text = str(value)
    # Without a point or an exponent it would be read back as a whole number.
    return f"{_MARK}{text}" if re.search("[.E]", text) else f"{_MARK}{_MARK}"


def decoded(digest: bytes, line: bytes) -> Any:
    """What the line of a text says; `MISSING` where it is damaged, or that of another."""
    checksum, _, content = line.partition(b" ")
    try:
        if not content or int(checksum, 16) != crc32(content, crc32(digest)):
            return MISSING
        return json.loads(content, parse_float=Decimal)
    except ValueError:
        return MISSING


def _content(path: Path, limit: int) -> bytes | None:
    """The bytes of a file; None where reading it is a matter of telling what is wrong."""
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError:
        return None
    return content if len(content) <= limit else None


def _read(file: Path, head: bytes) -> dict[bytes, bytes]:
    """Digest -> line, as kept by this version of the parser."""
    try:
        first, *lines = file.read_bytes().split(b"\n")
    except OSError:
        return {}
    if first + b"\n" != head:
        return {}
    pairs = (line.partition(b" ") for line in lines)
    return {digest: rest for digest, _, rest in pairs}


def _prune(folder: Path) -> None:
    """Remove what is kept of folders that have not been read for longest."""
    files = sorted(folder.glob("*.jsonl"), key=lambda file: -file.stat().st_mtime)
    for file in files[MOST_FOLDERS:]:
        file.unlink(missing_ok=True)


def _parser_state() -> str:
    """A name for the state of the modules that say what a text means."""
    states = (Path(str(module.__file__)).stat() for module in _PARSERS)
    text = " ".join(f"{state.st_size} {state.st_mtime_ns}" for state in states)
    return f"{crc32(text.encode()):08x}"


_PARSERS = (scalars, strict_yaml, yaml_build, yaml_events)
