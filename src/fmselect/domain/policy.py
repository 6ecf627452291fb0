"""The exceptions of an organisation's policy: who is excepted from which limit, until when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from fmselect import units
from fmselect.domain.near_names import did_you_mean
from fmselect.domain.requirement_fields import BY_PATH
from fmselect.domain.requirements import PolicyException
from fmselect.errors import FmselectError

_KEYS = ("for", "constraint", "reason", "approved_by", "until")
_PREFIX = "constraints."

Report = Callable[[str, str, str | None], FmselectError]
"""From dotted path, message and hint to the failure at that place."""


def read_exceptions(
    raw: object, where: Callable[[str], str], report: Report, problems: list[FmselectError]
) -> tuple[PolicyException, ...]:
    """The exceptions of a policy; what is wrong with them is added to the problems.

    Args:
        raw: What the file says under `exceptions`.
        where: Dotted path -> the place to name.
        report: Makes a failure.
        problems: Where failures are collected.
    """
    if not isinstance(raw, list):
        problems.append(report("exceptions", "exceptions: is not a list", None))
        return ()
    found = []
    for at, entry in enumerate(raw):
        path = f"exceptions.{at}"
        wrong = [report(f"{path}{key}", text, hint) for key, text, hint in _wrong(entry)]
        problems.extend(wrong)
        if not wrong:
            names = entry["for"] if isinstance(entry["for"], list) else [entry["for"]]
            found.append(
                PolicyException(
                    tuple(name.lower() for name in names),
                    entry["constraint"].removeprefix(_PREFIX),
                    entry["reason"],
                    entry["approved_by"],
                    entry["until"],
                    where(path),
                )
            )
    return tuple(found)


def _wrong(entry: object) -> Iterator[tuple[str, str, str | None]]:
    """Key with a dot before it, message and hint of everything wrong with one exception."""
    if not isinstance(entry, Mapping):
        yield "", f"{units.shown(entry)} is not a mapping", f"it needs {', '.join(_KEYS)}"
        return
    for key in entry:
        if key not in _KEYS:
            yield f".{key}", f"unknown key {units.shown(key)}", did_you_mean(str(key), _KEYS)
    for key in _KEYS:
        if not entry.get(key):
            yield "", f"{key} is missing", "an exception says for whom, why, by whom and until when"
        elif not (isinstance(entry[key], str) or (key == "for" and _names(entry[key]))):
            yield f".{key}", f"{key}: {units.shown(entry[key])} is not a text", None
        elif key == "constraint" and f"{_PREFIX}{entry[key].removeprefix(_PREFIX)}" not in BY_PATH:
            known = [path.removeprefix(_PREFIX) for path in BY_PATH if path.startswith(_PREFIX)]
            text = f"there is no constraint {units.shown(entry[key])}"
            yield ".constraint", text, did_you_mean(entry[key], known)
        elif key == "until" and not _is_day(entry[key]):
            yield ".until", f"{units.shown(entry[key])} is not a day", "write it as 2027-03-31"


def _names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) and name for name in value)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
