"""`fmselect list` and `fmselect show`: what the catalog knows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from fmselect.cli.schemas import SCHEMAS
from fmselect.render.catalog_columns import KINDS

Call = Callable[..., Any]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "markdown"])
def test_every_kind_lists_in_every_format(fmselect: Call, kind: str, form: str) -> None:
    """Each format of each kind names its first record."""
    first = fmselect("list", kind, "--json").document[kind][0]["id"]
    answer = fmselect("list", kind, "--format", form)
    assert answer.code == 0
    assert first.rpartition("/")[2] in answer.out.replace("\\", "")


@pytest.mark.parametrize("kind", KINDS)
def test_lists_are_valid_against_their_schema(fmselect: Call, kind: str) -> None:
    """What `list --json` prints is what `schema list` promises."""
    jsonschema.validate(fmselect("list", kind, "--json").document, SCHEMAS["list"]())


def test_models_are_the_default_and_carry_their_capability(fmselect: Call) -> None:
    """Every model, offered or not, has an object of domains; one with evidence says how good."""
    models = fmselect("list", "--json").document["models"]
    assert all(isinstance(model["capability"], dict) for model in models)
    best = next(model for model in models if model["id"] == "acme/atlas-2")
    assert set(best["capability"]["coding"]) == {
        "estimate",
        "standard_error",
        "benchmarks",
        "grade",
    }


def test_filters_narrow_a_list(fmselect: Call) -> None:
    """Type, lab, provider and text each leave only what they name."""

    def listed(*words: str) -> list[str]:
        lines = fmselect("list", *words, "--format", "jsonl").out.splitlines()
        return [json.loads(line)["id"] for line in lines]

    assert listed("models", "--type", "embedding") == ["acme/vector-1", "example/quill-embed"]
    assert all(name.startswith("nimbus/") for name in listed("models", "--lab", "nimbus"))
    assert all(
        name.startswith("northhost/") for name in listed("offers", "--provider", "northhost")
    )
    assert "example/quill-70b" in listed("models", "--provider", "gatehub")
    assert listed("models", "QUILL-7") == ["example/quill-70b"]
    assert listed("models", "no such thing") == []


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("models", "--provider", "northost"), "northhost"),
        (("offers", "--type", "embeding"), "embedding"),
        (("models", "--lab", "acmee"), "acme"),
    ],
)
def test_a_filter_nobody_passes_is_a_slip(
    fmselect: Call, words: tuple[str, ...], hint: str
) -> None:
    """A provider, type or lab that there is not is a mistake of the call, not an empty list."""
    answer = fmselect("list", *words, "--json")
    assert (answer.code, answer.out) == (2, "")
    assert answer.error["where"] == words[1]
    assert hint in answer.error["hint"]


def test_csv_of_models_has_their_ids(fmselect: Call) -> None:
    """A spreadsheet gets one row a record, with unknown left empty."""
    rows = list(csv.DictReader(io.StringIO(fmselect("list", "--format", "csv").out)))
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert {row["open_weights"] for row in rows} <= {"True", "False", ""}


def test_show_has_every_fact_with_source_and_date(fmselect: Call) -> None:
    """A model is shown with where each group of facts was read, and with its offers' prices."""
    shown = fmselect("show", "example/quill-70b").out
    assert "131,072" in shown
    assert "https://example.org/quill · 2026-09-30" in shown
    assert "northhost/example/quill-70b" in shown
    assert "$0.60" in shown


def test_show_finds_aliases_and_names(fmselect: Call) -> None:
    """An alias, a name and an id without its lab all lead to the record."""
    for name in ("quill-70b", "Quill 70B", "quill-70b-instruct", "EXAMPLE/QUILL-70B"):
        document = fmselect("show", name, "--json").document
        assert document["record"]["id"] == "example/quill-70b"
        assert document["kind"] == "models"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("MIT", "licenses"),
        ("northhost", "providers"),
        ("northhost/example/quill-70b", "offers"),
        ("patchset-2026", "benchmarks"),
        ("forge-80gb", "hardware"),
        ("coding", "tasks"),
    ],
)
def test_show_finds_every_kind(fmselect: Call, name: str, kind: str) -> None:
    """The kind is found from the name, and the document says which it is."""
    document = fmselect("show", name, "--json").document
    assert document["kind"] == kind
    jsonschema.validate(document, SCHEMAS["record"]())
    assert fmselect("show", name).out.startswith(f"{name}\n")


def test_show_takes_the_kind_where_it_is_named(fmselect: Call) -> None:
    """`--kind` decides where a name stands for several; a name of another kind is then unknown."""
    assert fmselect("show", "acme", "--kind", "providers", "--json").document["kind"] == "providers"
    assert fmselect("show", "acme", "--kind", "models").code == 2


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_line_of_a_list_keeps_to_the_window(
    fmselect: Call, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said under a list wraps as other sentences do."""
    monkeypatch.setenv("COLUMNS", "60")
    foot = fmselect("list", kind).out.rpartition("\n\n")[2]
    assert "catalog" in foot
    assert max(map(len, foot.splitlines())) <= 60
