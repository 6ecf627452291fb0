"""The statistics of a catalog as lines."""

from __future__ import annotations

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
        }
    )

    assert shown.splitlines() == [
        "coverage",
        "  price                                   0.5",
        "coverage by type              price    speed",
        "  language                      0.5  unknown",
        "  image-generation             0.25      1.0",
        "overlaid",
    ]
