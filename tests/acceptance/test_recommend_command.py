"""`fmselect recommend`: what it answers, in every format."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from fmselect.cli.schemas import SCHEMAS
from fmselect.domain.requirement_fields import FIELDS

Call = Callable[..., Any]
TODAY = ("--today", "2026-11-23")


def test_json_is_valid_against_the_published_schema(fmselect: Call) -> None:
    """What `recommend --json` prints is what `schema recommendation` promises."""
    answer = fmselect("recommend", "coding", "--json", "--explain-excluded", *TODAY)
    assert answer.code == 0
    assert answer.err == ""
    jsonschema.validate(answer.document, SCHEMAS["recommendation"]())
    assert answer.document["schema"] == "fmselect/recommendation@1"
    assert [row["rank"] for row in answer.document["ranking"]] == [1, 2, 3, 4, 5]


def test_the_same_call_prints_the_same_bytes(process: Call) -> None:
    """For one catalog and one day the document is byte for byte the same, run after run."""
    words = ("recommend", "coding", "--json", "--explain-excluded", *TODAY)
    assert process(*words, PYTHONHASHSEED="1").out == process(*words, PYTHONHASHSEED="2").out


@pytest.mark.parametrize("task", ["chat", "embedding", "image-generation", "speech-to-text"])
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "markdown"])
def test_every_format_answers_every_type(fmselect: Call, task: str, form: str) -> None:
    """Each format names the first model of a task of each type of model."""
    first = fmselect("recommend", task, "--json").document["ranking"][0]["model"]
    answer = fmselect("recommend", task, "--format", form)
    assert answer.code == 0
    assert first in answer.out


def test_jsonl_has_one_row_a_line(fmselect: Call) -> None:
    """Each line is a row of the ranking, the same as in the document."""
    rows = fmselect("recommend", "coding", "--format", "jsonl").out.splitlines()
    ranking = fmselect("recommend", "coding", "--json").document["ranking"]
    assert [json.loads(row) for row in rows] == ranking


def test_csv_has_the_numbers_unrounded(fmselect: Call) -> None:
    """A spreadsheet gets the figures of the document, and an empty cell for an unknown one."""
    rows = list(csv.DictReader(io.StringIO(fmselect("recommend", "coding", "--format", "csv").out)))
    ranking = fmselect("recommend", "coding", "--json").document["ranking"]
    assert [row["offer"] for row in rows] == [row["offer"] for row in ranking]
    assert [float(row["score"]) for row in rows] == [row["score"] for row in ranking]
    unknown = [row["cost_usd_per_month"] is None for row in ranking]
    assert [row["cost_usd_per_month"] == "" for row in rows] == unknown
    assert any(unknown)


def test_an_empty_ranking_is_the_answer_no(fmselect: Call) -> None:
    """Nothing that satisfies the limits: exit code 1, and the whole document on stdout."""
    words = ("recommend", "coding", "--max-response", "0.001")
    answer = fmselect(*words, "--json")
    assert answer.code == 1
    assert answer.document["ranking"] == []
    assert answer.document["excluded_by"]["max_response_seconds"] > 0
    told = fmselect(*words)
    assert told.code == 1
    assert "coding: none of 5 models meets every requirement" in told.out


def test_options_state_requirements_and_the_table_repeats_them(fmselect: Call) -> None:
    """What was said and what was assumed are told apart."""
    out = fmselect("recommend", "coding", "--requests", "20k", "--max-cost", "$500").out
    said = next(line for line in out.splitlines() if line.startswith("You said"))
    assumed = next(line for line in out.splitlines() if line.startswith("Assumed"))
    assert "20k requests a month" in said
    assert "at most $500 a month" in said
    assert "4k tokens in" in assumed
    assert "requests" not in assumed


def test_options_win_over_the_file(fmselect: Call, tmp_path: Path) -> None:
    """A requirement in both is taken from the option; the others stay."""
    file = tmp_path / "mine.yaml"
    file.write_text("task: coding\nworkload:\n  requests: 5k\n  input_tokens: 2k\n")
    used = fmselect("recommend", "-r", str(file), "--requests", "7k", "--json").document
    assert used["requirements"]["task"] == "coding"
    assert used["requirements"]["workload"]["requests"] == 7000
    assert used["requirements"]["workload"]["input_tokens"] == 2000


def test_requirements_yaml_is_read_where_no_task_is_named(
    fmselect: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder with requirements.yaml the command needs no words; with a task it ignores it."""
    (tmp_path / "requirements.yaml").write_text("task: math\n")
    monkeypatch.chdir(tmp_path)
    assert fmselect("recommend", "--json").document["requirements"]["task"] == "math"
    assert fmselect("recommend", "chat", "--json").document["requirements"]["task"] == "chat"


def test_no_task_at_all_means_chat_and_says_so(fmselect: Call) -> None:
    """Without words or a file the answer is for chat; stderr says so, and how to tailor it."""
    answer = fmselect("recommend", "--json")
    assert answer.code == 0
    assert answer.document["requirements"]["task"] == "chat"
    assert "for chat" in answer.err
    assert "requirements.yaml" in answer.err
    assert fmselect("recommend", "--json", "-q").err == ""


def test_a_policy_can_only_be_tightened(
    fmselect: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stricter of two limits applies; the environment may name the policy, too."""
    policy = tmp_path / "policy.yaml"
    policy.write_text("constraints: {max_cost_usd_per_month: 100}\n")

    def limit(*words: str) -> Any:
        used = fmselect("recommend", "coding", "--json", *words).document["requirements"]
        return used["constraints"]["max_cost_usd_per_month"]

    assert limit("--policy", str(policy), "--max-cost", "900") == 100
    assert limit("--policy", str(policy), "--max-cost", "40") == 40
    monkeypatch.setenv("FMSELECT_POLICY", str(policy))
    assert limit("--max-cost", "900") == 100


def test_the_file_may_come_through_a_pipe(command: list[str]) -> None:
    """`-r -` reads the requirements from standard input."""
    done = subprocess.run(
        [*command, "recommend", "-r", "-", "--json"],
        input=b"task: math\n",
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["requirements"]["task"] == "math"


def test_top_and_all_offers(fmselect: Call) -> None:
    """`--top` limits the rows; `--all-offers` shows a model once for each offer."""
    assert len(fmselect("recommend", "coding", "--top", "2", "--json").document["ranking"]) == 2
    words = ("recommend", "coding", "--all-offers", "--top", "50", "--json")
    models = [row["model"] for row in fmselect(*words).document["ranking"]]
    assert len(models) > len(set(models))


def test_every_requirement_has_an_option_in_help(fmselect: Call) -> None:
    """`recommend --help` names every option of the table of requirements."""
    told = fmselect("recommend", "--help")
    assert told.code == 0
    for field in FIELDS:
        assert (field.option or "TASK") in told.out


def test_list_options_take_commas_and_repetition(fmselect: Call) -> None:
    """`--need a,b` and `--need a --need b` mean the same."""
    once = fmselect("recommend", "chat", "--need", "tools,vision-input", "--json", *TODAY)
    twice = fmselect(
        "recommend", "chat", "--need", "tools", "--need", "vision-input", "--json", *TODAY
    )
    assert once.out == twice.out
    assert once.document["requirements"]["constraints"]["features"] == ["tools", "vision-input"]


def test_today_decides_what_is_retired(fmselect: Call) -> None:
    """The day is a parameter: the same catalog answers for another day."""
    assert fmselect("recommend", "chat", "--today", "2026-01-01", "--json").document["today"] == (
        "2026-01-01"
    )


def test_where_nothing_is_known_of_what_is_weighed_it_says_so(fmselect: Call) -> None:
    """No catalog has the speed of embedding models; a line without weights would be no answer."""
    answer = fmselect("recommend", "embedding", "--weight", "latency=1")
    assert "Weights     none: nothing is known about what you weigh" in answer.out
