"""The joint fit of items and models: a hierarchical two-parameter item-response model.

For model m, item i of family f and domain k, with y the share of the item's scale (0 to 1):

    y = sigmoid(a_i (level_m + deviation_mk + peculiarity_mf - d_i)) + error of variance s_i^2

`level ~ N(0, 1)`; the deviations of a model over domains have a covariance that is learned, so
that coding informs agentic coding; `peculiarity_mf ~ N(0, v_f)`, the variance learned by family,
makes the benchmarks of one family one witness and an odd family a weak one. Items are estimated
with the levels integrated out (marginal likelihood: Bock and Aitkin 1981), by expectation and
maximisation: the expectation is exact for the model linearised about the present levels, the
maximisation integrates over three quadrature points a cell. This and its table need numpy, and
nothing else in the package does.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from fmselect.capability.evidence import Cell
from fmselect.capability.place import Item, Level, Spread
from fmselect.capability.table import Batch, Floats, Table

_ROUNDS = 45
_NODES = np.array([-math.sqrt(3), 0.0, math.sqrt(3)])
_NODE_WEIGHTS = np.array([1 / 6, 2 / 3, 1 / 6])
_SLOPE_SD, _DIFFICULTY_SD = 0.5, 3.0
_VARIANCE_PRIOR, _FAMILY_PRIOR, _DOMAIN_PRIOR = 20.0, 20.0, 60.0
"""How many cells, models and models the common value of a variance counts as."""
_LEAST_VARIANCE = 1e-4
_START_FAMILY, _START_DOMAIN, _START_VARIANCE = 0.3**2, 0.2**2, 0.03**2


class Fit(NamedTuple):
    """What the evidence of one model type says.

    `levels` holds, for each model and each domain of the type (and "" for its general level), its
    level and standard error, whether or not it has a score there.
    """

    items: dict[str, Item]
    spread: Spread
    levels: dict[str, dict[str, Level]]
    cell_levels: dict[tuple[str, str], Level]
    """By model and item: the level that its family and domain add up to, of hidden cells too."""


class _State:
    """Estimates under way. Levels of cells are those of the model in this family and domain."""

    def __init__(self, table: Table) -> None:
        items, domains = len(table.items), len(table.domains)
        level, ease, scale = _additive_start(table)
        self.log_slope: Floats = np.full(items, math.log(scale))
        self.mean_log_slope = math.log(scale)
        self.difficulty: Floats = -ease
        self.variance: Floats = np.full(items, 0.01 if table.errors_show else _START_VARIANCE)
        self.family: Floats = np.full(len(table.families), _START_FAMILY)
        self.domain: Floats = np.eye(domains) * _START_DOMAIN
        self.cell_level: Floats = level[table.model]
        self.cell_variance: Floats = np.zeros(len(table.share))
        self.level: Floats = np.zeros((len(table.models), domains + 1))
        self.level_variance: Floats = np.ones((len(table.models), domains + 1))


def fit(
    cells: Sequence[Cell],
    *,
    without: Collection[str] = (),
    hidden: Collection[tuple[str, str]] = (),
    rounds: int = _ROUNDS,
) -> Fit:
    """Fit items and levels to the cells of one model type.

    `without` names domains in which a model's level is its general one: their deviations explain
    their own scores, and foretell nothing. The scores of the `hidden` cells (model, item) are not
    looked at, only predicted: at least one cell must be left. Deterministic; the order of cells
    does not matter.
    """
    ordered = sorted(cells, key=lambda cell: (cell.item, cell.model))
    table = Table(ordered, hidden)
    state = _State(table)
    for at in range(rounds):
        family, domain = _expect(table, state)
        if at > 0:
            if table.spread_shows:
                _learn_spread(table, state, family, domain)
            _standardise(table, state)
        _improve_items(table, state)
    _expect(table, state)
    return _result(table, state, ordered, without)


def _additive_start(table: Table) -> tuple[Floats, Floats, float]:
    """Levels, ease of items and common slope of an additive model in log-odds."""
    share = np.clip(table.share, 0.02, 0.98)
    logit = np.log(share / (1 - share))
    models, items = len(table.models), len(table.items)
    level: Floats = np.zeros(models)
    ease: Floats = np.zeros(items)
    tests = np.bincount(table.model, table.seen, models) + 0.5
    for _ in range(15):
        ease = table.total(logit - level[table.model]) / np.maximum(table.count, 1)
        residual = (logit - ease[table.item]) * table.seen
        level = np.bincount(table.model, residual, models) / tests
    scale = max(float(level.std()), 0.3)
    return level / scale, ease / scale, scale


def _sigmoid(logit: Floats) -> Floats:
    result: Floats = 1 / (1 + np.exp(-np.clip(logit, -30, 30)))
    return result


def _expect(table: Table, state: _State) -> tuple[Floats, Floats]:
    """Levels and their variances given the items; the expected squares of what they differ by.

    A Gaussian process a model, on its cells: `1 + domain covariance + family variance` is how two
    of its cells vary together.
    """
    slope = np.exp(state.log_slope)[table.item]
    expected = _sigmoid(slope * (state.cell_level - state.difficulty[table.item]))
    gradient = np.maximum(slope * expected * (1 - expected), 1e-3)
    information = table.seen * gradient**2 / state.variance[table.item]
    pull = np.clip((table.share - expected) / gradient, -1.5, 1.5)
    target = state.cell_level + pull
    squares: Floats = np.zeros(len(state.family))
    models: Floats = np.zeros(len(state.family))
    domain: Floats = np.zeros_like(state.domain)
    for batch in table.batches:
        weight = np.sqrt(np.where(batch.real, information[batch.cells], 0))
        shared = state.domain[batch.domain[:, :, None], batch.domain[:, None, :]]
        family = state.family[batch.family]
        covariance = batch.pair * (1 + shared) + batch.same_family * family[:, :, None]
        system = weight[:, :, None] * covariance * weight[:, None, :]
        diagonal = np.arange(system.shape[1])
        system[:, diagonal, diagonal] += 1
        precision = weight[:, :, None] * np.linalg.inv(system) * weight[:, None, :]
        pulls = (precision @ np.where(batch.real, target[batch.cells], 0)[:, :, None])[:, :, 0]
        _store_levels(batch, state, covariance, precision, pulls)
        domain += _domain_squares(batch, state, precision, pulls)
        peculiar = family * np.einsum("bij,bj->bi", batch.same_family, pulls)
        known = np.einsum("bij,bij->bi", batch.same_family @ precision, batch.same_family)
        square = peculiar**2 + family - family**2 * known
        once = np.where(batch.real, 1 / np.maximum(batch.same_family.sum(axis=2), 1), 0)
        squares += np.bincount(batch.family.ravel(), (once * square).ravel(), len(squares))
        models += np.bincount(batch.family.ravel(), once.ravel(), len(squares))
    return np.stack([squares, models]), domain


def _store_levels(
    batch: Batch, state: _State, covariance: Floats, precision: Floats, pulls: Floats
) -> None:
    """Levels of the batch's models: on each of their cells, in general, and in each domain."""
    cell = np.einsum("bij,bj->bi", covariance, pulls)
    prior = np.einsum("bii->bi", covariance)
    variance = prior - np.einsum("bij,bji->bi", covariance @ precision, covariance)
    state.cell_level[batch.cells[batch.real]] = cell[batch.real]
    state.cell_variance[batch.cells[batch.real]] = np.maximum(variance, 1e-8)[batch.real]
    domain = state.domain[:, batch.domain].transpose(1, 0, 2)
    reach = np.concatenate([np.zeros_like(domain[:, :1]), domain], axis=1) + 1
    reach *= batch.real[:, None, :]
    before = 1 + np.concatenate([[0.0], np.diag(state.domain)])
    state.level[batch.models] = np.einsum("bkn,bn->bk", reach, pulls)
    told = np.einsum("bkn,bkn->bk", reach @ precision, reach)
    state.level_variance[batch.models] = np.maximum(before - told, 1e-8)


def _domain_squares(batch: Batch, state: _State, precision: Floats, pulls: Floats) -> Floats:
    """Expected products of the deviations of the batch's models over domains, summed."""
    reach = state.domain[:, batch.domain].transpose(1, 0, 2) * batch.real[:, None, :]
    deviation = np.einsum("bkn,bn->bk", reach, pulls)
    told = np.einsum("bkn,bln->kl", reach @ precision, reach)
    squares: Floats = deviation.T @ deviation + len(batch.models) * state.domain - told
    return squares


def _learn_spread(table: Table, state: _State, family: Floats, domain: Floats) -> None:
    """Variances of families and covariance of domains, each drawn to what is common."""
    squares, models = family
    common = float(squares.sum() / models.sum())
    state.family = (squares + _FAMILY_PRIOR * common) / (models + _FAMILY_PRIOR)
    total = float(len(table.models))
    common = float(np.trace(domain)) / total / len(domain)
    prior = np.eye(len(domain)) * common * _DOMAIN_PRIOR
    state.domain = (domain + prior) / (total + _DOMAIN_PRIOR)


def _standardise(table: Table, state: _State) -> None:
    """Keep the variance of levels at 1: the scale is free, and fixing it speeds the rounds up."""
    scale = math.sqrt(float((state.level[:, 0] ** 2 + state.level_variance[:, 0]).mean()))
    state.cell_level /= scale
    state.cell_variance /= scale**2
    state.difficulty /= scale
    state.log_slope += math.log(scale)
    if table.spread_shows:
        state.family /= scale**2
        state.domain /= scale**2


def _improve_items(table: Table, state: _State) -> None:
    """Slope, difficulty and variance of each item, over what its models' levels may be."""
    nodes = state.cell_level[:, None] + np.sqrt(state.cell_variance)[:, None] * _NODES
    share, item = table.share[:, None], table.item
    weight = (1 / state.variance[item])[:, None] * _NODE_WEIGHTS

    def total(values: Floats) -> Floats:
        return table.total((weight * values).sum(axis=1))

    for _ in range(3):
        slope = np.exp(state.log_slope)[item][:, None]
        distance = nodes - state.difficulty[item][:, None]
        expected = _sigmoid(slope * distance)
        by_difficulty = -slope * expected * (1 - expected)
        by_slope = -by_difficulty * distance
        miss = share - expected
        h11 = 1.02 * (total(by_slope**2) + _SLOPE_SD**-2)
        h22 = 1.02 * (total(by_difficulty**2) + _DIFFICULTY_SD**-2)
        h12 = total(by_slope * by_difficulty)
        g1 = total(by_slope * miss) - (state.log_slope - state.mean_log_slope) * _SLOPE_SD**-2
        g2 = total(by_difficulty * miss) - state.difficulty * _DIFFICULTY_SD**-2
        determinant = h11 * h22 - h12**2
        state.log_slope += np.clip((h22 * g1 - h12 * g2) / determinant, -0.5, 0.5)
        state.difficulty += np.clip((h11 * g2 - h12 * g1) / determinant, -0.7, 0.7)
    state.mean_log_slope = float(state.log_slope.mean())
    if not table.errors_show:
        return
    slope = np.exp(state.log_slope)[item][:, None]
    square = (share - _sigmoid(slope * (nodes - state.difficulty[item][:, None]))) ** 2
    errors: Floats = square @ _NODE_WEIGHTS
    common = float((errors * table.seen).sum() / table.seen.sum())
    sums = table.total(errors) + _VARIANCE_PRIOR * common
    state.variance = np.maximum(sums / (table.count + _VARIANCE_PRIOR), _LEAST_VARIANCE)


def _result(table: Table, state: _State, cells: Sequence[Cell], without: Collection[str]) -> Fit:
    example = {cell.item: cell for cell in cells}
    slope, grid = np.exp(state.log_slope), np.linspace(-3, 3, 25)
    expected = _sigmoid(slope * (grid[:, None] - state.difficulty))
    gradient = (slope * expected * (1 - expected)) ** 2
    information = np.exp(-(grid**2) / 2) @ gradient / np.exp(-(grid**2) / 2).sum()
    items = {
        name: Item(
            name,
            example[name].family,
            example[name].domain,
            example[name].ruler,
            float(slope[at]),
            float(state.difficulty[at]),
            float(state.variance[at]),
            float(information[at] / state.variance[at]),
        )
        for at, name in enumerate(table.items)
    }
    family = dict(zip(table.families, map(float, state.family), strict=True))
    domain = dict(zip(table.domains, map(float, np.diag(state.domain)), strict=True))
    general = tuple(name for name in table.domains if name in without)
    spread = Spread(family, domain, float(state.family.mean()), general)
    names = {"": 0} | {
        name: 0 if name in without else at for at, name in enumerate(table.domains, start=1)
    }
    error = np.sqrt(state.level_variance)
    levels = {
        model: {
            name: Level(float(state.level[row, at]), float(error[row, at]))
            for name, at in names.items()
        }
        for row, model in enumerate(table.models)
    }
    errors = np.sqrt(state.cell_variance)
    cell_levels = {
        (cell.model, cell.item): Level(float(state.cell_level[at]), float(errors[at]))
        for at, cell in enumerate(cells)
    }
    return Fit(items, spread, levels, cell_levels)
