"""Text for programs: JSON, JSON Lines and CSV, byte for byte the same for the same answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fmselect.domain.recommendation import RankedOffer, Recommendation


def document(answer: Mapping[str, Any]) -> str:
    """The answer as indented JSON in ASCII, which no pipe and no locale can spoil."""
    return json.dumps(answer, indent=2, allow_nan=False) + "\n"


def long_document(
    envelope: Mapping[str, Any], name: str, records: Iterable[Mapping[str, Any]]
) -> Iterator[str]:
    """The envelope with a list of records as its last member, record by record.

    One record a line, however long: half the text of an indented one, and written much faster.
    """
    head = document(envelope).removesuffix("\n}\n")
    yield f"{head},\n  {json.dumps(name)}: ["
    separator = "\n"
    for record in records:
        yield f"{separator}    {json.dumps(record, allow_nan=False)}"
        separator = ",\n"
    yield "\n  ]\n}\n"


def line(row: Mapping[str, Any]) -> str:
    """A JSON object on a line of its own."""
    return json.dumps(row, allow_nan=False) + "\n"


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Comma-separated values with a heading line; empty is unknown."""
    import csv  # noqa: PLC0415 - one format a run
    import io  # noqa: PLC0415

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(["" if cell is None else _safe(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def ranking_csv(answer: Recommendation) -> str:
    """The ranking, one row an offer, numbers without rounding and without units.

    Last come the measures of the kind of model, by name, save those that are lists.
    """
    criteria = list(answer["weights"])
    measures = _measured(answer["ranking"])
    heads = [*_HEADS, *(f"{criterion}_contribution" for criterion in criteria), *measures]
    rows = (
        [
            *_cells(row),
            *(row["contributions"].get(criterion) for criterion in criteria),
            *(_value(row, name) for name in measures),
        ]
        for row in answer["ranking"]
    )
    return csv_text(heads, rows)


def _measured(rows: Sequence[RankedOffer]) -> list[str]:
    """Measures of which one value is known, and none is a list."""
    found: dict[str, bool] = {}
    for row in rows:
        for name, measure in row["measures"].items():
            value = measure["value"]
            if value is not None:
                found[name] = found.get(name, True) and not isinstance(value, list)
    return [name for name, single in found.items() if single]


def _value(row: RankedOffer, name: str) -> Any:
    """A measure of a row; None is unknown."""
    measure = row["measures"].get(name)
    return None if measure is None else measure["value"]


_HEADS = (
    "rank",
    "model",
    "provider",
    "offer",
    "setting",
    "score",
    "standing",
    "capability",
    "capability_standard_error",
    "capability_benchmarks",
    "capability_grade",
    "cost_usd_per_month",
    "first_token_seconds",
    "response_seconds",
    "context_tokens",
    "license",
)


def _cells(row: RankedOffer) -> list[Any]:
    capability = row["capability"]
    return [
        row["rank"],
        row["model"],
        row["provider"],
        row["offer"],
        row["setting"],
        row["score"],
        row["standing"],
        capability["estimate"],
        capability["standard_error"],
        capability["benchmarks"],
        capability["grade"],
        row["cost_usd_per_month"],
        row["first_token_seconds"],
        row["response_seconds"],
        row["context_tokens"],
        row["license"],
    ]


def _safe(cell: Any) -> Any:
    """Text that a spreadsheet would run as a formula, marked as text."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@") else cell
