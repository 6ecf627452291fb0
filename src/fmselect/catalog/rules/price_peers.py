"""Prices against what others ask for the same model."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from fmselect.catalog.load import Entry
from fmselect.catalog.rules.model import Issue, Keys, Subject, provider_of, rule
from fmselect.catalog.rules.price_levels import CHECK, is_near
from fmselect.catalog.rules.price_lists import CACHE_READ, INPUT, OUTPUT, unit_prices

PEER_RATIO = 9
"""A digit too many is a factor of 10. Hosts of one open model differ by more in a few cases."""


SUPPORT_RATIO = 2
"""Another offer as near as this says that a price is true, however far most others are."""


LONE_PEER_RATIO = 20
"""With one other offer alone nobody knows which of the two is odd."""


@rule("price-against-peers", "error", excusable=True)
def price_against_peers(subject: Subject) -> Iterator[Issue]:
    """A price lies near what other providers, and other tiers, ask for the same model.

    Why: a factor of 9 from the median of the others, or of 20 where there is only one other, is
    more often a slip than a bargain, unless another offer asks about as much. Every provider counts
    once, with the median of its tiers; free offers do not count, nor do price lists that are no
    longer the last.

    Repair: compare unit and digits with the page. A true price is excused by name.
    """
    for name in (INPUT, OUTPUT, CACHE_READ):
        for offers in _by_model(subject, name).values():
            for entry, usd in offers:
                keys = ("prices", len(entry.record.prices) - 1, name)
                yield from _against(entry, keys, usd, offers)
    yield from _units_against_peers(subject)


_Priced = list[tuple[Entry, Decimal]]


def _by_model(subject: Subject, name: str) -> dict[str, _Priced]:
    found: dict[str, _Priced] = defaultdict(list)
    for entry in subject.entries("offers"):
        usd = getattr(entry.record.prices[-1], name) if entry.record.prices else None
        if usd and entry.record.billing != "free":
            found[entry.record.model].append((entry, usd))
    return found


def _witnesses(entry: Entry, offers: _Priced) -> list[Decimal]:
    """One price of each provider of the model, this offer itself left out."""
    of_provider: dict[str, list[Decimal]] = defaultdict(list)
    for other, usd in offers:
        if other is not entry:
            of_provider[provider_of(other)].append(usd)
    return [statistics.median_low(prices) for prices in of_provider.values()]


def _against(entry: Entry, keys: Keys, usd: Decimal, offers: _Priced) -> Iterator[Issue]:
    if any(is_near(usd, p, p, SUPPORT_RATIO) for other, p in offers if other is not entry):
        return
    others = _witnesses(entry, offers)
    if not others:
        return
    # Of an even number both middle ones: one slip among two others must not accuse the third.
    low, high = statistics.median_low(others), statistics.median_high(others)
    if is_near(usd, low, high, PEER_RATIO if len(others) > 1 else LONE_PEER_RATIO):
        return
    median = low if usd < low else high
    witness = f"the median of {len(others)} others" if len(others) > 1 else "the only other price"
    yield Issue(entry, keys, f"{usd:f} is far from {median:f}, {witness}", CHECK)


def _units_against_peers(subject: Subject) -> Iterator[Issue]:
    """The same for prices by unit, in the same quality, size and mode."""
    found: dict[tuple[object, ...], list[tuple[Entry, int, str, Decimal]]] = defaultdict(list)
    for entry in subject.entries("offers"):
        units = entry.record.prices[-1].units if entry.record.prices else ()
        for index, unit in enumerate(units):
            for name in unit_prices(unit):
                key = (entry.record.model, name, unit.quality, unit.size, unit.mode)
                found[key].append((entry, index, name, getattr(unit, name)))
    for rows in found.values():
        offers = [(entry, usd) for entry, _, _, usd in rows if usd]
        for entry, index, name, usd in rows:
            keys = ("prices", len(entry.record.prices) - 1, "units", index, name)
            if usd:
                yield from _against(entry, keys, usd, offers)
