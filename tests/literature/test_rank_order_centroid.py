"""Rank-order centroid weights against the published table.

F. H. Barron and B. E. Barrett, "Decision quality using ranked attribute weights", Management
Science 42(11), 1996, pages 1515-1523: rank-order centroid weights for two to five attributes.

The paper could not be opened while this was written: the digits of the table are those its formula
gives. The example of four items is one that could be: couryes.com, "Rank Order Centroid Method",
prints 0.52, 0.27, 0.15 and 0.06.
"""

from __future__ import annotations

import pytest

from fmselect.engine.weights import rank_order_centroid

TABLE = {
    2: (0.7500, 0.2500),
    3: (0.6111, 0.2778, 0.1111),
    4: (0.5208, 0.2708, 0.1458, 0.0625),
    5: (0.4567, 0.2567, 0.1567, 0.0900, 0.0400),
}


@pytest.mark.parametrize("places", TABLE)
def test_the_published_weights_come_out(places: int) -> None:
    """To the four digits printed."""
    assert rank_order_centroid(places) == pytest.approx(TABLE[places], abs=5e-5)


@pytest.mark.parametrize("places", range(1, 7))
def test_weights_add_up_to_one_and_fall_with_the_rank(places: int) -> None:
    """P16, for as many criteria as there are."""
    weights = rank_order_centroid(places)
    assert sum(weights) == pytest.approx(1.0, abs=1e-15)
    assert list(weights) == sorted(set(weights), reverse=True)


def test_the_printed_example_of_four_items_comes_out() -> None:
    """To the two digits printed."""
    assert [round(weight, 2) for weight in rank_order_centroid(4)] == [0.52, 0.27, 0.15, 0.06]
