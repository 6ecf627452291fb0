"""Facts in words, for a report that a reviewer reads beside the diff."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

_ENDINGS = (
    ("_usd_per_million_tokens", " per million tokens"),
    ("usd_per_image", "image"),
    ("usd_per_megapixel", "megapixel"),
    ("usd_per_audio_minute", "minute of audio"),
    ("usd_per_million_characters", "million characters"),
    ("usd_per_thousand_queries", "thousand queries"),
    ("usd_per_month", "month"),
)
_PROVENANCE = {"source", "via", "observed", "observed_from", "note", "disputed_by"}


def quoted(name: str) -> str:
    """The name of a field in words: `cache_read_usd_per_million_tokens` is `cache read`."""
    for ending, words in _ENDINGS:
        if name.endswith(ending):
            start = name.removesuffix(ending).replace("_", " ")
            return start.strip() or f"price per {words}"
    return name.replace("_", " ")


def dollars(value: object) -> str:
    """`$8` or `$0.125`, with the digits it has."""
    return f"${format(value, 'f')}" if isinstance(value, Decimal) else f"${value}"


def value_words(value: object) -> str:
    """A fact as it is shown beside another one."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list | tuple):
        return ", ".join(value_words(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{quoted(k)} {value_words(v)}" for k, v in value.items())
    return str(value)


def change_words(ours: object, theirs: object) -> str:
    """`4,096 -> 8,192`; of two lists what was added and what went."""
    if isinstance(ours, list) and isinstance(theirs, list):
        parts = (
            ("added", [item for item in theirs if item not in ours]),
            ("removed", [item for item in ours if item not in theirs]),
        )
        return "; ".join(f"{value_words(items)} {verb}" for verb, items in parts if items)
    return (
        f"{value_words(ours)} -> {value_words(theirs)}" if ours is not None else value_words(theirs)
    )


def price_changes(ours: Mapping[str, object], theirs: Mapping[str, object]) -> str:
    """`output $10 -> $8 per million tokens (-20 %)`, for each rate that differs."""
    return "; ".join(_changes(ours, theirs)) or "conditions"


def _changes(ours: Mapping[str, object], theirs: Mapping[str, object]) -> Iterator[str]:
    for name in dict.fromkeys((*ours, *theirs)):
        old, new = ours.get(name), theirs.get(name)
        if name in _PROVENANCE or old == new:
            continue
        if name.endswith("_usd_per_million_tokens"):
            yield _rate_change(quoted(name), old, new)
        elif name == "effective_from":
            if new:
                yield f"effective {new}"
        elif name == "batch" and isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from (f"batch {change}" for change in _changes(old, new))
        elif new is None:
            yield f"{quoted(name)} no longer stated"
        else:
            yield f"{quoted(name)} {'changed' if old else 'added'}"


def _rate_change(name: str, old: object, new: object) -> str:
    if old is None:
        return f"{name} {dollars(new)} per million tokens added"
    if new is None:
        return f"{name} {dollars(old)} no longer stated"
    share = ""
    if isinstance(old, int | Decimal) and isinstance(new, int | Decimal) and old:
        percent = (Decimal(new) / Decimal(old) - 1) * 100
        share = f" ({percent:+.{0 if abs(percent) >= 1 else 2}f} %)"
    return f"{name} {dollars(old)} -> {dollars(new)} per million tokens{share}"


def price_words(price: Mapping[str, object]) -> str:
    """The base rates of a price list: `input $1.25, output $10 per million tokens`."""
    rates = [
        f"{quoted(name)} {dollars(value)}"
        for name, value in price.items()
        if name.endswith("_usd_per_million_tokens")
    ]
    if rates:
        return f"{', '.join(rates[:2])} per million tokens"
    units = price.get("units")
    return f"{len(units)} unit prices" if isinstance(units, list) else "a price"


def origin_words(entry: Mapping[str, object]) -> str:
    """Where a fact comes from: its data set, else its page."""
    return str(entry.get("via") or entry.get("source") or "somebody's own entry")
