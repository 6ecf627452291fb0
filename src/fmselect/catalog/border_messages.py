"""Pydantic's errors as problems to act on: the place, what is wrong, what to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic_core import ValidationError

from fmselect.catalog.record_classes import class_at, field_types
from fmselect.catalog.strict_yaml import Document
from fmselect.domain.near_names import nearest
from fmselect.errors import FmselectError, InvalidFileError


def problems_of(error: ValidationError, cls: type, document: Document) -> list[FmselectError]:
    """The problems of one document, in the order of its lines."""
    found = []
    for item in error.errors(include_url=False):
        keys = tuple(item["loc"])
        message, hint = _message(item, cls)
        name = dotted(keys)
        text = f"{name}: {message}" if name else message
        problem = InvalidFileError(text, where=document.where(keys), hint=hint)
        found.append((document.place(keys), text, problem))
    found.sort(key=lambda entry: entry[:2])
    return [problem for _, _, problem in found]


def dotted(keys: Sequence[str | int]) -> str:
    """Keys as people write them: `prices[0].input_usd_per_million_tokens`."""
    text = ""
    for name in keys:
        text += f"[{name}]" if isinstance(name, int) else f".{name}"
    return text.removeprefix(".")


def _message(item: Any, cls: type) -> tuple[str, str | None]:
    """What is wrong, then what to write."""
    kind, value, context = item["type"], item["input"], item.get("ctx", {})
    if kind == "unexpected_keyword_argument":
        return _unknown_key(item["loc"], cls)
    if kind.startswith("missing"):
        return "is missing", None
    if kind == "literal_error":
        message, hint = _not_a_choice(value, context["expected"])
    elif kind in _EXPECTED:
        message, hint = f"is not {_EXPECTED[kind]}", _quoting_hint(value, _EXPECTED[kind])
    elif kind in _BOUNDS:
        word, name = _BOUNDS[kind]
        message, hint = f"{word} {context[name]}", None
    else:
        message, hint = _OTHER.get(kind, (f"is not valid: {item['msg']}", None))
    return f"{_shown(value)} {message}", hint


def _not_a_choice(value: object, expected: str) -> tuple[str, str | None]:
    choices = expected.replace("'", "").replace(" or ", ", ")
    return f"is not one of: {choices}", _nearest_hint(str(value), choices.split(", "))


_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "decimal_type": "a number",
    "is_instance_of": "a number",
    "tuple_type": "a list",
    "dataclass_type": "a mapping of keys",
    "dataclass_exact_type": "a mapping of keys",
}
_BOUNDS = {
    "greater_than": ("is not above", "gt"),
    "greater_than_equal": ("is below", "ge"),
    "less_than": ("is not below", "lt"),
    "less_than_equal": ("is above", "le"),
}
_OTHER: dict[str, tuple[str, str | None]] = {
    "string_too_short": ("is too short", "leave the key out where the value is unknown"),
    "string_too_long": ("is too long", "shorten it"),
    "string_pattern_mismatch": (
        "is not an id",
        "letters, digits and . - _ + @, with / between parts",
    ),
    "day_or_month": (
        "is not a day or month of the calendar",
        "write 2026-11-03, or 2026-11 where the source states no day",
    ),
}


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value) if not isinstance(value, str) else f'"{value}"'
    return text if len(text) <= 60 else text[:57] + "..."


def _quoting_hint(value: object, expected: str) -> str | None:
    if value is None:
        return "leave the key out where the value is unknown"
    if expected == "text" and isinstance(value, int | Decimal):
        return "put it in quotes if it is text"
    if isinstance(value, str) and expected.endswith("number"):
        return "write the digits without quotes, unit or separators"
    if isinstance(value, str) and expected == "a list":
        return "put it in [ ]"
    return None


def _unknown_key(keys: Sequence[str | int], cls: type) -> tuple[str, str]:
    names = field_types(class_at(keys[:-1], cls) or cls)
    hint = _nearest_hint(str(keys[-1]), names)
    return "unknown key", hint or f"the keys here are {', '.join(sorted(names))}"


def _nearest_hint(name: str, known: Iterable[str]) -> str | None:
    near = nearest(name, known, most=1)
    return f"did you mean {near[0]}?" if near else None
