"""What models of one kind are judged by: columns of a ranking, and a table of an explanation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fmselect.render.blocks import Paragraph, Sources
from fmselect.render.quantities import ESTIMATED, UNKNOWN, count, money, number, unit_money
from fmselect.tuples import NamedTuple

if TYPE_CHECKING:
    from fmselect.domain.recommendation import Measure, RankedOffer
    from fmselect.domain.stack_recommendation import StackPart

    Rows = Sequence[RankedOffer] | Sequence[StackPart]

Measures = Mapping[str, "Measure"]

_CODES = 12
"""Languages that are listed; of more, the number is."""


class KindColumn(NamedTuple):
    """One column of a kind of model.

    Attributes:
        head: Over the column.
        measure: Its name.
        under: The cell with the words it needs where no heading stands over it.
    """

    head: str
    measure: str
    under: str


_COLUMNS: dict[str, tuple[KindColumn, ...]] = {
    "embedding": (
        KindColumn("Dims", "stored_dimensions", "{} dimensions"),
        KindColumn("Index", "index_gib", "index {}"),
        KindColumn("Once", "corpus_usd_once", "{} once"),
    ),
    "reranking": (KindColumn("1k queries", "usd_per_thousand_queries", "{} a thousand queries"),),
    "image-generation": (
        KindColumn("An image", "usd_per_image", "{} an image"),
        KindColumn("Size", "largest_image_megapixels", "size {}"),
        KindColumn("Edits", "image-editing", "edits {}"),
    ),
    "speech-to-text": (KindColumn("An hour", "usd_per_hour", "{} an hour"),),
    "text-to-speech": (KindColumn("An hour", "usd_per_hour", "{} an hour"),),
    "vision": (KindColumn("1k images", "usd_per_thousand_images", "{} a thousand images"),),
}
"""Task -> the columns of its kind. Word errors have their own: the set depends on the rows."""

_ERRORS = "WER %"


def kind_columns(task: str, rows: Rows) -> Iterable[KindColumn]:
    """The columns of a task of which something is known in some row."""
    chosen = list(_COLUMNS.get(task, ()))
    errors = errors_shown(rows)
    if errors is not None:
        chosen.append(KindColumn("WER", errors[0], "{} of words wrong"))
    for column in chosen:
        found = [row["measures"].get(column.measure) for row in rows]
        if any(measure is not None and measure["value"] is not None for measure in found):
            yield column


def errors_shown(rows: Rows) -> tuple[str, str] | None:
    """The test set whose word errors are shown, with its title: the one most rows have.

    Of several the plainest mean; errors on different sets are never put in one column. Where a
    language other than English is asked for, sets of other languages come first.
    """
    have: Counter[str] = Counter()
    titles: dict[str, str] = {}
    for row in rows:
        for name, measure in row["measures"].items():
            if measure["unit"] == _ERRORS:
                have[name] += 1
                titles[name] = measure["title"]
    if not have:
        return None
    foreign = any("multilingual" in row["capability"]["domain"] for row in rows)
    name = min(
        have,
        key=lambda name: (
            ("multilingual" in name) != foreign,
            -have[name],
            not name.endswith("-mean"),
            len(name),
            name,
        ),
    )
    return name, titles[name]


def cell(row: RankedOffer | StackPart, name: str) -> str:
    """One measure of a row, `~` where it is estimated and `?` where it is not known."""
    measure = row["measures"].get(name)
    return UNKNOWN if measure is None else shown(measure)


def shown(measure: Measure) -> str:
    """The value with its unit."""
    if measure["value"] is None:
        return UNKNOWN
    mark = ESTIMATED if measure["status"] == "estimated" else ""
    return mark + _form(measure["unit"])(measure["value"])


_APART = ("dimensions", "tokens", "vectors")
"""Units that columns leave to their heading."""


def told(measure: Measure) -> str:
    """The value with its unit, also where a column would leave the unit to its heading."""
    text = shown(measure)
    unit = measure["unit"]
    if text == UNKNOWN or unit not in _APART:
        return text
    return f"{text} {unit.removesuffix('s') if measure['value'] == 1 else unit}"


def _form(unit: str) -> Callable[[Any], str]:
    """How values of a unit are written."""
    return _FORMS.get(unit, lambda value: _plain(value) + (f" {unit}" if unit else ""))


def _plain(value: Any) -> str:
    """A yes, a no, a list, or a number."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return number(value) if isinstance(value, int | float) else str(value)


def _usd(value: Any) -> str:
    """US dollars: of one price, or of each variant, those that look the same once."""
    if not isinstance(value, list):
        return unit_money(value)
    return ", ".join(dict.fromkeys(_variant(entry) for entry in value))


_FEW = 4
"""Variants that are listed side by side; of more, the range is."""


def brief(measure: Measure) -> str:
    """Like `told`, with no more than the range of many prices."""
    value = measure["value"]
    if measure["unit"] != "USD" or not isinstance(value, list) or len(value) <= _FEW:
        return told(measure)
    amounts = [entry["usd"] for entry in value]
    return f"{len(value)} from {unit_money(min(amounts))} to {unit_money(max(amounts))}"


def _variant(entry: Mapping[str, Any]) -> str:
    """One price with its settings."""
    size = entry["megapixels"]
    settings = [entry["quality"], None if size is None else f"{size:.3g} megapixels", entry["mode"]]
    per = " a megapixel" if entry["unit"] == "megapixel" else ""
    named = ", ".join(text for text in settings if text)
    return f"{unit_money(entry['usd'])}{per}" + (f" ({named})" if named else "")


def _codes(value: Sequence[str]) -> str:
    """Language codes, or how many there are."""
    return ", ".join(value) if len(value) <= _CODES else f"{len(value)} languages"


_FORMS: dict[str, Callable[[Any], str]] = {
    "USD": _usd,
    "USD once": money,
    "vectors": lambda value: f"{value:,}",
    "GiB": lambda value: f"{value:,.2f} GiB",
    "dimensions": lambda value: f"{value:,}",
    "tokens": count,
    "language codes": _codes,
    "megapixels": lambda value: f"{value:.3g} MP",
    "WER %": lambda value: f"{value:.{1 if value >= 10 else 2}f} %",
    "RTFx": lambda value: f"{f'{value:.3g}' if value < 1000 else f'{value:,.0f}'} x real time",
    "ms": lambda value: f"{value:,.0f} ms",
}


def measures_block(measures: Measures, sources: Sources) -> Iterator[Paragraph]:
    """One line for each measure: its value, its source, and how it comes about."""
    for at, measure in enumerate(measures.values()):
        mark = sources.mark(measure["source"], measure["observed"])
        text = f"{measure['title']}: {told(measure)}{f' {mark}' if mark else ''}"
        note = f"; {measure['note']}" if measure["note"] else ""
        yield Paragraph("Measures" if at == 0 else "", text + note)
