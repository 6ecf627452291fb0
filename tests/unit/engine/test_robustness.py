"""Counting draws: first places, first three, wins, regret, and what is too close to call."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from fmselect.domain.requirements import Preferences
from fmselect.engine.alternatives import Alternative
from fmselect.engine.draws import Streams
from fmselect.engine.robustness import robustness
from fmselect.engine.standard_draws import make_standard_draws
from fmselect.engine.weight_draws import weight_draws
from tests.support.doubt import WEIGHTS, alternative

STREAMS = Streams(make_standard_draws(1000, 1), 5)
STATED = Preferences(weights=tuple(WEIGHTS.items()))
DRAWN = weight_draws(WEIGHTS, STATED, STREAMS)
NAMES = list(WEIGHTS)
W = tuple(WEIGHTS.values())


def one(offer: str, *values: float, error: float = 0.0, transfer: float = 0.0) -> Alternative:
    """An alternative with three values."""
    return alternative(offer, values, W, error=error, transfer=transfer)


def test_without_doubt_the_first_wins_every_draw() -> None:
    """Certain data and a lead at every weight: probability 1, no regret, robust."""
    found = robustness(
        [one("p/l/a", 0.9, 0.9, 0.9), one("p/l/b", 0.5, 0.5, 0.5)], NAMES, DRAWN, STREAMS
    )
    assert found is not None
    assert found.win == {"p/l/a": 1.0, "p/l/b": 0.0}
    assert found.regret["p/l/a"] == 0.0
    assert found.regret["p/l/b"] == pytest.approx(0.4, abs=1e-9)
    assert found.first_beats["p/l/b"] == 1.0
    assert found.too_close == ()
    assert found.robust
    assert found.draws == 1000


def test_ties_are_split_evenly() -> None:
    """Four alternatives alike: a quarter of the first places, three quarters of the first three."""
    items = [one(f"p/l/{name}", 0.5, 0.5, 0.5) for name in "abcd"]
    found = robustness([*items, one("p/l/z", 0.1, 0.1, 0.1)], NAMES, DRAWN, STREAMS)
    assert found is not None
    assert [found.win[f"p/l/{name}"] for name in "abcdz"] == pytest.approx([0.25] * 4 + [0.0])
    assert [found.top3[f"p/l/{name}"] for name in "abcdz"] == pytest.approx([0.75] * 4 + [0.0])
    assert [found.first_beats[f"p/l/{name}"] for name in "abcd"] == [0.5] * 4
    assert found.too_close == ("p/l/b", "p/l/c", "p/l/d")


def test_offers_of_one_model_share_its_capability() -> None:
    """Of two offers of a model the better one wins always, however unsure its capability is."""
    items = [one("p/l/a", 0.6, 0.6, 0.6, error=0.2), one("q/l/a", 0.6, 0.5, 0.6, error=0.2)]
    found = robustness(items, NAMES, DRAWN, STREAMS)
    assert found is not None
    assert found.win == {"p/l/a": 1.0, "q/l/a": 0.0}


def test_two_models_alike_but_for_their_errors_are_a_toss() -> None:
    """Independent draws: half each, within the error of a thousand draws."""
    items = [one(f"p/l/{name}", 0.6, 0.6, 0.6, error=0.1, transfer=0.05) for name in "ab"]
    found = robustness(items, NAMES, DRAWN, STREAMS)
    assert found is not None
    assert found.win["p/l/a"] == pytest.approx(0.5, abs=0.04)
    assert found.too_close == ("p/l/b",)


def test_the_probability_that_one_beats_another_is_that_of_the_normal_distribution() -> None:
    """On capability alone, 0.1 ahead with errors of 0.1 each: Phi(0.1 / (0.1 sqrt 2)) = 0.760."""
    items = [
        alternative("p/l/a", (0.6,), (1.0,), error=0.1),
        alternative("p/l/b", (0.5,), (1.0,), error=0.1),
    ]
    found = robustness(items, ["capability"], [[1.0] * 1000], STREAMS)
    assert found is not None
    assert found.first_beats["p/l/b"] == pytest.approx(0.760, abs=0.03)
    assert found.too_close == ("p/l/b",)


def test_a_drawn_latency_stays_on_its_scale() -> None:
    """0.95 with a deviation of 0.5 is never above 1, so it never passes a certain 1."""
    weights = [[1.0] * 1000]
    items = [
        alternative("p/l/a", (1.0,), (1.0,)),
        alternative("p/l/b", (0.95,), (1.0,))._replace(spreads=(0.5,), variances=(0.25,)),
    ]
    found = robustness(items, ["latency"], weights, STREAMS)
    assert found is not None
    assert found.first_beats["p/l/b"] > 0.5
    assert found.win["p/l/b"] < 0.5


def test_a_lone_contender_wins_for_want_of_others() -> None:
    """One that is left is first in every draw; none left is no answer."""
    found = robustness([one("p/l/a", 0.1, 0.1, 0.1, error=0.3)], NAMES, DRAWN, STREAMS)
    assert found is not None
    assert (found.win, found.top3) == ({"p/l/a": 1.0}, {"p/l/a": 1.0})
    assert robustness([], NAMES, DRAWN, STREAMS) is None


def test_a_small_lead_with_small_regret_is_robust_though_it_seldom_wins() -> None:
    """Five near equals: whichever is chosen, hardly anything is lost."""
    items = [one(f"p/l/{name}", 0.6, 0.6, 0.6, error=0.01) for name in "abcde"]
    found = robustness(items, NAMES, DRAWN, STREAMS)
    assert found is not None
    assert found.win["p/l/a"] < 0.5
    assert found.regret["p/l/a"] < 0.01
    assert found.robust


def test_two_that_meet_in_a_draw_tie_in_it() -> None:
    """Alike but for the draw of their transfer errors: what each wins of the other adds up to 1."""
    for seed in range(20):
        streams = Streams(make_standard_draws(100, 1), seed)
        weights = [[1.0] * 100]
        both = [alternative(f"p/l/{name}", (0.0,), (1.0,), transfer=0.02) for name in "ab"]
        there = robustness(both, ["capability"], weights, streams)
        back = robustness(both[::-1], ["capability"], weights, streams)
        assert there is not None
        assert back is not None
        assert there.first_beats["p/l/b"] + back.first_beats["p/l/a"] == pytest.approx(1)


def crowd() -> list[Alternative]:
    """A hundred models, of which most are far behind, in the order of their scores."""
    items = [
        one(f"p/l/m{k:02}", 0.9 * 0.995**k, (k * 37 % 100) / 100, 0.5, error=0.03, transfer=0.06)
        for k in range(100)
    ]
    return sorted(items, key=lambda item: -item.score)


@pytest.mark.parametrize("weights", ["stated", "equal", "order"])
def test_looking_only_where_luck_may_be_counts_nearly_the_same(weights: str) -> None:
    """Of the rows that are shown: within a point of what scoring everybody in every draw counts.

    Leaving the outsiders out would be wrong by five points and more.
    """
    wanted = {
        "stated": STATED,
        "equal": Preferences(equal=True),
        "order": Preferences(priorities=tuple(NAMES)),
    }[weights]
    drawn = weight_draws(WEIGHTS, wanted, STREAMS)
    items = crowd()
    full = robustness(items, NAMES, drawn, STREAMS)
    quick = robustness(items, NAMES, drawn, STREAMS, wanted=items[:5])
    few = robustness(items[:12], NAMES, drawn, STREAMS, wanted=items[:5])
    assert full is not None
    assert quick is not None
    assert few is not None
    for item in items[:5]:
        assert quick.win[item.offer] == pytest.approx(full.win[item.offer], abs=0.012)
        assert quick.top3[item.offer] == pytest.approx(full.top3[item.offer], abs=0.03)
        assert quick.regret[item.offer] == pytest.approx(full.regret[item.offer], abs=0.003)
    assert quick.too_close == full.too_close
    assert quick.first_beats.items() <= full.first_beats.items()
    assert few.top3[items[0].offer] > quick.top3[items[0].offer] + 0.05


@pytest.mark.parametrize("wanted", [range(1), range(20), (0, 40, 99), (60,)])
def test_whose_figures_are_wanted_changes_nobodys(wanted: Sequence[int]) -> None:
    """A probability is one of the question, not of how many rows are looked at."""
    drawn = weight_draws(WEIGHTS, STATED, STREAMS)
    items = crowd()
    everyone = robustness(items, NAMES, drawn, STREAMS, wanted=items)
    some = robustness(items, NAMES, drawn, STREAMS, wanted=[items[at] for at in wanted])
    assert everyone is not None
    assert some is not None
    assert set(some.win) == {items[at].offer for at in (0, *wanted)}
    for field in ("win", "top3", "regret"):
        told, all_ = getattr(some, field), getattr(everyone, field)
        assert told == {offer: all_[offer] for offer in told}
    assert some.first_beats == everyone.first_beats
    assert sum(everyone.win.values()) == pytest.approx(1)
    assert sum(everyone.top3.values()) == pytest.approx(3)
