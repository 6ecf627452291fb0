"""What an unknown should count as: rules compared where the truth is known and then hidden.

From each language task the models of which capability, cost and latency are known. A quarter of one
column is hidden, either at random or with worse values likelier to be hidden (a vendor leaves bad
news out); the rules learn from what is left and impute what is hidden; the first of 15 random
candidates at random weights is taken, and its loss counted in true value. Models are drawn again
with replacement for the intervals, the same ones in every task.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fmselect.catalog.presumed_speed import Known, known_speeds, model_prices, speed_by_price
from fmselect.domain.catalog import Catalog, TaskProfile
from fmselect.domain.requirements import Requirements
from fmselect.engine.completed import complete
from fmselect.engine.missing import presumed_seconds
from fmselect.engine.scales import Scales, make_scales
from fmselect.engine.subject import Subject, assess
from fmselect.engine.values import SHORTEST_SECONDS, VALUE_FUNCTIONS, falling
from tools.evidence.scores import Floats

CAPABILITY, COST, LATENCY = range(3)
COLUMNS = ("capability", "cost", "latency")
MECHANISMS = ("at random", "worse likelier")
HIDDEN, CANDIDATES, TRIALS, RESAMPLES = 0.25, 15, 100, 200
_STEEPNESS = 1.5
"""Log-odds of being hidden for one standard deviation worse."""
_LEAST_USD = 0.01
_FEWEST_MODELS = 50

Bools = npt.NDArray[np.bool_]
Rules = dict[str, Floats]
"""Rule -> the value it gives each model; NaN: it leaves the criterion out."""


class Population(NamedTuple):
    """The models of one task of which everything is known, in three columns of values."""

    task: str
    models: tuple[str, ...]
    values: Floats
    known: tuple[Known, ...]
    scales: Scales

    def drawn(self, copies: Mapping[str, int]) -> Population:
        """With each model as many times as it was drawn."""
        rows = [at for at, name in enumerate(self.models) for _ in range(copies[name])]
        return self._replace(
            models=tuple(self.models[at] for at in rows),
            values=self.values[rows],
            known=tuple(self.known[at] for at in rows),
        )


class Outcome(NamedTuple):
    """One rule under one mechanism, averaged over tasks; the difference is to the rule in force."""

    column: str
    mechanism: str
    rule: str
    regret: float
    hits: float
    unknown_picks: float
    difference: tuple[float, float, float]
    """Regret less that of the rule in force: mean and 95 % interval."""


IN_FORCE = {LATENCY: "usual for the price, less half a deviation", COST: "the worst"}


def populations(catalog: Catalog, tasks: Sequence[str]) -> list[Population]:
    """Of the tasks with models enough."""
    found = (_population(catalog.task(name), catalog) for name in tasks)
    return [one for one in found if len(one.models) >= _FEWEST_MODELS]


def _population(task: TaskProfile, catalog: Catalog) -> Population:
    """One offer a model: the cheapest."""
    candidates = [c for c in catalog.candidates(task) if not c.privacy.self_hosted]
    speeds = known_speeds(candidates, model_prices(candidates))
    requirements = complete(Requirements(task=task.id), task).requirements
    scales = make_scales(requirements, task)
    rows: dict[str, tuple[float, ...]] = {}
    for subject in assess(candidates, requirements.workload, task.type):
        model, values = subject.candidate.model, _values(subject, scales)
        if values and model in speeds and (model not in rows or values[COST] > rows[model][COST]):
            rows[model] = values
    models = tuple(sorted(rows))
    table = np.array([rows[name] for name in models], dtype=np.float64).reshape(-1, 3)
    return Population(task.id, models, table, tuple(speeds[name] for name in models), scales)


def _values(subject: Subject, scales: Scales) -> tuple[float, ...] | None:
    usd = subject.bill.usd
    if usd is None or usd < _LEAST_USD:
        return None
    values = [VALUE_FUNCTIONS[name](subject, scales) for name in COLUMNS]
    known = tuple(value for value in values if value is not None)
    return known if len(known) == len(COLUMNS) else None


def outcomes(populations: Sequence[Population], resamples: int = RESAMPLES) -> list[Outcome]:
    """Every rule for an unknown latency and for an unknown cost, under both mechanisms."""
    return [
        one
        for column in (LATENCY, COST)
        for mechanism in MECHANISMS
        for one in _compared(populations, column, mechanism, resamples)
    ]


def _compared(
    populations: Sequence[Population], column: int, mechanism: str, resamples: int
) -> Iterator[Outcome]:
    generator = np.random.default_rng(20261124)
    names = sorted({name for one in populations for name in one.models})
    found: dict[str, list[Floats]] = {}
    for _ in range(resamples):
        drawn = np.bincount(generator.integers(0, len(names), len(names)), minlength=len(names))
        copies = dict(zip(names, drawn.tolist(), strict=True))
        trials = [_trial(one.drawn(copies), column, mechanism, generator) for one in populations]
        for rule in trials[0]:
            found.setdefault(rule, []).append(np.mean([trial[rule] for trial in trials], axis=0))
    base = np.array(found[IN_FORCE[column]])[:, 0]
    for rule, rows in found.items():
        table = np.array(rows)
        difference = table[:, 0] - base
        low, high = map(float, np.quantile(difference, [0.025, 0.975]))
        regret, hits, unknown = map(float, table.mean(axis=0))
        yield Outcome(
            COLUMNS[column],
            mechanism,
            rule,
            regret,
            hits,
            unknown,
            (float(difference.mean()), low, high),
        )


def _trial(
    population: Population, column: int, mechanism: str, generator: np.random.Generator
) -> dict[str, tuple[float, float, float]]:
    """Regret x 100, hit rate and share of picks with an unknown, of each rule."""
    values = population.values
    hidden = hidden_values(values[:, column], mechanism, generator)
    rules = _RULES[column](population, hidden)
    size = len(values)
    chosen = generator.random((TRIALS, size)).argpartition(CANDIDATES, axis=1)[:, :CANDIDATES]
    weights = generator.exponential(size=(TRIALS, 1, len(COLUMNS)))
    weights /= weights.sum(axis=2, keepdims=True)
    parts = weights * values[chosen]
    truth, rest = parts.sum(axis=2), parts.sum(axis=2) - parts[:, :, column]
    weight, unknown, each = weights[:, :, column], hidden[chosen], np.arange(TRIALS)
    found = {}
    for rule, imputed in rules.items():
        guess = np.nan_to_num(rest + weight * imputed[chosen], nan=-1.0)
        if np.isnan(imputed).any():
            guess = rest / (1 - weight)
        pick = np.where(unknown, guess, truth).argmax(axis=1)
        taken, ceiling = truth[each, pick], truth.max(axis=1)
        found[rule] = (
            float(100 * (ceiling - taken).mean()),
            float((taken >= ceiling).mean()),
            float(unknown[each, pick].mean()),
        )
    return found


def hidden_values(values: Floats, mechanism: str, generator: np.random.Generator) -> Bools:
    """A quarter of the values on average, never all."""
    chance = np.full(len(values), HIDDEN)
    if mechanism != MECHANISMS[0]:
        worse = (values.mean() - values) / values.std()
        low, high = -10.0, 10.0
        for _ in range(40):
            middle = (low + high) / 2
            chance = 1 / (1 + np.exp(-(middle + _STEEPNESS * worse)))
            low, high = (middle, high) if chance.mean() < HIDDEN else (low, middle)
    hidden: Bools = generator.random(len(values)) < chance
    return hidden


def _latency_rules(population: Population, hidden: Bools) -> Rules:
    """In the units of the catalog: the seconds to the first token, and tokens a second."""
    seen = [one for one, out in zip(population.known, hidden, strict=True) if not out]
    anchors = population.scales.latency or (1.0, 2.0)
    lines = speed_by_price(seen)
    flat = speed_by_price([one._replace(usd_per_million_tokens=1.0) for one in seen])
    rules = _plain_rules(population.values[:, LATENCY], hidden)
    if lines is None or flat is None:
        return rules

    def worth(seconds: float) -> float:
        return falling(max(seconds, SHORTEST_SECONDS), *anchors)

    tokens = population.scales.streamed_tokens
    for name, rule, deviations in (
        ("the catalog's mean", flat, 0.0),
        ("the catalog's mean, less half a deviation", flat, 0.5),
        ("usual for the price", lines, 0.0),
    ):
        rules[name] = np.array(
            [
                worth(
                    rule.first_token_seconds.at(one.usd_per_million_tokens, deviations)
                    + tokens
                    / rule.output_tokens_per_second.at(one.usd_per_million_tokens, -deviations)
                )
                for one in (
                    population.known
                    if rule is lines
                    else [known._replace(usd_per_million_tokens=1.0) for known in population.known]
                )
            ]
        )
    rules[IN_FORCE[LATENCY]] = np.array(
        [
            worth(presumed_seconds(lines.presumed(one.usd_per_million_tokens), population.scales))
            for one in population.known
        ]
    )
    return rules


def _cost_rules(population: Population, hidden: Bools) -> Rules:
    """In units of value; conditional on the latency, with a slope that is not negative."""
    cost, latency = population.values[:, COST], population.values[:, LATENCY]
    seen, given = cost[~hidden], latency[~hidden]
    centre, middle = float(seen.mean()), float(given.mean())
    slope = max(
        0.0, float(((seen - centre) * (given - middle)).sum() / ((given - middle) ** 2).sum())
    )
    line = centre + slope * (latency - middle)
    deviation = float((seen - line[~hidden]).std(ddof=2))
    rules = _plain_rules(cost, hidden)
    rules["the catalog's mean"] = np.full(len(cost), centre)
    rules["the catalog's mean, less half a deviation"] = np.full(
        len(cost), centre - 0.5 * float(seen.std(ddof=1))
    )
    rules["usual for the latency, less half a deviation"] = np.maximum(line - 0.5 * deviation, 0.0)
    return rules


def _plain_rules(values: Floats, hidden: Bools) -> Rules:
    """Those that look at the one column only."""
    size = len(values)
    return {
        "left out, the rest re-weighted": np.full(size, np.nan),
        "the worst": np.zeros(size),
        "the catalog's 25th percentile": np.full(size, float(np.quantile(values[~hidden], 0.25))),
    }


_RULES: Mapping[int, Callable[[Population, Bools], Rules]] = {
    LATENCY: _latency_rules,
    COST: _cost_rules,
}
