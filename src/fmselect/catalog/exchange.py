"""A whole catalog as one JSON Lines file, and back into YAML files.

A line is a record: `kind`, `id` and `record`, numbers with the digits of the YAML. The first line
says what the file is. An offer is a line of its own, so that a layer's offer replaces another's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from fmselect._version import __version__
from fmselect.catalog.load import DEPTHS, Entry, LoadedCatalog
from fmselect.catalog.stated import stated
from fmselect.domain import records
from fmselect.domain.near_names import did_you_mean
from fmselect.errors import InvalidFileError

SCHEMA = "fmselect/catalog-export@1"
_KEYS = {"kind", "id", "record"}
_MAX_LINE = 8 * 1024 * 1024
_MAX_DIGITS = 40

Files = dict[tuple[str, str], dict[str, Any]]
"""Kind and path below its folder, without `.yaml` -> the record of the file."""


def export_lines(catalog: LoadedCatalog, digest: str) -> Iterator[str]:
    """The records in force, one a line.

    Args:
        catalog: With its overlays.
        digest: Of its texts.
    """
    yield exact_json({"schema": SCHEMA, "tool_version": __version__, "digest": digest})
    for kind in records.RECORD_KINDS:
        for entry in _in_order(kind, catalog.entries[kind]):
            yield exact_json({"kind": kind, "id": entry.id, "record": stated(entry)})


def _in_order(kind: str, entries: Mapping[str, Entry]) -> list[Entry]:
    """By id; the offers of one provider and lab in the order of their file."""
    if kind != "offers":
        return list(entries.values())

    def place(entry: Entry) -> tuple[Any, ...]:
        provider, lab, _ = entry.id.split("/", 2)
        return provider, lab, -entry.layer, entry.keys

    # A layer's own offers come first, then what it left of those below, each in its order.
    return sorted(entries.values(), key=place)


def exact_json(value: Any) -> str:
    """A value as JSON on one line, ended; a decimal has its own digits, in ASCII throughout."""
    return "".join(_pieces(value)) + "\n"


def _pieces(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield "{"
        for number, (key, inner) in enumerate(value.items()):
            yield f"{', ' if number else ''}{json.dumps(key)}: "
            yield from _pieces(inner)
        yield "}"
    elif isinstance(value, list | tuple):
        yield "["
        for number, inner in enumerate(value):
            yield ", " if number else ""
            yield from _pieces(inner)
        yield "]"
    elif isinstance(value, Decimal):
        yield format(value, "f")
    else:
        yield json.dumps(value)


def read_export(path: Path) -> Files:
    """The records of an exported catalog, as the files they belong into.

    Raises:
        InvalidFileError: The file cannot be read, or a line is no record; with its number.
    """
    files: Files = {}
    seen: set[tuple[str, str]] = set()
    with _opened(path) as lines:
        for number, line in enumerate(lines, start=1):
            where = f"{path}:{number}"
            document = _parsed(line, where)
            if number == 1:
                _check_head(document, where)
                continue
            kind, id_, record = _checked(document, where)
            if (kind, id_) in seen:
                raise InvalidFileError(f"{kind} {id_} is here twice", where=where)
            seen.add((kind, id_))
            _add(files, kind, id_, record)
        if not files:
            raise InvalidFileError("holds no records", where=str(path), hint="export it again")
    return files


def _add(files: Files, kind: str, id_: str, record: dict[str, Any]) -> None:
    if kind != "offers":
        files[kind, id_] = record
        return
    provider, lab, _ = id_.split("/", 2)
    files.setdefault((kind, f"{provider}/{lab}"), {"offers": []})["offers"].append(record)


class _Lines:
    """The lines of a text file, read one by one and never a longer one than may be."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Iterator[str]:
        try:
            self._file = self._path.open(encoding="utf-8", newline="\n")
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            raise InvalidFileError(f"cannot be read: {reason}", where=str(self._path)) from None
        return self._read()

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _read(self) -> Iterator[str]:
        try:
            while line := self._file.readline(_MAX_LINE + 1):
                if len(line) > _MAX_LINE:
                    raise InvalidFileError("a line is too long", where=str(self._path))
                yield line
        except UnicodeDecodeError:
            raise InvalidFileError("is not UTF-8", where=str(self._path)) from None


def _opened(path: Path) -> _Lines:
    return _Lines(path)


def _parsed(line: str, where: str) -> Any:
    try:
        return json.loads(
            line,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_refused,
            object_pairs_hook=_once,
        )
    except json.JSONDecodeError as error:
        message = f"not JSON: {error.msg}"
        raise InvalidFileError(message, where=f"{where}:{error.colno}") from None
    except (ValueError, RecursionError) as error:
        message = str(error) if isinstance(error, ValueError) else "is nested too deep"
        raise InvalidFileError(message, where=where) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key is here twice")
    return made


def _decimal(text: str) -> Decimal:
    if len(text) > _MAX_DIGITS or not re.fullmatch(r"-?\d+\.\d+", text):
        raise ValueError(f"{text[:_MAX_DIGITS]} is no number of a catalog: write its digits out")
    return Decimal(text)


def _integer(text: str) -> int:
    if len(text) > _MAX_DIGITS:
        raise ValueError("a number is too long")
    return int(text)


def _refused(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _check_head(document: Any, where: str) -> None:
    found = document.get("schema") if isinstance(document, dict) else None
    if found != SCHEMA:
        raise InvalidFileError(
            "is no exported catalog" if found is None else f"is {found}, not {SCHEMA}",
            where=where,
            hint="make one with fmselect catalog export",
        )


def _checked(document: Any, where: str) -> tuple[str, str, dict[str, Any]]:
    """Kind, id and record of a line."""
    if not isinstance(document, dict) or document.keys() != _KEYS:
        raise InvalidFileError(f"a line has exactly {', '.join(sorted(_KEYS))}", where=where)
    kind, id_, record = document["kind"], document["id"], document["record"]
    if kind not in records.RECORD_KINDS:
        hint = did_you_mean(str(kind), records.RECORD_KINDS)
        raise InvalidFileError(f"there is no kind {kind!r}", where=where, hint=hint)
    depth = 3 if kind == "offers" else DEPTHS.get(kind, 1)
    parts = id_.split("/") if isinstance(id_, str) else []
    if len(parts) != depth or any(not _PART.fullmatch(part) for part in parts):
        raise InvalidFileError(f"{id_!r} is no id of {kind}", where=where)
    if not isinstance(record, dict):
        raise InvalidFileError("record is no mapping", where=where)
    return kind, id_, record


_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+@-]*")
