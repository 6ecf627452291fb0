"""P18 on the real catalog: what raises a bill, and what does not, at every published price list."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmselect.domain.candidate import Price, Rates
from fmselect.domain.requirements import TASKS, Workload
from fmselect.engine.cost import make_pricer
from tests.support.real_catalog import everyone, profile

TYPES = {profile(task).type: task for task in TASKS}
"""Model type -> one of its tasks."""
LISTS = {
    type_: list({item.price: None for item in everyone(task) if item.price is not None})
    for type_, task in TYPES.items()
}
"""Model type -> every price list of it, each once."""
SLACK = 1 + 1e-9
RATES = ("input", "output", "cache_read", "cache_write")

VOLUMES = (
    "requests",
    "input_tokens",
    "output_tokens",
    "reasoning_tokens",
    "images_per_request",
    "image_tokens",
    "images",
    "image_megapixels",
    "audio_minutes",
    "characters",
    "documents",
    "tokens_per_document",
    "documents_per_query",
    "queries",
)
"""What there can be more of; how fast somebody speaks, for one, is no volume."""

types = st.sampled_from(sorted(TYPES))


@st.composite
def workloads(draw: st.DrawFn, type_: str) -> Workload:
    """The volume of one of its tasks, so many times as much, with shares of any size."""
    own: dict[str, Any] = dict(profile(TYPES[type_]).workload)
    times = st.sampled_from([0.0, 0.01, 1.0, 3.0, 40.0])
    volume = {name: own[name] * draw(times) for name in VOLUMES if own.get(name) is not None}
    shares = {name: value for name, value in own.items() if name not in volume}
    if type_ == "language":
        shares |= {
            "cached_input_share": draw(st.floats(0.0, 0.5)),
            "cache_write_share": draw(st.floats(0.0, 0.5)),
            "batch_share": draw(st.floats(0.0, 1.0)),
            "reasoning_tokens": draw(st.sampled_from([0.0, 500.0, 8000.0])),
        }
        volume.pop("reasoning_tokens", None)
    return Workload(**{**volume, **shares})


def changed(workload: Workload, name: str, value: float) -> Workload:
    """The workload with one field different."""
    changes: dict[str, Any] = {name: value}
    return workload._replace(**changes)


@given(st.data(), types, st.floats(1.0, 20.0))
@settings(max_examples=60)
def test_a_larger_volume_never_costs_less(data: st.DataObject, type_: str, factor: float) -> None:
    """P18: in each part of the volume, at all price lists of a type at once.

    In the size of an image too, where a list with prices by size has one for the larger size.
    """
    workload = data.draw(workloads(type_))
    stated = [name for name in VOLUMES if getattr(workload, name)]
    if not stated:
        return
    name = data.draw(st.sampled_from(stated))
    less = make_pricer(workload, type_)
    more = make_pricer(changed(workload, name, getattr(workload, name) * factor), type_)
    for price in LISTS[type_]:
        before, after = less(price).usd, more(price).usd
        if before is not None and after is not None:
            assert after * SLACK >= before, (name, price)


@given(st.data(), types, st.floats(1.0, 20.0))
@settings(max_examples=60)
def test_a_higher_price_never_costs_less(data: st.DataObject, type_: str, factor: float) -> None:
    """P18: each rate of each list, cached, batched and long prompts too, and each unit price."""
    workload = data.draw(workloads(type_))
    price = make_pricer(workload, type_)
    part = data.draw(st.sampled_from([*RATES, "batch", "long_prompt", "units"]))
    for listed in LISTS[type_]:
        before, after = price(listed).usd, price(_dearer(listed, part, factor)).usd
        if before is not None:
            assert after is not None
            assert after * SLACK >= before, (part, listed)


def _dearer(price: Price, part: str, factor: float) -> Price:
    """A price list with one kind of price so many times as high."""
    if part == "batch":
        return price._replace(batch=price.batch and _times(price.batch, factor))
    if part == "long_prompt":
        return price._replace(long_prompt=tuple(_times(r, factor) for r in price.long_prompt))
    if part == "units":
        units = tuple(unit._replace(usd=unit.usd * factor) for unit in price.units)
        return price._replace(units=units)
    rate = getattr(price.base, part)
    changes: dict[str, Any] = {part: None if rate is None else rate * factor}
    return price._replace(base=price.base._replace(**changes))


def _times(rates: Rates, factor: float) -> Rates:
    changes: dict[str, Any] = {
        name: None if getattr(rates, name) is None else getattr(rates, name) * factor
        for name in RATES
    }
    return rates._replace(**changes)


@given(
    st.data(),
    st.sampled_from(["cached_input_share", "batch_share"]),
    st.sampled_from(["language", "embedding", "reranker"]),
    st.floats(0.0, 0.5),
)
@settings(max_examples=60)
def test_using_a_discount_more_never_costs_more(
    data: st.DataObject, name: str, type_: str, more: float
) -> None:
    """P18: cached and batch shares, of every list whose rates for them are below the full ones.

    They all are, but for one combination: most lists name no rate for cached input in a batch. A
    batch is then billed as if nothing were cached, which can cost more than what is cached outside
    of one: a share of batches may cost more there, and no other share may.
    """
    workload = data.draw(workloads(type_))
    most = 1.0 - (workload.cache_write_share or 0.0) if name == "cached_input_share" else 1.0
    larger = min(most, (getattr(workload, name) or 0.0) + more)
    plain, saving = (
        make_pricer(workload, type_),
        make_pricer(changed(workload, name, larger), type_),
    )
    for price in LISTS[type_]:
        before, after = plain(price).usd, saving(price).usd
        if name == "batch_share" and not _cheaper_in_batches(price, workload):
            continue
        if before is not None and after is not None:
            assert after <= before * SLACK, price


def _cheaper_in_batches(price: Price, workload: Workload) -> bool:
    """Whether each rate in batches, with what stands in for a missing one, is below the other."""
    if price.batch is None:
        return True
    online, batch = price.base, price.batch
    pairs = [(batch.input or online.input, online.input)]
    for share, name in (
        (workload.cached_input_share, "cache_read"),
        (workload.cache_write_share, "cache_write"),
    ):
        if share:
            pair = (getattr(batch, name) or batch.input, getattr(online, name) or online.input)
            pairs.append(pair)
    return all(ours is None or theirs is None or ours <= theirs for ours, theirs in pairs)


@pytest.mark.parametrize("type_", sorted(TYPES))
def test_no_published_discount_is_a_surcharge(type_: str) -> None:
    """What the test above rests on; cache writes may cost more than input, and do."""
    for price in LISTS[type_]:
        full = price.base
        for rates in (price.batch, Rates(full.cache_read, None)):
            if rates is None:
                continue
            for ours, theirs in ((rates.input, full.input), (rates.output, full.output)):
                assert ours is None or theirs is None or ours <= theirs
        for tier in price.long_prompt:
            for ours, theirs in ((tier.input, full.input), (tier.output, full.output)):
                assert ours is None or theirs is None or ours >= theirs


@given(st.data(), types)
@settings(max_examples=40)
def test_a_discount_that_is_not_published_never_costs_less(data: st.DataObject, type_: str) -> None:
    """A list without its cached and batch rates is paid in full: a missing fact earns nothing."""
    price = make_pricer(data.draw(workloads(type_)), type_)
    for listed in LISTS[type_]:
        plain = listed._replace(batch=None, base=listed.base._replace(cache_read=None))
        before, after = price(listed).usd, price(plain).usd
        if before is not None:
            assert after is not None
            assert after * SLACK >= before, listed


@given(st.data(), types)
@settings(max_examples=40)
def test_every_bill_is_known_or_says_what_is_missing(data: st.DataObject, type_: str) -> None:
    """Nothing is free by omission, no bill is negative, and its parts add up to it."""
    price = make_pricer(data.draw(workloads(type_)), type_)
    for listed in LISTS[type_]:
        bill = price(listed)
        if bill.usd is None:
            assert bill.missing
        else:
            assert bill.usd >= 0
            assert sum(bill.amounts) == pytest.approx(bill.usd, rel=1e-9, abs=1e-12)


def test_the_lists_are_many() -> None:
    """So that none of the above passes for want of prices."""
    assert len(LISTS["language"]) > 500
    assert all(LISTS.values())
