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
    input_tokens: Annotated[int, at.Ge(0)] | None = None
    output_tokens: Annotated[int, at.Ge(0)] | None = None
    cached_input_share: Annotated[Decimal, at.Ge(0), at.Le(1)] | None = None
    batch_share: Annotated[Decimal, at.Ge(0), at.Le(1)] | None = None
    images: Annotated[int, at.Ge(0)] | None = None
    image_megapixels: Annotated[Decimal, at.Gt(0)] | None = None
    audio_minutes: Annotated[Decimal, at.Ge(0)] | None = None
    characters: Annotated[int, at.Ge(0)] | None = None
    documents: Annotated[int, at.Ge(0)] | None = None
    tokens_per_document: Annotated[int, at.Ge(0)] | None = None
    queries: Annotated[int, at.Ge(0)] | None = None


@dataclass(frozen=True, kw_only=True)
class CostAnchor(TokenRates, UnitRate):
    """A reference price list. Priced on the user's workload it gives an anchor in dollars."""


@dataclass(frozen=True, kw_only=True)
class LatencyAnchor:
    """A reference speed. At the user's output length it gives an anchor in seconds."""

    first_token_seconds: Annotated[Decimal, at.Gt(0)]
    output_tokens_per_second: Annotated[Decimal, at.Gt(0)]


@dataclass(frozen=True, kw_only=True)
class CostAnchors:
    """`good` is worth 1 and `bad` 0; `reference` says which offers the two were read from."""

    good: CostAnchor
    bad: CostAnchor
    reference: Text


@dataclass(frozen=True, kw_only=True)
class LatencyAnchors:
    """`good` is worth 1 and `bad` 0."""

    good: LatencyAnchor
    bad: LatencyAnchor
    reference: Text


@dataclass(frozen=True, kw_only=True)
class CapabilityAnchors:
    """Points on the fitted scale: `good` is worth 1 and `bad` 0; `reference` says whose they are.

    A provisional scale, which is a percentile, has anchors of its own and does not read these.
    """

    good: Decimal
    bad: Decimal
    reference: Text


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something people do with a model: which type, which evidence, which defaults, and why."""

    title: Text
    type: ModelType
    domain: Id
    why: Text
    input: tuple[Modality, ...] = ()
    """Modalities a model must take; a model known to lack one is not looked at."""
    output: tuple[Modality, ...] = ()
    workload: TaskWorkload
    priorities: tuple[
        Literal["capability", "cost", "latency", "context", "privacy", "openness"], ...
    ]
    cost: CostAnchors
    latency: LatencyAnchors | None = None
    capability: CapabilityAnchors | None = None
