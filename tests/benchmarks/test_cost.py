"""What the commonest command costs, as a ratio: seconds of one machine say little about another."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from tools.measure import RECOMMEND, UNIT, Bench, median_ratio

pytestmark = pytest.mark.slow


def test_a_recommendation_costs_little_more_than_its_option_parser(tmp_path: Path) -> None:
    """Asking the real catalog takes less than 2.5 x `import typer` of CPU, and less than 32 MiB.

    The aim is 1.8; `make bench` prints where it stands. A validator or a YAML parser that got onto
    the path costs 1 more, which is what this notices.
    """
    costs = Bench(tmp_path).in_turn({"unit": UNIT, "recommend": RECOMMEND}, rounds=9)

    assert median_ratio(costs["recommend"], costs["unit"]) < 2.5
    assert statistics.median(cost.peak_mib for cost in costs["recommend"]) < 32
