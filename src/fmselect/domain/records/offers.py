"""`offers/<provider>/<lab>.yaml`: what one provider sells of one lab, at which price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import annotated_types as at

from fmselect.domain.facts import DayOrMonth, Id, Sourced, Text, Usd
from fmselect.domain.records.common import Billing
from fmselect.domain.records.models import FeatureSet, Lifecycle, Limits, SpeedReference


@dataclass(frozen=True, kw_only=True)
class TokenRates:
    """US dollars for a million tokens of each kind."""

    input_usd_per_million_tokens: Usd | None = None
    """For prompts, in US dollars for a million tokens (3, not 0.003 or 0.000003)."""
    output_usd_per_million_tokens: Usd | None = None
    """For answers, thinking included, in US dollars for a million tokens."""
    cache_read_usd_per_million_tokens: Usd | None = None
    """For the part of a prompt found in the cache."""
    cache_write_usd_per_million_tokens: Usd | None = None
    """For the part of a prompt put into the cache."""
    audio_input_usd_per_million_tokens: Usd | None = None
    """For sound in the prompt."""
    audio_output_usd_per_million_tokens: Usd | None = None
    """For sound in the answer."""
    image_input_usd_per_million_tokens: Usd | None = None
    """For images in the prompt."""
    image_output_usd_per_million_tokens: Usd | None = None
    """For images in the answer."""


@dataclass(frozen=True, kw_only=True)
class LongPromptRates(TokenRates):
    """Rates for a request whose prompt is longer than `above_prompt_tokens`: for all its tokens."""

    above_prompt_tokens: Annotated[int, at.Ge(1000), at.Le(100_000_000)]
    """The length of a prompt, in tokens, above which these rates count."""


@dataclass(frozen=True, kw_only=True)
class UnitRate:
    """US dollars for one unit, with the settings the price belongs to. One `usd_per_` key each."""

    usd_per_image: Usd | None = None
    """For one image."""
    usd_per_megapixel: Usd | None = None
    """For a million pixels of an image."""
    usd_per_audio_minute: Usd | None = None
    """For a minute of sound, not an hour or a second."""
    usd_per_million_characters: Usd | None = None
    """For a million characters of text."""
    usd_per_thousand_queries: Usd | None = None
    """For a thousand queries of a reranker."""
    usd_per_month: Usd | None = None
    """A subscription."""
    quality: Text | None = None
    """The quality that costs this, as the provider names it."""
    size: Text | None = None
    """The size that costs this, such as `1024x1024`."""
    mode: Text | None = None
    """Whatever else it depends on, as the provider names it."""


@dataclass(frozen=True, kw_only=True)
class DisputedRates(Sourced, TokenRates):
    """What a second source states for the same price."""


@dataclass(frozen=True, kw_only=True)
class Price(Sourced, TokenRates):
    """A price list on one date. Lists are appended to, newest last, and never overwritten."""

    effective_from: DayOrMonth | None = None
    """Since when it counts, where known; else since it was observed."""
    batch: TokenRates | None = None
    long_prompt: tuple[LongPromptRates, ...] = ()
    """Dearer rates above a length of the prompt."""
    units: tuple[UnitRate, ...] = ()
    """Prices of something else than tokens."""
    disputed_by: tuple[DisputedRates, ...] = ()
    """What other sources state for the same price; ours is not overwritten."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One model at one provider on one tier. Its id is `provider/lab/slug[@tier]`."""

    model: Id
    """The model, as `lab/model`: the path of its file in `models/`."""
    tier: Id | None = None
    """Sets offers of one model apart: `batch`, `free`, `eu`."""
    api_id: Text | None = None
    """The name to send to the API, exactly."""
    billing: Billing | None = None
    """By the token, by a unit, flat by the month, or free; left out where unknown."""
    prices: tuple[Price, ...] = ()
    """Price lists, oldest first."""
    limits: Limits | None = None
    features: FeatureSet | None = None
    lifecycle: Lifecycle | None = None
    speed: tuple[SpeedReference, ...] = ()
    """Medians measured at this very provider: they count before those of the model."""
    data_tier: Id | None = None
    """The provider's `data_handling` tier that covers this offer, where not its default one."""


@dataclass(frozen=True, kw_only=True)
class OfferFile:
    """All that one provider sells of one lab."""

    offers: Annotated[tuple[Offer, ...], at.MinLen(1)]
    """In order of their models."""
