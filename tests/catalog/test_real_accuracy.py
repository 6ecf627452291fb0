"""How far the draws of an ordinary answer leave its probabilities open, on the real catalog."""

from __future__ import annotations

from statistics import stdev

import pytest

from fmselect.domain.requirements import Requirements
from fmselect.engine.decision import decide
from fmselect.engine.doubt import Uncertainty, judge, uncertainty
from fmselect.engine.standard_draws import DRAWS
from tests.support.real_catalog import TODAY, bundled

PROMISED = 0.03
SEEDS = 40


@pytest.mark.parametrize("task", ["coding", "chat", "reasoning", "embedding"])
def test_probabilities_are_known_as_well_as_is_promised(task: str) -> None:
    """19 times of 20 within 0.03, and regret within 0.02 of value, whatever the seed."""
    catalog = bundled()
    decision = decide(catalog, Requirements(task=task), today=TODAY)
    doubt = uncertainty(catalog, decision)
    found = []
    for seed in range(SEEDS):
        drawn = Uncertainty(doubt.draws, seed * 7919, transfer_error=doubt.transfer_error)
        preferences = decision.completed.requirements.preferences
        answer = judge(decision.order, decision.weights, preferences, decision.scales, drawn)
        assert answer is not None
        assert answer.draws == DRAWS
        found.append(answer)
    for offer in found[0].win:
        assert 1.96 * stdev(answer.win[offer] for answer in found) < PROMISED
        assert 1.96 * stdev(answer.top3[offer] for answer in found) < PROMISED
        assert 1.96 * stdev(answer.regret[offer] for answer in found) < 0.02
