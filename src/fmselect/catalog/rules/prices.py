"""Prices that cannot be, and prices that are probably a slip of a digit or a unit."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from fmselect.catalog.load import Entry
from fmselect.catalog.rules.model import Check, Issue, Keys, Subject

IMPLAUSIBLE_RATIO = 20
_RATES = ("input_usd_per_million_tokens", "output_usd_per_million_tokens")
_CACHED = "cache_read_usd_per_million_tokens"
_UNIT_PREFIX = "usd_per_"
_NO_OUTPUT_TOKENS = ("embedding", "reranker")


def _lists(subject: Subject) -> Iterator[tuple[Entry, int, Any]]:
    for entry in subject.catalog.entries["offers"].values():
        for number, listed in enumerate(entry.record.prices):
            yield entry, number, listed


def cached_above_base(subject: Subject) -> Iterator[Issue]:
    """Reading from the cache costs no more than reading afresh."""
    for entry, number, listed in _lists(subject):
        for keys, rates in (((), listed), *_named("long_prompt", listed.long_prompt)):
            base, cached = rates.input_usd_per_million_tokens, getattr(rates, _CACHED)
            if base is not None and cached is not None and cached > base:
                message = f"{cached} is above the uncached price, {base}"
                yield Issue(entry, ("prices", number, *keys, _CACHED), message)


def _named(name: str, rates: tuple[Any, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    for index, item in enumerate(rates):
        yield (name, index), item


def batch_above_online(subject: Subject) -> Iterator[Issue]:
    """A batch costs no more than the same requests one by one."""
    for entry, number, listed in _lists(subject):
        for name in _RATES:
            online, batch = getattr(listed, name), getattr(listed.batch, name, None)
            if online is not None and batch is not None and batch > online:
                message = f"{batch} is above the price outside a batch, {online}"
                yield Issue(entry, ("prices", number, "batch", name), message)


def zero_without_free(subject: Subject) -> Iterator[Issue]:
    """A price of 0 is free only where the billing says so; else it is unknown."""
    models = subject.catalog.entries["models"]
    for entry, number, listed in _lists(subject):
        if entry.record.billing == "free":
            continue
        model = models.get(entry.record.model)
        rates = _RATES[:1] if model and model.record.type in _NO_OUTPUT_TOKENS else _RATES
        zero: list[Keys] = [
            ("prices", number, name) for name in rates if getattr(listed, name) == 0
        ]
        for index, unit in enumerate(listed.units):
            names = (name for name in vars(unit) if name.startswith(_UNIT_PREFIX))
            zero += [("prices", number, "units", index, n) for n in names if getattr(unit, n) == 0]
        for keys in zero:
            hint = "leave it out where unknown; write billing: free where the source says free"
            yield Issue(entry, keys, "a price of 0 without billing: free", hint)


def implausible_price(subject: Subject) -> Iterator[Issue]:
    """A price lies within a factor of 20 of the median of the model's other providers."""
    for name in _RATES:
        by_model: dict[str, list[tuple[Entry, Decimal]]] = {}
        for entry in subject.catalog.entries["offers"].values():
            usd = getattr(entry.record.prices[-1], name) if entry.record.prices else None
            if usd:
                by_model.setdefault(entry.record.model, []).append((entry, usd))
        for offers in by_model.values():
            yield from _outliers(name, offers)


def _outliers(name: str, offers: list[tuple[Entry, Decimal]]) -> Iterator[Issue]:
    for entry, usd in offers:
        provider = entry.id.split("/")[0]
        others = [other for e, other in offers if e.id.split("/")[0] != provider]
        if len(others) < 2:
            continue
        # Of an even number both middle ones: one slip among two others must not accuse the third.
        low, high = statistics.median_low(others), statistics.median_high(others)
        if not low / IMPLAUSIBLE_RATIO <= usd <= high * IMPLAUSIBLE_RATIO:
            keys = ("prices", len(entry.record.prices) - 1, name)
            median = low if usd < low else high
            message = f"{usd} is far from {median}, the median of {len(others)} other offers"
            yield Issue(entry, keys, message, "check the unit and the digits at the source")


def billing_without_prices(subject: Subject) -> Iterator[Issue]:
    """An offer billed by unit states a unit price."""
    for entry in subject.catalog.entries["offers"].values():
        prices = entry.record.prices
        if entry.record.billing == "unit" and prices and not prices[-1].units:
            keys = ("prices", len(prices) - 1)
            yield Issue(entry, keys, "billed by unit, but states no unit price", "add units")


ERRORS: dict[str, Check] = {
    "cached-above-base": cached_above_base,
    "batch-above-online": batch_above_online,
    "zero-not-free": zero_without_free,
}
WARNINGS: dict[str, Check] = {
    "implausible-price": implausible_price,
    "unit-without-price": billing_without_prices,
}
INFOS: dict[str, Check] = {}
