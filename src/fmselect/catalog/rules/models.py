"""Models, and what offers say of them, that contradict themselves or a slip of a unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from fmselect.catalog.derive import PROVIDER_TERMS
from fmselect.catalog.load import Entry
from fmselect.catalog.rules.model import Issue, Subject, rule

MOST_TOTAL_TO_ACTIVE = 200
MOST_PARAMETERS_BILLIONS = 10_000
"""Four times the most of the catalog, 2,780."""
USUAL_SPEEDS = {
    "first_token_seconds": (Decimal("0.03"), Decimal(300)),
    "output_tokens_per_second": (Decimal(1), Decimal(3000)),
}
"""The least and the most that is no slip of a unit."""
NAME_RATIO = 3
"""Names round, and count without embeddings or vision: up to 2.5 times."""
_SIZE_IN_NAME = re.compile(r"(?:^|[-_])(?:(\d+)x)?(\d+(?:\.\d+)?)b(?=$|[-_])")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_ACTIVE_IN_NAME = re.compile(r"[-_]a(\d+(?:\.\d+)?)b(?=$|[-_])")

INHERENT = {
    "language": ("text", "text"),
    "embedding": (None, "embedding"),
    "reranker": ("text", "score"),
    "image-generation": ("text", "image"),
    "speech-to-text": ("audio", "text"),
    "text-to-speech": ("text", "audio"),
}
"""Type -> what a model of that type cannot but take and give; None: one of several things."""


@rule("weights-contradiction", "error")
def weights_contradiction(subject: Subject) -> Iterator[Issue]:
    """A licence, and a repository, agree with whether the weights are open.

    Why: `license` says on which terms the weights can be had. Closed weights have none but
    `LicenseRef-provider-terms`, and open ones are never under that.

    Repair: correct `open`, or the licence.
    """
    for entry in subject.entries("models"):
        weights = entry.record.weights
        if weights is None:
            continue
        terms = weights.license == PROVIDER_TERMS
        if weights.open and terms:
            message = f"{PROVIDER_TERMS} is for closed weights, and these are open"
            yield Issue(entry, ("weights", "license"), message, "name the licence of the weights")
        elif weights.open is False and weights.license and not terms:
            message = f"false, and the license is {weights.license}"
            hint = f"closed weights have {PROVIDER_TERMS}"
            yield Issue(entry, ("weights", "open"), message, hint)
        elif weights.open is None and weights.license and not terms:
            message = "a licence, but not whether the weights are open"
            yield Issue(entry, ("weights", "license"), message, "add open: true")
        elif weights.open is False and weights.hf_repo:
            message = f"closed weights in the repository {weights.hf_repo}"
            yield Issue(entry, ("weights", "hf_repo"), message, "open: true, or remove it")


@rule("open-without-license", "info")
def open_without_license(subject: Subject) -> Iterator[Issue]:
    """Weights that can be had say on which licence.

    Why: without one, whether they may be used for business is unknown, and the model is out
    wherever that is asked.

    Repair: add `license`, as the model's own page states it; sizes of one family differ.
    """
    for entry in subject.entries("models"):
        if entry.record.weights and entry.record.weights.open and not entry.record.weights.license:
            yield Issue(entry, ("weights",), "open weights without a licence")


@rule("active-above-total", "error")
def active_above_total(subject: Subject) -> Iterator[Issue]:
    """A model has at least as many parameters as are active for one token.

    Why: memory is counted from all, speed from the active ones; the two are swapped.

    Repair: swap them, or correct the unit: both are in billions.
    """
    for entry in subject.entries("models"):
        weights = entry.record.weights
        active = weights.active_parameters_billions if weights else None
        total = weights.parameters_billions if weights else None
        if active and total and active > total:
            message = f"{active} is above all parameters, {total}"
            yield Issue(entry, ("weights", "active_parameters_billions"), message)


@rule("active-far-below-total", "warning", excusable=True)
def active_far_below_total(subject: Subject) -> Iterator[Issue]:
    """At least one in 200 of a model's parameters is active for a token.

    Why: the sparsest of the catalog uses one in 33; less is a slip of the unit of one of them.

    Repair: write both in billions.
    """
    for entry in subject.entries("models"):
        weights = entry.record.weights
        active = weights.active_parameters_billions if weights else None
        total = weights.parameters_billions if weights else None
        if active and total and total > MOST_TOTAL_TO_ACTIVE * active:
            message = f"{total} billions, and only {active} of them active"
            yield Issue(entry, ("weights", "parameters_billions"), message)


@rule("parameters-too-many", "error", excusable=True)
def parameters_too_many(subject: Subject) -> Iterator[Issue]:
    """No model has more than 10,000 billion parameters.

    Why: the largest of the catalog has 2,780; parameters in millions are 1,000 times too many.

    Repair: write billions.
    """
    for entry in subject.entries("models"):
        total = entry.record.weights.parameters_billions if entry.record.weights else None
        if total and total > MOST_PARAMETERS_BILLIONS:
            message = f"{total} billions are more than any model has"
            yield Issue(entry, ("weights", "parameters_billions"), message, "are these millions?")


@rule("repository-not-a-name", "error")
def repository_not_a_name(subject: Subject) -> Iterator[Issue]:
    """A repository of weights is written as owner and name.

    Why: that is how programs fetch it; an address is not found by who looks for the name.

    Repair: write `owner/name`.
    """
    for entry in subject.entries("models"):
        name = entry.record.weights.hf_repo if entry.record.weights else None
        if name and not _REPOSITORY.fullmatch(name):
            path = [part for part in name.partition("?")[0].split("/") if part]
            hint = f"write {'/'.join(path[-2:])}" if len(path) > 1 else "write owner/name"
            yield Issue(entry, ("weights", "hf_repo"), f"{name} is no repository", hint)


@rule("repeated-speed", "error")
def repeated_speed(subject: Subject) -> Iterator[Issue]:
    """One page measures a model's speed, or an offer's, once in each setting on one day.

    Why: two would be taken for the spread of the speed, and one is a slip of the setting.

    Repair: write the setting of each, or remove one.
    """
    first: dict[tuple[str | None, ...], int] = {}
    for entry, keys, speed in subject.speeds():
        number = int(keys[1])
        page = (speed.source, speed.via, speed.observed)
        named = (str(keys[0]), entry.id, speed.setting, *page)
        if named in first:
            told = speed.setting or "the default"
            message = f"{told} is measured in {keys[0]}[{first[named]}], too"
            yield Issue(entry, (*keys, "setting"), message)
        first.setdefault(named, number)


@rule("thinking-contradiction", "error")
def thinking_contradiction(subject: Subject) -> Iterator[Issue]:
    """Without thinking there is no time of thinking before the first token.

    Why: the tokens of thought would be taken off the whole answer, though none were written.

    Repair: correct the setting, or leave `first_token_includes_reasoning` out.
    """
    for entry, keys, speed in subject.speeds():
        parts = {part.strip() for part in (speed.setting or "").split(";")}
        without = parts & {"no-thinking", "effort=none", "effort=off"}
        if without and speed.first_token_includes_reasoning:
            message = f"true, in the setting {without.pop()}"
            yield Issue(entry, (*keys, "first_token_includes_reasoning"), message)


@rule("parameters-against-name", "warning", excusable=True)
def parameters_against_name(subject: Subject) -> Iterator[Issue]:
    """A model named `-70b` has about 70 billion parameters, and one named `-a3b` 3 active ones.

    Why: parameters in millions, or as they are counted, are 1,000 or 1,000,000,000 times too many,
    and decide which machines a model fits.

    Repair: write billions. A name may mean the active parameters, or those of a part.
    """
    for entry in subject.entries("models"):
        weights = entry.record.weights
        slug = entry.id.partition("/")[2]
        total = weights.parameters_billions if weights else None
        active = weights.active_parameters_billions if weights else None
        named = _SIZE_IN_NAME.search(slug)
        if named and total:
            size = Decimal(named[2]) * int(named[1] or 1)
            if not any(_near(found, size, NAME_RATIO) for found in (total, active) if found):
                message = f"{total} billions, and {size:f} in the name"
                yield Issue(entry, ("weights", "parameters_billions"), message)
        named = _ACTIVE_IN_NAME.search(slug)
        if named and active and not _near(active, Decimal(named[1]), NAME_RATIO):
            message = f"{active} billions, and {named[1]} in the name"
            yield Issue(entry, ("weights", "active_parameters_billions"), message)


def _near(value: Decimal | int, other: Decimal | int, factor: int) -> bool:
    return value <= other * factor and other <= value * factor


@rule("modality-against-type", "error", excusable=True)
def modality_against_type(subject: Subject) -> Iterator[Issue]:
    """A model takes and gives what every model of its type does.

    Why: an embedding model that gives text is a language model, or has the wrong `type`.

    Repair: correct `type`, `input` or `output`.
    """
    for entry in subject.entries("models"):
        identity = entry.record.identity
        if identity is None:
            continue
        needed = dict(zip(("input", "output"), INHERENT[entry.record.type], strict=True))
        for name, modality in needed.items():
            stated = getattr(identity, name)
            if stated and modality and modality not in stated:
                message = f"a model for {entry.record.type} without {modality}"
                yield Issue(entry, ("identity", name), message)


@rule("speed-implausible", "warning", excusable=True)
def speed_implausible(subject: Subject) -> Iterator[Issue]:
    """A first token comes within 5 minutes, and no model writes more than 3,000 tokens a second.

    Why: milliseconds under a key in seconds are 1,000 times too many.

    Repair: write seconds, and tokens for one second.
    """
    for entry, keys, speed in subject.speeds():
        first, rate = speed.first_token_seconds, speed.output_tokens_per_second
        if first and not Decimal("0.03") <= first <= 300:
            message = f"{first} is not what is usual, 0.03 to 300 seconds"
            yield Issue(entry, (*keys, "first_token_seconds"), message, "milliseconds?")
        if rate and not 1 <= rate <= 3000:
            message = f"{rate} is not what is usual, 1 to 3000 tokens a second"
            yield Issue(entry, (*keys, "output_tokens_per_second"), message, "per minute?")


_TAKES = {
    "vision-input": "image",
    "audio-input": "audio",
    "video-input": "video",
}


@rule("feature-without-modality", "warning", excusable=True)
def feature_without_modality(subject: Subject) -> Iterator[Issue]:
    """A model that is said to see, or to hear, takes images, or audio.

    Why: the two come from two sources, and one of them is wrong or out of date: a limit on inputs
    leaves the model out, though it can. It is told where two sources state the feature, or the very
    source of `input`, and none says that the model lacks it.

    Repair: compare with the model's page; add the modality to `input`, or remove the feature.
    """
    for entry in subject.entries("models"):
        identity = entry.record.identity
        if identity is None or not identity.input:
            continue
        claimed = _claims(entry, identity.via)
        missing = [
            f"{modality} ({name})"
            for name, modality in _TAKES.items()
            if name in claimed and modality not in identity.input
        ]
        if missing:
            message = f"lacks {', '.join(missing)} that features support"
            yield Issue(entry, ("identity", "input"), message)


def _claims(entry: Entry, via: str | None) -> set[str]:
    """The features that two sources claim, or the one named, and that none denies."""
    groups = entry.record.features
    denied = {name for group in groups for name in group.lacks}
    counts = Counter(name for group in groups for name in group.supports)
    same = {name for group in groups if via and group.via == via for name in group.supports}
    return {name for name, count in counts.items() if count > 1 or name in same} - denied
