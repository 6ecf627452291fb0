"""What the evidence says of every model, ready to be compiled: fitted, placed, or provisional.

A calibrated catalog is fitted where numpy is at hand, which is when a wheel is built and in a
contributor's checkout. An overlay never refits: the models it has results of are placed with them
on the frozen items of the catalog below it, beside what that knows of them, and nobody else's
estimate moves. Without either, estimates are provisional percentiles.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from fmselect.capability.calibration import Calibration, read_calibration
from fmselect.capability.evidence import TRUSTED, kind_of, type_of
from fmselect.capability.frozen import (
    Row,
    combined_capabilities,
    frozen_document,
    item_name,
    read_frozen,
)
from fmselect.capability.provisional import provisional_estimates
from fmselect.catalog.load import LoadedCatalog
from fmselect.catalog.own_results import trusted_rows
from fmselect.catalog.store import CompiledCatalog, open_catalog
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

    A kind is a model type, or `type/domain` where a domain has a scale of its own.

    Attributes:
        estimates: Model type -> domain -> model id -> capability.
        scale: `provisional`, or the name of the fitted scale.
        transfer_errors: Kind -> transfer error in points; empty where provisional.
        frozen: Kind -> the fit as JSON; empty where provisional.
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
            return _with_overlays(published, catalog, open_catalog(below))
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
    for (kind, domain), models in sorted(provisional_estimates(benchmarks).items()):
        found.setdefault(type_of(kind), {})[domain] = models
    return Evidence(found, PROVISIONAL, {}, {})


def _fitted(
    benchmarks: Mapping[str, Benchmark], calibration: Mapping[str, Calibration]
) -> Evidence:
    from fmselect.capability.estimates import fitted_estimates  # noqa: PLC0415 - brings numpy

    fitted = fitted_estimates(benchmarks, calibration)
    estimates: dict[str, ByDomain] = {}
    for kind, found in fitted.items():
        estimates.setdefault(type_of(kind), {}).update(found.domains)
    return Evidence(
        estimates,
        PINNED,
        {kind: found.transfer_error for kind, found in fitted.items()},
        {kind: frozen_document(found.frozen) for kind, found in fitted.items()},
    )


def _with_overlays(published: Evidence, catalog: LoadedCatalog, below: CompiledCatalog) -> Evidence:
    """The published estimates, those moved of which overlays have results of their own."""
    estimates = {
        type_: {d: dict(m) for d, m in by.items()} for type_, by in published.estimates.items()
    }
    for kind, results in _overlaid_results(catalog).items():
        if kind not in published.frozen:
            continue
        frozen = read_frozen(published.frozen[kind])
        domains = estimates.setdefault(type_of(kind), {})
        for model, rows in sorted(results.items()):
            known = _known_rows(below, model)
            own = _new_rows(rows, known)
            if not own:
                continue
            before = {name: models[model] for name, models in domains.items() if model in models}
            for domain, capability in combined_capabilities(frozen, before, known, own).items():
                domains.setdefault(domain, {})[model] = capability
    return published._replace(estimates=estimates)


def _known_rows(below: CompiledCatalog, model: str) -> list[Row]:
    """The results of a model that the published estimates go by."""
    known = model in below.ids("models")
    return trusted_rows(below.record("models", model)) if known else []


def _new_rows(rows: Sequence[Row], known: Sequence[Row]) -> list[Row]:
    """All rows of the items of which an overlay says something new.

    An overlay replaces a benchmark's file as a whole, and repeats what it leaves as it is.
    """
    repeated = set(known)
    changed = {item_name(row[0], row[1]) for row in rows if row not in repeated}
    return [row for row in rows if item_name(row[0], row[1]) in changed]


def _overlaid_results(catalog: LoadedCatalog) -> dict[str, dict[str, list[Row]]]:
    """Kind -> model -> its results in the files of overlays; no maker's own."""
    found: dict[str, dict[str, list[Row]]] = {}
    for id_, entry in catalog.entries["benchmarks"].items():
        benchmark = entry.record
        if entry.layer == 0 or benchmark.composite:
            continue
        models = found.setdefault(kind_of(benchmark), {})
        for group in benchmark.result_sets:
            for result in group.results if group.by in TRUSTED else ():
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
