"""The table of fields drives the file, the options and the schema alike."""

from __future__ import annotations

from typing import Any

import pytest

from fmselect.domain.requirement_documents import requirements_document, requirements_schema
from fmselect.domain.requirement_fields import BY_OPTION, FIELDS, RequirementField
from fmselect.domain.requirement_readers import READERS
from fmselect.domain.requirement_rules import value_at
from fmselect.domain.requirements import Constraints, Preferences, Requirements, Workload


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.path)
def test_every_field_has_a_reader_a_place_and_an_explanation(field: RequirementField) -> None:
    """Nothing in the table is dead."""
    assert field.kind in READERS
    value_at(Requirements(task="chat"), field.path)
    assert field.help.endswith(".")
    assert (field.option is None) == (field.path == "task")


def test_no_two_fields_share_an_option() -> None:
    """An option means one thing."""
    assert len(BY_OPTION) == sum(field.option is not None for field in FIELDS)


def test_every_attribute_of_the_requirements_can_be_declared() -> None:
    """A field added to the classes and not to the table fails here."""

    def leaves(kind: Any) -> int:
        made = kind(task="chat") if kind is Requirements else kind()
        return sum(
            leaves(type(value)) if hasattr(value, "_fields") else 1
            for name, value in made._asdict().items()
            if name != "policy"  # nobody declares it: it says whose limits are in force
        )

    assert leaves(Requirements) == len(FIELDS)


def test_the_document_shows_what_is_stated_and_nothing_else() -> None:
    """With the names of the file; whole numbers are integers, zero is stated."""
    requirements = Requirements(
        task="coding",
        workload=Workload(requests=50_000.0, cached_input_share=0.0),
        constraints=Constraints(license=("MIT",), providers_deny=("a",)),
        preferences=Preferences(weights=(("cost", 0.5),), cost_anchors_usd_per_month=(25.0, 500.0)),
        accept=("region-choice",),
    )
    document = requirements_document(requirements)
    assert document == {
        "task": "coding",
        "workload": {"requests": 50_000, "cached_input_share": 0},
        "constraints": {"license": ["MIT"], "providers": {"deny": ["a"]}},
        "accept": ["region-choice"],
        "preferences": {"weights": {"cost": 0.5}, "anchors": {"cost": {"good": 25, "bad": 500}}},
    }
    assert isinstance(document["workload"]["requests"], int)


def test_the_schema_names_every_field_and_allows_no_other() -> None:
    """Every object is closed, every field has its help as a description."""
    schema = requirements_schema()
    for field in FIELDS:
        place = schema
        for part in field.path.split("."):
            assert place["additionalProperties"] is False
            place = place["properties"][part]
        assert place["description"] == field.help
