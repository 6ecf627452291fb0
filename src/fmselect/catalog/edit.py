"""Small changes to a YAML file that somebody laid out by hand: only what changes is spliced.

A changed scalar is replaced at its own characters, a new key goes to its canonical place, a new
list item behind the one it follows; every other byte, and so every comment, stays. The result is
read again as strict YAML and must say exactly what was meant, else the edit is refused. An edit
never deletes.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from fmselect.catalog.comments import comments_of
from fmselect.catalog.edit_compare import same, stated
from fmselect.catalog.edit_nodes import read_nodes
from fmselect.catalog.edit_splice import EditRefusedError, Splicer
from fmselect.catalog.strict_yaml import MAX_BYTES_LARGE, load_yaml
from fmselect.domain.records import RECORD_KINDS
from fmselect.errors import FmselectError

__all__ = ["EditRefusedError", "append_item", "insert_value", "revise", "set_value"]

Keys = Sequence[str | int]


def revise(text: str, kind: str, target: Mapping[str, object], *, path: str = "") -> str:
    """The file's text with the fewest splices that make it say `target`.

    Args:
        text: The file as it is.
        kind: A folder of the catalog, a key of `RECORD_KINDS`.
        target: The whole record as it shall be, as nested mappings. None and empty values count
            as left out. Items of `offers` and `results` are the same item where their model and
            tier, or model and setting, are; those of other lists where their position is.
        path: The name to use in messages.

    Raises:
        EditRefusedError: `target` lacks something the file has, or puts it in another order, or
            the change cannot be made without touching something else.
        FmselectError: The file is not strict YAML.
    """
    return _revise(text, kind, target, path, by_position=False)


def _revise(
    text: str, kind: str, target: Mapping[str, object], path: str, *, by_position: bool
) -> str:
    """`revise`; `by_position` where the caller knows that no item comes, goes or moves."""
    document = load_yaml(text, path, limit=MAX_BYTES_LARGE)
    if same(document.data, target):
        return text
    root = read_nodes(text)
    if root is None or not isinstance(document.data, dict):
        raise EditRefusedError("is empty or holds no mapping", where=path, hint="write it anew")
    splicer = Splicer(text, root, path, by_position=by_position)
    splicer.mapping(root, document.data, stated(target), RECORD_KINDS[kind])
    changed = splicer.text()
    _check(text, changed, target, path)
    return changed


def set_value(text: str, kind: str, keys: Keys, value: object, *, path: str = "") -> str:
    """The text with another value under `keys`, such as `("offers", 3, "api_id")`; see `revise`.

    Raises:
        EditRefusedError: There is no value there, or it cannot be replaced alone.
    """
    target, container = _target(text, keys, path)
    if not _has(container, keys[-1]):
        raise EditRefusedError(f"has no {_shown(keys)}", where=path, hint="insert it instead")
    container[keys[-1]] = value
    return _revise(text, kind, target, path, by_position=True)


def insert_value(text: str, kind: str, keys: Keys, value: object, *, path: str = "") -> str:
    """The text with a key it did not have, in its canonical place; see `revise`.

    Raises:
        EditRefusedError: The key is there already, or its class has no such key.
    """
    target, container = _target(text, keys, path)
    if _has(container, keys[-1]):
        raise EditRefusedError(f"has {_shown(keys)} already", where=path, hint="set it instead")
    container[keys[-1]] = value
    return _revise(text, kind, target, path, by_position=True)


def append_item(text: str, kind: str, keys: Keys, item: object, *, path: str = "") -> str:
    """The text with one more item at the end of the list under `keys`, which may be missing.

    Raises:
        EditRefusedError: There is something else than a list.
    """
    target, container = _target(text, keys, path)
    known = container.get(keys[-1]) if isinstance(container, dict) else container[keys[-1]]
    if known is not None and not isinstance(known, list):
        raise EditRefusedError(f"{_shown(keys)} is no list", where=path)
    container[keys[-1]] = [*(known or []), item]
    return _revise(text, kind, target, path, by_position=True)


def _target(text: str, keys: Keys, path: str) -> tuple[dict[str, object], Any]:
    """A copy of what the text says, and the container in it that holds the last of `keys`."""
    data = copy.deepcopy(load_yaml(text, path, limit=MAX_BYTES_LARGE).data)
    container: Any = data
    for depth, name in enumerate(keys[:-1]):
        if not _has(container, name):
            raise EditRefusedError(f"has no {_shown(keys[: depth + 1])}", where=path)
        container = container[name]
    return data, container


def _has(container: object, name: str | int) -> bool:
    if isinstance(container, list):
        return isinstance(name, int) and 0 <= name < len(container)
    return isinstance(container, dict) and name in container


def _shown(keys: Keys) -> str:
    return ".".join(map(str, keys))


def _check(before: str, after: str, target: Mapping[str, object], path: str) -> None:
    """Refuse a result that says something else than was meant, or has lost a comment."""
    hint = "change it by hand"
    try:
        found = load_yaml(after, path, limit=MAX_BYTES_LARGE).data
        comments = comments_of(after)
    except (FmselectError, yaml.YAMLError) as error:
        message = f"cannot be changed where it is laid out like this: {error}"
        raise EditRefusedError(message, where=path, hint=hint) from None
    if not same(found, target):
        raise EditRefusedError("would not say what was meant", where=path, hint=hint)
    if comments != comments_of(before):
        raise EditRefusedError("would lose a comment", where=path, hint=hint)
