"""Prices that are probably a slip of a digit or a unit.

How far prices lie apart was measured on the catalog of November 2026: 2,697 token prices of
language models at 55 providers. A slip of a unit is a factor of 60, 1,000 or a million.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from fmselect.catalog.load import Entry
from fmselect.catalog.rules.model import Issue, Keys, Subject, rule
from fmselect.catalog.rules.price_lists import (
    CACHE_READ,
    CACHE_WRITE,
    INPUT,
    OUTPUT,
    TOKEN_RATES,
    price_lists,
    rate_groups,
    ratio,
    unit_prices,
)

HISTORY_RATIO = 8
"""The largest cuts of a list price are to a fifth."""
DISPUTE_RATIO = 12
"""Sources that read the same page at different times differ by up to 10 times."""
OUTPUT_RATIO = 25
"""Output costs 1 to 18 times the input."""
CACHE_WRITE_RATIO = 3
"""Writing to the cache costs up to 2.5 times the input."""
LEAST_CACHE_SHARE = Decimal("0.005")
"""Reading from the cache costs from a hundredth of the input up to all of it."""
LEAST_BATCH_SHARE = Decimal("0.15")
"""A batch costs from a sixth of the price up to all of it."""

_D = Decimal
LEVELS: dict[tuple[str, str], tuple[Decimal, Decimal]] = {
    ("language", INPUT): (_D("0.005"), _D(100)),
    ("language", OUTPUT): (_D("0.005"), _D(400)),
    ("language", CACHE_READ): (_D("0.0005"), _D(50)),
    ("embedding", INPUT): (_D("0.001"), _D(5)),
    ("reranker", INPUT): (_D("0.001"), _D(5)),
    ("image-generation", INPUT): (_D("0.05"), _D(50)),
    ("image-generation", OUTPUT): (_D("0.3"), _D(200)),
    ("speech-to-text", INPUT): (_D("0.01"), _D(20)),
    ("speech-to-text", OUTPUT): (_D("0.01"), _D(100)),
    ("text-to-speech", INPUT): (_D("0.05"), _D(50)),
    ("text-to-speech", OUTPUT): (_D("0.5"), _D(200)),
    ("", "audio_input_usd_per_million_tokens"): (_D("0.02"), _D(200)),
    ("", "audio_output_usd_per_million_tokens"): (_D("0.5"), _D(400)),
    ("", "image_input_usd_per_million_tokens"): (_D("0.02"), _D(50)),
    ("", "image_output_usd_per_million_tokens"): (_D(1), _D(400)),
    ("", "usd_per_image"): (_D("0.0005"), _D(2)),
    ("", "usd_per_megapixel"): (_D("0.0005"), _D(2)),
    ("", "usd_per_audio_minute"): (_D("0.0002"), _D("0.1")),
    ("", "usd_per_million_characters"): (_D("0.5"), _D(400)),
    ("", "usd_per_thousand_queries"): (_D("0.05"), _D(20)),
    ("", "usd_per_month"): (_D(1), _D(5000)),
}
"""Type (empty: every type) and key -> the lowest and highest price that is believed.

About a half of the lowest and twice the highest of the catalog: beyond it lie slips, and a few
prices that have to be excused by name.
"""


@rule("price-level", "error", excusable=True)
def price_level(subject: Subject) -> Iterator[Issue]:
    """A price lies where prices of its kind of model and its unit lie.

    Why: a price for a thousand tokens, or for one, under a key for a million is a thousand or a
    million times too low; in cents or for an hour of audio, it is as much too high.

    Repair: compare unit and digits with the page. A true price outside is excused by name.
    """
    for entry, number, listed in price_lists(subject):
        type_ = subject.type_of(entry) or ""
        for keys, name, usd in _stated(listed):
            low, high = LEVELS.get((type_, name)) or LEVELS.get(("", name)) or (None, None)
            if low is not None and high is not None and usd and not low <= usd <= high:
                message = f"{usd:f} is {'above' if usd > high else 'below'} what is usual"
                slip = "per thousand, or in cents" if usd > high else "per token"
                hint = f"{low} to {high}: is it {slip}?"
                yield Issue(entry, ("prices", number, *keys, name), message, hint)


def _stated(listed: Any) -> Iterator[tuple[Keys, str, Decimal | None]]:
    """The prices of a list: where each stands, its key, and its dollars."""
    for keys, rates in rate_groups(listed):
        for name in TOKEN_RATES:
            yield keys, name, getattr(rates, name)
    for index, unit in enumerate(listed.units):
        for name in unit_prices(unit):
            yield ("units", index), name, getattr(unit, name)


@rule("input-above-output", "error", excusable=True)
def input_above_output(subject: Subject) -> Iterator[Issue]:
    """Input tokens of a language model cost no more than output tokens.

    Why: no offer of the catalog has it the other way round; the two are swapped.

    Repair: compare both with the page.
    """
    for entry, number, listed in price_lists(subject):
        if subject.type_of(entry) != "language":
            continue
        for keys, rates in (*rate_groups(listed), (("batch",), listed.batch)):
            given, taken = getattr(rates, INPUT, None), getattr(rates, OUTPUT, None)
            if given and taken and taken < given:
                message = f"{given} is above the price of output, {taken}: are the two swapped?"
                yield Issue(entry, ("prices", number, *keys, INPUT), message)


@rule("output-far-above-input", "warning", excusable=True)
def output_far_above_input(subject: Subject) -> Iterator[Issue]:
    """Output tokens of a language model cost at most 25 times what input tokens cost.

    Why: the highest ratio of the catalog is 18; beyond it one of the two has a slip of a unit.

    Repair: compare unit and digits of both with the page.
    """
    for entry, number, listed in price_lists(subject):
        if subject.type_of(entry) != "language":
            continue
        for keys, rates in rate_groups(listed):
            given, taken = getattr(rates, INPUT), getattr(rates, OUTPUT)
            if given and taken and taken > given * OUTPUT_RATIO:
                message = f"{taken} is {ratio(taken, given)} times the price of input, {given}"
                yield Issue(entry, ("prices", number, *keys, OUTPUT), message)


@rule("cache-price-implausible", "warning", excusable=True)
def cache_price_implausible(subject: Subject) -> Iterator[Issue]:
    """Writing to the cache costs about what input costs, and reading from it less than writing.

    Why: a price of storing the cache for an hour is easily taken for that of writing to it; and a
    slip of a unit shows against the input price.

    Repair: compare the prices with the page; leave out one that is for something else.
    """
    for entry, number, listed in price_lists(subject):
        for keys, rates in rate_groups(listed):
            base, read, write = (getattr(rates, n) for n in (INPUT, CACHE_READ, CACHE_WRITE))
            place = ("prices", number, *keys)
            if write and read and write < read:
                yield Issue(
                    entry, (*place, CACHE_WRITE), f"{write} is below that of reading, {read}"
                )
            if write and base and write > base * CACHE_WRITE_RATIO:
                message = f"{write} is {ratio(write, base)} times the price of input, {base}"
                yield Issue(entry, (*place, CACHE_WRITE), message)
            if read and base and read < base * LEAST_CACHE_SHARE:
                message = f"{read} is a {ratio(base, read)}th of the price of input, {base}"
                yield Issue(entry, (*place, CACHE_READ), message)


@rule("batch-implausible", "warning", excusable=True)
def batch_implausible(subject: Subject) -> Iterator[Issue]:
    """A batch costs at least a seventh of what the requests cost one by one.

    Why: most batches cost half, the cheapest of the catalog a sixth.

    Repair: compare unit and digits with the page.
    """
    for entry, number, listed in price_lists(subject):
        for name in TOKEN_RATES:
            online, batch = getattr(listed, name), getattr(listed.batch, name, None)
            if online and batch and batch < online * LEAST_BATCH_SHARE:
                message = f"{batch} is a {ratio(online, batch)}th of the price one by one, {online}"
                yield Issue(entry, ("prices", number, "batch", name), message)


@rule("price-against-history", "error", excusable=True)
def price_against_history(subject: Subject) -> Iterator[Issue]:
    """A new price lies within a factor of 8 of the one before it.

    Why: prices are cut, at most to about a fifth at once. More is a slip of a digit or a unit.

    Repair: compare unit and digits with the page.
    """
    for entry in subject.entries("offers"):
        prices = entry.record.prices
        for number in range(1, len(prices)):
            for name in TOKEN_RATES:
                before, after = (getattr(p, name) for p in prices[number - 1 : number + 1])
                if before and after and not is_near(after, before, before, HISTORY_RATIO):
                    times = ratio(max(after, before), min(after, before))
                    more = "more" if after > before else "less"
                    message = (
                        f"{after:f} is {times} times {more} than {before:f} of the list before"
                    )
                    yield Issue(entry, ("prices", number, name), message, CHECK)


CHECK = "check the digits and the unit at the source"


def is_near(usd: Decimal, low: Decimal, high: Decimal, factor: int) -> bool:
    """Whether a price is at most so many times above `high`, and as many below `low`."""
    return low / factor <= usd <= high * factor


@rule("disputed-price", "info")
def disputed_price(subject: Subject) -> Iterator[Issue]:
    """Two sources of one price agree.

    Why: one of them is out of date. The cost is shown as an interval until somebody has looked.

    Repair: open the page, keep what it says as a new list, and drop the other source from it.
    """
    for entry, keys, ours, theirs in _disputes(subject):
        yield Issue(entry, keys, f"{theirs}, and ours is {ours}")


@rule("disputed-by-far", "warning", excusable=True)
def disputed_by_far(subject: Subject) -> Iterator[Issue]:
    """Two sources of one price differ by less than a factor of 12.

    Why: a page read at two times explains a smaller difference; a larger one means that a source
    has another model, tier or unit.

    Repair: open the page, keep what it says, and remove the source that has something else.
    """
    for entry, keys, ours, theirs in _disputes(subject):
        if not is_near(theirs, ours, ours, DISPUTE_RATIO):
            yield Issue(entry, keys, f"{theirs} is far from our {ours}", CHECK)


def _disputes(subject: Subject) -> Iterator[tuple[Entry, Keys, Decimal, Decimal]]:
    """The prices that two sources state differently: where, ours, and the other."""
    for entry, number, listed in price_lists(subject):
        for index, other in enumerate(listed.disputed_by):
            for name in TOKEN_RATES:
                ours, theirs = getattr(listed, name), getattr(other, name)
                if ours and theirs and ours != theirs:
                    yield entry, ("prices", number, "disputed_by", index, name), ours, theirs
