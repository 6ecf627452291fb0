"""What must hold for every catalog and every user, numbered P1 to P11; README.md lists them all."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fmselect import units
from fmselect.domain.candidate import Candidate, Capability, Lifecycle, Privacy, Terms
from fmselect.domain.intake import Layer, read_requirements
from fmselect.domain.recommendation import Recommendation
from fmselect.domain.requirement_documents import requirements_document
from fmselect.domain.requirements import Constraints, Preferences, Requirements, Workload
from fmselect.engine.constraints import active_constraints
from fmselect.engine.decision import decide
from fmselect.engine.recommend import recommend
from fmselect.engine.scales import CHEAPEST_USD
from fmselect.engine.subject import assess
from fmselect.engine.thresholds import repriced
from fmselect.engine.values import falling, rising
from fmselect.engine.verdict import Situation
from tests.support import strategies as some
from tests.support.memory_catalog import MemoryCatalog, language_task, speed, token_price

TODAY = date(2026, 11, 24)
PROBE = "a/lab/probe"


IDS = {"providers": ["a", "b", "c"], "licenses": ["MIT"]}


def answer(
    candidates: list[Candidate],
    requirements: Requirements,
    *,
    as_given: bool = False,
    **options: Any,
) -> Recommendation:
    """Every offer ranked, none hidden."""
    options = {"top": 100, "one_per_model": False, **options}
    catalog = MemoryCatalog(candidates, ids=IDS, as_given=as_given)
    return recommend(catalog, requirements, today=TODAY, **options)


def order(document: Recommendation) -> list[str]:
    """The offers in order."""
    return [row["offer"] for row in document["ranking"]]


def scores(document: Recommendation) -> dict[str, float]:
    """Offer -> score."""
    return {row["offer"]: row["score"] for row in document["ranking"]}


def only(*criteria: str) -> Requirements:
    """No limits, equal weights on the criteria named."""
    return Requirements(
        task="chat", preferences=Preferences(weights=tuple((name, 1.0) for name in criteria))
    )


complete_candidate = some.candidates(PROBE).map(
    lambda item: item._replace(
        input_modalities=frozenset({"text"}),
        context_tokens=500_000,
        max_output_tokens=None,
        open_weights=True,
        price=token_price(1.0, 2.0),
        speed=speed(1.0, 50.0),
        capability=Capability(50.0, None, 5, "fair"),
        privacy=Privacy(trains_on_data="no", retention_days=30.0),
        terms=Terms("MIT", "yes", None, osi_approved=True),
        lifecycle=Lifecycle(none_announced=True),
    )
)


@given(some.catalogs(least=2), some.requirements, st.data())
def test_taking_offers_away_reorders_no_others(
    candidates: list[Candidate], requirements: Requirements, data: st.DataObject
) -> None:
    """P1: the order and the scores among those that stay are the same to the last bit."""
    kept = data.draw(st.lists(st.sampled_from(candidates), min_size=1, unique_by=id))
    everyone, fewer = answer(candidates, requirements), answer(kept, requirements)
    assume(everyone["weights"] == fewer["weights"])
    names = {item.offer for item in kept}
    assert order(fewer) == [offer for offer in order(everyone) if offer in names]
    assert scores(fewer) == {k: v for k, v in scores(everyone).items() if k in names}


@given(some.catalogs(), complete_candidate, st.floats(0.05, 0.95), some.preferences)
def test_improving_one_attribute_never_costs_a_place(
    others: list[Candidate], probe: Candidate, factor: float, preferences: Preferences
) -> None:
    """P2: cheaper, faster, more capable or roomier never ranks lower."""
    requirements = Requirements(task="chat", preferences=preferences)
    before = order(answer([*others, probe], requirements)).index(PROBE)
    better = [
        probe._replace(price=token_price(factor, 2 * factor)),
        probe._replace(speed=speed(factor, 50.0 / factor)),
        probe._replace(capability=Capability(50.0 / factor, None, 5, "fair")),
        probe._replace(context_tokens=int(500_000 / factor)),
        probe._replace(privacy=Privacy(trains_on_data="no", retention_days=0.0)),
    ]
    for item in better:
        assert order(answer([*others, item], requirements)).index(PROBE) <= before


@given(complete_candidate, st.sampled_from([0.01, 0.1, 1.0]), st.floats(0.05, 0.95))
def test_improving_a_weighted_attribute_raises_the_score(
    probe: Candidate, start: float, factor: float
) -> None:
    """P2, strictly: between the anchors, and from a good value to a better one past them."""

    def at(share: float) -> dict[str, Candidate]:
        return {
            "cost": probe._replace(price=token_price(share, 2 * share)),
            "latency": probe._replace(speed=speed(share, 50.0 / share)),
            "capability": probe._replace(capability=Capability(50.0 / share, None, 5, "fair")),
            "context": probe._replace(context_tokens=int(500_000 / share)),
        }

    better = at(start * factor)
    for criterion, item in at(start).items():
        requirements = only(criterion)
        before = scores(answer([item], requirements))[PROBE]
        assert scores(answer([better[criterion]], requirements))[PROBE] > before, criterion


@given(complete_candidate, complete_candidate, some.preferences, st.data())
def test_what_is_at_least_as_good_in_all_respects_scores_at_least_as_high(
    first: Candidate, second: Candidate, preferences: Preferences, data: st.DataObject
) -> None:
    """P3: dominance."""
    factor = data.draw(st.floats(0.05, 1.0))
    first = first._replace(
        offer="b/lab/better",
        price=token_price(factor, 2 * factor),
        speed=speed(factor, 50.0 / factor),
        capability=Capability(50.0 / factor, None, 5, "fair"),
    )
    found = scores(answer([first, second], Requirements(task="chat", preferences=preferences)))
    assert found["b/lab/better"] >= found[PROBE]


@given(some.catalogs(least=2), some.requirements, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(
    candidates: list[Candidate], requirements: Requirements, random: Any
) -> None:
    """P4: neither the order of offers nor that of the weights as written.

    A compiled catalog is ordered by id; these two are not. Who is out is listed in the order of the
    catalog, so that list is compared as a set.
    """
    shuffled = list(candidates)
    random.shuffle(shuffled)
    weights = requirements.preferences.weights
    turned = requirements.preferences._replace(weights=tuple(reversed(weights)))
    one = answer(candidates, requirements, as_given=True, explain_excluded=True)
    two = answer(
        shuffled,
        requirements._replace(preferences=turned),
        as_given=True,
        explain_excluded=True,
    )
    one["requirements"] = two["requirements"]
    for document in (one, two):
        document["excluded"].sort(key=lambda item: item["offer"])
        document["excluded_by"] = dict(sorted(document["excluded_by"].items()))
    assert json.dumps(one) == json.dumps(two)


@given(some.requirements, st.randoms(use_true_random=False))
def test_the_order_of_keys_in_a_file_changes_nothing(
    requirements: Requirements, random: Any
) -> None:
    """P4: a file says the same whatever line comes first; priorities alone are an order."""

    def shuffled(values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        keys = list(values)
        random.shuffle(keys)
        return {key: shuffled(values[key]) for key in keys}

    document = requirements_document(requirements)
    one, two = (
        read_requirements([Layer(values, lambda path: path, "file")])
        for values in (document, shuffled(document))
    )
    named = dict(two.preferences.weights)
    assert two._replace(preferences=one.preferences) == one
    assert two.preferences._replace(weights=one.preferences.weights) == one.preferences
    assert named == dict(one.preferences.weights)


SCALED = {
    "usd": ("cost", 100.0),
    "seconds": ("latency", 1000.0),
    "tokens": ("context", 1 / 1000),
}
"""Unit -> the criterion counted in it, and how many of a smaller or larger unit make one."""


@given(st.floats(0.011, 1e6), st.floats(0.02, 1e3), st.floats(1.01, 1e4))
def test_the_unit_a_quantity_is_counted_in_changes_no_value(
    amount: float, good: float, ratio: float
) -> None:
    """P5: dollars or cents, seconds or milliseconds, tokens or thousands of them.

    Where the anchors are counted in the same unit. What free counts as, a cent, and the shortest
    answer, a millisecond, are amounts of their own and lie outside.
    """
    for _, factor in SCALED.values():
        bad = good * ratio
        assert falling(amount * factor, good * factor, bad * factor) == pytest.approx(
            falling(amount, good, bad), abs=1e-9
        )
        assert rising(amount * factor, bad * factor, good * factor) == pytest.approx(
            rising(amount, bad, good), abs=1e-9
        )


@given(some.catalogs(), some.workloads, st.sampled_from([0.01, 1 / 3, 1.1, 100.0]))
def test_prices_in_another_currency_rank_alike(
    candidates: list[Candidate], workload: Workload, factor: float
) -> None:
    """P5: every price and both anchors of cost times a constant give the same values.

    The exact form leaves out bills of less than a cent, which all count as a cent.
    """
    task = language_task()
    requirements = Requirements(
        task="chat", workload=workload, preferences=Preferences(weights=(("cost", 1.0),))
    )
    plain = decide(MemoryCatalog(candidates, task=task), requirements, today=TODAY)
    assume(plain.scales.cost is not None)
    assert plain.scales.cost is not None
    anchors = plain.scales.cost
    bills = [subject.bill.usd for subject in plain.subjects if subject.bill.usd is not None]
    assume(all(min(usd, usd * factor) > CHEAPEST_USD for usd in bills))
    assume(min(anchors) * min(1.0, factor) > CHEAPEST_USD)
    other = decide(
        MemoryCatalog([_repriced(item, factor) for item in candidates], task=task),
        requirements._replace(
            preferences=requirements.preferences._replace(
                cost_anchors_usd_per_month=(anchors[0] * factor, anchors[1] * factor)
            )
        ),
        today=TODAY,
    )
    ours = {item.subject.candidate.offer: item.score for item in plain.scored}
    theirs = {item.subject.candidate.offer: item.score for item in other.scored}
    assert theirs == pytest.approx(ours, abs=1e-9)


def _repriced(item: Candidate, factor: float) -> Candidate:
    """The offer at all its rates times a factor."""
    if item.price is None:
        return item
    return item._replace(price=repriced(item.price, input_factor=factor, output_factor=factor))


@given(st.integers(1, 999_999))
def test_a_quantity_reads_the_same_in_every_unit_it_may_be_written_in(number: int) -> None:
    """P5: at the border, where people write `2s` or `2000ms`, `3k` or `3000`."""
    assert units.seconds(f"{number}ms") == pytest.approx(units.seconds(f"{number / 1000}s"))
    assert units.count(f"{number}k") == units.count(number * 1000)
    assert units.usd(f"${number}") == units.usd(number)


@given(some.catalogs(), some.preferences, st.sampled_from([0.001, 0.5, 3.0, 1e6]))
def test_only_the_proportions_of_the_weights_matter(
    candidates: list[Candidate], preferences: Preferences, factor: float
) -> None:
    """P6: weights times a constant give the same answer."""
    weights = preferences.weights or (("cost", 0.3), ("latency", 0.7))
    larger = tuple((name, weight * factor) for name, weight in weights)
    one = answer(candidates, Requirements(task="chat", preferences=Preferences(weights=weights)))
    two = answer(candidates, Requirements(task="chat", preferences=Preferences(weights=larger)))
    for offer, score in scores(one).items():
        assert abs(scores(two)[offer] - score) < 1e-12


@given(some.catalogs(least=2), st.data())
def test_a_criterion_without_weight_changes_nothing(
    candidates: list[Candidate], data: st.DataObject
) -> None:
    """P7: not even by becoming unknown; only evidence still puts proven before unproven."""
    requirements = only("capability", "cost")
    before = answer(candidates, requirements)
    changed = [
        item._replace(speed=data.draw(st.none() | some.speeds), privacy=data.draw(some.privacies))
        for item in candidates
    ]
    changed = [
        new._replace(privacy=new.privacy._replace(self_hosted=old.privacy.self_hosted))
        for new, old in zip(changed, candidates, strict=True)
    ]
    assert scores(answer(changed, requirements)) == scores(before)


@given(some.catalogs(), some.requirements)
def test_contributions_add_up_to_the_score_and_parts_to_the_cost(
    candidates: list[Candidate], requirements: Requirements
) -> None:
    """P8: every number shown can be checked by adding."""
    for row in answer(candidates, requirements)["ranking"]:
        assert abs(sum(row["contributions"].values()) - row["score"]) < 1e-12
        if row["cost_usd_per_month"] is not None:
            cost = row["cost_usd_per_month"]
            assert abs(sum(row["cost_breakdown"].values()) - cost) <= 1e-9 * max(1.0, cost)


@given(some.catalogs(), some.requirements)
def test_a_copy_ties_with_its_original_and_moves_nobody(
    candidates: list[Candidate], requirements: Requirements
) -> None:
    """P9: clones."""
    copy = candidates[0]._replace(offer="z/lab/copy", model="lab/copy")
    before = scores(answer(candidates, requirements))
    after = scores(answer([*candidates, copy], requirements))
    assert {k: v for k, v in after.items() if k != "z/lab/copy"} == before
    assert after.get("z/lab/copy") == before.get(candidates[0].offer)


@given(some.catalogs(), some.requirements)
def test_filtering_the_eligible_again_keeps_them_all(
    candidates: list[Candidate], requirements: Requirements
) -> None:
    """P10: filters are idempotent."""
    eligible = set(order(answer(candidates, requirements)))
    again = [item for item in candidates if item.offer in eligible]
    if again:
        assert set(order(answer(again, requirements))) == eligible


@given(some.catalogs(), some.constraints, some.constraints)
def test_filters_commute(
    candidates: list[Candidate], first: Constraints, second: Constraints
) -> None:
    """P10: it does not matter which limits are applied first."""

    def through(*limits: Constraints) -> set[str]:
        kept = candidates
        for limit in limits:
            eligible = order(answer(kept, Requirements(task="chat", constraints=limit)))
            kept = [item for item in kept if item.offer in eligible]
            if not kept:
                break
        return {item.offer for item in kept}

    assert through(first, second) == through(second, first)


@given(some.catalogs(), some.constraints, st.floats(0.0, 1.0))
def test_a_tighter_limit_never_admits_anybody(
    candidates: list[Candidate], stated: Constraints, factor: float
) -> None:
    """P10: tightening removes, relaxing adds: each limit by itself."""

    def tightened(name: str, unstated: float, by: float) -> float:
        limit: float | None = getattr(stated, name)
        return (unstated if limit is None else limit) * by  # a limit of 0 is one

    privacy = stated.privacy
    days = 100.0 if privacy.max_retention_days is None else privacy.max_retention_days
    tighter = [
        stated._replace(max_cost_usd_per_month=tightened("max_cost_usd_per_month", 1e5, factor)),
        stated._replace(max_response_seconds=tightened("max_response_seconds", 1e4, factor)),
        stated._replace(max_first_token_seconds=tightened("max_first_token_seconds", 1e3, factor)),
        stated._replace(min_context_tokens=tightened("min_context_tokens", 8192.0, 1 + factor)),
        stated._replace(max_fact_age_days=tightened("max_fact_age_days", 1000.0, factor)),
        stated._replace(privacy=privacy._replace(no_training=True)),
        stated._replace(privacy=privacy._replace(max_retention_days=days * factor)),
        stated._replace(features=(*stated.features, "tools")),
    ]
    loose = set(order(answer(candidates, Requirements(task="chat", constraints=stated))))
    for limits in tighter:
        tight = set(order(answer(candidates, Requirements(task="chat", constraints=limits))))
        assert tight <= loose


UNKNOWN: dict[str, Any] = {
    "input_modalities": frozenset(),
    "features": {},
    "languages": frozenset(),
    "context_tokens": None,
    "max_output_tokens": None,
    "open_weights": None,
    "terms": Terms(),
    "price": None,
    "speed": None,
    "capability": None,
    "oldest_fact": None,
}


@given(some.candidates(PROBE), some.strict_requirements, st.sampled_from(sorted(UNKNOWN)))
def test_forgetting_a_fact_never_satisfies_a_stated_limit(
    probe: Candidate, requirements: Requirements, field: str
) -> None:
    """P11: an unknown never turns a fail, a condition or an unknown into a pass."""
    forgetful = probe._replace(**{field: UNKNOWN[field]})
    task = language_task()
    situation = Situation(requirements, task, TODAY)
    before, after = (
        assess([item], requirements.workload, "language")[0] for item in (probe, forgetful)
    )
    for active in active_constraints(situation):
        if active.judge(after).status == "pass" and active.constraint.name not in (
            "workload_fits",
            "capacity",
            "input_modality",
            "max_fact_age_days",
        ):
            assert active.judge(before).status == "pass"


@given(
    some.candidates(PROBE),
    some.privacies,
    st.sampled_from(
        [
            "trains_on_data",
            "retention_days",
            "zero_retention",
            "regions",
            "certifications",
            "headquarters",
            "region_choice",
        ]
    ),
    some.privacy_constraints,
)
def test_forgetting_how_data_is_handled_never_satisfies_a_limit(
    probe: Candidate, privacy: Privacy, field: str, limits: Any
) -> None:
    """P11 for privacy, where it matters most."""
    probe = probe._replace(privacy=privacy)
    unknown: dict[str, Any] = {field: None}
    forgetful = probe._replace(privacy=privacy._replace(**unknown))
    requirements = Requirements(task="chat", constraints=Constraints(privacy=limits))
    situation = Situation(requirements, language_task(), TODAY)
    before, after = (
        assess([item], requirements.workload, "language")[0] for item in (probe, forgetful)
    )
    for active in active_constraints(situation):
        if active.judge(after).status == "pass":
            assert active.judge(before).status == "pass"


@given(some.candidates(PROBE), st.sampled_from(sorted(set(UNKNOWN) - {"input_modalities"})))
def test_an_unknown_is_never_worth_more_than_the_highest_it_could_be(
    probe: Candidate, field: str
) -> None:
    """P11: silence earns nothing beyond what a perfect fact would."""
    perfect: dict[str, Any] = {
        "context_tokens": 10**9,
        "open_weights": True,
        "terms": Terms("MIT", "yes", None, osi_approved=True),
        "price": token_price(0.0, 0.0),
        "speed": speed(0.001, 1e6),
        "capability": Capability(100.0, None, 9, "strong"),
    }
    requirements = Requirements(task="chat", preferences=Preferences(equal=True))
    waived = requirements._replace(assume_unknown=("context", "capacity"))
    probe = probe._replace(input_modalities=frozenset({"text"}), lifecycle=Lifecycle())
    known = probe._replace(context_tokens=10**6, max_output_tokens=None)
    forgetful = known._replace(**{field: UNKNOWN[field]})
    ideal = known._replace(**{field: perfect.get(field, getattr(known, field))})
    other = ideal._replace(offer="b/lab/other", model="lab/other")
    low = scores(answer([forgetful, other], waived))[PROBE]
    high = scores(answer([ideal, other], waived))[PROBE]
    assert low <= high + 1e-12


@given(some.catalogs(), some.requirements)
def test_an_offer_without_evidence_never_precedes_one_with_evidence(
    candidates: list[Candidate], requirements: Requirements
) -> None:
    """The contract: unproven follows proven, whatever the weights."""
    standings = [row["standing"] for row in answer(candidates, requirements)["ranking"]]
    assert standings == sorted(standings)


@given(some.catalogs(), some.requirements)
def test_every_offer_is_ranked_or_excluded_with_a_reason(
    candidates: list[Candidate], requirements: Requirements
) -> None:
    """Nobody disappears, and each reason is a finished sentence."""
    document = answer(candidates, requirements, explain_excluded=True)
    excluded = {item["offer"]: item["failed"] for item in document["excluded"]}
    assert set(order(document)).isdisjoint(excluded)
    assert {*order(document), *excluded} == {item.offer for item in candidates}
    assert sum(document["excluded_by"].values()) == sum(map(len, excluded.values()))
    for failed in excluded.values():
        for failure in failed:
            assert failure["reason"]
            assert "{" not in failure["reason"]
            assert (failure["condition"] is not None) == (failure["status"] == "conditional")
            assert failure["short_by"] is None or failure["short_by"] > 0


@given(some.catalogs(), some.requirements)
def test_accepting_what_a_near_miss_lacks_admits_it_with_the_score_that_was_promised(
    candidates: list[Candidate], requirements: Requirements
) -> None:
    """A near miss with a condition becomes eligible once the condition is accepted."""
    for miss in answer(candidates, requirements)["near_misses"]:
        condition = miss["failed"][0]["condition"]
        if condition is not None:
            accepted = requirements._replace(accept=(condition,))
            found = scores(answer(candidates, accepted))
            assert found[miss["offer"]] == miss["score_if_admitted"]
