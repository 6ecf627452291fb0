"""`fmselect show`: everything the catalog knows of one record, with sources and dates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fmselect.cli.complete import ids, one_of
from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import OK
from fmselect.cli.options import catalog_parameters, output_parameters
from fmselect.cli.runtime import Runtime
from fmselect.domain.near_names import did_you_mean
from fmselect.engine.lifecycle import replacement_words, successors
from fmselect.errors import UsageError
from fmselect.render.catalog_columns import KINDS
from fmselect.render.record import FORMATTERS, Shown

if TYPE_CHECKING:
    from fmselect.catalog.store import CompiledCatalog

FORMATS = tuple(FORMATTERS)


def _parameters() -> Iterator[Parameter]:
    """The id, and the kind where one name stands for several."""
    yield Parameter(
        "id",
        (),
        "An id, alias or name: a model, an offer (provider/lab/model), a provider, a licence...",
        metavar="ID",
        required=True,
        complete=ids(*KINDS),
    )
    yield Parameter(
        "kind",
        ("--kind",),
        f"Where a name stands for several: {', '.join(KINDS)}.",
        metavar="KIND",
        complete=one_of(KINDS),
    )
    yield from output_parameters(FORMATS)
    yield from catalog_parameters()


def run(runtime: Runtime, values: Values) -> int:
    """Find the record, with the offers of a model and the model of an offer, and write it."""
    catalog = runtime.open_catalog()
    kind, id_, others = _found(catalog, values["id"], values.get("kind"))
    for other in others:
        runtime.note(f"note: there is also one among the {other}: --kind {other}")
    record = catalog.record(kind, id_)
    offers = [catalog.record("offers", offer) for offer in record.get("offers", ())]
    stated = record.get("lifecycle") or {}
    chain = successors(
        catalog.record, id_.partition("/")[0], stated.get("replacement"), runtime.today
    )
    shown = Shown(
        kind,
        record,
        offers,
        catalog.stamp,
        runtime.today.isoformat(),
        replacement_words(chain),
    )
    runtime.write(FORMATTERS[runtime.format](shown, runtime.view))
    return OK


def _found(catalog: CompiledCatalog, name: str, kind: str | None) -> tuple[str, str, list[str]]:
    """Kind and id of a name, models first, and the other kinds that have one of the name.

    Raises:
        UsageError: It names nothing, or several records of one kind.
    """
    if kind is not None and kind not in KINDS:
        hint = did_you_mean(kind, KINDS) or f"kinds: {', '.join(KINDS)}"
        raise UsageError(f"there is no kind {kind!r}", where="--kind", hint=hint)
    found: list[tuple[str, str]] = []
    failures: list[UsageError] = []
    for candidate in [kind] if kind else KINDS:
        try:
            found.append((candidate, catalog.resolve(candidate, name)))
        except UsageError as failure:
            failures.append(failure)
    if found:
        return *found[0], [other for other, _ in found[1:]]
    several = next((failure for failure in failures if " names " in failure.message), None)
    if kind or several:
        raise several or failures[0]
    hint = next((failure.hint for failure in failures if failure.hint), "see fmselect list")
    raise UsageError(f"the catalog has nothing named {name!r}", hint=hint)


COMMAND = Command(
    "show",
    "Show every fact of a model or another record, with its source.",
    _parameters,
    run,
    FORMATS,
    epilog="Example: fmselect show openai/gpt-5",
)
