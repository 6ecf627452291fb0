"""How well the fit of a compiled catalog describes its own evidence, and where it does worst.

The residual of a result is what its share is above or below what the fit expects of its model, in
standard deviations of the item. The worst are candidates for errors in the data: a mixed-up model,
a fraction among percents, another harness under the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import TypedDict

from fmselect.capability.calibration import Calibration
from fmselect.capability.evidence import Cell, cells
from fmselect.capability.frozen import Frozen, read_frozen
from fmselect.capability.place import Observation, place
from fmselect.catalog.estimates import calibration_of, read_evidence
from fmselect.catalog.load import load_catalog_files

WORST = 10


class Residual(TypedDict):
    """One result that the fit does not expect."""

    model: str
    benchmark: str
    score: float
    expected_share: float
    share: float
    standard_deviations: float


class FitReport(TypedDict):
    """The fit of one model type."""

    type: str
    models: int
    results: int
    items: int
    mean_absolute_error_points: float
    """Of shares against expectations, in points of 100; results the fit has seen."""
    transfer_error_points: float
    error_factor: float
    """By which standard errors are multiplied so that 90 % intervals hold 90 %, held out."""
    without_domains: list[str]
    """Domains that earn no deviation of their own on held-out families."""
    worst_residuals: list[Residual]


def fit_reports(folders: Sequence[Path], compiled: Path) -> list[FitReport]:
    """A report for each model type that was fitted; none where estimates are provisional.

    Held-out quality takes minutes and is published by `make evidence-report`.
    """
    evidence = read_evidence(compiled)
    benchmarks = load_catalog_files(folders).records("benchmarks")
    calibration = calibration_of(folders[0])
    return [
        _report(
            kind,
            rows,
            read_frozen(evidence.frozen[kind]),
            calibration.get(kind, Calibration()),
            evidence.transfer_errors[kind],
        )
        for kind, rows in cells(benchmarks).items()
        if kind in evidence.frozen
    ]


def _report(
    kind: str, rows: Sequence[Cell], frozen: Frozen, calibration: Calibration, transfer: float
) -> FitReport:
    residuals = sorted(_residuals(rows, frozen), key=lambda one: -abs(one["standard_deviations"]))
    errors = [abs(one["share"] - one["expected_share"]) for one in residuals]
    return {
        "type": kind,
        "models": len({row.model for row in rows}),
        "results": len(rows),
        "items": len(frozen.items),
        "mean_absolute_error_points": round(100 * sum(errors) / len(errors), 2) if errors else 0.0,
        "transfer_error_points": transfer,
        "error_factor": calibration.error_factor,
        "without_domains": list(calibration.without),
        "worst_residuals": residuals[:WORST],
    }


def _residuals(rows: Sequence[Cell], frozen: Frozen) -> Iterator[Residual]:
    """Every result against what its model, placed with all its results, is expected to do."""
    by_model: dict[str, list[Cell]] = {}
    for row in rows:
        if row.item in frozen.items:
            by_model.setdefault(row.model, []).append(row)
    for model, own in by_model.items():
        seen = [Observation(frozen.items[row.item], row.score) for row in own]
        yield from _of_model(model, own, frozen, _levels(seen, own, frozen))


def _levels(
    seen: Sequence[Observation], own: Sequence[Cell], frozen: Frozen
) -> Mapping[str, float]:
    placement = place(seen, frozen.spread)
    domains = {frozen.items[row.item].domain for row in own}
    return {name: placement.level(name, frozen.spread).value for name in domains}


def _of_model(
    model: str, own: Sequence[Cell], frozen: Frozen, levels: Mapping[str, float]
) -> Iterator[Residual]:
    for row in own:
        item = frozen.items[row.item]
        expected = item.expected(levels[item.domain])
        yield {
            "model": model,
            "benchmark": row.item,
            "score": row.score,
            "expected_share": round(expected, 4),
            "share": round(row.share, 4),
            "standard_deviations": round((row.share - expected) / sqrt(item.variance), 2),
        }
