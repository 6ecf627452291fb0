"""The statistics of a catalog as lines."""

from __future__ import annotations

from fmselect.render import View
from fmselect.render.stats import FORMATTERS


def test_groups_of_shares_are_a_grid() -> None:
    """One line a group, one column a name; what has no groups stays one number a line."""
    shown = FORMATTERS["table"](
        {
            "coverage": {"price": 0.5},
            "coverage_by_type": {
                "language": {"price": 0.5, "speed": None},
                "image-generation": {"price": 0.25, "speed": 1.0},
            },
            "overlaid": {},
        },
        View(),
    )

    assert shown.splitlines() == [
        "coverage",
        "  price                                   0.5",
        "coverage by type    price    speed",
        "  language            0.5  unknown",
        "  image-generation   0.25      1.0",
        "overlaid",
    ]


def test_a_grid_that_is_too_wide_goes_on_below_itself() -> None:
    """Every part begins with the names of the groups, and no line is wider than the window."""
    shown = FORMATTERS["table"](
        {"coverage_by_type": {"language": {"price": 0.5, "context": 0.25, "speed": None}}}, View(36)
    )

    assert shown.splitlines() == [
        "coverage by type  price  context",
        "  language          0.5     0.25",
        "coverage by type    speed",
        "  language        unknown",
    ]


def test_what_is_too_long_for_its_line_stands_below_its_name() -> None:
    """A digest, and each folder of several, has a line of its own in a narrow window."""
    stats = {"layers": ["/catalog", "/mine"], "digest": "0" * 64}

    assert FORMATTERS["table"](stats, View(50)).splitlines() == [
        "layers",
        "  /catalog",
        "  /mine",
        "digest",
        "  " + "0" * 64,
    ]
    assert len(FORMATTERS["table"](stats, View()).splitlines()) == 2


def test_the_stamp_is_for_programs() -> None:
    """It repeats what the lines tell."""
    stats = {"catalog": {"digest": "0" * 64}, "digest": "0" * 64}

    assert FORMATTERS["table"](stats, View()).count("0" * 64) == 1
    assert FORMATTERS["json"](stats, View()).count("0" * 64) == 2
