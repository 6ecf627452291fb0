"""Answers as people type them, read into the values of a record.

A reader raises ValueError with a sentence for the user; nothing is guessed, and digits stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from fmselect import units
from fmselect.catalog.rules.vocabulary import FEATURES
from fmselect.domain.near_names import did_you_mean
from fmselect.domain.records import Billing, Modality, ModelType

Reader = Callable[[str], Any]
_PART = re.compile(r"[a-z0-9][a-z0-9._+-]*")
_AMOUNT = re.compile(r"\$?\s*(\d{1,7}(?:\.\d{1,12})?)")
_LONGEST = 300


def text(answer: str) -> str:
    """Any text on one line."""
    line = " ".join(answer.split())
    if not line.isprintable():
        raise ValueError("holds characters that do not show; type it anew")
    if len(line) > _LONGEST:
        raise ValueError(f"has {len(line)} characters; {_LONGEST} are enough")
    return line


def source(answer: str) -> str:
    """A page, or what else states it."""
    line = text(answer)
    if line.lower() in ("unknown", "none", "n/a", "-", "?", "me"):
        raise ValueError("is no source: name the page, the contract or the measurement")
    return line


def day_or_month(today: date) -> Reader:
    """A day or month that is not in the future."""

    def read(answer: str) -> str:
        line = day_ahead(answer)
        if line[:10] > today.isoformat()[: len(line)]:
            raise ValueError(f"{line} is in the future")
        return line

    return read


def day_ahead(answer: str) -> str:
    """A day or month, in the future or not."""
    line = answer.strip()
    padded = line if len(line) == 10 else f"{line}-01"
    try:
        valid = date.fromisoformat(padded).isoformat() == padded
    except ValueError:
        valid = False
    if not valid:
        raise ValueError(f"{units.shown(line)} is no day 2026-11-03 and no month 2026-11")
    return line


def one_of(names: Sequence[str]) -> Reader:
    """One of a few words."""

    def read(answer: str) -> str:
        line = answer.strip()
        if line not in names:
            near = did_you_mean(line, names)
            raise ValueError(
                f"{units.shown(line)} is none of {', '.join(names)}" + (f"; {near}" if near else "")
            )
        return line

    return read


def some_of(names: Collection[str]) -> Reader:
    """Several of many words, separated by commas or spaces."""

    def read(answer: str) -> list[str]:
        found = [word for word in re.split(r"[,\s]+", answer.strip()) if word]
        for word in found:
            if word not in names:
                near = did_you_mean(word, names) or f"known are {', '.join(sorted(names)[:12])}..."
                raise ValueError(f"{units.shown(word)} is not known; {near}")
        return list(dict.fromkeys(found))

    return read


def known(ids: Collection[str], noun: str, otherwise: str) -> Reader:
    """The id of a record that is there.

    Args:
        ids: All of them.
        noun: What they are.
        otherwise: What to do where it is missing.
    """

    def read(answer: str) -> str:
        line = answer.strip()
        if line not in ids:
            near = did_you_mean(line, ids) or otherwise
            raise ValueError(f"there is no {noun} {units.shown(line)}; {near}")
        return line

    return read


def model_id(answer: str) -> str:
    """`lab/model`, as it becomes the path of the file."""
    line = answer.strip()
    parts = line.split("/")
    if len(parts) != 2 or not all(_PART.fullmatch(part) for part in parts):
        raise ValueError(
            f"{units.shown(line)} is no id: write lab/model with a-z, 0-9 and . _ + -, "
            "such as acme/atlas-2"
        )
    return line


def id_part(answer: str) -> str:
    """One part of an id, such as a tier."""
    line = answer.strip()
    if not _PART.fullmatch(line):
        raise ValueError(f"{units.shown(line)} is no part of an id: a-z, 0-9 and . _ + -")
    return line


def tokens(answer: str) -> int:
    """A number of tokens: `128k`, `1M`, `200000`."""
    return _whole(units.count(answer), answer)


def _whole(number: float, answer: str) -> int:
    if number != int(number) or number < 1:
        raise ValueError(f"{units.shown(answer)} is no number of tokens such as 200000 or 128k")
    return int(number)


def amount(answer: str) -> Decimal | int:
    """US dollars, digit for digit: `0.40`, `$3`."""
    line = answer.strip()
    if line[:1] in ("€", "£", "¥"):
        raise ValueError(f"{units.shown(line)} is not in US dollars")
    found = _AMOUNT.fullmatch(line)
    if not found:
        raise ValueError(f"{units.shown(line)} is no amount of US dollars such as 0.40 or 3")
    return Decimal(found[1]) if "." in found[1] else int(found[1])


def yes_or_no(answer: str) -> bool:
    """Yes or no."""
    line = answer.strip().lower()
    if line not in ("y", "yes", "true", "n", "no", "false"):
        raise ValueError("answer yes or no, or nothing where you do not know")
    return line in ("y", "yes", "true")


MODEL_TYPES: tuple[str, ...] = get_args(ModelType)
MODALITIES: tuple[str, ...] = get_args(Modality)
BILLINGS: tuple[str, ...] = get_args(Billing)
FEATURE_NAMES = FEATURES
