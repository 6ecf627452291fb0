"""Rules for unknown values, compared where the truth is known; what must not be published."""

from __future__ import annotations

import numpy as np
import pytest

from fmselect.capability.calibration import (
    LEAST_TRANSFER,
    UNTESTED_TRANSFER,
    Calibration,
    HeldOut,
    LeftOut,
    Transfer,
)
from fmselect.catalog.presumed_speed import Known
from fmselect.engine.scales import Scales
from tools.evidence.lines import missing_lines
from tools.evidence.measure import refusals, transfer_in_force
from tools.evidence.missing import (
    IN_FORCE,
    LATENCY,
    MECHANISMS,
    Population,
    hidden_values,
    outcomes,
)
from tools.evidence.probabilities import crossing

SCALES = Scales((10.0, 1000.0), (2.0, 50.0), (20_000.0, 10_000.0), (100.0, 0.0), 25.0, 400.0)


def population(size: int = 60) -> Population:
    """Models whose latency goes with their price, and nothing else."""
    draw = np.random.default_rng(3)
    cost = draw.random(size)
    latency = np.clip(cost + 0.1 * draw.standard_normal(size), 0.0, 1.0)
    seconds = 50.0 * (2.0 / 50.0) ** latency
    known = tuple(
        Known(float(100.0 * 0.01**value), float(wait), 1e9)
        for value, wait in zip(cost, seconds, strict=True)
    )
    table = np.stack([draw.random(size), cost, latency], axis=1)
    return Population("chat", tuple(f"l/m{n}" for n in range(size)), table, known, SCALES)


def test_a_quarter_is_hidden_and_bad_news_more_often() -> None:
    """Either way a quarter on average; the second way those of low value above all."""
    values = population(400).values[:, LATENCY]
    shares = {}
    for mechanism in MECHANISMS:
        draws = [hidden_values(values, mechanism, np.random.default_rng(n)) for n in range(50)]
        assert np.mean(draws) == pytest.approx(0.25, abs=0.02)
        low = values < np.median(values)
        shares[mechanism] = np.mean([hidden[low].sum() / hidden.sum() for hidden in draws])
    assert shares[MECHANISMS[0]] == pytest.approx(0.5, abs=0.05)
    assert shares[MECHANISMS[1]] > 0.75


def test_where_price_tells_speed_the_rule_that_asks_it_loses_least() -> None:
    """Against the mean of all, the worst there is, and leaving the criterion out."""
    found = [
        one
        for one in outcomes([population()], resamples=20)
        if (one.column, one.mechanism) == ("latency", MECHANISMS[0])
    ]
    regret = {one.rule: one.regret for one in found}
    in_force = regret[IN_FORCE[LATENCY]]
    assert in_force < regret["the catalog's mean, less half a deviation"]
    assert in_force < regret["the worst"]
    assert in_force < regret["left out, the rest re-weighted"]
    assert next(o for o in found if o.rule == IN_FORCE[LATENCY]).difference == (0.0, 0.0, 0.0)
    lines = list(missing_lines(found))
    assert lines[0] == "Unknown latency, at random:"
    assert sum("in force" in line for line in lines) == 1


def test_the_transfer_error_is_where_claims_meet_what_came_true() -> None:
    """Half way between two that were tried; none where even sampling error alone claims less."""
    claims = np.array([0.8, 0.7, 0.6, 0.5, *[0.4] * 8])
    found = np.stack([claims, np.full(12, 0.65)], axis=1)[None]
    assert crossing(found) == pytest.approx(0.065)
    assert crossing(np.stack([claims, np.full(12, 0.9)], axis=1)[None]) == 0.0


def test_a_transfer_error_is_used_as_measured_and_assumed_only_where_it_is_not() -> None:
    """Over families as it is; over benchmarks at least 0.14; unmeasured the largest measured."""
    families = Transfer("families", 9, 0.1, 0.1, 0.2, 0.6, 0.58)
    benchmarks = families._replace(held_out="benchmarks")
    assert transfer_in_force(families) == 0.1
    assert transfer_in_force(benchmarks) == LEAST_TRANSFER == 0.14
    assert transfer_in_force(benchmarks._replace(levels=0.18)) == 0.18
    assert transfer_in_force(None) == UNTESTED_TRANSFER == 0.25


def test_what_is_not_good_enough_is_not_published() -> None:
    """Intervals that do not hold, an order worse than a mean's, chances that do not come true."""
    good = Calibration(
        transfer=Transfer("families", 9, 0.1, 0.1, 0.2, 0.6, 0.58, 0.04),
        held_out=HeldOut(9, 9, 0.7, 5.0, 0.5, 10.0),
        left_out=LeftOut(900, 3.0, 13.0, 0.93, 0.9, 0.9),
    )
    assert good.transfer is not None
    assert good.held_out is not None
    assert good.left_out is not None
    bad = good._replace(
        transfer=good.transfer._replace(first_stated=0.7, pairs_off=0.06),
        held_out=good.held_out._replace(tau=0.4),
        left_out=good.left_out._replace(corrected_coverage=0.8),
    )
    assert list(refusals({"language": good})) == []
    assert len(list(refusals({"language": bad}))) == 4
