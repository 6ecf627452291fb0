"""What the user declares for several models that are one choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fmselect import units
from fmselect.domain.intake import SEPARATOR, Layer, read_requirements
from fmselect.domain.near_names import did_you_mean
from fmselect.domain.requirement_fields import BY_PATH
from fmselect.domain.requirements import TASKS, Constraints, Requirements, Workload
from fmselect.errors import FmselectError, Problems, UsageError
from fmselect.tuples import NamedTuple

MOST_ROLES = 6
LONGEST_NAME = 40
"""Characters of the name of a role."""
DEFAULT_PRIORITIES = ("capability", "cost", "latency")

TOTALS = (
    "constraints.max_cost_usd_per_month",
    "constraints.max_first_token_seconds",
    "constraints.max_response_seconds",
)
"""Limits that, stated for the stack, hold for its roles together."""
_ROLE_KEYS = ("role", "task", "share", "workload", "constraints")
_USED_BY = {
    "requests": ("language",),
    "input_tokens": ("language",),
    "output_tokens": ("language",),
    "reasoning_tokens": ("language",),
    "cached_input_share": ("language",),
    "cache_write_share": ("language",),
    "batch_share": ("language", "embedding"),
    "images_per_request": ("language",),
    "image_tokens": ("language",),
    "images": ("image-generation",),
    "image_megapixels": ("image-generation",),
    "image_quality": ("image-generation",),
    "audio_minutes": ("speech-to-text",),
    "characters": ("text-to-speech",),
    "characters_per_hour": ("text-to-speech",),
    "documents": ("embedding",),
    "corpus_documents": ("embedding",),
    "tokens_per_document": ("embedding", "reranker"),
    "documents_per_query": ("reranker",),
    "queries": ("embedding", "reranker"),
    "vector_type": ("embedding",),
}
"""Volume stated for the whole stack -> the types of model it is a volume of."""


class Role(NamedTuple):
    """One part of a stack.

    Attributes:
        name: Of the role, its task where none is given.
        requirements: Its own, with what is shared; totals are not among its limits.
        share: How much its capability counts beside the others'; they are normalised.
    """

    name: str
    requirements: Requirements
    share: float = 1.0


class Stack(NamedTuple):
    """Several models that are one choice.

    Attributes:
        roles: In the order in which they work.
        shared: What is stated for the whole: totals, preferences.
        same_provider: Whether one provider must serve all of them.
    """

    roles: tuple[Role, ...]
    shared: Requirements
    same_provider: bool = False

    @property
    def totals(self) -> Constraints:
        """The limits that hold for the roles together."""
        return self.shared.constraints


def read_stack(layers: Sequence[Layer], type_of: Callable[[str], str]) -> Stack:
    """The stack that all layers state together.

    Args:
        layers: From weakest to strongest.
        type_of: Task -> the type of its models.

    Raises:
        UsageError: One thing is wrong, in the words of the call.
        InvalidFileError: So it is in a file.
        Problems: Several are.
    """
    entries, source, same = _entries(layers)
    problems = [
        problem for at, entry in enumerate(entries) for problem in _wrong(entry, at, source)
    ]
    problems += _wrong_flags(layers)
    if not problems and not 2 <= len(entries) <= MOST_ROLES:
        text = f"a stack has 2 to {MOST_ROLES} roles, and this one has {len(entries)}"
        problems.append(source.problem("stack", text))
    if problems:
        first = problems[0]
        raise first if len(problems) == 1 else Problems(tuple(problems), kind=first.kind)
    common = [_without(layer, ("stack", "task", "same_provider")) for layer in layers]
    shared = read_requirements(common)
    roles = tuple(
        _role(entry, at, common, source, type_of(entry["task"])) for at, entry in enumerate(entries)
    )
    return Stack(_named_apart(roles), shared, same)


def _entries(layers: Sequence[Layer]) -> tuple[list[Any], Layer, bool]:
    """The roles as they are written, the layer that writes them, and whether one provider is asked.

    Tasks in the words of a call win over the roles of a file.
    """
    same = any(layer.values.get("same_provider") is True for layer in layers)
    for layer in reversed(layers):
        task = layer.values.get("task")
        if isinstance(task, str) and SEPARATOR in task:
            return [{"task": name.strip()} for name in task.split(SEPARATOR)], layer, same
        if "stack" in layer.values:
            written = layer.values["stack"]
            if not isinstance(written, list):
                raise layer.problem("stack", "stack: is not a list of roles")
            return written, layer, same
    raise UsageError("no stack is stated", where="TASK")


def _wrong(entry: Any, at: int, layer: Layer) -> list[FmselectError]:
    """Everything wrong with the keys of one role; what they hold is read later."""
    path = f"stack.{at}"
    if not isinstance(entry, Mapping):
        return [layer.problem(path, f"{units.shown(entry)} is not a role", "give it a task")]
    problems = [
        layer.problem(
            f"{path}.{key}", f"unknown key {units.shown(key)}", did_you_mean(str(key), _ROLE_KEYS)
        )
        for key in entry
        if key not in _ROLE_KEYS
    ]
    name = entry.get("role", "")
    if not isinstance(name, str) or len(name) > LONGEST_NAME:
        text = f"{units.shown(name)} is no text of at most {LONGEST_NAME} characters"
        problems.append(layer.problem(f"{path}.role", text))
    task = entry.get("task")
    if "task" not in entry:
        problems.append(layer.problem(path, "a role needs a task", f"one of {', '.join(TASKS)}"))
    elif task not in TASKS:
        where = f"{path}.task" if "stack" in layer.values else "task"
        hint = did_you_mean(str(task), TASKS) or f"one of {', '.join(TASKS)}"
        problems.append(layer.problem(where, f"there is no task {units.shown(task)}", hint))
    share = entry.get("share", 1)
    if isinstance(share, bool) or not isinstance(share, int | float) or not share > 0:
        problems.append(layer.problem(f"{path}.share", f"{units.shown(share)} is not above zero"))
    return problems


def _wrong_flags(layers: Sequence[Layer]) -> list[FmselectError]:
    """`same_provider` is true or false."""
    return [
        layer.problem(
            "same_provider",
            f"same_provider: {units.shown(layer.values['same_provider'])} is not true or false",
        )
        for layer in layers
        if not isinstance(layer.values.get("same_provider", False), bool)
    ]


def _role(
    entry: Mapping[str, Any], at: int, common: Sequence[Layer], source: Layer, type_: str
) -> Role:
    """One role, with what is shared and its own on top."""
    unused = tuple(f"workload.{name}" for name, users in _USED_BY.items() if type_ not in users)
    shared = [_without(layer, (*TOTALS, *unused)) for layer in common]
    own = Layer(
        {key: entry[key] for key in ("task", "workload", "constraints") if key in entry},
        lambda path: source.where(f"stack.{at}.{path}" if "stack" in source.values else path),
        source.origin,
    )
    requirements = read_requirements([*shared, own])
    name = str(entry.get("role") or entry["task"])
    return Role(name, requirements, float(entry.get("share", 1)))


def _named_apart(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Roles whose names are told apart: the second `chat` is `chat 2`."""
    seen: dict[str, int] = {}
    named = []
    for role in roles:
        seen[role.name] = seen.get(role.name, 0) + 1
        more = f" {seen[role.name]}" if seen[role.name] > 1 else ""
        named.append(role._replace(name=role.name + more))
    return tuple(named)


def _without(layer: Layer, paths: Sequence[str]) -> Layer:
    """The layer without what stands at these dotted paths."""
    return layer._replace(values=_less(layer.values, paths))


def _less(values: Mapping[str, Any], paths: Sequence[str]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, value in values.items():
        if key in paths:
            continue
        inner = [path[len(key) + 1 :] for path in paths if path.startswith(f"{key}.")]
        kept[key] = _less(value, inner) if inner and isinstance(value, Mapping) else value
    return kept


def volume_of(type_: str) -> list[str]:
    """The volumes that are of a type of model, by name."""
    return [name for name in Workload._fields if type_ in _USED_BY.get(name, ())]


assert all(path in BY_PATH for path in TOTALS)
