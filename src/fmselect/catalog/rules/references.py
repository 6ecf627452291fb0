"""Names that lead nowhere, in a circle, or to two things at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from fmselect.catalog.load import Entry
from fmselect.catalog.references import dangling
from fmselect.catalog.rules.model import Issue, Subject, rule


@rule("dangling-reference", "error")
def dangling_reference(subject: Subject) -> Iterator[Issue]:
    """An id that a record names is the id of a record.

    Why: an offer of a model nobody describes, or a result of one, would be dropped in silence.
    Ids are compared letter by letter: a likeness is suggested and never taken.

    Repair: correct the id, or add the record it names.
    """
    seen: set[tuple[str, str]] = set()
    for found in dangling(subject.catalog):
        entry, keys = found.reference.entry, found.reference.keys
        if found.reference.kind != "providers":
            yield Issue(entry, keys, found.message, found.hint)
        elif (entry.document.path, found.reference.id) not in seen:
            # The provider is the name of the folder: once for all the offers of a file.
            seen.add((entry.document.path, found.reference.id))
            message = f"the provider {found.message}"
            yield Issue(entry._replace(keys=("offers",)), (), message, found.hint)


@rule("self-reference", "error")
def self_reference(subject: Subject) -> Iterator[Issue]:
    """No model is made from itself, and none is replaced by itself.

    Why: whoever follows the replacement of a model that goes away ends where they started.

    Repair: name the model the source names; leave the key out where that is only a newer version
    under the same id.
    """
    for entry in subject.entries("models"):
        weights = entry.record.weights
        if weights and weights.base_model == entry.id:
            yield Issue(entry, ("weights", "base_model"), "names the model itself")
    for entry, model in _retiring(subject):
        if entry.record.lifecycle.replacement == model:
            hint = "leave it out where the source names a version of the same model"
            yield Issue(entry, ("lifecycle", "replacement"), "names the model itself", hint)


def _retiring(subject: Subject) -> Iterator[tuple[Entry, str]]:
    """The models and offers with a lifecycle, and the id of the model it is of."""
    for entry in chain(subject.entries("models"), subject.entries("offers")):
        if entry.record.lifecycle:
            yield entry, getattr(entry.record, "model", entry.id)


@rule("replacement-cycle", "error")
def replacement_cycle(subject: Subject) -> Iterator[Issue]:
    """Replacements lead forward, and never back to a model they started from.

    Why: of two models that replace each other, one is still sold.

    Repair: remove the replacement of the newer model.
    """
    following = {
        id_: model.lifecycle.replacement
        for id_, model in subject.models.items()
        if model.lifecycle and model.lifecycle.replacement
    }
    for start, after in following.items():
        seen, current = {start}, after
        while current in following and current not in seen:
            seen.add(current)
            current = following[current]
        if current == start and len(seen) > 1:
            entry = subject.catalog.entries["models"][start]
            message = f"{after} leads back to {start}"
            yield Issue(entry, ("lifecycle", "replacement"), message)


@rule("replacement-retired", "warning", excusable=True)
def replacement_retired(subject: Subject) -> Iterator[Issue]:
    """A replacement outlives what it replaces.

    Why: advice to move to a model that goes away first is bad advice, and one of the two dates or
    the name is usually wrong.

    Repair: compare both dates with the provider's list; name the replacement of the replacement
    where the list does.
    """
    for entry, model in _retiring(subject):
        life = entry.record.lifecycle
        after = subject.models.get(life.replacement)
        if not (after and life.retires_on and life.replacement != model and after.lifecycle):
            continue
        gone = after.lifecycle.retires_on
        if gone and gone <= life.retires_on[: len(gone)]:
            message = f"{life.replacement} retires on {gone}, not after {life.retires_on}"
            yield Issue(entry, ("lifecycle", "replacement"), message)


@rule("replacement-of-another-type", "error", excusable=True)
def replacement_of_another_type(subject: Subject) -> Iterator[Issue]:
    """A model is replaced by one that does the same thing.

    Why: an embedding model cannot follow a chat model; the id is of a sibling, or a `type` is
    wrong.

    Repair: correct the replacement, or the type of one of the two models.
    """
    for entry, model in _retiring(subject):
        before = subject.models.get(model)
        after = subject.models.get(entry.record.lifecycle.replacement)
        if before and after and before.type != after.type:
            message = f"{entry.record.lifecycle.replacement} is of the type {after.type}"
            hint = f"{model} is of the type {before.type}"
            yield Issue(entry, ("lifecycle", "replacement"), message, hint)


@rule("retired-without-replacement", "info")
def retired_without_replacement(subject: Subject) -> Iterator[Issue]:
    """A model that goes away says what follows it.

    Why: whoever uses it wants to know where to go. Not every provider says so.

    Repair: add `replacement`, where the provider's list names one.
    """
    for entry, _ in _retiring(subject):
        life = entry.record.lifecycle
        if life.retires_on and not life.replacement:
            yield Issue(entry, ("lifecycle", "retires_on"), "is retired without a replacement")
