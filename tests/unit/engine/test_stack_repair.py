"""What has to give way where no combination keeps the limits on the whole."""

from __future__ import annotations

from itertools import chain, combinations, product
from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmselect.domain.requirements import Constraints, Policy, Requirements, Workload
from fmselect.domain.stack_recommendation import StackRepair
from fmselect.engine.score import Scored
from fmselect.engine.stack.parts import Part
from fmselect.engine.stack.repair import least_needs, stack_repairs
from fmselect.engine.subject import assess
from tests.support.memory_catalog import candidate


def part(role: int, id_: str, usd: float, seconds: float = 1.0, first: float = 0.5) -> Part:
    """An offer in a role: its bill, its wait, its first token."""
    subject = assess([candidate(id_)], Workload(), "language")[0]
    item = Scored(subject, (), 0.0, proven=True)
    return Part(role, item, 0.5, usd, seconds, seconds, first, (), proven=True)


def repairs(
    roles: list[list[Part]],
    *,
    same_provider: bool = False,
    policy: Policy | None = None,
    **limits: Any,
) -> list[StackRepair]:
    """What would admit a combination."""
    asked = Requirements("", constraints=Constraints(**limits), policy=policy or Policy())
    return stack_repairs(roles, asked, same_provider=same_provider)


SMALL = [
    [part(0, "x/lab/a", 10.0, 4.0), part(0, "y/lab/b", 30.0, 1.0)],
    [part(1, "x/lab/c", 50.0, 2.0), part(1, "z/lab/d", 5.0, 8.0)],
]
"""Together: $60 in 6 s, $15 in 12 s, $80 in 3 s, $35 in 9 s."""


def test_the_budget_is_raised_as_far_as_the_wait_needs() -> None:
    """Within 6 s the cheapest is $60; with 12 s it is $15: either would do, by itself."""
    found = repairs(SMALL, max_cost_usd_per_month=14.0, max_response_seconds=6.5)
    (money,) = found
    assert money["constraints"] == ["max_cost_usd_per_month"]
    assert money["offers"] == ["x/lab/a", "x/lab/c"]
    (step,) = money["admission"]
    assert (step["how"], step["option"], step["to"]) == ("relax", "--max-cost", 60.0)
    assert step["sentence"] == "with --max-cost 60"


def test_either_of_two_limits_may_do() -> None:
    """$20 in 6.5 s: $60 for the same wait, or 12 s for the same money."""
    found = repairs(SMALL, max_cost_usd_per_month=20.0, max_response_seconds=6.5)
    steps = [step["sentence"] for repair in found for step in repair["admission"]]
    assert steps == ["with --max-cost 60", "with --max-response 12"]


def test_one_provider_may_be_too_few() -> None:
    """Of one provider it is $60 at least: $60, or several providers for $15."""
    found = repairs(SMALL, same_provider=True, max_cost_usd_per_month=20.0)
    steps = [step["sentence"] for repair in found for step in repair["admission"]]
    assert steps == ["with --max-cost 60", "without same_provider"]
    assert found[1]["offers"] == ["x/lab/a", "z/lab/d"]


def test_an_organisations_limit_is_not_the_users_to_relax() -> None:
    """The step names the line of the policy, and no option."""
    demands = (("max_cost_usd_per_month", 14.0, "policy.yaml:2:3"),)
    (found,) = repairs(SMALL, policy=Policy(demands=demands), max_cost_usd_per_month=14.0)
    (step,) = found["admission"]
    assert (step["how"], step["option"], step["to"]) == ("policy", None, None)
    assert "policy.yaml:2:3" in step["sentence"]


def test_what_is_not_known_is_no_repair() -> None:
    """A role of unknown cost keeps no budget, however large; a role without offers neither."""
    assert repairs([SMALL[0], [part(1, "x/lab/e", inf)]], max_cost_usd_per_month=5.0) == []
    assert repairs([SMALL[0], []], max_cost_usd_per_month=5.0) == []
    assert least_needs([SMALL[0], []], same_provider=False) == []


AMOUNTS = st.sampled_from([0.5, 1.0, 3.0, 7.0, 20.0, inf])
ROLE = st.lists(
    st.tuples(st.sampled_from("xyz"), AMOUNTS, AMOUNTS, AMOUNTS), min_size=1, max_size=5
)


def kept(
    roles: list[list[Part]], limits: dict[str, float], *, same_provider: bool
) -> list[tuple[Part, ...]]:
    """The combinations that keep limits, by trying them all."""
    return [
        parts
        for parts in product(*roles)
        if sum(p.usd for p in parts) <= limits.get("max_cost_usd_per_month", inf)
        and sum(p.slowest for p in parts) <= limits.get("max_response_seconds", inf)
        and sum(p.slowest for p in parts[:-1]) + parts[-1].first_token
        <= limits.get("max_first_token_seconds", inf)
        and not (same_provider and len({p.provider for p in parts}) > 1)
    ]


@given(
    st.lists(ROLE, min_size=2, max_size=3),
    st.dictionaries(
        st.sampled_from(
            ["max_cost_usd_per_month", "max_first_token_seconds", "max_response_seconds"]
        ),
        st.sampled_from([0.1, 1.5, 4.0, 11.0]),
    ),
    st.booleans(),
)
def test_a_repair_is_enough_and_fewer_limits_are_not(
    rows: list[list[tuple[str, float, float, float]]], limits: dict[str, float], same: bool
) -> None:
    """With it the named combination is admitted; relaxing fewer limits without end admits none."""
    roles = [
        [part(at, f"{p}/lab/{at}{n}", *numbers) for n, (p, *numbers) in enumerate(row)]
        for at, row in enumerate(rows)
    ]
    if kept(roles, limits, same_provider=same):
        return
    for found in repairs(roles, same_provider=same, policy=None, **limits):
        dropped = found["constraints"]
        relaxed = dict(limits)
        for step in found["admission"]:
            if step["how"] == "relax":
                relaxed[step["constraint"]] = step["to"]
        one = same and "same_provider" not in dropped
        admitted = kept(roles, relaxed, same_provider=one)
        assert tuple(found["offers"]) in [tuple(p.offer for p in parts) for parts in admitted]
        names = [*limits, *(["same_provider"] if same else [])]
        for fewer in chain.from_iterable(combinations(names, n) for n in range(len(dropped))):
            rest = {name: limit for name, limit in limits.items() if name not in fewer}
            for parts in kept(roles, rest, same_provider=same and "same_provider" not in fewer):
                # What it would take is not known: no number to ask for.
                assert any(inf in (p.usd, p.slowest, p.first_token) for p in parts)


def test_six_roles_of_many_offers_are_no_matter_of_trying() -> None:
    """Sixty offers in each of six roles, 46 billion combinations: the least of them at once."""
    roles = [
        [part(at, f"x/lab/{at}-{n}", 1.0 + n, 61.0 - n, 0.1) for n in range(60)] for at in range(6)
    ]
    (found,) = repairs(roles, max_cost_usd_per_month=5.0)
    assert found["admission"][0]["to"] == pytest.approx(6.0)
