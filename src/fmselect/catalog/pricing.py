"""The price list in force, from an offer's history of price lists.

A rate of 0 is free only where the offer's billing says `free`; elsewhere it is taken for unknown,
save the output of models that give no tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from fmselect.domain import records
from fmselect.domain.candidate import Price, Rates, UnitPrice
from fmselect.domain.image_size import megapixels

_UNITS = {
    "usd_per_image": "image",
    "usd_per_megapixel": "megapixel",
    "usd_per_audio_minute": "audio-minute",
    "usd_per_million_characters": "million-characters",
    "usd_per_thousand_queries": "thousand-queries",
    "usd_per_month": "month",
}
_NO_OUTPUT_TOKENS = ("embedding", "reranker")


def price_in_force(offer: records.Offer, type_: str, as_of: str) -> Price | None:
    """The newest list that has taken effect; None where the offer states no price.

    Args:
        offer: The offer with its history, newest last.
        type_: The model's type, which says whether output tokens are billed at all.
        as_of: The day the catalog speaks for, its newest fact: a list that takes effect later is
            not in force yet. Compiling reads no clock.
    """
    listed = list_in_force(offer.prices, as_of)
    if listed is None:
        return Price(offer.billing) if offer.billing in ("free", "self-hosted") else None
    free = offer.billing == "free"
    zero_output = free or type_ in _NO_OUTPUT_TOKENS
    base = rates(listed, zero=free, zero_output=zero_output)
    units = tuple(unit_prices(listed.units, zero=free))
    billing = offer.billing or ("unit" if units and base == Rates() else "token")
    batch = rates(listed.batch, zero=free, zero_output=zero_output) if listed.batch else None
    long_prompt = tuple(
        rates(tier, zero=free, zero_output=zero_output)._replace(
            above_prompt_tokens=tier.above_prompt_tokens
        )
        for tier in sorted(listed.long_prompt, key=lambda tier: tier.above_prompt_tokens)
    )
    if not free and base == Rates() and not units:
        return None
    return Price(billing, base, batch, long_prompt, units, listed.observed)


def list_in_force(prices: Sequence[records.Price], as_of: str) -> records.Price | None:
    """The last list whose day of effect is not after `as_of`; the first one if all are."""
    started = [price for price in prices if (price.effective_from or "") <= as_of]
    return started[-1] if started else (prices[0] if prices else None)


def rates(stated: records.TokenRates, *, zero: bool, zero_output: bool) -> Rates:
    """Text token rates as numbers.

    Args:
        stated: The rates of the record.
        zero: Whether a rate of 0 is a price; otherwise it is unknown.
        zero_output: The same for output tokens.
    """
    return Rates(
        input=_amount(stated.input_usd_per_million_tokens, zero=zero),
        output=_amount(stated.output_usd_per_million_tokens, zero=zero_output),
        cache_read=_amount(stated.cache_read_usd_per_million_tokens, zero=zero),
        cache_write=_amount(stated.cache_write_usd_per_million_tokens, zero=zero),
    )


def unit_prices(stated: Iterable[records.UnitRate], *, zero: bool) -> Iterable[UnitPrice]:
    """Prices by unit; one entry for each `usd_per_` key stated."""
    for rate in stated:
        for field, unit in _UNITS.items():
            usd = _amount(getattr(rate, field), zero=zero)
            if usd is not None:
                yield UnitPrice(unit, usd, rate.quality, megapixels(rate.size), rate.mode)


def _amount(value: Decimal | None, *, zero: bool) -> float | None:
    if value is None or (value == 0 and not zero):
        return None
    return float(value)
