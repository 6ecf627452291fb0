"""The first combinations of a stack, against trying them all."""

from __future__ import annotations

from itertools import product
from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmselect.domain.requirements import Workload
from fmselect.engine.score import Scored
from fmselect.engine.stack.combine import Measure, score, totals, values
from fmselect.engine.stack.parts import Part
from fmselect.engine.stack.search import Bounds, first_combinations, skyband
from fmselect.engine.subject import assess
from tests.support.memory_catalog import candidate

WEIGHTS = {"capability": 0.5, "cost": 0.3, "latency": 0.15, "privacy": 0.05}


def part(role: int, id_: str, **numbers: Any) -> Part:
    """An offer in a role; what is not given is good enough for anything."""
    subject = assess([candidate(id_)], Workload(), "language")[0]
    fields: dict[str, Any] = {
        "capability": 0.5,
        "usd": 10.0,
        "seconds": 1.0,
        "slowest": 1.0,
        "first_token": 0.5,
        "worst": (0.5,),
        "proven": True,
    }
    return Part(role, Scored(subject, (), 0.0, proven=False), **{**fields, **numbers})


def measure(roles: int) -> Measure:
    """Weights on an amount, a time, an average and a worst."""
    return Measure(WEIGHTS, (1.0 / roles,) * roles, (1.0, 1000.0), (0.1, 100.0))


@st.composite
def stacks(draw: st.DrawFn) -> list[list[Part]]:
    """Two or three roles of up to eight offers, many of them alike, some unknown."""
    few = st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.1])
    usd = st.sampled_from([0.5, 5.0, 50.0, 5000.0, inf])
    seconds = st.sampled_from([0.05, 1.0, 20.0, 500.0])
    roles = []
    for role in range(draw(st.integers(2, 3))):
        parts = []
        for at in range(draw(st.integers(1, 8))):
            model, provider = draw(st.sampled_from("abcd")), draw(st.sampled_from("xyz"))
            took = draw(seconds)
            parts.append(
                part(
                    role,
                    f"{provider}/lab/{model}@{role}{at}",
                    capability=draw(few),
                    usd=draw(usd),
                    seconds=took,
                    slowest=draw(st.sampled_from([took, 2 * took, inf])),
                    first_token=draw(seconds),
                    worst=(draw(few),),
                    proven=draw(st.booleans()),
                )
            )
        roles.append(parts)
    return roles


def tried_all(
    roles: list[list[Part]], bounds: Bounds, most: int, *, same_provider: bool
) -> list[float]:
    """The scores of the first combinations, one for each choice of models, by trying them all."""
    best: dict[tuple[str, ...], float] = {}
    for parts in product(*roles):
        first = sum(p.slowest for p in parts[:-1]) + parts[-1].first_token
        if (
            sum(p.usd for p in parts) > bounds.usd
            or sum(p.slowest for p in parts) > bounds.response_seconds
            or first > bounds.first_token_seconds
            or (same_provider and len({p.provider for p in parts}) > 1)
        ):
            continue
        models = tuple(p.model for p in parts)
        value = score(totals(parts, measure(len(roles))), measure(len(roles)))
        best[models] = max(value, best.get(models, -inf))
    return sorted(best.values(), reverse=True)[:most]


@given(
    stacks(),
    st.sampled_from([inf, 60.0, 12.0]),
    st.sampled_from([inf, 25.0, 3.0]),
    st.sampled_from([inf, 21.0]),
    st.integers(1, 5),
    st.booleans(),
)
def test_the_search_finds_what_trying_all_finds(
    roles: list[list[Part]],
    usd: float,
    response: float,
    first_token: float,
    most: int,
    same_provider: bool,
) -> None:
    """Score by score, under any limits, with one provider or several."""
    bounds = Bounds(usd, first_token, response)
    found = first_combinations(
        roles, measure(len(roles)), bounds, most, same_provider=same_provider
    )
    expected = tried_all(roles, bounds, most, same_provider=same_provider)
    assert [round(item.score, 9) for item in found] == [round(value, 9) for value in expected]
    assert len({tuple(p.model for p in item.parts) for item in found}) == len(found)


def test_a_part_that_enough_others_beat_is_not_tried() -> None:
    """Of three models the last is needed for three combinations, not for two."""
    levels = {"a": 0.9, "b": 0.8, "c": 0.7}
    parts = [part(0, f"p/lab/{name}", capability=level) for name, level in levels.items()]
    assert [p.model for p in skyband(parts, 3)] == ["lab/a", "lab/b", "lab/c"]
    assert [p.model for p in skyband(parts, 2)] == ["lab/a", "lab/b"]


def test_a_dearer_offer_of_the_same_model_is_not_tried() -> None:
    """Whatever the number wanted, one model has one best offer where it is best in everything."""
    parts = [part(0, "p/lab/a"), part(0, "q/lab/a", usd=20.0), part(0, "r/lab/a", usd=5.0)]
    assert [p.offer for p in skyband(parts, 5)] == ["r/lab/a"]


def test_amounts_are_added_capability_is_averaged_the_worst_counts() -> None:
    """Two roles by hand: $10 and $90, 1 s and 9 s, capability 1 and 0.5, privacy 0.8 and 0.2."""
    parts = [
        part(0, "p/lab/a", capability=1.0, usd=10.0, seconds=1.0, worst=(0.8,)),
        part(1, "p/lab/b", capability=0.5, usd=90.0, seconds=9.0, worst=(0.2,)),
    ]
    found = values(totals(parts, measure(2)), measure(2))
    assert found == pytest.approx(
        {"capability": 0.75, "cost": 1 / 3, "latency": 1 / 3, "privacy": 0.2}
    )
    assert score(totals(parts, measure(2)), measure(2)) == pytest.approx(
        0.5 * 0.75 + 0.3 / 3 + 0.15 / 3 + 0.05 * 0.2
    )


def test_an_unknown_bill_is_worth_nothing_and_keeps_no_limit() -> None:
    """A part of unknown cost adds nothing to the value of cost, and is out under a budget."""
    roles = [[part(0, "p/lab/a", usd=inf)], [part(1, "p/lab/b")]]
    (only,) = first_combinations(roles, measure(2), Bounds(), 5)
    assert values(only.totals, measure(2))["cost"] == 0.0
    assert first_combinations(roles, measure(2), Bounds(usd=1e9), 5) == []


def test_six_roles_of_many_offers_are_searched_not_tried() -> None:
    """Eighty offers in each of six roles, 262 billion combinations: no swap betters the first.

    In each role the capable are dear and the quick are weak, so that nothing is beaten outright.
    """
    roles = [
        [
            part(
                at,
                f"p/lab/{at}-{n}",
                capability=n / 80 + (n * 7 % 11) / 100,
                usd=1.02**n * (1 + n * 5 % 7),
                seconds=0.2 + (n * 13 % 17) / 4,
                worst=((n * 3 % 5) / 5,),
            )
            for n in range(80)
        ]
        for at in range(6)
    ]
    found = first_combinations(roles, measure(6), Bounds(usd=60.0, response_seconds=40.0), 24)
    assert len(found) == 24
    assert found == sorted(found, key=lambda item: item.key)
    first = found[0]
    for at, offers in enumerate(roles):
        for other in offers:
            parts = (*first.parts[:at], other, *first.parts[at + 1 :])
            within = totals(parts, measure(6))
            if within.usd <= 60.0 and sum(p.slowest for p in parts) <= 40.0:
                assert score(within, measure(6)) <= first.score + 1e-9
