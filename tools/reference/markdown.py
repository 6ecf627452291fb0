"""Small pieces of Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

WIDTH = 100
_ITEM = re.compile(r"\n(?=(?:\d+\.|[-*]) )")
_MARK = re.compile(r"(?:\d+\.|[-*]) +")

NOTICE = "<!-- Made from the code by `make docs`. Edits here are overwritten. -->"


def page(title: str, introduction: str, body: Iterable[str]) -> str:
    """A whole page; every part is followed by an empty line."""
    return "\n\n".join([NOTICE, f"# {title}", introduction, *body]) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table without its empty columns; bars inside cells are escaped."""
    cells = [tuple(row) for row in rows]
    kept = [column for column in range(len(header)) if any(row[column] for row in cells)]
    return "\n".join(
        _lines([header[column] for column in kept], ([row[c] for c in kept] for row in cells))
    )


def _lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _line(header)
    yield _line(["---"] * len(header))
    for row in rows:
        yield _line([" ".join(cell.split()).replace("|", "\\|") for cell in row])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def code(text: str) -> str:
    """Text in backticks; nothing for nothing."""
    return f"`{text}`" if text else ""


def filled(text: str) -> str:
    """The text with its paragraphs and the items of its lists filled to the width of a page.

    Headings, tables and blocks of code stay as they are.
    """
    return "\n\n".join(map(_filled_block, text.strip("\n").split("\n\n"))) + "\n"


def _filled_block(block: str) -> str:
    """One block between empty lines."""
    if block.startswith(("#", "|", "    ", "```")):
        return block
    items = _ITEM.split(block)
    return "\n".join(map(_filled_item, filter(None, items)))


def _filled_item(item: str) -> str:
    """One item of a list, or a paragraph."""
    mark = _MARK.match(item)
    indent = " " * mark.end() if mark else ""
    return textwrap.fill(
        " ".join(item.split()),
        WIDTH,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
