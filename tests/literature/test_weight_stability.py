"""Weight stability against the theorem of a published sensitivity analysis.

E. Triantaphyllou and A. Sanchez, "A sensitivity analysis approach for some deterministic
multi-criteria decision making methods", Decision Sciences 28(1), 1997, pages 151-194: alternatives
i and j trade places when the weight of criterion k changes by `d = (P_j - P_i) / (a_jk - a_ik)`,
all weights being normalised again afterwards, where that leaves it at least zero. The theorem is
computed here from its formula; the four alternatives and criteria are an example of the size used
there, with preferences that add up to 1.
"""

from __future__ import annotations

import pytest

from fmselect.engine.stability import Interval, stability_intervals
from tests.support.doubt import scored

WEIGHTS = {"c1": 0.3277, "c2": 0.3058, "c3": 0.2876, "c4": 0.0790}
PERFORMANCE = {
    "A1": (0.3088, 0.2897, 0.3867, 0.1922),
    "A2": (0.2163, 0.3458, 0.1755, 0.6288),
    "A3": (0.4509, 0.2473, 0.1194, 0.0575),
    "A4": (0.0240, 0.1172, 0.3184, 0.1215),
}
PREFERENCES = {"A1": 0.3162, "A2": 0.2768, "A3": 0.2623, "A4": 0.1449}
TOTAL = sum(WEIGHTS.values())
"""The printed weights add up to 1.0001."""


@pytest.fixture(scope="module")
def intervals() -> dict[str, Interval]:
    """The intervals in which A1 stays first."""
    weights = {name: weight / TOTAL for name, weight in WEIGHTS.items()}
    items = [
        scored(f"p/l/{name}", row, list(weights.values())) for name, row in PERFORMANCE.items()
    ]
    return stability_intervals(items, weights)


def test_the_final_preferences_come_out() -> None:
    """To the four digits printed."""
    for name, row in PERFORMANCE.items():
        item = scored(f"p/l/{name}", row, list(WEIGHTS.values()))
        assert item.score == pytest.approx(PREFERENCES[name], abs=1e-4)


def change(criterion: int, other: str) -> float:
    """By what share of its weight a criterion has to fall, by the theorem, for another to lead."""
    weights = list(WEIGHTS.values())
    scores = {
        name: sum(w * a for w, a in zip(weights, row, strict=True))
        for name, row in PERFORMANCE.items()
    }
    gap = scores[other] - scores["A1"]
    return gap / (PERFORMANCE[other][criterion] - PERFORMANCE["A1"][criterion]) / weights[criterion]


@pytest.mark.parametrize(
    ("name", "criterion", "other", "side"),
    [("c1", 0, "A3", "high"), ("c3", 2, "A2", "low"), ("c4", 3, "A2", "high")],
)
def test_the_bounds_are_those_of_the_theorem(
    intervals: dict[str, Interval], name: str, criterion: int, other: str, side: str
) -> None:
    """The weight after the change of the theorem, normalised again, is our bound."""
    share = change(criterion, other)
    changed = WEIGHTS[name] * (1 - share)
    bound = changed / (TOTAL - WEIGHTS[name] * share)
    interval = intervals[name]
    assert getattr(interval, side) == pytest.approx(bound, abs=1e-9)
    assert (interval.above if side == "high" else interval.below) == f"p/l/{other}"


def test_the_third_criterion_has_to_lose_two_thirds_of_its_weight() -> None:
    """About 64.9 %, and no criterion can lose enough weight for A4 to lead but by more than all."""
    assert change(2, "A2") == pytest.approx(0.649, abs=5e-4)
    assert change(0, "A2") > 1
    assert change(0, "A4") > 1
