"""What a simpler rule would say: the methods the fit has to beat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from fmselect.capability.evidence import Cell

ARENA = "lmarena-text-elo"
_FEWEST = 3


def mean_of_z_scores(cells: Sequence[Cell]) -> Mapping[str, float]:
    """Mean over the items a model has of how many standard deviations it is above their mean."""
    found: dict[str, list[float]] = {}
    for rows in _by_item(cells):
        shares = np.array([row.share for row in rows])
        spread = float(shares.std())
        if len(rows) < _FEWEST or not spread:
            continue
        for row in rows:
            found.setdefault(row.model, []).append((row.share - float(shares.mean())) / spread)
    return {model: float(np.mean(values)) for model, values in found.items()}


def max_over_sources(cells: Sequence[Cell]) -> Mapping[str, float]:
    """The highest a model reaches anywhere, between the worst and the top of each item."""
    found: dict[str, float] = {}
    for rows in _by_item(cells):
        shares = [row.share for row in rows]
        low, high = min(shares), max(shares)
        for row in rows:
            reached = (row.share - low) / (high - low) if high > low else 0.0
            found[row.model] = max(found.get(row.model, 0.0), reached)
    return found


def arena_alone(cells: Sequence[Cell]) -> Mapping[str, float]:
    """The rating of the overall text arena; models not on it have no value."""
    return {cell.model: cell.score for cell in cells if cell.item == ARENA}


def _by_item(cells: Sequence[Cell]) -> list[list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.item, []).append(cell)
    return [found[name] for name in sorted(found)]
