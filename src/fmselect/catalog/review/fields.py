"""What changed in a record, field by field, for whatever needs no words of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from fmselect.catalog.review.change import PROVENANCE, is_number, name, percent, shown

Keys = tuple[str | int, ...]
_ABSENT: Any = None

IDENTITY: dict[str, tuple[str, ...]] = {
    "limits": ("source",),
    "features": ("source",),
    "languages": ("source",),
    "speed_reference": ("source", "setting", "observed"),
    "data_handling": ("tier",),
    "rent": ("cloud",),
}
"""List of groups -> the keys that say which group of before a group is; else its position does."""


class FieldChange(NamedTuple):
    """One field that is not what it was.

    Attributes:
        keys: Where it is now; where it was, if it is gone.
        before: None where there was none.
        after: None where there is none.
        text: In words, the field's name included.
        provenance: Whether only source, date or note changed.
    """

    keys: Keys
    before: Any
    after: Any
    text: str
    provenance: bool = False


def field_changes(before: Any, after: Any, keys: Keys = ()) -> Iterator[FieldChange]:
    """The differences between two values of one field, depth first.

    Source, date and note of a group are one difference, and none where the group came or went.
    """
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _mapping(before, after, keys)
    elif _groups(before) or _groups(after):
        yield from _list_of_groups(before or [], after or [], keys)
    elif isinstance(before, list) or isinstance(after, list):
        yield FieldChange(keys, before, after, _words(keys, before or [], after or []))
    else:
        yield FieldChange(keys, before, after, _single(keys, before, after))


def _mapping(
    before: Mapping[str, Any], after: Mapping[str, Any], keys: Keys
) -> Iterator[FieldChange]:
    for key in dict.fromkeys([*after, *before]):
        if key not in PROVENANCE:
            yield from field_changes(before.get(key), after.get(key), (*keys, key))
    told = [
        f"{name(key)} {shown(before.get(key))} -> {shown(after.get(key))}"
        for key in PROVENANCE
        if before.get(key) != after.get(key)
    ]
    if told:
        text = f"{_label(keys)}: {', '.join(told)}" if keys else ", ".join(told)
        was, now = (
            {key: group[key] for key in PROVENANCE if key in group} for group in (before, after)
        )
        yield FieldChange(keys, was, now, text, provenance=True)


def _list_of_groups(
    before: Sequence[Any], after: Sequence[Any], keys: Keys
) -> Iterator[FieldChange]:
    """Groups are matched by what identifies them; what is left of them in their order."""
    old = dict(_identified(before, keys))
    new = dict(_identified(after, keys))
    for identity, (index, group) in new.items():
        if identity in old:
            yield from field_changes(old[identity][1], group, (*keys, index))
        else:
            yield FieldChange((*keys, index), None, group, f"{_label(keys)}: {_group(group)} (new)")
    for identity, (index, group) in old.items():
        if identity not in new:
            text = f"{_label(keys)}: {_group(group)} removed"
            yield FieldChange((*keys, index), group, None, text)


def _identified(
    groups: Sequence[Any], keys: Keys
) -> Iterator[tuple[tuple[Any, ...], tuple[int, Any]]]:
    identity = IDENTITY.get(str(keys[-1]) if keys else "")
    seen: dict[tuple[Any, ...], int] = {}
    for index, group in enumerate(groups):
        found: tuple[Any, ...] = (index,)
        if identity and isinstance(group, Mapping):
            found = tuple(group.get(key) for key in identity)
        seen[found] = seen.get(found, -1) + 1
        yield (*found, seen[found]), (index, group)


def _groups(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _group(group: Any) -> str:
    """A group in words, its source included where nothing else is said."""
    text = shown(group)
    source = group.get("source") if isinstance(group, Mapping) else None
    return text or str(source)


def _label(keys: Keys) -> str:
    """The field in words: the last two names of its path, without positions."""
    names = [key for key in keys if isinstance(key, str)]
    return " ".join(name(key) for key in names[-2:])


def _words(keys: Keys, before: Sequence[Any], after: Sequence[Any]) -> str:
    """`supports: batch added, fine-tuning removed`."""
    added = [item for item in after if item not in before]
    removed = [item for item in before if item not in after]
    parts = [f"{shown(added)} added"] if added else []
    parts += [f"{shown(removed)} removed"] if removed else []
    return f"{_label(keys)}: {', '.join(parts) or 'in another order'}"


def _single(keys: Keys, before: Any, after: Any) -> str:
    label = _label(keys)
    if before is None:
        return f"{label}: {shown(after)} (was not stated)"
    if after is None:
        return f"{label}: {shown(before)} is no longer stated"
    share = ""
    if is_number(before) and is_number(after) and before > 0 and after > 0:
        share = f" ({percent(before, after)})"
    return f"{label}: {shown(before)} -> {shown(after)}{share}"
