"""From what matters to numbers that add up to one."""

from __future__ import annotations

import pytest

from fmselect.domain.requirements import CRITERIA, Preferences
from fmselect.engine.weights import weights_of


def test_an_order_gives_the_centroid() -> None:
    """Three criteria: 11/18, 5/18 and 2/18, in the fixed order of the criteria."""
    found = weights_of(Preferences(priorities=("cost", "latency", "capability")))
    assert list(found) == ["capability", "cost", "latency"]
    assert found == pytest.approx({"cost": 11 / 18, "latency": 5 / 18, "capability": 2 / 18})


def test_tied_criteria_share_their_places() -> None:
    """Second and third of three: (5/18 + 2/18) / 2 each."""
    found = weights_of(Preferences(priorities=("capability", "cost=latency")))
    assert found["cost"] == found["latency"] == pytest.approx(7 / 36)
    assert found["capability"] == pytest.approx(11 / 18)


def test_numbers_are_normalised() -> None:
    """2 and 1 are two thirds and one third; zero is left out."""
    given = Preferences(weights=(("capability", 2.0), ("cost", 1.0), ("latency", 0.0)))
    assert weights_of(given) == pytest.approx({"capability": 2 / 3, "cost": 1 / 3})


def test_very_large_and_very_small_numbers_are_normalised_too() -> None:
    """Only proportions matter."""
    for factor in (1e-300, 1e15):
        given = Preferences(weights=(("capability", 2.0 * factor), ("cost", factor)))
        assert weights_of(given) == pytest.approx({"capability": 2 / 3, "cost": 1 / 3})


def test_equal_means_all_six() -> None:
    """A sixth each."""
    assert weights_of(Preferences(equal=True)) == pytest.approx(dict.fromkeys(CRITERIA, 1 / 6))


def test_a_criterion_without_data_is_left_out_and_the_order_kept() -> None:
    """Of three the second goes: the others weigh as two would."""
    given = Preferences(priorities=("capability", "latency", "cost"))
    found = weights_of(given, usable=("capability", "cost"))
    assert found == pytest.approx({"capability": 0.75, "cost": 0.25})


def test_nothing_usable_gives_no_weights() -> None:
    """Rather than a division by zero."""
    assert weights_of(Preferences(priorities=("capability",)), usable=("cost",)) == {}
