"""`models/<lab>/<model>.yaml`: what is true of a model wherever it is served."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

import annotated_types as at

from fmselect.domain.facts import DayOrMonth, Id, Sourced, Text
from fmselect.domain.records.common import Billions, Modality, ModelType, Tokens


@dataclass(frozen=True, kw_only=True)
class Identity(Sourced):
    """What the model takes and gives, and when it appeared."""

    input: tuple[Modality, ...] = ()
    output: tuple[Modality, ...] = ()
    released: DayOrMonth | None = None
    knowledge_cutoff: DayOrMonth | None = None


@dataclass(frozen=True, kw_only=True)
class Limits(Sourced):
    """How much the model, or one provider of it, takes and gives at once."""

    context_tokens: Tokens | None = None
    max_input_tokens: Annotated[int, at.Ge(16), at.Le(100_000_000)] | None = None
    max_output_tokens: Annotated[int, at.Ge(16), at.Le(100_000_000)] | None = None
    embedding_dimensions: Annotated[int, at.Ge(1), at.Le(100_000)] | None = None
    max_audio_minutes: Annotated[Decimal, at.Gt(0)] | None = None


@dataclass(frozen=True, kw_only=True)
class Weights(Sourced):
    """Whether the weights can be had, on which licence, and how large they are."""

    open: bool | None = None
    license: Id | None = None
    gated: bool | None = None
    base_model: Id | None = None
    hf_repo: Text | None = None
    parameters_billions: Billions | None = None
    active_parameters_billions: Billions | None = None


@dataclass(frozen=True, kw_only=True)
class FeatureSet(Sourced):
    """Features one source says the model has or lacks; one named in neither list is unknown."""

    supports: tuple[Id, ...] = ()
    lacks: tuple[Id, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Languages(Sourced):
    """Languages the model's maker claims: lower-case ISO 639-1 codes (639-3 where none exists)."""

    claimed: tuple[Id, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lifecycle(Sourced):
    """Dates, not states: the tool works out the state from today.

    `retirement_announced: false` is a fact: a dated deprecation list that does not name the model.
    """

    deprecated_on: DayOrMonth | None = None
    retires_on: DayOrMonth | None = None
    replacement: Id | None = None
    retirement_announced: bool | None = None


@dataclass(frozen=True, kw_only=True)
class SpeedReference(Sourced):
    """Median speed of a model over its providers. An estimate for any one of them."""

    setting: Text | None = None
    first_token_seconds: Annotated[Decimal, at.Gt(0), at.Le(3600)] | None = None
    first_token_includes_reasoning: bool | None = None
    output_tokens_per_second: Annotated[Decimal, at.Gt(0), at.Le(100_000)] | None = None


@dataclass(frozen=True, kw_only=True)
class Model:
    """One foundation model: what is true of it wherever it is served. The id is the path."""

    name: Text
    type: ModelType
    lab: Text | None = None
    specialty: Literal["code", "medical", "legal", "finance", "math", "translation"] | None = None
    aliases: tuple[Id, ...] = ()
    identity: Identity | None = None
    limits: tuple[Limits, ...] = ()
    weights: Weights | None = None
    features: tuple[FeatureSet, ...] = ()
    languages: tuple[Languages, ...] = ()
    lifecycle: Lifecycle | None = None
    speed_reference: tuple[SpeedReference, ...] = ()
