"""P14 on the real catalog: every sentence that names a change is true."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import given, settings

from fmselect.domain.candidate import Candidate
from fmselect.domain.requirements import TASKS, Constraints, Requirements
from fmselect.engine.decision import decide
from fmselect.engine.recommend import recommend
from tests.support import admissions, truths
from tests.support.real_catalog import bundled, cases, everyone, part, profile
from tests.support.truths import TODAY

Case = tuple[str, list[Candidate], Requirements]
few = cases(least=2, most=12)
SOME = settings(max_examples=40)


def market(task: str) -> truths.Market:
    """From offers of a task to a catalog of them."""
    return partial(part, task)


@given(few)
@SOME
def test_a_change_that_is_named_makes_it_first_and_a_hundredth_less_does_not(case: Case) -> None:
    """Among a few real offers, under any question."""
    truths.changes_are_true(market(case[0]), *case[1:])


@given(few)
@SOME
def test_between_the_weights_that_are_named_it_is_first(case: Case) -> None:
    """And just beyond them it is not."""
    truths.ranges_are_true(market(case[0]), *case[1:])


@given(few)
@SOME
def test_at_the_weight_of_a_flip_its_winner_is_first(case: Case) -> None:
    """And a hundredth of the way less it is not."""
    truths.flips_are_true(market(case[0]), *case[1:])


@given(few)
@SOME
def test_what_would_admit_an_offer_admits_it(case: Case) -> None:
    """And nearly all of a number is not enough."""
    admissions.admissions_are_true(market(case[0]), *case[1:])


@given(cases(least=4, most=30))
@SOME
def test_a_near_miss_comes_in_by_its_step(case: Case) -> None:
    """With the score and the rank it is promised."""
    admissions.near_misses_are_true(market(case[0]), *case[1:])


@given(cases(least=4, most=30))
@SOME
def test_a_limit_relaxed_by_what_is_missing_is_satisfied(case: Case) -> None:
    """And by a hundredth less it is not."""
    admissions.shortfalls_are_true(market(case[0]), *case[1:])


@given(cases(least=2, most=10))
@SOME
def test_a_repair_admits_somebody_and_fewer_limits_admit_nobody(case: Case) -> None:
    """The smallest set of limits that has to give way."""
    admissions.repairs_are_true(market(case[0]), *case[1:])


@given(few)
@SOME
def test_paying_for_a_point_of_capability_leaves_the_score_as_it_is(case: Case) -> None:
    """Exactly, wherever a price is named."""
    truths.exchange_is_true(market(case[0]), *case[1:])


@given(cases(least=3, most=40))
@SOME
def test_the_front_is_complete_and_the_others_say_by_whom_they_are_dominated(case: Case) -> None:
    """P3: `pareto_front`, `dominated_by` of every row, and `--pareto`, against all pairs."""
    truths.front_is_true(market(case[0]), *case[1:])


@pytest.mark.parametrize("task", TASKS)
def test_the_flips_of_a_task_are_true_among_all_its_offers(task: str) -> None:
    """At its own priorities, with every real offer in the field."""
    offers, asked = everyone(task), Requirements(task=task)
    truths.flips_are_true(market(task), offers, asked, walk=task in ("vision", "embedding"))


@pytest.mark.parametrize("task", ["chat", "reasoning", "embedding", "image-generation"])
def test_the_changes_of_the_second_are_true_among_all_offers(task: str) -> None:
    """What would make the second of all models first does, at its price, speed and capability."""
    asked = Requirements(task=task)
    rows = recommend(bundled(), asked, today=TODAY, top=2)["ranking"]
    offers = everyone(task)
    document = truths.explained(market(task), offers, asked, rows[1]["model"])
    assert document["changes"]
    for item in document["changes"]:
        subject = next(o for o in offers if o.offer == item["offer"])
        if item["to"] is None or item["now"] is None:
            continue
        less = item["now"] + truths.ALMOST * (item["to"] - item["now"])
        done = truths.changed(offers, subject, item, item["to"])
        almost = truths.changed(offers, subject, item, less)
        assert truths.is_first(market(task), done, asked, subject), item["sentence"]
        assert not truths.is_first(market(task), almost, asked, subject), item["sentence"]


IMPOSSIBLE: Sequence[tuple[str, Constraints]] = (
    ("chat", Constraints(max_response_seconds=0.001)),
    ("coding", Constraints(max_cost_usd_per_month=0.02, min_context_tokens=2e6)),
    ("reasoning", Constraints(min_capability=170.0, max_cost_usd_per_month=0.5)),
    ("vision", Constraints(min_context_tokens=9e6)),
    ("long-context", Constraints(min_context_tokens=9e6, max_fact_age_days=0.0)),
    ("embedding", Constraints(max_cost_usd_per_month=0.0001, min_context_tokens=1e6)),
    ("image-generation", Constraints(max_cost_usd_per_month=0.0001)),
)


@pytest.mark.parametrize(("task", "limits"), IMPOSSIBLE)
def test_the_repairs_of_an_impossible_question_are_true(task: str, limits: Constraints) -> None:
    """Among all offers of a task: each set of steps lets its offer in."""
    asked = Requirements(task=task, constraints=limits)
    document = recommend(bundled(), asked, today=TODAY)
    assert document["ranking"] == []
    assert document["repairs"] or not document["near_misses"]
    for repair in document["repairs"]:
        admitted = asked
        for step in repair["admission"]:
            admitted = admissions.agreed(admitted, step, step["to"])
        scores = eligible(admitted)
        assert scores[repair["offer"]] == repair["score_if_admitted"]
    for miss in document["near_misses"]:
        (step,) = miss["admission"]
        if step["how"] != "nothing":
            assert miss["offer"] in eligible(admissions.agreed(asked, step, step["to"]))


def eligible(asked: Requirements) -> dict[str, float]:
    """Every offer that satisfies the limits, with its score."""
    decision = decide(bundled(), asked, today=TODAY)
    return {item.subject.candidate.offer: item.score for item in decision.scored}


def test_the_tasks_are_all_of_the_catalog() -> None:
    """So that none is left out."""
    assert {profile(task).id for task in TASKS} == set(bundled().ids("tasks"))
