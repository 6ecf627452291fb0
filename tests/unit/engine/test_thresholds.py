"""What would make one offer overtake another, and what the weights say in dollars."""

from __future__ import annotations

from math import inf

import pytest

from fmselect.domain.candidate import Candidate, Capability
from fmselect.domain.requirements import Requirements, Workload
from fmselect.engine.scales import make_scales
from fmselect.engine.score import Scored, score_all
from fmselect.engine.subject import assess
from fmselect.engine.thresholds import (
    attribute_at,
    exchange_rates,
    needed_value,
    overtaking,
    repriced,
)
from fmselect.engine.values import falling
from tests.support.doubt import WEIGHTS
from tests.support.memory_catalog import candidate, language_task, speed, token_price

WORKLOAD = Workload(
    requests=1000, input_tokens=1000, output_tokens=500, cached_input_share=0.5, batch_share=0.2
)
SCALES = make_scales(Requirements(task="chat", workload=WORKLOAD), language_task())
AHEAD = candidate(
    "p/lab/ahead",
    price=token_price(2.0, 8.0, cache_read=0.5),
    speed=speed(1.0, 60.0),
    capability=Capability(80.0, None, 9, "strong"),
)
BEHIND = AHEAD._replace(
    offer="p/lab/behind",
    model="lab/behind",
    price=token_price(3.0, 9.0, cache_read=0.3),
    capability=Capability(75.0, None, 9, "strong"),
)


def scored(*items: Candidate, weights: dict[str, float] = WEIGHTS) -> list[Scored]:
    """The candidates, scored in the order given."""
    return score_all(assess(items, WORKLOAD, "language"), weights, SCALES)


def lead(other: Candidate) -> float:
    """By how much the one behind is ahead after a change."""
    ahead, behind = scored(AHEAD, other)
    return behind.score - ahead.score


def test_at_each_threshold_the_two_tie() -> None:
    """Capability, seconds, and both prices: applied one at a time."""
    ahead, behind = scored(AHEAD, BEHIND)
    found = overtaking(behind, ahead, WEIGHTS, SCALES)
    assert found.capability is not None
    assert lead(BEHIND._replace(capability=Capability(found.capability, None, 9, "strong"))) == (
        pytest.approx(0, abs=1e-9)
    )
    price = BEHIND.price
    assert price is not None
    assert found.output_usd_per_million_tokens is not None
    dearer = repriced(price, output_factor=found.output_usd_per_million_tokens / 9.0)
    assert lead(BEHIND._replace(price=dearer)) == pytest.approx(0, abs=1e-9)
    quick = attribute_at("latency", needed_value(behind, ahead, "latency", WEIGHTS) or 0.0, SCALES)
    assert found.response_seconds == quick


def test_the_input_price_moves_with_its_cached_rates() -> None:
    """Both halves of the prompt get cheaper alike; the other rates stay."""
    close = BEHIND._replace(capability=Capability(79.5, None, 9, "strong"))
    ahead, behind = scored(AHEAD, close)
    found = overtaking(behind, ahead, WEIGHTS, SCALES)
    assert found.input_usd_per_million_tokens is not None
    assert close.price is not None
    cheaper = repriced(close.price, input_factor=found.input_usd_per_million_tokens / 3.0)
    assert cheaper.base.cache_read == pytest.approx(found.input_usd_per_million_tokens / 10)
    assert cheaper.base.output == 9.0
    assert lead(close._replace(price=cheaper)) == pytest.approx(0, abs=1e-9)


def test_where_even_free_is_not_enough_no_price_is_named() -> None:
    """75 points of capability behind: cheaper than `good` counts little, and free for a cent."""
    ahead, behind = scored(AHEAD, BEHIND._replace(capability=Capability(5.0, None, 9, "strong")))
    found = overtaking(behind, ahead, WEIGHTS, SCALES)
    assert found.cost_usd_per_month is None
    assert found.output_usd_per_million_tokens is None
    free = BEHIND._replace(capability=Capability(5.0, None, 9, "strong"), price=token_price(0, 0))
    assert lead(free) < 0


def test_where_the_other_side_of_the_bill_is_too_dear_no_rate_is_named() -> None:
    """A free output would not make up for the price of the input."""
    close = BEHIND._replace(
        price=token_price(40.0, 1.0), capability=Capability(80.0, None, 9, "fair")
    )
    ahead, behind = scored(AHEAD, close)
    found = overtaking(behind, ahead, WEIGHTS, SCALES)
    assert found.cost_usd_per_month is not None
    assert found.output_usd_per_million_tokens is None
    assert found.input_usd_per_million_tokens is not None


def test_beyond_the_end_of_the_scale_no_capability_is_named() -> None:
    """A percentile ends at 100."""
    ahead, behind = scored(AHEAD, BEHIND._replace(price=token_price(60.0, 90.0)))
    assert overtaking(behind, ahead, WEIGHTS, SCALES).capability is not None
    ended = overtaking(behind, ahead, WEIGHTS, SCALES, most_capability=100)
    assert ended.capability is None


def test_a_criterion_without_weight_has_no_threshold() -> None:
    """Nothing about it changes the order."""
    weights = {"capability": 1.0}
    ahead, behind = scored(AHEAD, BEHIND, weights=weights)
    found = overtaking(behind, ahead, weights, SCALES)
    assert found[:4] == (None, None, None, None)
    assert found.capability == pytest.approx(80.0)


@pytest.mark.parametrize("value", [0.0, 0.3, 1.0, 1.05])
def test_the_inverse_of_a_value_function_gives_the_value_back(value: float) -> None:
    """Cost and latency, past `good` too."""
    assert SCALES.cost is not None
    assert SCALES.latency is not None
    usd, seconds = (attribute_at(name, value, SCALES) for name in ("cost", "latency"))
    assert usd is not None
    assert seconds is not None
    assert falling(usd, *SCALES.cost) == pytest.approx(value, abs=1e-12)
    assert falling(seconds, *SCALES.latency) == pytest.approx(value, abs=1e-12)
    assert attribute_at("capability", value, SCALES) == pytest.approx(100 * value)


def test_less_than_nothing_is_worth_no_attribute() -> None:
    """Values of cost and latency end at 0: nothing is so dear that it is worth less."""
    assert attribute_at("cost", -0.1, SCALES) is None
    assert attribute_at("latency", -0.1, SCALES) is None
    assert attribute_at("cost", 1.9, SCALES) is None


def test_the_exchange_rate_is_what_leaves_the_score_as_it_is() -> None:
    """A small gain in capability, paid for at the stated rate, changes nothing."""
    (item,) = scored(AHEAD)
    rates = exchange_rates(item.subject, WEIGHTS, SCALES)
    assert rates.usd_per_capability_point is not None
    assert rates.usd_per_second is not None
    assert item.subject.bill.usd is not None
    assert item.subject.response is not None
    assert SCALES.cost is not None
    assert SCALES.latency is not None
    usd, step = item.subject.bill.usd, 1e-4
    lost = WEIGHTS["cost"] * (
        falling(usd, *SCALES.cost)
        - falling(usd + step * rates.usd_per_capability_point, *SCALES.cost)
    )
    assert lost == pytest.approx(WEIGHTS["capability"] * step / 100, rel=1e-3)
    seconds = item.subject.response[1]
    gained = WEIGHTS["latency"] * (
        falling(seconds - step, *SCALES.latency) - falling(seconds, *SCALES.latency)
    )
    paid = WEIGHTS["cost"] * (
        falling(usd, *SCALES.cost) - falling(usd + step * rates.usd_per_second, *SCALES.cost)
    )
    assert paid == pytest.approx(gained, rel=1e-3)


def test_past_good_a_dollar_counts_for_a_tenth() -> None:
    """At half the good cost a point is worth half of ten times as many dollars."""
    good = make_scales(Requirements(task="chat", workload=WORKLOAD), language_task()).cost
    assert good is not None
    cheap, dear = scored(
        AHEAD._replace(price=token_price(0.0, good[0])),
        AHEAD._replace(price=token_price(0.0, 4 * good[0])),
    )
    ratio = [
        exchange_rates(item.subject, WEIGHTS, SCALES).usd_per_capability_point or 0.0
        for item in (cheap, dear)
    ]
    assert cheap.subject.bill.usd == pytest.approx(good[0] / 2)
    assert ratio[0] / ratio[1] == pytest.approx(0.25 * 10)


def test_past_bad_no_number_of_dollars_matters_and_unknown_is_unknown() -> None:
    """Infinite where cost counts for nothing more; None where it is not known or not weighed."""
    (dear,) = scored(AHEAD._replace(price=token_price(500.0, 500.0)))
    assert exchange_rates(dear.subject, WEIGHTS, SCALES).usd_per_capability_point == inf
    (unknown,) = scored(AHEAD._replace(price=None))
    assert exchange_rates(unknown.subject, WEIGHTS, SCALES) == (None, None)
    (item,) = scored(AHEAD)
    assert exchange_rates(item.subject, {"cost": 1.0}, SCALES) == (None, None)
