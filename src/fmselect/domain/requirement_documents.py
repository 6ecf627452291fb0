"""Requirements as JSON: the document a recommendation repeats, and the schema of the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fmselect.domain.requirement_fields import BY_PATH, FIELDS, RequirementField
from fmselect.domain.requirement_readers import WORDS
from fmselect.domain.requirement_rules import value_at
from fmselect.domain.requirements import Requirements
from fmselect.domain.workload_fields import Kind

Schema = dict[str, Any]


PATTERNS: dict[str, str] = {
    "count": r"^[0-9][0-9,_]*(\.[0-9]+)? *[kKmMbBgG]?$",
    "usd": r"^\$? *[0-9][0-9,_]*(\.[0-9]+)? *[kKmMbB]?( *(usd|USD))?$",
    "share": r"^[0-9]+(\.[0-9]+)? *%?$",
    "seconds": r"^[0-9]+(\.[0-9]+)? *(ms|s|sec|seconds?|min|minutes?|h|hours?)?$",
    "days": r"^[0-9]+(\.[0-9]+)? *(h|hours?|d|days?|w|weeks?|y|years?)?$",
    "months": r"^[0-9]+(\.[0-9]+)? *(mo|months?|y|years?)?$",
    "number": r"^[0-9]+(\.[0-9]+)?$",
}
"""Kind of number -> what its text may look like."""


def requirements_document(requirements: Requirements) -> dict[str, Any]:
    """Everything that is stated, with the names of the requirements file.

    Read back, it gives the same requirements. Numbers are in the unit of their field; whole ones
    are integers.
    """
    document: dict[str, Any] = {}
    for field in FIELDS:
        value = value_at(requirements, field.path)
        if not is_stated(value):
            continue
        *sections, leaf = field.path.split(".")
        place = document
        for section in sections:
            place = place.setdefault(section, {})
        place[leaf] = _json(field, value)
    return document


def stated_paths(requirements: Requirements) -> frozenset[str]:
    """Dotted paths of the fields that hold something."""
    return frozenset(
        field.path for field in FIELDS if is_stated(value_at(requirements, field.path))
    )


def requirements_schema() -> Schema:
    """The JSON Schema of a requirements file."""
    schema: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Requirements of fmselect",
        **_object(),
    }
    for field in FIELDS:
        *sections, leaf = field.path.split(".")
        place = schema
        for section in sections:
            place = place["properties"].setdefault(section, _object())
        place["properties"][leaf] = {**_SCHEMAS[field.kind](field), "description": field.help}
    properties = schema["properties"]
    properties["stack"] = _stack(properties)
    properties["same_provider"] = {
        "type": "boolean",
        "description": "Whether one provider must serve every role of the stack.",
    }
    return schema


def policy_schema() -> Schema:
    """The JSON Schema of an organisation's policy: requirements, and exceptions from them."""
    schema = requirements_schema()
    properties = schema["properties"]
    del properties["stack"], properties["same_provider"], properties["task"]
    text: Schema = {"type": "string", "minLength": 1}
    names = [
        name.removeprefix("constraints.") for name in BY_PATH if name.startswith("constraints.")
    ]
    exception = {
        **_object(),
        "required": ["for", "constraint", "reason", "approved_by", "until"],
        "properties": {
            "for": {
                "anyOf": [text, {"type": "array", "minItems": 1, "items": text}],
                "description": "Offers, models or providers that need not keep the limit.",
            },
            "constraint": {"enum": names, "description": "The limit."},
            "reason": {**text, "description": "Why."},
            "approved_by": {**text, "description": "Who answers for it."},
            "until": {
                "type": "string",
                "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
                "description": "The last day it holds on.",
            },
        },
    }
    properties["exceptions"] = {"type": "array", "items": exception}
    return {**schema, "title": "Policy of an organisation for fmselect"}


def _stack(properties: Schema) -> Schema:
    """Several roles that are one choice."""
    role = {
        **_object(),
        "required": ["task"],
        "properties": {
            "role": {"type": "string", "minLength": 1, "description": "A name for it."},
            "task": properties["task"],
            "share": {
                "type": "number",
                "exclusiveMinimum": 0,
                "description": "How much its capability counts beside the others'.",
            },
            "workload": properties["workload"],
            "constraints": properties["constraints"],
        },
    }
    return {
        "type": "array",
        "minItems": 2,
        "items": role,
        "description": "Roles that share budget, time and provider limits.",
    }


def is_stated(value: object) -> bool:
    """Whether a value says anything: zero does; a flag that is off and an empty list do not."""
    if isinstance(value, (bool, tuple)):
        return bool(value)
    return value not in (None, "any")


def whole(value: float) -> float | int:
    """The number as an integer where it is one."""
    return int(value) if value == int(value) else value


def _json(field: RequirementField, value: Any) -> Any:
    """One value as the file spells it."""
    if field.kind == "weights":
        return {name: whole(weight) for name, weight in value}
    if field.kind == "anchors":
        return {"cost": {"good": whole(value[0]), "bad": whole(value[1])}}
    if isinstance(value, (bool, str)):
        return value
    return list(value) if isinstance(value, tuple) else whole(value)


def _object() -> Schema:
    """A mapping that allows the named keys only."""
    return {"type": "object", "additionalProperties": False, "properties": {}}


def _number(field: RequirementField) -> Schema:
    """A plain number, or a text with a suffix or unit."""
    plain: Schema = {"type": "number", "minimum": field.low or 0}
    if field.high is not None:
        plain["maximum"] = field.high
    return {"anyOf": [plain, {"type": "string", "pattern": PATTERNS[field.kind]}]}


def _names(field: RequirementField) -> Schema:
    """A list of names, or one text with commas."""
    item: Schema = {"type": "string", "minLength": 1}
    if field.choices:
        item["enum"] = list(field.choices)
    return {"anyOf": [{"type": "array", "items": item}, {"type": "string", "minLength": 1}]}


def _priorities(field: RequirementField) -> Schema:
    """Criteria in order; a list within the list is a tie."""
    name: Schema = {"type": "string", "minLength": 1}
    item = {"anyOf": [name, {"type": "array", "items": {"enum": list(field.choices)}}]}
    return {"anyOf": [{"type": "array", "minItems": 1, "items": item}, name]}


def _weights(field: RequirementField) -> Schema:
    """Criterion -> number or word."""
    weight = {"anyOf": [{"type": "number", "minimum": 0}, {"enum": list(WORDS)}]}
    return {**_object(), "properties": dict.fromkeys(field.choices, weight)}


def _anchors(field: RequirementField) -> Schema:
    """Criterion -> what is good and what is bad."""
    amount = {
        "anyOf": [
            {"type": "number", "exclusiveMinimum": 0},
            {"type": "string", "pattern": PATTERNS["usd"]},
        ]
    }
    pair = {
        **_object(),
        "required": ["good", "bad"],
        "properties": {"good": amount, "bad": amount},
    }
    return {**_object(), "properties": dict.fromkeys(field.choices, pair)}


_SCHEMAS: dict[Kind, Callable[[RequirementField], Schema]] = {
    "count": _number,
    "usd": _number,
    "seconds": _number,
    "days": _number,
    "months": _number,
    "number": _number,
    "share": _number,
    "flag": lambda _: {"type": "boolean"},
    "choice": lambda field: {"enum": list(field.choices)},
    "list": _names,
    "license": _names,
    "priorities": _priorities,
    "weights": _weights,
    "anchors": _anchors,
}
