"""The measures of the evidence report, on cases worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tools.evidence.scores import kendall_tau, pick_regret, win_shares


def test_kendall_tau_counts_pairs() -> None:
    """Of six pairs one is in the wrong order: (5 - 1) / 6."""
    observed = np.array([1.0, 2.0, 3.0, 4.0])
    assert kendall_tau(np.array([1.0, 3.0, 2.0, 4.0]), observed) == pytest.approx(4 / 6)
    assert kendall_tau(observed, observed) == 1
    assert kendall_tau(-observed, observed) == -1


def test_a_perfect_ranking_has_no_regret_and_the_worst_has_the_whole_range() -> None:
    """Of eight candidates the last is 100 % of the range below the first."""
    observed = np.arange(8.0)
    assert pick_regret(observed, observed) == 0
    assert pick_regret(-observed, observed) == pytest.approx(100)


def test_regret_is_the_mean_over_all_sets_of_eight() -> None:
    """Of nine candidates two swapped at the top: each set with both loses one step of eight.

    Seven of the nine sets of eight hold both; 7 / 9 times 12.5 %.
    """
    observed = np.arange(9.0)
    predicted = np.array([0.0, 1, 2, 3, 4, 5, 6, 8, 7])
    assert pick_regret(predicted, observed) == pytest.approx(100 * 7 / 9 / 8)


def test_win_shares_count_the_draws_won() -> None:
    """Three draws: two won by the first candidate, one by the second."""
    assert win_shares(np.array([[2.0, 1.0], [3.0, 1.0], [0.0, 1.0]])) == pytest.approx(
        [2 / 3, 1 / 3]
    )
