"""Seconds to the last token."""

from __future__ import annotations

import pytest

from fmselect.domain.candidate import Speed
from fmselect.domain.catalog import Latency
from fmselect.domain.requirements import Workload
from fmselect.engine.latency import make_response, reference_seconds

WORKLOAD = Workload(output_tokens=501.0)


def test_an_answer_takes_the_first_token_and_then_the_rest() -> None:
    """0.5 s and 500 tokens at 50 a second: 10.5 s; slower and faster spread apart."""
    speed = Speed((0.25, 0.5, 1.0), (25.0, 50.0, 100.0))
    assert make_response(WORKLOAD)(speed) == (5.25, 10.5, 21.0)


def test_reasoning_on_top_is_generated_too() -> None:
    """500 more tokens."""
    speed = Speed((0.5, 0.5, 0.5), (50.0, 50.0, 50.0))
    workload = Workload(output_tokens=501.0, reasoning_tokens=500.0)
    assert make_response(workload)(speed) == (20.5, 20.5, 20.5)


@pytest.mark.parametrize(
    "speed",
    [None, Speed(None, (1.0, 2.0, 3.0)), Speed((1.0, 2.0, 3.0), None)],
    ids=["nothing", "no-first-token", "no-rate"],
)
def test_half_a_speed_is_no_latency(speed: Speed | None) -> None:
    """Unknown stays unknown."""
    assert make_response(WORKLOAD)(speed) is None


def test_without_output_the_first_result_is_the_answer() -> None:
    """An embedding has no stream."""
    assert make_response(Workload())(Speed((1.0, 2.0, 3.0), None)) == (1.0, 2.0, 3.0)


def test_an_anchor_is_timed_on_the_same_workload() -> None:
    """2 s and 500 tokens at 100 a second."""
    assert reference_seconds(Latency(2.0, 100.0), WORKLOAD) == 7.0
