"""Speeds that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from statistics import median_high
from typing import Any

from fmselect.catalog.rules.model import Issue, Subject, rule

SWAPPED_FIRST_SECONDS, SWAPPED_RATE = 30, 15
"""Of the catalog's 298 speeds none is as slow in both; the slowest rate is 17."""
RATE_RATIO = 3
"""One model writes at up to 2.2 times the rate in another setting."""
SOONER = 2
"""More effort takes longer; measured on different days it may seem up to 1.4 times as quick."""
_EFFORT = re.compile(r"effort=(\w+)")
_EFFORTS = ("none", "off", "minimal", "low", "medium", "high", "xhigh", "max")


@rule("speed-swapped", "warning", excusable=True)
def speed_swapped(subject: Subject) -> Iterator[Issue]:
    """No model is slow to begin and slow to write at once.

    Why: 59 seconds and 0.7 tokens a second are the rate and the first token of a quick model,
    swapped; each alone is a number that exists.

    Repair: swap them, or look at the page again.
    """
    for entry, keys, speed in subject.speeds():
        first, rate = speed.first_token_seconds, speed.output_tokens_per_second
        if first and rate and first > SWAPPED_FIRST_SECONDS and rate < SWAPPED_RATE:
            message = f"{first} seconds, then {rate} tokens a second: are the two swapped?"
            yield Issue(entry, (*keys, "first_token_seconds"), message)


@rule("speed-against-settings", "warning", excusable=True)
def speed_against_settings(subject: Subject) -> Iterator[Issue]:
    """A model writes about as fast in one setting as in another.

    Why: thinking more takes more tokens, not slower ones: a rate three times another is of another
    model, or of another unit.

    Repair: read the row again.
    """
    for entry in subject.entries("models"):
        speeds = enumerate(entry.record.speed_reference)
        rates = {index: speed.output_tokens_per_second for index, speed in speeds}
        known = {index: rate for index, rate in rates.items() if rate}
        for index, rate in known.items():
            others = [other for i, other in known.items() if i != index]
            middle = median_high(others) if others else rate
            if not middle / RATE_RATIO <= rate <= middle * RATE_RATIO:
                keys = ("speed_reference", index, "output_tokens_per_second")
                yield Issue(entry, keys, f"{rate}, and {middle} in another setting")


@rule("effort-against-time", "warning", excusable=True)
def effort_against_time(subject: Subject) -> Iterator[Issue]:
    """Where more effort is asked for, the answer does not begin in half the time.

    Why: two settings are swapped, and the quick one is taken for the thorough one.

    Repair: compare the settings with the page.
    """
    for entry in subject.entries("models"):
        stated = [
            (rank, index, speed)
            for index, speed in enumerate(entry.record.speed_reference)
            if (rank := _rank(speed)) is not None and speed.first_token_seconds
        ]
        for rank, index, speed in stated:
            more = [other for above, _, other in stated if above > rank]
            quickest = min(more, key=_first, default=None)
            if quickest and _first(quickest) * SOONER < _first(speed):
                message = (
                    f"{speed.setting} begins after {_first(speed)} seconds, {quickest.setting} "
                    f"sooner, after {_first(quickest)}"
                )
                yield Issue(entry, ("speed_reference", index, "setting"), message)


def _first(speed: Any) -> Decimal:
    found: Decimal = speed.first_token_seconds
    return found


def _rank(speed: Any) -> int | None:
    """How much a setting thinks; None where it names no effort."""
    found = _EFFORT.search(speed.setting or "")
    return _EFFORTS.index(found[1]) if found and found[1] in _EFFORTS else None
