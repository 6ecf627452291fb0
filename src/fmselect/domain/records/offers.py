"""`offers/<provider>/<lab>.yaml`: what one provider sells of one lab, at which price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import annotated_types as at

from fmselect.domain.facts import DayOrMonth, Id, Sourced, Text, Usd
from fmselect.domain.records.common import Billing
from fmselect.domain.records.models import FeatureSet, Lifecycle, Limits


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
