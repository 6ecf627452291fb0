"""Benchmark records made from evidence tables keep what was measured and nothing else."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tools.import_facts import csv_rows
from tools.import_facts.benchmarks import read_benchmarks, write_benchmarks

EVIDENCE = (
    "model_raw",
    "model_id",
    "benchmark",
    "score",
    "setting",
    "evidence_kind",
    "observed_on",
    "source_url",
    "source_repo",
    "source_commit",
)
HEADER = ("benchmark", "metric", "scale_min", "scale_max", "higher_is_better", "homepage_url")
RATING = {"benchmark": "lmarena-text-elo", "metric": "Bradley-Terry rating (Elo scale)"}
SHARE = {
    "benchmark": "epoch-gpqa-diamond",
    "metric": "accuracy",
    "scale_min": "0",
    "scale_max": "1",
}
WORD_ERRORS = {"benchmark": "open-asr-ami-wer", "metric": "WER %", "higher_is_better": "false"}


def table(folder: Path, name: str, columns: tuple[str, ...], *rows: dict[str, str]) -> None:
    """Write one CSV table; a column nobody gives is blank."""
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def result(benchmark: str, score: str, **more: str) -> dict[str, str]:
    """One row of evidence, independent and dated unless said otherwise."""
    return {
        "model_raw": more.get("model_id", "some-lab/some-model"),
        "model_id": "some-lab/some-model",
        "benchmark": benchmark,
        "score": score,
        "evidence_kind": "independent",
        "observed_on": "2026-08-11",
        "source_url": "https://epoch.ai/benchmarks",
        "source_repo": "owner/copy",
        "source_commit": "0123456789abcdef",
        **more,
    }


def benchmarks(
    folder: Path, *evidence: dict[str, str], others: tuple[dict[str, str], ...] = ()
) -> dict[str, Any]:
    """The records made from these rows of evidence."""
    table(
        folder,
        "benchmarks.csv",
        HEADER,
        {"higher_is_better": "true", **RATING},
        {"higher_is_better": "true", **SHARE},
        *({"benchmark": name, "higher_is_better": "true"} for name in ("nolima-8k", "video-mme")),
        {"benchmark": "lechmazur-writing", "higher_is_better": "true"},
    )
    table(folder, "benchmarks-other.csv", HEADER, WORD_ERRORS)
    table(folder, "evidence-llm.csv", EVIDENCE, *evidence)
    table(folder, "evidence-other.csv", EVIDENCE)
    table(folder, "models-other.csv", ("model_id", "type"), *others)
    return dict(read_benchmarks(folder))


def only_results(record: Any) -> list[dict[str, Any]]:
    """The results of a record that has one result set."""
    (one,) = record["result_sets"]
    return list(one["results"])


def test_a_score_keeps_exactly_its_digits(tmp_path: Path) -> None:
    """`1507.3327828803424` and `0.50` are written as the table has them."""
    found = benchmarks(
        tmp_path,
        result("lmarena-text-elo", "1507.3327828803424", evidence_kind="human-preference"),
        result("epoch-gpqa-diamond", "0.50"),
    )
    assert str(only_results(found["lmarena-text-elo"])[0]["score"]) == "1507.3327828803424"
    assert str(only_results(found["epoch-gpqa-diamond"])[0]["score"]) == "0.50"


def test_settings_of_one_model_stay_apart(tmp_path: Path) -> None:
    """Two efforts are two results: no maximum, no mean."""
    found = benchmarks(
        tmp_path,
        result("epoch-gpqa-diamond", "0.81", setting="effort=low; stderr=0.02"),
        result("epoch-gpqa-diamond", "0.92", setting="effort=high; stderr=0.01"),
    )
    assert [
        (one["setting"], one["score"]) for one in only_results(found["epoch-gpqa-diamond"])
    ] == [
        ("effort=high", Decimal("0.92")),
        ("effort=low", Decimal("0.81")),
    ]


def test_votes_and_interval_leave_the_setting(tmp_path: Path) -> None:
    """Votes become `n`, the interval `low` and `high`, and what remains is the setting."""
    found = benchmarks(
        tmp_path,
        result("lmarena-text-elo", "1504.5", setting="effort=max; votes=72392; ci=[1501.1,1508.1]"),
    )
    assert only_results(found["lmarena-text-elo"]) == [
        {
            "model": "some-lab/some-model",
            "score": Decimal("1504.5"),
            "setting": "effort=max",
            "low": Decimal("1501.1"),
            "high": Decimal("1508.1"),
            "n": 72392,
        }
    ]


def test_an_arena_name_gives_the_effort_its_cell_leaves_out(tmp_path: Path) -> None:
    """`claude-opus-5-max` is effort max; `qwen3-max` is called so."""
    found = benchmarks(
        tmp_path,
        result("lmarena-text-elo", "1", model_id="a/claude-opus-5", model_raw="claude-opus-5-max"),
        result("lmarena-text-elo", "2", model_id="a/qwen3-max", model_raw="qwen3-max"),
    )
    assert [one.get("setting") for one in only_results(found["lmarena-text-elo"])] == [
        "effort=max",
        None,
    ]


def test_contradicting_runs_that_nobody_can_tell_apart_are_left_out(tmp_path: Path) -> None:
    """Two numbers under one name and setting give no result; the same number twice gives one."""
    found = benchmarks(
        tmp_path,
        result("epoch-gpqa-diamond", "0.45", model_id="a/torn", model_raw="torn"),
        result("epoch-gpqa-diamond", "0.85", model_id="a/torn", model_raw="torn"),
        result("epoch-gpqa-diamond", "0.477", model_id="a/twice", model_raw="x"),
        result("epoch-gpqa-diamond", "0.47700000000000004", model_id="a/twice", model_raw="y"),
        result("epoch-gpqa-diamond", "0.30", model_id="a/named", model_raw="one"),
        result("epoch-gpqa-diamond", "0.31", model_id="a/named", model_raw="two"),
    )
    assert [
        (one["model"], str(one["score"]), one.get("setting"))
        for one in only_results(found["epoch-gpqa-diamond"])
    ] == [
        ("a/named", "0.30", "listed as one"),
        ("a/named", "0.31", "listed as two"),
        ("a/twice", "0.477", None),
    ]


def test_results_without_an_open_licence_are_left_out(tmp_path: Path) -> None:
    """NoLiMa, everything by lechmazur (also as quoted by Epoch) and video boards do not appear."""
    left_out = ("nolima-8k", "lechmazur-writing", "video-mme")
    found = benchmarks(tmp_path, *(result(name, "7") for name in left_out))
    assert found == {}
    listed = {row["benchmark"] for row in csv_rows.read_rows(csv_rows.TABLES, "benchmarks.csv")}
    assert not [name for name in listed if name.startswith(("nolima", "lechmazur", "nyt-"))]


def test_a_row_without_a_model_is_left_out(tmp_path: Path) -> None:
    """An unsure match is worse than none."""
    assert benchmarks(tmp_path, result("epoch-gpqa-diamond", "0.9", model_id="")) == {}


def test_each_kind_of_witness_has_its_own_set(tmp_path: Path) -> None:
    """What a maker reports about itself never sits among independent results."""
    found = benchmarks(
        tmp_path,
        result("epoch-gpqa-diamond", "0.9"),
        result("epoch-gpqa-diamond", "0.95", evidence_kind="self-reported"),
    )
    assert [one["by"] for one in found["epoch-gpqa-diamond"]["result_sets"]] == [
        "independent",
        "vendor",
    ]


@pytest.mark.parametrize(
    ("benchmark", "score", "kind", "bounds", "higher"),
    [
        ("epoch-gpqa-diamond", "0.9", "bounded", (0, 1), True),
        ("lmarena-text-elo", "1500", "elo", (None, None), True),
        ("open-asr-ami-wer", "12.5", "bounded", (0, 100), False),
    ],
)
def test_the_scale_is_read_from_the_header(
    tmp_path: Path,
    benchmark: str,
    score: str,
    kind: str,
    bounds: tuple[int | None, int | None],
    higher: bool,
) -> None:
    """Shares end at 1, percents at 100, ratings nowhere, and word errors are better when fewer."""
    scale = benchmarks(tmp_path, result(benchmark, score))[benchmark]["scale"]
    assert scale["kind"] == kind
    assert (scale.get("minimum"), scale.get("maximum")) == bounds
    assert scale["higher_is_better"] is higher


def test_ratings_of_one_snapshot_only(tmp_path: Path) -> None:
    """A newer snapshot adds models the main one lacks, and an older one adds nothing."""

    def rated(score: str, model: str, day: str) -> dict[str, str]:
        return result("lmarena-text-elo", score, model_id=model, model_raw=model, observed_on=day)

    found = benchmarks(
        tmp_path,
        rated("1000", "a/one", "2026-07-10"),
        rated("1100", "a/two", "2026-07-10"),
        rated("1150", "a/five", "2026-07-10"),
        rated("1020", "a/one", "2026-09-24"),
        rated("1200", "a/three", "2026-09-24"),
        rated("900", "a/four", "2026-04-19"),
    )
    scores = {
        one["model"]: str(one["score"])
        for group in found["lmarena-text-elo"]["result_sets"]
        for one in group["results"]
    }
    assert scores == {
        "a/one": "1000",
        "a/two": "1100",
        "a/five": "1150",
        "a/three": "1200",
    }


def test_a_model_of_another_type_is_no_evidence(tmp_path: Path) -> None:
    """A reranker's score on a board of language models stays out."""
    found = benchmarks(
        tmp_path,
        result("epoch-gpqa-diamond", "0.9"),
        others=({"model_id": "some-lab/some-model", "type": "reranker"},),
    )
    assert found == {}


def test_what_is_written_is_one_file_a_benchmark(tmp_path: Path) -> None:
    """The file carries source, data set and day, and each result on a line of its own."""
    benchmarks(tmp_path, result("epoch-gpqa-diamond", "0.9", setting="effort=high"))
    assert write_benchmarks(tmp_path, tmp_path / "catalog") == 1
    text = (tmp_path / "catalog/benchmarks/epoch-gpqa-diamond.yaml").read_text(encoding="utf-8")
    assert "    source: https://epoch.ai/benchmarks\n    via: owner/copy@0123456789\n" in text
    assert "      - {model: some-lab/some-model, score: 0.9, setting: effort=high}\n" in text
