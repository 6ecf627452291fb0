"""What records say of other records, and whether those exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fmselect.catalog.derive import PROVIDER_TERMS
from fmselect.catalog.load import SELF_PROVIDER, Entry, LoadedCatalog
from fmselect.domain.near_names import did_you_mean
from fmselect.errors import InvalidFileError

_MOST_HINTS = 30


class Reference(NamedTuple):
    """One id that a record names.

    Attributes:
        entry: The record that names it.
        keys: Where.
        kind: The kind of record it is the id of.
        id: The id.
        required: Whether the catalog cannot be compiled without it.
    """

    entry: Entry
    keys: tuple[str | int, ...]
    kind: str
    id: str
    required: bool = False


def references(catalog: LoadedCatalog) -> Iterator[Reference]:
    """Every id that a record of the catalog names."""
    for entry in catalog.entries["offers"].values():
        yield Reference(entry, ("model",), "models", entry.record.model, required=True)
        provider = entry.id.split("/")[0]
        if provider != SELF_PROVIDER:
            yield Reference(entry, (), "providers", provider, required=True)
        if entry.record.lifecycle and entry.record.lifecycle.replacement:
            replacement = entry.record.lifecycle.replacement
            yield Reference(entry, ("lifecycle", "replacement"), "models", replacement)
    for entry in catalog.entries["models"].values():
        yield from _of_model(entry)
    for entry in catalog.entries["benchmarks"].values():
        for number, group in enumerate(entry.record.result_sets):
            for row, result in enumerate(group.results):
                keys = ("result_sets", number, "results", row, "model")
                yield Reference(entry, keys, "models", result.model)


def _of_model(entry: Entry) -> Iterator[Reference]:
    weights, lifecycle = entry.record.weights, entry.record.lifecycle
    if weights and weights.license and weights.license != PROVIDER_TERMS:
        yield Reference(entry, ("weights", "license"), "licenses", weights.license)
    if weights and weights.base_model:
        yield Reference(entry, ("weights", "base_model"), "models", weights.base_model)
    if lifecycle and lifecycle.replacement:
        yield Reference(entry, ("lifecycle", "replacement"), "models", lifecycle.replacement)


class Dangling(NamedTuple):
    """A reference to a record that does not exist."""

    reference: Reference
    message: str
    hint: str


def dangling(catalog: LoadedCatalog, *, required: bool = False) -> Iterator[Dangling]:
    """The references to records that do not exist, each with the nearest that does.

    Args:
        catalog: The records.
        required: Look only at those the catalog cannot be compiled without.
    """
    hints: dict[tuple[str, str], str] = {}
    for reference in references(catalog):
        if required and not reference.required:
            continue
        known, key = catalog.entries[reference.kind], (reference.kind, reference.id)
        if reference.id not in known:
            # A likeness takes a tenth of a second to find: enough is enough.
            if key not in hints:
                near = did_you_mean(reference.id, known) if len(hints) < _MOST_HINTS else None
                hints[key] = near or f"add {reference.kind}/{reference.id}.yaml"
            hint = hints[key]
            yield Dangling(reference, f"no {reference.kind.removesuffix('s')} {reference.id}", hint)


def check_sound(catalog: LoadedCatalog) -> None:
    """Make sure that candidates can be made of a catalog.

    Raises:
        Problems: What is wrong with its files, and the models and providers that offers lack.
    """
    for found in dangling(catalog, required=True):
        where = found.reference.entry.where(*found.reference.keys)
        catalog.problems.append(InvalidFileError(found.message, where=where, hint=found.hint))
    catalog.raise_problems()
