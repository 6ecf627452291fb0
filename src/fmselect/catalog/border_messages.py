"""Pydantic's errors as problems to act on: the place, what is wrong, what to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic_core import ValidationError

from fmselect.catalog.record_classes import class_at, field_types
from fmselect.catalog.scalars import visible
from fmselect.catalog.strict_yaml import Document
from fmselect.catalog.yaml_build import MAX_PROBLEMS
from fmselect.domain.near_names import nearest
from fmselect.errors import FmselectError, InvalidFileError


def problems_of(error: ValidationError, cls: type, document: Document) -> list[FmselectError]:
    """The problems of one document, in the order of its lines; the first hundred of them."""
    found = [
        (document.place(item["loc"]), item)
        for item in error.errors(include_url=False)
        # A list is too short for what is wrong with its items, where it has any.
        if item["type"] != "too_short" or not item["input"]
    ]
    found.sort(key=lambda entry: (entry[0], dotted(entry[1]["loc"])))
    problems: list[FmselectError] = []
    for _, item in found[:MAX_PROBLEMS]:
        message, hint = _message(item, cls)
        name = visible(dotted(item["loc"]), 200)
        text = f"{name}: {message}" if name else message
        problems.append(InvalidFileError(text, where=document.where(item["loc"]), hint=hint))
    if rest := len(found) - len(problems):
        message = f"has {rest:,} more problems"
        problems.append(InvalidFileError(message, where=document.path, hint="repair these first"))
    return problems


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
        return _unknown_key(item["loc"], value, cls)
    if kind.startswith("missing"):
        return "is missing", None
    if kind == "literal_error":
        message, hint = _not_a_choice(value, context["expected"])
    elif kind in _EXPECTED:
        message, hint = f"is not {_EXPECTED[kind]}", _spelling_hint(value, _EXPECTED[kind])
    elif kind in _BOUNDS:
        word, name = _BOUNDS[kind]
        message, hint = f"{word} {context[name]}", _unit_hint(kind, item["loc"])
    else:
        message, hint = _OTHER.get(kind, (f"is not valid: {item['msg']}", None))
    return f"{_shown(value)} {message}{_strange_letter(value, kind)}", hint


def _not_a_choice(value: object, expected: str) -> tuple[str, str | None]:
    choices = expected.replace("'", "").replace(" or ", ", ")
    message = f"is not one of: {choices}"
    if isinstance(value, bool):
        word = {True: "yes", False: "no"}[value]
        quoted = f'put it in quotes: "{word}"' if word in choices.split(", ") else None
        return message, quoted
    return message, _nearest_hint(str(value), choices.split(", "))


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
    "too_short": ("is empty", "leave it out where there is nothing to say"),
    "string_pattern_mismatch": (
        "is not an id",
        "letters, digits and . - _ + @, with / between parts",
    ),
    "blank_around": ("begins or ends with a blank", "remove it"),
    "day_or_month": (
        "is not a day or month of the calendar",
        "write 2026-11-03, or 2026-11 where the source states no day",
    ),
}
_UNKNOWN_WORDS = {"unknown", "none", "null", "n/a", "na", "nan", "tbd", "todo", "?", "-"}


def _strange_letter(value: object, kind: str) -> str:
    """The letter or digit that only looks like one an id or a number may have."""
    if isinstance(value, str) and kind in _ASCII_ONLY:
        odd = next((c for c in value if not c.isascii()), None)
        return f" (it has U+{ord(odd):04X})" if odd else ""
    return ""


_ASCII_ONLY = {
    "string_pattern_mismatch",
    "day_or_month",
    "int_type",
    "decimal_type",
    "is_instance_of",
    "literal_error",
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
    return f'"{visible(value)}"' if isinstance(value, str) else visible(str(value))


def _spelling_hint(value: object, expected: str) -> str | None:
    if value is None or (isinstance(value, str) and value.lower() in _UNKNOWN_WORDS):
        return "leave the key out where the value is unknown"
    if expected == "text" and isinstance(value, int | Decimal):
        return "put it in quotes if it is text"
    if isinstance(value, str) and expected.endswith("number"):
        return "write the digits without quotes, unit or separators"
    if isinstance(value, str) and expected == "true or false":
        return "write true or false without quotes"
    if isinstance(value, str) and expected == "a list":
        return "put it in [ ]"
    return None


def _unit_hint(kind: str, keys: Sequence[str | int]) -> str | None:
    """What a number outside its bounds may have been, from the unit that its key ends in."""
    name = str(keys[-1]) if keys else ""
    if name.endswith("_tokens"):
        return "tokens, not thousands?" if kind.startswith("greater") else "tokens?"
    if name.startswith("usd_per_") or "_usd_per_" in name:
        return (
            "leave the key out where the price is unknown" if kind.startswith("greater") else None
        )
    return None


def _unknown_key(keys: Sequence[str | int], value: object, cls: type) -> tuple[str, str]:
    names = field_types(class_at(keys[:-1], cls) or cls)
    name = str(keys[-1])
    if name.isdigit() and value is None:
        return "unknown key", "a comma ends a value inside { }: write decimals with a point"
    if name == "id":
        return "unknown key", "the path is the id: leave it out"
    hint = _nearest_hint(name, names)
    return "unknown key", hint or f"the keys here are {', '.join(sorted(names))}"


def _nearest_hint(name: str, known: Iterable[str]) -> str | None:
    near = nearest(name, known, most=1)
    return f"did you mean {near[0]}?" if near else None
