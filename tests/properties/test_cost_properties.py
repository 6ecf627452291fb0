"""P18: what raises a bill and what does not."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fmselect.domain.candidate import Price, Rates
from fmselect.domain.requirements import Workload
from fmselect.engine.cost import make_pricer
from tests.support import strategies as some
from tests.support.memory_catalog import token_price

usd = st.floats(0.01, 100.0)
volume = st.floats(0.0, 1e6)
share = st.floats(0.0, 0.5)
workloads = some.made(
    Workload,
    requests=volume,
    input_tokens=st.floats(0.0, 300_000),
    output_tokens=st.floats(0.0, 10_000),
    reasoning_tokens=st.floats(0.0, 10_000),
    cached_input_share=share,
    cache_write_share=share,
    batch_share=st.floats(0.0, 1.0),
)


@st.composite
def fair_prices(draw: st.DrawFn) -> Price:
    """Discounts that are discounts, and long prompts that cost at least as much."""
    full_in, full_out = draw(usd), draw(usd)
    cut = draw(st.floats(0.0, 1.0))
    batch = Rates(full_in * cut, full_out * cut, full_in * cut * cut)
    dearer = draw(st.floats(1.0, 4.0))
    tier = Rates(full_in * dearer, full_out * dearer, None, None, 100_000)
    return token_price(
        full_in,
        full_out,
        cache_read=draw(st.none() | st.just(full_in * cut)),
        batch=draw(st.none() | st.just(batch)),
        long_prompt=draw(st.sampled_from([(), (tier,)])),
    )


def usd_of(workload: Workload, price: Price) -> float:
    """The bill, which is known here."""
    bill = make_pricer(workload, "language")(price).usd
    assert bill is not None
    return bill


@given(
    workloads,
    fair_prices(),
    st.sampled_from(["requests", "input_tokens", "output_tokens", "reasoning_tokens"]),
    st.floats(1.0, 10.0),
)
def test_a_larger_volume_never_costs_less(
    workload: Workload, price: Price, name: str, factor: float
) -> None:
    """P18: in each part of the volume."""
    changes: dict[str, Any] = {name: getattr(workload, name) * factor}
    more = workload._replace(**changes)
    assert usd_of(more, price) >= usd_of(workload, price) * (1 - 1e-12)


@given(workloads, fair_prices(), st.sampled_from(["input", "output", "cache_read"]), usd)
def test_a_higher_rate_never_costs_less(
    workload: Workload, price: Price, name: str, more: float
) -> None:
    """P18: in each rate that is published."""
    rate = getattr(price.base, name)
    if rate is not None:
        changes: dict[str, Any] = {name: rate + more}
        dearer = price._replace(base=price.base._replace(**changes))
        assert usd_of(workload, dearer) >= usd_of(workload, price) * (1 - 1e-12)


@given(workloads, fair_prices(), st.sampled_from(["cached_input_share", "batch_share"]), share)
def test_using_a_discount_more_never_costs_more(
    workload: Workload, price: Price, name: str, more: float
) -> None:
    """P18: cached and batch shares, where their rates are no higher than the full ones."""
    limit = 1.0 - (workload.cache_write_share or 0.0) if name == "cached_input_share" else 1.0
    changes: dict[str, Any] = {name: min(limit, getattr(workload, name) + more)}
    saving = workload._replace(**changes)
    assert usd_of(saving, price) <= usd_of(workload, price) * (1 + 1e-9)


@given(workloads, fair_prices())
def test_a_missing_discount_never_costs_less_than_a_published_one(
    workload: Workload, price: Price
) -> None:
    """Without a cached or batch rate the full rate is paid."""
    plain = price._replace(base=price.base._replace(cache_read=None), batch=None)
    assert usd_of(workload, plain) >= usd_of(workload, price) * (1 - 1e-12)


@given(workloads, st.none() | some.prices)
def test_a_bill_is_known_or_says_what_is_missing(workload: Workload, price: Price | None) -> None:
    """Nothing is free by omission, and no bill is negative."""
    bill = make_pricer(workload, "language")(price)
    if bill.usd is None:
        assert bill.missing
    else:
        assert bill.usd >= 0
        assert abs(sum(bill.amounts) - bill.usd) <= 1e-9 * max(1.0, bill.usd)
