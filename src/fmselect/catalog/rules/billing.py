"""How an offer is billed, and whether its prices say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fmselect.catalog.load import Entry
from fmselect.catalog.rules.model import Issue, Keys, Subject, rule
from fmselect.catalog.rules.price_lists import (
    OUTPUT,
    TOKEN_RATES,
    price_lists,
    rate_groups,
    unit_prices,
)

_NO_OUTPUT_TOKENS = ("embedding", "reranker")


_CURRENCY = re.compile(r"[€£¥₹]|\b(EUR|CNY|RMB|GBP|INR|JPY|euros?|yuan|rupees?|yen|pounds?)\b")


_CONVERTED = re.compile(r"convert|dollar|USD|US\$", re.IGNORECASE)


UNITS_OF_TYPE = {
    "usd_per_image": ("image-generation",),
    "usd_per_megapixel": ("image-generation",),
    "usd_per_audio_minute": ("speech-to-text", "text-to-speech"),
    "usd_per_million_characters": ("text-to-speech",),
    "usd_per_thousand_queries": ("reranker",),
}
"""Unit -> the types of models that are billed by it. A month fits every type."""


@rule("zero-not-free", "error")
def zero_not_free(subject: Subject) -> Iterator[Issue]:
    """A price of 0 is free only where the billing says so; else it is unknown.

    Why: a price that is not known, written as 0, wins every comparison. The output of models that
    give no tokens may be 0.

    Repair: leave the price out; write `billing: free` where a source says that it is free.
    """
    for entry, number, listed in price_lists(subject):
        if entry.record.billing == "free":
            continue
        for keys in _zero_prices(listed, subject.type_of(entry)):
            hint = "leave it out where unknown; write billing: free where the source says free"
            yield Issue(
                entry, ("prices", number, *keys), "0 is no price without billing: free", hint
            )


def _zero_prices(listed: Any, type_: str | None) -> Iterator[Keys]:
    groups: list[tuple[Keys, Any]] = list(rate_groups(listed))
    if listed.batch:
        groups.append((("batch",), listed.batch))
    for keys, rates in groups:
        for name in TOKEN_RATES:
            unbilled = name == OUTPUT and type_ in _NO_OUTPUT_TOKENS
            if getattr(rates, name) == 0 and not unbilled:
                yield (*keys, name)
    for index, unit in enumerate(listed.units):
        for name in unit_prices(unit):
            if getattr(unit, name) == 0:
                yield ("units", index, name)


@rule("free-with-price", "error")
def free_with_price(subject: Subject) -> Iterator[Issue]:
    """An offer that is billed as free has no price above 0.

    Why: one of the two is wrong, and the free one would win every comparison.

    Repair: correct `billing`, or give the free tier an offer of its own.
    """
    for entry, number, listed in price_lists(subject):
        if entry.record.billing != "free":
            continue
        stated = [(name, getattr(listed, name)) for name in TOKEN_RATES]
        stated += [
            (name, getattr(unit, name)) for unit in listed.units for name in unit_prices(unit)
        ]
        costs = [f"{name} {usd}" for name, usd in stated if usd]
        if costs:
            message = f"free, and prices[{number}] costs {', '.join(costs)}"
            yield Issue(entry, ("billing",), message, "a free tier is an offer of its own")


@rule("free-without-source", "error")
def free_without_source(subject: Subject) -> Iterator[Issue]:
    """An offer that is billed as free has a price list with a source that says so.

    Why: free is a claim like any price. Without a source it is a price nobody knows.

    Repair: add a price list with `source` and `observed` and no rates, or leave `billing` out.
    """
    for entry in subject.entries("offers"):
        prices = entry.record.prices
        if entry.record.billing == "free" and not any(p.source or p.via for p in prices):
            hint = "add prices with source and observed, without rates"
            yield Issue(entry, ("billing",), "free, and no source says so", hint)


@rule("billing-without-price", "error")
def billing_without_price(subject: Subject) -> Iterator[Issue]:
    """A price list states what its offer is billed by.

    Why: an offer billed by unit without a unit price cannot be costed, nor one billed by token
    without a token price.

    Repair: correct `billing`, or add the price in its unit.
    """
    for entry, number, listed in price_lists(subject):
        billing, units = entry.record.billing, listed.units
        tokens = any(getattr(listed, name) is not None for name in TOKEN_RATES)
        months = any(unit.usd_per_month is not None for unit in units)
        if billing is None:
            hint = f"write billing: {'unit' if units and not tokens else 'token'}"
            yield Issue(entry, ("prices",), "their billing is not stated", hint)
        elif not tokens and not units and billing != "free":
            hint = "leave the list out where no price is known"
            yield Issue(entry, ("prices", number), "states no price", hint)
        elif billing == "unit" and not units:
            message = f"unit, but prices[{number}] states no units"
            hint = "billing: token goes with usd_per_million_tokens"
            yield Issue(entry, ("billing",), message, hint)
        elif billing == "token" and not tokens:
            message = f"token, but prices[{number}] states no price of tokens"
            yield Issue(entry, ("billing",), message, "billing: unit goes with units")
        elif billing == "flat" and not months:
            message = f"flat, but prices[{number}] states no usd_per_month"
            yield Issue(entry, ("billing",), message, "add it under units")


@rule("output-without-price", "warning", excusable=True)
def output_without_price(subject: Subject) -> Iterator[Issue]:
    """An offer of a language model that prices input prices output, where another offer does.

    Why: its bill is unknown without, and the offer is never cheap, nor within any budget.

    Repair: add the price of output. What is retired is left alone.
    """
    today = subject.today.isoformat()
    priced = {
        entry.record.model
        for entry in subject.entries("offers")
        if any(p.output_usd_per_million_tokens is not None for p in entry.record.prices)
    }
    for entry, number, listed in price_lists(subject):
        model = subject.models.get(entry.record.model)
        if model is None or model.type != "language" or entry.record.model not in priced:
            continue
        lives = (entry.record.lifecycle, model.lifecycle)
        over = any(life and life.retires_on and life.retires_on <= today for life in lives)
        half = (
            listed.input_usd_per_million_tokens is not None
            and listed.output_usd_per_million_tokens is None
        )
        if half and not over:
            yield Issue(entry, ("prices", number), "a price of input and none of output")


@rule("output-of-no-tokens", "error", excusable=True)
def output_of_no_tokens(subject: Subject) -> Iterator[Issue]:
    """A model that gives no tokens has no price of output.

    Why: an embedding or a score is not billed by what comes out. Such a price belongs to another
    model, or the `type` is wrong.

    Repair: remove the price, or correct the type of the model.
    """
    for entry, number, listed in price_lists(subject):
        type_ = subject.type_of(entry)
        if type_ in _NO_OUTPUT_TOKENS and getattr(listed, OUTPUT):
            message = f"{getattr(listed, OUTPUT)} for output, and the {type_} model gives no tokens"
            yield Issue(entry, ("prices", number, OUTPUT), message)


@rule("unit-of-another-type", "error", excusable=True)
def unit_of_another_type(subject: Subject) -> Iterator[Issue]:
    """A price's unit is one that a model of its type is billed by.

    Why: a price for an image on a chat model costs it at a workload it does not have; either the
    unit is wrong, or the model's type.

    Repair: correct the unit, or the `type` of the model.
    """
    for entry, number, listed in price_lists(subject):
        type_ = subject.type_of(entry)
        for index, unit in enumerate(listed.units):
            for name in unit_prices(unit):
                types = UNITS_OF_TYPE.get(name)
                if type_ and types and type_ not in types and not _hears(subject, entry, name):
                    keys = ("prices", number, "units", index, name)
                    message = f"no unit of a {type_} model"
                    yield Issue(entry, keys, message, f"{name} is for {' and '.join(types)}")


def _hears(subject: Subject, entry: Entry, unit: str) -> bool:
    """Whether the unit is a minute of audio, and the model takes audio though it is for text."""
    model = subject.models[entry.record.model]
    taken = model.identity.input if model.identity else ()
    features = {name for group in model.features for name in group.supports}
    return unit == "usd_per_audio_minute" and ("audio" in taken or "audio-input" in features)


@rule("unit-without-one-price", "error")
def unit_without_one_price(subject: Subject) -> Iterator[Issue]:
    """An entry of `units` states one price.

    Why: its quality, size and mode belong to that price.

    Repair: write an entry for each price.
    """
    for entry, number, listed in price_lists(subject):
        for index, unit in enumerate(listed.units):
            count = len(unit_prices(unit))
            if count != 1:
                message = f"states {count} prices instead of one"
                yield Issue(entry, ("prices", number, "units", index), message)


@rule("repeated-unit", "error", excusable=True)
def repeated_unit(subject: Subject) -> Iterator[Issue]:
    """A list states one price for a unit in one quality, size and mode.

    Why: of two prices for the same thing nobody knows which is meant.

    Repair: remove one, or write down what they differ in.
    """
    for entry, number, listed in price_lists(subject):
        seen: dict[tuple[object, ...], int] = {}
        for index, unit in enumerate(listed.units):
            for name in unit_prices(unit):
                first = seen.setdefault((name, unit.quality, unit.size, unit.mode), index)
                if first != index:
                    message = f"the same unit and setting as units[{first}]"
                    yield Issue(entry, ("prices", number, "units", index), message)


@rule("other-currency", "error", excusable=True)
def other_currency(subject: Subject) -> Iterator[Issue]:
    """A price is in US dollars.

    Why: a price in yuan under a key in dollars is seven times too high.

    Repair: write the price the provider states in dollars; where a data set converted it, say so
    in the note.
    """
    for entry, number, listed in price_lists(subject):
        note = listed.note or ""
        found = _CURRENCY.search(note)
        if found and not _CONVERTED.search(note):
            message = f"the note speaks of {found[0]}, the keys of US dollars"
            yield Issue(entry, ("prices", number, "note"), message, "say who converted it")
