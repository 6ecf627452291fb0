"""Prices: a changed one is appended, one that others contradict is shown, an odd one waits.

The list in force is the last of an offer's `prices`. The upstream it came from may append to it.
Another upstream that states the same and more may append the fuller list. What it states
differently is a discrepancy; so is everything that differs from what a person wrote.
"""

from __future__ import annotations

from collections.abc import Mapping

from fmselect.catalog.edit_compare import same
from fmselect.upstream.confirmations import confirm
from fmselect.upstream.families import family
from fmselect.upstream.merge_facts import Mapped, Record, about_as_fresh, older
from fmselect.upstream.plausible import doubts_about_price
from fmselect.upstream.quoting import price_changes, price_words, quoted

_BASE_RATES = ("input_usd_per_million_tokens", "output_usd_per_million_tokens")
_TOKEN_RATES = (
    *_BASE_RATES,
    "cache_read_usd_per_million_tokens",
    "cache_write_usd_per_million_tokens",
    "audio_input_usd_per_million_tokens",
    "audio_output_usd_per_million_tokens",
    "image_input_usd_per_million_tokens",
    "image_output_usd_per_million_tokens",
)
_CONTENT = (*_TOKEN_RATES, "batch", "long_prompt", "units")
_PROVENANCE = {"source", "via", "observed", "observed_from", "note"}


def merge_price(record: Record, offer: Mapped, theirs: Mapped) -> None:
    """Merge what an upstream states now into the price history of an offer."""
    listed = offer.get("prices")
    prices: list[Mapped] = list(listed) if isinstance(listed, list) else []
    if not prices:
        offer["prices"] = [theirs]
        record.change(f"price added: {price_words(theirs)}")
        return
    ours = prices[-1]
    if family(ours) and family(ours) == family(theirs):
        _renew(record, offer, prices, theirs)
    elif _differs(ours, theirs):
        if about_as_fresh(ours, theirs):
            _dispute(record, ours, theirs)
    elif family(ours) and about_as_fresh(ours, theirs) and _fuller(theirs, ours):
        kept = {"disputed_by": ours["disputed_by"]} if ours.get("disputed_by") else {}
        added = [quoted(name) for name in _CONTENT if theirs.get(name) and not ours.get(name)]
        offer["prices"] = [*prices, {**theirs, **kept}]
        record.change(f"fuller price list, with {', '.join(added)}")
    else:
        record.log.unchanged += 1


def price_gone(record: Record, offer: Mapped, via: str) -> None:
    """Note that the upstream of our price now states 0, which is no price; ours stays."""
    listed = offer.get("prices")
    ours = listed[-1] if isinstance(listed, list) and listed else None
    if ours is not None and family(ours) == family(via) and ours.get(_BASE_RATES[0]):
        record.hold(
            "prices", price_words(ours), "0", "the price has become 0, and nobody says free"
        )


def plausible_first(record: Record, theirs: Mapped, reason: str | None) -> bool:
    """Whether the first price of an offer may be written; one that may not waits for a person."""
    doubt = record.doubt(reason)
    if doubt:
        record.hold("prices", "no price", price_words(theirs), doubt)
    return doubt is None


def _renew(record: Record, offer: Mapped, prices: list[Mapped], theirs: Mapped) -> None:
    """Append the upstream's changed price; the same price again changes nothing."""
    ours = prices[-1]
    if older(theirs, ours):
        record.log.unchanged += 1
        return
    if all(same(ours.get(name), theirs.get(name)) for name in _CONTENT):
        record.log.unchanged += 1
        confirm(record, ours, theirs)
        return
    change = price_changes(ours, theirs)
    accepted = record.log.options.accepts(record.id)
    if doubt := record.doubt(doubts_about_price(ours, theirs)):
        record.hold("prices", price_words(ours), f"{price_words(theirs)}: {change}", doubt)
    elif (witness := _contradicting(ours, theirs)) and not accepted:
        for name in _TOKEN_RATES:
            if witness.get(name) is not None and not same(witness[name], theirs.get(name)):
                record.discrepancy(name, (witness[name], theirs.get(name)), witness, theirs)
        record.hold("prices", price_words(ours), change, f"{family(witness)} says otherwise")
    else:
        offer["prices"] = [*prices, theirs]
        record.change(change)
        record.log.new_prices.append(record.id)


def _contradicting(ours: Mapped, theirs: Mapped) -> Mapped | None:
    """Another, fresh witness of the price that states a changed rate, and neither as theirs does.

    A witness that theirs has come round to is none, nor is one whose rate has not changed.
    """
    for witness in _disputes(ours):
        if family(witness) == family(theirs) or not about_as_fresh(theirs, witness):
            continue
        for name in _TOKEN_RATES:
            stated = witness.get(name)
            changes = not same(ours.get(name), theirs.get(name))
            if stated is not None and changes and not same(stated, theirs.get(name)):
                return witness
    return None


def _dispute(record: Record, ours: Mapped, theirs: Mapped) -> None:
    """Show what the other source states for the rates that differ; write it beside an upstream's.

    What a person wrote, such as a negotiated price, is meant to differ from the list price.
    """
    different = {k: theirs[k] for k in _TOKEN_RATES if _contradicts(ours, theirs, k)}
    known = next((old for old in _disputes(ours) if family(old) == family(theirs)), {})
    if all(same(known.get(name), value) for name, value in different.items()):
        record.log.skip("discrepancy that is recorded already")
        if _is_all_of(known, different):
            confirm(record, known, theirs)
        return
    if doubt := record.doubt(
        doubts_about_price({name: ours[name] for name in different}, different)
    ):
        record.hold("prices", price_words(ours), price_words(different), doubt)
        return
    write = record.log.options.write_disputes and bool(family(ours))
    for name, value in different.items():
        record.discrepancy(name, (ours[name], value), ours, theirs, written=write)
    if not write:
        return
    entry = {k: v for k, v in theirs.items() if k in _PROVENANCE or k in different}
    record.change(f"{family(theirs)} says {price_words(different)}: disputed")
    if known:
        known.update(entry)
    else:
        ours["disputed_by"] = [*_disputes(ours), entry]


def _is_all_of(known: Mapped, different: Mapped) -> bool:
    """Whether what is recorded of a dispute names these rates and no other, which may be gone."""
    return {name for name in _TOKEN_RATES if known.get(name) is not None} == set(different)


def _disputes(price: Mapping[str, object]) -> list[Mapped]:
    listed = price.get("disputed_by")
    return list(listed) if isinstance(listed, list) else []


def _differs(ours: Mapped, theirs: Mapped) -> bool:
    """Whether both state one of the token rates and not the same one."""
    return any(_contradicts(ours, theirs, name) for name in _TOKEN_RATES)


def _contradicts(ours: Mapped, theirs: Mapped, name: str) -> bool:
    stated = ours.get(name) is not None and theirs.get(name) is not None
    return stated and not same(ours[name], theirs[name])


def _fuller(theirs: Mapped, ours: Mapped) -> bool:
    """Whether theirs states all that ours does, and more."""
    have = {name for name in _CONTENT if ours.get(name)}
    other = {name for name in _CONTENT if theirs.get(name)}
    return have < other
