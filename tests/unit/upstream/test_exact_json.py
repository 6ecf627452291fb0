"""JSON is read without losing a digit, and hostile JSON costs a message."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmselect.errors import InvalidFileError
from fmselect.upstream.exact_json import MOST_LEVELS, dump_exact, number, parse_exact, per_million

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False) | st.integers()
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_written_reads_as_the_same(value: object) -> None:
    """Through text and back, zeros at the end of a number included."""
    again = parse_exact(dump_exact(value), "text")

    assert again == value
    assert dump_exact(again) == dump_exact(value)


def test_digits_stay() -> None:
    """Binary floating point would make 8.0 of 8.00 and 0.1 of the other."""
    text = '{"a": 8.00, "b": 0.1000000000000000055511151231257827, "c": 1E-7, "d": -0}'

    assert dump_exact(parse_exact(text, "text")) == text.replace("-0}", "0}")


@pytest.mark.parametrize("pair", [("[", "]"), ('{"a":', "}")], ids=["lists", "objects"])
def test_nesting_has_a_limit(pair: tuple[str, str]) -> None:
    """At it all is well; beyond it, however far, a message."""
    opened, closed = pair
    allowed = opened * (MOST_LEVELS - 1) + "[]" + closed * (MOST_LEVELS - 1)
    assert dump_exact(parse_exact(allowed, "f")).replace(" ", "") == allowed
    for levels in (MOST_LEVELS + 1, 990, 1_000_000):
        inside = "[]" if opened == "[" else "1"
        with pytest.raises(InvalidFileError, match=f"nested more than {MOST_LEVELS} deep"):
            parse_exact(opened * levels + inside + closed * levels, "f")


def test_a_name_that_stands_twice_is_refused_only_where_it_says_two_things() -> None:
    """Who reads the first and who reads the last would read different prices."""
    assert parse_exact('{"a": {"b": 1.0}, "a": {"b": 1.0}}', "f") == {"a": {"b": Decimal(1)}}
    for text in ('{"a": 1, "a": 2}', '[{"x": {"a": 1, "b": 0, "a": null}}]', '{"a": 1, "a": true}'):
        with pytest.raises(InvalidFileError, match="'a' stands twice in one object"):
            parse_exact(text, "f")


@pytest.mark.parametrize(
    "value", [Decimal("1e999999999"), "1e31", Decimal("-1e-999999999"), 10**31, "NaN", "-Infinity"]
)
def test_a_number_of_no_sensible_magnitude_is_none(value: object) -> None:
    """Written out it would fill the memory."""
    assert number(value) is None
    assert per_million(value) is None


@pytest.mark.parametrize("value", [0, "0.00", Decimal("0E-40"), "1e30", Decimal("1e-30")])
def test_zero_and_what_stands_at_the_limit_are_numbers(value: object) -> None:
    """Only beyond thirty powers of ten there is no price."""
    assert number(value) == Decimal(str(value))
