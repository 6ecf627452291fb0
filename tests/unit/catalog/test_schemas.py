"""JSON Schemas say what the border checks, and describe every field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog.load import LoadedCatalog
from fmselect.catalog.schemas import (
    FILE_SCHEMAS,
    SCHEMAS,
    json_schema,
    schema,
    schema_text,
    write_schemas,
)
from fmselect.catalog.strict_yaml import read_yaml
from fmselect.domain.records import RECORD_KINDS
from fmselect.errors import UsageError

jsonschema = pytest.importorskip("jsonschema", reason="checks schemas against documents")


def plain(value: Any) -> Any:
    """YAML data as JSON: decimals as numbers."""
    return json.loads(json.dumps(value, default=float))


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema(name: str) -> None:
    """Every schema is valid against the dialect it names."""
    found = schema(name)

    jsonschema.validators.validator_for(found).check_schema(found)
    assert found["$schema"].startswith("https://json-schema.org/")


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_records_satisfy_their_schema(kind: str, small_loaded: LoadedCatalog) -> None:
    """What the border takes, an editor with the schema takes."""
    validator = jsonschema.Draft202012Validator(json_schema(kind))
    for entry in small_loaded.entries[kind].values():
        validator.validate(plain(entry.document.data))


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("models", {"name": "M", "type": "language", "nope": 1}),
        ("models", {"name": "M"}),
        ("models", {"name": "M", "type": "language", "lab": None}),
        ("models", {"name": "M", "type": "language", "weights": {"parameters_billions": "7"}}),
        ("models", {"name": "M", "type": "language", "weights": {"parameters_billions": 0}}),
        ("models", {"name": "M", "type": "language", "identity": {"released": "2026-13"}}),
        ("models", {"name": "M", "type": "language", "limits": [{"context_tokens": 200}]}),
    ],
)
def test_schemas_refuse_what_the_border_refuses(kind: str, data: dict[str, Any]) -> None:
    """Unknown keys, missing ones, null, text for a number: an editor marks them all."""
    assert list(jsonschema.Draft202012Validator(json_schema(kind)).iter_errors(data))


def test_fields_are_described() -> None:
    """The text under a field, and a class's own, is what an editor shows beside it."""
    offers = json_schema("offers")["$defs"]

    assert "Lists are appended to, newest last" in offers["Price"]["description"]
    assert offers["Price"]["properties"]["source"]["description"].startswith("The page that states")
    assert "not its default one" in offers["Offer"]["properties"]["data_tier"]["description"]


def test_all_keys_of_records_are_described() -> None:
    """Whichever key an editor offers, it can say what belongs there."""
    for kind in RECORD_KINDS:
        found = json_schema(kind)
        for name, part in {kind: found, **found["$defs"]}.items():
            for key, field in part.get("properties", {}).items():
                assert "description" in field or "$ref" in field, f"{kind} {name}.{key}"


def test_words_that_an_editor_can_offer() -> None:
    """Where only certain words have a meaning, the schema lists them."""
    models, providers = json_schema("models")["$defs"], json_schema("providers")["$defs"]

    assert "parallel-tools" in models["FeatureSet"]["properties"]["supports"]["items"]["enum"]
    assert "eu" in providers["DataHandling"]["properties"]["regions"]["items"]["enum"]
    assert "gb" in providers["Headquarters"]["properties"]["country"]["enum"]
    assert models["Identity"]["properties"]["released"]["examples"] == ["2026-11-03", "2026-11"]


def test_the_recommendation() -> None:
    """The answer's schema requires what is always there, and not what may be absent."""
    found = schema("recommendation")
    ranked = found["$defs"]["RankedOffer"]

    assert found["title"] == "fmselect/recommendation@1"
    assert "ranking" in found["required"]
    assert "flips" in found["required"]
    assert "win_probability" in ranked["properties"]
    assert "win_probability" not in ranked["required"]
    told = found["$defs"]["ToldFlip"]
    assert told["required"] == ["weight", "from", "to", "winner", "level_with", "sentence"]
    assert ranked["properties"]["contributions"]["description"].startswith("Criterion -> weight")


def test_an_unknown_schema() -> None:
    """A name nobody knows is an error with the nearest."""
    with pytest.raises(UsageError) as refused:
        schema("recommendatio")

    assert refused.value.hint is not None
    assert refused.value.hint.startswith("did you mean recommendation")


def test_written_schemas(tmp_path: Path) -> None:
    """One file for each kind and for requirements, readable as strict YAML as well."""
    paths = write_schemas(tmp_path)

    assert [path.name for path in paths] == [f"{kind}.schema.json" for kind in FILE_SCHEMAS]
    assert json.loads(paths[0].read_text(encoding="utf-8")) == json_schema("models")
    assert read_yaml(paths[0]).data["title"] == "Model"


@pytest.mark.parametrize("kind", FILE_SCHEMAS)
def test_committed_schemas_are_current(kind: str, project: Path) -> None:
    """The schemas beside the catalog are those of the classes: `write_schemas` makes them anew."""
    path = project / "catalog" / "schemas" / f"{kind}.schema.json"

    assert path.read_text(encoding="utf-8") == schema_text(kind)
