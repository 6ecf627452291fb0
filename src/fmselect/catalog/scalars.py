"""Plain YAML scalars, read as YAML 1.2 reads them, with every surprise refused.

YAML 1.1 readers take `NO` for false, `12:30` for 750, `010` for 8 and `1_000` for 1000; YAML 1.2
readers take each for something else. Text that two readers understand differently is not a fact
anybody can review, so it is refused with the spelling to use instead. Nothing else is refused:
dates, ids, URLs and quantities such as `50k` are text.
"""

from __future__ import annotations

import re
from decimal import Decimal

Scalar = str | int | bool | Decimal | None

_CONSTANTS: dict[str, Scalar] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_NUMBER_STARTS = frozenset("-+.0123456789")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_MAX_DIGITS = 40
_MERGE = "<<"


class Surprise(ValueError):
    """A plain scalar that readers of YAML disagree about; the text says what to write."""


def plain(text: str) -> Scalar:
    """The value of an unquoted scalar: null, a boolean, an exact number, or text.

    Whole numbers are int, numbers with a decimal point are Decimal with the digits as written.

    Raises:
        Surprise: The text looks like a number, boolean or null of another YAML version.
    """
    if text[:1] in _NUMBER_STARTS and text:
        return _number_or_text(text)
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if len(text) <= 5 and text.lower() in _WORDS:
        raise Surprise(_about_word(text))
    if text == _MERGE:
        raise Surprise('`<<` merges mappings elsewhere; write "<<" in quotes if it is text')
    return text


def key(text: str) -> str:
    """The text of an unquoted mapping key.

    Raises:
        Surprise: It is empty or a merge key.
    """
    if text == _MERGE:
        raise Surprise("merge keys (`<<`) are not read; write the keys out")
    if not text:
        raise Surprise("a key is empty; write its name before the colon")
    return text


def _number_or_text(text: str) -> Scalar:
    if len(text) > _MAX_DIGITS and _LONG_NUMBER.fullmatch(text):
        raise Surprise(f"a number of {len(text)} characters; quote it if it is text")
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    for pattern, reason in _SURPRISES:
        if pattern.fullmatch(text):
            short = visible(text)
            raise Surprise(
                f'`{short}` {reason}; write {_spelled(text)}"{short}" in quotes for text'
            )
    return text


def visible(text: str, length: int = 60) -> str:
    """The text as a message can hold it: not too long, and escapes for what cannot be seen."""
    text = text if len(text) <= length else text[: length - 3] + "..."
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _about_word(text: str) -> str:
    word = text.lower()
    if word == "null":
        return f"`{text}` is null in some readers only; write null, or leave the key out"
    meant = "true" if word in ("true", "yes", "on", "y") else "false"
    return (
        f'`{text}` is a boolean in some readers only; write {meant}, or "{text}" in quotes for text'
    )


def _spelled(text: str) -> str:
    """The number everybody reads alike, followed by ", or "; nothing where there is none."""
    if len(text) > _MAX_DIGITS:
        return ""
    digits = text.replace("_", "").replace(",", "")
    try:
        if digits.lstrip("-+")[:2].lower() in ("0x", "0o", "0b"):
            return f"{int(digits, 0)}, or "
        number = Decimal(digits)
    except (ArithmeticError, ValueError):
        return ""
    if not number.is_finite() or abs(number.adjusted()) > _MAX_DIGITS:
        return ""
    return f"{number:f}, or "


_LONG_NUMBER = re.compile(r"[-+]?[0-9_.,]+")
_SURPRISES = (
    (
        re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"),
        "is a number in base 60 to some readers",
    ),
    (re.compile(r"[-+]?\.(?:inf|nan)", re.IGNORECASE), "is no finite number"),
    (
        re.compile(r"[-+]?0(?:[xX][0-9a-fA-F_]+|[oO][0-7_]+|[bB][01_]+)"),
        "is hex, octal or binary in some readers only",
    ),
    (re.compile(r"[-+]?0[0-9_]+(?:\.[0-9_]*)?"), "begins with a zero, octal to some readers"),
    (
        re.compile(r"[-+]?[0-9]+(?:[_,][0-9_]*)+(?:\.[0-9_]*)?|[-+]?[0-9]*\.[0-9]*_[0-9_]*"),
        "has separators between its digits",
    ),
    (
        re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]{1,9}"),
        "is a number with an exponent in some readers only",
    ),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+\.)"), "lacks a digit beside its point"),
    (re.compile(r"\+[0-9]+(?:\.[0-9]+)?"), "has a plus sign"),
)
