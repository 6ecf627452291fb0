"""The promises of the order, P1 to P9, on the real catalog: tests/properties/README.md."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fmselect.catalog.store import CompiledCatalog
from fmselect.domain.candidate import Candidate
from fmselect.domain.requirements import (
    CRITERIA,
    TASKS,
    Preferences,
    Requirements,
    Workload,
)
from fmselect.engine.cost import make_pricer
from fmselect.engine.decision import decide
from fmselect.engine.pareto import dominates, spans
from fmselect.engine.scales import CHEAPEST_USD, make_scales
from fmselect.engine.score import contributions
from fmselect.engine.thresholds import repriced
from fmselect.engine.values import VALUE_FUNCTIONS
from tests.support.real_catalog import (
    TODAY,
    bundled,
    cases,
    decided,
    everyone,
    order,
    part,
    profile,
    scores,
    some_of,
    tasks,
    weights,
)

Case = tuple[str, list[Candidate], Requirements]
seeds = st.integers(0, 2**32 - 1).map(Random)
SOME = settings(max_examples=60)
FEW = settings(max_examples=25)


@given(tasks, weights, seeds)
@settings(max_examples=16)
def test_taking_half_of_all_offers_away_reorders_nobody(
    task: str, shares: tuple[tuple[str, float], ...], random: Random
) -> None:
    """P1: a random half of all real offers stand among themselves as they do among all."""
    asked = Requirements(task=task, preferences=Preferences(weights=shares))
    offers = list(everyone(task))
    kept = random.sample(offers, max(2, len(offers) // 2))
    whole, half = decided(task, offers, asked), decided(task, kept, asked)
    assume(whole.weights == half.weights)
    names = {item.offer for item in kept}
    assert order(half) == [offer for offer in order(whole) if offer in names]
    assert scores(half) == {k: v for k, v in scores(whole).items() if k in names}


@given(cases(), st.data())
@SOME
def test_taking_offers_away_reorders_no_others_whatever_is_asked(
    case: Case, data: st.DataObject
) -> None:
    """P1: under any limits, priorities and volume; to the last bit of the scores.

    A criterion of which nothing is known about any offer has no weight, so what is taken away must
    leave something known of each.
    """
    task, offers, asked = case
    kept = data.draw(st.lists(st.sampled_from(offers), min_size=1, unique_by=id))
    whole, fewer = decided(task, offers, asked), decided(task, kept, asked)
    assume(whole.weights == fewer.weights)
    names = {item.offer for item in kept}
    assert order(fewer) == [offer for offer in order(whole) if offer in names]
    assert scores(fewer) == {k: v for k, v in scores(whole).items() if k in names}


def improved(item: Candidate, factor: float) -> dict[str, Candidate]:
    """The offer with one thing better, by the criterion that counts it."""
    better = {}
    if item.capability is not None:
        estimate = item.capability.estimate + 10 * (1 / factor - 1)
        better["capability"] = item._replace(capability=item.capability._replace(estimate=estimate))
    price, speed = item.price, item.speed
    if price is not None and price.billing == "token":
        cheaper = repriced(price, input_factor=factor, output_factor=factor)
        better["cost"] = item._replace(price=cheaper)
    if price is not None and price.units:
        units = tuple(unit._replace(usd=unit.usd * factor) for unit in price.units)
        better["cost"] = item._replace(price=price._replace(units=units))
    if speed is not None and speed.first_token_seconds and speed.output_tokens_per_second:
        a, b = speed.first_token_seconds, speed.output_tokens_per_second
        faster = speed._replace(
            first_token_seconds=(a[0] * factor, a[1] * factor, a[2] * factor),
            output_tokens_per_second=(b[0] / factor, b[1] / factor, b[2] / factor),
        )
        better["latency"] = item._replace(speed=faster)
    if item.context_tokens is not None:
        better["context"] = item._replace(context_tokens=int(item.context_tokens / factor) + 1)
    return better


@given(cases(least=3, limited=False), st.floats(0.3, 0.95), st.data())
@SOME
def test_improving_one_fact_never_costs_a_place(
    case: Case, factor: float, data: st.DataObject
) -> None:
    """P2: a real offer made cheaper, faster, roomier or more capable, all else equal."""
    task, offers, asked = case
    before = decided(task, offers, asked)
    assume(before.order)
    item = data.draw(st.sampled_from(before.order)).subject.candidate
    for criterion, better in improved(item, factor).items():
        changed = [better if other.offer == item.offer else other for other in offers]
        after = decided(task, changed, asked)
        if criterion == "cost" and "latency" in after.weights:
            assert after.scales == before.scales
        assert order(after).index(item.offer) <= order(before).index(item.offer), criterion
        assert scores(after)[item.offer] >= scores(before)[item.offer] - 1e-12


@given(tasks, st.floats(0.3, 0.95), st.data())
@SOME
def test_improving_what_is_weighed_raises_the_score(
    task: str, factor: float, data: st.DataObject
) -> None:
    """P2, strictly: where the value lies above the bad anchor, at which nothing is worth less.

    An offer of less than a cent a month counts as a cent.
    """
    item = data.draw(st.sampled_from(everyone(task)))
    for criterion, better in improved(item, factor).items():
        asked = Requirements(task=task, preferences=Preferences(weights=((criterion, 1.0),)))
        before, after = (decided(task, [one], asked) for one in (item, better))
        if not before.order or not before.order[0].values or not after.order:
            continue
        low, high = before.order[0], after.order[0]
        usd = high.subject.bill.usd
        if criterion == "cost" and (usd is None or usd <= CHEAPEST_USD):
            continue
        if criterion == "capability" or high.values[0] > 0:
            assert high.score > low.score, criterion


@given(cases(least=3))
@SOME
def test_what_dominates_scores_at_least_as_high_and_comes_first(case: Case) -> None:
    """P3: nowhere worse and somewhere better is never behind, and the first is not dominated."""
    task, offers, asked = case
    decision = decided(task, offers, asked)
    found = spans(decision.order, decision.weights, decision.scales)
    place = {offer: rank for rank, offer in enumerate(order(decision))}
    value = scores(decision)
    for one in found:
        for other in found:
            if dominates(one, other):
                assert value[one.offer] >= value[other.offer] - 1e-12
                assert place[one.offer] < place[other.offer]


@pytest.mark.parametrize("task", TASKS)
def test_the_first_of_all_is_dominated_by_nobody(task: str) -> None:
    """P3: among all offers of a task, at its own priorities."""
    decision = decide(bundled(), Requirements(task=task), today=TODAY, one_per_model=False)
    first = decision.order[0]
    rivals = [item for item in decision.order[1:] if item.proven == first.proven]

    assert not any(
        all(a >= b for a, b in zip(item.values, first.values, strict=True))
        and item.values != first.values
        for item in rivals
    )


@given(cases(least=3), seeds)
@SOME
def test_the_order_of_offers_and_weights_changes_nothing(case: Case, random: Random) -> None:
    """P4: shuffled offers, and weights written the other way round."""
    task, offers, asked = case
    shuffled = list(offers)
    random.shuffle(shuffled)
    stated = asked.preferences.weights
    turned = asked.preferences._replace(weights=tuple(reversed(stated)))
    one, two = (
        decide(part(task, given, as_given=True), wanted, today=TODAY)
        for given, wanted in ((offers, asked), (shuffled, asked._replace(preferences=turned)))
    )
    assert order(one) == order(two)
    assert scores(one) == scores(two)
    assert list(one.weights.items()) == list(two.weights.items())


@given(st.sampled_from(["chat", "coding", "vision", "embedding"]), st.floats(0.01, 1000.0))
@settings(max_examples=12)
def test_the_volume_changes_no_order(task: str, factor: float) -> None:
    """P5: cost and its anchors grow together, so that a month and a year rank alike.

    But for what costs less than a cent at either volume, all of which counts as a cent.
    """
    name = "requests" if profile(task).type == "language" else "documents"
    volume: Any = {name: profile(task).workload[name]}
    larger: Any = {name: profile(task).workload[name] * factor}
    one, two = (
        decide(bundled(), Requirements(task=task, workload=Workload(**stated)), today=TODAY)
        for stated in (volume, larger)
    )
    floored = {
        subject.candidate.model
        for decision in (one, two)
        for subject in decision.subjects
        if (subject.bill.usd or 1.0) <= CHEAPEST_USD
    }
    assert len(floored) < len(one.order) / 2
    ours, theirs = (
        [
            offer
            for offer in order(decision)
            if offer.partition("/")[2].partition("@")[0] not in floored
        ]
        for decision in (one, two)
    )
    assert ours[:50] == theirs[:50]


@given(tasks, st.sampled_from([0.01, 0.9, 100.0]), st.data())
@FEW
def test_prices_in_another_currency_rank_alike(
    task: str, factor: float, data: st.DataObject
) -> None:
    """P5: all prices and both anchors of cost times a constant leave every value as it is.

    For bills of more than a cent, which is what free counts as.
    """
    offers = data.draw(some_of(task))
    asked = Requirements(task=task, preferences=Preferences(weights=(("cost", 1.0),)))
    plain = decided(task, offers, asked)
    assume(plain.scales.cost is not None)
    assert plain.scales.cost is not None
    good, bad = plain.scales.cost
    wanted = asked._replace(
        preferences=asked.preferences._replace(
            cost_anchors_usd_per_month=(good * factor, bad * factor)
        )
    )
    other = decided(task, [_in_currency(item, factor) for item in offers], wanted)
    bills = {s.candidate.offer: s.bill.usd for s in plain.subjects}
    compared = [
        offer
        for offer in scores(plain)
        if (usd := bills[offer]) is None or min(usd, usd * factor) > CHEAPEST_USD
    ]
    ours, theirs = scores(plain), scores(other)
    for offer in compared:
        assert theirs[offer] == pytest.approx(ours[offer], abs=1e-9)


def _in_currency(item: Candidate, factor: float) -> Candidate:
    """The offer at all its prices times a factor."""
    price = item.price
    if price is None:
        return item
    units = tuple(unit._replace(usd=unit.usd * factor) for unit in price.units)
    scaled = repriced(price, input_factor=factor, output_factor=factor)
    return item._replace(price=scaled._replace(units=units))


@given(tasks, weights, st.sampled_from([0.001, 0.5, 3.0, 1e6]), st.data())
@FEW
def test_only_the_proportions_of_the_weights_matter(
    task: str, shares: tuple[tuple[str, float], ...], factor: float, data: st.DataObject
) -> None:
    """P6: weights times a constant give the same scores and the same order."""
    offers = data.draw(some_of(task))
    larger = tuple((name, weight * factor) for name, weight in shares)
    one, two = (
        decided(task, offers, Requirements(task=task, preferences=Preferences(weights=stated)))
        for stated in (shares, larger)
    )
    assert scores(two) == pytest.approx(scores(one), abs=1e-12)
    apart = sorted(scores(one).values())
    if all(b - a > 1e-11 for a, b in pairwise(apart)):
        assert order(one) == order(two)


OTHER_FACTS: dict[str, Callable[[Candidate, Candidate], Candidate]] = {
    "capability": lambda mine, other: mine._replace(
        capability=None if mine.capability is None else other.capability or mine.capability
    ),
    "cost": lambda mine, other: mine._replace(
        price=other.price if _free(mine) == _free(other) else mine.price
    ),
    "latency": lambda mine, other: mine._replace(speed=other.speed),
    "context": lambda mine, other: mine._replace(
        context_tokens=other.context_tokens
        if (other.context_tokens or 0) > 400_000
        else mine.context_tokens
    ),
    "privacy": lambda mine, other: mine._replace(
        privacy=other.privacy
        if mine.tier is None and other.privacy.self_hosted == mine.privacy.self_hosted
        else mine.privacy
    ),
    "openness": lambda mine, other: mine._replace(open_weights=other.open_weights),
}
"""Criterion -> the facts it rests on exchanged for another offer's.

Not so that one becomes ineligible, or loses its evidence: evidence puts proven before unproven
whatever its weight is, and limits that nobody states look at some facts too.
"""


def _free(item: Candidate) -> bool:
    """Whether it is a free tier, whose capacity is a limit of its own."""
    return item.price is not None and item.price.billing == "free"


@given(tasks, st.sampled_from(CRITERIA), st.data())
@SOME
def test_what_has_no_weight_changes_nothing(task: str, criterion: str, data: st.DataObject) -> None:
    """P7: real facts of another offer, known or unknown, under a criterion without weight."""
    offers = data.draw(some_of(task, 3, 25))
    others = data.draw(st.permutations(offers))
    rest = tuple((name, 1.0) for name in CRITERIA if name != criterion)
    asked = Requirements(
        task=task,
        workload=Workload(input_tokens=500.0, output_tokens=100.0, tokens_per_document=100.0),
        preferences=Preferences(weights=rest),
        assume_unknown=("context",),
    )
    exchange = OTHER_FACTS[criterion]
    changed = [exchange(mine, other) for mine, other in zip(offers, others, strict=True)]
    before, after = decided(task, offers, asked), decided(task, changed, asked)
    assume(before.weights == after.weights)
    assert scores(after) == scores(before)
    assert order(after) == order(before)


@given(cases())
@SOME
def test_contributions_add_up_to_the_score_and_parts_to_the_cost(case: Case) -> None:
    """P8: every score is the sum of weight x value, every bill the sum of its parts."""
    task, offers, asked = case
    decision = decided(task, offers, asked)
    for item in decision.scored:
        parts = contributions(item, decision.weights)
        assert list(parts) == list(decision.weights)
        assert sum(parts.values()) == pytest.approx(item.score, abs=1e-12)
        for name, value in zip(decision.weights, item.values, strict=True):
            assert parts[name] == decision.weights[name] * value
        bill = item.subject.bill
        if bill.usd is not None:
            assert sum(bill.amounts) == pytest.approx(bill.usd, rel=1e-9, abs=1e-12)
    if decision.weights:
        assert sum(decision.weights.values()) == pytest.approx(1.0, abs=1e-12)


@given(cases(), st.data())
@SOME
def test_a_copy_ties_with_its_original_and_moves_nobody(case: Case, data: st.DataObject) -> None:
    """P9: one offer twice, under another name of the same provider."""
    task, offers, asked = case
    original = data.draw(st.sampled_from(offers))
    copy = original._replace(offer=f"{original.provider}/zz/copy", model="zz/copy")
    before, after = (
        scores(decided(task, offers, asked)),
        scores(decided(task, [*offers, copy], asked)),
    )
    assert {k: v for k, v in after.items() if k != copy.offer} == before
    assert after.get(copy.offer) == before.get(original.offer)


@pytest.mark.parametrize("task", TASKS)
def test_nobody_with_an_unknown_price_is_cheap(task: str) -> None:
    """An unknown cost is worth nothing, whatever else is true of an offer."""
    decision = decide(bundled(), Requirements(task=task), today=TODAY, one_per_model=False)
    if "cost" not in decision.weights:
        return
    place = list(decision.weights).index("cost")
    unknown = [item for item in decision.order if item.subject.bill.usd is None]

    assert all(item.values[place] == 0.0 for item in unknown)


@pytest.mark.parametrize("task", TASKS)
def test_the_anchors_are_worth_one_and_nothing(task: str) -> None:
    """The task's own price lists and speeds: what every value is measured against."""
    own: dict[str, Any] = dict(profile(task).workload)
    volume = Workload(**own)
    asked = Requirements(task=task, workload=volume)
    scales = make_scales(asked, profile(task))
    assert scales.cost is not None
    price = make_pricer(volume, profile(task).type)
    good, bad = price(profile(task).cost_good).usd, price(profile(task).cost_bad).usd
    assert good is not None
    assert bad is not None
    assert scales.cost == pytest.approx((good, bad))
    assert set(VALUE_FUNCTIONS) == set(CRITERIA)


def test_the_catalog_is_the_real_one() -> None:
    """So that none of the above passes for want of offers."""
    assert isinstance(bundled(), CompiledCatalog)
    assert sum(len(everyone(task)) for task in TASKS) > 20_000
