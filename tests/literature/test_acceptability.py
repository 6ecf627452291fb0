"""Rank acceptability against volumes that geometry gives exactly.

R. Lahdelma, J. Hokkanen and P. Salminen, "SMAA: stochastic multiobjective acceptability analysis",
European Journal of Operational Research 106(1), 1998, pages 137-143, define the acceptability of an
alternative as the share of the volume of possible weights that favours it; with partial
preferences, of the volume that respects them (R. Lahdelma and P. Salminen, "SMAA-2", Operations
Research 49(3), 2001, pages 444-454). With three criteria the weights are a triangle, and the shares
are areas.

The last tests repeat a published analysis with uncertain measurements as well: heparin or
enoxaparin against blood clots, the example of the R package smaa 0.3 by G. van Valkenhoef (file
`tests/Examples/smaa-Ex.Rout.save` of gertvv/rsmaa), whose measurements and value functions are
those of `examples/thrombolytics.json` of drugis/mcda-elicitation-web.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import pytest

from fmselect.domain.requirements import Preferences
from fmselect.engine.draws import Streams
from fmselect.engine.robustness import Robustness, robustness
from fmselect.engine.standard_draws import make_standard_draws
from fmselect.engine.weight_draws import WeightDraws, weight_draws
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


EVENTS = {
    "heparin": ((20, 116), (40, 96), (1, 135)),
    "enoxaparin": ((8, 121), (32, 97), (5, 124)),
}
"""Patients with and without proximal clots, distal clots and major bleeding: each rate has a beta
distribution of these two numbers."""
SCALE = ((0.0, 0.25), (0.15, 0.4), (0.0, 0.1))
"""The rates worth 1 and worth 0, linear between."""
OF_THREE = ["cost", "latency", "context"]
"""Names under which the three are drawn, each with an error of its own."""


def measured(with_event: int, without: int, scale: tuple[float, float]) -> tuple[float, float]:
    """Mean and standard deviation of the value of a rate."""
    good, bad = scale
    number = with_event + without
    mean = with_event / number
    deviation = sqrt(mean * (1 - mean) / (number + 1))
    return (bad - mean) / (bad - good), deviation / (bad - good)


def treatments(drawn: WeightDraws) -> dict[str, float]:
    """Which treatment comes first in which share of the draws."""
    items = []
    for name, events in EVENTS.items():
        rows = [measured(*counts, scale) for counts, scale in zip(events, SCALE, strict=True)]
        items.append(
            alternative(
                name, [v for v, _ in rows], EVEN, spreads=[deviation for _, deviation in rows]
            )
        )
    items.sort(key=lambda item: -item.score)
    found = robustness(items, OF_THREE, drawn, STREAMS)
    assert found is not None
    return found.win


def test_the_published_acceptabilities_come_out_without_preferences() -> None:
    """Heparin first in 35.04 %, enoxaparin in 64.96 %: both sampled 10,000 times.

    A published share has a standard error of half a point, and so has ours; our errors are normal
    where those of the example are beta, which is worth about as much again.
    """
    drawn = weight_draws(dict.fromkeys(OF_THREE, 1 / 3), Preferences(equal=True), STREAMS)
    assert treatments(drawn) == pytest.approx({"heparin": 0.3504, "enoxaparin": 0.6496}, abs=0.02)


def test_the_published_acceptabilities_come_out_with_weights() -> None:
    """At the weights 0.5, 0.2 and 0.3 heparin is first in 12.79 %."""
    drawn = [[weight] * STREAMS.number for weight in (0.5, 0.2, 0.3)]
    assert treatments(drawn) == pytest.approx({"heparin": 0.1279, "enoxaparin": 0.8721}, abs=0.01)
