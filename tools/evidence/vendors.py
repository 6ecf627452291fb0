"""How far makers' own results lie above independent ones, on the same model and benchmark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from fmselect.capability.evidence import cells
from fmselect.domain.records import Benchmark


class VendorOffset(NamedTuple):
    """In points of 100; the interval is that of the mean."""

    pairs: int
    mean: float
    median: float
    low: float
    high: float


def vendor_offset(benchmarks: Mapping[str, Benchmark], kind: str) -> VendorOffset | None:
    """Over all models of a type with both on one item; None where no two meet."""
    own = cells(benchmarks, by={"vendor"}).get(kind, [])
    independent = {
        (cell.model, cell.item): cell
        for cell in cells(benchmarks, by={"independent"}).get(kind, [])
    }
    differences = np.array(
        [
            100 * (cell.ruler.share(cell.score) - cell.ruler.share(other.score))
            for cell in own
            if (other := independent.get((cell.model, cell.item))) is not None
        ]
    )
    if len(differences) < 2:
        return None
    mean, error = float(differences.mean()), float(differences.std() / np.sqrt(len(differences)))
    return VendorOffset(
        len(differences), mean, float(np.median(differences)), mean - 2 * error, mean + 2 * error
    )
