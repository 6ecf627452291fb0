"""Lines, columns and colour for a terminal.

Without a library: loading one costs as much as half of a command, and a table without rules can be
pasted into a message and still be read.
"""

# Annotations are evaluated here: kept as text, each would be compiled when a tuple class is made.

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

GAP = "  "
LABEL_WIDTH = 12
_NARROW = 60
KEEP = "\u00a0"
"""A space at which no line is broken."""


class Pen(NamedTuple):
    """Colour, or none: what is coloured can be read without."""

    on: bool

    def bold(self, text: str) -> str:
        """What matters most."""
        return self._sgr("1", text)

    def dim(self, text: str) -> str:
        """What can wait."""
        return self._sgr("2", text)

    def good(self, text: str) -> str:
        """The first of the ranking."""
        return self._sgr("1;32", text)

    def warn(self, text: str) -> str:
        """What to be careful with."""
        return self._sgr("33", text)

    def bad(self, text: str) -> str:
        """What is wrong."""
        return self._sgr("31", text)

    def _sgr(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text else text


class Column(NamedTuple):
    """A column of a table, which in a narrow window moves to the line under each row."""

    head: str
    cells: Sequence[str]
    right: bool = False
    under: Sequence[str] = ()
    """The cells with the words they need when no heading stands over them."""
    moves: int = 0
    """The column with the highest number moves first; 0 never does."""


def keep(text: str) -> str:
    """The text as one word that no line break divides."""
    return text.replace(" ", KEEP)


def width_of(text: str) -> int:
    """Columns the text takes in a terminal."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width  # noqa: PLC0415 - rarely needed

    return sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
        for character in text
    )


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled up with spaces on the other side."""
    fill = " " * (width - width_of(text))
    return fill + text if right else text + fill


def wrap(text: str, width: int, *, indent: int = 0) -> Iterator[str]:
    """The text in lines of at most `width` columns, broken at spaces and nowhere else.

    Args:
        text: One paragraph; `keep` protects what must stay together.
        width: Columns. A longer word gets a longer line; what is kept together is then parted.
        indent: Spaces in front of every line, counted in the width.
    """
    line = ""
    room = width - indent
    for word in _words(text, room):
        if line and width_of(line) + 1 + width_of(word) > room:
            yield " " * indent + line.replace(KEEP, " ")
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield " " * indent + line.replace(KEEP, " ")


def _words(text: str, room: int) -> Iterator[str]:
    """The pieces a line may be broken between; what is kept together only where there is room."""
    for word in text.split(" "):
        if width_of(word) > room:
            yield from word.split(KEEP)
        else:
            yield word


def labelled(label: str, text: str, width: int, pen: Pen) -> Iterator[str]:
    """A paragraph with its name beside it, or over it in a narrow window."""
    if width < _NARROW:
        if label:
            yield pen.bold(label)
        yield from wrap(text, width, indent=2)
        return
    for number, line in enumerate(wrap(text, width, indent=LABEL_WIDTH)):
        head = pen.bold(label) + " " * (LABEL_WIDTH - len(label))
        yield head + line[LABEL_WIDTH:] if number == 0 else line


def table(columns: Sequence[Column], width: int, pen: Pen) -> list[str]:
    """Rows under headings; columns that do not fit go, with words, under each row.

    Cells are never cut: where nothing is left to move, the line is longer than the window.

    Args:
        columns: From left to right.
        width: Columns of the window.
        pen: For the headings, the first row and the lines under rows.
    """
    shown, moved = _fitting(columns, width)
    heading, *rows = _rows(shown)
    indent = _width(shown[0]) + len(GAP)
    lines = [pen.dim(heading)]
    for number, row in enumerate(rows):
        lines.append(pen.good(row) if number == 0 else row)
        text = joined(column.under[number] for column in moved)
        lines.extend(pen.dim(line) for line in wrap(text, width, indent=indent))
    return lines


def list_table(
    columns: Sequence[Column], width: int | None, pen: Pen
) -> tuple[list[str], list[str]]:
    """Rows under headings, and the headings of the columns for which there is no room.

    Args:
        columns: From left to right.
        width: Columns of the window; None for all there are.
        pen: For the headings.
    """
    shown, hidden = _fitting(columns, width)
    heading, *rows = _rows(shown)
    return [pen.dim(heading), *rows], [column.head for column in hidden]


def _fitting(columns: Sequence[Column], width: int | None) -> tuple[list[Column], list[Column]]:
    """The columns there is room for, and the others."""
    shown = list(columns)
    while width and _total(shown) > width and any(column.moves for column in shown):
        shown.remove(max(shown, key=lambda column: column.moves))
    return shown, [column for column in columns if column not in shown]


def _rows(columns: Sequence[Column]) -> list[str]:
    """The line of headings, then one line for each row."""
    widths = [_width(column) for column in columns]
    heads = [column.head for column in columns]
    rows = zip(*(column.cells for column in columns), strict=True)
    return [_row(cells, columns, widths) for cells in [heads, *rows]]


def joined(parts: Iterable[str]) -> str:
    """Parts with dots between, each kept on one line."""
    return f"{KEEP}· ".join(keep(part) for part in parts if part)


def _width(column: Column) -> int:
    return max(width_of(text) for text in (column.head, *column.cells))


def _total(columns: Sequence[Column]) -> int:
    return sum(_width(column) for column in columns) + len(GAP) * (len(columns) - 1)


def _row(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    padded = (
        pad(cell, width, right=column.right)
        for cell, column, width in zip(cells, columns, widths, strict=True)
    )
    return GAP.join(padded).rstrip()
