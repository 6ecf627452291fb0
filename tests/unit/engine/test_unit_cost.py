"""Prices by the image, the minute, the character and the query."""

from __future__ import annotations

import pytest

from fmselect.domain.candidate import Price, Rates, UnitPrice
from fmselect.domain.requirements import Workload
from fmselect.engine.cost import Bill, make_pricer


def bill(units: tuple[UnitPrice, ...], workload: Workload, type_: str) -> Bill:
    """The bill at unit prices."""
    return make_pricer(workload, type_)(Price("unit", units=units))


PICTURES = (
    UnitPrice("image", 0.011, "low", 1.05),
    UnitPrice("image", 0.25, "high", 1.57),
    UnitPrice("image", 0.042, "medium", 1.05),
    UnitPrice("image", 0.063, "medium", 1.57),
)


def test_the_ordinary_quality_at_the_smallest_size_that_suffices_is_priced() -> None:
    """1,000 images of a megapixel at $0.042, not the cheapest there is; the note says which."""
    found = bill(PICTURES, Workload(images=1000.0, image_megapixels=1.0), "image-generation")
    assert found.usd == pytest.approx(42.0)
    assert found.note == "medium, 1.05 megapixels"


def test_a_larger_image_takes_the_larger_variant() -> None:
    """1.5 megapixels need the 1.57 one."""
    found = bill(PICTURES, Workload(images=1000.0, image_megapixels=1.5), "image-generation")
    assert found.usd == pytest.approx(63.0)


def test_an_image_larger_than_any_published_has_no_price() -> None:
    """The nearest size is not taken instead."""
    found = bill(PICTURES, Workload(images=1000.0, image_megapixels=4.0), "image-generation")
    assert found.usd is None
    assert found.missing == "price of an image of 4 megapixels"


def test_a_price_by_the_megapixel_grows_with_the_image() -> None:
    """100 images x 2 megapixels x $0.03."""
    units = (UnitPrice("megapixel", 0.03),)
    found = bill(units, Workload(images=100.0, image_megapixels=2.0), "image-generation")
    assert found.usd == pytest.approx(6.0)


def test_an_edit_is_not_priced_where_a_generation_is_published() -> None:
    """The mode is an ordinary one."""
    units = (UnitPrice("image", 0.01, mode="edit"), UnitPrice("image", 0.04, mode="generation"))
    assert bill(units, Workload(images=100.0), "image-generation").usd == pytest.approx(4.0)


def test_of_two_equal_variants_the_dearer_is_taken() -> None:
    """Never below what the source supports."""
    units = (UnitPrice("image", 0.04), UnitPrice("image", 0.05))
    assert bill(units, Workload(images=100.0), "image-generation").usd == pytest.approx(5.0)


def test_audio_is_billed_by_the_minute() -> None:
    """10,000 minutes x $0.006."""
    found = bill((UnitPrice("audio-minute", 0.006),), Workload(audio_minutes=1e4), "speech-to-text")
    assert found.usd == pytest.approx(60.0)


def test_speech_is_billed_by_the_character() -> None:
    """5 million characters x $15 a million."""
    units = (UnitPrice("million-characters", 15.0),)
    assert bill(units, Workload(characters=5e6), "text-to-speech").usd == pytest.approx(75.0)


def test_queries_are_billed_by_the_thousand() -> None:
    """20,000 queries x $2 a thousand."""
    units = (UnitPrice("thousand-queries", 2.0),)
    assert bill(units, Workload(queries=2e4), "reranker").usd == pytest.approx(40.0)


def test_a_price_by_the_query_does_not_price_documents() -> None:
    """Embedding a document is another thing than a query."""
    units = (UnitPrice("thousand-queries", 0.07),)
    found = bill(units, Workload(queries=1e3, documents=1e6), "embedding")
    assert found.usd is None


def test_a_volume_nobody_stated_leaves_the_bill_unknown() -> None:
    """It is not taken for zero."""
    found = bill((UnitPrice("image", 0.04),), Workload(), "image-generation")
    assert (found.usd, found.missing) == (None, "images a month")


def test_rates_by_the_token_help_where_unit_prices_do_not() -> None:
    """A list with both is read by whichever answers."""
    price = Price("token", Rates(0.02), units=(UnitPrice("image", 0.1),))
    workload = Workload(documents=1e6, tokens_per_document=100.0, queries=0.0)
    assert make_pricer(workload, "embedding")(price).usd == pytest.approx(2.0)


def test_minutes_become_characters_where_an_hour_of_speech_is_stated() -> None:
    """600 minutes are 10 hours, 450,000 characters: at $20 a million $9, and the note says how."""
    units = (UnitPrice("million-characters", 20.0),)
    workload = Workload(audio_minutes=600.0, characters_per_hour=45_000.0)
    found = bill(units, workload, "text-to-speech")
    assert found.usd == pytest.approx(9.0)
    assert found.note == "45,000 characters an hour of speech"


def test_characters_become_minutes_for_a_price_by_the_minute() -> None:
    """900,000 characters are 20 hours, 1,200 minutes: at $0.01 a minute $12."""
    units = (UnitPrice("audio-minute", 0.01),)
    workload = Workload(characters=9e5, characters_per_hour=45_000.0)
    found = bill(units, workload, "text-to-speech")
    assert found.usd == pytest.approx(12.0)
    assert found.note == "45,000 characters an hour of speech"


def test_a_volume_in_the_unit_of_the_price_is_not_converted() -> None:
    """Of a list with both prices, the one in the unit stated is used."""
    units = (UnitPrice("million-characters", 20.0), UnitPrice("audio-minute", 0.01))
    workload = Workload(audio_minutes=600.0, characters_per_hour=45_000.0)
    found = bill(units, workload, "text-to-speech")
    assert found.usd == pytest.approx(6.0)
    assert found.note is None


@pytest.mark.parametrize(
    ("quality", "usd"), [("low", 1.1), ("standard", 4.2), ("high", 16.7), (None, 4.2)]
)
def test_an_image_is_priced_in_the_quality_asked_for(quality: str | None, usd: float) -> None:
    """100 images; the ordinary quality where none is asked for."""
    units = (
        UnitPrice("image", 0.011, "low"),
        UnitPrice("image", 0.042, "medium"),
        UnitPrice("image", 0.167, "high"),
    )
    workload = Workload(images=100.0, image_quality=quality)
    assert bill(units, workload, "image-generation").usd == pytest.approx(usd)


def test_a_quality_without_a_price_leaves_the_bill_unknown() -> None:
    """A list that names qualities and not this one says nothing about it."""
    units = (UnitPrice("image", 0.04, "standard"),)
    found = bill(units, Workload(images=1.0, image_quality="high"), "image-generation")
    assert (found.usd, found.missing) == (None, "price of an image of high quality")


def test_a_list_that_names_no_quality_has_one_only() -> None:
    """It is the price of every quality asked for."""
    found = bill(
        (UnitPrice("image", 0.04),), Workload(images=1.0, image_quality="high"), "image-generation"
    )
    assert found.usd == pytest.approx(0.04)


def test_a_price_that_names_no_size_says_so_for_a_large_image() -> None:
    """It is the list's, whatever the size; up to a megapixel nobody wonders."""
    units = (UnitPrice("image", 0.134),)
    large = bill(units, Workload(images=100.0, image_megapixels=8.0), "image-generation")
    assert large.usd == pytest.approx(13.4)
    assert large.note == "any size, as the price list names none; a large one may cost more"
    assert bill(units, Workload(images=100.0), "image-generation").note is None
    named = (UnitPrice("image", 0.134, "high"),)
    asked = Workload(images=1.0, image_megapixels=8.0, image_quality="high")
    assert (bill(named, asked, "image-generation").note or "").startswith("high, any size")
