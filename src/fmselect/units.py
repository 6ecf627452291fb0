"""The quantities people type: `50k`, `1.5M`, `$0.40`, `60%`, `500ms`, `2 weeks`.

One reader for the command line and for files, so that a number means the same in both. A value
that is not a plain non-negative number in ASCII digits is refused with a sentence that says what
would be understood; nothing is guessed.
"""

from __future__ import annotations

COUNT_SUFFIXES = {"k": 3, "m": 6, "b": 9, "g": 9}
"""Suffix -> power of ten. `128k` is 128,000 tokens, as vendors write it, never 131,072."""

SECONDS = {
    "ms": 0.001,
    "s": 1.0,
    "sec": 1.0,
    "second": 1.0,
    "seconds": 1.0,
    "min": 60.0,
    "minute": 60.0,
    "minutes": 60.0,
    "h": 3600.0,
    "hour": 3600.0,
    "hours": 3600.0,
}
"""Unit -> seconds."""

DAYS = {
    "h": 1 / 24,
    "hour": 1 / 24,
    "hours": 1 / 24,
    "d": 1.0,
    "day": 1.0,
    "days": 1.0,
    "w": 7.0,
    "week": 7.0,
    "weeks": 7.0,
    "y": 365.0,
    "year": 365.0,
    "years": 365.0,
}
"""Unit -> days."""

MONTHS = {"mo": 1.0, "month": 1.0, "months": 1.0, "y": 12.0, "year": 12.0, "years": 12.0}
"""Unit -> months."""

LARGEST = 1e15
"""Above this every quantity is a slip of the keyboard."""

LAST_YEAR = 9000
"""No answer is for a later day: months are added to it, and the calendar ends with 9999."""

_DIGITS = frozenset("0123456789.")
_LONGEST_TEXT = 40


def shown(value: object) -> str:
    """A value as an error message quotes it: short, on one line, printable."""
    text = " ".join(str(value).split())
    text = "".join(character if character.isprintable() else "?" for character in text)
    return repr(text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + "...")


def count(value: object) -> float:
    """A number of things: `800`, `50k`, `1.5M`, `2B`, `1,000,000`.

    Raises:
        ValueError: It is not a non-negative number; the message is a sentence for the user.
    """
    return _quantity(value, {}, "a number such as 800, 50k or 1.5M", powers=COUNT_SUFFIXES)


def usd(value: object) -> float:
    """US dollars: `500`, `$0.40`, `1.5k`, `500 USD`.

    Raises:
        ValueError: It is not a non-negative amount of dollars.
    """
    wanted = "US dollars such as 500, $0.40 or 1.5k"
    if not isinstance(value, str):
        return _quantity(value, {}, wanted)
    text = value.strip()
    if text[:1] in ("€", "£", "¥"):
        raise ValueError(f"{shown(value)} is not in US dollars; convert it first")
    text = text.removeprefix("$").lstrip()
    if text[-3:].lower() == "usd":
        text = text[:-3].rstrip()
    return _quantity(text, {}, wanted, powers=COUNT_SUFFIXES, quoted=value)


def share(value: object) -> float:
    """A share of a whole, 0 to 1: `0.6` or `60%`.

    Raises:
        ValueError: It is not a number between 0 and 1, or a percentage.
    """
    wanted = "a share between 0 and 1, such as 0.6 or 60%"
    number = _quantity(value, {}, wanted, powers={"%": -2})
    if number > 1:
        raise ValueError(f"{shown(value)} is above 1; give {wanted}")
    return number


def seconds(value: object) -> float:
    """A duration in seconds: `2`, `2s`, `500ms`, `1.5 min`.

    Raises:
        ValueError: It is not a non-negative duration.
    """
    return _quantity(value, SECONDS, "seconds such as 2, 2s or 500ms")


def days(value: object) -> float:
    """A duration in days: `30`, `30d`, `2 weeks`, `24h`, `1y`.

    Raises:
        ValueError: It is not a non-negative duration.
    """
    return _quantity(value, DAYS, "days such as 30, 30d or 2w")


def months(value: object) -> float:
    """A duration in months: `6`, `6mo`, `1y`.

    Raises:
        ValueError: It is not a non-negative duration.
    """
    return _quantity(value, MONTHS, "months such as 6, 6mo or 1y")


def number(value: object) -> float:
    """A plain non-negative number: `100`, `0.4`.

    Raises:
        ValueError: It is not one.
    """
    return _quantity(value, {}, "a number such as 100 or 0.4")


def _quantity(
    value: object,
    units: dict[str, float],
    wanted: str,
    *,
    powers: dict[str, int] | None = None,
    quoted: object = None,
) -> float:
    """Split off the unit, read the number, apply the unit."""
    quoted = value if quoted is None else quoted
    if value is None or isinstance(value, (bool, list, tuple, dict)):
        raise ValueError(f"{shown(quoted)} is not {wanted}")
    text = str(value).strip()
    if not text:
        raise ValueError(f"it is empty; give {wanted}")
    if not text.isascii():
        raise ValueError(f"{shown(quoted)} is not written in plain digits 0 to 9; give {wanted}")
    if text.startswith("-"):
        raise ValueError(f"{shown(quoted)} is negative; give {wanted}")
    digits, unit = _split(text.removeprefix("+"))
    power = (powers or {}).get(unit, 0)
    if unit and unit not in units and unit not in (powers or {}):
        raise ValueError(f"{shown(quoted)} is not {wanted}")
    result = _plain(digits, power, quoted, wanted) * units.get(unit, 1.0)
    if result > LARGEST:
        raise ValueError(f"{shown(quoted)} is too large to be meant; give {wanted}")
    return result


def _split(text: str) -> tuple[str, str]:
    """`1.5 min` -> (`1.5`, `min`). An exponent stays with the digits."""
    end = len(text)
    while end and not (text[end - 1] in _DIGITS or text[end - 1] in ",_"):
        end -= 1
    return text[:end].rstrip(), text[end:].strip().lower()


def _plain(digits: str, power: int, quoted: object, wanted: str) -> float:
    """Digits times ten to the power, exactly as written: `1.1` and 6 is 1100000."""
    mantissa, mark, exponent = digits.lower().partition("e")
    for separator in (",", "_"):
        if separator in mantissa:
            mantissa = _without_separator(mantissa, separator, quoted, wanted)
    unsigned = exponent[1:] if exponent[:1] in ("+", "-") else exponent
    if mark and not (unsigned.isdigit() and len(unsigned) <= 3):
        raise ValueError(f"{shown(quoted)} is not {wanted}")
    if not _DIGITS.issuperset(mantissa) or mantissa.count(".") > 1 or mantissa in ("", "."):
        raise ValueError(f"{shown(quoted)} is not {wanted}")
    return float(f"{mantissa}e{int(exponent or '0') + power}")


def _without_separator(text: str, separator: str, quoted: object, wanted: str) -> str:
    """`1,000,000.5` -> `1000000.5`; `1,5` is refused, because it means two things."""
    whole, point, fraction = text.partition(".")
    head, *groups = whole.split(separator)
    grouped = 1 <= len(head) <= 3 and all(len(group) == 3 for group in groups)
    if not grouped or separator in fraction:
        raise ValueError(
            f"{shown(quoted)} has a {separator!r} that separates no thousands; give {wanted}"
        )
    return head + "".join(groups) + point + fraction
