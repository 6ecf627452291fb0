"""LiteLLM's price keys, per token and per unit, as our rates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import cast

from fmselect.domain.records import LongPromptRates, ModelType, Price, TokenRates, UnitRate
from fmselect.upstream import exact_json as ej
from fmselect.upstream.proposals import Origin, Rates

_RATES = {
    "input_cost_per_token": "input_usd_per_million_tokens",
    "output_cost_per_token": "output_usd_per_million_tokens",
    "cache_read_input_token_cost": "cache_read_usd_per_million_tokens",
    "cache_creation_input_token_cost": "cache_write_usd_per_million_tokens",
    "input_cost_per_audio_token": "audio_input_usd_per_million_tokens",
    "output_cost_per_audio_token": "audio_output_usd_per_million_tokens",
    "input_cost_per_image_token": "image_input_usd_per_million_tokens",
    "output_cost_per_image_token": "image_output_usd_per_million_tokens",
}
_LONG = re.compile(r"^(?P<rate>[a-z_]+)_above_(?P<thousands>\d+)k_tokens$")


def token_rates(entry: Mapping[str, object], ending: str = "") -> Rates:
    """Rates per million tokens from the keys with the ending (`_batches`, `_above_200k_tokens`)."""
    rates = {ours: ej.per_million(entry.get(theirs + ending)) for theirs, ours in _RATES.items()}
    return cast("Rates", rates)


def price_of(
    kind: ModelType,
    entry: Mapping[str, object],
    origin: Origin,
    units: tuple[UnitRate, ...],
) -> Price | None:
    """The price list of an entry, or None where it states no price above 0."""
    rates = token_rates(entry)
    if kind in ("embedding", "reranker"):
        rates["output_usd_per_million_tokens"] = None
    if not units and rates["input_usd_per_million_tokens"] is None:
        return None
    batch = token_rates(entry, "_batches")
    return Price(
        **rates,
        batch=TokenRates(**batch) if any(batch.values()) else None,
        long_prompt=tuple(_long_prompt(entry, rates)),
        units=units,
        **origin.stamp(ej.text_of(entry.get("source"))),
    )


def _long_prompt(entry: Mapping[str, object], base: Rates) -> Iterator[LongPromptRates]:
    """Rates above each prompt length named in a key; a rate without a key there stays as it is."""
    lengths = {int(found["thousands"]) for key in entry if (found := _LONG.match(key))}
    for thousands in sorted(lengths):
        above = token_rates(entry, f"_above_{thousands}k_tokens")
        if any(above.values()):
            changed = {rate: value for rate, value in above.items() if value}
            rates = cast("Rates", {**base, **changed})
            yield LongPromptRates(above_prompt_tokens=thousands * 1000, **rates)


def unit_rates(
    kind: ModelType, entry: Mapping[str, object], quality: str | None, size: str | None
) -> tuple[UnitRate, ...]:
    """Prices per image, minute, character or query, with the settings they belong to."""
    if kind == "image-generation":
        return tuple(_image_rates(entry, quality, size))
    if kind == "speech-to-text":
        return _minute(entry, "input_cost_per_second")
    if kind == "text-to-speech":
        characters = ej.per_million(entry.get("input_cost_per_character"))
        if characters:
            return (UnitRate(usd_per_million_characters=characters),)
        return _minute(entry, "output_cost_per_second")
    if kind == "reranker":
        query = ej.price(entry.get("input_cost_per_query"), 1000)
        return (UnitRate(usd_per_thousand_queries=query),) if query else ()
    return ()


def _image_rates(
    entry: Mapping[str, object], quality: str | None, size: str | None
) -> Iterator[UnitRate]:
    whole = ej.price(entry.get("output_cost_per_image")) or ej.price(
        entry.get("input_cost_per_image")
    )
    if whole:
        yield UnitRate(usd_per_image=whole, quality=quality, size=size)
    for key, value in entry.items():
        found = re.fullmatch(r"output_cost_per_image_(\d[\d.]*K?)", key)
        if found and (sized := ej.price(value)):
            yield UnitRate(usd_per_image=sized, quality=quality, size=found[1])
    pixel = ej.per_million(entry.get("output_cost_per_pixel"))
    if pixel and not whole:
        yield UnitRate(usd_per_megapixel=pixel, quality=quality, size=size)
    pixel = ej.per_million(entry.get("input_cost_per_pixel"))
    if pixel and not whole and not entry.get("output_cost_per_pixel"):
        yield from _sized_image(entry, quality, size, pixel)


def _sized_image(
    entry: Mapping[str, object], quality: str | None, size: str | None, megapixel: Decimal
) -> Iterator[UnitRate]:
    """A price per pixel at one stated size is that image's price; the product is exact."""
    found = re.fullmatch(r"(\d+)x(\d+)", size or "")
    if found is None:
        yield UnitRate(usd_per_megapixel=megapixel, quality=quality, size=size)
        return
    per_pixel = ej.number(entry.get("input_cost_per_pixel")) or Decimal(0)
    image = round(per_pixel * int(found[1]) * int(found[2]), 4)
    yield UnitRate(usd_per_image=ej.plain(image), quality=quality, size=size)


def _minute(entry: Mapping[str, object], key: str) -> tuple[UnitRate, ...]:
    """The minute's price the upstream copied from the page, else 60 times the second's."""
    stated = ej.price(ej.mapping(entry.get("metadata")).get("original_pricing_per_minute"))
    minute = stated or ej.price(entry.get(key), 60)
    return (UnitRate(usd_per_audio_minute=minute),) if minute else ()
