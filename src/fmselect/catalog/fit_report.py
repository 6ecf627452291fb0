"""How well the fit of a compiled catalog predicts, and where it does worst.

What takes hours of holding out is measured by `make evidence-report` and kept in the catalog's
`calibration.yaml`; it comes with its day, and with whether the evidence has changed since. What
the fit says of the evidence it was given is worked out afresh: the residual of a result is what its
share is above or below what the fit expects of its model, in standard deviations of such a result.
The worst are candidates for errors in the data: a mixed-up model, a fraction among percents,
another harness under the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp, sqrt
from operator import mul
from pathlib import Path
from typing import Any, TypedDict

from fmselect.capability.calibration import Calibration, evidence_digest
from fmselect.capability.evidence import Cell, cells
from fmselect.capability.frozen import Frozen, read_frozen
from fmselect.capability.place import Item, Level, Observation, place
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


class Seen(TypedDict):
    """What the fit of one model type says of the results it was given."""

    type: str
    models: int
    results: int
    items: int
    mean_absolute_error_points: float
    """Of shares against expectations, in points of 100."""
    worst_residuals: list[Residual]


class HeldOutFigures(TypedDict):
    """What was measured on held-out evidence; null where there is too little of it to hold out."""

    measured_on: str | None
    """Day of the evidence report that the figures are from; null is never."""
    stale: bool
    """Whether the evidence, or the method, has changed since."""
    left_out_results: dict[str, Any] | None
    """Single results left out: error, coverage of 90 % intervals, conformal factor."""
    held_out_families: dict[str, Any] | None
    """Whole families left out: tau and regret, beside those of the mean of z-scores."""
    transfer_measured: dict[str, Any] | None
    """How far levels carry over, in levels; null is assumed."""
    error_factor: float
    """By which standard errors are multiplied so that 90 % intervals hold 90 %, held out."""
    domain_gains: dict[str, dict[str, Any]]
    """What the deviations of each domain add to tau."""
    without_domains: list[str]
    """Domains that earn no deviation of their own."""


class FitReport(Seen, HeldOutFigures):
    """The fit of one model type."""

    transfer_error_points: float
    """In force."""


def fit_reports(folders: Sequence[Path], compiled: Path) -> list[FitReport]:
    """A report for each model type that was fitted; none where estimates are provisional.

    Args:
        folders: Of the catalog: the base, whose evidence was fitted, then overlays, whose results
            are judged by the same fit.
        compiled: What they were compiled into.
    """
    evidence = read_evidence(compiled)
    calibration = calibration_of(folders[0])
    base = cells(load_catalog_files(folders[:1]).records("benchmarks"))
    rows = base
    if len(folders) > 1:
        rows = cells(load_catalog_files(folders).records("benchmarks"))
    return [
        {
            **_seen(kind, rows[kind], read_frozen(evidence.frozen[kind])),
            **_held_out(calibration.get(kind, Calibration()), base.get(kind, ())),
            "transfer_error_points": evidence.transfer_errors[kind],
        }
        for kind in rows
        if kind in evidence.frozen
    ]


def _held_out(calibration: Calibration, base: Sequence[Cell]) -> HeldOutFigures:
    """What was measured, and whether it still speaks of this evidence."""

    def figures(found: Any) -> dict[str, Any] | None:
        return None if found is None else found._asdict()

    return {
        "measured_on": calibration.measured or None,
        "stale": calibration.digest != evidence_digest(base),
        "left_out_results": figures(calibration.left_out),
        "held_out_families": figures(calibration.held_out),
        "transfer_measured": figures(calibration.transfer),
        "error_factor": calibration.error_factor,
        "domain_gains": {name: g._asdict() for name, g in calibration.domain_gains.items()},
        "without_domains": list(calibration.without),
    }


def _seen(kind: str, rows: Sequence[Cell], frozen: Frozen) -> Seen:
    """What the fit says of the results it has seen."""
    residuals = sorted(_residuals(rows, frozen), key=lambda one: -abs(one["standard_deviations"]))
    errors = [abs(one["share"] - one["expected_share"]) for one in residuals]
    return {
        "type": kind,
        "models": len({row.model for row in rows}),
        "results": len(rows),
        "items": len(frozen.items),
        "mean_absolute_error_points": round(100 * sum(errors) / len(errors), 2) if errors else 0.0,
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
) -> Mapping[str, Level]:
    placement = place(seen, frozen.spread)
    domains = {frozen.items[row.item].domain for row in own}
    return {name: placement.level(name, frozen.spread) for name in domains}


def _of_model(
    model: str, own: Sequence[Cell], frozen: Frozen, levels: Mapping[str, Level]
) -> Iterator[Residual]:
    for row in own:
        item = frozen.items[row.item]
        expected, deviation = _expected(item, levels[item.domain], frozen)
        yield {
            "model": model,
            "benchmark": row.item,
            "score": row.score,
            "expected_share": round(expected, 4),
            "share": round(row.share, 4),
            "standard_deviations": round((row.share - expected) / deviation, 2),
        }


def _expected(item: Item, level: Level, frozen: Frozen) -> tuple[float, float]:
    """Expected share of a result and its standard deviation.

    Over what families differ by, and how unsure the level is, as well as the item's own error.
    """
    family = frozen.spread.family.get(item.family, frozen.spread.unseen_family)
    deviation = sqrt(family + level.standard_error**2)
    shares = [item.expected(level.value + deviation * at) for at in _NODES]
    mean = sum(map(mul, _WEIGHTS, shares))
    variance = sum(w * (share - mean) ** 2 for w, share in zip(_WEIGHTS, shares, strict=True))
    return mean, sqrt(variance + item.variance)


_NODES = tuple(at / 2 for at in range(-6, 7))
"""Standard deviations at which a normal distribution is summed up."""
_DENSITIES = tuple(exp(-at * at / 2) for at in _NODES)
_WEIGHTS = tuple(density / sum(_DENSITIES) for density in _DENSITIES)
