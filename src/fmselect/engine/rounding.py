"""Amounts in sentences that must be true: rounded to the side on which they are."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor, log10

DIGITS = 4
"""An amount is named to so many digits of its distance from what it is now."""

COARSEST = -8
"""Where two are nearly level, a step of many times their distance may be needed to tell them
apart."""

LEAST_SHARE = 1e-6
"""Of the amount itself: the least distance that is told apart."""

_CLEAR = 0.01
"""Of the last digit: so near to the exact amount none is named."""


def outward(now: float, exact: float, *, up: bool) -> float:
    """An amount on the far side of the exact one, by less than a thousandth of the distance.

    Args:
        now: What it is.
        exact: Where something changes.
        up: Whether it has changed above, rather than below.
    """
    scale = 10.0 ** places(now, exact)
    nearest = round(exact * scale) / scale
    if nearest == exact or (nearest > exact) == up:
        return nearest
    return ceil(exact * scale) / scale if up else floor(exact * scale) / scale


def beyond(now: float, exact: float, *, up: bool, digits: int = DIGITS) -> float:
    """Like `outward`, and never the exact amount itself, at which two are level."""
    scale = 10.0 ** places(now, exact, digits)
    step = ceil(exact * scale + _CLEAR) if up else floor(exact * scale - _CLEAR)
    return step / scale


def nearest(
    now: float, exact: float, end: float, *, up: bool, enough: Callable[[float], bool]
) -> float | None:
    """The amount nearest to the exact one that is enough; None where even the end is not.

    Args:
        now: What it is.
        exact: Where two are level, as computed.
        end: Of the scale: no amount lies beyond.
        up: Whether amounts above are enough, rather than below.
        enough: Tells; where two are nearly level already, the last digits may not decide.
    """
    for digits in range(DIGITS, COARSEST, -1):
        amount = beyond(now, exact, up=up, digits=digits)
        if (amount <= end if up else amount >= end) and enough(amount):
            return amount
    return end if enough(end) else None


def places(now: float, exact: float, digits: int = DIGITS) -> int:
    """Decimals that tell a distance to so many digits."""
    distance = max(abs(exact - now), LEAST_SHARE * max(abs(exact), LEAST_SHARE))
    return digits - 1 - floor(log10(distance))


def plain(value: float) -> str:
    """A number with all its digits and none it does not have: `1,450`, `0.0304`."""
    text = f"{value:,.12f}".rstrip("0").rstrip(".")
    return text or "0"


def dollars(value: float) -> str:
    """An amount of money with all its digits, at least the cents: `$1,450.00`, `$0.0304`."""
    whole, _, decimals = plain(value).partition(".")
    return f"${whole}.{decimals:0<2}"
