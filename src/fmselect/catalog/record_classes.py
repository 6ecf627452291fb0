"""What the record classes are made of: their fields, and the classes inside those."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Sequence
from functools import cache
from typing import Any


def class_at(keys: Sequence[str | int], cls: type) -> type | None:
    """The record class that the mapping at `keys` in a record of `cls` is read as."""
    current: type | None = cls
    for name in keys:
        if isinstance(name, str) and current is not None:
            current = record_class(field_types(current).get(name))
    return current


@cache
def field_types(cls: type) -> dict[str, Any]:
    """Field name -> type of a record class."""
    hints = typing.get_type_hints(cls, include_extras=True)
    return {field.name: hints[field.name] for field in dataclasses.fields(cls)}


def record_class(hint: Any) -> type | None:
    """The record class inside a type such as `tuple[Price, ...] | None`; None if there is none."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return hint
    if typing.get_origin(hint) in (types.UnionType, typing.Union, tuple, typing.Annotated):
        found = (record_class(argument) for argument in typing.get_args(hint))
        return next((cls for cls in found if cls), None)
    return None
