"""JSON Schemas of the files we read and the documents we print, made from the classes themselves.

A catalog file's schema has numbers for decimals, and refuses unknown keys, like the border does;
the descriptions are the docstrings of the classes and of their fields.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from fmselect.catalog.border import adapter
from fmselect.catalog.class_docs import class_description, field_descriptions
from fmselect.catalog.document_schema import document_schema
from fmselect.domain import comparison, explanation, facts, recommendation, records
from fmselect.errors import UsageError

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DATE_PATTERN = r"^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$"


class _Generator(GenerateJsonSchema):
    """Pydantic's, where a decimal is a number and a record has no other keys."""

    def decimal_schema(self, schema: Any) -> JsonSchemaValue:
        names = {
            "ge": "minimum",
            "gt": "exclusiveMinimum",
            "le": "maximum",
            "lt": "exclusiveMaximum",
        }
        limits = {names[key]: float(schema[key]) for key in names if key in schema}
        return {"type": "number", **limits}

    def dataclass_schema(self, schema: Any) -> JsonSchemaValue:
        made = super().dataclass_schema(schema)
        for name, text in field_descriptions(schema["cls"]).items():
            made["properties"][name]["description"] = text
        return made | {
            "description": class_description(schema["cls"]),
            "additionalProperties": False,
        }

    def field_title_should_be_set(self, schema: Any) -> bool:
        del schema
        return False

    def str_schema(self, schema: Any) -> JsonSchemaValue:
        made = super().str_schema(schema)
        lengths = facts.DayOrMonth.__metadata__  # type: ignore[attr-defined]
        at_least, at_most = lengths[0].min_length, lengths[1].max_length
        if (made.get("minLength"), made.get("maxLength")) == (at_least, at_most):
            return {"type": "string", "pattern": _DATE_PATTERN}
        return made


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of the files of a record kind, for editors.

    Raises:
        KeyError: There is no such kind.
    """
    schema = adapter(kind).json_schema(schema_generator=_Generator)
    return {"$schema": DIALECT, **_without_nulls(schema)}


def recommendation_schema() -> dict[str, Any]:
    """The JSON Schema of what `recommend --json` prints."""
    made = document_schema(recommendation.Recommendation)
    return {"$schema": DIALECT, "title": "fmselect/recommendation@1", **made}


def explanation_schema() -> dict[str, Any]:
    """The JSON Schema of what `explain --json` prints."""
    made = document_schema(explanation.Explanation)
    return {"$schema": DIALECT, "title": "fmselect/explanation@1", **made}


def comparison_schema() -> dict[str, Any]:
    """The JSON Schema of what `compare --json` prints."""
    made = document_schema(comparison.Comparison)
    return {"$schema": DIALECT, "title": "fmselect/comparison@1", **made}


def requirements_schema() -> dict[str, Any]:
    """The JSON Schema of a requirements file."""
    from fmselect.domain.requirement_documents import (  # noqa: PLC0415 - needed here alone
        requirements_schema as made,
    )

    return made()


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    **{kind: partial(json_schema, kind) for kind in records.RECORD_KINDS},
    "recommendation": recommendation_schema,
    "explanation": explanation_schema,
    "comparison": comparison_schema,
    "requirements": requirements_schema,
}
"""Name, as `fmselect schema NAME` takes it -> the schema."""


FILE_SCHEMAS = (*records.RECORD_KINDS, "requirements")
"""The schemas of files people edit: records, and the requirements under `policies/`."""


def schema(name: str) -> dict[str, Any]:
    """The schema of that name.

    Raises:
        UsageError: There is none; the hint names the nearest, or all.
    """
    from fmselect.domain.near_names import did_you_mean  # noqa: PLC0415 - needed here alone

    if name not in SCHEMAS:
        hint = did_you_mean(name, SCHEMAS) or f"schemas: {', '.join(sorted(SCHEMAS))}"
        raise UsageError(f"no schema {name!r}", hint=hint)
    return SCHEMAS[name]()


def write_schemas(catalog: Path) -> list[Path]:
    """Write `schemas/NAME.schema.json` of all files a catalog's folder may hold.

    Raises:
        OSError: The folder cannot be written.
    """
    folder = catalog / "schemas"
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in FILE_SCHEMAS:
        path = folder / f"{name}.schema.json"
        path.write_text(schema_text(name), encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


def schema_text(name: str) -> str:
    """The text of a schema file as it is committed.

    Raises:
        UsageError: There is no schema of that name.
    """
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def _without_nulls(node: Any) -> Any:
    """The schema without `null` and defaults: an unknown value is a key left out."""
    if isinstance(node, list):
        return [_without_nulls(item) for item in node]
    if not isinstance(node, dict):
        return node
    # A field may be named `default`: its schema is a mapping, which no default value is.
    kept = {n: v for n, v in node.items() if n != "default" or isinstance(v, dict)}
    copy = {name: _without_nulls(value) for name, value in kept.items()}
    options = [option for option in copy.get("anyOf", []) if option != {"type": "null"}]
    if len(options) == 1:
        del copy["anyOf"]
        copy = {**options[0], **copy}
    return copy
