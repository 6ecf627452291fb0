"""genai-prices' price lists: dated, by the hour, by prompt length and in variants, as our rates."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from fmselect.domain.records import LongPromptRates, Price, TokenRates, UnitRate
from fmselect.upstream import exact_json as ej
from fmselect.upstream.proposals import Origin, Rates

_RATES = {
    "input_mtok": "input_usd_per_million_tokens",
    "output_mtok": "output_usd_per_million_tokens",
    "cache_read_mtok": "cache_read_usd_per_million_tokens",
    "cache_write_mtok": "cache_write_usd_per_million_tokens",
    "input_audio_mtok": "audio_input_usd_per_million_tokens",
    "output_audio_mtok": "audio_output_usd_per_million_tokens",
    "input_image_mtok": "image_input_usd_per_million_tokens",
    "output_image_mtok": "image_output_usd_per_million_tokens",
}
_LEAST_BATCH_SHARE = Decimal("0.2")
_NOTES = {
    "https://open.bigmodel.cn/pricing": "listed in yuan; the upstream converted it to dollars"
}


def price_of(
    model: Mapping[str, object],
    page: str | None,
    origin: Origin,
    batch: TokenRates | None,
) -> Price | None:
    """The price list in force, or None where the entry has none above 0.

    Args:
        model: The upstream's entry.
        page: The provider's page of prices.
        origin: Data set and date; prices that start later are not in force.
        batch: Batch rates that stand in another entry.
    """
    prices, started, note = prices_at(model.get("prices"), origin.observed)
    rates, long_prompt = token_rates(prices)
    units = _units(prices)
    if not units and rates.get("input_usd_per_million_tokens") is None:
        return None
    return Price(
        **rates,
        effective_from=started,
        batch=_plausible(batch or _variant(model, "batch", origin.observed), rates),
        long_prompt=long_prompt,
        units=units,
        note=note or _NOTES.get(str(page)),
        **origin.stamp(page),
    )


def _plausible(batch: TokenRates | None, rates: Rates) -> TokenRates | None:
    """The batch rates, unless they are so low that they belong to another price list."""
    base = rates["input_usd_per_million_tokens"]
    cheap = batch.input_usd_per_million_tokens if batch else None
    odd = base and cheap and not base * _LEAST_BATCH_SHARE <= cheap <= base
    return None if odd else batch


def prices_at(prices: object, observed: str) -> tuple[Mapping[str, object], str | None, str | None]:
    """The prices in force at `observed`: the newest dated ones, or those of the dearest hour.

    Returns:
        The prices, the day they started, and a note on the hours.
    """
    if not isinstance(prices, list):
        return ej.mapping(prices), None, None
    found: Mapping[str, object] = {}
    started: str | None = None
    hourly: list[Mapping[str, object]] = []
    for entry in map(ej.mapping, prices):
        limit = ej.mapping(entry.get("constraint"))
        if "start_time" in limit:
            hourly.append(ej.mapping(entry.get("prices")))
            continue
        start = ej.text_of(limit.get("start_date"))
        if start is None or start[: len(observed)] <= observed:
            found, started = ej.mapping(entry.get("prices")), start
    if not hourly:
        return found, started, None
    dearest = max((found, *hourly), key=_input_price)
    return dearest, None, "price of the dearest hours of the day; other hours cost less"


def _input_price(prices: Mapping[str, object]) -> Decimal:
    rate = prices.get("input_mtok")
    return ej.price(ej.mapping(rate).get("base", rate)) or Decimal(0)


def _variant(model: Mapping[str, object], processing: str, observed: str) -> TokenRates | None:
    """The rates of `price_variants` for the processing kind; later entries win."""
    found: TokenRates | None = None
    variants = model.get("price_variants")
    for variant in map(ej.mapping, variants if isinstance(variants, list) else ()):
        start = ej.text_of(ej.mapping(variant.get("constraint")).get("start_date")) or ""
        if ej.mapping(variant.get("when")) == {"processing": processing} and start[:10] <= observed:
            rates = token_rates(ej.mapping(variant.get("prices")))[0]
            found = TokenRates(**rates) if any(rates.values()) else found
    return found


def token_rates(
    prices: Mapping[str, object],
) -> tuple[Rates, tuple[LongPromptRates, ...]]:
    """Base rates, and the rates above each prompt length at which they change."""
    base: dict[str, Decimal | None] = {}
    tiers: dict[int, dict[str, Decimal | None]] = {}
    for theirs, ours in _RATES.items():
        rate = prices.get(theirs)
        steps = ej.mapping(rate).get("tiers")
        base[ours] = ej.price(ej.mapping(rate).get("base", rate))
        for step in map(ej.mapping, steps if isinstance(steps, list) else ()):
            start = ej.whole(step.get("start"), 1000)
            if start:
                tiers.setdefault(start, {})[ours] = ej.price(step.get("price"))
    long_prompt = tuple(
        LongPromptRates(above_prompt_tokens=start, **cast("Rates", {**base, **rates}))
        for start, rates in sorted(tiers.items())
    )
    return cast("Rates", base), long_prompt


def _units(prices: Mapping[str, object]) -> tuple[UnitRate, ...]:
    """Audio by the hour as the price of a minute, to 8 decimals; characters by the million."""
    found = []
    hour = ej.price(prices.get("input_audio_hours"))
    if hour is None and "input_mtok" not in prices:
        hour = ej.price(prices.get("audio_hours"))
    if hour is not None:
        found.append(UnitRate(usd_per_audio_minute=ej.plain(round(hour / 60, 8))))
    characters = ej.price(prices.get("input_mchars"))
    if characters is not None:
        found.append(UnitRate(usd_per_million_characters=characters))
    return tuple(found)
