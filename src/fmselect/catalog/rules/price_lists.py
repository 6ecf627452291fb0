"""Price lists that contradict themselves, their offer's billing or their model's type."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from fmselect.catalog.load import Entry
from fmselect.catalog.rules.model import Issue, Keys, Subject, rule

INPUT = "input_usd_per_million_tokens"
OUTPUT = "output_usd_per_million_tokens"
CACHE_READ = "cache_read_usd_per_million_tokens"
CACHE_WRITE = "cache_write_usd_per_million_tokens"
TOKEN_RATES = (
    INPUT,
    OUTPUT,
    CACHE_READ,
    CACHE_WRITE,
    "audio_input_usd_per_million_tokens",
    "audio_output_usd_per_million_tokens",
    "image_input_usd_per_million_tokens",
    "image_output_usd_per_million_tokens",
)
UNIT_PREFIX = "usd_per_"


def price_lists(subject: Subject) -> Iterator[tuple[Entry, int, Any]]:
    """Every price list of every offer, with its number."""
    for entry in subject.entries("offers"):
        for number, listed in enumerate(entry.record.prices):
            yield entry, number, listed


def rate_groups(listed: Any) -> Iterator[tuple[Keys, Any]]:
    """The rates of a price list and of its levels of long prompts, with what leads to them."""
    yield (), listed
    for index, level in enumerate(listed.long_prompt):
        yield ("long_prompt", index), level


def unit_prices(unit: Any) -> list[str]:
    """The keys of the prices that a unit states."""
    return [n for n in vars(unit) if n.startswith(UNIT_PREFIX) and getattr(unit, n) is not None]


@rule("cached-above-base", "error", excusable=True)
def cached_above_base(subject: Subject) -> Iterator[Issue]:
    """Reading from the cache costs no more than reading afresh.

    Why: a cache that costs more is used by nobody; the two prices are swapped, or one is of
    another model.

    Repair: compare both prices with the page.
    """
    for entry, number, listed in price_lists(subject):
        for keys, rates in rate_groups(listed):
            base, cached = getattr(rates, INPUT), getattr(rates, CACHE_READ)
            if base is not None and cached is not None and cached > base:
                message = f"{cached} is above the price of input, {base}"
                yield Issue(entry, ("prices", number, *keys, CACHE_READ), message)


@rule("batch-above-online", "error", excusable=True)
def batch_above_online(subject: Subject) -> Iterator[Issue]:
    """A batch costs no more than the same requests one by one.

    Why: waiting is paid with a discount; the two prices are swapped.

    Repair: compare both prices with the page.
    """
    for entry, number, listed in price_lists(subject):
        for name in TOKEN_RATES:
            online, batch = getattr(listed, name), getattr(listed.batch, name, None)
            if online is not None and batch is not None and batch > online:
                message = f"{batch} is above the price outside a batch, {online}"
                yield Issue(entry, ("prices", number, "batch", name), message)


@rule("long-prompt-order", "error")
def long_prompt_order(subject: Subject) -> Iterator[Issue]:
    """Each level of long prompts begins above the one before it.

    Why: of two levels that begin at the same length nobody knows which counts.

    Repair: order the levels from short to long, one for each length.
    """
    for entry, number, listed in price_lists(subject):
        last = 0
        for index, level in enumerate(listed.long_prompt):
            if level.above_prompt_tokens <= last:
                keys = ("prices", number, "long_prompt", index, "above_prompt_tokens")
                message = f"{level.above_prompt_tokens} is not above {last} of the level before"
                yield Issue(entry, keys, message)
            last = level.above_prompt_tokens


@rule("long-prompt-beyond-context", "error", excusable=True)
def long_prompt_beyond_context(subject: Subject) -> Iterator[Issue]:
    """A level of long prompts begins within the model's context.

    Why: prices of prompts that are never sent are of another model, or have a digit too many.

    Repair: compare the length with the page, and the context with the model's page.
    """
    for entry, number, listed in price_lists(subject):
        contexts = _contexts(subject, entry) if listed.long_prompt else ()
        for index, level in enumerate(listed.long_prompt):
            if contexts and level.above_prompt_tokens > max(contexts):
                keys = ("prices", number, "long_prompt", index, "above_prompt_tokens")
                message = f"{level.above_prompt_tokens} is above the context, {max(contexts)}"
                yield Issue(entry, keys, message)


def _contexts(subject: Subject, entry: Entry) -> list[int]:
    """The contexts that are stated for an offer or its model."""
    model = subject.models.get(entry.record.model)
    groups = (entry.record.limits, *(model.limits if model else ()))
    return [group.context_tokens for group in groups if group and group.context_tokens]


@rule("long-prompt-cheaper", "warning", excusable=True)
def long_prompt_cheaper(subject: Subject) -> Iterator[Issue]:
    """Tokens of a long prompt cost no less than those of a short one.

    Why: long prompts are dearer to serve; the two levels are swapped, or one has a slip.

    Repair: compare both levels with the page.
    """
    for entry, number, listed in price_lists(subject):
        for index, level in enumerate(listed.long_prompt):
            for name in TOKEN_RATES:
                short, long = getattr(listed, name), getattr(level, name)
                if short and long is not None and long < short:
                    keys = ("prices", number, "long_prompt", index, name)
                    yield Issue(entry, keys, f"{long} is below {short} of shorter prompts")


def ratio(high: Decimal, low: Decimal) -> str:
    """How many times one price is another, for a message."""
    times = high / low
    return f"{times:,.0f}" if times >= 10 else f"{times:.1f}"
