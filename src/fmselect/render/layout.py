"""What must stay together on a line, and which columns of a table fit a window.

Drawing is rich's, in `fmselect.render.terminal`; here is only what rich does not decide: it would
squeeze or cut the columns of a table that is too wide, and no id may be cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fmselect.tuples import NamedTuple

GAP = 2
"""Columns between two columns of a table."""

KEEP = "\ue000"
"""A space at which no line is broken, until it is drawn. From the private use area: to rich every
white space, a no-break space included, is a place to break."""


class Column(NamedTuple):
    """A column of a table, which in a narrow window moves to the line under each row."""

    head: str
    cells: Sequence[str]
    right: bool = False
    under: Sequence[str] = ()
    """The cells with the words they need when no heading stands over them."""
    moves: int = 0
    """The column with the highest number moves first; 0 never does."""

    @property
    def width(self) -> int:
        """Columns of the terminal it takes."""
        from rich.cells import cell_len  # noqa: PLC0415 - only tables are measured

        return max(map(cell_len, (self.head, *self.cells)))


def keep(text: str) -> str:
    """The text as one word that no line break divides."""
    return text.replace(" ", KEEP)


def joined(parts: Iterable[str]) -> str:
    """Parts with dots between, each kept on one line."""
    return f"{KEEP}· ".join(keep(part) for part in parts if part)


def width_of(columns: Sequence[Column]) -> int:
    """Columns of the terminal that columns take side by side."""
    return sum(column.width for column in columns) + GAP * (len(columns) - 1)


def fitting(columns: Sequence[Column], width: int | None) -> tuple[list[Column], list[Column]]:
    """The columns there is room for, and those that move; both from left to right.

    What never moves stays, even where it is wider than the window.

    Args:
        columns: From left to right.
        width: Columns of the window; None where there is no end to it.
    """
    if width is None:
        return list(columns), []
    room = width - width_of(columns)
    moved: list[Column] = []
    for column in sorted(columns, key=lambda column: -column.moves):
        if room >= 0 or not column.moves:
            break
        moved.append(column)
        room += column.width + GAP
    return (
        [column for column in columns if column not in moved],
        [column for column in columns if column in moved],
    )


def side_by_side(columns: Sequence[Column], width: int | None) -> Iterator[list[Column]]:
    """Tables that fit a window, each with the first column and some of the others, in their order.

    A column that is wider than the window even so has a table of its own.

    Args:
        columns: From left to right; the first one says what each row is.
        width: Columns of the window; None where there is no end to it.
    """
    first, *others = columns
    table = [first]
    for column in others:
        if len(table) > 1 and width is not None and width_of([*table, column]) > width:
            yield table
            table = [first]
        table.append(column)
    yield table


def text_lines(columns: Sequence[Column]) -> list[str]:
    """The line of headings, then one line for each row."""
    padded = [_padded(column) for column in columns]
    return [(" " * GAP).join(line).rstrip() for line in zip(*padded, strict=True)]


def _padded(column: Column) -> list[str]:
    """The heading and the cells, each as wide as the column."""
    from rich.cells import cell_len  # noqa: PLC0415 - only tables are measured

    width, texts = column.width, [column.head, *column.cells]
    blanks = [" " * (width - cell_len(text)) for text in texts]
    if column.right:
        return [blank + text for text, blank in zip(texts, blanks, strict=True)]
    return [text + blank for text, blank in zip(texts, blanks, strict=True)]
