"""JSON Schema of a document described by a TypedDict.

Pydantic makes none from the standard library's TypedDict before Python 3.12, and the few forms our
documents use are soon written down.
"""

from __future__ import annotations

import types
import typing
from typing import Any, Literal

from fmselect.catalog.class_docs import class_description, field_descriptions

Schema = dict[str, Any]
_SCALARS: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    Any: {},
}


def document_schema(cls: Any) -> Schema:
    """The schema of a TypedDict, those inside it under `$defs`.

    A key that is neither `NotRequired` nor of a class with `total=False` is required. Other keys
    are allowed, because a later version may add some.
    """
    definitions: dict[str, Schema] = {}
    made = _typed_dict(cls, definitions)
    definitions.pop(cls.__name__, None)
    return {**made, "$defs": dict(sorted(definitions.items()))}


def _typed_dict(cls: Any, definitions: dict[str, Schema]) -> Schema:
    descriptions = field_descriptions(cls)
    properties: dict[str, Schema] = {}
    required: list[str] = []
    for name, hint in typing.get_type_hints(cls, include_extras=True).items():
        # Annotations kept as text hide NotRequired from `__required_keys__`.
        marked = typing.get_origin(hint) is typing.NotRequired
        properties[name] = _schema(typing.get_args(hint)[0] if marked else hint, definitions)
        required += [] if marked or name in cls.__optional_keys__ else [name]
        if name in descriptions:
            properties[name] = properties[name] | {"description": descriptions[name]}
    made: Schema = {"type": "object", "properties": properties}
    made["required"] = required
    description = class_description(cls)
    if description and not description.startswith("dict("):
        made["description"] = description
    return made


def _schema(hint: Any, definitions: dict[str, Schema]) -> Schema:
    if hint in _SCALARS:
        return dict(_SCALARS[hint])
    if typing.is_typeddict(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _typed_dict(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is list:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(arguments[1], definitions)}
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_schema(argument, definitions) for argument in arguments]}
    raise TypeError(f"no JSON Schema for {hint!r}")
