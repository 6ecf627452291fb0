"""The promises of the method, on the real catalog."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmselect.catalog.locate import locate_compiled
from fmselect.catalog.store import CompiledCatalog, open_catalog
from fmselect.domain.candidate import Candidate
from fmselect.domain.requirements import CRITERIA, TASKS, Preferences, Requirements, Workload
from fmselect.engine.decision import Decision, decide
from tests.support.memory_catalog import MemoryCatalog

TODAY = date(2026, 11, 24)
CATALOG = open_catalog(locate_compiled())
KNOWN = {task: list(CATALOG.candidates(CATALOG.task(task))) for task in TASKS}

tasks = st.sampled_from(TASKS)
weights = st.lists(st.floats(0.01, 1.0), min_size=len(CRITERIA), max_size=len(CRITERIA)).map(
    lambda shares: tuple(zip(CRITERIA, shares, strict=True))
)


def among(candidates: list[Candidate], task: str, preferences: Preferences) -> Decision:
    """The decision where the catalog holds no more than these."""
    requirements = Requirements(task=task, preferences=preferences)
    return decide(
        MemoryCatalog(candidates, task=CATALOG.task(task)),
        requirements,
        today=TODAY,
        one_per_model=False,
    )


def order(decision: Decision) -> list[str]:
    """The offers of a ranking."""
    return [item.subject.candidate.offer for item in decision.order]


@given(tasks, weights, st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_taking_offers_away_reorders_nobody(
    task: str, shares: tuple[tuple[str, float], ...], random: object
) -> None:
    """P1, P4: a random half of the real offers, shuffled, stand as they do among all."""
    preferences = Preferences(weights=shares)
    everyone = KNOWN[task]
    some = random.sample(everyone, max(2, len(everyone) // 2))  # type: ignore[attr-defined]

    kept = set(order(among(some, task, preferences)))
    whole = [offer for offer in order(among(everyone, task, preferences)) if offer in kept]

    assert order(among(some, task, preferences)) == whole


@given(st.sampled_from(["chat", "coding", "vision"]), st.floats(0.01, 1000.0))
@settings(max_examples=15)
def test_the_volume_changes_no_order(task: str, factor: float) -> None:
    """P5: cost and its anchors grow together, so that a month and a year rank alike."""
    requests = CATALOG.task(task).workload["requests"]
    rankings = []
    for number in (requests, requests * factor):
        requirements = Requirements(task=task, workload=Workload(requests=number))
        decision = decide(CATALOG, requirements, today=TODAY)
        rankings.append([item.subject.candidate.offer for item in decision.order[:50]])

    assert rankings[0] == rankings[1]


@pytest.mark.parametrize("task", TASKS)
def test_nobody_with_an_unknown_price_is_cheap(task: str) -> None:
    """An unknown cost is worth nothing, whatever else is true of an offer."""
    decision = decide(CATALOG, Requirements(task=task), today=TODAY, one_per_model=False)
    if "cost" not in decision.weights:
        return
    place = list(decision.weights).index("cost")
    unknown = [item for item in decision.order if item.subject.bill.usd is None]

    assert all(item.values[place] == 0.0 for item in unknown)


@pytest.mark.parametrize("task", TASKS)
def test_the_first_is_dominated_by_nobody(task: str) -> None:
    """P3: no other offer is at least as good on every criterion and better on one."""
    decision = decide(CATALOG, Requirements(task=task), today=TODAY, one_per_model=False)
    first = decision.order[0]
    rivals = [item for item in decision.order[1:] if item.proven == first.proven]

    assert not any(
        all(a >= b for a, b in zip(item.values, first.values, strict=True))
        and item.values != first.values
        for item in rivals
    )


def test_the_catalog_is_the_real_one() -> None:
    """So that none of the above passes for want of offers."""
    assert isinstance(CATALOG, CompiledCatalog)
    assert sum(len(candidates) for candidates in KNOWN.values()) > 20_000
