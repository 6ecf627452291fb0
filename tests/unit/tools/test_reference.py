"""The reference pages say what the code says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fmselect.domain import facts, recommendation
from fmselect.domain.records import RECORD_KINDS, Limits, LongPromptRates, Model
from fmselect.domain.requirement_fields import FIELDS
from tools.reference import classes
from tools.reference.__main__ import FILES, stale, write
from tools.reference.markdown import table


def test_a_field_is_described_as_people_read_it() -> None:
    """Type, range, duty and description come from the class, wherever it describes a field."""
    prices = {field.name: field for field in classes.fields(LongPromptRates)}
    sourced = {field.name: field for field in classes.fields(facts.Sourced)}

    assert prices["above_prompt_tokens"] == classes.Field(
        "above_prompt_tokens",
        "whole number",
        "from 1,000 to 100,000,000",
        required=True,
        nullable=False,
        description="The length of a prompt, in tokens, above which these rates count.",
    )
    assert prices["input_usd_per_million_tokens"].range == "from 0 to 1,000,000"
    assert prices["input_usd_per_million_tokens"].nullable
    assert sourced["observed_from"].type == "`snapshot`, `collection`"
    assert sourced["source"].description.startswith("The page that states the fact")


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (facts.Id, "id"),
        (facts.DayOrMonth | None, "day or month"),
        (tuple[facts.Text, ...], "list of text"),
        (tuple[float, float] | None, "list of number"),
        (dict[str, Any], "text → any"),
        (tuple[Limits, ...], "list of [Limits](#limits)"),
        (list[recommendation.Fact], "list of [Fact](#fact)"),
    ],
)
def test_types_have_plain_words(hint: Any, words: str) -> None:
    """Every kind of annotation that records and answers use can be read aloud."""
    assert classes.describe(hint)[0] == words


def test_every_class_of_a_record_is_found() -> None:
    """A model's page includes each group of facts inside it, once."""
    names = [cls.__name__ for cls in classes.nested(Model)]

    assert names[0] == "Model"
    assert {"Identity", "Limits", "Weights", "FeatureSet", "Lifecycle"} <= set(names)
    assert len(names) == len(set(names))


def test_every_requirement_and_every_key_has_a_row() -> None:
    """Nothing a user can write is left out of the pages."""
    requirements = FILES["docs/reference/requirements.md"]()
    schema = FILES["docs/reference/catalog-schema.md"]()
    answer = FILES["docs/reference/json.md"]()

    assert [f.path for f in FIELDS if f"| `{f.path}` |" not in requirements] == []
    for kind, cls in RECORD_KINDS.items():
        assert f"## `{kind}/`" in schema
        assert [f.name for f in classes.fields(cls) if f"| `{f.name}`" not in schema] == []
    for field in classes.fields(recommendation.Recommendation):
        assert f"| `{field.name}`" in answer


def test_an_edited_page_is_stale(tmp_path: Path) -> None:
    """Writing makes every page current, and a change by hand is noticed."""
    assert stale(tmp_path) == list(FILES)
    write(tmp_path)
    assert stale(tmp_path) == []

    name = "docs/reference/exit-codes.md"
    with (tmp_path / name).open("a", encoding="utf-8") as page:
        page.write("Edited.\n")

    assert stale(tmp_path) == [name]


def test_a_column_without_content_is_left_out() -> None:
    """A table shows no empty column, and a bar inside a cell does not split it."""
    assert table(("a", "b", "c"), [("1", "", "x|y"), ("2", "", "z")]) == (
        "| a | c |\n| --- | --- |\n| 1 | x\\|y |\n| 2 | z |"
    )
