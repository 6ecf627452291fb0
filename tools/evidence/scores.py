"""Measures of a ranking against what was observed later or elsewhere."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

AMONG = 8
"""How many candidates a pick is made from."""


def kendall_tau(predicted: Floats, observed: Floats) -> float:
    """Kendall's tau-b: 1 where all pairs agree, 0 for no relation; pairs tied in one are halved."""
    first, second = np.triu_indices(len(observed), 1)
    one = np.sign(predicted[first] - predicted[second])
    two = np.sign(observed[first] - observed[second])
    pairs = np.sqrt(float((one != 0).sum()) * float((two != 0).sum()))
    return float((one * two).sum() / pairs) if pairs else 0.0


def subsets(size: int, seed: int, count: int) -> npt.NDArray[np.int64]:
    """Random sets of `AMONG` positions of `size`, the same for the same seed."""
    draws = np.random.default_rng(seed).random((count, size))
    chosen: npt.NDArray[np.int64] = draws.argpartition(AMONG - 1, axis=1)[:, :AMONG]
    return chosen


def pick_regret(predicted: Floats, observed: Floats) -> float:
    """Mean loss of taking the first of 8 random candidates, in percent of the benchmark's range.

    Exact, over all sets of 8: the one in place k of n is first of C(k - 1, 7) of the C(n, 8) sets.
    """
    size, spread = len(observed), float(observed.max() - observed.min())
    if not spread:
        return 0.0
    sets = math.comb(size, AMONG)
    share = np.array([math.comb(place, AMONG - 1) / sets for place in range(size)])
    taken = observed[np.argsort(predicted, kind="stable")] @ share
    return float(100 * (np.sort(observed) @ share - taken) / spread)


def win_shares(levels: Floats) -> Floats:
    """Share of the draws (rows) in which each candidate (column) is first of all."""
    first = np.bincount(levels.argmax(axis=1), minlength=levels.shape[1])
    shares: Floats = first / len(levels)
    return shares
