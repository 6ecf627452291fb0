"""From layers of what people wrote to one `Requirements`: the only way in.

A layer is a requirements file, the options of a command, or an organisation's policy. Later layers
win, field by field. A policy is different in one respect: its hard limits can only be tightened, so
the stricter of the two applies, whatever the order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from fmselect import units
from fmselect.domain.near_names import nearest
from fmselect.domain.requirement_fields import BY_PATH, FIELDS
from fmselect.domain.requirement_readers import READERS
from fmselect.domain.requirement_rules import contradictions
from fmselect.domain.requirements import (
    Constraints,
    Policy,
    PolicyException,
    Preferences,
    PrivacyConstraints,
    Requirements,
    Use,
    Workload,
)
from fmselect.domain.tighten import tighter
from fmselect.errors import FmselectError, InvalidFileError, Problems, UsageError
from fmselect.tuples import NamedTuple

SECTIONS = frozenset(
    ".".join(parts[:length])
    for parts in (path.split(".") for path in BY_PATH)
    for length in range(1, len(parts))
)
"""Dotted paths that hold other fields."""

SEPARATOR = "+"
"""Between the tasks of a stack that is named in one word: `speech-to-text+text-to-speech`."""

_ONE_OF = ("preferences.priorities", "preferences.weights", "preferences.equal")


class Layer(NamedTuple):
    """What was written in one place.

    Attributes:
        values: Nested as in the file; the texts of options are not read yet.
        where: Dotted path -> the place to name in a message: `file:line:column`, or the option.
        origin: `options` for words of the call, `file` for a file, `policy` for a file whose hard
            limits can only be tightened.
    """

    values: Mapping[str, Any]
    where: Callable[[str], str]
    origin: Literal["options", "file", "policy"] = "options"

    def problem(self, path: str, message: str, hint: str | None = None) -> FmselectError:
        """A failure at this place, of the kind this layer's mistakes are."""
        kind = UsageError if self.origin == "options" else InvalidFileError
        return kind(message, hint=hint, where=self.where(path))


class Entry(NamedTuple):
    """A value that was read, and the layer it was written in."""

    value: object
    layer: Layer


def is_stack(layers: Sequence[Layer]) -> bool:
    """Whether the layers describe a stack: by a file's `stack`, or by tasks joined with `+`."""
    written: list[object] = [layer.values for layer in layers]  # a file may hold anything
    return any(
        "stack" in values or SEPARATOR in str(values.get("task", ""))
        for values in written
        if isinstance(values, Mapping)
    )


def nest(values: Mapping[str, object]) -> dict[str, Any]:
    """From dotted paths to the nested form of the file."""
    nested: dict[str, Any] = {}
    for path, value in values.items():
        *sections, leaf = path.split(".")
        place = nested
        for section in sections:
            place = place.setdefault(section, {})
        place[leaf] = value
    return nested


def read_requirements(layers: Sequence[Layer], *, default_task: str = "chat") -> Requirements:
    """The requirements all layers state together.

    Args:
        layers: From weakest to strongest.
        default_task: The task where no layer names one.

    Raises:
        UsageError: One thing is wrong, in the words of the call.
        InvalidFileError: One thing is wrong, in a file.
        Problems: Several are; all of them, of the kind of the first.
    """
    problems: list[FmselectError] = []
    entries: dict[str, Entry] = {}
    policies: list[dict[str, Entry]] = []
    own: dict[str, Any] = {}
    exceptions: list[PolicyException] = []
    # Policies first, so that what a file or an option states can be told from what they demand.
    for layer in sorted(layers, key=lambda layer: layer.origin != "policy"):
        read = _read_layer(layer, problems)
        if layer.origin == "policy":
            policies.append(read)
            exceptions.extend(_exceptions(layer, problems))
        else:
            own.update({path: entry.value for path, entry in read.items()})
        if any(path in read for path in _ONE_OF):
            for path in _ONE_OF:
                entries.pop(path, None)
        entries.update(read)
    for policy in policies:
        _tighten(entries, policy)
    requirements = build_requirements(
        {path: entry.value for path, entry in entries.items()}, default_task
    )
    if policies:
        requirements = requirements._replace(
            policy=Policy(
                limits=_policy_limits(entries),
                exceptions=tuple(exceptions),
                own=build_requirements(own).constraints,
                demands=_demands(policies),
                accept=_agreed_to("accept", policies),
                assume_unknown=_agreed_to("assume_unknown", policies),
            )
        )
    if not problems:
        problems.extend(_contradictions(requirements, entries, layers))
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise Problems(tuple(problems), kind=problems[0].kind)
    return requirements


def build_requirements(values: Mapping[str, Any], default_task: str = "chat") -> Requirements:
    """Requirements from values that were read, by dotted path."""

    def section(prefix: str) -> dict[str, Any]:
        start = prefix + "."
        return {
            path[len(start) :].replace(".", "_"): value
            for path, value in values.items()
            if path.startswith(start)
        }

    constraints = section("constraints")
    privacy = {name: constraints.pop(f"privacy_{name}") for name in _named(constraints, "privacy_")}
    preferences = section("preferences")
    if "anchors" in preferences:
        preferences["cost_anchors_usd_per_month"] = preferences.pop("anchors")
    return Requirements(
        task=values.get("task", default_task),
        workload=Workload(**section("workload")),
        use=Use(**section("use")),
        constraints=Constraints(**constraints, privacy=PrivacyConstraints(**privacy)),
        preferences=Preferences(**preferences),
        accept=values.get("accept", ()),
        assume_unknown=values.get("assume_unknown", ()),
        budget_for_people=values.get("budget_for.people"),
    )


def _named(values: Iterable[str], prefix: str) -> list[str]:
    """The rest of every name that begins with the prefix."""
    return [name[len(prefix) :] for name in values if name.startswith(prefix)]


def _read_layer(layer: Layer, problems: list[FmselectError]) -> dict[str, Entry]:
    """Every field the layer states, read; what cannot be read is added to the problems."""
    read: dict[str, Entry] = {}
    for path, raw in _leaves(layer, layer.values, "", problems):
        field = BY_PATH[path]
        if path == "preferences.priorities" and raw in ("equal", ["equal"]):
            read["preferences.equal"] = Entry(value=True, layer=layer)
            continue
        try:
            read[path] = Entry(READERS[field.kind](field, raw), layer)
        except ValueError as error:
            name = "" if layer.origin == "options" else f"{path}: "
            problems.append(layer.problem(path, f"{name}{error}"))
    return read


def _leaves(
    layer: Layer, values: object, prefix: str, problems: list[FmselectError]
) -> Iterator[tuple[str, object]]:
    """Dotted path and raw value of every field; unknown keys are added to the problems."""
    if prefix == "preferences" and values == "equal":
        yield "preferences.equal", True
        return
    if values is None and prefix:
        return
    if not isinstance(values, Mapping):
        name = prefix or "the requirements"
        problems.append(layer.problem(prefix, f"{name}: {units.shown(values)} is not a mapping"))
        return
    for key, value in values.items():
        path = f"{prefix}.{key}" if prefix else str(key)
        if path in SECTIONS:
            yield from _leaves(layer, value, path, problems)
        elif path in BY_PATH:
            yield path, value
        elif path == "exceptions" and layer.origin == "policy":
            continue
        else:
            problems.append(layer.problem(path, f"unknown key {units.shown(key)}", _hint(path)))


def _hint(path: str) -> str | None:
    """The fields that may have been meant by an unknown key: beside it, or anywhere."""
    prefix, _, key = path.rpartition(".")
    start = f"{prefix}." if prefix else ""
    known = [*BY_PATH, *SECTIONS]
    beside = {
        rest.split(".")[0]: start + rest.split(".")[0] for rest in _named(known, start) if rest
    }
    anywhere = {name.rpartition(".")[2]: name for name in known}
    options = {
        field.option.removeprefix("--").replace("-", "_"): field.path
        for field in FIELDS
        if field.option
    }
    for names in (beside, anywhere, options):
        found = nearest(key.replace("-", "_"), names, most=1)
        if found:
            return f"did you mean {names[found[0]]}?"
    return f"known keys here: {', '.join(beside)}" if beside else None


_AGREED = ("accept", "assume_unknown")


def _tighten(entries: dict[str, Entry], policy: Mapping[str, Entry]) -> None:
    """Put the stricter of the policy's and the stated limit in force, where they differ.

    What the policy says of the use is the least that is counted, and what it agrees to is agreed to
    for the project's own limits as well.
    """
    for path, entry in policy.items():
        if path.startswith(("constraints.", "use.")) or path in _AGREED:
            stated = entries[path]
            value = tighter(path, entry.value, stated.value)
            entries[path] = stated if value == stated.value else Entry(value, entry.layer)


def _agreed_to(path: str, policies: Sequence[Mapping[str, Entry]]) -> tuple[str, ...]:
    """What every policy agrees to."""
    lists: list[Any] = [policy[path].value if path in policy else () for policy in policies]
    return tuple(name for name in lists[0] if all(name in other for other in lists[1:]))


def _policy_limits(entries: Mapping[str, Entry]) -> tuple[tuple[str, str], ...]:
    """The constraints whose limit in force a policy states, and where."""
    return tuple(
        (path.removeprefix("constraints."), entry.layer.where(path))
        for path, entry in entries.items()
        if path.startswith("constraints.") and entry.layer.origin == "policy"
    )


def _demands(policies: Iterable[Mapping[str, Entry]]) -> tuple[tuple[str, Any, str], ...]:
    """Every limit of every policy, and where it is stated."""
    return tuple(
        (path.removeprefix("constraints."), entry.value, entry.layer.where(path))
        for policy in policies
        for path, entry in policy.items()
        if path.startswith("constraints.")
    )


def _exceptions(layer: Layer, problems: list[FmselectError]) -> Iterator[PolicyException]:
    """The exceptions a policy makes."""
    written: object = layer.values  # a file may hold anything, and what is wrong is said elsewhere
    if isinstance(written, Mapping) and "exceptions" in written:
        from fmselect.domain.policy import read_exceptions  # noqa: PLC0415 - few policies have any

        yield from read_exceptions(written["exceptions"], layer.where, layer.problem, problems)


def _contradictions(
    requirements: Requirements, entries: Mapping[str, Entry], layers: Sequence[Layer]
) -> Iterator[FmselectError]:
    """The rules that are broken, each at the place of the field to blame."""
    for path, message, hint in contradictions(requirements):
        entry = entries.get(path)
        if entry is not None:
            layer = entry.layer
        else:
            layer = layers[-1] if layers else Layer({}, lambda _: "requirements")
        yield layer.problem(path, message, hint)
