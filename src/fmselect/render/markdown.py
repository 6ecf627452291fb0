"""A recommendation as Markdown, for an issue or a design review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fmselect.render.layout import KEEP, Column
from fmselect.render.ranking import columns
from fmselect.render.remarks import remarks, requirements, title

if TYPE_CHECKING:
    from fmselect.domain.recommendation import Recommendation


def render(answer: Recommendation) -> str:
    """Heading, requirements, ranking and remarks."""
    return "\n".join(_lines(answer)).replace(KEEP, " ") + "\n"


def _lines(answer: Recommendation) -> Iterator[str]:
    yield f"## {_text(title(answer))}"
    yield ""
    yield from _items(requirements(answer))
    yield ""
    shown = ""
    if answer["ranking"]:
        shown = markdown_table(columns(answer))
        yield shown
    yield from _items(remarks(answer, shown))


def _items(pairs: Iterator[tuple[str, str]]) -> Iterator[str]:
    return (f"- **{label}**: {_text(text)}" for label, text in pairs)


def markdown_table(columns: Sequence[Column]) -> str:
    """A table; numbers to the right."""
    heads = [column.head for column in columns]
    rule = ["---:" if column.right else "---" for column in columns]
    rows = zip(*(column.cells for column in columns), strict=True)
    lines = [_line(heads), _line(rule), *(_line([_text(cell) for cell in row]) for row in rows)]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


_SPECIAL = str.maketrans({character: f"\\{character}" for character in "\\|*_`<>[]~"})


def _text(text: str) -> str:
    """Text that Markdown shows as it is."""
    return text.translate(_SPECIAL)
