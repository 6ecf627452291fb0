"""Estimates of all models in all domains, from the catalog's benchmarks: the fit, published.

Needs numpy. `provisional` gives a cruder answer without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fmselect.capability.calibration import Calibration
from fmselect.capability.evidence import Cell, backing, cells
from fmselect.capability.frozen import Frozen
from fmselect.capability.scales import published_scale
from fmselect.domain.candidate import Capability
from fmselect.domain.records import Benchmark


class TypeEstimates(NamedTuple):
    """What the evidence of one kind says: of a model type, or of a part of it that stands apart.

    Attributes:
        domains: Domain -> model -> its capability in points.
        transfer_error: In points: scale of the Student t (3 degrees of freedom) by which a model
            differs from its estimate on a task nobody measured.
        frozen: What another model is placed with.
    """

    domains: dict[str, dict[str, Capability]]
    transfer_error: float
    frozen: Frozen


def fitted_estimates(
    benchmarks: Mapping[str, Benchmark], calibration: Mapping[str, Calibration] | None = None
) -> dict[str, TypeEstimates]:
    """Estimates by kind of evidence, on the published scale of each.

    From independent results and human preference. A model has an estimate in a domain with one
    result there, or with three elsewhere (graded `thin`). Without a calibration of a type its
    errors are those of the fit, and the transfer error is a cautious one. Raises ImportError
    where numpy is not installed.
    """
    known = calibration or {}
    return {
        kind: _of_type(kind, rows, known.get(kind, Calibration()))
        for kind, rows in cells(benchmarks).items()
    }


def _of_type(kind: str, rows: Sequence[Cell], calibration: Calibration) -> TypeEstimates:
    from fmselect.capability.fit import fit  # noqa: PLC0415 - numpy, only where catalogs are built

    fitted = fit(rows, without=calibration.without)
    general = {model: levels[""].value for model, levels in fitted.levels.items()}
    scale = published_scale(kind, general)
    known = backing(rows)
    domains: dict[str, dict[str, Capability]] = {}
    for domain in sorted(fitted.spread.domain):
        domains[domain] = {
            model: Capability(
                scale.estimate(levels[domain].value),
                scale.error(levels[domain].standard_error * calibration.error_factor),
                len(known[model].benchmarks),
                known[model].grade(domain),
            )
            for model, levels in fitted.levels.items()
            if known[model].reaches(domain)
        }
    transfer = scale.error(calibration.transfer_error)
    benchmarks = {cell.item: cell.benchmark for cell in rows}
    frozen = Frozen(fitted.items, benchmarks, fitted.spread, scale, calibration.error_factor)
    return TypeEstimates(domains, transfer, frozen)
