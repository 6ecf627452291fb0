"""Which columns of a table fit a window."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fmselect.render.layout import KEEP, Column, fitting, joined, side_by_side, width_of

COLUMNS = [
    Column("#", ["1", "2"], right=True),
    Column("Model", ["lab/one", "lab/two"]),
    Column("Cost", ["$1", "$20"], right=True, moves=1),
    Column("Context", ["8k", "?"], right=True, moves=2),
]


def heads(columns: list[Column]) -> list[str]:
    """Their headings."""
    return [column.head for column in columns]


def test_a_column_is_as_wide_as_its_widest_text() -> None:
    """The heading counts; a wide character takes two columns, a combining one none."""
    assert Column("Context", ["8k"]).width == 7
    assert Column("x", ["日本", "e\u0301"]).width == 4
    assert width_of(COLUMNS) == 1 + 2 + 7 + 2 + 4 + 2 + 7


def test_the_least_important_column_moves_first() -> None:
    """One after the other, each as soon as it has no room, and the order of the others stays."""
    moved = {width: heads(fitting(COLUMNS, width)[1]) for width in (25, 24, 16, 15, 1)}
    assert moved == {25: [], 24: ["Context"], 16: ["Context"], 15: ["Cost", "Context"]} | {
        1: ["Cost", "Context"]
    }
    assert heads(fitting(COLUMNS, 24)[0]) == ["#", "Model", "Cost"]


def test_a_window_without_end_shows_everything() -> None:
    """A pipe has no width."""
    assert fitting(COLUMNS, None) == (COLUMNS, [])


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 5)), min_size=1), st.integers(1, 99))
def test_what_fits_fits_and_nothing_is_lost(shapes: list[tuple[int, int]], width: int) -> None:
    """Shown or moved, and wider than the window only where nothing is left to move."""
    columns = [
        Column("x" * size, [str(number)], moves=moves)
        for number, (size, moves) in enumerate(shapes)
    ]
    shown, moved = fitting(columns, width)
    assert sorted([*shown, *moved]) == sorted(columns)
    assert all(column.moves for column in moved)
    assert width_of(shown) <= width or not any(column.moves for column in shown)


def test_parts_are_joined_by_dots_and_empty_ones_left_out() -> None:
    """Each part is kept on one line."""
    assert joined(["a b", "", "c"]) == f"a{KEEP}b{KEEP}· c"


def test_columns_that_find_no_room_begin_a_table_of_their_own() -> None:
    """The first column stands in each; a column wider than the window is not cut."""
    tables = {width: [heads(t) for t in side_by_side(COLUMNS, width)] for width in (25, 20, 1)}
    assert tables == {
        25: [["#", "Model", "Cost", "Context"]],
        20: [["#", "Model", "Cost"], ["#", "Context"]],
        1: [["#", "Model"], ["#", "Cost"], ["#", "Context"]],
    }
    assert [heads(table) for table in side_by_side(COLUMNS, None)] == tables[25]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=9), st.integers(1, 90))
def test_no_column_is_lost_or_shown_twice(widths: list[int], width: int) -> None:
    """In whatever window, and each table fits it or has one column beside the first."""
    columns = [Column("x" * wide, [str(place)]) for place, wide in enumerate(widths)]
    tables = list(side_by_side(columns, width))
    assert [column for table in tables for column in table[1:]] == columns[1:]
    assert all(table[0] is columns[0] for table in tables)
    assert all(width_of(table) <= width or len(table) <= 2 for table in tables)
