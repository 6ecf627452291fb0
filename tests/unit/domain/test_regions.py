"""Places inside places."""

from __future__ import annotations

import pytest

from fmselect.domain.regions import COUNTRIES, EU, places_inside, region_code


@pytest.mark.parametrize(
    ("written", "code"),
    {"eu": "eu", "EU": "eu", "UK": "gb", "usa": "us", "De": "de", "apac": "apac"}.items(),
)
def test_places_are_read_as_people_write_them(written: str, code: str) -> None:
    """Case does not matter, and two common names are not ISO codes."""
    assert region_code(written) == code


@pytest.mark.parametrize("written", ["", "xx", "europa", "global", "e u"])
def test_what_is_no_place_has_no_code(written: str) -> None:
    """`global` is where data may go, never where it may be wished."""
    assert region_code(written) is None


def test_the_union_lies_in_the_economic_area_and_not_the_other_way_round() -> None:
    """Norway is in the area and not in the union; 27 countries are in both."""
    assert len(EU) == 27
    assert places_inside(["eu"]) < places_inside(["eea"])
    assert "no" in places_inside(["eea"])
    assert "no" not in places_inside(["eu"])


def test_a_country_holds_only_itself() -> None:
    """`eu` does not lie inside `de`."""
    assert places_inside(["de"]) == {"de"}


def test_every_member_is_a_country() -> None:
    """No slip in the table."""
    assert places_inside(["eu", "eea", "apac"]) - {"eu", "eea", "apac"} <= COUNTRIES
