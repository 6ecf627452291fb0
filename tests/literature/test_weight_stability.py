"""Weight stability against two published sensitivity analyses.

P. Goodwin and G. Wright, "Decision Analysis for Management Judgment", 3rd edition, Wiley 2004,
chapter 3, the office location problem, pages 44, 47 and 48: Addison Square (A) is first with a
weight of 81 on turnover and 19 on working conditions; Elton Street (E) gives the highest value of
benefits as long as turnover weighs less than 52.1, and above that A does. Pages and figures as
reproduced by yumpu.com, document 10698289, pages 60, 63 and 64.

E. Triantaphyllou and A. Sanchez, "A sensitivity analysis approach for some deterministic
multi-criteria decision making methods", Decision Sciences 28(1), 1997, pages 151-194: alternatives
i and j trade places when the weight of criterion k changes by `d = (P_j - P_i) / (a_jk - a_ik)`,
all weights being normalised again afterwards, where that leaves it at least zero. Of this paper
only the beginning could be read while this was written, so the second half of this module computes
the theorem from its formula, on an example of the size used there; its numbers are not quoted from
the paper.
"""

from __future__ import annotations

import pytest

from fmselect.engine.score import Scored
from fmselect.engine.stability import Interval, nearest_flips, stability_intervals
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


A_VALUES = {"closeness": 100, "visibility": 60, "image": 100, "size": 75, "comfort": 0, "cars": 90}
"""Addison Square, page 44; multiplied with the weights and added up it is worth 80.8."""
OFFICE_WEIGHTS = {
    "closeness": 32, "visibility": 26, "image": 23, "size": 10, "comfort": 6, "cars": 3
}  # fmt: skip
TURNOVER = ("closeness", "visibility", "image")
CONDITIONS = {"size": 30, "comfort": 20, "cars": 10}
"""The weights of working conditions before they are normalised to 50, 33.3 and 16.7: page 47."""
ELTON = (60.4, 81.7)
"""Elton Street with all weight on turnover, and with none: page 48."""


def _mean(values: dict[str, int], weights: dict[str, int]) -> float:
    """The weighted mean of some attributes."""
    return sum(values[name] * weight for name, weight in weights.items()) / sum(weights.values())


def test_the_printed_value_of_the_first_office_comes_out() -> None:
    """Addison Square: 80.8 of 100."""
    assert _mean(A_VALUES, OFFICE_WEIGHTS) == pytest.approx(80.8, abs=0.05)


SHARES = {"turnover": 0.81, "conditions": 0.19}


def offices() -> list[Scored]:
    """The two that are ever first, the first of them first."""
    turnover = {name: OFFICE_WEIGHTS[name] for name in TURNOVER}
    rows = {"A": (_mean(A_VALUES, turnover), _mean(A_VALUES, CONDITIONS)), "E": ELTON}
    return [
        scored(f"p/l/{name}", [value / 100 for value in row], list(SHARES.values()))
        for name, row in rows.items()
    ]


def test_the_office_changes_at_the_printed_weight() -> None:
    """Below 52.1 on turnover Elton Street, above it Addison Square, up to all of the weight.

    To a tenth: from the printed values of either office the crossing is at 52.19.
    """
    found = stability_intervals(offices(), SHARES)["turnover"]

    assert 100 * found.low == pytest.approx(52.1, abs=0.1)
    assert found.below == "p/l/E"
    assert (found.high, found.above) == (1.0, None)


def test_the_flip_that_is_named_is_the_printed_one() -> None:
    """The nearest change of a weight: turnover from 81 to just under 52.1."""
    flips = {flip["weight"]: flip for flip in nearest_flips(offices(), SHARES)}

    assert 100 * flips["turnover"]["to"] == pytest.approx(52.1, abs=0.1)
    assert 100 * flips["conditions"]["to"] == pytest.approx(47.9, abs=0.1)
    assert {flip["winner"] for flip in flips.values()} == {"p/l/E"}
