"""What records say of other records, and whether those exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fmselect.catalog.derive import PROVIDER_TERMS
from fmselect.catalog.load import SELF_PROVIDER, Entry, LoadedCatalog
from fmselect.catalog.names import normal
from fmselect.catalog.off_scale import off_scale
from fmselect.domain.near_names import nearest
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
        if reference.id not in known and reference.id not in catalog.broken[reference.kind]:
            # A likeness takes a tenth of a second to find: enough is enough.
            if key not in hints:
                near = _nearest(catalog, reference) if len(hints) < _MOST_HINTS else None
                add = f"add {reference.kind}/{reference.id}.yaml"
                hints[key] = f"did you mean {near}? Or {add}" if near else add
            hint = hints[key]
            yield Dangling(reference, f"{reference.id} is not in the catalog", hint)


def _nearest(catalog: LoadedCatalog, reference: Reference) -> str | None:
    """The record that has the id as another name, or is spelt most like it."""
    if reference.kind == "models":
        lab, _, slug = reference.id.partition("/")
        names = {normal(reference.id), normal(slug)}
        for id_, entry in catalog.entries["models"].items():
            aliases = {normal(alias) for alias in entry.record.aliases}
            if id_.startswith(f"{lab}/") and (normal(id_) in names or names & aliases):
                return id_
    known = {id_.lower(): id_ for id_ in catalog.entries[reference.kind]}
    near = nearest(reference.id, known, most=1)
    return known[near[0]] if near else None


def check_sound(catalog: LoadedCatalog) -> None:
    """Make sure that candidates can be made of a catalog.

    Raises:
        Problems: What is wrong with its files, the models and providers that offers lack, and the
            results laid over it that lie off their scale. Those of the base are for lint to tell.
    """
    for found in dangling(catalog, required=True):
        where = found.reference.entry.where(*found.reference.keys)
        catalog.problems.append(InvalidFileError(found.message, where=where, hint=found.hint))
    catalog.problems += _off_scale(catalog)
    catalog.raise_problems()


def _off_scale(catalog: LoadedCatalog) -> Iterator[InvalidFileError]:
    """The results of overlays that no model can have: each would outdo all that are."""
    for entry in catalog.entries["benchmarks"].values():
        scale = entry.record.scale
        for i, group in enumerate(entry.record.result_sets if entry.layer else ()):
            for j, result in enumerate(group.results):
                found = off_scale(result.score, scale.kind, scale.minimum, scale.maximum)
                if found:
                    where = entry.where("result_sets", i, "results", j, "score")
                    yield InvalidFileError(found[0], where=where, hint=found[1])
