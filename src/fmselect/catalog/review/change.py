"""One change of a fact, and the words for values and fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from fmselect.domain.catalog_diff import Action, Topic

Json = Any
PROVENANCE = ("source", "via", "observed", "observed_from", "note")
"""Keys that say where a fact is from, not what it is."""


class Change(NamedTuple):
    """One fact that is not what it was; see `fmselect.domain.catalog_diff.CatalogChange`.

    Attributes:
        kind: Of the record.
        id: Of the record.
        action: What happened.
        topic: What the fact is about.
        keys: Where it is in the record as it is now; where it was, if it is gone.
        before: Its value, or None.
        after: Its value, or None.
        text: In words.
        implausible: Why it looks like a slip.
        rate: Of a price, what it is for and by which unit: (`output`, `per million tokens`).
    """

    kind: str
    id: str
    action: Action
    topic: Topic
    keys: tuple[str | int, ...]
    before: Json
    after: Json
    text: str
    implausible: tuple[str, ...] = ()
    rate: tuple[str, str] | None = None

    @property
    def field(self) -> str:
        """The keys as a dotted path."""
        return ".".join(map(str, self.keys))


def subject(kind: str, id_: str) -> str:
    """Whose facts they are: `openai/gpt-5 at openai`, `the licence MIT`."""
    if kind == "offers":
        provider, _, rest = id_.partition("/")
        model, _, tier = rest.partition("@")
        return f"{model} at {provider}" + (f" ({tier})" if tier else "")
    if kind == "models":
        return id_
    return f"{_NOUNS[kind]} {id_}"


_NOUNS = {
    "providers": "provider",
    "licenses": "licence",
    "benchmarks": "benchmark",
    "hardware": "hardware",
    "tasks": "task",
}


def shown(value: Json) -> str:
    """A value in words: numbers with separators and their own digits, lists with commas."""
    if value is None or isinstance(value, bool):
        return {None: "unknown", True: "yes", False: "no"}[value]
    if isinstance(value, int | Decimal):
        return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    if isinstance(value, Mapping):
        stated = ((k, v) for k, v in value.items() if k not in PROVENANCE)
        return ", ".join(f"{name(k)} {shown(v)}" for k, v in stated)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(shown, value))
    text = str(value)
    return text if len(text) <= _MOST else text[: _MOST - 3] + "..."


_MOST = 120


def name(key: str | int) -> str:
    """A field's name in words."""
    return str(key).replace("_", " ")


def usd(amount: Decimal | int) -> str:
    """US dollars with the digits of the record."""
    return f"${amount:f}" if isinstance(amount, Decimal) else f"${amount}"


def percent(before: Decimal | int, after: Decimal | int) -> str:
    """The change of a positive amount: `-20 %`, `+150 %`."""
    share = float((Decimal(after) - Decimal(before)) / Decimal(before) * 100)
    return f"{share:+.3g} %" if abs(share) < 1000 else f"{share:+,.0f} %"


def is_number(value: Json) -> bool:
    """Whether a value is a number, and not true or false."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def as_json(value: Json) -> Json:
    """A value of a record as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_json(inner) for inner in value]
    return value
