"""What a dataclass or a TypedDict says about itself: fields, types in plain words, descriptions."""

from __future__ import annotations

import dataclasses
import inspect
import types
import typing
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, NotRequired

import annotated_types as at

from fmselect.catalog.class_docs import field_descriptions
from fmselect.domain import facts

_NAMED = (
    (facts.Id, "id"),
    (facts.DayOrMonth, "day or month"),
    (facts.Text, "text"),
)
_PLAIN: dict[Any, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    Decimal: "number",
    bool: "true or false",
    Any: "any",
    object: "any",
}
_BOUNDS = (
    (at.Ge, "ge", "from {}"),
    (at.Gt, "gt", "above {}"),
    (at.Le, "le", "to {}"),
    (at.Lt, "lt", "below {}"),
)


class Field(NamedTuple):
    """One field as a reader sees it."""

    name: str
    type: str
    range: str
    required: bool
    nullable: bool
    description: str


def fields(cls: type) -> Iterator[Field]:
    """The fields of a class, inherited ones last."""
    hints = typing.get_type_hints(cls, include_extras=True)
    described = field_descriptions(cls)
    required = _required(cls)
    own = [name for name in hints if name in inspect.get_annotations(cls)]
    for name in [*own, *(name for name in hints if name not in own)]:
        words, bounds = describe(hints[name])
        nullable = types.NoneType in typing.get_args(hints[name])
        yield Field(name, words, bounds, name in required, nullable, described.get(name, ""))


def _required(cls: type) -> frozenset[str]:
    if typing.is_typeddict(cls):
        return frozenset(cls.__required_keys__)  # type: ignore[attr-defined]
    missing = dataclasses.MISSING
    return frozenset(
        field.name
        for field in dataclasses.fields(cls)
        if field.default is missing and field.default_factory is missing
    )


def describe(hint: Any) -> tuple[str, str]:
    """A type in plain words, with its range where it has one.

    A record class is a link to its heading, which is its name.
    """
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        present = [describe(argument) for argument in arguments if argument is not types.NoneType]
        return " or ".join(words for words, _ in present), present[0][1]
    if origin is Annotated:
        names = [word for alias, word in _NAMED if hint == alias]
        return (names[0], "") if names else (describe(arguments[0])[0], _range(hint.__metadata__))
    return _words(hint, origin, arguments), ""


def _words(hint: Any, origin: Any, arguments: tuple[Any, ...]) -> str:
    """A type that has no range."""
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in arguments)
    inner = [describe(argument)[0] for argument in arguments if argument is not ...]
    if origin is NotRequired:
        return inner[0]
    if origin in (tuple, list):
        return f"list of {inner[0]}"
    if origin is dict:
        return f"{inner[0]} → {inner[1]}"
    if hint in _PLAIN:
        return _PLAIN[hint]
    return f"[{hint.__name__}](#{hint.__name__.lower()})"


def _range(metadata: tuple[Any, ...]) -> str:
    parts = [
        text.format(f"{getattr(constraint, name):,}")
        for constraint in metadata
        for kind, name, text in _BOUNDS
        if isinstance(constraint, kind)
    ]
    return " ".join(parts)


def nested(cls: type) -> Iterator[type]:
    """The record classes that a class's fields are made of, each once, in reading order."""
    seen: set[type] = set()
    waiting = [cls]
    while waiting:
        current = waiting.pop(0)
        if current in seen:
            continue
        seen.add(current)
        yield current
        hints = typing.get_type_hints(current, include_extras=True)
        waiting += [inner for hint in hints.values() for inner in _classes(hint)]


def _classes(hint: Any) -> Iterator[type]:
    if typing.is_typeddict(hint) or (isinstance(hint, type) and dataclasses.is_dataclass(hint)):
        yield typing.cast("type", hint)
    for argument in typing.get_args(hint):
        yield from _classes(argument)
