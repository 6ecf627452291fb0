"""Names that mean two things, and one thing under two names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from fmselect.catalog.load import Entry
from fmselect.catalog.names import normal
from fmselect.catalog.rules.model import Issue, Subject, provider_of, rule


@rule("duplicate-alias", "error")
def duplicate_alias(subject: Subject) -> Iterator[Issue]:
    """A name leads to one model: no alias, and no other spelling of an id, is claimed twice.

    Why: somebody who types the name would get whichever model comes first.

    Repair: keep the alias on the model it means today, and remove it from the other.
    """
    owners: dict[str, list[str]] = {}
    slugs: dict[str, list[str]] = {}
    for id_ in subject.models:
        slugs.setdefault(normal(id_.partition("/")[2]), []).append(id_)
    for entry in _base_first(subject, "models"):
        spelling = owners.setdefault(normal(entry.id), [])
        if spelling:
            hint = "two records of one model: merge them; two models: rename one"
            yield Issue(entry, (), f"{entry.id} is another spelling of {spelling[0]}", hint)
        spelling.append(entry.id)
    for entry in subject.entries("models"):
        for alias in entry.record.aliases:
            owners.setdefault(normal(alias), []).append(entry.id)
    for entry in subject.entries("models"):
        for index, alias in enumerate(entry.record.aliases):
            meant = (*owners[normal(alias)], *slugs.get(normal(alias), ()))
            others = [id_ for id_ in meant if id_ != entry.id]
            if others:
                message = f"{alias} is also a name of {others[0]}"
                yield Issue(entry, ("aliases", index), message, "keep it on one of them")


def _base_first(subject: Subject, kind: str) -> list[Entry]:
    """The records of a kind, overlays last, so that it is they who are told of a clash."""
    return sorted(subject.entries(kind), key=lambda entry: entry.layer)


@rule("lab-spelt-otherwise", "warning")
def lab_spelt_otherwise(subject: Subject) -> Iterator[Issue]:
    """The models of one folder name their lab in one way.

    Why: `--lab` finds those that are written as it is.

    Repair: write what the others write, or move the model to its lab's folder.
    """
    spelt: dict[str, Counter[str]] = {}
    for entry in subject.entries("models"):
        if entry.record.lab:
            spelt.setdefault(entry.id.partition("/")[0], Counter())[entry.record.lab] += 1
    for entry in subject.entries("models"):
        folder, lab = entry.id.partition("/")[0], entry.record.lab
        usual, count = spelt[folder].most_common(1)[0] if lab else ("", 0)
        if lab and lab != usual and count > 1:
            message = f"{lab}, and the others of {folder} write {usual}"
            yield Issue(entry, ("lab",), message)


@rule("unusual-blank", "error")
def unusual_blank(subject: Subject) -> Iterator[Issue]:
    """A name holds no blanks but the usual one.

    Why: it looks the same, and nobody who types the name finds it.

    Repair: write a plain blank.
    """
    for kind, key in (("models", "name"), ("providers", "name"), ("benchmarks", "title")):
        for entry in subject.entries(kind):
            for letter in getattr(entry.record, key):
                if letter.isspace() and letter != " ":
                    message = f"holds a blank that is none, U+{ord(letter):04X}"
                    yield Issue(entry, (key,), message)
                    break


@rule("duplicate-name", "warning", excusable=True)
def duplicate_name(subject: Subject) -> Iterator[Issue]:
    """Two models of one lab have different names.

    Why: a table that shows names cannot tell them apart, and more often than not the two are one
    model that came in under two ids, with its prices on one and its results on the other.

    Repair: merge the two records, the second id as an alias; or give the names what differs, such
    as the date.
    """
    named: dict[tuple[str, str], str] = {}
    for entry in _base_first(subject, "models"):
        key = (entry.id.partition("/")[0], normal(entry.record.name))
        owner = named.setdefault(key, entry.id)
        if owner != entry.id:
            message = f"{entry.record.name!r} is also the name of {owner}"
            yield Issue(entry, ("name",), message, "merge the two, or name what differs")


@rule("duplicate-weights", "warning", excusable=True)
def duplicate_weights(subject: Subject) -> Iterator[Issue]:
    """Two models are not the same weights.

    Why: one repository under two ids means evidence and offers of one model are split, and each
    half looks less known than it is.

    Repair: merge the records, the second id as an alias; or correct the repository of one.
    """
    owners: dict[str, str] = {}
    for entry in _base_first(subject, "models"):
        weights = entry.record.weights
        if weights and weights.hf_repo:
            owner = owners.setdefault(weights.hf_repo.lower(), entry.id)
            if owner != entry.id:
                message = f"{weights.hf_repo} is also the repository of {owner}"
                yield Issue(entry, ("weights", "hf_repo"), message, "merge the two records")


@rule("duplicate-api-id", "error", excusable=True)
def duplicate_api_id(subject: Subject) -> Iterator[Issue]:
    """A provider's API name calls one model.

    Why: two models under one API name are one offer told twice, with two prices for one call.

    Repair: find out which model answers to the name, and correct the `api_id` of the other offer.
    """
    owners: dict[tuple[str, str], Entry] = {}
    for entry in _base_first(subject, "offers"):
        if not entry.record.api_id:
            continue
        owner = owners.setdefault((provider_of(entry), entry.record.api_id), entry)
        if owner.record.model != entry.record.model:
            message = f"{entry.record.api_id} also calls {owner.record.model} at {owner.where()}"
            yield Issue(entry, ("api_id",), message, "one of the two has another API name")


@rule("duplicate-upstream-name", "error")
def duplicate_upstream_name(subject: Subject) -> Iterator[Issue]:
    """A name that data sets use for a provider leads to one provider.

    Why: `catalog sync` would write one provider's prices under the other.

    Repair: keep the name under `upstream_names` of the provider it means.
    """
    taken = {normal(entry.id): entry.id for entry in subject.entries("providers")}
    for entry in _base_first(subject, "providers"):
        for index, name in enumerate(entry.record.upstream_names):
            owner = taken.setdefault(normal(name), entry.id)
            if owner != entry.id:
                message = f"{name} is also a name of {owner}"
                yield Issue(entry, ("upstream_names", index), message, "keep it on one of them")


@rule("moving-alias", "warning", excusable=True)
def moving_alias(subject: Subject) -> Iterator[Issue]:
    """A name that moves from model to model, such as one that ends in `-latest`, is an alias.

    Why: its prices and results are of whichever model answered on the day, and are mixed up in one
    record.

    Repair: make it an alias of the dated model it means today. A name without a dated one behind
    it is excused by name.
    """
    for entry in subject.entries("models"):
        if entry.id.endswith(_MOVING):
            message = f"{entry.id} moves with each release: an alias, not a model"
            yield Issue(entry, ("name",), message, "write it under aliases of the dated model")


_MOVING = ("-latest", ":latest", "-newest", "-current")
