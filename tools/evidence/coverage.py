"""Leave single cells out: how far off is the predicted score, and does its interval hold it?"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from fmselect.capability.calibration import conformal_factor
from fmselect.capability.evidence import Cell
from fmselect.capability.fit import Fit, fit
from fmselect.capability.place import Level
from tools.evidence.scores import Floats

FOLDS = 5
NOMINAL = 0.9
_NODES = np.linspace(-3, 3, 13)
_WEIGHTS = np.exp(-(_NODES**2) / 2) / np.exp(-(_NODES**2) / 2).sum()


class Coverage(NamedTuple):
    """Errors in points of 100; shares of cells inside their nominal 90 % interval."""

    cells: int
    mean_absolute_error: float
    mean_absolute_error_of_item_means: float
    coverage: float
    factor: float
    """By which standard errors are multiplied: learned on the other folds in `corrected`."""
    corrected: float
    width: float


def cell_coverage(cells: Sequence[Cell], without: Collection[str] = ()) -> Coverage:
    """Five folds: each cell is predicted by a fit to the four others."""
    error: Floats = np.zeros(len(cells))
    spread: Floats = np.ones(len(cells))
    plain: Floats = np.zeros(len(cells))
    folds = np.array([zlib.crc32(f"{cell.model} {cell.item}".encode()) % FOLDS for cell in cells])
    for fold in range(FOLDS):
        out = [int(at) for at in np.flatnonzero(folds == fold)]
        hidden = {(cells[at].model, cells[at].item) for at in out}
        fitted = fit(cells, without=without, hidden=hidden)
        means = _item_means([c for c in cells if (c.model, c.item) not in hidden])
        for at in out:
            cell = cells[at]
            expected, spread[at] = _expected(fitted, cell)
            error[at] = cell.share - expected
            plain[at] = cell.share - means.get(cell.item, 0.5)
    return _summary(error, spread, plain, folds)


def _summary(error: Floats, spread: Floats, plain: Floats, folds: Floats) -> Coverage:
    ratios = np.abs(error) / spread
    factor = conformal_factor(ratios.tolist(), NOMINAL)
    inside = []
    for fold in range(FOLDS):
        learned = conformal_factor(ratios[folds != fold].tolist(), NOMINAL)
        inside.extend(ratios[folds == fold] <= learned * _QUANTILE)
    return Coverage(
        len(error),
        float(100 * np.abs(error).mean()),
        float(100 * np.abs(plain).mean()),
        float((ratios <= _QUANTILE).mean()),
        factor,
        float(np.mean(inside)),
        float(200 * factor * _QUANTILE * spread.mean()),
    )


_QUANTILE = 1.6449
"""Half the width of a nominal 90 % interval, in standard errors."""


def _expected(fitted: Fit, cell: Cell) -> tuple[float, float]:
    """Expected share and its standard error, over what the level of the cell may be."""
    level: Level = fitted.cell_levels[cell.model, cell.item]
    item = fitted.items[cell.item]
    shares = np.array([item.expected(level.value + at * level.standard_error) for at in _NODES])
    mean = float(shares @ _WEIGHTS)
    variance = float(((shares - mean) ** 2) @ _WEIGHTS) + item.variance
    return mean, float(np.sqrt(variance))


def _item_means(cells: Sequence[Cell]) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for cell in cells:
        found.setdefault(cell.item, []).append(cell.share)
    return {item: float(np.mean(shares)) for item, shares in found.items()}
