"""What changed in an offer's history of price lists, rate by rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from fmselect.catalog.review.change import PROVENANCE, Change, percent, usd
from fmselect.domain.catalog_diff import Topic

_TOKENS = "_usd_per_million_tokens"
_WORDS = {"cache_read": "cached input", "cache_write": "cache write"}
_SETTINGS = ("quality", "size", "mode")

List = Mapping[str, Any]


class Rate(NamedTuple):
    """One rate of a price list."""

    label: str
    """`output`, `batch input`, `image (hd)`."""
    unit: str
    """`per million tokens`, `per image`."""
    usd: Decimal | int


def rates(listed: List) -> dict[tuple[str, str], Rate]:
    """Every rate of a list, by what it is for."""
    return {(rate.label, rate.unit): rate for rate in _rates(listed)}


def _rates(listed: List) -> Iterator[Rate]:
    yield from _token_rates(listed, "", "")
    if batch := listed.get("batch"):
        yield from _token_rates(batch, "batch ", "")
    for tier in listed.get("long_prompt") or ():
        yield from _token_rates(tier, "", f" above {tier.get('above_prompt_tokens', 0):,} tokens")
    for unit in listed.get("units") or ():
        yield from _unit_rates(unit)


def _token_rates(stated: List, before: str, after: str) -> Iterator[Rate]:
    for key, value in stated.items():
        if key.endswith(_TOKENS):
            name = key.removesuffix(_TOKENS)
            label = f"{before}{_WORDS.get(name, name.replace('_', ' '))}{after}"
            yield Rate(label, "per million tokens", value)


def _unit_rates(unit: List) -> Iterator[Rate]:
    settings = ", ".join(str(unit[key]) for key in _SETTINGS if unit.get(key))
    for key, value in unit.items():
        if key.startswith("usd_per_"):
            words = key.removeprefix("usd_per_").replace("_", " ")
            yield Rate(settings, f"per {words}", value)


def price_changes(id_: str, before: Sequence[List], after: Sequence[List]) -> Iterator[Change]:
    """The changes between two histories of one offer.

    A list that was appended is compared with the one before it. Where old lists are not as they
    were, each is compared with the one in its place: that is a correction.

    Args:
        id_: The offer.
        before: Price lists, newest last.
        after: The same, as they are now.
    """
    common = 0
    while common < min(len(before), len(after)) and before[common] == after[common]:
        common += 1
    for index in range(common, len(after)):
        appended = index >= len(before)
        earlier = after[index - 1] if appended and index else {}
        yield from _between(
            id_, index, earlier if appended else before[index], after[index], appended=appended
        )
    for index in range(len(after), len(before)):
        yield _change(
            id_, index, before[index], None, f"price list {_dated(before[index])} removed"
        )


def _between(
    id_: str, index: int, before: List, after: List, *, appended: bool
) -> Iterator[Change]:
    """Rate by rate; where it is a list's source alone that changed, that."""
    old, new = rates(before), rates(after)
    suffix = f", {_dated(after)}" if appended else ", corrected in place"
    found = False
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key), new.get(key)
        if was and now and was.usd == now.usd:
            continue
        found = True
        yield Change(
            "offers",
            id_,
            "changed" if was and now else "added" if now else "removed",
            "price",
            ("prices", index, *(_key_of(after, now) if now else ())),
            was.usd if was else None,
            now.usd if now else None,
            _words(was, now) + (suffix if now else ""),
            rate=key,
        )
    if not found and (appended or _rest(before) != _rest(after)):
        text = f"the same price again, {_dated(after)}" if appended else _rest_words(before, after)
        yield _change(id_, index, None, None, text)


def _change(id_: str, index: int, before: Any, after: Any, text: str) -> Change:
    gone = before is not None and after is None
    topic: Topic = "price" if gone else "source"
    return Change(
        "offers",
        id_,
        "removed" if gone else "changed",
        topic,
        ("prices", index),
        before,
        after,
        text,
    )


def _words(was: Rate | None, now: Rate | None) -> str:
    """`output $10 -> $8 per million tokens (-20 %)`."""
    rate = now or was
    assert rate is not None
    label = f"{rate.label} " if rate.label else ""
    if was and now:
        share = f" ({percent(was.usd, now.usd)})" if was.usd else ""
        return f"{label}{usd(was.usd)} -> {usd(now.usd)} {rate.unit}{share}"
    if now:
        return f"{label}{usd(now.usd)} {rate.unit} (new)"
    return f"{label}{usd(rate.usd)} {rate.unit} no longer listed"


def _dated(listed: List) -> str:
    if listed.get("effective_from"):
        return f"effective {listed['effective_from']}"
    return f"seen {listed['observed']}" if listed.get("observed") else "without a date"


def _key_of(listed: List, rate: Rate) -> tuple[str | int, ...]:
    """Where a token rate of the list itself is; the list as a whole for the others."""
    for key, value in listed.items():
        if key.endswith(_TOKENS) and value == rate.usd:
            name = key.removesuffix(_TOKENS)
            if rate.label == _WORDS.get(name, name.replace("_", " ")):
                return (key,)
    return ()


def _rest(listed: List) -> dict[str, Any]:
    known = ("batch", "long_prompt", "units")
    return {k: v for k, v in listed.items() if k not in known and not k.endswith(_TOKENS)}


def _rest_words(before: List, after: List) -> str:
    """What changed of a list besides its rates."""
    parts = []
    for key in dict.fromkeys([*_rest(before), *_rest(after)]):
        was, now = before.get(key), after.get(key)
        if was == now:
            continue
        if key == "disputed_by":
            parts.append("another source's price beside it" if now else "no longer disputed")
        elif key in (*PROVENANCE, "effective_from"):
            parts.append(f"{key.replace('_', ' ')} {was or 'none'} -> {now or 'none'}")
    return "of the price: " + ", ".join(parts)
