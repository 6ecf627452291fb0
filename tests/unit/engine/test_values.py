"""Value functions at their anchors, between and beyond them."""

from __future__ import annotations

from typing import Any

import pytest

from fmselect.domain.candidate import Capability, Price, Privacy, Speed, Terms
from fmselect.domain.requirements import CRITERIA, Requirements, Workload
from fmselect.engine.missing import imputed_values
from fmselect.engine.scales import Scales, make_scales
from fmselect.engine.subject import Subject, assess
from fmselect.engine.values import (
    OPENNESS_VALUES,
    PRIVACY_VALUES,
    VALUE_FUNCTIONS,
    falling,
    openness_grade,
    privacy_grade,
    rising,
)
from tests.support.memory_catalog import candidate, language_task, token_price

SCALES = Scales((10.0, 1000.0), (2.0, 50.0), (20_000.0, 10_000.0), (100.0, 0.0), 25.0)


def subject(**facts: Any) -> Subject:
    """A candidate for 1 million tokens in and as many out a month."""
    workload = Workload(requests=1000.0, input_tokens=1000.0, output_tokens=1000.0)
    return assess([candidate("p/lab/m", **facts)], workload, "language")[0]


def value(criterion: str, **facts: Any) -> float | None:
    """The value of one criterion."""
    return VALUE_FUNCTIONS[criterion](subject(**facts), SCALES)


@pytest.mark.parametrize(
    ("actual", "worth"),
    [(10.0, 1.0), (100.0, 0.5), (1000.0, 0.0), (5000.0, 0.0), (1.0, 1.05), (0.1, 1.1)],
)
def test_equal_ratios_are_worth_equal_amounts(actual: float, worth: float) -> None:
    """From $1,000 to $100 is worth as much as from $100 to $10; past it a tenth as much."""
    assert falling(actual, 10.0, 1000.0) == pytest.approx(worth)


@pytest.mark.parametrize(
    ("actual", "worth"), [(10_000, 0.0), (5_000, 0.0), (20_000, 1.0), (40_000, 1.1), (80_000, 1.2)]
)
def test_a_doubling_past_good_is_worth_a_tenth(actual: float, worth: float) -> None:
    """And nothing is worth less than nothing."""
    assert rising(actual, 20_000.0, 10_000.0) == pytest.approx(worth)


def test_cost_is_valued_by_the_bill() -> None:
    """1 million tokens at $40 in and $60 out: $100, half way between $10 and $1,000."""
    assert value("cost", price=token_price(40.0, 60.0)) == pytest.approx(0.5)


def test_free_counts_as_a_cent() -> None:
    """1 + a tenth of ln(10/0.01)/ln(1000/10), which is 1.5."""
    assert value("cost", price=Price("free")) == pytest.approx(1.15)


def test_latency_is_valued_by_the_whole_answer() -> None:
    """0.01 s and 999 tokens at 100.4 a second are 9.96 s: ln(50/9.96)/ln(25) is 0.501."""
    speed = Speed((0.01, 0.01, 0.01), (100.4, 100.4, 100.4))
    assert value("latency", speed=speed) == pytest.approx(0.5013, abs=1e-3)


@pytest.mark.parametrize(("estimate", "worth"), [(0.0, 0.0), (62.5, 0.625), (100.0, 1.0)])
def test_a_percentile_is_its_own_value(estimate: float, worth: float) -> None:
    """The provisional scale runs from 0 to 100."""
    assert value("capability", capability=Capability(estimate, None, 3, "fair")) == worth


@pytest.mark.parametrize("criterion", CRITERIA)
def test_what_is_not_known_has_no_value_of_its_own(criterion: str) -> None:
    """It is imputed, and marked."""
    assert value(criterion, context_tokens=None) is None


def test_an_unknown_counts_as_the_worst_except_for_latency() -> None:
    """An unknown latency is taken for 25 s: ln(50/25)/ln(50/2)."""
    imputed = imputed_values(SCALES)
    assert imputed["latency"] == pytest.approx(0.21533, abs=1e-5)
    assert [imputed[name] for name in CRITERIA if name != "latency"] == [0.0] * 5


@pytest.mark.parametrize(
    ("facts", "worth"),
    [
        ({"self_hosted": True}, 1.0),
        ({"trains_on_data": "no", "zero_retention": "default"}, 0.8),
        ({"trains_on_data": "no", "retention_days": 0.0}, 0.8),
        ({"trains_on_data": "no", "retention_days": 30.0, "zero_retention": "self-serve"}, 0.6),
        ({"trains_on_data": "opt-in", "retention_days": 7.0}, 0.5),
        ({"trains_on_data": "no", "retention_days": 30.0}, 0.4),
        ({"trains_on_data": "no", "retention_days": 31.0}, 0.2),
        ({"trains_on_data": "no"}, 0.2),
        ({"trains_on_data": "opt-out", "retention_days": 0.0}, 0.1),
        ({"trains_on_data": "yes", "retention_days": 0.0}, 0.0),
    ],
)
def test_privacy_is_valued_by_the_published_table(facts: dict[str, Any], worth: float) -> None:
    """A part that is unknown counts as the worst it can be."""
    assert value("privacy", privacy=Privacy(**facts)) == worth


@pytest.mark.parametrize(
    ("open_weights", "terms", "worth"),
    [
        (True, Terms("MIT", "yes", None, osi_approved=True), 1.0),
        (True, Terms("X", "yes", None, osi_approved=False), 0.8),
        (True, Terms("X", "conditional"), 0.6),
        (True, Terms("X", "no"), 0.3),
        (True, Terms(), 0.3),
        (False, Terms("LicenseRef-provider-terms", "yes"), 0.0),
    ],
)
def test_openness_is_valued_by_the_published_table(
    open_weights: bool, terms: Terms, worth: float
) -> None:
    """Open weights under a free licence are worth most."""
    assert value("openness", open_weights=open_weights, terms=terms) == worth


def test_every_grade_is_a_row_of_its_table() -> None:
    """The texts of the tables and the grades cannot drift apart."""
    assert privacy_grade(Privacy(self_hosted=True)) in dict(PRIVACY_VALUES)
    assert openness_grade(candidate("p/lab/m", open_weights=None)) in dict(OPENNESS_VALUES)


def scales(workload: Workload, **task: Any) -> Scales:
    """The scales of a language task for a workload."""
    return make_scales(Requirements(task="chat", workload=workload), language_task(**task))


def test_anchors_are_priced_and_timed_on_the_users_workload() -> None:
    """$0.50 and $1, and $50 and $100, for 2 million tokens in and 1 million out."""
    found = scales(Workload(requests=1000.0, input_tokens=2000.0, output_tokens=1001.0))
    assert found.cost == pytest.approx((2.001, 200.1))
    assert found.latency == pytest.approx((0.5 + 5.0, 5.0 + 50.0))
    assert found.unknown_latency == pytest.approx(3.0 + 1000 / 30)


def test_anchors_that_come_out_the_wrong_way_round_are_spread() -> None:
    """A workload without tokens prices both at nothing."""
    found = scales(Workload(requests=0.0))
    assert found.cost == (0.01, 0.2)


def test_context_is_worth_something_up_to_twice_the_need() -> None:
    """100,000 in and 4,000 out: 104,000 is barely enough, 208,000 is good."""
    workload = Workload(requests=1.0, input_tokens=100_000.0, output_tokens=4000.0)
    assert scales(workload).context == (208_000.0, 104_000.0)
    assert scales(Workload()).context == (16_384.0, 8192.0)


def test_a_task_without_a_reference_speed_has_no_scale_for_latency() -> None:
    """The criterion is then left out."""
    assert scales(Workload(), latency_good=None, latency_bad=None).latency is None
