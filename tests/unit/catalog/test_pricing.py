"""Which price list is in force, and which numbers in it are prices."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from fmselect.catalog.pricing import list_in_force, price_in_force
from fmselect.domain import records
from fmselect.domain.candidate import Price, Rates, UnitPrice
from fmselect.domain.image_size import megapixels

D = Decimal


def listed(input_: str | None, output: str | None, **more: Any) -> records.Price:
    """A price list of two rates."""
    return records.Price(
        input_usd_per_million_tokens=None if input_ is None else D(input_),
        output_usd_per_million_tokens=None if output is None else D(output),
        **more,
    )


def offer(*prices: records.Price, billing: Any = "token") -> records.Offer:
    """An offer with a history."""
    return records.Offer(model="acme/m", billing=billing, prices=prices)


def test_the_newest_list_that_has_taken_effect() -> None:
    """A list that takes effect after the day the catalog speaks for is not in force yet."""
    history = (
        listed("4", "20", observed="2026-05-01"),
        listed("3", "15", observed="2026-09-01", effective_from="2026-09-01"),
        listed("2", "10", observed="2026-11-01", effective_from="2027-01-01"),
    )

    assert list_in_force(history, "2026-11-12") is history[1]
    assert list_in_force(history, "2027-02-01") is history[2]
    assert list_in_force(history[2:], "2026-11-12") is history[2]
    assert list_in_force((), "2026-11-12") is None


def test_all_parts_of_a_list() -> None:
    """Base, cache, batch and long-prompt rates come over, long prompts in ascending order."""
    price = price_in_force(
        offer(
            listed(
                "3.00",
                "15.00",
                cache_read_usd_per_million_tokens=D("0.30"),
                cache_write_usd_per_million_tokens=D("3.75"),
                batch=records.TokenRates(input_usd_per_million_tokens=D("1.50")),
                long_prompt=(
                    records.LongPromptRates(
                        above_prompt_tokens=500_000, input_usd_per_million_tokens=D(9)
                    ),
                    records.LongPromptRates(
                        above_prompt_tokens=200_000, input_usd_per_million_tokens=D(6)
                    ),
                ),
                observed="2026-11-12",
            )
        ),
        "language",
        "2026-11-12",
    )

    assert price == Price(
        "token",
        Rates(3.0, 15.0, 0.3, 3.75),
        Rates(input=1.5),
        (Rates(6.0, above_prompt_tokens=200_000), Rates(9.0, above_prompt_tokens=500_000)),
        (),
        "2026-11-12",
    )


@pytest.mark.parametrize(
    ("type_", "billing", "expected"),
    [
        ("language", "token", None),
        ("language", "free", Rates(0.0, 0.0)),
        ("language", None, None),
        ("embedding", "token", Rates(None, 0.0)),
    ],
)
def test_zero_is_free_only_where_the_billing_says_so(
    type_: str, billing: str | None, expected: Rates | None
) -> None:
    """A price of 0 is unknown unless the offer is free; embeddings have no output to bill."""
    price = price_in_force(offer(listed("0", "0"), billing=billing), type_, "2026-11-12")

    assert (price.base if price else None) == expected


def test_free_and_self_hosted_need_no_list() -> None:
    """What is billed by nobody has a price without a list; all else has none."""
    prices = [price_in_force(offer(billing=b), "language", "") for b in ("free", "self-hosted")]

    assert prices == [Price("free"), Price("self-hosted")]
    assert price_in_force(offer(billing="token"), "language", "") is None


def test_unit_prices_carry_their_settings() -> None:
    """One price for each unit stated, with quality, size in megapixels and mode."""
    units = (
        records.UnitRate(usd_per_image=D("0.04"), quality="hd", size="1024x1536"),
        records.UnitRate(usd_per_image=D(0)),
        records.UnitRate(usd_per_month=D(20), mode="seat"),
    )
    price = price_in_force(offer(records.Price(units=units), billing=None), "image-generation", "")

    assert price == Price(
        "unit",
        units=(
            UnitPrice("image", 0.04, "hd", 1.572864, None),
            UnitPrice("month", 20.0, None, None, "seat"),
        ),
    )


@pytest.mark.parametrize(
    ("size", "expected"), [("1024x1024", 1.048576), ("large", None), (None, None), ("1x1", None)]
)
def test_megapixels(size: str | None, expected: float | None) -> None:
    """A size in pixels is so many millions of them; any other text is unknown."""
    assert megapixels(size) == expected
