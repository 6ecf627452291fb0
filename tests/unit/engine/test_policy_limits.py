"""A limit that an organisation's policy sets is nobody's to relax but the organisation's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from fmselect.domain.candidate import Privacy
from fmselect.domain.intake import Layer, read_requirements
from fmselect.domain.recommendation import Admission, Recommendation
from fmselect.domain.requirements import Requirements
from fmselect.engine.explain import explain
from fmselect.engine.recommend import recommend
from tests.support.market import ATLAS, BROOK, TODAY, TRAINS, market, offer

DEAR = offer("north/lab/dear", 95.0, 80.0)
"""$80 a month, and better than any other."""


def under(
    policy: Mapping[str, Any],
    own: Mapping[str, Any],
    *,
    accept: Sequence[str] = (),
    assume: Sequence[str] = (),
    agreed: Mapping[str, Any] | None = None,
) -> Requirements:
    """Requirements of a project under a policy: limits, and what each of them agrees to."""
    theirs = {"constraints": policy, **(agreed or {})}
    mine: dict[str, Any] = {"task": "chat", "constraints": own}
    mine |= {"accept": list(accept)} if accept else {}
    mine |= {"assume_unknown": list(assume)} if assume else {}
    layers = [
        Layer(theirs, lambda path: f"policy.yaml:{path}", "policy"),
        Layer(mine, lambda path: f"mine.yaml:{path}", "file"),
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


def test_a_condition_is_a_policys_to_accept() -> None:
    """Objecting to training would do, but whether that is enough is not the project's to say."""
    objecting = ATLAS._replace(privacy=Privacy(trains_on_data="opt-out"))
    policy = {"privacy": {"no_training": True}}
    silent = BROOK._replace(privacy=Privacy(trains_on_data="no"))
    document = answer(under(policy, {}, accept=["training-opt-out"]), objecting, silent)
    assert [row["offer"] for row in document["ranking"]] == [silent.offer]
    found = step(document, "north/lab/atlas")
    assert (found["how"], found["option"]) == ("policy", None)
    assert found["sentence"] == (
        "your organisation's policy sets this limit (policy.yaml:constraints.privacy.no_training) "
        "and does not accept training-opt-out, and only it can"
    )
    assert not any("--accept" in warning for warning in document["warnings"])


def test_what_a_policy_accepts_is_accepted_for_everybody() -> None:
    """The organisation has objected to training: that holds for its own limit and for ours."""
    objecting = ATLAS._replace(privacy=Privacy(trains_on_data="opt-out"))
    limits = {"privacy": {"no_training": True}}
    for policy, own in ((limits, {}), ({}, limits), (limits, limits)):
        for mine in ([], ["region-choice"]):
            asked = under(policy, own, accept=mine, agreed={"accept": ["training-opt-out"]})
            document = answer(asked, objecting)
            assert [row["offer"] for row in document["ranking"]] == ["north/lab/atlas"]
            assert asked.accept == ("training-opt-out", *mine)


def test_a_project_may_accept_for_a_stricter_limit_of_its_own() -> None:
    """The policy allows 30 days, which are kept; nothing at all takes an addendum of one's own."""
    keeps = ATLAS._replace(
        privacy=Privacy(trains_on_data="no", retention_days=30.0, zero_retention="on-request")
    )
    accept = ["zero-retention-addendum"]
    own = {"privacy": {"max_retention_days": 0}}
    for days, left in ((30, ["north/lab/atlas"]), (7, [])):
        policy = {"privacy": {"max_retention_days": days}}
        document = answer(under(policy, own, accept=accept), keeps)
        assert [row["offer"] for row in document["ranking"]] == left


def test_an_unknown_wait_is_a_policys_to_assume() -> None:
    """Who measured nothing assumes for themselves, and not for the organisation."""
    limit = {"max_response_seconds": 5.0}
    for policy, own, theirs, left in (
        ({}, limit, [], 1),
        (limit, {}, [], 0),
        (limit, limit, [], 0),
        (limit, {"max_response_seconds": 1.0}, [], 0),
        (limit, {}, ["latency"], 1),
    ):
        asked = under(policy, own, assume=["latency"], agreed={"assume_unknown": theirs})
        assert len(answer(asked, ATLAS)["ranking"]) == left


def test_the_policy_that_holds_is_named_where_the_limit_in_force_is_ones_own() -> None:
    """Both ask for nothing to be kept: the project restates it, and the policy holds it."""
    keeps = ATLAS._replace(privacy=Privacy(retention_days=30.0, zero_retention="self-serve"))
    limit = {"privacy": {"max_retention_days": 0}}
    asked = under(limit, limit, accept=["zero-retention-setting"])
    document = recommend(market(keeps), asked, today=TODAY, explain_excluded=True)
    places = [failed["policy"] for row in document["excluded"] for failed in row["failed"]]
    assert places == ["policy.yaml:constraints.privacy.max_retention_days"]


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


@pytest.mark.parametrize(
    ("field", "policy", "own", "counted"),
    [
        ("monthly_users", 8e8, 1000.0, 8e8),
        ("annual_revenue_usd", 1e6, 5e9, 5e9),
        ("redistribute", True, False, True),
        ("train_on_outputs", False, True, True),
        ("territories", ["de"], ["us"], ("de", "us")),
        ("purpose", "commercial", "research", "commercial"),
        ("purpose", "internal", "research", "internal"),
        ("purpose", "internal", "commercial", "commercial"),
    ],
)
def test_a_project_is_no_smaller_than_its_organisation(
    field: str, policy: Any, own: Any, counted: Any
) -> None:
    """What a policy says of the use is the least that is counted, whatever a project says."""
    layers = [
        Layer({"use": {field: policy}}, lambda path: f"policy.yaml:{path}", "policy"),
        Layer({"task": "chat", "use": {field: own}}, lambda path: f"mine.yaml:{path}", "file"),
    ]
    for order in (layers, layers[::-1]):
        assert getattr(read_requirements(order).use, field) == counted


@pytest.mark.parametrize(
    ("theirs", "mine", "words"),
    [
        (["training-opt-out"], [], "the policy accepts training-opt-out"),
        (["training-opt-out"], ["training-opt-out"], "the policy accepts training-opt-out"),
        ([], ["training-opt-out"], "you accept training-opt-out"),
    ],
)
def test_an_answer_says_whose_word_it_rests_on(
    theirs: list[str], mine: list[str], words: str
) -> None:
    """What the policy accepts is not put into the mouth of the user."""
    item = offer("north/lab/asks", 95.0, 1.0, privacy=Privacy(trains_on_data="opt-out"))
    agreed = {"accept": theirs} if theirs else None
    limits = {"privacy": {"no_training": True}}
    asked = under({} if not theirs else limits, limits, accept=mine, agreed=agreed)
    (row,) = answer(asked, item)["ranking"]
    assert f"eligible because {words}: privacy.no_training" in row["warnings"]
