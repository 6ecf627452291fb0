"""Which proposed changes look like a slip of the unit or the column: they wait for a person.

A price that is ten times or a tenth of what it was, input and output exchanged, a price that has
become 0, a context a hundred times as long: each has been seen in published lists, and each was a
mistake. Real changes of that size happen once in a while, so a person can let them through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from fmselect.upstream.quoting import quoted

PRICE_FACTOR = 10
"""A price list with a rate this many times the one before, or this part of it, is held back."""
SIBLING_FACTOR = 10
"""The same for a new price beside those of all other providers of the model, or where there are
none beside the dearest of at least 20 of its type."""
_ENOUGH_PEERS = 20
LIMIT_FACTOR = 100
"""The same for a limit in tokens."""

_INPUT = "input_usd_per_million_tokens"
_OUTPUT = "output_usd_per_million_tokens"
_RATE = "usd_per_"


def doubts_about_price(ours: Mapping[str, object], theirs: Mapping[str, object]) -> str | None:
    """Why a price list that is to follow another is implausible; None where it is not."""
    pair = amount(ours.get(_INPUT)), amount(ours.get(_OUTPUT))
    if None not in pair and pair[0] != pair[1]:
        other = amount(theirs.get(_OUTPUT)), amount(theirs.get(_INPUT))
        if pair == other:
            return "input and output are exchanged"
    for name, before in ours.items():
        old, new = amount(before), amount(theirs.get(name))
        if _RATE in name and old and new is not None:
            if new == 0:
                return f"{quoted(name)} has become 0"
            if ratio(old, new) >= PRICE_FACTOR:
                return f"{quoted(name)} changes by a factor of {_factor(old, new)}"
    base = ours.get(_INPUT), ours.get(_OUTPUT)
    gone = [name for name, value in zip((_INPUT, _OUTPUT), base, strict=True) if value]
    lost = next((name for name in gone if theirs.get(name) is None), None)
    return f"{quoted(lost)} is gone" if lost else None


def doubts_about_new_price(
    theirs: Mapping[str, object],
    others: Iterable[Mapping[str, object]],
    of_type: Callable[[], Iterable[Mapping[str, object]]],
) -> str | None:
    """Why the first price of an offer is implausible; None where it is not.

    Args:
        theirs: The price list.
        others: Those of the same model at other providers.
        of_type: Those of all models of its type, looked at where nobody else sells the model.
    """
    listed = list(others)
    for name in (_INPUT, _OUTPUT):
        new = amount(theirs.get(name))
        known = _amounts(listed, name)
        if not new:
            continue
        if known and all(ratio(old, new) >= SIBLING_FACTOR for old in known):
            return f"{quoted(name)} is {SIBLING_FACTOR} times off every other provider's"
        peers = [] if known else _amounts(of_type(), name)
        if len(peers) >= _ENOUGH_PEERS and new >= max(peers) * SIBLING_FACTOR:
            return f"{quoted(name)} is {SIBLING_FACTOR} times that of the dearest of its type"
    return None


def _amounts(prices: Iterable[Mapping[str, object]], name: str) -> list[Decimal]:
    return [value for price in prices if (value := amount(price.get(name)))]


def doubts_about_limit(ours: object, theirs: object) -> str | None:
    """Why a limit in tokens is implausible beside the one we have."""
    old, new = amount(ours), amount(theirs)
    if old and new and ratio(old, new) >= LIMIT_FACTOR:
        return f"changes by a factor of {_factor(old, new)}"
    return None


def doubts_about_score(theirs: Decimal, known: Iterable[object]) -> str | None:
    """Why a new score on a benchmark is implausible beside those it has; None where it is not.

    For scales without ends, such as that of ratings: a score that is further from all others than
    they are from each other is a slip, or on another scale.
    """
    scores = [score for value in known if (score := amount(value)) is not None]
    if len(scores) < _ENOUGH_PEERS:
        return None
    low, high = min(scores), max(scores)
    distance = max(low - theirs, theirs - high)
    if distance <= high - low:
        return None
    return f"far from all {len(scores):,} others, {low:f} to {high:f}"


def amount(value: object) -> Decimal | None:
    """A number as a Decimal; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)


def ratio(one: Decimal, other: Decimal) -> Decimal:
    """How many times the smaller is in the larger; both are above 0."""
    return max(one, other) / min(one, other)


def _factor(old: Decimal, new: Decimal) -> str:
    rounded = round(ratio(old, new))
    return f"{rounded:,}" if new > old else f"1/{rounded:,}"
