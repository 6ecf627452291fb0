"""What the catalog's YAML files say: one class for each kind of record and each group of facts.

The border checks YAML against these classes and the editor's schemas are generated from them, so
a field exists here or nowhere. Absent means unknown: never zero, never "no", never free.
The decision itself runs on `fmselect.domain.candidate`, compiled from these records. No slots: two
classes with slots cannot be bases of a third, and nothing here is on the path of a decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

import annotated_types as at

from fmselect.domain.facts import Answer, Count, DayOrMonth, Id, Sourced, Text, Usd

ModelType = Literal[
    "language",
    "embedding",
    "reranker",
    "image-generation",
    "speech-to-text",
    "text-to-speech",
]
Modality = Literal["text", "image", "audio", "video", "pdf", "embedding", "score"]
Billing = Literal["token", "unit", "flat", "free", "self-hosted"]
Tokens = Annotated[int, at.Ge(512), at.Le(100_000_000)]
Billions = Annotated[Decimal, at.Gt(0), at.Le(100_000)]


# --- models/<lab>/<model>.yaml -------------------------------------------------------------


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


# --- offers/<provider>/<lab>.yaml ----------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class TokenRates:
    """US dollars for a million tokens of each kind."""

    input_usd_per_million_tokens: Usd | None = None
    output_usd_per_million_tokens: Usd | None = None
    cache_read_usd_per_million_tokens: Usd | None = None
    cache_write_usd_per_million_tokens: Usd | None = None
    audio_input_usd_per_million_tokens: Usd | None = None
    audio_output_usd_per_million_tokens: Usd | None = None
    image_input_usd_per_million_tokens: Usd | None = None
    image_output_usd_per_million_tokens: Usd | None = None


@dataclass(frozen=True, kw_only=True)
class LongPromptRates(TokenRates):
    """Rates for a request whose prompt is longer than `above_prompt_tokens`: for all its tokens."""

    above_prompt_tokens: Annotated[int, at.Ge(1000), at.Le(100_000_000)]


@dataclass(frozen=True, kw_only=True)
class UnitRate:
    """US dollars for one unit, with the settings the price belongs to. One `usd_per_` key each."""

    usd_per_image: Usd | None = None
    usd_per_megapixel: Usd | None = None
    usd_per_audio_minute: Usd | None = None
    usd_per_million_characters: Usd | None = None
    usd_per_thousand_queries: Usd | None = None
    usd_per_month: Usd | None = None
    quality: Text | None = None
    size: Text | None = None
    mode: Text | None = None


@dataclass(frozen=True, kw_only=True)
class DisputedRates(Sourced, TokenRates):
    """What a second source states for the same price."""


@dataclass(frozen=True, kw_only=True)
class Price(Sourced, TokenRates):
    """A price list on one date. Lists are appended to, newest last, and never overwritten."""

    effective_from: DayOrMonth | None = None
    batch: TokenRates | None = None
    long_prompt: tuple[LongPromptRates, ...] = ()
    units: tuple[UnitRate, ...] = ()
    disputed_by: tuple[DisputedRates, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One model at one provider on one tier. Its id is `provider/lab/slug[@tier]`."""

    model: Id
    tier: Id | None = None
    api_id: Text | None = None
    billing: Billing | None = None
    prices: tuple[Price, ...] = ()
    limits: Limits | None = None
    features: FeatureSet | None = None
    lifecycle: Lifecycle | None = None
    data_tier: Id | None = None
    """The provider's `data_handling` tier that covers this offer, where not its default one."""


@dataclass(frozen=True, kw_only=True)
class OfferFile:
    """All that one provider sells of one lab."""

    offers: tuple[Offer, ...]


# --- providers/<provider>.yaml -------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class DataHandling(Sourced):
    """What happens to the data sent to one tier of a provider.

    `grade` is `primary` where the provider's own page was read, `secondary` where somebody
    else's account of it was.
    """

    tier: Id
    default: bool = False
    """The tier an ordinary paying API customer gets; at most one a provider."""
    trains_on_data: Literal["no", "yes", "opt-in", "opt-out"] | None = None
    retention_days: Annotated[Decimal, at.Ge(0), at.Le(36_500)] | None = None
    zero_retention: Literal["default", "self-serve", "on-request", "contract", "no"] | None = None
    human_review: Literal["no", "yes", "abuse-only"] | None = None
    regions: tuple[Id, ...] = ()
    region_choice: Literal["yes", "no", "enterprise"] | None = None
    certifications: tuple[Id, ...] = ()
    gateway: bool | None = None
    grade: Literal["primary", "secondary"] | None = None
    terms_url: Text | None = None
    privacy_url: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Headquarters(Sourced):
    """The country the provider is run from: lower-case ISO 3166-1 alpha-2."""

    country: Annotated[str, at.MinLen(2), at.MaxLen(2)] | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceTerms(Sourced):
    """What the provider's terms say about using its closed models and their output."""

    commercial_use: Literal["yes", "no", "conditional"] | None = None
    output_ownership: Literal["user", "provider"] | None = None
    outputs_may_train_other_models: Literal["yes", "no", "conditional"] | None = None
    ip_indemnity: Literal["yes", "no", "conditional"] | None = None
    limits: Text | None = None


@dataclass(frozen=True, kw_only=True)
class DeprecationList(Sourced):
    """The provider's dated list of retirements: what it does not name has none announced."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Somebody who serves models."""

    name: Text
    kind: Literal["lab", "cloud", "inference-host", "gateway", "self-host"]
    headquarters: Headquarters | None = None
    base_url: Text | None = None
    data_handling: tuple[DataHandling, ...] = ()
    terms: ServiceTerms | None = None
    deprecation_list: DeprecationList | None = None
    upstream_names: tuple[Id, ...] = ()


# --- licenses/<license>.yaml ---------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class License(Sourced):
    """What a licence text permits, on which conditions. The id is an SPDX id or a LicenseRef."""

    name: Text
    url: Text | None = None
    commercial_use: Literal["yes", "no", "conditional"] | None = None
    conditions: Text | None = None
    user_cap: Count | None = None
    revenue_cap_usd: Count | None = None
    region_exclusions: tuple[Text, ...] = ()
    attribution_required: Answer | None = None
    derivative_naming_required: Answer | None = None
    acceptable_use_policy: Answer | None = None
    outputs_may_train_other_models: Literal["yes", "no", "conditional"] | None = None
    osi_approved: bool | None = None


# --- benchmarks/<benchmark>.yaml -----------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How a benchmark's numbers are read.

    `kind` is `bounded` (a share or points between `minimum` and `maximum`), `elo` (a rating: only
    differences mean anything) or `unbounded` (minutes, ratios).
    """

    kind: Literal["bounded", "elo", "unbounded"]
    metric: Text
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    chance: Decimal | None = None
    higher_is_better: bool = True


@dataclass(frozen=True, kw_only=True)
class Result:
    """One score of one model in one setting."""

    model: Id
    score: Decimal
    setting: Text | None = None
    """Reasoning effort, harness or quantization, as far as the source names it."""
    low: Decimal | None = None
    high: Decimal | None = None
    n: Annotated[int, at.Ge(1)] | None = None
    observed: DayOrMonth | None = None


@dataclass(frozen=True, kw_only=True)
class ResultSet(Sourced):
    """Results from one source, all by the same kind of witness."""

    by: Literal["independent", "vendor", "preference"]
    results: tuple[Result, ...]


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """A test, its scale, and every result of it. A dated release is a benchmark of its own."""

    title: Text
    measures: Text
    type: ModelType
    domain: Id | None = None
    """The capability domain it is evidence for; absent: evidence for none."""
    family: Id
    """Benchmarks of one family are one witness: all Arena categories, all of one release."""
    composite: bool = False
    """True for an index made of other benchmarks: shown, and never used as evidence."""
    scale: Scale
    homepage: Text | None = None
    data_license: Text | None = None
    result_sets: tuple[ResultSet, ...] = ()


# --- hardware/<id>.yaml --------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Rent(Sourced):
    """What one accelerator costs to rent by the hour at one cloud."""

    cloud: Text
    usd_per_hour: Annotated[Decimal, at.Gt(0), at.Le(10_000)]
    usd_per_hour_median: Annotated[Decimal, at.Gt(0), at.Le(10_000)] | None = None


@dataclass(frozen=True, kw_only=True)
class Hardware(Sourced):
    """One accelerator or machine with unified memory."""

    name: Text
    vendor: Id
    kind: Literal["datacenter-gpu", "workstation-gpu", "consumer-gpu", "unified", "accelerator"]
    memory_gib: Annotated[Decimal, at.Gt(0), at.Le(10_000)] | None = None
    bandwidth_gb_per_second: Annotated[Decimal, at.Gt(0), at.Le(100_000)] | None = None
    bf16_tflops: Annotated[Decimal, at.Gt(0), at.Le(1_000_000)] | None = None
    fp8_tflops: Annotated[Decimal, at.Gt(0), at.Le(1_000_000)] | None = None
    power_watts: Annotated[Decimal, at.Gt(0), at.Le(1_000_000)] | None = None
    rent: tuple[Rent, ...] = ()


# --- tasks/<task>.yaml ---------------------------------------------------------------------


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


# --- policies/<policy>.yaml hold requirements: see fmselect.domain.requirements -------------

RECORD_KINDS: dict[str, type] = {
    "models": Model,
    "offers": OfferFile,
    "providers": Provider,
    "licenses": License,
    "benchmarks": Benchmark,
    "hardware": Hardware,
    "tasks": Task,
}
"""Folder under `catalog/` -> the class of the records in it."""
