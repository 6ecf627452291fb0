"""Prices by the unit: an image, a megapixel, a minute of audio, characters, queries.

Each function takes the published unit prices and the workload and returns the fields of a
`fmselect.engine.cost.Bill`. Of several published variants the ordinary one that covers what is
wanted is priced, and the note says which.
"""

from __future__ import annotations

from collections.abc import Callable

from fmselect.domain.candidate import UnitPrice
from fmselect.domain.requirements import Workload

UnitBill = tuple[float | None, tuple[str, ...], tuple[float, ...], str | None, str | None]

DEFAULT_MEGAPIXELS = 1.0
"""The size of an image where none is stated: 1024 x 1024, which nearly every price list has."""

SIZE_TOLERANCE = 0.05
"""How far a published size may fall short of the one wanted: 1000 x 1000 is a megapixel."""

_ANY_SIZE = "any size, as the price list names none; a large one may cost more"
_QUALITY_ORDER = {"standard": 0, "medium": 1, None: 2, "auto": 3, "hd": 4, "high": 5, "low": 6}
QUALITIES: dict[str, tuple[str, ...]] = {
    "low": ("low",),
    "standard": ("standard", "medium", "auto"),
    "high": ("high", "hd"),
}
"""Quality asked for -> what price lists call it. A list that names none has one only."""

_NAMED_QUALITIES = frozenset(name for names in QUALITIES.values() for name in names)
_ORDINARY_MODES = (None, "generation", "image-generation", "text-to-image", "transcription")


def images(units: tuple[UnitPrice, ...], workload: Workload) -> UnitBill:
    """Images a month, at the price of an image or of its megapixels."""
    number = workload.images
    if number is None:
        return _unknown("images a month")
    wanted = workload.image_megapixels or DEFAULT_MEGAPIXELS
    if workload.image_quality is not None:
        asked = QUALITIES[workload.image_quality]
        if any(unit.quality in _NAMED_QUALITIES for unit in units):
            units = tuple(unit for unit in units if unit.quality in asked)
            if not units:
                return _unknown(f"price of an image of {workload.image_quality} quality")
    fitting = [
        unit
        for unit in units
        if unit.unit == "image"
        and (unit.megapixels is None or unit.megapixels >= wanted * (1 - SIZE_TOLERANCE))
    ]
    if fitting:
        chosen = min(fitting, key=_plainest)
        cost = number * chosen.usd
        note = _variant(chosen)
        if chosen.megapixels is None and wanted > DEFAULT_MEGAPIXELS * (1 + SIZE_TOLERANCE):
            note = f"{note}, {_ANY_SIZE}" if note else _ANY_SIZE
        return cost, ("images",), (cost,), note, None
    by_size = [unit for unit in units if unit.unit == "megapixel"]
    if by_size:
        chosen = min(by_size, key=_plainest)
        cost = number * wanted * chosen.usd
        return cost, ("images",), (cost,), _variant(chosen), None
    if any(unit.unit == "image" for unit in units):
        return _unknown(f"price of an image of {wanted:g} megapixels")
    return _unknown("price")


def audio(units: tuple[UnitPrice, ...], workload: Workload) -> UnitBill:
    """Minutes of audio a month."""
    return _times(
        units, "audio-minute", workload.audio_minutes, "audio", "minutes of audio a month"
    )


def speech(units: tuple[UnitPrice, ...], workload: Workload) -> UnitBill:
    """Characters to speak a month, or the minutes they become.

    Each price list counts in one of the two. Where only the other is stated, the characters of an
    hour make one out of it, and the note says so.
    """
    characters, minutes = workload.characters, workload.audio_minutes
    an_hour = workload.characters_per_hour
    derived = None
    if an_hour and characters is None and minutes is not None:
        derived, characters = "million-characters", minutes / 60 * an_hour
    elif an_hour and minutes is None and characters is not None:
        derived, minutes = "audio-minute", characters / an_hour * 60
    millions = None if characters is None else characters / 1e6
    bills = {
        "million-characters": _times(
            units, "million-characters", millions, "characters", "characters a month"
        ),
        "audio-minute": audio(units, workload._replace(audio_minutes=minutes)),
    }
    for unit in sorted(bills, key=lambda name: name == derived):
        usd, names, amounts, variant, _ = bills[unit]
        if usd is not None and unit == derived:
            note = f"{an_hour:,.0f} characters an hour of speech"
            return usd, names, amounts, f"{variant}, {note}" if variant else note, None
        if usd is not None:
            return bills[unit]
    missing = [bill[4] for bill in bills.values() if bill[4] != "price"]
    return _unknown(missing[0] or "price") if missing else bills["million-characters"]


def embedded(units: tuple[UnitPrice, ...], workload: Workload) -> UnitBill:
    """Queries a month; nobody prices the embedding of documents by the query."""
    if workload.documents:
        return _unknown("price of embedding a document")
    return searched(units, workload)


def searched(units: tuple[UnitPrice, ...], workload: Workload) -> UnitBill:
    """Search queries a month, with the documents the price list includes."""
    thousands = None if workload.queries is None else workload.queries / 1000
    return _times(units, "thousand-queries", thousands, "queries", "queries a month")


def _times(
    units: tuple[UnitPrice, ...], unit: str, volume: float | None, part: str, what: str
) -> UnitBill:
    """Volume times the price of its unit."""
    published = [price for price in units if price.unit == unit]
    if not published:
        return _unknown("price")
    if volume is None:
        return _unknown(what)
    chosen = min(published, key=_plainest)
    cost = volume * chosen.usd
    return cost, (part,), (cost,), _variant(chosen), None


def _plainest(unit: UnitPrice) -> tuple[bool, int, float, float]:
    """Order of variants: ordinary mode, ordinary quality, smallest; the dearer of two equals."""
    size = 0.0 if unit.megapixels is None else unit.megapixels
    return (
        unit.mode not in _ORDINARY_MODES,
        _QUALITY_ORDER.get(unit.quality, 7),
        size,
        -unit.usd,
    )


def _variant(unit: UnitPrice) -> str | None:
    """The settings a price belongs to, in words."""
    size = None if unit.megapixels is None else f"{unit.megapixels:.3g} megapixels"
    named = [text for text in (unit.quality, size, unit.mode) if text]
    return ", ".join(named) or None


def _unknown(what: str) -> UnitBill:
    """A bill that is not known, and why."""
    return None, (), (), None, what


UNIT_PRICERS: dict[str, Callable[[tuple[UnitPrice, ...], Workload], UnitBill]] = {
    "embedding": embedded,
    "reranker": searched,
    "image-generation": images,
    "speech-to-text": audio,
    "text-to-speech": speech,
}
"""Type of model -> how its unit prices become a bill. Language models have none."""
