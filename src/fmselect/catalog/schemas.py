"""JSON Schemas of the files we read and the documents we print, made from the classes themselves.

A catalog file's schema has numbers for decimals, and refuses unknown keys, like the border does;
the descriptions are the docstrings of the classes and of their fields.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from fmselect.catalog.border import ID_PATTERN, adapter, text_lengths
from fmselect.catalog.class_docs import class_description, field_descriptions
from fmselect.catalog.document_schema import document_schema
from fmselect.catalog.rules.vocabulary import CERTIFICATIONS, FEATURES, REGIONS
from fmselect.domain import comparison, explanation, facts, recommendation, records
from fmselect.domain.regions import COUNTRIES
from fmselect.errors import UsageError

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DAY_OR_MONTH = {
    "pattern": r"^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$",
    "patternErrorMessage": "a day 2026-11-03, or a month 2026-11 where the source states no day",
    "examples": ["2026-11-03", "2026-11"],
}
_ID = {
    "pattern": ID_PATTERN,
    "patternErrorMessage": "an id: letters, digits and . - _ + @, with / between parts",
}
_TEXT = {
    "pattern": r"^\S([\s\S]*\S)?$",
    "patternErrorMessage": "text that neither begins nor ends with a blank",
}
"""`patternErrorMessage` is what yaml-language-server says instead of the pattern."""
_PROVENANCE = {field.name for field in dataclasses.fields(facts.Sourced)}
_WORDS: dict[str, frozenset[str]] = {
    "supports": FEATURES,
    "lacks": FEATURES,
    "certifications": CERTIFICATIONS,
    "regions": REGIONS,
    "country": COUNTRIES,
}
"""Keys whose words have a meaning to the program: an editor can offer them."""


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
        own_first = sorted(made["properties"].items(), key=lambda item: item[0] in _PROVENANCE)
        made["properties"] = dict(own_first)
        for name in made["properties"].keys() & _WORDS.keys():
            _limit_to(made["properties"][name], _WORDS[name])
        return made | {
            "description": class_description(schema["cls"]),
            "additionalProperties": False,
        }

    def field_title_should_be_set(self, schema: Any) -> bool:
        del schema
        return False

    def str_schema(self, schema: Any) -> JsonSchemaValue:
        made = super().str_schema(schema)
        lengths = (made.get("minLength"), made.get("maxLength"))
        if lengths == text_lengths(facts.DayOrMonth):
            return {"type": "string", **_DAY_OR_MONTH}
        if lengths == text_lengths(facts.Id):
            return made | _ID
        if lengths == text_lengths(facts.Text):
            return made | _TEXT
        return made


def _limit_to(schema: dict[str, Any], words: frozenset[str]) -> None:
    """Have a text, or the texts of a list, be one of these; in place."""
    for option in schema.get("anyOf", [schema]):
        if option.get("type") == "array":
            option["items"] = {"type": "string", "enum": sorted(words)}
        elif option.get("type") == "string":
            option.clear()
            option.update({"type": "string", "enum": sorted(words)})


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


def policy_schema() -> dict[str, Any]:
    """The JSON Schema of an organisation's policy."""
    from fmselect.domain.requirement_documents import (  # noqa: PLC0415 - needed here alone
        policy_schema as made,
    )

    return made()


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    **{kind: partial(json_schema, kind) for kind in records.FILE_CLASSES},
    "recommendation": recommendation_schema,
    "explanation": explanation_schema,
    "comparison": comparison_schema,
    "requirements": requirements_schema,
    "policy": policy_schema,
}
"""Name, as `fmselect schema NAME` takes it -> the schema."""


FILE_SCHEMAS = (*records.FILE_CLASSES, "requirements", "policy")
"""The schemas of files people edit: records, requirements, and what is under `policies/`."""


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
