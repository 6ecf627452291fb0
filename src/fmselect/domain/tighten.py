"""The stricter of two hard limits, or of two uses, for policies that can only be tightened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fmselect.domain.regions import places_inside

License = str | tuple[str, ...]
_RULES = ("commercial", "osi")
_PURPOSES = ("research", "internal", "commercial")
"""From what most terms permit to what the fewest do."""


def tighter(path: str, policy: Any, stated: Any) -> Any:
    """What satisfies both limits of one field, or counts both uses.

    Args:
        path: Dotted path of the field, under `constraints` or `use`.
        policy: The organisation's limit.
        stated: What the file or the options say; the same kind of value.

    Two lists of what is allowed that share nothing give a list that nothing satisfies, never an
    empty one, which would mean no limit.
    """
    name = path.rpartition(".")[2]
    if isinstance(policy, bool):
        return policy or stated
    if isinstance(policy, float):
        return min(policy, stated) if name.startswith("max_") else max(policy, stated)
    if path in _BY_PATH:
        return _BY_PATH[path](policy, stated)
    if name == "allow":
        return _both(policy, stated)
    return (*policy, *(item for item in stated if item not in policy))


def _both(policy: tuple[str, ...], stated: tuple[str, ...]) -> tuple[str, ...]:
    """The names on both lists; an empty list is no limit."""
    if not policy or not stated:
        return policy or stated
    return tuple(item for item in stated if item in policy) or ("none",)


def _regions(policy: tuple[str, ...], stated: tuple[str, ...]) -> tuple[str, ...]:
    """The places inside both."""
    if not policy or not stated:
        return policy or stated
    allowed, wanted = places_inside(policy), places_inside(stated)
    kept = [code for code in stated if code in allowed]
    kept += [code for code in policy if code in wanted and code not in kept]
    return tuple(kept) or ("none",)


def _license(policy: License, stated: License) -> License:
    """Ids named by both, and the stricter rule. A tuple may then begin with the rule."""
    if stated in (policy, "any"):
        return policy
    if policy == "any":
        return stated
    rules = {rule for rule in _RULES for side in (policy, stated) if rule == side or rule in side}
    # An OSI-approved licence permits commercial use by definition.
    rule: tuple[str, ...] = ("osi",) if "osi" in rules else ("commercial",) if rules else ()
    lists = [_ids(side) for side in (policy, stated) if _ids(side)]
    if not lists:
        return rule[0]
    ids = lists[0] if len(lists) == 1 else tuple(i for i in lists[1] if i in lists[0])
    return rule + (ids or ("none",))


def _ids(side: License) -> tuple[str, ...]:
    """The licence ids in a limit."""
    return () if isinstance(side, str) else tuple(item for item in side if item not in _RULES)


def _purpose(policy: str, stated: str) -> str:
    """The purpose that fewer terms permit."""
    return max(policy, stated, key=_PURPOSES.index)


_BY_PATH: dict[str, Callable[[Any, Any], Any]] = {
    "constraints.license": _license,
    "constraints.privacy.regions": _regions,
    "use.purpose": _purpose,
}
