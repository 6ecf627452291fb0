"""Drawn weights: as uncertain as the user's statement, and no more."""

from __future__ import annotations

from math import sqrt
from statistics import fmean, pstdev

import pytest

from fmselect.domain.requirements import Preferences
from fmselect.engine.draws import Streams
from fmselect.engine.standard_draws import make_standard_draws
from fmselect.engine.weight_draws import weight_draws, weight_vertices
from fmselect.engine.weights import weights_of

STREAMS = Streams(make_standard_draws(1000, 1), 5)
STATED = Preferences(weights=(("capability", 0.5), ("cost", 0.3), ("latency", 0.2)))
ORDER = Preferences(priorities=("cost", "capability", "latency"))
TIED = Preferences(priorities=("cost=latency", "capability"))
EQUAL = Preferences(equal=True)


@pytest.mark.parametrize("preferences", [STATED, ORDER, TIED, EQUAL])
def test_every_draw_adds_up_to_one_and_has_no_negative_weight(preferences: Preferences) -> None:
    """Weights are shares."""
    columns = weight_draws(weights_of(preferences), preferences, STREAMS)
    for row in zip(*columns, strict=True):
        assert sum(row) == pytest.approx(1, abs=1e-12)
        assert min(row) >= 0


@pytest.mark.parametrize("preferences", [STATED, ORDER, TIED, EQUAL])
def test_the_mean_of_the_draws_is_the_weights_of_the_point_ranking(
    preferences: Preferences,
) -> None:
    """The ranking and its probabilities tell one story."""
    weights = weights_of(preferences)
    means = [fmean(column) for column in weight_draws(weights, preferences, STREAMS)]
    assert means == pytest.approx(list(weights.values()), abs=0.02)


def test_an_order_is_kept_in_every_draw() -> None:
    """Cost before capability before latency."""
    capability, cost, latency = weight_draws(weights_of(ORDER), ORDER, STREAMS)
    assert all(a >= b >= c for a, b, c in zip(cost, capability, latency, strict=True))


def test_tied_criteria_both_precede_the_next_and_either_may_lead() -> None:
    """Cost and latency share the first two places."""
    capability, cost, latency = weight_draws(weights_of(TIED), TIED, STREAMS)
    assert all(min(a, b) >= c for a, b, c in zip(cost, latency, capability, strict=True))
    leads = sum(a > b for a, b in zip(cost, latency, strict=True))
    assert 400 < leads < 600


def test_stated_weights_spread_as_a_dirichlet_distribution_does() -> None:
    """By sqrt(w (1 - w) / 51): 0.30 means 0.30 give or take 0.06."""
    columns = weight_draws(weights_of(STATED), STATED, STREAMS)
    expected = [sqrt(w * (1 - w) / 51) for w in (0.5, 0.3, 0.2)]
    assert [pstdev(column) for column in columns] == pytest.approx(expected, rel=0.06)


def test_a_single_criterion_weighs_one() -> None:
    """There is nothing to be uncertain about."""
    for preferences in (
        Preferences(priorities=("cost",)),
        Preferences(weights=(("cost", 3.0),)),
    ):
        (column,) = weight_draws({"cost": 1.0}, preferences, STREAMS)
        assert list(column) == pytest.approx([1.0] * 1000)
        assert set(weight_vertices({"cost": 1.0}, preferences)) == {(1.0,)}


def test_the_vertices_of_an_order_are_even_weights_on_the_first_few() -> None:
    """The extreme points of w1 >= w2 >= w3."""
    third = pytest.approx(1 / 3)
    assert weight_vertices(weights_of(ORDER), ORDER) == [
        (0.0, 1.0, 0.0),
        (0.5, 0.5, 0.0),
        (third, third, third),
    ]


def test_every_drawn_order_lies_between_the_vertices() -> None:
    """No value of a linear score over the draws lies outside those at the vertices."""
    for preferences in (ORDER, TIED, EQUAL):
        weights = weights_of(preferences)
        vertices = weight_vertices(weights, preferences)
        slopes = [(k * 7 % 5) - 2.0 for k in range(len(weights))]

        def score(row: tuple[float, ...], slopes: list[float] = slopes) -> float:
            return sum(a * b for a, b in zip(row, slopes, strict=True))

        drawn = [
            score(row) for row in zip(*weight_draws(weights, preferences, STREAMS), strict=True)
        ]
        corners = [score(vertex) for vertex in vertices]
        assert min(corners) - 1e-12 <= min(drawn)
        assert max(drawn) <= max(corners) + 1e-12


def test_the_vertices_of_stated_weights_move_one_at_a_time() -> None:
    """By three standard deviations, the others in proportion, and never below zero."""
    vertices = weight_vertices(weights_of(STATED), STATED)
    assert vertices[0] == pytest.approx((0.5, 0.3, 0.2))
    assert len(vertices) == 7
    assert all(sum(vertex) == pytest.approx(1) and min(vertex) >= 0 for vertex in vertices)
    assert vertices[1][0] == pytest.approx(0.5 + 3 * sqrt(0.25 / 51))
