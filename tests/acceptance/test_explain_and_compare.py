"""`fmselect explain` and `fmselect compare`: what they answer, in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog.schemas import schema

Call = Callable[..., Any]
TODAY = ("--today", "2026-11-23")


def test_the_first_of_the_ranking_is_explained_as_first(fmselect: Call) -> None:
    """Both commands tell the same rank, score and contributions."""
    row = fmselect("recommend", "coding", *TODAY, "--json").document["ranking"][0]
    document = fmselect("explain", row["model"], "coding", *TODAY, "--json").document
    assert document["schema"] == "fmselect/explanation@1"
    assert (document["standing"], document["rank"]) == ("first", 1)
    assert (document["offer"], document["score"]) == (row["offer"], row["score"])
    parts = {part["criterion"]: part["contribution"] for part in document["criteria"]}
    assert parts == row["contributions"]
    assert document["sureness"]["win_probability"] == row["win_probability"]


def test_a_model_that_is_out_is_an_answer(fmselect: Call) -> None:
    """Exit code 0, every reason, and the options that would admit it, which do."""
    words = ("acme/atlas-2", "coding", "--max-cost", "1", *TODAY)
    told = fmselect("explain", *words)
    assert told.code == 0
    assert "is out" in told.out
    document = fmselect("explain", *words, "--json").document
    assert document["standing"] == "out"
    (step,) = document["admission"]
    assert f"Admitted    {step['sentence']}" in told.out
    option, value = step["sentence"].removeprefix("with ").split()
    again = fmselect("explain", "acme/atlas-2", "coding", option, value, *TODAY, "--json")
    assert again.document["standing"] != "out"


def test_documents_satisfy_their_schemas(fmselect: Call) -> None:
    """What is published by `fmselect schema` is what is printed."""
    jsonschema = pytest.importorskip("jsonschema")
    names = ("acme/atlas-2", "example/quill-70b")
    for name, words in (
        ("explanation", ("explain", "acme/atlas-2", "coding", "--max-cost", "1")),
        ("explanation", ("explain", "acme/atlas-2", "coding")),
        ("explanation", ("explain", "acme/atlas-2", "embedding")),
        ("comparison", ("compare", *names, "coding", "--max-cost", "1")),
    ):
        document = fmselect(*words, *TODAY, "--json").document
        published = fmselect("schema", name).document
        assert published == json.loads(json.dumps(schema(name)))
        jsonschema.validate(document, {**published, "additionalProperties": False})


def test_a_name_nobody_has_is_a_mistake_of_the_call(fmselect: Call) -> None:
    """Exit code 2, the nearest names, and nothing on stdout."""
    for words in (("explain", "acme/atlas-3"), ("compare", "acme/atlas-2", "acme/atlas-3")):
        refused = fmselect(*words, "coding")
        assert (refused.code, refused.out) == (2, "")
        assert "did you mean acme/atlas-2" in refused.err


def test_a_model_of_another_type_exists_and_is_no_candidate(fmselect: Call) -> None:
    """That is the answer of `explain`; `compare` refuses and says where to look."""
    told = fmselect("explain", "acme/atlas-2", "embedding", *TODAY)
    assert told.code == 0
    assert "is a model of type language" in told.out
    refused = fmselect("compare", "acme/atlas-2", "example/quill-70b", "embedding")
    assert refused.code == 2
    assert "why: fmselect explain acme/atlas-2 embedding" in refused.err


def test_an_offer_may_be_named_in_place_of_its_model(fmselect: Call) -> None:
    """Or beside it; of another model it is refused."""
    document = fmselect("explain", "acme/atlas-2", "coding", *TODAY, "--json").document
    other = document["offers"][-1]["offer"]
    named = fmselect("explain", other, "coding", *TODAY, "--json").document
    beside = fmselect("explain", "acme/atlas-2", "coding", "--offer", other, *TODAY, "--json")
    assert named == beside.document
    assert (named["offer"], named["ranking_of"]) == (other, "offers")
    refused = fmselect("explain", "example/quill-70b", "coding", "--offer", other)
    assert refused.code == 2
    assert "--offer" in refused.err


def test_the_evidence_names_its_sources(fmselect: Call) -> None:
    """Benchmark, score, setting and the page, those of the task's own domain first."""
    evidence = fmselect("explain", "acme/atlas-2", "coding", *TODAY, "--json").document["evidence"]
    domains = [result["of_the_task"] for result in evidence]
    assert domains == sorted(domains, reverse=True)
    patches = next(r for r in evidence if r["benchmark"] == "patchset-2026")
    assert patches["source"] == "https://bench.example/patchset-2026"
    assert (patches["observed"], patches["metric"]) == ("2026-09-15", "resolved")


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(
    "words",
    [
        ("explain", "acme/atlas-2", "coding", "--max-cost", "300"),
        ("explain", "acme/atlas-2-mini", "coding"),
        ("explain", "example/quill-70b", "chat", "--no-training", "--region", "eu"),
        ("compare", "acme/atlas-2", "acme/atlas-2-mini", "example/quill-70b", "coding"),
    ],
)
def test_tables_fit_the_window(
    fmselect: Call, monkeypatch: pytest.MonkeyPatch, width: int, words: tuple[str, ...]
) -> None:
    """No line is longer than the window but for an id or an address that is longer itself."""
    monkeypatch.setenv("COLUMNS", str(width))
    told = fmselect(*words, *TODAY)
    assert told.code == 0
    long = [line for line in told.out.splitlines() if len(line) > width]
    assert [line for line in long if "http" not in line] == []


@pytest.mark.parametrize("words", [("explain", "quill-70b"), ("explain", "atlas-2")])
def test_seconds_nobody_measured_here_are_marked(fmselect: Call, words: tuple[str, ...]) -> None:
    """A latency is the model's median over providers: wherever its amount is told it has a ~."""
    page = fmselect(*words, "chat", "--weight", "latency=3", "--weight", "cost=1").out
    told = re.findall(r"(?<![\d.])(~?)(\d+(?:\.\d+)? s)\b", page.partition("Values")[0])
    told += re.findall(r"\(now (~?)(\d[\d.]* s)\)", page)
    assert len(told) > 2
    assert [amount for mark, amount in told if not mark] == []


def test_a_limit_missed_by_seconds_is_missed_by_an_estimate(fmselect: Call) -> None:
    """So is the amount of a near miss."""
    page = fmselect("recommend", "chat", "--max-ttft", "0.1").out
    assert re.search(r"first token ~[\d.]+ s, limit 0.1 s", page)


def test_a_comparison_tells_what_differs(fmselect: Call) -> None:
    """The facts that differ are shown, the others named; the first is what is compared to."""
    words = ("compare", "acme/atlas-2", "acme/atlas-2-mini", "coding", *TODAY)
    document = fmselect(*words, "--json").document
    assert [offer["model"] for offer in document["offers"]] == [
        "acme/atlas-2",
        "acme/atlas-2-mini",
    ]
    differing = {fact["field"] for fact in document["facts"] if fact["differs"]}
    assert "input_usd_per_million_tokens" in differing
    table = fmselect(*words).out
    assert "input usd per million tokens" in table
    assert table.startswith("coding: acme/atlas-2 against acme/atlas-2-mini\n")


def test_a_comparison_of_three_names_them_as_a_list(fmselect: Call) -> None:
    """Several others stand as `B, C and D`."""
    page = fmselect("compare", "atlas-2", "quill-70b", "quill-8b", "cirrus-code", "chat").out
    told = "acme/atlas-2 against example/quill-70b, example/quill-8b and nimbus/cirrus-code"
    assert told in " ".join(page.split())


def test_a_comparison_as_csv(fmselect: Call) -> None:
    """One column an offer, numbers as in the document."""
    words = ("compare", "acme/atlas-2", "acme/atlas-2-mini", "coding", *TODAY)
    document = fmselect(*words, "--json").document
    rows = list(csv.DictReader(io.StringIO(fmselect(*words, "--format", "csv").out)))
    offers = [offer["offer"] for offer in document["offers"]]
    score = next(row for row in rows if row["item"] == "score")
    assert [float(score[offer]) for offer in offers] == [o["score"] for o in document["offers"]]
    cost = next(row for row in rows if row["item"] == "cost amount")
    assert cost["unit"] == "USD a month"


def test_markdown_shows_every_row(fmselect: Call) -> None:
    """For a design review: nothing is left out, and facts that differ are marked."""
    told = fmselect(
        "compare", "acme/atlas-2", "acme/atlas-2-mini", "coding", *TODAY, "--format", "markdown"
    ).out
    assert told.startswith("## coding: acme/atlas-2 against acme/atlas-2-mini\n")
    assert "| input usd per million tokens \\* |" in told
    explained = fmselect("explain", "acme/atlas-2", "coding", *TODAY, "--format", "markdown").out
    assert "### Evidence" in explained
    assert "| Patchset 2026 |" in explained


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_comparison_of_many_keeps_to_the_window(
    fmselect: Call, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables of six go on below themselves; the title is a sentence."""
    monkeypatch.setenv("COLUMNS", str(width))
    models = [f"example/quill-{size}" for size in ("70b", "8b")]
    names = ["acme/atlas-2", "acme/atlas-2-mini", "nimbus/cirrus-code", *models]
    told = fmselect("compare", *names, "coding", *TODAY)
    assert told.code == 0
    assert max(map(len, told.out.splitlines())) <= width
    title = " ".join(told.out.splitlines()[:3])
    assert "acme/atlas-2-mini, nimbus/cirrus-code, example/quill-70b and example/quill-8b" in title
    assert fmselect("compare", *names, "coding", *TODAY, "--json").document["offers"][4]


def test_the_task_stands_anywhere_among_the_models(fmselect: Call) -> None:
    """And may not be named twice; without one it is chat, and that is said."""
    names = ("acme/atlas-2", "acme/atlas-2-mini")
    last = fmselect("compare", *names, "coding", *TODAY, "--json").document
    assert fmselect("compare", "coding", *names, *TODAY, "--json").document == last
    twice = fmselect("compare", *names, "coding", "chat")
    assert twice.code == 2
    assert "one task at a time" in twice.err
    default = fmselect("compare", *names, *TODAY, "--json")
    assert default.document["requirements"]["task"] == "chat"
    assert "fmselect compare acme/atlas-2 acme/atlas-2-mini TASK" in default.err


def test_a_mistake_in_a_file_names_its_line(fmselect: Call, tmp_path: Path) -> None:
    """Requirements are read as `recommend` reads them."""
    file = tmp_path / "mine.yaml"
    file.write_text("task: coding\nconstraints:\n  min_capability: 50\n")
    refused = fmselect("explain", "acme/atlas-2", "-r", str(file))
    assert refused.code == 4
    assert "mine.yaml:3" in refused.err
