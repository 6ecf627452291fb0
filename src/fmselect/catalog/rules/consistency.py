"""Records that contradict each other, or themselves."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fmselect.catalog.load import Entry
from fmselect.catalog.names import normal
from fmselect.catalog.references import dangling
from fmselect.catalog.rules.model import Check, Issue, Subject
from fmselect.domain.near_names import did_you_mean
from fmselect.domain.records import Scale

_LIMITS = ("context_tokens", "max_input_tokens", "max_output_tokens")


def dangling_reference(subject: Subject) -> Iterator[Issue]:
    """An id that a record names is the id of a record."""
    for found in dangling(subject.catalog):
        yield Issue(found.reference.entry, found.reference.keys, found.message, found.hint)


def duplicate_alias(subject: Subject) -> Iterator[Issue]:
    """A name leads to one model: no alias is an id or an alias of another."""
    taken: dict[str, str] = {}
    models = subject.catalog.entries["models"]
    for id_ in models:
        taken[normal(id_)] = id_
    for id_, entry in models.items():
        for index, alias in enumerate(entry.record.aliases):
            owner = taken.setdefault(normal(alias), id_)
            if owner != id_:
                message = f"{alias} is also a name of {owner}"
                yield Issue(entry, ("aliases", index), message, "keep it on one of them")


def upper_case_id(subject: Subject) -> Iterator[Issue]:
    """Ids in lists are lower case, so that a name is written in one way."""
    for kind, names in (("models", ("features", "languages")), ("providers", ("data_handling",))):
        for entry in subject.catalog.entries[kind].values():
            for name in names:
                for number, group in enumerate(getattr(entry.record, name)):
                    yield from _upper_case_in(entry, (name, number), group)


def _upper_case_in(entry: Entry, keys: tuple[str | int, ...], group: object) -> Iterator[Issue]:
    for name in ("supports", "lacks", "claimed", "regions", "certifications"):
        for index, value in enumerate(getattr(group, name, ())):
            if value != value.lower():
                message = f"{value} is not in lower case"
                yield Issue(entry, (*keys, name, index), message, f"write {value.lower()}")


def limits_above_the_models(subject: Subject) -> Iterator[Issue]:
    """A provider cannot take more than the model can."""
    models = subject.catalog.entries["models"]
    for entry in subject.catalog.entries["offers"].values():
        model = models.get(entry.record.model)
        if entry.record.limits is None or model is None:
            continue
        for name in _LIMITS:
            offered = getattr(entry.record.limits, name)
            known = [n for group in model.record.limits if (n := getattr(group, name)) is not None]
            if offered is not None and known and offered > max(known):
                message = f"{offered} is above the model's own {max(known)}"
                yield Issue(entry, ("limits", name), message, "the smaller one is used")


def result_outside_scale(subject: Subject) -> Iterator[Issue]:
    """A score, and its interval, lie on the benchmark's scale, the score within the interval."""
    for entry in subject.catalog.entries["benchmarks"].values():
        for number, group in enumerate(entry.record.result_sets):
            for row, result in enumerate(group.results):
                keys = ("result_sets", number, "results", row)
                if not _on_scale(result.score, entry.record.scale):
                    yield Issue(entry, (*keys, "score"), f"{result.score} is not on the scale")
                low = result.score if result.low is None else result.low
                high = result.score if result.high is None else result.high
                if not low <= result.score <= high:
                    message = f"{result.score} is outside its interval, {low} to {high}"
                    yield Issue(entry, (*keys, "score"), message)


def _on_scale(score: Decimal, scale: Scale) -> bool:
    above = scale.minimum is None or score >= scale.minimum
    return above and (scale.maximum is None or score <= scale.maximum)


def bounded_without_bounds(subject: Subject) -> Iterator[Issue]:
    """A bounded scale has a lower and an upper end, in that order."""
    for entry in subject.catalog.entries["benchmarks"].values():
        scale = entry.record.scale
        low, high = scale.minimum, scale.maximum
        if scale.kind == "bounded" and (low is None or high is None or low >= high):
            message = "a bounded scale needs minimum and maximum, the smaller first"
            yield Issue(entry, ("scale",), message)


def repeated_result(subject: Subject) -> Iterator[Issue]:
    """A source states one score of a model in one setting."""
    for entry in subject.catalog.entries["benchmarks"].values():
        for number, group in enumerate(entry.record.result_sets):
            seen: set[tuple[str, str | None, str | None]] = set()
            for row, result in enumerate(group.results):
                key = (result.model, result.setting, result.observed)
                if key in seen:
                    keys = ("result_sets", number, "results", row)
                    message = f"{result.model} is here twice in the same setting"
                    yield Issue(entry, keys, message, "keep one, or name the settings")
                seen.add(key)


def unknown_data_tier(subject: Subject) -> Iterator[Issue]:
    """An offer's data tier is one that its provider's data handling describes."""
    providers = subject.catalog.entries["providers"]
    for entry in subject.catalog.entries["offers"].values():
        provider = providers.get(entry.id.split("/")[0])
        if entry.record.data_tier is None or provider is None:
            continue
        tiers = [handling.tier for handling in provider.record.data_handling]
        if entry.record.data_tier not in tiers:
            message = f"no tier {entry.record.data_tier} at {provider.id}"
            hint = did_you_mean(entry.record.data_tier, tiers) or "describe it under data_handling"
            yield Issue(entry, ("data_tier",), message, hint)


def repeated_data_tier(subject: Subject) -> Iterator[Issue]:
    """A provider describes a tier once, and has one default tier at most."""
    for entry in subject.catalog.entries["providers"].values():
        seen: set[str] = set()
        defaults = 0
        for number, handling in enumerate(entry.record.data_handling):
            defaults += handling.default
            keys = ("data_handling", number)
            if handling.tier in seen:
                yield Issue(entry, keys, f"the tier {handling.tier} is described twice")
            if handling.default and defaults > 1:
                yield Issue(entry, keys, "a second default tier", "mark one as default")
            seen.add(handling.tier)


def task_without_models(subject: Subject) -> Iterator[Issue]:
    """Somebody offers a model of the type each task needs."""
    models = subject.catalog.entries["models"]
    offered = {
        models[entry.record.model].record.type
        for entry in subject.catalog.entries["offers"].values()
        if entry.record.model in models
    }
    for entry in subject.catalog.entries["tasks"].values():
        if entry.record.type not in offered:
            yield Issue(entry, ("type",), f"no model of the type {entry.record.type} is offered")


def domain_without_task(subject: Subject) -> Iterator[Issue]:
    """A benchmark is evidence for a domain that some task of its type asks about."""
    tasks = subject.catalog.records("tasks").values()
    domains = {(task.type, task.domain) for task in tasks}
    for entry in subject.catalog.entries["benchmarks"].values():
        domain = entry.record.domain
        if domain is not None and (entry.record.type, domain) not in domains:
            yield Issue(entry, ("domain",), f"no task for {entry.record.type} asks about {domain}")


def retired_without_replacement(subject: Subject) -> Iterator[Issue]:
    """A model that goes away says what follows it."""
    for kind in ("models", "offers"):
        for entry in subject.catalog.entries[kind].values():
            life = entry.record.lifecycle
            if life and life.retires_on and not life.replacement:
                yield Issue(entry, ("lifecycle",), "is retired without a replacement")


ERRORS: dict[str, Check] = {
    "dangling-reference": dangling_reference,
    "duplicate-alias": duplicate_alias,
    "upper-case-id": upper_case_id,
    "result-outside-scale": result_outside_scale,
    "bounded-without-bounds": bounded_without_bounds,
    "unknown-data-tier": unknown_data_tier,
    "repeated-data-tier": repeated_data_tier,
    "task-without-models": task_without_models,
}
WARNINGS: dict[str, Check] = {
    "limits-above-model": limits_above_the_models,
    "repeated-result": repeated_result,
}
INFOS: dict[str, Check] = {
    "retired-without-replacement": retired_without_replacement,
    "domain-without-task": domain_without_task,
}
