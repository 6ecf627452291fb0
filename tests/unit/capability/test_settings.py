"""Reading reasoning efforts, and choosing the setting that stands for a model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmselect.capability.settings import effort_rank, representative


@pytest.mark.parametrize(
    ("setting", "rank"),
    [
        ("effort=high; votes=72392; ci=[1501.1,1508.1]", 4),
        ("thinking-64k-low-effort; derived mean of 3 task scores", 2),
        ("highthinking", 4),
        ("xHigh", 5),
        ("no-thinking", 0),
        ("w/o thinking", 0),
        ("Thinking 16K", 3.5),
        ("FC thinking", 3.5),
        ("temperature=1, reasoning=medium", 3),
        ("harness=Claude Code; variant=max", 6),
    ],
)
def test_efforts_are_read_from_the_ways_sources_name_them(setting: str, rank: float) -> None:
    """A named effort is found whatever the source's spelling."""
    assert effort_rank(setting) == rank


@pytest.mark.parametrize(
    "setting",
    [None, "", "FC", "claimed 128K, effective 32K", "size 8B", "shots=5", "agent=Terminus 2"],
)
def test_a_setting_without_an_effort_has_no_rank(setting: str | None) -> None:
    """Numbers and names that are not about effort are not taken for one."""
    assert effort_rank(setting) is None


def test_the_highest_effort_stands_for_the_model() -> None:
    """The highest effort is chosen even where a lower one scored better."""
    results = [("effort=low", 60.0), ("effort=high", 55.0), (None, 70.0)]
    assert representative(results) == (55.0, 4.0)


def test_harnesses_are_averaged_by_their_median_not_their_maximum() -> None:
    """Being run in many harnesses gives no advantage."""
    results = [("agent=A", 10.0), ("agent=B", 20.0), ("agent=C", 90.0)]
    assert representative(results) == (20.0, None)


@given(st.lists(st.tuples(st.sampled_from([None, "high", "low"]), st.floats(0, 1)), min_size=1))
def test_the_order_of_results_does_not_matter(results: list[tuple[str | None, float]]) -> None:
    """The same results in any order give the same score."""
    assert representative(results) == representative(results[::-1])
