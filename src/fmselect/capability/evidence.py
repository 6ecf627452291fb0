"""From benchmark results to cells: one number a model and benchmark, comparable across scales.

Only independent results and human preference count where `by` is left at its default; results a
maker reports of its own model never do. Composite indices and benchmarks without a domain give no
cells: an index beside its parts would count them twice.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from statistics import median, quantiles
from typing import NamedTuple

from fmselect.capability.settings import protocol, representative
from fmselect.domain.records import Benchmark, Scale

TRUSTED = frozenset({"independent", "preference"})
_EDGE = 0.01
_LINKS = 3
_SAME_EFFORT, _OTHER_SETTING = 1.0, 0.5
_FAIR, _STRONG, _STRONG_FAMILIES = 3, 8, 3
_ELO_LOGIT = math.log(10) / 400
_NORMAL_QUARTILES = 1.349
"""Distance between the quartiles of a normal distribution, in standard deviations."""


APART = frozenset({"real-time-factor"})
"""Domains on a scale of their own: how quick a model is says nothing about how good it is."""


def kind_of(benchmark: Benchmark) -> str:
    """What a benchmark is fitted with: its model type, or `type/domain` where that stands apart."""
    return f"{benchmark.type}/{benchmark.domain}" if benchmark.domain in APART else benchmark.type


def type_of(kind: str) -> str:
    """The model type of a kind."""
    return kind.partition("/")[0]


class Ruler(NamedTuple):
    """How the scores of one item are put on 0 (worst) to 1, as plain numbers that can be stored.

    Attributes:
        kind: `bounded`, `elo` or `unbounded`, as the benchmark's scale says.
        worst: Score worth 0 (of a bounded scale: what chance gives, where known).
        perfect: Score worth 1. Both are 0 and unused but for a bounded scale.
        centre: Score in the middle of the models seen, worth 0.5; unused for a bounded scale.
        spread: How much worse or better is a lot; negative where lower scores are better.
    """

    kind: str
    worst: float = 0.0
    perfect: float = 1.0
    centre: float = 0.0
    spread: float = 1.0

    def share(self, score: float) -> float:
        """Where a score lies between worst and perfect: above 0.5 is above the middle model.

        A rating becomes the probability to be preferred over the middle model; an unbounded score
        (minutes, ratios) its place on a logistic curve over its logarithm.
        """
        if self.kind == "elo":
            return elo_probability(score - self.centre)
        if self.kind == "unbounded":
            return 1 / (1 + math.exp((self.centre - math.asinh(score)) / self.spread))
        return (score - self.worst) / (self.perfect - self.worst)


class Cell(NamedTuple):
    """What is known of one model on one item.

    An item is a benchmark under one protocol. `score` is as published, `share` the same on 0 to 1,
    `logit` on an unbounded scale where equal steps mean about the same; `effort` is the rank of the
    setting it was taken in, None if unnamed; `by` who took it.
    """

    model: str
    item: str
    benchmark: str
    family: str
    domain: str
    score: float
    share: float
    logit: float
    effort: float | None
    by: str
    ruler: Ruler


class Backing(NamedTuple):
    """What stands behind the estimates of one model."""

    benchmarks: frozenset[str]
    families: frozenset[str]
    domains: frozenset[str]

    def reaches(self, domain: str) -> bool:
        """Whether it is enough for an estimate: a result there, or three benchmarks elsewhere."""
        return domain in self.domains or len(self.benchmarks) >= _FAIR

    def grade(self, domain: str) -> str:
        """How much evidence there is for a domain: `strong`, `fair` or `thin`.

        Strong: eight benchmarks or more from three families; fair: three benchmarks; and at least
        one of them must be of the domain itself.
        """
        if domain not in self.domains or len(self.benchmarks) < _FAIR:
            return "thin"
        strong = len(self.benchmarks) >= _STRONG and len(self.families) >= _STRONG_FAMILIES
        return "strong" if strong else "fair"


def backing(cells: Iterable[Cell]) -> dict[str, Backing]:
    """The benchmarks, families and domains each model has results in."""
    rows: dict[str, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.model, []).append(cell)
    return {
        model: Backing(
            frozenset(cell.benchmark for cell in own),
            frozenset(cell.family for cell in own),
            frozenset(cell.domain for cell in own),
        )
        for model, own in rows.items()
    }


def setting_weights(cells: Collection[Cell]) -> list[float]:
    """Weight of each cell: 1 in the setting that stands for the model, a half in another one.

    A model stands at the highest effort it has results at. One reported in a lower effort, or in an
    unnamed one although its efforts are named elsewhere, says less of it: it is used with twice the
    variance, neither dropped nor taken for the highest.
    """
    top: dict[str, float] = {}
    for cell in cells:
        if cell.effort is not None:
            top[cell.model] = max(top.get(cell.model, 0.0), cell.effort)
    return [
        1.0
        if cell.model not in top
        or (cell.effort is not None and cell.effort >= top[cell.model] - _SAME_EFFORT)
        else _OTHER_SETTING
        for cell in cells
    ]


def make_ruler(scale: Scale, scores: Collection[float]) -> Ruler:
    """Ruler of an item, from its scale and, for ratings and open scales, the scores seen.

    An error rate is read by ratios, like an open scale: from 4 to 2 % is as far as from 20 to 10 %.
    """
    if scale.kind == "elo":
        return Ruler("elo", centre=median(scores))
    if scale.kind == "unbounded" or not scale.higher_is_better:
        logs = [math.asinh(score) for score in scores]
        spread = _robust_spread(logs) * (1 if scale.higher_is_better else -1)
        return Ruler("unbounded", centre=median(logs), spread=spread)
    low = float(scale.minimum or 0)
    high = float(scale.maximum if scale.maximum is not None else 1)
    return Ruler("bounded", float(low if scale.chance is None else scale.chance), high)


def _robust_spread(logs: Collection[float]) -> float:
    """Standard deviation by the quartiles, which one odd score cannot move; 1 where all agree."""
    if len(logs) < 2:
        return 1.0
    first, _, third = quantiles(logs, n=4, method="inclusive")
    return (third - first) / _NORMAL_QUARTILES or 1.0


def elo_probability(difference: float) -> float:
    """Probability that the higher rated of two wins: `1 / (1 + 10^(-difference / 400))`.

    Elo 1978; the Bradley-Terry ratings of human-preference arenas are published on this scale.
    """
    return 1 / (1 + math.pow(10, -difference / 400))


def logit_score(scale: Scale, ruler: Ruler, score: float) -> float:
    """Score on an unbounded scale: log-odds of a share, a rating in natural log-odds, a log.

    Shares are held 1 % away from the ends: beyond, a benchmark says "nearly all" or "nearly none"
    and not how much. Open scales and error rates use asinh, a log that takes zero.
    """
    if scale.kind == "elo":
        return score * _ELO_LOGIT
    if ruler.kind == "unbounded":
        return math.asinh(score) if scale.higher_is_better else -math.asinh(score)
    share = min(max(ruler.share(score), _EDGE), 1 - _EDGE)
    return math.log(share / (1 - share))


def cells(
    benchmarks: Mapping[str, Benchmark], by: Collection[str] = TRUSTED
) -> dict[str, list[Cell]]:
    """Evidence by kind (see `kind_of`): one cell a model and item, in the order of item and model.

    Items without three models seen on the other items of the kind are left out. Which setting
    stands for a model is told in `settings.representative`.
    """
    found: dict[str, list[Cell]] = {}
    for identifier in sorted(benchmarks):
        benchmark = benchmarks[identifier]
        if benchmark.composite or benchmark.domain is None:
            continue
        found.setdefault(kind_of(benchmark), []).extend(_cells_of(identifier, benchmark, by))
    return {kind: _linked(rows) for kind, rows in sorted(found.items()) if rows}


def _linked(rows: list[Cell]) -> list[Cell]:
    """Leave out islands: an item needs three models seen on the others to be comparable.

    Grows from the item with most models; on an island high and low have no common meaning.
    """
    tested: dict[str, set[str]] = {}
    for row in rows:
        tested.setdefault(row.item, set()).add(row.model)
    waiting = sorted(tested, key=lambda name: (-len(tested[name]), name))
    kept = {waiting[0]}
    seen = set(tested[waiting.pop(0)])
    while joining := [b for b in waiting if len(tested[b] & seen) >= _LINKS]:
        kept.update(joining)
        seen.update(*(tested[name] for name in joining))
        waiting = [name for name in waiting if name not in kept]
    return [row for row in rows if row.item in kept]


def _cells_of(identifier: str, benchmark: Benchmark, by: Collection[str]) -> Iterator[Cell]:
    """Cells of one benchmark: by protocol, and one a model within it."""
    items: dict[str, dict[str, list[tuple[str | None, float]]]] = {}
    witness: dict[str, str] = {}
    for results in benchmark.result_sets:
        if results.by not in by:
            continue
        for result in results.results:
            models = items.setdefault(protocol(result.setting), {})
            models.setdefault(result.model, []).append((result.setting, float(result.score)))
            witness[result.model] = results.by
    for name, models in sorted(items.items()):
        chosen = {model: representative(models[model]) for model in sorted(models)}
        ruler = make_ruler(benchmark.scale, [score for score, _ in chosen.values()])
        item = f"{identifier} ({name})" if name else identifier
        for model, (score, effort) in chosen.items():
            yield Cell(
                model,
                item,
                identifier,
                benchmark.family,
                benchmark.domain or "",
                score,
                ruler.share(score),
                logit_score(benchmark.scale, ruler, score),
                effort,
                witness[model],
                ruler,
            )
