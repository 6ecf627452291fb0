"""`fmselect list`: what the catalog knows of one kind, filtered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, get_args

from fmselect.cli.complete import ids, one_of
from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import OK
from fmselect.cli.options import catalog_parameters, output_parameters
from fmselect.cli.runtime import Runtime
from fmselect.domain.near_names import did_you_mean
from fmselect.errors import UsageError
from fmselect.render.catalog_columns import KINDS
from fmselect.render.listing import FORMATTERS, Listing

if TYPE_CHECKING:
    from fmselect.catalog.store import CompiledCatalog

FORMATS = tuple(FORMATTERS)
_FILTERS = "Show only"
_WHOLE = ("json", "jsonl")
"""Formats in which a model's capability is given for every domain, known or not."""


def _parameters() -> Iterator[Parameter]:
    """The kind, a text to look for, and filters."""
    yield Parameter(
        "kind",
        (),
        f"{', '.join(KINDS)}; models by default.",
        metavar="KIND",
        complete=one_of(KINDS),
    )
    yield Parameter("text", (), "Only ids and names that contain this.", metavar="TEXT")
    yield Parameter(
        "type",
        ("--type",),
        "Models, offers, benchmarks and tasks of a type: language, embedding, reranker, "
        "image-generation, speech-to-text, text-to-speech.",
        metavar="TYPE",
        panel=_FILTERS,
    )
    yield Parameter(
        "provider",
        ("--provider",),
        "Offers of a provider, or models it offers.",
        metavar="ID",
        panel=_FILTERS,
        complete=ids("providers"),
    )
    yield Parameter("lab", ("--lab",), "Models and offers of a lab.", metavar="ID", panel=_FILTERS)
    yield from output_parameters(FORMATS)
    yield from catalog_parameters()


def run(runtime: Runtime, values: Values) -> int:
    """Write all records of a kind that pass the filters; none is an answer too."""
    kind = _kind(values.get("kind") or "models")
    catalog = runtime.open_catalog()
    _check_filters(catalog, values)
    types = _types(catalog.briefs("models")) if values.get("type") and kind == "offers" else {}
    found: Iterator[Mapping[str, Any]] = (
        record for record in catalog.briefs(kind) if _passes(record, kind, values, types)
    )
    if kind == "models" and runtime.format in _WHOLE:
        found = map(catalog.with_every_domain, found)
    listing = Listing(kind, found, catalog.stamp, runtime.today.isoformat())
    runtime.write_all(FORMATTERS[runtime.format](listing, runtime.view))
    return OK


def _kind(name: str) -> str:
    """The kind of that name, or of its singular.

    Raises:
        UsageError: There is no such kind.
    """
    for kind in (name, name + "s"):
        if kind in KINDS:
            return kind
    hint = did_you_mean(name, KINDS) or f"kinds: {', '.join(KINDS)}"
    raise UsageError(f"there is no kind {name!r}", where="KIND", hint=hint)


def _check_filters(catalog: CompiledCatalog, values: Values) -> None:
    """Refuse a type, provider or lab that nobody has: the list would be empty for a slip.

    Raises:
        UsageError: There is none of that name; the hint names the nearest.
    """
    known: dict[str, Callable[[], Collection[str]]] = {
        "type": _model_types,
        "provider": lambda: {*catalog.ids("providers"), "self"},
        "lab": lambda: {id_.partition("/")[0] for id_ in catalog.ids("models")},
    }
    for name, names in known.items():
        asked = values.get(name)
        if asked and asked not in names():
            hint = did_you_mean(asked, names()) or "see fmselect list"
            raise UsageError(f"there is no {name} {asked!r}", where=f"--{name}", hint=hint)


def _model_types() -> Collection[str]:
    from fmselect.domain.records import ModelType  # late: it costs as much as the rest of a list

    return get_args(ModelType)


def _types(models: Iterator[Mapping[str, Any]]) -> dict[str, str]:
    """Model id -> type."""
    return {model["id"]: model["type"] for model in models}


def _passes(record: Mapping[str, Any], kind: str, values: Values, types: Mapping[str, str]) -> bool:
    """Whether a record is one of those asked for."""
    text = (values.get("text") or "").lower()
    if text and text not in f"{record['id']} {record.get('name', '')}".lower():
        return False
    model = record["id"] if kind == "models" else record.get("model", "")
    if values.get("type") and values["type"] != record.get("type", types.get(model)):
        return False
    if values.get("lab") and model.partition("/")[0] != values["lab"]:
        return False
    provider = values.get("provider")
    return not provider or provider in _providers(record, kind)


def _providers(record: Mapping[str, Any], kind: str) -> set[str]:
    """The providers a record has to do with."""
    if kind == "models":
        return {offer.partition("/")[0] for offer in record.get("offers", ())}
    return {record.get("provider", record["id"])}


COMMAND = Command(
    "list",
    "List models, offers, providers, licenses, benchmarks, hardware.",
    _parameters,
    run,
    FORMATS,
    epilog="Example: fmselect list offers --provider openrouter deepseek",
)
