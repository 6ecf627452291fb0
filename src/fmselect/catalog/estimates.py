"""What the evidence says of every model, ready to be compiled: fitted, placed, or provisional.

A calibrated catalog is fitted where numpy is at hand, which is when a wheel is built and in a
contributor's checkout. An overlay never refits: models only it knows of are placed on the frozen
items of the catalog below it, and nobody else's estimate moves. Without either, estimates are
provisional percentiles.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from fmselect.capability.calibration import Calibration, read_calibration
from fmselect.capability.frozen import frozen_document, placed_capabilities, read_frozen
from fmselect.capability.provisional import provisional_estimates
from fmselect.catalog.load import LoadedCatalog
from fmselect.catalog.strict_yaml import read_yaml
from fmselect.domain.candidate import Capability
from fmselect.domain.records import Benchmark

PROVISIONAL = "provisional"
PINNED = "pinned-2026.1"
"""Name of the fitted scale: two pinned models stand at 100 and 150. Changes when a pin does."""

CALIBRATION = "calibration.yaml"
PUBLISHED = "evidence.json"
"""In a compiled folder: all estimates and the frozen fits, for the overlays laid over it."""

ByDomain = dict[str, dict[str, Capability]]
"""Domain -> model id -> capability."""


class Evidence(NamedTuple):
    """Estimates by model type, and what they mean.

    Attributes:
        estimates: Model type -> domain -> model id -> capability.
        scale: `provisional`, or the name of the fitted scale.
        transfer_errors: Model type -> transfer error in points; empty where provisional.
        frozen: Model type -> the fit as JSON; empty where provisional.
    """

    estimates: dict[str, ByDomain]
    scale: str
    transfer_errors: dict[str, float]
    frozen: dict[str, Any]


def evidence_of(catalog: LoadedCatalog, folder: Path, below: Path | None) -> Evidence:
    """The estimates of a loaded catalog.

    Args:
        catalog: With its overlays.
        folder: Of the base catalog, where its calibration is.
        below: The compiled form of the base catalog alone, if this one has overlays.
    """
    if below is not None:
        published = read_evidence(below)
        if published.frozen:
            return _with_overlays(published, catalog)
    calibration = calibration_of(folder)
    if calibration and find_spec("numpy") is not None:
        return _fitted(catalog.records("benchmarks"), calibration)
    return _provisional(catalog.records("benchmarks"))


def calibration_of(folder: Path) -> dict[str, Calibration]:
    """How the catalog in a folder is calibrated; empty where it is not."""
    path = folder / CALIBRATION
    return read_calibration(read_yaml(path).data or {}) if path.is_file() else {}


def _provisional(benchmarks: Mapping[str, Benchmark]) -> Evidence:
    found: dict[str, ByDomain] = {}
    for (type_, domain), models in sorted(provisional_estimates(benchmarks).items()):
        found.setdefault(type_, {})[domain] = models
    return Evidence(found, PROVISIONAL, {}, {})


def _fitted(
    benchmarks: Mapping[str, Benchmark], calibration: Mapping[str, Calibration]
) -> Evidence:
    from fmselect.capability.estimates import fitted_estimates  # noqa: PLC0415 - brings numpy

    fitted = fitted_estimates(benchmarks, calibration)
    return Evidence(
        {type_: found.domains for type_, found in fitted.items()},
        PINNED,
        {type_: found.transfer_error for type_, found in fitted.items()},
        {type_: frozen_document(found.frozen) for type_, found in fitted.items()},
    )


def _with_overlays(published: Evidence, catalog: LoadedCatalog) -> Evidence:
    """The published estimates, and those of models that only overlays have results of."""
    estimates = {
        type_: {d: dict(m) for d, m in by.items()} for type_, by in published.estimates.items()
    }
    for type_, results in _own_results(catalog).items():
        if type_ not in published.frozen:
            continue
        frozen = read_frozen(published.frozen[type_])
        domains = estimates.setdefault(type_, {})
        known = {model for models in domains.values() for model in models}
        for model, rows in sorted(results.items()):
            if model not in known:
                for domain, capability in placed_capabilities(frozen, rows).items():
                    domains.setdefault(domain, {})[model] = capability
    return published._replace(estimates=estimates)


def _own_results(
    catalog: LoadedCatalog,
) -> dict[str, dict[str, list[tuple[str, str | None, float]]]]:
    """Model type -> model -> (benchmark, setting, score) in the files of overlays."""
    found: dict[str, dict[str, list[tuple[str, str | None, float]]]] = {}
    for id_, entry in catalog.entries["benchmarks"].items():
        benchmark = entry.record
        if entry.layer == 0 or benchmark.composite:
            continue
        models = found.setdefault(benchmark.type, {})
        for group in benchmark.result_sets:
            for result in () if group.by == "vendor" else group.results:
                row = (id_, result.setting, float(result.score))
                models.setdefault(result.model, []).append(row)
    return found


def published_document(evidence: Evidence) -> dict[str, Any]:
    """As `evidence.json` has it; `read_evidence` gives the same back."""
    return evidence._asdict()


def read_evidence(compiled: Path) -> Evidence:
    """The evidence of a compiled folder."""
    document = json.loads((compiled / PUBLISHED).read_bytes())
    estimates = {
        type_: {domain: _read_models(models) for domain, models in domains.items()}
        for type_, domains in document["estimates"].items()
    }
    return Evidence(**document | {"estimates": estimates})


def _read_models(models: Mapping[str, Sequence[Any]]) -> dict[str, Capability]:
    return {model: Capability(*row) for model, row in models.items()}
