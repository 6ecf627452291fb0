"""Text and tables as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from fmselect.render import View
from fmselect.render.layout import KEEP, Column
from fmselect.render.terminal import (
    console_for,
    drawn,
    labelled,
    list_table,
    paragraph,
    ranking_table,
)

words = st.lists(
    st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=12),
    min_size=1,
)
COLUMNS = [
    Column("#", ["1", "2"], right=True),
    Column("Model", ["lab/one", "lab/two"]),
    Column("Cost", ["$1", "$20"], right=True, under=["$1 a month", "$20 a month"], moves=1),
    Column("Context", ["8k", "?"], right=True, under=["8k context", "? context"], moves=2),
]


def plain(lines: Iterable[Text]) -> list[str]:
    """The lines without colour, as they are drawn."""
    return drawn(console_for(View(80)), lines).splitlines()


def wrapped(text: str, width: int) -> list[str]:
    """A paragraph in a window of that width."""
    return plain(paragraph(console_for(View(width)), text))


@given(words, st.integers(min_value=1, max_value=60))
def test_wrapping_loses_nothing_and_breaks_no_word(pieces: list[str], width: int) -> None:
    """The words come out in order and whole; a line is too long only if its one word is."""
    lines = wrapped(" ".join(pieces), width)
    assert " ".join(lines).split() == pieces
    assert all(len(line) <= width or " " not in line.strip() for line in lines)


def test_what_is_kept_together_is_parted_only_for_want_of_room() -> None:
    """A figure stays with its unit, as long as there is room for both."""
    text = f"costs 12{KEEP}dollars a{KEEP}month"
    assert wrapped(text, 16) == ["costs 12 dollars", "a month"]
    assert wrapped(text, 14) == ["costs", "12 dollars", "a month"]
    assert wrapped(text, 7) == ["costs", "12", "dollars", "a month"]


def test_a_label_stands_beside_its_paragraph_or_over_it() -> None:
    """Beside it in a wide window, over it in a narrow one; further lines are indented."""
    text = "because " + "it is " * 12 + "so"

    def shown(width: int, label: str = "Why") -> list[str]:
        return plain(labelled(console_for(View(width)), Text(label), text))

    assert shown(70) == [
        "Why         because it is it is it is it is it is it is it is it is it",
        "            is it is it is it is so",
    ]
    assert shown(40)[:2] == ["Why", "  because it is it is it is it is it is"]
    assert shown(40, "")[0].startswith("  because")


def test_columns_that_fit_stand_side_by_side() -> None:
    """Numbers to the right, text to the left, headings over both, no spaces at the end."""
    assert plain(ranking_table(console_for(View(80)), COLUMNS)) == [
        "#  Model    Cost  Context",
        "1  lab/one    $1       8k",
        "2  lab/two   $20        ?",
    ]


def test_columns_that_do_not_fit_move_under_their_row_with_words() -> None:
    """The least important first; nothing is cut and nothing is lost."""
    assert plain(ranking_table(console_for(View(20)), COLUMNS)) == [
        "#  Model    Cost",
        "1  lab/one    $1",
        "   8k context",
        "2  lab/two   $20",
        "   ? context",
    ]
    assert plain(ranking_table(console_for(View(12)), COLUMNS))[1:3] == ["1  lab/one", "   $1 a"]


def test_a_list_hides_what_does_not_fit_and_says_so() -> None:
    """Lists keep one line a record, and name the columns they leave out."""
    console = console_for(View(17))
    lines, hidden = list_table(console, COLUMNS, 17)
    assert plain(lines) == ["#  Model    Cost", "1  lab/one    $1", "2  lab/two   $20"]
    assert hidden == ["Context"]
    assert list_table(console, COLUMNS, None)[1] == []


def test_an_id_wider_than_the_window_is_whole() -> None:
    """A line is too long rather than an id cut or broken."""
    long = "lab/" + "a-very-long-name-" * 8
    cost = Column("Cost", ["$1"], under=["$1 a month"], moves=1)
    columns = [Column("#", ["1"]), Column("Model", [long]), cost]
    console = console_for(View(40))
    rows = ["#  Model", f"1  {long}"]
    assert plain(ranking_table(console, columns)) == [*rows, "   $1 a month"]
    assert plain(list_table(console, columns, 40)[0]) == rows
    assert long in plain(paragraph(console, f"the first is {long} by far"))


def test_wide_characters_line_up() -> None:
    """A name in Japanese takes two columns for each character."""
    columns = [Column("Name", ["日本語", "abc"]), Column("Days", ["1", "30"], right=True)]
    assert plain(list_table(console_for(View(80)), columns, 80)[0]) == [
        "Name    Days",
        "日本語     1",
        "abc       30",
    ]


def test_nothing_of_the_catalog_is_taken_for_markup() -> None:
    """Brackets and colons are shown as they are, in text, cells and headings."""
    text = "[bold]lab/one[/bold] :smile: [link=x]"
    column = Column(text, [text])
    assert wrapped(text, 80) == [text]
    assert plain(list_table(console_for(View(80)), [column], 80)[0]) == [text, text]


@pytest.mark.parametrize("variable", ["NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "COLORTERM"])
def test_the_environment_decides_nothing(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    """Width and colour are those of the view, whatever the process was started with."""
    monkeypatch.setenv(variable, "1" if variable != "TERM" else "dumb")
    colored, bare = console_for(View(30, color=True)), console_for(View(30))
    assert drawn(colored, [Text("x", "bold yellow")]) == "\x1b[1;33mx\x1b[0m\n"
    assert drawn(bare, [Text("x", "bold yellow")]) == "x\n"
    assert (colored.width, bare.width) == (30, 30)


def test_colour_changes_no_text() -> None:
    """Without its escape sequences a coloured table is the plain one."""
    lines = ranking_table(console_for(View(20, color=True)), COLUMNS)
    colored = drawn(console_for(View(20, color=True)), lines)
    assert "\x1b[" in colored
    assert Text.from_ansi(colored).plain.rstrip() == "\n".join(plain(lines))
