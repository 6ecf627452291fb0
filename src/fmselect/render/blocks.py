"""Pages as headings, paragraphs and tables: written once, drawn for a terminal or as Markdown."""

# Annotations are evaluated here: kept as text, each would be compiled when a tuple class is made.

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from fmselect.render import View
from fmselect.render.layout import KEEP, Column, fitting, side_by_side
from fmselect.tuples import NamedTuple

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


class Heading(NamedTuple):
    """Begins a section."""

    text: str


class Paragraph(NamedTuple):
    """Text with a word of what it is about; one without continues the one before."""

    label: str
    text: str
    style: str = "bold"
    """Of the label, in a terminal."""


class Grid(NamedTuple):
    """A table; in a terminal, columns that may move and find no room are left out.

    Where those that never move are still too wide, the table goes on below itself.

    Attributes:
        columns: From left to right.
        under: They move to the line under each row instead.
    """

    columns: Sequence[Column]
    under: bool = False


Block = Heading | Paragraph | Grid


class Sources:
    """The pages a text refers to by number: `[1]`."""

    def __init__(self) -> None:
        """None yet."""
        self._numbers: dict[tuple[str, str | None], int] = {}

    def mark(self, source: str | None, observed: str | None) -> str:
        """The number of a page on a day, such as `[3]`; empty where there is no page."""
        if not source:
            return ""
        known = self._numbers.setdefault((source, observed), len(self._numbers) + 1)
        return f"[{known}]"

    def blocks(self) -> Iterator[Block]:
        """The list of all that were referred to."""
        if self._numbers:
            yield Heading("Sources")
        for (source, observed), number in self._numbers.items():
            day = f" ({observed})" if observed else ""
            yield Paragraph(f"[{number}]", f"{source}{day}", "dim")


def terminal(title: str, blocks: Iterable[Block], view: View) -> str:
    """The page for a terminal of that width."""
    from rich.text import Text  # noqa: PLC0415 - one format a run

    from fmselect.render.terminal import console_for, drawn, paragraph  # noqa: PLC0415

    console = console_for(view)

    def lines() -> Iterator[Text]:
        yield from paragraph(console, title, "bold")
        for block in blocks:
            yield from _drawn(console, block, view.width)

    return drawn(console, lines())


def _drawn(console: "Console", block: Block, width: int | None) -> Iterator["Text"]:
    from rich.text import Text  # noqa: PLC0415 - one format a run

    from fmselect.render.terminal import labelled, list_table, ranking_table  # noqa: PLC0415

    if isinstance(block, Heading):
        yield Text()
        yield Text(block.text, "bold")
    elif isinstance(block, Paragraph):
        yield from labelled(console, Text(block.label, block.style), block.text)
    elif block.under:
        yield from ranking_table(console, block.columns, first="")
    else:
        for number, part in enumerate(side_by_side(fitting(block.columns, width)[0], width)):
            if number:
                yield Text()
            yield from list_table(console, part, None)[0]


def markdown(title: str, blocks: Iterable[Block]) -> str:
    """The page as Markdown, with every column of its tables."""
    from fmselect.render.markdown import markdown_table  # noqa: PLC0415 - one format a run

    lines = [f"## {escaped(title)}", ""]
    for block in blocks:
        if isinstance(block, Heading):
            lines += ["", f"### {escaped(block.text)}", ""]
        elif isinstance(block, Paragraph):
            label = f"**{escaped(block.label)}** " if block.label else ""
            lines.append(f"- {label}{escaped(block.text)}")
        else:
            lines += ["", markdown_table(block.columns).rstrip("\n"), ""]
    text = "\n".join(lines).replace(KEEP, " ").rstrip("\n") + "\n"
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text


_SPECIAL = str.maketrans({character: f"\\{character}" for character in "\\|*_`<>[]~"})


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return text.translate(_SPECIAL)
