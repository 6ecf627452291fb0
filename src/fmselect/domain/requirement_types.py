"""Requirements made by a script: what has the wrong type, named as in the requirements file.

A file and the options of a command are read by `fmselect.domain.intake`, which lets nothing of a
wrong type through. A script makes the tuples itself, and a text in place of a tuple of texts would
be taken for its letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fmselect.domain.requirement_fields import BY_PATH, FIELDS
from fmselect.domain.requirement_rules import Contradiction, value_at
from fmselect.domain.requirements import (
    Constraints,
    Policy,
    Preferences,
    PrivacyConstraints,
    Requirements,
    Use,
    Workload,
)
from fmselect.domain.workload_fields import Kind

LICENSE_RULES = ("any", "commercial", "osi")

_SECTIONS: tuple[tuple[str, type], ...] = (
    ("workload", Workload),
    ("use", Use),
    ("constraints", Constraints),
    ("constraints.privacy", PrivacyConstraints),
    ("preferences", Preferences),
    ("policy", Policy),
)


def misshapen(requirements: object) -> Iterator[Contradiction]:
    """Every part that is not of the type its class states.

    Args:
        requirements: What a script passes for its requirements.
    """
    if not isinstance(requirements, Requirements):
        yield _wrong("requirements", requirements, "Requirements(task=...)")
        return
    for path, kind in _SECTIONS:
        section = value_at(requirements, path)
        if not isinstance(section, kind):
            yield _wrong(path, section, f"{kind.__name__}(...)")
            return
    task: object = requirements.task
    if not isinstance(task, str):
        yield _wrong("task", task, "the name of a task, such as 'chat'")
    for path in _PATHS:
        wanted = _mismatch(BY_PATH[path].kind, value_at(requirements, path))
        if wanted:
            yield _wrong(path, value_at(requirements, path), wanted)


_PATHS = tuple(field.path for field in FIELDS)


def _wrong(path: str, value: object, wanted: str) -> Contradiction:
    """The complaint: what it is and what it should be."""
    return Contradiction(path, f"{path} is {value!r}", f"write {wanted}")


def _mismatch(kind: Kind, value: object) -> str | None:
    """What should stand there; None where something like it does."""
    if value is None and kind not in ("list", "license", "priorities", "weights", "flag"):
        return None
    fits, wanted = _SHAPES.get(kind, _NUMBER)
    return None if fits(value) else wanted


def _texts(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


def _license(value: object) -> bool:
    return value in LICENSE_RULES if isinstance(value, str) else _texts(value)


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _weights(value: object) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str) and _number(item[1])
        for item in value
    )


def _anchors(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(map(_number, value))


_NUMBER: tuple[Callable[[object], bool], str] = (_number, "a number")

_SHAPES: dict[Kind, tuple[Callable[[object], bool], str]] = {
    "flag": (lambda value: isinstance(value, bool), "True or False"),
    "choice": (lambda value: isinstance(value, str), "a text"),
    "list": (_texts, "a tuple of texts, such as ('eu',)"),
    "license": (
        _license,
        f"one of {', '.join(map(repr, LICENSE_RULES))}, or a tuple of licence ids",
    ),
    "priorities": (_texts, "a tuple of criteria, such as ('capability', 'cost')"),
    "weights": (_weights, "a tuple of pairs, such as (('capability', 0.7), ('cost', 0.3))"),
    "anchors": (_anchors, "a pair of US dollars a month: what is good, what is bad"),
}
"""Kind of field -> whether a value is like it, and what to write."""
