"""P10 on the real catalog: who is left under limits."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fmselect.domain.candidate import Candidate
from fmselect.domain.requirement_fields import BY_PATH
from fmselect.domain.requirements import Constraints, Requirements
from tests.support.real_catalog import cases, decided, limits, order, some_of, tasks

Case = tuple[str, list[Candidate], Requirements]
SOME = settings(max_examples=60)
FEW = settings(max_examples=25)


@given(cases())
@SOME
def test_filtering_the_eligible_again_keeps_them_all(case: Case) -> None:
    """P10: who is left is left again."""
    task, offers, asked = case
    eligible = set(order(decided(task, offers, asked)))
    assume(eligible)
    again = [item for item in offers if item.offer in eligible]
    assert set(order(decided(task, again, asked))) == eligible


@given(cases(), cases())
@SOME
def test_filters_commute(case: Case, second: Case) -> None:
    """P10: the limits of two questions leave the same offers in either order, and at once."""
    task, offers, asked = case
    other = Constraints(
        max_cost_usd_per_month=second[2].constraints.max_cost_usd_per_month,
        privacy=second[2].constraints.privacy,
        min_months_to_retirement=second[2].constraints.min_months_to_retirement,
    )

    def through(*limits: Constraints) -> set[str]:
        kept = list(offers)
        for limit in limits:
            found = (
                set(order(decided(task, kept, asked._replace(constraints=limit))))
                if kept
                else set()
            )
            kept = [item for item in kept if item.offer in found]
        return {item.offer for item in kept}

    assert through(asked.constraints, other) == through(other, asked.constraints)


@given(tasks, st.data(), st.floats(0.2, 1.0))
@FEW
def test_a_tighter_limit_never_admits_anybody(
    task: str, data: st.DataObject, factor: float
) -> None:
    """P10: tightening removes, relaxing adds: each limit by itself, from near what offers have."""
    offers = data.draw(some_of(task, 3, 40))
    stated = data.draw(limits(task, every=True))
    smaller = {
        name: (getattr(stated, name) or 1000.0, (getattr(stated, name) or 1000.0) * factor)
        for name in Constraints._fields
        if name.startswith("max_")
    }
    larger = {
        name: (least, _at_most(name, least / factor))
        for name in Constraints._fields
        if name.startswith("min_")
        for least in (getattr(stated, name) or 20.0,)
    }
    for name, (loose, tight) in (smaller | larger).items():
        assert eligible(task, offers, name, tight) <= eligible(task, offers, name, loose), name
    private = stated.privacy
    for field, value in (("no_training", True), ("self_hosted", True), ("regions", ("eu",))):
        changes: Any = {field: value}
        tighter = eligible(task, offers, "privacy", private._replace(**changes))
        freer: Any = {field: type(private)._field_defaults[field]}
        assert tighter <= eligible(task, offers, "privacy", private._replace(**freer)), field
    features = stated.features or ("tools",)
    more = (*features, "structured-output")
    assert eligible(task, offers, "features", more) <= eligible(task, offers, "features", features)


def _at_most(name: str, value: float) -> float:
    """The value, or the most that a user may state."""
    most = BY_PATH[f"constraints.{name}"].high
    return value if most is None else min(value, most)


def eligible(task: str, offers: list[Candidate], name: str, limit: Any) -> set[str]:
    """Who satisfies one limit, and nothing else that is stated."""
    stated: Any = {name: limit}
    return set(
        order(decided(task, offers, Requirements(task=task, constraints=Constraints(**stated))))
    )
