"""Changes that look like a slip: a unit, a decimal point, two swapped numbers, a wrong year.

What is odd may be true. The reviewer is told why it is odd, and decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from fmselect.catalog.load import LoadedCatalog
from fmselect.catalog.review.change import Change, is_number, usd
from fmselect.catalog.review.prices import Rate, rates
from fmselect.catalog.stated import stated

_LEAP = 10
"""A number that becomes this many times what it was, or that part of it, is odd."""
_UNITS = ((1_000_000, "million"), (1000, "thousand"), (100, "hundred"))
_FREE_TO_LEAP = frozenset({"n", "low", "high"})
_DATES = ("observed", "released", "effective_from", "knowledge_cutoff")
_AHEAD = {"effective_from": 366}
"""Dates that may lie ahead, and by how many days."""

Rates = Mapping[tuple[str, str], Rate]


def flagged(changes: Iterable[Change], new: LoadedCatalog, today: date) -> list[Change]:
    """The changes, each with why it is implausible.

    Args:
        changes: From `compare`.
        new: The catalog as it is.
        today: The day that dates are compared with.
    """
    market, every = _Market(new), list(changes)
    read_again = {
        (change.kind, change.id, change.keys)
        for change in every
        if change.topic == "source" and _page(change.before) != _page(change.after)
    }
    return [
        change._replace(
            implausible=tuple(
                dict.fromkeys((*_reasons(change, market, today), *_unread(change, read_again)))
            )
        )
        for change in every
    ]


def _page(group: Any) -> tuple[Any, ...]:
    """Where and when a group of facts was read."""
    stated = group if isinstance(group, Mapping) else {}
    return stated.get("source"), stated.get("observed")


def _unread(
    change: Change, read_again: Collection[tuple[str, str, tuple[str | int, ...]]]
) -> Iterator[str]:
    """Terms and promises that are other ones under the page and the day of the old ones.

    Args:
        change: One of a field.
        read_again: The groups of facts whose source or day has changed: kind, id and keys.
    """
    legal = change.kind in ("providers", "licenses") or change.keys == ("weights", "license")
    whole = isinstance(change.before, Mapping) or isinstance(change.after, Mapping)
    if not legal or whole or change.topic in ("source", "record"):
        return  # a group that comes brings its source
    groups = [change.keys[:length] for length in range(len(change.keys))]
    if not any((change.kind, change.id, group) in read_again for group in groups):
        yield "its source and day are as before: was the page read again?"


class _Market:
    """What each model costs at each of its offers, by rate."""

    def __init__(self, catalog: LoadedCatalog) -> None:
        self.catalog = catalog
        self._offers: dict[str, list[str]] = {}
        for id_, entry in catalog.entries["offers"].items():
            self._offers.setdefault(entry.record.model, []).append(id_)

    def lists(self, id_: str) -> Sequence[Mapping[str, Any]]:
        """The price lists of an offer, newest last."""
        entry = self.catalog.entries["offers"].get(id_)
        return [] if entry is None else stated(entry).get("prices") or []

    def elsewhere(self, id_: str, key: tuple[str, str]) -> list[Decimal | int]:
        """What the same rate of the same model is at other providers, as listed last."""
        entry = self.catalog.entries["offers"][id_]
        found = []
        for other in self._offers[entry.record.model]:
            if other.partition("/")[0] != id_.partition("/")[0] and (lists := self.lists(other)):
                rate = rates(lists[-1]).get(key)
                if rate is not None and rate.usd > 0:
                    found.append(rate.usd)
        return found


def _reasons(change: Change, market: _Market, today: date) -> Iterator[str]:
    if change.action != "removed":
        yield from _leap(change)
        yield from _dates(change.after, change.keys, today)
    if change.kind == "offers" and change.action != "removed":
        if change.topic == "price" and change.keys[:1] == ("prices",):
            yield from _price(change, market)
            yield from _date_of_list(change, market, today)
        elif change.topic == "record":
            yield from _whole_offer(change, market)


def _leap(change: Change) -> Iterator[str]:
    """Ten times what it was, or a tenth of it; and what unit that would be a slip of."""
    before, after = change.before, change.after
    if not (is_number(before) and is_number(after)) or _FREE_TO_LEAP & set(change.keys[-1:]):
        return
    if before <= 0 or after <= 0:
        if before > 0 and after == 0 and change.topic == "price":
            yield "a price of 0: if it is free, billing says so and a source does"
        return
    factor = Decimal(after) / Decimal(before)
    times, up = (factor, True) if factor >= 1 else (1 / factor, False)
    if times < _LEAP:
        return
    shown = f"{float(times):,.4g}"
    reason = f"{shown} times what it was" if up else f"1/{shown} of what it was"
    unit = next((word for size, word in _UNITS if abs(times / size - 1) < Decimal("0.5")), None)
    yield reason + (f": a slip of units by a {unit}?" if unit else "")


def _dates(value: Any, keys: Sequence[str | int], today: date) -> Iterator[str]:
    """Dates that lie ahead and cannot."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _dates(inner, (*keys, key), today)
    elif isinstance(value, list):
        for inner in value:
            yield from _dates(inner, keys, today)
    elif keys and keys[-1] in _DATES and isinstance(value, str):
        yield from _date(str(keys[-1]), value, today)


def _date(key: str, value: str, today: date) -> Iterator[str]:
    limit = today.toordinal() + _AHEAD.get(key, 0)
    if value[:7] > date.fromordinal(limit).isoformat()[:7] or (
        len(value) == 10 and value > date.fromordinal(limit).isoformat()
    ):
        yield f"{key.replace('_', ' ')} {value} is in the future"


def _price(change: Change, market: _Market) -> Iterator[str]:
    """Far from what other providers take, or the input's price on the output."""
    index = change.keys[1]
    lists = market.lists(change.id)
    if not isinstance(index, int) or index != len(lists) - 1 or not is_number(change.after):
        return
    if change.rate is not None:
        yield from _among(change.id, change.rate, change.after, market)
    if index and _swapped(rates(lists[index - 1]), rates(lists[index])):
        yield "input and output have changed places"


def _among(id_: str, key: tuple[str, str], amount: Decimal | int, market: _Market) -> Iterator[str]:
    others = market.elsewhere(id_, key)
    if not others or amount <= 0:
        return
    if amount * _LEAP < min(others):
        yield f"below a tenth of every other provider's ({usd(min(others))} at least)"
    elif amount > max(others) * _LEAP:
        yield f"above ten times every other provider's ({usd(max(others))} at most)"


def _whole_offer(change: Change, market: _Market) -> Iterator[str]:
    """A new offer, against the other providers of its model."""
    lists = market.lists(change.id)
    if not lists:
        return
    for key, rate in rates(lists[-1]).items():
        for reason in _among(change.id, key, rate.usd, market):
            yield f"{rate.label}: {reason}" if rate.label else reason


def _swapped(before: Rates, now: Rates) -> bool:
    keys = (("input", "per million tokens"), ("output", "per million tokens"))
    if not all(key in group for key in keys for group in (before, now)):
        return False
    was_in, was_out = (before[key].usd for key in keys)
    is_in, is_out = (now[key].usd for key in keys)
    return (was_in, was_out) == (is_out, is_in) and was_in != was_out


def _date_of_list(change: Change, market: _Market, today: date) -> Iterator[str]:
    """The dates of the price list that a rate stands in."""
    lists, index = market.lists(change.id), change.keys[1]
    if isinstance(index, int) and index < len(lists):
        for key in ("observed", "effective_from"):
            if isinstance(value := lists[index].get(key), str):
                yield from _date(key, value, today)
