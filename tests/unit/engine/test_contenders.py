"""Who takes part when doubt is drawn."""

from __future__ import annotations

from random import Random

from fmselect.domain.requirements import Preferences
from fmselect.engine.alternatives import Alternative
from fmselect.engine.contenders import contenders
from fmselect.engine.draws import Streams
from fmselect.engine.robustness import robustness
from fmselect.engine.standard_draws import make_standard_draws
from fmselect.engine.weight_draws import weight_draws, weight_vertices
from tests.support.doubt import WEIGHTS, alternative

W = tuple(WEIGHTS.values())
EQUAL = Preferences(equal=True)
STREAMS = Streams(make_standard_draws(1000, 1), 5)
DRAWN = weight_draws(WEIGHTS, EQUAL, STREAMS)
VERTICES = weight_vertices(WEIGHTS, EQUAL)


def crowd(number: int, seed: int = 1, error: float = 0.05) -> list[Alternative]:
    """Random alternatives, in the order of their scores."""
    random = Random(seed)  # noqa: S311 - any numbers will do
    items = [
        alternative(f"p/lab/m{k:03}", [random.random() for _ in W], W, error=error)
        for k in range(number)
    ]
    return sorted(items, key=lambda item: (-item.score, item.offer))


def test_whoever_three_others_beat_everywhere_takes_no_part() -> None:
    """Beaten by two it could still come third."""
    strong = [alternative(f"p/lab/s{k}", (0.9, 0.9, 0.9), W, error=0.01) for k in range(3)]
    weak = alternative("p/lab/weak", (0.5, 0.5, 0.5), W, error=0.01)
    names = [item.offer for item in contenders([*strong, weak], VERTICES, DRAWN, shown=1)]
    assert names == ["p/lab/s0", "p/lab/s1", "p/lab/s2"]
    assert weak in contenders([*strong[:2], weak], VERTICES, DRAWN, shown=1)


def test_a_specialist_takes_part_though_its_score_is_the_lowest() -> None:
    """It is first where only its strong side counts."""
    strong = [alternative(f"p/lab/s{k}", (0.9, 0.9, 0.5), W) for k in range(5)]
    quick = alternative("p/lab/quick", (0.0, 0.0, 1.0), W)
    assert quick in contenders([*strong, quick], VERTICES, DRAWN, shown=1)


def test_two_standard_deviations_of_doubt_keep_one_in() -> None:
    """0.1 behind with an error of 0.02 is out, with an error of 0.06 it is not."""
    for error, stays in ((0.02, False), (0.06, True)):
        ahead = [alternative(f"p/lab/s{k}", (0.6,), (1.0,), error=error) for k in range(3)]
        behind = alternative("p/lab/b", (0.5,), (1.0,), error=error)
        chosen = contenders([*ahead, behind], [(1.0,)], [[1.0] * 100], shown=1)
        assert (behind in chosen) is stays


def test_the_rows_that_are_shown_always_take_part() -> None:
    """Their figures are wanted whatever their chances, in the order of the ranking."""
    everyone = crowd(120, error=0.0)
    chosen = contenders(everyone, VERTICES, DRAWN, shown=60)
    assert chosen[:60] == everyone[:60]
    assert [everyone.index(item) for item in chosen] == sorted(map(everyone.index, chosen))


def test_of_too_many_the_likeliest_are_kept() -> None:
    """What is left out wins in few draws."""
    everyone = crowd(200)
    chosen = contenders(everyone, VERTICES, DRAWN, most=32)
    assert len(chosen) == 32
    full = robustness(everyone, list(WEIGHTS), DRAWN, STREAMS)
    assert full is not None
    assert sum(full.win[item.offer] for item in chosen) > 0.97


def test_nobody_gives_nobody() -> None:
    """An empty ranking has no contenders."""
    assert contenders([], VERTICES, DRAWN) == []
