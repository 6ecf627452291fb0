"""How much a model takes and gives at once, as its maker and its providers state it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fmselect.catalog.load import Entry
from fmselect.catalog.rules.model import Issue, Keys, Subject, rule
from fmselect.domain.image_size import megapixels

_LIMITS = ("context_tokens", "max_input_tokens", "max_output_tokens")


MOST_CONTEXT_TOKENS = 20_000_000
"""Twice the longest context of the catalog, 10,000,000 tokens."""


LIMIT_RATIOS = {"context_tokens": 8, "max_input_tokens": 8, "max_output_tokens": 50}
"""Two sources of one limit: beyond it one of them means something else, or thousands. Of output
some sources state the default and some the most there can be, up to 33 times as much."""


@rule("limits-contradiction", "error", excusable=True)
def limits_contradiction(subject: Subject) -> Iterator[Issue]:
    """Input and output each fit the context window.

    Why: both are part of it; one of the numbers is of another model, or has a digit too many.

    Repair: compare the limits with the model's page.
    """
    for entry, keys, limits in _limits(subject):
        for name in ("max_input_tokens", "max_output_tokens"):
            part, whole = getattr(limits, name), limits.context_tokens
            if part and whole and part > whole:
                yield Issue(entry, (*keys, name), f"{part} is above the context, {whole}")


def _limits(subject: Subject) -> Iterator[tuple[Entry, Keys, Any]]:
    for entry in subject.entries("models"):
        for number, limits in enumerate(entry.record.limits):
            yield entry, ("limits", number), limits
    for entry in subject.entries("offers"):
        if entry.record.limits:
            yield entry, ("limits",), entry.record.limits


LEAST_OUTPUT_TOKENS = 256
"""Half of the shortest output of a language model in the catalog, 512 tokens."""


@rule("output-too-small", "error", excusable=True)
def output_too_small(subject: Subject) -> Iterator[Issue]:
    """No language model writes fewer than 256 tokens at most.

    Why: the least of the catalog is 512; fewer is a slip of a unit, 128 for 128,000.

    Repair: write tokens.
    """
    for entry, keys, limits in _limits(subject):
        tokens = limits.max_output_tokens
        of_model = entry.record.type if keys[0] == "limits" and len(keys) > 1 else None
        type_ = of_model or subject.type_of(entry)
        if type_ == "language" and tokens and tokens < LEAST_OUTPUT_TOKENS:
            message = f"{tokens} tokens are less than any model writes"
            yield Issue(entry, (*keys, "max_output_tokens"), message, "are these thousands?")


@rule("context-too-large", "error", excusable=True)
def context_too_large(subject: Subject) -> Iterator[Issue]:
    """No context is above 20 million tokens.

    Why: the longest of the catalog is 10 million; more is a slip of a unit, 128,000 thousand for
    128,000.

    Repair: write tokens.
    """
    for entry, keys, limits in _limits(subject):
        for name in _LIMITS:
            tokens = getattr(limits, name)
            if tokens and tokens > MOST_CONTEXT_TOKENS:
                message = f"{tokens} tokens are more than any model takes"
                yield Issue(entry, (*keys, name), message, "tokens, not characters or thousands")


@rule("limits-disagree", "warning", excusable=True)
def limits_disagree(subject: Subject) -> Iterator[Issue]:
    """Two sources of one limit differ by less than a factor of 8, of the output 50.

    Why: the smaller one counts; a slip of a unit would shut the model out of every long task.

    Repair: compare both with the model's page, and remove the one that means something else.
    """
    for entry in subject.entries("models"):
        for name, factor in LIMIT_RATIOS.items():
            known = [
                (number, tokens)
                for number, limits in enumerate(entry.record.limits)
                if (tokens := getattr(limits, name)) is not None
            ]
            most = max((tokens for _, tokens in known), default=0)
            for number, tokens in known:
                if tokens * factor <= most:
                    message = f"{tokens}, and {most} from another source"
                    yield Issue(entry, ("limits", number, name), message)


@rule("limits-above-model", "warning", excusable=True)
def limits_above_model(subject: Subject) -> Iterator[Issue]:
    """A provider cannot take more than the model can.

    Why: the number is of another model or has a digit too many, or the model's own limits lack a
    newer source.

    Repair: compare both with their pages.
    """
    for entry in subject.entries("offers"):
        model = subject.models.get(entry.record.model)
        if entry.record.limits is None or model is None:
            continue
        for name in _LIMITS:
            offered = getattr(entry.record.limits, name)
            known = [n for group in model.limits if (n := getattr(group, name)) is not None]
            if offered is not None and known and offered > max(known):
                message = f"{offered} is above the model's own {max(known)}"
                yield Issue(entry, ("limits", name), message, "the smaller one is used")


@rule("limits-of-another-type", "error", excusable=True)
def limits_of_another_type(subject: Subject) -> Iterator[Issue]:
    """Dimensions are of embeddings, and minutes of audio of speech.

    Why: the record has the limits of another model, or the wrong `type`.

    Repair: remove the limit, or correct the type.
    """
    fits = {
        "embedding_dimensions": ("embedding", "reranker"),
        "shorter_dimensions": ("embedding", "reranker"),
        "image_sizes": ("image-generation",),
        "max_audio_minutes": ("speech-to-text", "text-to-speech", "language"),
    }
    for entry, keys, limits in _limits(subject):
        model = subject.models.get(getattr(entry.record, "model", entry.id))
        for name, types in fits.items():
            if getattr(limits, name) and model and model.type not in types:
                yield Issue(entry, (*keys, name), f"no limit of a {model.type} model")


@rule("image-size", "error")
def image_size(subject: Subject) -> Iterator[Issue]:
    """Sizes of images are width x height in pixels, of a model; an offer names them by its prices.

    Why: a size in other words, such as `4K`, is compared with nothing.

    Repair: write `3840x2160`, or leave the size out where the source states no pixels.
    """
    for entry, keys, limits in _limits(subject):
        for number, size in enumerate(limits.image_sizes):
            where = (*keys, "image_sizes", number)
            if hasattr(entry.record, "model"):
                hint = "state them of the model, or as `size` of a price"
                yield Issue(entry, where, "an offer names sizes by its prices", hint)
            elif megapixels(size) is None:
                yield Issue(entry, where, f"{size} is no size in pixels", "such as 3840x2160")


@rule("context-a-tenth", "warning", excusable=True)
def context_a_tenth(subject: Subject) -> Iterator[Issue]:
    """No window of an offer is to the digit a tenth of what the model, or another offer, has.

    Why: a digit was lost; the offer is out wherever long texts are asked for. Providers do shorten
    windows, but not to a tenth.

    Repair: compare the number with the provider's page.
    """
    known: dict[str, set[int]] = {}
    for entry, _, limits in _limits(subject):
        model = getattr(entry.record, "model", entry.id)
        known.setdefault(model, set()).add(limits.context_tokens or 0)
    for entry in subject.entries("offers"):
        tokens = entry.record.limits.context_tokens if entry.record.limits else None
        if tokens and tokens * 10 in known[entry.record.model]:
            message = (
                f"{tokens} is a tenth of {tokens * 10}, which is stated of the model elsewhere"
            )
            yield Issue(entry, ("limits", "context_tokens"), message)
