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
    """What a request may hold."""
    output: tuple[Modality, ...] = ()
    """What comes back."""
    released: DayOrMonth | None = None
    """When the public could first use it."""
    knowledge_cutoff: DayOrMonth | None = None
    """The last day or month of its training data, as its maker states it."""


@dataclass(frozen=True, kw_only=True)
class Limits(Sourced):
    """How much the model, or one provider of it, takes and gives at once."""

    context_tokens: Tokens | None = None
    """The context window in tokens, not thousands: prompt and answer together."""
    max_input_tokens: Annotated[int, at.Ge(16), at.Le(100_000_000)] | None = None
    """The longest prompt in tokens, where it is less than the context."""
    max_output_tokens: Annotated[int, at.Ge(16), at.Le(100_000_000)] | None = None
    """The longest answer in tokens, thinking included."""
    embedding_dimensions: Annotated[int, at.Ge(1), at.Le(100_000)] | None = None
    """Length of the vector of an embedding model."""
    shorter_dimensions: tuple[Annotated[int, at.Ge(1), at.Le(100_000)], ...] = ()
    """Lengths its maker says the vector may be cut to, ascending (Matryoshka training)."""
    image_sizes: tuple[Text, ...] = ()
    """Sizes of images a source says the model makes, width x height in pixels: `3840x2160`."""
    max_audio_minutes: Annotated[Decimal, at.Gt(0)] | None = None
    """The longest recording of one request."""


@dataclass(frozen=True, kw_only=True)
class Weights(Sourced):
    """Whether the weights can be had, on which licence, and how large they are."""

    open: bool | None = None
    """Whether anybody may download the weights, on whatever licence."""
    license: Id | None = None
    """The id of a file in `licenses/`. Of closed models it is `LicenseRef-provider-terms`."""
    gated: bool | None = None
    """Whether a licence has to be accepted before the download."""
    base_model: Id | None = None
    """The model of this catalog it was made from, as `lab/model`."""
    hf_repo: Text | None = None
    """The repository of the weights on Hugging Face, as `owner/name`."""
    parameters_billions: Billions | None = None
    """All parameters, in billions (7 is seven billion)."""
    active_parameters_billions: Billions | None = None
    """Parameters used for one token, in billions; of a dense model all of them."""


@dataclass(frozen=True, kw_only=True)
class FeatureSet(Sourced):
    """Features one source says the model has or lacks; one named in neither list is unknown."""

    supports: tuple[Id, ...] = ()
    """Features the model has."""
    lacks: tuple[Id, ...] = ()
    """Features the source says it does not have."""
    customers: Literal["existing"] | None = None
    """Whom the features that it has are kept for: those who use them already; None: nobody."""


@dataclass(frozen=True, kw_only=True)
class Languages(Sourced):
    """Languages the model's maker claims: lower-case ISO 639-1 codes (639-3 where none exists)."""

    claimed: tuple[Id, ...] = ()
    """Such as `en`, `de`, `yue`; codes of languages, not of countries."""


@dataclass(frozen=True, kw_only=True)
class Lifecycle(Sourced):
    """Dates, not states: the tool works out the state from today.

    `retirement_announced: false` is a fact: a dated deprecation list that does not name the model.
    """

    deprecated_on: DayOrMonth | None = None
    """When its provider advised against new use."""
    retires_on: DayOrMonth | None = None
    """The day from which requests fail."""
    replacement: Id | None = None
    """The model its provider names instead, as `lab/model`."""
    retirement_announced: bool | None = None
    """False: a dated list of retirements does not name it. Left out where nobody looked."""


@dataclass(frozen=True, kw_only=True)
class SpeedReference(Sourced):
    """Median speed of a model over its providers. An estimate for any one of them."""

    setting: Text | None = None
    """Such as `effort=high`; left out where there is one only."""
    first_token_seconds: Annotated[Decimal, at.Gt(0), at.Le(3600)] | None = None
    """Median time to the first token, in seconds, not milliseconds."""
    first_token_includes_reasoning: bool | None = None
    """Whether a hidden chain of thought is in that time."""
    output_tokens_per_second: Annotated[Decimal, at.Gt(0), at.Le(100_000)] | None = None
    """Median speed of the answer after its first token."""


@dataclass(frozen=True, kw_only=True)
class Model:
    """One foundation model: what is true of it wherever it is served. The id is the path."""

    name: Text
    """As its maker writes it."""
    type: ModelType
    """What it does; a model that also sees or codes is a `language` model."""
    lab: Text | None = None
    """Who made it."""
    specialty: Literal["code", "medical", "legal", "finance", "math", "translation"] | None = None
    """A field it was made for, where it was made for one."""
    aliases: tuple[Id, ...] = ()
    """Other names people and providers call it by, moving ones such as `-latest` included."""
    identity: Identity | None = None
    limits: tuple[Limits, ...] = ()
    """One entry a source: they may state different numbers."""
    weights: Weights | None = None
    features: tuple[FeatureSet, ...] = ()
    """One entry a source."""
    languages: tuple[Languages, ...] = ()
    """One entry a source."""
    lifecycle: Lifecycle | None = None
    speed_reference: tuple[SpeedReference, ...] = ()
    """One entry a setting and source."""
