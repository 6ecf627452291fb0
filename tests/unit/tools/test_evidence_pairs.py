"""Families as witnesses, on cases worked out by hand: of stated chances, and of each other."""

from __future__ import annotations

import numpy as np
import pytest

from tools.evidence import holdout
from tools.evidence.pairs import binned, furthest, stated_pairs
from tools.evidence.scores import Floats
from tools.evidence.summary import judged, regret_interval


def held(family: str, item: str, observed: Floats | None = None) -> holdout.Held:
    """A test that was left out; only its names count where `observed` is not given."""
    scores = np.zeros(0) if observed is None else observed
    names = tuple(f"lab/m{at}" for at in range(len(scores)))
    test = holdout.Test(family, item, "coding", names, scores)
    return holdout.Held(test, {}, scores, {}, scores)


def test_the_likelier_of_a_pair_is_judged() -> None:
    """Won in three draws of four by the second, which then scored higher: (3 + 0.5) / 5, true."""
    draws = np.array([[0.0, 1.0], [0.0, 1.0], [0.0, 1.0], [1.0, 0.0]])
    stated, truth = stated_pairs(held("f", "i", np.array([10.0, 20.0])), draws)
    assert stated == pytest.approx([0.7])
    assert truth == pytest.approx([1.0])


def test_a_tie_comes_half_true() -> None:
    """Two models with one score: neither was right."""
    draws = np.array([[1.0, 0.0]])
    _, truth = stated_pairs(held("f", "i", np.array([10.0, 10.0])), draws)
    assert truth == pytest.approx([0.5])


def test_each_family_is_one_witness_however_many_pairs_and_benchmarks_it_has() -> None:
    """Family `a` is right on its one pair, `b` wrong on nine of one board, right on another's one.

    The boards of `b` weigh a half each: 1 x 1/2 + (0 + 1) / 2 x 1/2 = 0.75. All eleven pairs alike:
    2 of 11.
    """
    tests = [held("a", "a1"), held("b", "b1"), held("b", "b2")]
    one, nine = np.full(1, 0.85), np.full(9, 0.85)
    (row,) = binned(tests, [(one, np.ones(1)), (nine, np.zeros(9)), (one, np.ones(1))])
    assert row.true == pytest.approx(0.75)
    assert row.true_alike == pytest.approx(2 / 11)
    assert row.stated == row.stated_alike == pytest.approx(0.85)
    assert row.pairs == 11


def test_the_benchmark_on_which_least_came_true_is_named_first() -> None:
    """Stated 0.9 of each: 0.5 came true on the second, all on the first."""
    pairs = [(np.full(2, 0.9), np.ones(2)), (np.full(2, 0.9), np.array([0.0, 1.0]))]
    first, second = furthest([held("a", "good"), held("b", "odd")], pairs)
    assert (first.item, first.true) == ("odd", 0.5)
    assert second.item == "good"


def domain_test(family: str, *, helps: bool) -> holdout.Held:
    """A test whose domain's deviations put its three models in the right order, or the wrong."""
    right, wrong = np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.0, 1.0])
    own, general = (right, wrong) if helps else (wrong, right)
    error = np.full(3, 0.1)
    predicted = {holdout.FIT: own, holdout.ALL_DOMAINS: own, holdout.NO_DOMAINS: general}
    test = holdout.Test(family, family, "coding", ("a/a", "a/b", "a/c"), right)
    return holdout.Held(test, predicted, error, {holdout.FIT: general}, error)


def test_a_family_is_judged_by_the_choice_made_on_the_others() -> None:
    """The domain helps on one of three: on its own it would be kept, the other two drop it.

    Of the two on which it costs, each is judged with the domain: the others are then one of each,
    which is no loss on average.
    """
    tests = [
        domain_test("a", helps=True),
        domain_test("b", helps=False),
        domain_test("c", helps=False),
    ]
    ranked = [one.predicted[holdout.FIT].tolist() for one in judged(tests)]
    assert ranked == [[3.0, 2.0, 1.0], [3.0, 2.0, 1.0], [3.0, 2.0, 1.0]]


def test_the_interval_of_the_regret_is_over_families() -> None:
    """One family without loss and one that loses all: anything between is possible."""
    scores = np.arange(8.0)
    tests = [
        holdout.Held(
            holdout.Test(family, family, "coding", tuple("abcdefgh"), scores),
            {holdout.FIT: predicted}, scores, {}, scores,
        )
        for family, predicted in (("right", scores), ("wrong", -scores))
    ]  # fmt: skip
    assert regret_interval(tests) == pytest.approx((0, 100, 50))
