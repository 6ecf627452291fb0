"""Requirements that cannot be meant together, whoever wrote them: a file, an option, a script."""

from __future__ import annotations

from collections.abc import Iterator

from fmselect.domain.near_names import did_you_mean
from fmselect.domain.regions import region_code
from fmselect.domain.requirement_fields import ASSUMABLE, CONDITIONS, FIELDS, PURPOSES
from fmselect.domain.requirements import CRITERIA, TASKS, Requirements
from fmselect.domain.workload_fields import WORKLOAD
from fmselect.tuples import NamedTuple
from fmselect.units import LARGEST

NOWHERE = "none"
"""What stands where a policy and a file allow nothing in common: a name that nothing has."""


class Contradiction(NamedTuple):
    """One thing that cannot be meant, and the field to blame."""

    path: str
    message: str
    hint: str | None = None


def contradictions(requirements: Requirements) -> Iterator[Contradiction]:
    """Every rule the requirements break, in the order of the file."""
    yield from _names(requirements)
    yield from _ranges(requirements)
    yield from _workload(requirements)
    yield from _constraints(requirements)
    yield from _preferences(requirements)


def value_at(requirements: Requirements, path: str) -> object:
    """The value a field holds, by its dotted path in the file."""
    name = ATTRIBUTES.get(path, path)
    value: object = requirements
    for part in name.split("."):
        value = getattr(value, part)
    return value


ATTRIBUTES = {
    "constraints.providers.allow": "constraints.providers_allow",
    "constraints.providers.deny": "constraints.providers_deny",
    "constraints.models.allow": "constraints.models_allow",
    "constraints.models.deny": "constraints.models_deny",
    "preferences.anchors": "preferences.cost_anchors_usd_per_month",
    "budget_for.people": "budget_for_people",
}
"""Dotted path in the file -> attribute path, where the two differ."""

_RANGED = tuple(
    (field.path, field.low, field.high)
    for field in FIELDS
    if field.kind in ("count", "usd", "seconds", "days", "months", "number", "share")
)


def _names(requirements: Requirements) -> Iterator[Contradiction]:
    """The task and what may be assumed, for requirements made by a script."""
    if requirements.task not in TASKS:
        hint = did_you_mean(requirements.task, TASKS) or f"one of {', '.join(TASKS)}"
        yield Contradiction("task", f"there is no task {requirements.task!r}", hint)
    for name in requirements.assume_unknown:
        if name not in ASSUMABLE:
            yield Contradiction(
                "assume_unknown", f"{name!r} may not be assumed", f"one of {', '.join(ASSUMABLE)}"
            )
    yield from _places(requirements)
    purpose = requirements.use.purpose
    if purpose is not None and purpose not in PURPOSES:
        hint = did_you_mean(purpose, PURPOSES) or f"one of {', '.join(PURPOSES)}"
        yield Contradiction("use.purpose", f"there is no use {purpose!r}", hint)
    # Two that are needed together may be named as they are told: joined by a plus.
    for name in (part for names in requirements.accept for part in names.split("+")):
        if name.partition(":")[0] not in CONDITIONS:
            hint = did_you_mean(name, CONDITIONS) or f"one of {', '.join(CONDITIONS)}"
            yield Contradiction("accept", f"there is no condition {name!r}", hint)


def _places(requirements: Requirements) -> Iterator[Contradiction]:
    """Codes that name a place."""
    for path in (
        "use.territories",
        "constraints.privacy.regions",
        "constraints.privacy.exclude_headquarters",
    ):
        names = value_at(requirements, path)
        assert isinstance(names, tuple)
        for name in names:
            if region_code(name) != name and name != NOWHERE:
                yield Contradiction(
                    path,
                    f"{name!r} is no place",
                    "write eu, eea, apac or a two-letter country code, in lower case",
                )


def _ranges(requirements: Requirements) -> Iterator[Contradiction]:
    """Numbers a script may have set without reading them from text."""
    for path, low, high in _RANGED:
        value = value_at(requirements, path)
        if value is None:
            continue
        least, most = low or 0.0, high if high is not None else LARGEST
        if not (isinstance(value, (int, float)) and least <= value <= most):
            yield Contradiction(path, f"{value!r} is not between {least:g} and {most:g}")


def _workload(requirements: Requirements) -> Iterator[Contradiction]:
    """Shares of one whole."""
    workload = requirements.workload
    shares = (workload.cached_input_share or 0.0) + (workload.cache_write_share or 0.0)
    if shares > 1 + 1e-9:
        yield Contradiction(
            "workload.cache_write_share",
            f"cached reads and writes together are {shares:g} of the prompt",
            "the two shares may add up to 1 at most",
        )
    if workload.images_per_request and workload.image_tokens is None:
        yield Contradiction(
            "workload.images_per_request",
            "how many tokens an image is billed as is not stated, and models differ",
            "add --image-tokens N (image_tokens); the provider's price page or its answers say it",
        )
    if workload.documents is not None and workload.documents_per_query is not None:
        yield Contradiction(
            "workload.documents_per_query",
            "documents a month and documents a query are both stated",
            "keep one of them: queries times documents a query are the documents a month",
        )
    yield from _choices(requirements)


def _choices(requirements: Requirements) -> Iterator[Contradiction]:
    """Words of a workload a script may have set without reading them from text."""
    for name, _, kind, _, choices, _ in WORKLOAD:
        value = getattr(requirements.workload, name) if kind == "choice" else None
        if value is not None and value not in choices:
            hint = did_you_mean(str(value), choices) or f"one of {', '.join(choices)}"
            yield Contradiction(f"workload.{name}", f"{value!r} is not among the choices", hint)


def _constraints(requirements: Requirements) -> Iterator[Contradiction]:
    """Hard limits that no offer could ever satisfy together."""
    limits = requirements.constraints
    for kind in ("providers", "models"):
        allowed = set(getattr(limits, f"{kind}_allow"))
        for name in getattr(limits, f"{kind}_deny"):
            if name in allowed:
                yield Contradiction(
                    f"constraints.{kind}.deny", f"{name!r} is both allowed and denied"
                )
    own, allow = limits.privacy.self_hosted, limits.providers_allow
    if own and allow and "self" not in allow:
        yield Contradiction(
            "constraints.privacy.self_hosted",
            "self-hosting rules out every provider in constraints.providers.allow",
            "leave one of the two out",
        )
    if limits.privacy.self_hosted and "self" in limits.providers_deny:
        yield Contradiction(
            "constraints.privacy.self_hosted", "self-hosting is asked for and denied as a provider"
        )
    context, output = limits.min_context_tokens, limits.min_output_tokens
    if context is not None and output is not None and output > context:
        yield Contradiction(
            "constraints.min_output_tokens",
            f"{output:,.0f} output tokens do not fit the context of {context:,.0f} asked for",
            "the context holds prompt and output together",
        )


def _preferences(requirements: Requirements) -> Iterator[Contradiction]:
    """One way of saying what matters, and weights that say something."""
    preferences = requirements.preferences
    given = [
        name
        for name, value in (
            ("priorities", preferences.priorities),
            ("weights", preferences.weights),
            ("equal", preferences.equal),
        )
        if value
    ]
    if len(given) > 1:
        yield Contradiction(
            f"preferences.{given[1]}",
            f"{' and '.join(given)} are both given; they say the same thing twice",
            "keep one of them",
        )
    ranked = [name for place in preferences.priorities for name in place.split("=")]
    for name in [*ranked, *(name for name, _ in preferences.weights)]:
        if name not in CRITERIA:
            hint = did_you_mean(name, CRITERIA) or f"one of {', '.join(CRITERIA)}"
            yield Contradiction("preferences", f"there is no criterion {name!r}", hint)
    yield from _weights(requirements)


def _weights(requirements: Requirements) -> Iterator[Contradiction]:
    """Numbers that can be normalised, and anchors that span something."""
    preferences = requirements.preferences
    values = [weight for _, weight in preferences.weights]
    if any(not 0 <= weight <= LARGEST for weight in values):
        yield Contradiction("preferences.weights", "a weight is not a number of zero or more")
    elif values and not sum(values) > 0:
        yield Contradiction(
            "preferences.weights", "all weights are zero", "give one criterion a weight"
        )
    anchors = preferences.cost_anchors_usd_per_month
    if anchors is not None and not 0 < anchors[0] < anchors[1] <= LARGEST:
        yield Contradiction(
            "preferences.anchors",
            f"good is {anchors[0]:g} and bad is {anchors[1]:g} US dollars a month",
            "good must be above zero and below bad",
        )
