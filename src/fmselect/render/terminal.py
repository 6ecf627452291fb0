"""Text and tables as rich draws them, in lines that never break an id.

Imported by the formats for people alone: loading rich costs a third of a command.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment, Segments
from rich.text import Text

from fmselect.render import View
from fmselect.render.layout import GAP, KEEP, Column, fitting, joined, text_lines

LABEL_COLUMN = 12
"""Where a paragraph begins beside its label."""
_NARROW = 60
_DOUBTFUL = r"(?<= )(\?|unproven)(?= |$)"


def console_for(view: View) -> Console:
    """A console of that width and colour which depends on nothing else: no environment, no tty."""
    return Console(
        file=io.StringIO(),
        width=view.columns,
        height=100,  # with a height and a width it asks no terminal for its size
        color_system="standard" if view.color else None,
        force_terminal=view.color,
        force_jupyter=False,
        force_interactive=False,
        no_color=not view.color,
        legacy_windows=False,
        markup=False,  # what looks like markup in a name of the catalog is the name
        emoji=False,
        highlight=False,
    )


def drawn(console: Console, lines: Iterable[Text]) -> str:
    """The lines as text, with escape sequences where the console has colour, none cut or broken."""
    if console.color_system is None:
        return "".join(f"{line.plain.rstrip()}\n" for line in lines)

    def segments() -> Iterator[Segment]:
        for line in lines:
            whole = Text.assemble(line)  # the style of a text becomes that of its letters
            whole.rstrip()
            yield from whole.render(console, end="\n")

    with console.capture() as capture:
        console.print(Segments(segments()), soft_wrap=True, end="")
    return capture.get()


def paragraph(
    console: Console, text: str, style: str = "", *, indent: int = 0, label: str | Text = ""
) -> Iterator[Text]:
    """The text in lines as wide as the window, broken at spaces and nowhere else.

    Args:
        console: For the width. A longer word gets a longer line; what is kept together is then
            parted.
        text: One paragraph; `keep` protects what must stay together.
        style: Of the text.
        indent: Columns in front of every line, counted in the width.
        label: Stands in front of the first line, in the room of the indent.
    """
    room = max(1, console.width - indent)
    whole = Text(_parted(text, room), style, overflow="ignore")
    for line in whole.wrap(console, room):
        line.plain = line.plain.replace(KEEP, " ")
        head = Text.assemble(label, " " * (indent - cell_len(str(label))))
        yield head.append_text(line)
        label = ""


def _parted(text: str, room: int) -> str:
    """The text, with what is kept together but finds no room for it let go."""
    words = text.split(" ")
    return " ".join(word if cell_len(word) <= room else word.replace(KEEP, " ") for word in words)


def labelled(
    console: Console,
    label: Text,
    text: str,
    *,
    column: int = LABEL_COLUMN,
) -> Iterator[Text]:
    """A paragraph with its label beside it; over it in a narrow window, or where it is too long.

    Args:
        console: For the width.
        label: Its own indentation and style included.
        text: One paragraph.
        column: Where the paragraph begins beside the label.
    """
    if console.width >= _NARROW and cell_len(label.plain) >= column:
        yield label
        yield from paragraph(console, text, indent=column)
        return
    if console.width >= _NARROW:
        yield from paragraph(console, text, indent=column, label=label)
        return
    if label:
        yield label
    yield from paragraph(console, text, indent=2 + len(label.plain) - len(label.plain.lstrip()))


def ranking_table(
    console: Console, columns: Sequence[Column], first: str = "bold green"
) -> list[Text]:
    """Rows under headings; columns that do not fit go, with words, under each row.

    Cells are never cut: where nothing is left to move, the line is longer than the window.

    Args:
        console: For the width.
        columns: From left to right.
        first: Style of the first row.
    """
    shown, moved = fitting(columns, console.width)
    heading, *rows = _table_lines(shown)
    indent = shown[0].width + GAP
    lines = [heading]
    for number, row in enumerate(rows):
        if number == 0:
            row.stylize(first)
        row.highlight_regex(_DOUBTFUL, "yellow")
        lines.append(row)
        words = joined(column.under[number] for column in moved)
        lines += paragraph(console, words, "dim", indent=indent) if words else ()
    return lines


def list_table(
    console: Console,  # noqa: ARG001 - called like the other tables
    columns: Sequence[Column],
    width: int | None,
) -> tuple[list[Text], list[str]]:
    """Rows under headings, and the headings of the columns for which there is no room.

    Args:
        console: What it is drawn on.
        columns: From left to right.
        width: Columns of the window; None for all there are.
    """
    shown, hidden = fitting(columns, width)
    return _table_lines(shown), [column.head for column in hidden]


def _table_lines(columns: Sequence[Column]) -> list[Text]:
    """The line of headings, then one line for each row; nothing where there are no columns.

    Rich's own table wraps, crops and justifies cell by cell, which takes it most of a second for
    the thousands of a list; here nothing is ever wrapped or cropped.
    """
    if not columns:
        return []
    heading, *rows = text_lines(columns)
    return [Text(heading, "bold"), *map(Text, rows)]
