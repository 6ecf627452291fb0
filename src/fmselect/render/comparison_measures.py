"""Measures of models of one kind side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fmselect.render.blocks import Block, Grid, Heading, Paragraph
from fmselect.render.layout import Column, joined, width_of
from fmselect.render.measures import brief

if TYPE_CHECKING:
    from fmselect.domain.comparison import ComparedMeasure

_SHORT, _SHORTER = 20, 11
"""Characters of a value that fits a table; the fewer where the window has no room for more."""


def measure_rows(
    measures: Sequence[ComparedMeasure], names: Sequence[str], width: int | None
) -> Iterator[Block]:
    """Measures side by side: a table, and a line for each whose values are too long for one.

    Args:
        measures: One row each.
        names: Of the offers.
        width: Columns of the window; None where there is no end to it.
    """
    known = [row for row in measures if any(cell["value"] is not None for cell in row["cells"])]
    if not known:
        return
    yield Heading("As models of their kind")
    short: list[ComparedMeasure] = []
    for most in (_SHORT, _SHORTER):
        short = [row for row in known if all(len(brief(cell)) <= most for cell in row["cells"])]
        columns = [Column("", [_label(row) for row in short])]
        for at, name in enumerate(names):
            columns.append(Column(name, [brief(row["cells"][at]) for row in short], right=True))
        if short and (width is None or width_of(columns) <= width):
            yield Grid(columns)
            break
        short = []
    for row in known:
        if row not in short:
            cells = zip(names, row["cells"], strict=True)
            values = "; ".join(f"{name} {brief(cell)}" for name, cell in cells)
            yield Paragraph("", f"{_label(row)}: {values}")
    unknown = [row["title"] for row in measures if row not in known]
    if unknown:
        yield Paragraph("Unknown", joined(unknown))


def _label(row: ComparedMeasure) -> str:
    """The title; a percentage says of what."""
    return f"{row['title']} (WER)" if row["unit"] == "WER %" else row["title"]
