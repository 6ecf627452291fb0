"""The quantities people type."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fmselect import units

COUNTS = {
    "800": 800,
    "50k": 50_000,
    "50 K": 50_000,
    "1.5M": 1_500_000,
    "1.1m": 1_100_000,
    "2B": 2_000_000_000,
    "128k": 128_000,
    "1,000,000": 1_000_000,
    "1_000": 1000,
    ".5": 0.5,
    "1e3": 1000,
    " 7 ": 7,
    "+7": 7,
}


@pytest.mark.parametrize(("text", "value"), COUNTS.items())
def test_a_count_takes_suffixes_and_separators(text: str, value: float) -> None:
    """`128k` is 128,000, never 131,072, and 1.1 million has no rounding error."""
    assert units.count(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    {"500": 500, "$0.40": 0.4, "$1.5k": 1500, "500 USD": 500, "$ 2": 2, "1,250.50": 1250.5}.items(),
)
def test_dollars_may_carry_their_sign(text: str, value: float) -> None:
    """With or without the sign, the code and a suffix."""
    assert units.usd(text) == value


@pytest.mark.parametrize(("text", "value"), {"0.6": 0.6, "60%": 0.6, "100 %": 1, "0": 0}.items())
def test_a_share_may_be_a_percentage(text: str, value: float) -> None:
    """Both spellings of the same share."""
    assert units.share(text) == value


@pytest.mark.parametrize(
    ("text", "value"), {"2": 2, "2s": 2, "500ms": 0.5, "1.5 min": 90, "1h": 3600}.items()
)
def test_seconds_may_carry_their_unit(text: str, value: float) -> None:
    """A bare number is seconds."""
    assert units.seconds(text) == value


@pytest.mark.parametrize(
    ("text", "value"), {"30": 30, "30d": 30, "2 weeks": 14, "24h": 1, "1y": 365}.items()
)
def test_days_may_carry_their_unit(text: str, value: float) -> None:
    """A bare number is days."""
    assert units.days(text) == value


@pytest.mark.parametrize(("text", "value"), {"6": 6, "6mo": 6, "1 year": 12}.items())
def test_months_may_carry_their_unit(text: str, value: float) -> None:
    """A bare number is months."""
    assert units.months(text) == value


@pytest.mark.parametrize("value", [5, 5.0, Decimal(5), "5"], ids=type)
def test_a_number_of_a_file_reads_like_its_text(value: object) -> None:
    """YAML gives integers and decimals, the command line gives text."""
    assert units.number(value) == 5


@pytest.mark.parametrize(
    ("text", "says"),
    {
        "": "empty",
        "   ": "empty",
        "-1": "negative",
        "nan": "is not a number",
        "inf": "is not a number",
        "Infinity": "is not a number",
        "1e400": "too large",
        "1e16": "too large",
        "9" * 400: "too large",
        "\u0665": "plain digits",
        "\uff15": "plain digits",
        "\u22125": "plain digits",
        "1,5": "separates no thousands",
        "1,00": "separates no thousands",
        "1__0": "separates no thousands",
        "1.2.3": "is not a number",
        "0x10": "is not a number",
        "5e": "is not a number",
        "k": "is not a number",
        "50kk": "is not a number",
        "fifty": "is not a number",
        "1e9999999999": "is not a number",
    }.items(),
)
def test_what_is_no_quantity_is_refused_with_the_reason(text: str, says: str) -> None:
    """Each refusal says what is wrong, quotes a little of it, and fits one line."""
    with pytest.raises(ValueError, match=says) as caught:
        units.count(text)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("value", [None, True, False, [], {}, (1,)])
def test_what_is_no_text_and_no_number_is_refused(value: object) -> None:
    """`requests: true` is not one request."""
    with pytest.raises(ValueError, match="is not"):
        units.count(value)


def test_another_currency_is_not_taken_for_dollars() -> None:
    """A euro sign is refused, not dropped."""
    with pytest.raises(ValueError, match="US dollars"):
        units.usd("€500")


def test_a_share_above_one_is_refused_with_both_spellings() -> None:
    """60 could mean 60 % or a slip; the message shows how to say it."""
    with pytest.raises(ValueError, match="60%"):
        units.share("60")
