"""Ratings and preferences against published tables: Elo, and Bradley and Terry.

The table and the worked example are those of R. Hayward, "Elo", University of Alberta (course page
of CMPUT 670, `jem/elo.html`): expected winning rates by difference, and the difference that a rate
of 0.6 stands for. The game is worked out by C. Giraud, "Elo vs Bradley-Terry model"
(blog.keiruaprod.fr, 2 June 2021): a player rated 2860 against one rated 2741.

R. A. Bradley and M. E. Terry, "Rank analysis of incomplete block designs", Biometrika 39(3/4),
1952, give the chance that a beats b as `a / (a + b)`; a strength is `10 ^ (rating / 400)`.
"""

from __future__ import annotations

from math import log10

import pytest

from fmselect.capability.evidence import Ruler, elo_probability

TABLE = {
    0: 0.50, 50: 0.57, 100: 0.64, 150: 0.70, 200: 0.76, 250: 0.81, 300: 0.85, 350: 0.88,
    400: 0.91, 450: 0.93, 500: 0.95,
}  # fmt: skip
"""Difference of two ratings -> rate at which the higher one wins."""


@pytest.mark.parametrize("difference", TABLE)
def test_the_published_winning_rates_come_out(difference: int) -> None:
    """To the two digits printed, for the higher and the lower one."""
    assert round(elo_probability(difference), 2) == TABLE[difference]
    assert elo_probability(-difference) == pytest.approx(1 - elo_probability(difference))


def test_the_published_difference_of_a_rate_comes_out() -> None:
    """A rate of 0.6 is a difference of about 70.4."""
    assert elo_probability(70.4) == pytest.approx(0.6, abs=1e-4)


def test_the_published_game_comes_out() -> None:
    """2860 against 2741 wins with probability 0.66486, to all digits printed."""
    assert elo_probability(2860 - 2741) == pytest.approx(0.6648579785547648, abs=1e-15)


@pytest.mark.parametrize(("one", "other"), [(2.0, 1.0), (3.0, 1.0), (5.0, 4.0), (1.0, 10.0)])
def test_strengths_win_in_their_proportion(one: float, other: float) -> None:
    """Bradley and Terry: strengths of 2 and 1 win two of three, whatever scale ratings have."""
    difference = 400 * (log10(one) - log10(other))
    assert elo_probability(difference) == pytest.approx(one / (one + other))


def test_a_rated_benchmark_is_read_as_the_chance_against_the_middle_model() -> None:
    """200 points above the centre of the models seen is a share of 0.76."""
    ruler = Ruler("elo", centre=1300.0)
    assert round(ruler.share(1500.0), 2) == 0.76
    assert ruler.share(1300.0) == 0.5
