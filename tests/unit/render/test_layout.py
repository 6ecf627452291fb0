"""Lines and columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fmselect.render.layout import (
    KEEP,
    Column,
    Pen,
    joined,
    labelled,
    list_table,
    pad,
    table,
    width_of,
    wrap,
)

PLAIN = Pen(on=False)
words = st.lists(
    st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=12),
    min_size=1,
)


@given(words, st.integers(min_value=1, max_value=60))
def test_wrapping_loses_nothing_and_breaks_no_word(pieces: list[str], width: int) -> None:
    """The words come out in order and whole; a line is too long only if its one word is."""
    lines = list(wrap(" ".join(pieces), width))
    assert " ".join(lines).split() == pieces
    assert all(len(line) <= width or " " not in line.strip() for line in lines)


def test_what_is_kept_together_is_parted_only_for_want_of_room() -> None:
    """A figure stays with its unit, as long as there is room for both."""
    text = f"costs 12{KEEP}dollars a{KEEP}month"
    assert list(wrap(text, 16)) == ["costs 12 dollars", "a month"]
    assert list(wrap(text, 14)) == ["costs", "12 dollars", "a month"]
    assert list(wrap(text, 7)) == ["costs", "12", "dollars", "a month"]


def test_wide_characters_take_two_columns() -> None:
    """A name in Japanese lines up with the others."""
    assert width_of("日本") == 4
    assert pad("日本", 6) == "日本  "
    assert width_of("e\u0301") == 1


def test_a_label_stands_beside_its_paragraph_or_over_it() -> None:
    """Beside it in a wide window, over it in a narrow one."""
    assert list(labelled("Why", "because it is", 80, PLAIN)) == ["Why         because it is"]
    assert list(labelled("Why", "because it is", 40, PLAIN)) == ["Why", "  because it is"]


def _columns() -> list[Column]:
    return [
        Column("#", ["1", "2"], right=True),
        Column("Model", ["lab/one", "lab/two"]),
        Column("Cost", ["$1", "$20"], right=True, under=["$1 a month", "$20 a month"], moves=1),
        Column("Context", ["8k", "?"], right=True, under=["8k context", "? context"], moves=2),
    ]


def test_columns_that_fit_stand_side_by_side() -> None:
    """Numbers to the right, text to the left, headings over both."""
    assert table(_columns(), 80, PLAIN) == [
        "#  Model    Cost  Context",
        "1  lab/one    $1       8k",
        "2  lab/two   $20        ?",
    ]


def test_columns_that_do_not_fit_move_under_their_row_with_words() -> None:
    """The least important first; nothing is cut and nothing is lost."""
    assert table(_columns(), 20, PLAIN) == [
        "#  Model    Cost",
        "1  lab/one    $1",
        "   8k context",
        "2  lab/two   $20",
        "   ? context",
    ]
    assert table(_columns(), 12, PLAIN)[1:3] == ["1  lab/one", "   $1 a"]


def test_a_list_hides_what_does_not_fit_and_says_so() -> None:
    """Lists keep one line a record, and name the columns they leave out."""
    lines, hidden = list_table(_columns(), 17, PLAIN)
    assert lines == ["#  Model    Cost", "1  lab/one    $1", "2  lab/two   $20"]
    assert hidden == ["Context"]
    assert list_table(_columns(), None, PLAIN)[1] == []


def test_parts_are_joined_by_dots_and_empty_ones_left_out() -> None:
    """Each part is kept on one line."""
    assert joined(["a b", "", "c"]) == f"a{KEEP}b{KEEP}· c"


def test_colour_is_only_added_where_it_is_on() -> None:
    """Without colour the text is the text."""
    assert PLAIN.bold("x") == "x"
    assert Pen(on=True).bold("x") == "\x1b[1mx\x1b[0m"
