"""What a model of unknown speed is taken for, given its price."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmselect.catalog.presumed_speed import (
    Known,
    SpeedByPrice,
    blended_price,
    speed_by_price,
    with_presumed_speeds,
)
from fmselect.domain.candidate import Candidate, Privacy, Speed
from tests.support.memory_catalog import candidate, speed, token_price


def exact() -> list[Known]:
    """Ten times the price is twice the wait and half the rate, without a miss."""
    return [
        Known(10.0**power, 0.5 * 2.0**power, 200.0 * 0.5**power)
        for power in (-1.0, -0.5, 0.0, 0.5, 1.0)
        for _ in range(3)
    ]


def test_a_price_is_three_parts_input_and_one_part_output() -> None:
    """$2 in and $10 out are $4; what is not sold by tokens has none."""
    assert blended_price(candidate("p/l/m", price=token_price(2.0, 10.0))) == 4.0
    assert blended_price(candidate("p/l/m", price=token_price(0.0, 0.0))) is None
    assert blended_price(candidate("p/l/m")) is None


def test_without_scatter_the_presumed_speed_lies_on_the_line() -> None:
    """At $10: 1 s and 100 tokens a second. Beyond the dearest seen it stays there."""
    rule = speed_by_price(exact())
    assert rule is not None
    assert rule.first_token_seconds.slope == pytest.approx(math.log(2) / math.log(10))
    assert rule.presumed(10.0) == pytest.approx((1.0, 100.0))
    assert rule.presumed(1000.0) == rule.presumed(10.0)


def test_scatter_makes_it_worse_by_half_a_deviation() -> None:
    """Half the models wait e times as long: a deviation of about 0.5 in logarithms."""
    scattered = [
        one._replace(first_token_seconds=one.first_token_seconds * math.e ** (at % 2))
        for at, one in enumerate(exact() + exact())
    ]
    rule = speed_by_price(scattered)
    assert rule is not None
    first = rule.first_token_seconds
    assert first.deviation == pytest.approx(0.5, abs=0.03)
    assert rule.presumed(1.0)[0] == pytest.approx(
        math.exp(first.level + 0.5 * first.deviation), rel=0.06
    )


def test_a_slope_of_the_wrong_sign_is_none() -> None:
    """Were dear models the quick ones, a price would say nothing: silence must never pay."""
    turned = [
        one._replace(usd_per_million_tokens=1 / one.usd_per_million_tokens) for one in exact()
    ]
    rule = speed_by_price(turned)
    assert rule is not None
    assert (rule.first_token_seconds.slope, rule.output_tokens_per_second.slope) == (0.0, 0.0)
    assert rule.presumed(0.1) == rule.presumed(10.0)


def test_a_handful_of_models_tells_nothing() -> None:
    """Nine are too few."""
    assert speed_by_price(exact()[:9]) is None


numbers = st.floats(0.01, 100.0)
knowns = st.lists(st.builds(Known, numbers, numbers, numbers), min_size=10, max_size=30)


@given(knowns, numbers, numbers)
def test_a_lower_price_never_makes_a_model_slower(
    known: list[Known], one: float, other: float
) -> None:
    """Whatever the evidence: the dearer of two is presumed at least as slow."""
    rule: SpeedByPrice | None = speed_by_price(known)
    assert rule is not None
    cheap, dear = sorted((one, other))
    (soon, quick), (late, slow) = rule.presumed(cheap), rule.presumed(dear)
    assert soon <= late
    assert quick >= slow


def market() -> list[Candidate]:
    """Twelve models of known speed, and four of which something is not known."""
    rows = [
        candidate(
            f"p/lab/m{n:02}",
            price=token_price(1.0 + n, 1.0 + n),
            speed=speed(0.1 * n + 0.1, 90.0 - n),
        )
        for n in range(12)
    ]
    return [
        *rows,
        candidate("p/lab/silent", price=token_price(5.0, 5.0)),
        candidate("p/lab/half", price=token_price(5.0, 5.0), speed=Speed((9.0, 9.0, 9.0))),
        candidate("p/lab/unpriced"),
        candidate("self/lab/silent", privacy=Privacy(self_hosted=True)),
    ]


def test_only_what_is_unknown_of_a_priced_model_is_presumed() -> None:
    """No fact is overwritten, a known half stays, and one's own machines are left alone."""
    before, after = market(), with_presumed_speeds(market())
    assert after[:12] == before[:12]
    silent, half, unpriced, own = after[12:]
    assert silent.speed is not None
    assert silent.speed.presumed is not None
    assert (silent.speed.first_token_seconds, silent.speed.estimated) == (None, False)
    assert half.speed is not None
    assert half.speed.presumed == (9.0, silent.speed.presumed[1])
    assert (unpriced.speed, own.speed) == (None, None)
