"""The benchmark results a capability rests on, each with its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from fmselect.domain.catalog import Catalog, Record, TaskProfile
from fmselect.domain.explanation import BenchmarkResult

EVIDENCE = ("independent", "preference")
"""Whose results are evidence: a maker's own never are."""

OWN = "own"
"""By whom the results of the user's own file are: they count, whatever the fit was made of."""

Influence = Callable[[Record, str], Mapping[int, float | None]]
"""From the record of a model and a domain to the positions, among its `results`, of those that
stand for it, each with the points it moved the estimate by."""


def benchmark_results(
    catalog: Catalog, model: Record, task: TaskProfile, influence: Influence | None = None
) -> list[BenchmarkResult]:
    """The results that bear on a model's capability, those of the task's domain first.

    Composite indices and benchmarks without a domain are evidence of nothing, and of several
    settings on one benchmark those that do not stand for the model are left out.

    Args:
        catalog: For the benchmarks' own records.
        model: The record of the model, with its `results`.
        task: Whose domain is asked about.
        influence: Where the estimates are fitted: which results were used, and what each moved.
    """
    known: dict[str, Record] = {}
    rows: list[BenchmarkResult] = []
    moved = {} if influence is None else influence(model, task.domain)
    for position, result in enumerate(model.get("results") or ()):
        used = result.get("by") in EVIDENCE and (not moved or position in moved)
        if not used and result.get("by") != OWN:
            continue
        id_ = result["benchmark"]
        if id_ not in known:
            known[id_] = catalog.record("benchmarks", id_)
        benchmark = known[id_]
        if benchmark.get("composite") or benchmark.get("domain") is None:
            continue
        row = _row(result, benchmark, model["id"], task.domain)
        rows.append({**row, "moved_by": moved.get(position)} if moved else row)
    return sorted(rows, key=_order)


def _order(row: BenchmarkResult) -> tuple[bool, bool, float, str, str]:
    """The task's domain first, the user's own results before others, then what moved most."""
    return (
        not row["of_the_task"],
        row["by"] != OWN,
        -abs(row["moved_by"] or 0.0),
        row["benchmark"],
        row["setting"] or "",
    )


def _row(result: Mapping[str, Any], benchmark: Record, model: str, domain: str) -> BenchmarkResult:
    """One result as it is shown."""
    scale = benchmark.get("scale") or {}
    return {
        "benchmark": result["benchmark"],
        "title": benchmark.get("title") or result["benchmark"],
        "domain": benchmark.get("domain"),
        "of_the_task": benchmark.get("domain") == domain,
        "metric": scale.get("metric"),
        "score": result["score"],
        "low": result.get("low"),
        "high": result.get("high"),
        "setting": result.get("setting"),
        "by": result["by"],
        "observed": result.get("observed"),
        "source": result.get("source") or source_of(result, benchmark, model),
        "moved_by": None,
    }


def source_of(result: Mapping[str, Any], benchmark: Record, model: str) -> str | None:
    """The page that states the score: that of the set of results it is in."""
    for group in _groups(result, benchmark):
        if any(_same(result, other, model) for other in group.get("results") or ()):
            return group.get("source") or group.get("via")
    return None


def _groups(result: Mapping[str, Any], benchmark: Record) -> Iterator[Mapping[str, Any]]:
    """The sets of results by the same kind of witness."""
    for group in benchmark.get("result_sets") or ():
        if group.get("by") == result["by"]:
            yield group


def _same(result: Mapping[str, Any], other: Mapping[str, Any], model: str) -> bool:
    """Whether a line of a benchmark's file is this result of the model."""
    return (
        other.get("model") == model
        and other.get("score") == result["score"]
        and other.get("setting") == result.get("setting")
    )
