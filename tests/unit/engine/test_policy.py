"""An organisation's policy: whose limit is in force, and who is excepted from it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fmselect.domain.candidate import Privacy
from fmselect.domain.intake import Layer, read_requirements
from fmselect.domain.requirements import Requirements
from fmselect.engine.policy_check import check_policy, policy_paths
from fmselect.engine.recommend import recommend
from fmselect.errors import FmselectError, Problems
from tests.support.market import TODAY, market, offer

KEEPS = Privacy(trains_on_data="no", retention_days=30.0, zero_retention="no")
ATLAS = offer("north/lab/atlas", 90.0, 10.0, privacy=KEEPS)
BROOK = offer("south/lab/brook", 80.0, 10.0, privacy=KEEPS._replace(retention_days=0.0))
CEDAR = offer("west/lab/cedar", 70.0, 10.0, privacy=KEEPS._replace(retention_days=90.0))
EXCEPTION = {
    "for": ["north"],
    "constraint": "privacy.max_retention_days",
    "reason": "a pilot with made-up data",
    "approved_by": "the security officer",
    "until": "2026-11-24",
}


def together(policy: dict[str, Any], stated: dict[str, Any] | None = None) -> Requirements:
    """The requirements that a policy and a file state together."""
    layers = [
        Layer(policy, lambda path: f"policy.yaml:{path}", "policy"),
        Layer({"task": "chat", **(stated or {})}, lambda path: f"file.yaml:{path}", "file"),
    ]
    return read_requirements(layers)


def retention(days: float, *exceptions: dict[str, Any]) -> dict[str, Any]:
    """A policy that allows so many days, with exceptions."""
    limits = {"privacy": {"max_retention_days": days}}
    return {"constraints": limits, "exceptions": list(exceptions)}


def ranked(requirements: Requirements, today: date = TODAY) -> list[str]:
    """The offers that are eligible, in order."""
    answer = recommend(market(ATLAS, BROOK, CEDAR), requirements, today=today)
    return [row["offer"] for row in answer["ranking"]]


def test_an_exclusion_names_the_line_of_the_policy() -> None:
    """A limit of the policy is told from one the project states itself."""
    catalog = market(ATLAS, BROOK, CEDAR)
    answer = recommend(catalog, together(retention(0)), today=TODAY, explain_excluded=True)
    places = {failed["policy"] for row in answer["excluded"] for failed in row["failed"]}
    assert places == {"policy.yaml:constraints.privacy.max_retention_days"}
    own = together({}, {"constraints": {"privacy": {"max_retention_days": 0}}})
    answer = recommend(catalog, own, today=TODAY, explain_excluded=True)
    assert {failed["policy"] for row in answer["excluded"] for failed in row["failed"]} == {None}


def test_an_exception_holds_to_its_last_day() -> None:
    """Who is excepted is eligible on the last day and out on the next."""
    requirements = together(retention(0, EXCEPTION))
    assert ranked(requirements, date(2026, 11, 24)) == ["north/lab/atlas", "south/lab/brook"]
    assert ranked(requirements, date(2026, 11, 25)) == ["south/lab/brook"]


@pytest.mark.parametrize("name", ["north", "lab/atlas", "north/lab/atlas"])
def test_an_exception_is_for_a_provider_a_model_or_an_offer(name: str) -> None:
    """Each of the three names admits the offer, and nobody else."""
    requirements = together(retention(0, {**EXCEPTION, "for": name}))
    assert ranked(requirements) == ["north/lab/atlas", "south/lab/brook"]


def test_who_is_excepted_still_keeps_what_the_project_asks() -> None:
    """The policy allows nothing, the project 60 days: 30 days pass by the exception, 90 do not."""
    everybody = {**EXCEPTION, "for": ["north", "west"]}
    stated = {"constraints": {"privacy": {"max_retention_days": 60}}}
    assert ranked(together(retention(0, everybody), stated)) == [
        "north/lab/atlas",
        "south/lab/brook",
    ]
    assert len(ranked(together(retention(0, everybody)))) == 3


def test_an_exception_is_warned_of() -> None:
    """The row says by whose exception it is eligible, and until when."""
    answer = recommend(market(ATLAS), together(retention(0, EXCEPTION)), today=TODAY)
    (warning,) = [text for text in answer["ranking"][0]["warnings"] if "exception" in text]
    assert warning == (
        "eligible by an exception from privacy.max_retention_days until 2026-11-24, approved by "
        "the security officer: a pilot with made-up data (policy.yaml:exceptions.0)"
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"until": "2026-13-01"}, "'2026-13-01' is not a day"),
        ({"until": "20261101"}, "'20261101' is not a day"),
        ({"reason": None}, "reason is missing"),
        ({"approved_by": ""}, "approved_by is missing"),
        ({"constraint": "privacy.retention"}, "there is no constraint 'privacy.retention'"),
        ({"for": [3]}, "for: "),
        ({"because": "x"}, "unknown key 'because'"),
    ],
)
def test_an_exception_says_for_whom_why_by_whom_and_until_when(
    change: dict[str, Any], message: str
) -> None:
    """An exception with a part missing or wrong is refused with its place."""
    with pytest.raises(FmselectError) as raised:
        together(retention(0, {**EXCEPTION, **change}))
    problems = raised.value.problems if isinstance(raised.value, Problems) else (raised.value,)
    assert any(problem.message.startswith(message) for problem in problems)
    assert all((problem.where or "").startswith("policy.yaml:exceptions.0") for problem in problems)


def test_only_a_policy_makes_exceptions() -> None:
    """In a requirements file the key is unknown."""
    with pytest.raises(FmselectError, match="unknown key 'exceptions'"):
        together({}, {"exceptions": [EXCEPTION]})


def checked(policy: dict[str, Any], stated: dict[str, Any], today: date = TODAY) -> Any:
    """How stated requirements stand to a policy."""
    layer = Layer(policy, lambda path: f"policy.yaml:{path}", "policy")
    alone = read_requirements([layer])
    places = {path: layer.where(path) for path in policy_paths(alone)}
    requirements = together(policy, stated)
    return check_policy(market(ATLAS, BROOK, CEDAR), requirements, alone, places, today=today)


@pytest.mark.parametrize(
    ("days", "standing", "complies"),
    [(None, "added", True), (0, "kept", True), (30, "kept", True), (31, "loosened", False)],
)
def test_a_looser_limit_does_not_comply(days: float | None, standing: str, complies: bool) -> None:
    """A policy of 30 days is kept by 30 and fewer, and held in force against 31."""
    stated = {} if days is None else {"constraints": {"privacy": {"max_retention_days": days}}}
    answer = checked(retention(30), stated)
    assert [item["standing"] for item in answer["limits"]] == [standing]
    assert answer["complies"] is complies
    assert answer["limits"][0]["in_force"] == min(30, 30 if days is None else days)


def test_the_check_counts_what_limits_cost_and_exceptions_admit() -> None:
    """Two of three offers keep data; one of them is admitted, by the first exception only."""
    other = {**EXCEPTION, "constraint": "max_cost_usd_per_month"}
    answer = checked(retention(0, EXCEPTION, other), {})
    assert answer["limits"][0]["excludes"] == 2
    assert [(item["standing"], item["admits"]) for item in answer["exceptions"]] == [
        ("in force", 1),
        ("no effect", 0),
    ]
    assert answer["first"] == "north/lab/atlas"
    late = checked(retention(0, EXCEPTION), {}, date(2026, 12, 1))
    assert (late["complies"], late["exceptions"][0]["standing"]) == (False, "expired")


def test_the_check_says_what_a_project_agrees_to_in_vain() -> None:
    """An addendum the policy does not accept admits nobody past its limit, and that is said."""
    agreeing = ATLAS._replace(privacy=KEEPS._replace(zero_retention="on-request"))
    catalog = market(agreeing, BROOK)
    layers = [
        Layer(retention(0), lambda path: f"policy.yaml:{path}", "policy"),
        Layer(
            {"task": "chat", "accept": ["zero-retention-addendum", "region-choice"]},
            lambda path: f"file.yaml:{path}",
            "file",
        ),
    ]
    alone = read_requirements(layers[:1])
    places = {path: layers[0].where(path) for path in policy_paths(alone)}
    answer = check_policy(catalog, read_requirements(layers), alone, places, today=TODAY)
    (limit,) = answer["limits"]
    assert (limit["standing"], limit["excludes"]) == ("added", 1)
    assert limit["not_counted"] == ["zero-retention-addendum"]
    assert (answer["complies"], answer["first"]) == (True, "south/lab/brook")
