"""MTEB's boards beside the English one: a mean where every task, split and subset is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog.strict_yaml import MAX_BYTES_LARGE, read_yaml
from fmselect.upstream import mteb
from fmselect.upstream.mteb_boards import BOARDS, Run
from fmselect.upstream.proposals import Origin, Proposals

ORIGIN = Origin(via="https://github.com/embeddings-benchmark/results#sha256:01", observed="2026-11")
TASKS_OF = {
    "beir-mean": 15,
    "longembed-mean": 6,
    "mteb-code-v1-mean": 12,
    "mteb-multilingual-v2-classification": 43,
    "mteb-multilingual-v2-clustering": 16,
    "mteb-multilingual-v2-instruction-reranking": 3,
    "mteb-multilingual-v2-multilabel-classification": 5,
    "mteb-multilingual-v2-pair-classification": 11,
    "mteb-multilingual-v2-reranking": 6,
    "mteb-multilingual-v2-retrieval": 18,
    "mteb-multilingual-v2-sts": 16,
    "rteb-finance-mean": 3,
    "rteb-health-mean": 2,
    "rteb-law-mean": 4,
    "vidore-v3-mean": 8,
}
"""As the published aggregates of these boards say of themselves."""
Score = Callable[[str, str, int], Any]
"""Task, split and number of the subset -> main score."""


def subsets(run: Run) -> Iterator[str]:
    """Names of the subsets of one split."""
    return iter(["default"] if run.subsets == 1 else [f"s{n}" for n in range(run.subsets)])


def result(task: str, run: Run, score: Score) -> dict[str, Any]:
    """The result file of a task, with a split and a measure too many, as they come."""
    scores = {
        split: [
            {"main_score": score(task, split, n), "hf_subset": name, "languages": ["xxx-Xxxx"]}
            for n, name in enumerate(subsets(run))
        ]
        for split in run.splits
    }
    return {"task_name": task, "scores": {"nobody_asks_for": [{"main_score": 1}], **scores}}


def read(*results: dict[str, Any]) -> Proposals:
    """What the results of one model propose."""
    text = json.dumps({"models": [{"name": "acme/embed", "results": list(results)}]})
    return mteb.read(text, "m.json", ORIGIN)


def board(name: str, score: Score) -> list[dict[str, Any]]:
    """The result files of all tasks of a board."""
    return [result(task, run, score) for task, run in BOARDS[name].items()]


def scores(found: Proposals) -> dict[str, Decimal | int]:
    """The score of each benchmark."""
    return {b.id: b.results[0].result.score for b in found.benchmarks}


def test_the_boards_have_the_tasks_that_their_aggregates_count() -> None:
    """Private tasks, which nobody else can run, are no part of them."""
    assert {name: len(tasks) for name, tasks in BOARDS.items()} == TASKS_OF


def test_a_task_is_run_alike_on_every_board_that_has_it() -> None:
    """A board that left out a language of it would need a score of its own."""
    runs = [(task, run) for tasks in BOARDS.values() for task, run in tasks.items()]

    assert len(dict(runs)) == len(set(runs))


@pytest.mark.parametrize("name", TASKS_OF)
def test_the_catalog_has_the_benchmark_in_percent(project: Path, name: str) -> None:
    """A share times a hundred lies on its scale, from 0 or -100 to 100."""
    path = project / "catalog" / "benchmarks" / f"{name}.yaml"
    scale = read_yaml(path, limit=MAX_BYTES_LARGE).data["scale"]

    assert "x100" in scale["metric"]
    assert (scale["minimum"] in (0, -100), scale["maximum"]) == (True, 100)


@pytest.mark.parametrize("name", TASKS_OF)
def test_a_complete_board_is_the_mean_of_its_tasks(name: str) -> None:
    """Each task counts once, however many splits and subsets it has."""
    first = next(iter(BOARDS[name]))
    found = read(*board(name, lambda task, _split, _n: 0.75 if task == first else 0.25))

    expected = (Decimal(75) + 25 * (TASKS_OF[name] - 1)) / TASKS_OF[name]
    assert scores(found)[name] == round(expected, 4)


def test_a_task_is_the_mean_over_all_splits_and_subsets() -> None:
    """CUREv1 has three languages in eleven splits: one of 33 scores moves it by a 33rd."""
    one = board(
        "rteb-health-mean",
        lambda task, split, n: 1 if (task, split, n) == ("CUREv1", "all", 2) else 0,
    )

    assert scores(read(*one))["rteb-health-mean"] == Decimal("1.5152")  # 100 / 33 / 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda files: files.pop(),
        lambda files: files[-1]["scores"].pop("psychiatry_and_psychology"),
        lambda files: files[-1]["scores"]["all"].pop(),
        lambda files: files[-1]["scores"]["all"].append({"main_score": 0.5, "hf_subset": "new"}),
    ],
    ids=["a task", "a split", "a subset", "a subset too many"],
)
def test_what_is_not_complete_is_counted_and_gives_no_mean(spoil: Callable[[Any], object]) -> None:
    """A mean of fewer, or of others, is another benchmark."""
    files = board("rteb-health-mean", lambda *_: 0.5)
    assert next(iter(BOARDS["rteb-health-mean"])) == "CUREv1"
    files.reverse()
    spoil(files)
    found = read(*files)

    assert "rteb-health-mean" not in scores(found)
    assert found.skipped["model without all tasks of rteb-health-mean"] == 1


@pytest.mark.parametrize("score", [50.4, -1.01, None, "half", True])
def test_a_score_that_is_no_share_is_named(score: object) -> None:
    """Percent taken for shares would be off by a hundred."""
    files = board("rteb-law-mean", lambda *_: 0.5)
    files[0]["scores"]["test"][0]["main_score"] = score
    found = read(*files)

    assert "rteb-law-mean" not in scores(found)
    assert [line.partition(":")[0] for line in found.findings] == ["acme/embed, AILACasedocs"]


def test_of_a_task_with_one_subset_only_the_default_one_counts() -> None:
    """Some files have further ones, which the board does not read."""
    files = board("rteb-law-mean", lambda *_: 0.5)
    files[0]["scores"]["test"].append({"main_score": 1, "hf_subset": "queries", "languages": []})

    assert scores(read(*files))["rteb-law-mean"] == 50


def test_a_negative_score_is_one() -> None:
    """Following an instruction is scored from -1 to 1."""
    name = "mteb-multilingual-v2-instruction-reranking"

    assert scores(read(*board(name, lambda *_: -0.02)))[name] == -2
