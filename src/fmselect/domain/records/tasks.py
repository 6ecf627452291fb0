"""`tasks/<task>.yaml`: what people do with a model, with defaults and anchors."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

import annotated_types as at

from fmselect.domain.facts import Id, Text
from fmselect.domain.records.common import Modality, ModelType
from fmselect.domain.records.offers import TokenRates, UnitRate


@dataclass(frozen=True, kw_only=True)
class TaskWorkload:
    """The stated default volume of a task, per calendar month."""

    requests: Annotated[int, at.Ge(0)] | None = None
    """A month."""
    input_tokens: Annotated[int, at.Ge(0)] | None = None
    """Of one request, the cached part included."""
    output_tokens: Annotated[int, at.Ge(0)] | None = None
    """Of one request, thinking included."""
    cached_input_share: Annotated[Decimal, at.Ge(0), at.Le(1)] | None = None
    """Part of the input that is read from the cache, 0 to 1."""
    batch_share: Annotated[Decimal, at.Ge(0), at.Le(1)] | None = None
    """Part of the requests that can wait, 0 to 1."""
    images_per_request: Annotated[int, at.Ge(0)] | None = None
    """In one prompt, on top of its tokens."""
    image_tokens: Annotated[int, at.Ge(0)] | None = None
    """That one image in a prompt is billed as."""
    images: Annotated[int, at.Ge(0)] | None = None
    """A month."""
    image_megapixels: Annotated[Decimal, at.Gt(0)] | None = None
    """Of one image."""
    audio_minutes: Annotated[Decimal, at.Ge(0)] | None = None
    """A month."""
    characters: Annotated[int, at.Ge(0)] | None = None
    """A month."""
    characters_per_hour: Annotated[int, at.Gt(0)] | None = None
    """That are an hour of speech."""
    documents: Annotated[int, at.Ge(0)] | None = None
    """A month."""
    corpus_documents: Annotated[int, at.Ge(0)] | None = None
    """Embedded once."""
    tokens_per_document: Annotated[int, at.Ge(0)] | None = None
    """Of one document."""
    documents_per_query: Annotated[int, at.Ge(0)] | None = None
    """That are put in order for one query."""
    queries: Annotated[int, at.Ge(0)] | None = None
    """A month."""


@dataclass(frozen=True, kw_only=True)
class CostAnchor(TokenRates, UnitRate):
    """A reference price list. Priced on the user's workload it gives an anchor in dollars."""


@dataclass(frozen=True, kw_only=True)
class LatencyAnchor:
    """A reference speed. At the user's output length it gives an anchor in seconds."""

    first_token_seconds: Annotated[Decimal, at.Gt(0)]
    """Time to the first token, in seconds."""
    output_tokens_per_second: Annotated[Decimal, at.Gt(0)]
    """Speed after the first token."""


@dataclass(frozen=True, kw_only=True)
class CostAnchors:
    """`good` is worth 1 and `bad` 0; `reference` says which offers the two were read from."""

    good: CostAnchor
    bad: CostAnchor
    reference: Text
    """Where the two were read from, in our own words."""


@dataclass(frozen=True, kw_only=True)
class LatencyAnchors:
    """`good` is worth 1 and `bad` 0."""

    good: LatencyAnchor
    bad: LatencyAnchor
    reference: Text
    """Where the two were read from, in our own words."""


@dataclass(frozen=True, kw_only=True)
class CapabilityAnchors:
    """Points on the fitted scale: `good` is worth 1 and `bad` 0; `reference` says whose they are.

    A provisional scale, which is a percentile, has anchors of its own and does not read these.
    """

    good: Decimal
    """The point that is worth 1."""
    bad: Decimal
    """The point that is worth 0."""
    reference: Text
    """Where the two were read from, in our own words."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something people do with a model: which type, which evidence, which defaults, and why."""

    title: Text
    """As people call it."""
    type: ModelType
    """The type of the models that do it."""
    domain: Id
    """The capability domain whose evidence counts."""
    why: Text
    """Why the defaults are what they are."""
    input: tuple[Modality, ...] = ()
    """Modalities a model must take; a model known to lack one is not looked at."""
    output: tuple[Modality, ...] = ()
    """Modalities a model must give."""
    workload: TaskWorkload
    priorities: tuple[
        Literal["capability", "cost", "latency", "context", "privacy", "openness"], ...
    ]
    """The most important first."""
    cost: CostAnchors
    latency: LatencyAnchors | None = None
    capability: CapabilityAnchors | None = None
