"""When two records say the same, and which items of two lists are one item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

_IDENTITY: dict[str, tuple[str, ...]] = {
    "offers": ("model", "tier"),
    "results": ("model", "setting"),
}
"""List -> the keys whose values make an item what it is."""


def stated(value: object) -> object:
    """The value as dicts and lists, without what is None or empty: that says nothing."""
    if isinstance(value, Mapping):
        cleaned = {key: stated(inner) for key, inner in value.items()}
        return {key: inner for key, inner in cleaned.items() if not _empty(inner)}
    if _is_list(value):
        assert isinstance(value, Sequence)
        return [stated(inner) for inner in value]
    return value


def same(one: object, other: object) -> bool:
    """Whether two values say the same: 8 and 8.00 do, 1 and true or 1 and "1" do not."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        first, second = stated(one), stated(other)
        assert isinstance(first, dict)
        assert isinstance(second, dict)
        return first.keys() == second.keys() and all(same(v, second[k]) for k, v in first.items())
    if _is_list(one) and _is_list(other):
        assert isinstance(one, Sequence)
        assert isinstance(other, Sequence)
        return len(one) == len(other) and all(map(same, one, other))
    if _is_number(one) and _is_number(other):
        return one == other
    return type(one) is type(other) and one == other


def identities(name: str, items: Sequence[object]) -> list[object] | None:
    """What makes each item of the list `name` that item; None where only its position does."""
    keys = _IDENTITY.get(name)
    if keys is None or not all(isinstance(item, Mapping) for item in items):
        return None
    found: list[object] = [
        tuple(repr(item.get(key)) for key in keys) for item in items if isinstance(item, Mapping)
    ]
    return found if len(set(found)) == len(found) else None


def _empty(value: object) -> bool:
    return value is None or (isinstance(value, list | dict) and not value)


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
