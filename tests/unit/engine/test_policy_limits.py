"""A limit that an organisation's policy sets is nobody's to relax but the organisation's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fmselect.domain.candidate import Privacy
from fmselect.domain.intake import Layer, read_requirements
from fmselect.domain.recommendation import Admission, Recommendation
from fmselect.domain.requirements import Requirements
from fmselect.engine.explain import explain
from fmselect.engine.recommend import recommend
from tests.support.market import ATLAS, BROOK, TODAY, TRAINS, market, offer

DEAR = offer("north/lab/dear", 95.0, 80.0)
"""$80 a month, and better than any other."""


def under(policy: Mapping[str, Any], own: Mapping[str, Any]) -> Requirements:
    """Requirements of a project under a policy, both with limits alone."""
    layers = [
        Layer({"constraints": policy}, lambda path: f"policy.yaml:{path}", "policy"),
        Layer({"task": "chat", "constraints": own}, lambda path: f"mine.yaml:{path}", "file"),
    ]
    return read_requirements(layers)


def answer(asked: Requirements, *offers: Any) -> Recommendation:
    """The answer among these."""
    return recommend(market(*offers), asked, today=TODAY)


def step(document: Recommendation, name: str) -> Admission:
    """The step of the near miss of that offer."""
    miss = next(miss for miss in document["near_misses"] if miss["offer"] == name)
    return miss["admission"][0]


COST = "max_cost_usd_per_month"


def test_a_policys_limit_is_not_offered_to_be_relaxed() -> None:
    """It says whose it is and where it is stated, and names no option."""
    document = answer(under({COST: 50.0}, {}), ATLAS, DEAR)
    found = step(document, "north/lab/dear")
    assert (found["how"], found["option"], found["to"]) == ("policy", None, None)
    assert found["sentence"] == (
        f"your organisation's policy sets this limit (policy.yaml:constraints.{COST}), "
        "and only it can relax it"
    )
    assert document["near_misses"][0]["failed"][0]["policy"] == f"policy.yaml:constraints.{COST}"


def test_ones_own_stricter_limit_may_be_relaxed_as_far_as_the_policy_goes() -> None:
    """$80 is within the policy's $100 and out of its $60; the limit in force is $20 in both."""
    wide = step(answer(under({COST: 100.0}, {COST: 20.0}), ATLAS, DEAR), "north/lab/dear")
    narrow = step(answer(under({COST: 60.0}, {COST: 20.0}), ATLAS, DEAR), "north/lab/dear")
    assert (wide["how"], wide["option"], wide["to"]) == ("relax", "--max-cost", 80.0)
    assert narrow["how"] == "policy"


def test_what_is_the_users_to_admit_comes_before_what_is_not() -> None:
    """The better one is kept out by the policy, the other by the user's own limit."""
    asked = under({COST: 50.0}, {"min_context_tokens": 200_000})
    small = offer("north/lab/small", 60.0, 10.0, context_tokens=100_000)
    document = answer(asked, ATLAS, DEAR, small)
    misses = [miss["offer"] for miss in document["near_misses"]]
    assert misses == ["north/lab/small", "north/lab/dear"]
    assert step(document, "north/lab/small")["sentence"] == "with --min-context 100000"


def test_a_condition_that_satisfies_a_policy_may_be_agreed_to() -> None:
    """Objecting to training keeps the policy, so it is offered."""
    objecting = ATLAS._replace(privacy=Privacy(trains_on_data="opt-out"))
    document = answer(under({"privacy": {"no_training": True}}, {}), objecting, BROOK)
    assert step(document, "north/lab/atlas")["sentence"] == (
        "if you agree to it: --accept training-opt-out"
    )


def test_an_unknown_may_be_found_out_but_not_waved_through() -> None:
    """Nobody may assume for the organisation."""
    asked = under({"max_response_seconds": 5.0, "privacy": {"no_training": True}}, {})
    document = explain(market(ATLAS), asked, "lab/atlas", today=TODAY)
    for found in document["admission"]:
        assert found["how"] == "settle"
        assert found["option"] is None
        assert found["sentence"].startswith("once it is known; your organisation's policy sets")


def test_the_smallest_repair_is_one_the_user_can_make() -> None:
    """One limit of the policy would do, two of the user's own are what is offered."""
    asked = under({COST: 50.0}, {"min_context_tokens": 200_000, "min_output_tokens": 9_000})
    small = offer("north/lab/small", 60.0, 10.0, context_tokens=100_000, max_output_tokens=8_000)
    dear = DEAR._replace(context_tokens=400_000, max_output_tokens=20_000)
    (repair,) = answer(asked, dear, small)["repairs"]
    assert repair["constraints"] == ["min_context_tokens", "min_output_tokens"]
    assert [found["how"] for found in repair["admission"]] == ["relax", "relax"]


def test_where_only_the_policy_is_in_the_way_that_is_said() -> None:
    """The repair names the policy, and no option."""
    (repair,) = answer(under({COST: 5.0}, {}), ATLAS, DEAR)["repairs"]
    assert repair["constraints"] == [COST]
    assert [found["how"] for found in repair["admission"]] == ["policy"]
    assert repair["failed"][0]["policy"] == f"policy.yaml:constraints.{COST}"


def test_explaining_names_the_policy_too() -> None:
    """A tier that trains, under a policy that forbids it."""
    training = ATLAS._replace(privacy=TRAINS._replace(trains_on_data="yes"))
    asked = under({"privacy": {"no_training": True}}, {})
    (found,) = explain(market(training), asked, "lab/atlas", today=TODAY)["admission"]
    assert found["how"] == "policy"
    assert "policy.yaml:constraints.privacy.no_training" in found["sentence"]
