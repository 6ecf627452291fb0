"""Setting cells, spelled in many ways, come out in one vocabulary."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tools.import_facts.settings import read_setting, run_setting


@pytest.mark.parametrize(
    ("cell", "run"),
    [
        ("", None),
        ("effort=high", "effort=high"),
        ("xHigh; votes=517; ci=[1492.5,1544.7]", "effort=xhigh"),
        ("high reasoning", "effort=high"),
        ("no reasoning", "no-thinking"),
        ("non-thinking", "no-thinking"),
        ("thinking-64k-high-effort; derived mean of 4 task scores", "thinking-64k; effort=high"),
        ("high-32k", "effort=high; thinking-32k"),
        ("edit_format=diff; effort=high", "effort=high; edit_format=diff"),
        ("agent=Droid; source=Terminal-Bench v2 Leaderboard", "agent=Droid"),
        ("agent system: SWE-agent + X; checked=True; System: Attempts - 1", "agent=SWE-agent + X"),
        ("agent system: A; System: Attempts - 2+", "agent=A; attempts=2+"),
        ("user_simulator=gpt-4.1; submitted by Sierra", "user_simulator=gpt-4.1"),
        ("BEIR; mean of 15 tasks; x100; zero-shot 73% (declared)", None),
    ],
)
def test_how_a_model_was_run(cell: str, run: str | None) -> None:
    """Effort and harness stay, effort first; remarks of the collector go."""
    assert run_setting(cell) == run


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("votes=1; ci=[1501.1,1508.1]", "1501.1", "1508.1"),
        ("overall; ci95 -15/+12", "985.25", "1012.25"),
        ("overall; ci +/-3", "997.25", "1003.25"),
        ("ci=±1.54; sessions=5", "998.71", "1001.79"),
        ("full; q025 1226.7; q975 1241.9", "1226.7", "1241.9"),
    ],
)
def test_a_published_interval_is_read(cell: str, low: str, high: str) -> None:
    """However it is printed, it ends up as two numbers with the printed digits."""
    found = read_setting(cell, Decimal("1000.25"))
    assert (str(found.low), str(found.high)) == (low, high)


def test_a_date_of_the_snapshot_is_marked() -> None:
    """A row that says its date is the snapshot's is no dated evaluation."""
    cell = "evaluation date not stated; snapshot date used"
    assert read_setting(cell, Decimal(1)).undated
    assert read_setting(cell, Decimal(1)).run is None


@pytest.mark.parametrize(
    ("cell", "overlap"),
    [
        ("zero-shot 100% (x)", "none"),
        ("zero-shot 73% (x)", "some"),
        ("zero-shot % unknown", "unknown"),
        ("FC", None),
    ],
)
def test_declared_overlap_with_training_data(cell: str, overlap: str | None) -> None:
    """Anything below 100 % zero-shot means that some of the test's data were trained on."""
    assert read_setting(cell, Decimal(1)).overlap == overlap
