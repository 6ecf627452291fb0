"""The cells of a fit as columns of numbers, and in batches of models of about the same size."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fmselect.capability.evidence import Cell, setting_weights

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_SIZES = (1, 3, 6, 12, 22, 36, 50, 64)
_FAMILIES_NEEDED = 1.5
"""Families a model is seen in, on average, from which on spread over families can be learned."""
_ITEMS_NEEDED = 3
"""Items of a type from which on errors can be told from levels; else a rating's own is assumed."""


class Table:
    """Cells as columns of positions in sorted lists of names.

    `spread_shows` where models are seen in families enough to learn how they differ over them;
    `errors_show` where there are items enough to tell an error from a level.
    """

    def __init__(self, cells: Sequence[Cell], hidden: Collection[tuple[str, str]]) -> None:
        """Code the cells, in their order; `hidden` (model, item) are not seen, weight 0."""
        self.models, self.model = _coded([cell.model for cell in cells])
        self.items, self.item = _coded([cell.item for cell in cells])
        self.families, self.family = _coded([cell.family for cell in cells])
        self.domains, self.domain = _coded([cell.domain for cell in cells])
        self.share: Floats = np.array([cell.share for cell in cells], dtype=np.float64)
        seen = [(cell.model, cell.item) not in hidden for cell in cells]
        weights = np.array(setting_weights(cells), dtype=np.float64)
        self.seen: Floats = np.where(seen, weights, 0.0)
        self.count = self.total(np.ones(len(cells)))
        pairs = len(set(zip(self.model.tolist(), self.family.tolist(), strict=True)))
        self.spread_shows = pairs >= _FAMILIES_NEEDED * len(self.models)
        self.errors_show = len(self.items) >= _ITEMS_NEEDED
        self.batches = batches(self)

    def total(self, values: Floats) -> Floats:
        """Weighted sum of the values of the cells of each item; hidden cells do not count."""
        sums = np.bincount(self.item, values * self.seen, len(self.items))
        return sums.astype(np.float64)


class Batch(NamedTuple):
    """Models with about equally many cells, side by side; `cells` is padded where not `real`."""

    models: Ints
    cells: Ints
    real: npt.NDArray[np.bool_]
    pair: Floats
    same_family: Floats
    domain: Ints
    family: Ints


def _coded(names: Sequence[str]) -> tuple[list[str], Ints]:
    known = sorted(set(names))
    at = {name: position for position, name in enumerate(known)}
    return known, np.array([at[name] for name in names], dtype=np.int64)


def batches(table: Table) -> list[Batch]:
    """All models with cells, in batches that waste little on padding."""
    order = np.argsort(table.model, kind="stable")
    start = np.searchsorted(table.model[order], np.arange(len(table.models) + 1))
    size = np.diff(start)
    found = []
    for low, high in zip((0, *_SIZES), (*_SIZES, len(order)), strict=True):
        models = np.flatnonzero((size > low) & (size <= high))
        if not len(models):
            continue
        cells = np.zeros((len(models), size[models].max()), dtype=np.int64)
        real = np.arange(cells.shape[1]) < size[models][:, None]
        for row, model in enumerate(models):
            cells[row, : size[model]] = order[start[model] : start[model + 1]]
        pair = (real[:, :, None] & real[:, None, :]).astype(np.float64)
        domain, family = table.domain[cells], table.family[cells]
        alike = pair * (family[:, :, None] == family[:, None, :])
        found.append(Batch(models, cells, real, pair, alike, domain, family))
    return found
