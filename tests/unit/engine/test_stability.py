"""How far a weight can move before the winner changes."""

from __future__ import annotations

import pytest

from fmselect.engine.score import Scored
from fmselect.engine.stability import nearest_flips, stability_intervals, with_weight
from tests.support.doubt import scored

WEIGHTS = {"capability": 0.6, "cost": 0.4}
W = tuple(WEIGHTS.values())


def make(offer: str, *values: float, proven: bool = True) -> Scored:
    """A candidate scored with the weights above."""
    return scored(offer, values, W, proven=proven)


def test_two_candidates_tie_at_the_bound() -> None:
    """The scores are equal: t 0.9 + (1 - t) 0.2 = t 0.5 + (1 - t) 0.7 at t = 5/9."""
    intervals = stability_intervals([make("p/l/a", 0.9, 0.2), make("p/l/b", 0.5, 0.7)], WEIGHTS)
    assert intervals["capability"].low == pytest.approx(5 / 9)
    assert intervals["capability"].below == "p/l/b"
    assert (intervals["capability"].high, intervals["capability"].above) == (1.0, None)
    assert intervals["cost"].high == pytest.approx(4 / 9)
    assert intervals["cost"].above == "p/l/b"


def test_the_flip_is_named_just_past_the_bound() -> None:
    """0.6 falls by 0.0444..., rounded outward to four digits of the distance."""
    flips = nearest_flips([make("p/l/a", 0.9, 0.2), make("p/l/b", 0.5, 0.7)], WEIGHTS)
    assert {flip["weight"] for flip in flips} == {"capability", "cost"}
    for flip in flips:
        assert flip["winner"] == "p/l/b"
        assert abs(flip["to"] - flip["from"]) == pytest.approx(0.04445, abs=1e-9)
        assert flip["from"] == WEIGHTS[flip["weight"]]


def test_of_two_directions_the_nearer_is_named() -> None:
    """Both more and less weight on capability would change the winner."""
    items = [make("p/l/a", 0.7, 0.6), make("p/l/b", 1.0, 0.0), make("p/l/c", 0.1, 1.0)]
    intervals = stability_intervals(items, WEIGHTS)
    low, high, below, above = intervals["capability"]
    assert [low, high] == pytest.approx([0.4, 2 / 3])
    assert (below, above) == ("p/l/c", "p/l/b")
    flips = {flip["weight"]: flip for flip in nearest_flips(items, WEIGHTS)}
    assert flips["capability"]["winner"] == "p/l/b"


def test_another_offer_of_the_same_model_is_no_change_of_model() -> None:
    """The model is better served by its cheap offer before another model wins."""
    items = [make("p/l/a", 0.9, 0.2), make("q/l/a", 0.7, 0.45), make("p/l/b", 0.1, 0.8)]
    by_model = stability_intervals(items, WEIGHTS)["cost"]
    by_offer = stability_intervals(items, WEIGHTS, one_per_model=False)["cost"]
    assert by_offer.above == "q/l/a"
    assert by_offer.high == pytest.approx(4 / 9)
    assert by_model.above == "p/l/b"
    assert by_model.high == pytest.approx(0.6 / 0.95)


def test_what_never_changes_the_winner_is_not_listed() -> None:
    """A candidate that is better at everything wins at any weight."""
    items = [make("p/l/a", 0.9, 0.9), make("p/l/b", 0.5, 0.5)]
    assert nearest_flips(items, WEIGHTS) == []
    assert stability_intervals(items, WEIGHTS)["cost"] == (0.0, 1.0, None, None)


def test_the_unproven_never_win_over_the_proven() -> None:
    """However cheap."""
    assert (
        nearest_flips([make("p/l/a", 0.9, 0.2), make("p/l/b", 0.0, 1.0, proven=False)], WEIGHTS)
        == []
    )


def test_a_tie_flips_at_the_least_step() -> None:
    """The order of two that tie is that of their names; the least change decides otherwise."""
    items = [make("p/l/a", 0.5, 0.5), make("p/l/b", 0.7, 0.2)]
    flips = nearest_flips(items, WEIGHTS)
    assert [(flip["winner"], round(abs(flip["to"] - flip["from"]), 8)) for flip in flips] == [
        ("p/l/b", 1e-6),
        ("p/l/b", 1e-6),
    ]


def test_one_criterion_or_nobody_gives_no_intervals() -> None:
    """There is no weight to move, or nobody to move it for."""
    assert stability_intervals([scored("p/l/a", (0.5,), (1.0,))], {"cost": 1.0}) == {}
    assert nearest_flips([], WEIGHTS) == []


def test_the_other_weights_move_in_proportion() -> None:
    """Three parts to one stays three parts to one."""
    moved = with_weight({"capability": 0.2, "cost": 0.6, "latency": 0.2}, "capability", 0.6)
    assert moved == pytest.approx({"capability": 0.6, "cost": 0.3, "latency": 0.1})


def test_a_winner_by_its_id_alone_is_told_to_be_level_with_others() -> None:
    """Without capability three models score the same; two offers of one model are one."""
    items = [
        make("p/l/a", 0.9, 0.2),
        make("p/l/b", 0.1, 0.5),
        make("p/l/c", 0.2, 0.5),
        make("q/l/c", 0.2, 0.5),
        make("p/l/d", 0.1, 0.5),
    ]
    (flip,) = (one for one in nearest_flips(items, WEIGHTS) if one["weight"] == "capability")
    assert (flip["winner"], flip["level_with"]) == ("p/l/c", 0)
    nothing = [make(f"p/l/{name}", 0.0, 0.5) for name in "bcd"]
    (flip,) = (
        one
        for one in nearest_flips([make("p/l/a", 0.9, 0.2), *nothing], WEIGHTS)
        if one["weight"] == "capability"
    )
    assert (flip["winner"], flip["level_with"]) == ("p/l/b", 2)
