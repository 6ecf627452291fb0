"""Rank acceptability against volumes that geometry gives exactly.

R. Lahdelma, J. Hokkanen and P. Salminen, "SMAA: stochastic multiobjective acceptability analysis",
European Journal of Operational Research 106(1), 1998, pages 137-143, define the acceptability of an
alternative as the share of the volume of possible weights that favours it; with partial
preferences, of the volume that respects them (R. Lahdelma and P. Salminen, "SMAA-2", Operations
Research 49(3), 2001, pages 444-454). With three criteria the weights are a triangle, and the shares
are areas.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from fmselect.domain.requirements import Preferences
from fmselect.engine.draws import Streams
from fmselect.engine.robustness import Robustness, robustness
from fmselect.engine.standard_draws import make_standard_draws
from fmselect.engine.weight_draws import weight_draws
from tests.support.doubt import alternative

NAMES = ["capability", "cost", "latency"]
EVEN = (1 / 3, 1 / 3, 1 / 3)
STREAMS = Streams(make_standard_draws(10_000, 3), 11)


def acceptability(preferences: Preferences, rows: Mapping[str, tuple[float, ...]]) -> Robustness:
    """With 10,000 draws."""
    names = NAMES[: len(next(iter(rows.values())))]
    drawn = weight_draws(dict.fromkeys(names, 1 / len(names)), preferences, STREAMS)
    items = [alternative(name, row, EVEN[: len(row)]) for name, row in rows.items()]
    found = robustness(items, names, drawn, STREAMS)
    assert found is not None
    return found


def test_two_criteria_share_the_line_at_the_crossings() -> None:
    """(1, 0), (0.7, 0.6) and (0, 1) lead for w from 2/3 on, from 4/11, and below: lengths."""
    rows = {"a": (1.0, 0.0), "b": (0.7, 0.6), "c": (0.0, 1.0)}
    found = acceptability(Preferences(equal=True), rows)
    exact = {"a": 1 - 2 / 3, "b": 2 / 3 - 4 / 11, "c": 4 / 11}
    assert found.win == pytest.approx(exact, abs=0.01)


def test_three_specialists_share_the_triangle_evenly() -> None:
    """Each leads where its criterion weighs most: a third of the area."""
    rows = {"a": (1.0, 0.0, 0.0), "b": (0.0, 1.0, 0.0), "c": (0.0, 0.0, 1.0)}
    found = acceptability(Preferences(equal=True), rows)
    assert found.win == pytest.approx(dict.fromkeys("abc", 1 / 3), abs=0.01)


ROWS = {
    "a": (1.0, 0.0, 0.0),
    "b": (0.0, 1.0, 0.0),
    "c": (0.0, 0.0, 1.0),
    "m": (0.5, 0.5, 0.5),
}
"""Three specialists, and a compromise that leads where no weight exceeds one half."""


def test_the_compromise_has_the_middle_triangle() -> None:
    """The triangle of the midpoints has a quarter of the area, and so has each corner."""
    found = acceptability(Preferences(equal=True), ROWS)
    assert found.win == pytest.approx(dict.fromkeys("abcm", 0.25), abs=0.01)
    # With one half it is never behind more than one specialist.
    assert found.top3["m"] == 1.0


def test_an_order_of_the_criteria_cuts_the_triangle_down() -> None:
    """Of the ordered sixth, the corner of the first criterion is three quarters."""
    found = acceptability(Preferences(priorities=tuple(NAMES)), ROWS)
    assert found.win == pytest.approx({"a": 0.75, "b": 0.0, "c": 0.0, "m": 0.25}, abs=0.01)


def test_a_pair_is_decided_along_a_line() -> None:
    """One beats the other where its weight is the larger: half; under the order always."""
    assert acceptability(Preferences(equal=True), ROWS).first_beats["b"] == pytest.approx(
        0.5, abs=0.01
    )
    ordered = acceptability(Preferences(priorities=tuple(NAMES)), ROWS)
    assert ordered.first_beats["b"] == pytest.approx(1.0, abs=1e-3)
