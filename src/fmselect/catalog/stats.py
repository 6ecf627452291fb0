"""What a catalog knows and what it does not: counts, ages, and the share of facts known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from fmselect.catalog.compile import MODEL_TYPES, digest
from fmselect.catalog.dates import newest_fact, observed_dates, sourced_groups
from fmselect.catalog.derive import NO_LICENSE_FOUND, Deriver
from fmselect.catalog.load import SELF_PROVIDER, LoadedCatalog, load_catalog_files
from fmselect.catalog.references import check_sound
from fmselect.catalog.stamp import stamp_of
from fmselect.domain.candidate import Candidate

KNOWN: dict[str, Callable[[Candidate], bool]] = {
    "training_policy": lambda row: _answers(row) and row.privacy.trains_on_data is not None,
    "retention": lambda row: _answers(row) and row.privacy.retention_days is not None,
    "region": lambda row: _answers(row) and row.privacy.regions is not None,
    "license": lambda row: row.terms.commercial_use is not None,
    "retirement": lambda row: row.lifecycle.none_announced or row.lifecycle.retires_on is not None,
    "price": lambda row: row.price is not None,
    "context": lambda row: row.context_tokens is not None,
    "speed": lambda row: row.speed is not None,
}
"""Name -> whether an offer's fact is known, for the coverage shares."""

UNSTATED_LICENSE = "LicenseRef-unstated"
"""The licence of weights whose page was read and names none: an unknown that is explicit."""

SOURCED_KINDS = ("lab", "cloud")
"""Kinds of provider that must have a record of what they do with data."""


def stats(folders: Path | Sequence[Path]) -> dict[str, Any]:
    """The figures of a catalog, as JSON.

    `coverage` is the share of offers, those on your own machines left out, whose fact is known:
    of all, by the model's type, and by the provider's kind.

    Args:
        folders: The catalog's folder, or several: the base, then overlays.

    Raises:
        Problems: A file is not valid.
        InvalidFileError: A folder does not exist or holds no catalog.
    """
    catalog = load_catalog_files([folders] if isinstance(folders, Path) else folders)
    check_sound(catalog)
    newest = newest_fact(catalog)
    deriver = Deriver(catalog, newest or "")
    rows = {type_: deriver.candidates(type_) for type_ in MODEL_TYPES}
    stated = [
        (type_, row)
        for type_, group in rows.items()
        for row in group
        if row.provider != SELF_PROVIDER
    ]
    return {
        "catalog": stamp_of(catalog),
        "layers": [str(folder) for folder in catalog.folders],
        "digest": digest(catalog),
        "records": {kind: len(entries) for kind, entries in catalog.entries.items()},
        "models_by_type": _count(m.type for m in catalog.records("models").values()),
        "offers_by_type": {type_: len(group) for type_, group in rows.items()},
        "offers_by_provider": _count(row.provider for _, row in stated),
        "results": _results(catalog),
        "coverage": _coverage([row for _, row in stated]),
        "coverage_by_type": _coverages(stated),
        "coverage_by_provider_kind": _coverages((row.provider_kind, row) for _, row in stated),
        "open_weight_models": _licenses(catalog),
        "labs_and_clouds": _data_handling(catalog),
        "facts": _facts(catalog),
        "overlaid": {
            kind: [entry.id for entry in entries.values() if entry.layer > 0]
            for kind, entries in catalog.entries.items()
            if any(entry.layer > 0 for entry in entries.values())
        },
    }


def _answers(row: Candidate) -> bool:
    """Whether what is said of an offer's data is all: a gateway speaks for itself alone."""
    return not row.privacy.gateway or bool(row.privacy.binds_hosts)


def _count(names: Any) -> dict[str, int]:
    """Name -> how often, the most frequent first."""
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def _coverage(rows: Sequence[Candidate]) -> dict[str, float | None]:
    """Name of a fact -> the share of the offers that have it."""
    return {name: _share(sum(map(known, rows)), len(rows)) for name, known in KNOWN.items()}


def _coverages(grouped: Iterable[tuple[str, Candidate]]) -> dict[str, dict[str, float | None]]:
    """The same for each group of offers; a group without any is left out."""
    groups: dict[str, list[Candidate]] = {}
    for group, row in grouped:
        groups.setdefault(group, []).append(row)
    return {group: _coverage(rows) for group, rows in groups.items()}


def _licenses(catalog: LoadedCatalog) -> dict[str, Any]:
    """Of the models with open weights: how many have a licence, and how many an explicit unknown.

    The two unknowns differ: the page of a model was read and names none, or no page was found.
    """
    found = [m.weights.license for m in catalog.records("models").values() if _is_open(m)]
    missed = found.count(NO_LICENSE_FOUND)
    named = sum(license_ is not None for license_ in found) - missed
    return {
        "count": len(found),
        "with_a_license": named,
        "of_which_stated_nowhere": found.count(UNSTATED_LICENSE),
        "searched_and_not_found": missed,
        "without_a_word": len(found) - named - missed,
        "share": _share(named, len(found)),
    }


def _is_open(model: Any) -> bool:
    return model.weights is not None and model.weights.open is True


def _data_handling(catalog: LoadedCatalog) -> dict[str, Any]:
    """Of the labs and clouds: how many have a record, known or explicitly unknown, of data."""
    providers = [p for p in catalog.records("providers").values() if p.kind in SOURCED_KINDS]
    handled = sum(bool(p.data_handling) for p in providers)
    return {
        "count": len(providers),
        "with_data_handling": handled,
        "share": _share(handled, len(providers)),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _results(catalog: LoadedCatalog) -> Mapping[str, int]:
    """Who ran a test -> how many results."""
    counts: Counter[str] = Counter()
    for benchmark in catalog.records("benchmarks").values():
        for group in benchmark.result_sets:
            counts[group.by] += len(group.results)
    return dict(sorted(counts.items()))


def _facts(catalog: LoadedCatalog) -> dict[str, Any]:
    """Groups of facts, where they come from, and the oldest and newest day among them."""
    groups = only_via = snapshot = 0
    dates: list[str] = []
    for entries in catalog.entries.values():
        for entry in entries.values():
            for _, group in sourced_groups(entry.record):
                groups += bool(group.source or group.via)
                only_via += bool(group.via and not group.source)
                snapshot += group.observed_from is not None
            dates += [day for _, day in observed_dates(entry.record)]
    return {
        "groups": groups,
        "only_via": only_via,
        "dated_by_snapshot": snapshot,
        "oldest": min(dates, default=None),
        "newest": max(dates, default=None),
    }
