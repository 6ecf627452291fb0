"""What an unquoted word of YAML means, and which ones are refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fmselect.catalog import scalars


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-7", -7),
        ("128000", 128000),
        ("1.50", Decimal("1.50")),
        ("-0.3", Decimal("-0.3")),
        ("2026-11-03", "2026-11-03"),
        ("2026-11", "2026-11"),
        ("50k", "50k"),
        ("1.2.3", "1.2.3"),
        ("3d", "3d"),
        ("-", "-"),
        ("openai/gpt-5", "openai/gpt-5"),
        ("llama3:8b", "llama3:8b"),
        ("1024x1536", "1024x1536"),
        ("nobody", "nobody"),
    ],
)
def test_plain_values(text: str, value: object) -> None:
    """A plain scalar is null, a boolean, an exact number or text, as in YAML 1.2."""
    found = scalars.plain(text)

    assert found == value
    assert type(found) is type(value)


def test_decimal_keeps_its_digits() -> None:
    """A price is read digit by digit: 8.00 stays 8.00."""
    assert str(scalars.plain("8.00")) == "8.00"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("NO", "write false"),
        ("yes", "write true"),
        ("on", "write true"),
        ("Off", "write false"),
        ("y", "write true"),
        ("TRUE", "write true"),
        ("Null", "write null"),
        ("12:30", '"12:30" in quotes'),
        ("1_000", "write 1000,"),
        ("1,000", "write 1000,"),
        ("010", "write 10,"),
        ("-007", "write -7,"),
        ("0x10", "write 16,"),
        ("0o17", "write 15,"),
        ("1e6", "write 1000000,"),
        ("1.5E-3", "write 0.0015,"),
        (".5", "write 0.5,"),
        ("5.", "write 5,"),
        ("+5", "write 5,"),
        ("00.5", "write 0.5,"),
        (".inf", "no finite number"),
        ("-.INF", "no finite number"),
        (".nan", "no finite number"),
        ("<<", "in quotes"),
        ("9" * 60, "60 characters"),
    ],
)
def test_surprises_say_what_to_write(text: str, advice: str) -> None:
    """What readers of YAML disagree about is refused, with the spelling they agree on."""
    with pytest.raises(scalars.Surprise) as refused:
        scalars.plain(text)

    assert advice in str(refused.value)


@pytest.mark.parametrize("text", ["1e999999999", "1e-99", "0x_"])
def test_absurd_numbers_are_not_spelled_out(text: str) -> None:
    """A number nobody could write down is refused at once, without its digits."""
    with pytest.raises(scalars.Surprise) as refused:
        scalars.plain(text)

    assert str(refused.value).endswith(f'; write "{text}" in quotes for text')


@pytest.mark.parametrize("text", ["<<", ""])
def test_keys_that_merge_or_are_empty_are_refused(text: str) -> None:
    """A merge key and a missing key are no keys."""
    with pytest.raises(scalars.Surprise):
        scalars.key(text)


def test_a_short_word_can_be_a_key() -> None:
    """`n` and `on` name fields: only values can be mistaken for booleans."""
    assert [scalars.key("n"), scalars.key("on")] == ["n", "on"]
