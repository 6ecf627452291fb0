"""What may be off about a candidate, in units of value."""

from __future__ import annotations

from typing import Any

import pytest

from fmselect.domain.candidate import Capability, Speed
from fmselect.domain.requirements import Requirements, Workload
from fmselect.engine.alternatives import alternatives, latency_spread
from fmselect.engine.scales import make_scales
from fmselect.engine.score import Scored, score_all
from fmselect.engine.subject import assess
from tests.support.doubt import WEIGHTS
from tests.support.memory_catalog import candidate, language_task, speed, token_price

WORKLOAD = Workload(requests=1000, input_tokens=1000, output_tokens=500)
SCALES = make_scales(Requirements(task="chat", workload=WORKLOAD), language_task())


def scored_one(**facts: Any) -> list[Scored]:
    """One candidate, scored."""
    facts = {
        "price": token_price(1.0, 2.0),
        "speed": speed(1.0, 50.0),
        "capability": Capability(60.0, 4.0, 9, "strong"),
        **facts,
    }
    subjects = assess([candidate("p/lab/m", **facts)], WORKLOAD, "language")
    return score_all(subjects, WEIGHTS, SCALES)


def test_errors_of_capability_are_taken_from_points_to_values() -> None:
    """The provisional scale is 100 points wide: 4 points are 0.04."""
    (item,) = alternatives(scored_one(), WEIGHTS, SCALES, transfer_error=5.0)
    assert item.standard_error == pytest.approx(0.04)
    assert item.transfer_error == pytest.approx(0.05)
    assert item.variances == pytest.approx((0.04**2 + 3 * 0.05**2, 0, 0))


@pytest.mark.parametrize(("grade", "error"), [("strong", 0.03), ("fair", 0.06), ("thin", 0.12)])
def test_an_unstated_error_is_wider_the_thinner_the_evidence(grade: str, error: float) -> None:
    """The published convention, until a calibration says otherwise."""
    order = scored_one(capability=Capability(60.0, None, 2, grade))
    (item,) = alternatives(order, WEIGHTS, SCALES)
    assert item.standard_error == error
    assert item.transfer_error == 0.03


def test_without_weight_on_capability_its_error_does_not_count() -> None:
    """Nothing about the answer depends on it."""
    (item,) = alternatives(scored_one(), {"cost": 0.5, "latency": 0.5}, SCALES)
    assert (item.standard_error, item.transfer_error) == (0.0, 0.0)


def test_a_measured_latency_is_certain_an_estimated_one_is_not_an_unknown_one_least() -> None:
    """The stated low and high lie two standard deviations either side."""
    measured, estimated, unknown = (
        scored_one(speed=value)[0].subject
        for value in (speed(1.0, 50.0), speed(1.0, 50.0, spread=1.5), Speed(None, None))
    )
    assert latency_spread(measured, SCALES) == 0.0
    assert 0.0 < latency_spread(estimated, SCALES) < latency_spread(unknown, SCALES)


def test_the_unproven_take_no_part_where_the_first_is_proven() -> None:
    """They follow it whatever the weights."""
    proven, unproven = scored_one()[0], scored_one(capability=None)[0]
    assert len(alternatives([proven, unproven], WEIGHTS, SCALES)) == 1
    assert len(alternatives([unproven], WEIGHTS, SCALES)) == 1
    assert alternatives([], WEIGHTS, SCALES) == []
