"""Leaderboards: which score belongs to which model, setting, benchmark and release."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog.strict_yaml import read_yaml
from fmselect.catalog.write import dump_record
from fmselect.upstream import mteb
from fmselect.upstream.proposals import BenchmarkProposal, Origin, Proposals
from fmselect.upstream.registry import UPSTREAMS
from fmselect.upstream.report import SyncOptions, SyncReport
from fmselect.upstream.run_settings import name_and_setting, setting
from fmselect.upstream.sync import sync_from_body

Read = Callable[[str], Proposals]
ARENA = Origin(
    via="https://huggingface.co/datasets/lmarena-ai/leaderboard-dataset", observed="2026-11-20"
)
FIXTURES = Path(__file__).parents[2] / "fixtures" / "upstream"


def benchmark(proposals: Proposals, name: str) -> BenchmarkProposal:
    """The results proposed for one benchmark."""
    (found,) = [b for b in proposals.benchmarks if b.id == name]
    return found


@pytest.fixture
def boards(catalog: Path) -> Path:
    """The catalog with two empty boards, an Epoch benchmark and one of MTEB's."""
    scales: dict[str, dict[str, Any]] = {
        "lmarena-text-elo": {"kind": "elo", "metric": "rating"},
        "lmarena-text-coding-elo": {"kind": "elo", "metric": "rating"},
        "weirdml": {"kind": "bounded", "metric": "share", "minimum": 0, "maximum": 1},
        "epoch-swe-bench-verified": {
            "kind": "bounded",
            "metric": "share",
            "minimum": 0,
            "maximum": 1,
        },
    }
    (catalog / "benchmarks").mkdir()
    for name, scale in scales.items():
        record = {
            "title": name,
            "measures": "x",
            "type": "language",
            "family": name,
            "scale": scale,
        }
        text = dump_record("benchmarks", record)
        (catalog / "benchmarks" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return catalog


def arena(
    catalog: Path,
    change: Callable[[dict[str, Any]], object] | None = None,
    options: SyncOptions | None = None,
) -> SyncReport:
    """A sync with the cut of the text board, changed or not."""
    board = json.loads((FIXTURES / "lmarena.json").read_text("utf-8"), parse_float=str)
    if change:
        change(board)
    body = json.dumps(board).encode()
    return sync_from_body("lmarena", body, "b.json", catalog, origin=ARENA, options=options)


def results(catalog: Path, name: str) -> dict[tuple[str, str | None], dict[str, Any]]:
    """The results of a benchmark by model and setting."""
    data = read_yaml(catalog / "benchmarks" / f"{name}.yaml").data
    return {
        (result["model"], result.get("setting")): result
        for result_set in data["result_sets"]
        for result in result_set["results"]
    }


def test_a_rating_keeps_its_digits_its_interval_and_its_votes(boards: Path) -> None:
    """Copied as they are, under the model, with the effort as the setting."""
    arena(boards)
    found = results(boards, "lmarena-text-elo")
    effort = found["anthropic/claude-sonnet-4-5", "effort=high; thinking-32k"]

    assert set(effort) == {"model", "setting", "score", "low", "high", "n"}
    assert effort["low"] < effort["score"] < effort["high"]
    assert isinstance(effort["n"], int)
    assert ("openai/gpt-5", "effort=high") in found
    assert ("openai/gpt-oss-120b", None) in found
    assert ("anthropic/claude-sonnet-4-5", None) in found


def test_a_name_that_another_model_has_taken_over_is_looked_up(boards: Path) -> None:
    """`command-r` there is the first one, whatever slug is nearest."""
    arena(boards)

    assert ("cohere/command-r-03-2024", None) in results(boards, "lmarena-text-elo")


def test_the_day_of_a_board_is_the_day_it_was_published(boards: Path) -> None:
    """Not the day somebody fetched it."""
    arena(boards)
    (found,) = read_yaml(boards / "benchmarks" / "lmarena-text-elo.yaml").data["result_sets"]

    assert (found["observed"], found["by"]) == ("2026-08-19", "preference")
    assert "observed_from" not in found


def test_a_newer_release_is_a_benchmark_of_its_own(boards: Path) -> None:
    """The ratings of two releases are on two scales; the older file stays as it is."""
    arena(boards)
    before = (boards / "benchmarks" / "lmarena-text-elo.yaml").read_bytes()
    report = arena(boards, lambda b: b["meta"].update(leaderboard_publish_date="2026-11-19"))
    new = read_yaml(boards / "benchmarks" / "lmarena-text-elo-2026-11-19.yaml").data

    assert (boards / "benchmarks" / "lmarena-text-elo.yaml").read_bytes() == before
    assert new["title"] == "lmarena-text-elo (2026-11-19)"
    assert new["family"] == "lmarena-text-elo"
    assert new["result_sets"][0]["observed"] == "2026-11-19"
    assert all(change.new for change in report.files)
    again = arena(boards, lambda b: b["meta"].update(leaderboard_publish_date="2026-11-19"))
    assert again.files == ()


def test_an_older_release_adds_nothing(boards: Path) -> None:
    """Somebody's old copy is counted, and no third file appears."""
    arena(boards)
    report = arena(boards, lambda b: b["meta"].update(leaderboard_publish_date="2026-05-01"))

    assert report.files == ()
    assert report.skipped["result of an older release"] > 0


def test_a_score_that_is_there_is_not_overwritten(boards: Path) -> None:
    """Another rating for the same release is shown beside ours."""
    arena(boards)
    before = (boards / "benchmarks" / "lmarena-text-elo.yaml").read_bytes()

    def corrected(board: dict[str, Any]) -> None:
        for row in board["rows"]:
            if row["model_name"] == "gpt-oss-120b":
                row.update(rating="1000", rating_lower="990", rating_upper="1010")

    report = arena(boards, corrected)

    assert (boards / "benchmarks" / "lmarena-text-elo.yaml").read_bytes() == before
    assert {(d.field, d.theirs) for d in report.discrepancies} == {("openai/gpt-oss-120b", "1000")}


@pytest.mark.parametrize(
    "spoil",
    [
        {"rating": "x"},
        {"rating": None},
        {"rating_lower": "9999"},
        {"rating_upper": "1"},
        {"model_name": ""},
        {"rating": "-5"},
        {"rating": "1e20"},
    ],
)
def test_a_row_that_contradicts_itself_is_named(boards: Path, spoil: dict[str, Any]) -> None:
    """The others are read."""
    report = arena(boards, lambda board: board["rows"][0].update(spoil))

    assert len(report.findings) == 1
    assert "row 0" in report.findings[0]
    assert report.skipped["entry that cannot be read"] == 1


@pytest.mark.parametrize("known_on", ["2026-08-19", "2026-07-01"], ids=["same", "next release"])
def test_a_rating_far_from_all_others_waits_for_a_person(boards: Path, known_on: str) -> None:
    """A slip on a scale without ends, where others are not; with `--accept` it goes through."""
    path = boards / "benchmarks" / "lmarena-text-elo.yaml"
    others = [{"model": f"acme/m{n:02}", "score": Decimal(1400 + n)} for n in range(20)]
    stamp = {"by": "preference", "source": "https://a.example/", "via": ARENA.via}
    record = dict(read_yaml(path).data)
    record["result_sets"] = [{**stamp, "observed": known_on, "results": others}]
    path.write_text(dump_record("benchmarks", record), encoding="utf-8")
    text = path.read_text(encoding="utf-8")

    def slip(board: dict[str, Any]) -> None:
        board["rows"] = [row for row in board["rows"] if row["category"] == "overall"][:1]
        for name in ("rating", "rating_lower", "rating_upper"):
            board["rows"][0][name] = str(5 * Decimal(board["rows"][0][name]))

    (held,) = arena(boards, slip).held
    assert held.reason == "far from all 20 others, 1400 to 1419"
    assert path.read_text(encoding="utf-8") == text

    id_ = "lmarena-text-elo" if known_on == "2026-08-19" else "lmarena-text-elo-2026-08-19"
    accepted = arena(boards, slip, SyncOptions(accept=frozenset([id_])))
    assert [file.path.stem for file in accepted.files] == [id_]


def test_several_boards_in_one_file() -> None:
    """Each with its own day and page."""
    board = json.loads((FIXTURES / "lmarena.json").read_text("utf-8"))
    other = {"meta": {"subset": "nobody_knows"}, "rows": [{"category": "overall"}]}
    text = json.dumps({"boards": [board, other]})
    found = UPSTREAMS["lmarena"](text, "b.json", ARENA)

    assert {b.id for b in found.benchmarks} == {"lmarena-text-elo", "lmarena-text-coding-elo"}


def test_epochs_budget_of_thinking_is_the_setting(boards: Path) -> None:
    """`..._16K` is `effort=16k`, and `_unknown` says nothing."""
    body = (FIXTURES / "epoch.csv").read_bytes()
    sync_from_body("epoch", body, "e.csv", boards, origin=ARENA)

    assert ("anthropic/claude-sonnet-4-5", "effort=16k") in results(boards, "weirdml")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("claude-opus-5-high", ("claude-opus-5", "effort=high")),
        ("gpt-5-2025-08-07_minimal", ("gpt-5-2025-08-07", "effort=minimal")),
        ("claude-opus-4-5-high-32k", ("claude-opus-4-5", "effort=high; thinking-32k")),
        ("qwen3-235b-no-thinking", ("qwen3-235b", "no-thinking")),
        ("gemini-3-flash (thinking-minimal)", ("gemini-3-flash", "thinking; effort=minimal")),
        ("llama-3.1-405b-fp8", ("llama-3.1-405b", "fp8")),
        ("deepseek-v4-pro-high-preview", ("deepseek-v4-pro", "effort=high; preview")),
        ("gpt-5", None),
        ("high", None),
        ("-high", None),
    ],
)
def test_the_setting_behind_a_name(name: str, expected: tuple[str, str] | None) -> None:
    """In the catalog's one vocabulary."""
    assert name_and_setting(name) == expected


def test_settings_have_one_spelling() -> None:
    """Effort, budgets, thinking or not."""
    assert [setting(words) for words in ("High", "16K", "non-reasoning", "reasoning", "bf16")] == [
        "effort=high",
        "effort=16k",
        "no-thinking",
        "thinking",
        "bf16",
    ]


def english(score: Callable[[str], Any], without: str = "") -> str:
    """All English tasks of one model, but one."""
    tasks = [
        {
            "task_name": task,
            "scores": {
                "test": [
                    {"main_score": score(task), "hf_subset": "en", "languages": ["eng-Latn"]},
                    {"main_score": score(task), "hf_subset": "en-en", "languages": ["eng-Latn"]},
                    {"main_score": 0.0, "hf_subset": "fr", "languages": ["fra-Latn"]},
                ]
            },
        }
        for task in mteb.ENGLISH
        if task != without
    ]
    return json.dumps({"models": [{"name": "acme/embed", "results": tasks}]})


def test_the_english_means_are_those_of_all_41_tasks() -> None:
    """8 of classification at 0.5 and all else at 0.25; French subsets do not count."""
    text = english(lambda task: 0.5 if mteb.ENGLISH[task] == "classification" else 0.25)
    found = mteb.read(text, "m.json", ARENA)
    scores = {b.id: b.results[0].result.score for b in found.benchmarks}

    assert len(mteb.ENGLISH) == 41
    assert scores["mteb-eng-v2-classification"] == 50
    assert scores["mteb-eng-v2-retrieval"] == 25
    assert scores["mteb-eng-v2-mean-task"] == Decimal("29.878")  # (8 x 50 + 33 x 25) / 41
    assert scores["mteb-eng-v2-mean-task-type"] == Decimal("28.5714")  # (50 + 6 x 25) / 7


def test_a_mean_of_fewer_tasks_is_not_formed() -> None:
    """Without one task of retrieval there is no mean of it, nor of all; of the others there is."""
    found = mteb.read(english(lambda _: 0.5, without="FiQA2018"), "m.json", ARENA)

    assert {b.id for b in found.benchmarks} == {
        f"mteb-eng-v2-{kind}" for kind in set(mteb.ENGLISH.values()) - {"retrieval"}
    }
    assert found.skipped["model without all English tasks"] == 1


def test_a_share_above_one_is_named() -> None:
    """Percent taken for shares."""
    found = mteb.read(english(lambda _: 50.4), "m.json", ARENA)

    assert found.benchmarks == ()
    assert len(found.findings) == 41


def test_the_speed_of_an_endpoint_belongs_to_the_providers_offer(catalog: Path) -> None:
    """Milliseconds become seconds; an impossible one and a missing one are no measurement."""
    path = catalog / "offers" / "fireworks-ai" / "openai.yaml"
    path.parent.mkdir(parents=True)
    offer = {"model": "openai/gpt-oss-120b", "api_id": "gpt-oss-120b"}
    path.write_text(dump_record("offers", {"offers": [offer]}), encoding="utf-8")
    body = (FIXTURES / "openrouter_endpoints.json").read_bytes()
    origin = Origin(via="https://openrouter.ai/api/v1/models", observed="2026-12-01")
    report = sync_from_body("openrouter-endpoints", body, "e.json", catalog, origin=origin)
    (speed,) = read_yaml(path).data["offers"][0]["speed"]

    assert speed["first_token_seconds"] == Decimal("0.3125")
    assert speed["output_tokens_per_second"] == 254
    assert (speed["source"], speed["observed"]) == (
        "https://openrouter.ai/openai/gpt-oss-120b",
        "2026-12-01",
    )
    assert report.findings == ("openai/gpt-oss-120b at groq: 0.25 ms to the first token",)
    assert report.skipped["endpoint without measurements"] == 2
    assert report.new_offers == ()


def test_a_model_of_another_day_is_another_model(catalog: Path) -> None:
    """Their `gpt-5` of a year later is not ours; a speed of 0 is none."""
    path = catalog / "models" / "openai" / "gpt-5.yaml"
    identity = {"released": "2025-08-07", "source": "https://openai.example"}
    record = {"name": "gpt-5", "type": "language", "identity": identity}
    path.write_text(dump_record("models", record), encoding="utf-8")
    model = {
        "slug": "gpt-5",
        "creator_slug": "openai",
        "release_date": "2026-08-01",
        "evaluations": {"gpqa": 0.5},
        "speed": {"output_tokens_per_second": 0, "ttft_seconds": 0},
    }
    found = UPSTREAMS["artificial-analysis"](json.dumps({"models": [model]}), "a", ARENA)
    body = json.dumps({"models": [model]}).encode()
    origin = Origin(via="https://artificialanalysis.ai/api/v2", observed="2026-12-01")
    report = sync_from_body("artificial-analysis", body, "a", catalog, origin=origin)

    assert found.models == ()
    assert report.files == ()
    assert report.unknown_names == ("artificial-analysis: gpt-5 of 2026-08-01",)
