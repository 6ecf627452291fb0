"""The measures of a row: one function for each kind of model, and how a measure is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fmselect.domain.catalog import Record
from fmselect.domain.recommendation import Fact, Measure
from fmselect.engine.limit_facts import feature_fact, languages_fact
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import Situation
from fmselect.tuples import NamedTuple

Measures = dict[str, Measure]


class Row(NamedTuple):
    """What a row is made from.

    Attributes:
        subject: The offer with its bill.
        record: Its full record, for the sources.
        situation: The requirements, complete, and the catalog's records.
        facts: Of the row, as `fmselect.engine.evidence.row_facts` gives them.
    """

    subject: Subject
    record: Record
    situation: Situation
    facts: Mapping[str, Fact]


def measure(title: str, fact: Fact, unit: str = "", note: str | None = None) -> Measure:
    """A fact as a measure, with its own source and standing."""
    return {"title": title, "unit": unit, "note": note, **fact}


def derived(
    title: str, value: Any, of: Fact | None, unit: str, note: str | None, *, estimated: bool = False
) -> Measure:
    """An amount worked out from a fact, whose source it keeps; None is unknown."""
    known = value is not None
    return {
        "title": title,
        "unit": unit,
        "note": note,
        "value": value,
        "status": "unknown" if not known else "estimated" if estimated else "known",
        "source": of["source"] if known and of else None,
        "observed": of["observed"] if known and of else None,
    }


def feature(row: Row, name: str, title: str) -> Measure:
    """Whether the offer has a feature; null is unknown, never no."""
    return measure(title, feature_fact(name, row.subject.candidate, row.record, row.facts))


def languages(row: Row) -> Measure:
    """The languages its maker claims."""
    model = row.record.get("model_record") or {}
    known = languages_fact(row.subject.candidate, model.get("languages") or ())
    return measure("Languages its maker claims", known, "language codes")


def price_fact(row: Row) -> Fact | None:
    """The price list, for the source of what is worked out from it."""
    return next((known for name, known in row.facts.items() if "usd_per_" in name), None)


def _embedding(row: Row) -> Measures:
    from fmselect.engine.kinds.embedding import measures  # noqa: PLC0415 - one kind an answer

    return measures(row)


def _reranker(row: Row) -> Measures:
    from fmselect.engine.kinds.reranking import measures  # noqa: PLC0415

    return measures(row)


def _images(row: Row) -> Measures:
    from fmselect.engine.kinds.images import measures  # noqa: PLC0415

    return measures(row)


def _transcription(row: Row) -> Measures:
    from fmselect.engine.kinds.audio import transcription  # noqa: PLC0415

    return transcription(row)


def _speech(row: Row) -> Measures:
    from fmselect.engine.kinds.audio import speech  # noqa: PLC0415

    return speech(row)


def _vision(row: Row) -> Measures:
    from fmselect.engine.kinds.vision import measures  # noqa: PLC0415

    return measures(row)


BY_TYPE: dict[str, Callable[[Row], Measures]] = {
    "embedding": _embedding,
    "reranker": _reranker,
    "image-generation": _images,
    "speech-to-text": _transcription,
    "text-to-speech": _speech,
    "language": _vision,
}
"""Type of model -> the measures of its rows."""


def measures_of(row: Row) -> Measures:
    """What models of this kind are judged by, in the order in which it is shown."""
    return BY_TYPE[row.situation.task.type](row)
