"""Numbers as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmselect.render.quantities import count, money, plural, round_money, seconds, share


@pytest.mark.parametrize(
    ("usd", "text"),
    [
        (None, "?"),
        (0, "$0"),
        (0.00001, "<$0.0001"),
        (0.0042, "$0.0042"),
        (0.42, "$0.42"),
        (12.3, "$12.30"),
        (999.99, "$999.99"),
        (999.996, "$1,000"),
        (1234.4, "$1,234"),
        (999_999.6, "$1.00M"),
        (1_234_567, "$1.23M"),
    ],
)
def test_money(usd: float | None, text: str) -> None:
    """Cents where they matter, thousands with commas, never a rounding to nothing."""
    assert money(usd) == text


def test_stated_money_has_no_needless_cents() -> None:
    """A limit is repeated as it was said."""
    assert round_money(500) == "$500"
    assert round_money(12.3) == "$12.30"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "?"),
        (0.0625, "0.06 s"),
        (0.62, "0.62 s"),
        (0.996, "1.0 s"),
        (4.12, "4.1 s"),
        (9.96, "10 s"),
        (42.4, "42 s"),
        (119.4, "119 s"),
        (210, "3.5 min"),
    ],
)
def test_seconds(value: float | None, text: str) -> None:
    """Two digits, in the unit people would say."""
    assert seconds(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "?"),
        (0, "0"),
        (800, "800"),
        (999.9, "1k"),
        (1500, "1.5k"),
        (8192, "8.19k"),
        (128_000, "128k"),
        (131_072, "131k"),
        (1_048_576, "1.05M"),
        (999_990, "1M"),
        (2e9, "2B"),
    ],
)
def test_count(value: float | None, text: str) -> None:
    """Three digits and a suffix; 128k is 128,000."""
    assert count(value) == text


def test_share_and_plural() -> None:
    """Percentages without needless digits; nouns that agree with their number."""
    assert share(0.6) == "60%"
    assert share(0.125) == "12.5%"
    assert plural(1, "offer") == "1 offer"
    assert plural(1204, "offer") == "1,204 offers"


@given(st.floats(min_value=0.0001, max_value=1e9))
def test_money_is_within_its_rounding(usd: float) -> None:
    """What is shown is within half a percent, or half a cent, of what is meant."""
    text = money(usd).removeprefix("$").replace(",", "")
    shown = float(text.removesuffix("M")) * (1e6 if text.endswith("M") else 1)
    assert abs(shown - usd) <= max(0.05 * usd, 0.005)
