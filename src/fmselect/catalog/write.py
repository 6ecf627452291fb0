"""Records as canonical YAML text: fixed key order, exact digits, one result a line.

Key order is the field order of the record classes, so the classes are the only place it is said.
Of an offer's price lists the first is a block and each later one compact, on at most three lines:
what a provider changed is then two or three added lines, below the list it changed.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from fmselect.catalog import scalars
from fmselect.domain import facts, records

_PLAIN = re.compile(r"[A-Za-z0-9_/~(][A-Za-z0-9_./+()@%&=~$*'^;, -]*")
_AMBIGUOUS = re.compile(
    r"(?i:null|~|true|false|yes|no|on|off|y|n)|[-+.]?[0-9][-+0-9_.,:eExXoO]*|0[xo][0-9a-f]+"
)
ONE_LINE = {"results", "long_prompt", "units"}
"""Lists whose items are one line each."""
HISTORY = "prices"
"""The list of which every item after the first is compact."""
_FLAT_WIDTH = 96
_PROVENANCE = {f.name for f in dataclasses.fields(facts.Sourced)}


def dump_record(kind: str, record: Mapping[str, object]) -> str:
    """One record as the text of its file, schema line included.

    Args:
        kind: A folder of the catalog, a key of `RECORD_KINDS`.
        record: The record as nested mappings; keys with None or an empty value are left out.

    Raises:
        KeyError: The record has a key its class does not have.
    """
    depth = 2 if kind in ("models", "offers") else 1
    line = f"# yaml-language-server: $schema={'../' * depth}schemas/{kind}.schema.json\n"
    return line + "".join(_block(record, records.RECORD_KINDS[kind], 0))


@cache
def fields_of(cls: type) -> dict[str, object]:
    """Field name -> type: what the record says, then where it comes from, then long lists."""
    hints = typing.get_type_hints(cls)
    return {name: hints[name] for name in sorted(_names(cls), key=_place)}


def _names(cls: type) -> list[str]:
    return [f.name for f in dataclasses.fields(cls)]


def _place(name: str) -> int:
    return 2 if name == "results" else int(name in _PROVENANCE)


def record_class(hint: object) -> type | None:
    """The record class inside a hint such as `tuple[Price, ...] | None`, if there is one."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return hint
    if typing.get_origin(hint) in (
        types.UnionType,
        typing.Union,
        tuple,
        typing.Annotated,
    ):
        found = (record_class(arg) for arg in typing.get_args(hint))
        return next((cls for cls in found if cls), None)
    return None


def ordered(record: Mapping[str, object], cls: type) -> Iterator[tuple[str, object, type | None]]:
    """Key, value and the record class of the value, in canonical order; empty ones left out.

    Raises:
        KeyError: The record has a key its class does not have.
    """
    hints = fields_of(cls)
    for key in record:
        if key not in hints:
            raise KeyError(f"{cls.__name__} has no field {key!r}")
    for key, hint in hints.items():
        value = record.get(key)
        if value not in (None, (), [], {}):
            yield key, value, record_class(hint)


def _block(record: Mapping[str, object], cls: type, indent: int) -> Iterator[str]:
    pad = " " * indent
    for key, value, inner in ordered(record, cls):
        if isinstance(value, Mapping):
            assert inner is not None
            yield f"{pad}{key}:\n"
            yield from _block(value, inner, indent + 2)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield from _sequence(key, value, inner, indent)
        else:
            yield f"{pad}{key}: {scalar(value)}\n"


def _sequence(key: str, items: Sequence[object], cls: type | None, indent: int) -> Iterator[str]:
    pad = " " * indent
    if cls is None:
        flat = f"{pad}{key}: [{', '.join(scalar(item, flow=True) for item in items)}]"
        if len(flat) <= _FLAT_WIDTH:
            yield flat + "\n"
        else:
            yield f"{pad}{key}:\n"
            yield from (f"{pad}  - {scalar(item)}\n" for item in items)
        return
    yield f"{pad}{key}:\n"
    for position, item in enumerate(items):
        assert isinstance(item, Mapping)
        if key in ONE_LINE:
            yield f"{pad}  - {compact(item, cls)}\n"
        elif key == HISTORY and position > 0:
            compacted = compact_lines(item, cls)
            yield f"{pad}  - " + f"\n{pad}     ".join(compacted) + "\n"
        else:
            lines = "".join(_block(item, cls, indent + 4))
            yield f"{pad}  - {lines[indent + 4 :]}"


def compact(value: object, cls: type | None) -> str:
    """A value on one line, as it stands inside `{...}` or `[...]`."""
    if isinstance(value, Mapping):
        assert cls is not None
        pairs = (f"{k}: {compact(v, inner)}" for k, v, inner in ordered(value, cls))
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(compact(item, cls) for item in value) + "]"
    return scalar(value, flow=True)


def compact_lines(item: Mapping[str, object], cls: type) -> list[str]:
    """A record on at most three lines: its single values, its groups, and where it comes from."""
    groups: tuple[list[str], ...] = ([], [], [])
    for key, value, inner in ordered(item, cls):
        nested = inner is not None or not isinstance(value, str | int | Decimal | float)
        place = 2 if key in _PROVENANCE else int(nested)
        groups[place].append(f"{key}: {compact(value, inner)}")
    lines = [", ".join(group) for group in groups if group]
    return ("{" + ",\n".join(lines) + "}").split("\n")


def scalar(value: object, *, flow: bool = False) -> str:
    """One value as YAML text that YAML 1.1 and 1.2 readers take for the same thing.

    Args:
        value: Text, a number (a Decimal keeps exactly its digits) or a boolean.
        flow: True inside `{...}` or `[...]`, where a comma ends a value.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    plain = _PLAIN.fullmatch(text) and not _AMBIGUOUS.fullmatch(text) and _read_as_text(text)
    url = re.fullmatch(r"(https?|pkg):[^\s,\[\]{}#\"']+", text) or _is_date(text)
    if url or (plain and text == text.strip() and not (flow and "," in text)):
        return text
    return '"' + _escape(text) + '"'


def _read_as_text(text: str) -> bool:
    """Whether our own reader takes it for text, unquoted."""
    try:
        return scalars.plain(text) == text
    except scalars.Surprise:
        return False


def _is_date(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text) is not None


def _escape(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
