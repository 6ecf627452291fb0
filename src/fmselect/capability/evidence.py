"""From benchmark results to cells: one number a model and benchmark, comparable across scales.

Only independent results and human preference count where `by` is left at its default; results a
maker reports of its own model never do. Composite indices and benchmarks without a domain give no
cells: an index beside its parts would count them twice.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import NamedTuple

from fmselect.capability.settings import representative
from fmselect.domain.records import Benchmark, Scale

TRUSTED = frozenset({"independent", "preference"})
_EDGE = 0.01
_LINKS = 3
_ELO_LOGIT = math.log(10) / 400


class Cell(NamedTuple):
    """What is known of one model on one benchmark.

    `score` is as published; `logit` the same on an unbounded scale where up is better and equal
    steps mean about the same; `effort` the rank of the setting it was taken in, None if unnamed.
    """

    model: str
    benchmark: str
    family: str
    domain: str
    score: float
    logit: float
    effort: float | None


def share_of_scale(scale: Scale, score: float) -> float:
    """Where a bounded score lies between worst (0) and best (1), corrected for chance.

    0 is what guessing gives, where that is known; below it the share is negative.
    """
    low = float(scale.minimum or 0)
    high = float(scale.maximum if scale.maximum is not None else 1)
    share = (score - low) / (high - low)
    if not scale.higher_is_better:
        share = 1 - share
    if scale.chance is None:
        return share
    chance = (float(scale.chance) - low) / (high - low)
    return (share - chance) / (1 - chance)


def elo_probability(difference: float) -> float:
    """Probability that the higher rated of two wins: `1 / (1 + 10^(-difference / 400))`.

    Elo 1978; the Bradley-Terry ratings of human-preference arenas are published on this scale.
    """
    return 1 / (1 + math.pow(10, -difference / 400))


def logit_score(scale: Scale, score: float) -> float:
    """Score on an unbounded scale: log-odds of a share, a rating in natural log-odds, a log.

    Shares are held 1 % away from the ends: beyond, a benchmark says "nearly all" or "nearly none"
    and not how much. Unbounded scales (minutes, error rates) use asinh, a log that takes zero.
    """
    if scale.kind == "elo":
        return score * _ELO_LOGIT
    if scale.kind == "unbounded":
        return math.asinh(score) if scale.higher_is_better else -math.asinh(score)
    share = min(max(share_of_scale(scale, score), _EDGE), 1 - _EDGE)
    return math.log(share / (1 - share))


def cells(
    benchmarks: Mapping[str, Benchmark], by: Collection[str] = TRUSTED
) -> dict[str, list[Cell]]:
    """Evidence by model type: one cell a model and benchmark, in the order of their ids.

    Benchmarks without three models seen on the other benchmarks of the type are left out.
    Which setting stands for a model is told in `settings.representative`.
    """
    found: dict[str, list[Cell]] = {}
    for identifier in sorted(benchmarks):
        benchmark = benchmarks[identifier]
        if benchmark.composite or benchmark.domain is None:
            continue
        found.setdefault(benchmark.type, []).extend(_cells_of(identifier, benchmark, by))
    return {kind: _linked(rows) for kind, rows in sorted(found.items()) if rows}


def _linked(rows: list[Cell]) -> list[Cell]:
    """Leave out islands: a benchmark needs three models seen on the others to be comparable.

    Grows from the benchmark with most models; on an island high and low have no common meaning.
    """
    tested: dict[str, set[str]] = {}
    for row in rows:
        tested.setdefault(row.benchmark, set()).add(row.model)
    waiting = sorted(tested, key=lambda name: (-len(tested[name]), name))
    kept = {waiting[0]}
    seen = set(tested[waiting.pop(0)])
    while joining := [b for b in waiting if len(tested[b] & seen) >= _LINKS]:
        kept.update(joining)
        seen.update(*(tested[name] for name in joining))
        waiting = [name for name in waiting if name not in kept]
    return [row for row in rows if row.benchmark in kept]


def _cells_of(identifier: str, benchmark: Benchmark, by: Collection[str]) -> list[Cell]:
    by_model: dict[str, list[tuple[str | None, float]]] = {}
    for results in benchmark.result_sets:
        if results.by not in by:
            continue
        for result in results.results:
            by_model.setdefault(result.model, []).append((result.setting, float(result.score)))
    rows = []
    for model in sorted(by_model):
        score, effort = representative(by_model[model])
        logit = logit_score(benchmark.scale, score)
        domain = benchmark.domain or ""
        rows.append(Cell(model, identifier, benchmark.family, domain, score, logit, effort))
    return rows
