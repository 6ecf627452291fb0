"""Capability without the full fit: an additive model in pure Python, for any catalog at once.

`log-odds = level of the model + ease of the benchmark + error`, by alternating least squares with
shrinkage, over all domains of a type together. Unlike a mean of percentiles it does not mark a
model down for being tested on hard benchmarks among strong models.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from fmselect.capability.evidence import Backing, Cell, backing, cells
from fmselect.domain.candidate import Capability
from fmselect.domain.records import Benchmark

_ROUNDS = 25
_LEVEL_SHRINKAGE = 0.5
_DOMAIN_SHRINKAGE = 2.0


class _Entry(NamedTuple):
    """A cell by the positions of its model and benchmark, with the weight of its witness."""

    model: int
    benchmark: int
    value: float
    weight: float


def provisional_estimates(
    benchmarks: Mapping[str, Benchmark],
) -> dict[tuple[str, str], dict[str, Capability]]:
    """Percentile (0 to 100) of each model among those of its type, in each domain.

    Keyed by (model type, domain), then by model. From independent results and human preference:
    never a maker's own, never a composite. A model stands at its highest named effort (see
    `settings.representative`). All benchmarks of one family weigh as one together. A model with no
    result in the domain is estimated from three or more elsewhere, graded `thin`; with fewer it
    has no estimate. `benchmarks` counts all that bear on the model. No standard error is claimed.
    """
    estimates: dict[tuple[str, str], dict[str, Capability]] = {}
    for kind, rows in cells(benchmarks).items():
        models = sorted({row.model for row in rows})
        entries = _entries(rows, models)
        level, ease = _fit(entries, len(models))
        known = backing(rows)
        for domain in sorted({row.domain for row in rows}):
            inside = [e for e, row in zip(entries, rows, strict=True) if row.domain == domain]
            deviation = _deviations(inside, level, ease)
            levels = {models[m]: level[m] + deviation.get(m, 0.0) for m in range(len(models))}
            estimates[kind, domain] = _graded(levels, known, domain)
    return estimates


def _entries(rows: Sequence[Cell], models: Sequence[str]) -> list[_Entry]:
    """One witness a family: its benchmarks share the weight 1 in each model."""
    model_at = {name: at for at, name in enumerate(models)}
    benchmark_at = {name: at for at, name in enumerate(sorted({row.item for row in rows}))}
    in_family: dict[tuple[str, str], int] = {}
    for row in rows:
        in_family[row.model, row.family] = in_family.get((row.model, row.family), 0) + 1
    return [
        _Entry(
            model_at[row.model],
            benchmark_at[row.item],
            row.logit,
            1 / in_family[row.model, row.family],
        )
        for row in rows
    ]


def _fit(entries: Sequence[_Entry], models: int) -> tuple[list[float], list[float]]:
    """Level of each model and ease of each benchmark."""
    level = [0.0] * models
    ease: list[float] = []
    count = 1 + max(entry.benchmark for entry in entries)
    for _ in range(_ROUNDS):
        ease = _means(((b, y - level[m], w) for m, b, y, w in entries), count, 0.0)
        level = _means(((m, y - ease[b], w) for m, b, y, w in entries), models, _LEVEL_SHRINKAGE)
    return level, ease


def _means(
    residuals: Iterable[tuple[int, float, float]], groups: int, shrinkage: float
) -> list[float]:
    """Weighted mean of the residuals of each group, drawn to 0 by `shrinkage` rows' weight."""
    total, weight = [0.0] * groups, [shrinkage] * groups
    for group, residual, share in residuals:
        total[group] += share * residual
        weight[group] += share
    return [t / w for t, w in zip(total, weight, strict=True)]


def _deviations(
    entries: Sequence[_Entry], level: Sequence[float], ease: Sequence[float]
) -> dict[int, float]:
    """How much better a model does in one domain than its level says, drawn to 0."""
    total: dict[int, float] = {}
    weight: dict[int, float] = {}
    for entry in entries:
        residual = entry.value - level[entry.model] - ease[entry.benchmark]
        total[entry.model] = total.get(entry.model, 0.0) + entry.weight * residual
        weight[entry.model] = weight.get(entry.model, _DOMAIN_SHRINKAGE) + entry.weight
    return {model: total[model] / weight[model] for model in total}


def _graded(
    levels: Mapping[str, float], known: Mapping[str, Backing], domain: str
) -> dict[str, Capability]:
    """Percentiles of the models that have evidence enough for this domain."""
    chosen = [model for model in levels if known[model].reaches(domain)]
    order = sorted(round(levels[model], 9) for model in chosen)
    return {
        model: Capability(
            estimate=_percentile(order, round(levels[model], 9)),
            standard_error=None,
            benchmarks=len(known[model].benchmarks),
            grade=known[model].grade(domain),
        )
        for model in chosen
    }


def _percentile(order: Sequence[float], level: float) -> float:
    """Share of the others below, ties counted half, as 0 to 100. Alone: 50."""
    below, upto = bisect_left(order, level), bisect_right(order, level)
    if len(order) == 1:
        return 50.0
    return round(100 * (below + (upto - below - 1) / 2) / (len(order) - 1), 4)
