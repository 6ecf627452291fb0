"""Fit on what was known before a day, judge on what was observed from that day on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from fmselect.capability.evidence import cells
from fmselect.capability.fit import fit
from fmselect.domain.records import Benchmark, ResultSet
from tools.evidence.baselines import mean_of_z_scores
from tools.evidence.holdout import LEAST_OTHERS, tests_of
from tools.evidence.scores import kendall_tau, pick_regret


class Backtest(NamedTuple):
    """Averages over the families that have tests."""

    day: str
    families: int
    tests: int
    tau: float
    tau_mean_of_z_scores: float
    regret: float


def backtest(
    benchmarks: Mapping[str, Benchmark], kind: str, day: str, without: Collection[str] = ()
) -> Backtest | None:
    """None where nothing later can be judged.

    A later result counts only where the same model had none before on the same item, in the cells
    of all evidence; the setting that stands for a model may be a later one.
    """
    before = cells(_until(benchmarks, day)).get(kind, [])
    known = {(cell.model, cell.item) for cell in before}
    later = [c for c in cells(benchmarks).get(kind, []) if (c.model, c.item) not in known]
    tests = tests_of(later, before, LEAST_OTHERS) if before else []
    if not tests:
        return None
    fitted, simple = fit(before, without=without), mean_of_z_scores(before)
    by_family: dict[str, list[tuple[float, float, float]]] = {}
    for test in tests:
        domain = test.domain if test.domain in fitted.spread.domain else ""
        level = np.array([fitted.levels[model][domain].value for model in test.models])
        plain = np.array([simple.get(model, 0.0) for model in test.models])
        row = (
            kendall_tau(level, test.observed),
            kendall_tau(plain, test.observed),
            pick_regret(level, test.observed),
        )
        by_family.setdefault(test.family, []).append(row)
    means = np.mean([np.mean(rows, axis=0) for rows in by_family.values()], axis=0)
    return Backtest(day, len(by_family), len(tests), *map(float, means))


def _until(benchmarks: Mapping[str, Benchmark], day: str) -> dict[str, Benchmark]:
    return {
        name: replace(benchmark, result_sets=_earlier(benchmark.result_sets, day))
        for name, benchmark in benchmarks.items()
    }


def _earlier(sets: Sequence[ResultSet], day: str) -> tuple[ResultSet, ...]:
    """Results observed before the day; of an unknown day none."""
    kept = []
    for one in sets:
        results = tuple(
            result
            for result in one.results
            if "" < str(result.observed or one.observed or "") < day
        )
        if results:
            kept.append(replace(one, results=results))
    return tuple(kept)
