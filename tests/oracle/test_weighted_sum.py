"""Scores and orders against pymcdm, a library of decision methods that is used for nothing else.

Two of its methods have to agree with ours. The weighted sum model, where nothing is normalised, is
ours once the values are known. SPOTIS (Dezert et al. 2020) measures each criterion between fixed
bounds, as our anchors are, and knows nothing of our value functions: on raw estimates and the
logarithms of raw dollars and seconds it is one less our score.
"""

from __future__ import annotations

from datetime import date
from math import log

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pymcdm.helpers import rankdata
from pymcdm.methods import SPOTIS, WSM

from fmselect.domain.candidate import Candidate, Capability
from fmselect.domain.requirements import CRITERIA, TASKS, Preferences, Requirements
from fmselect.engine.decision import Decision, decide
from fmselect.engine.ranking import SCORE_DIGITS
from tests.support.memory_catalog import MemoryCatalog, candidate, speed, token_price
from tests.support.real_catalog import bundled, cases
from tests.support.real_catalog import decided as among
from tests.support.strategies import catalogs, requirements

TODAY = date(2026, 11, 24)


def _as_it_is(column: np.ndarray, *, cost: bool = False) -> np.ndarray:
    """No normalisation: values are on one scale already."""
    assert not cost
    return column


def agrees(decision: Decision) -> None:
    """The weighted sums of the values are the scores, and their order is ours."""
    items = [item for item in decision.scored if item.proven == decision.order[0].proven]
    if not decision.weights or not items:
        return
    matrix = np.array([item.values for item in items], dtype=float)
    weights = np.array(list(decision.weights.values()))
    weighted = WSM(normalization_function=_as_it_is)
    sums = weighted(matrix, weights, np.ones(len(weights)), validation=False)
    assert sums == pytest.approx([item.score for item in items], abs=1e-12)
    ranks = rankdata([round(float(total), SCORE_DIGITS) for total in sums], reverse=True)
    place = {item.subject.candidate.offer: rank for item, rank in zip(items, ranks, strict=True)}
    in_order = [
        place[item.subject.candidate.offer]
        for item in decision.order
        if item.subject.candidate.offer in place
    ]
    assert in_order == sorted(in_order)


@given(catalogs(least=2), requirements)
def test_random_offers_score_as_the_weighted_sum_model_says(
    offers: list[Candidate], asked: Requirements
) -> None:
    """Scores to twelve digits, and the same order, ties by the mean of their ranks."""
    ids = {"licenses": ["MIT"], "providers": ["a", "b", "c"]}
    decision = decide(MemoryCatalog(offers, ids=ids), asked, today=TODAY, one_per_model=False)
    assume(decision.order)
    agrees(decision)


@given(cases(least=2, most=40))
@settings(max_examples=60)
def test_real_offers_score_as_the_weighted_sum_model_says(
    case: tuple[str, list[Candidate], Requirements],
) -> None:
    """Parts of the bundled catalog, under any question."""
    decision = among(*case)
    assume(decision.order)
    agrees(decision)


@pytest.mark.parametrize("task", TASKS)
def test_all_offers_of_a_task_score_as_the_weighted_sum_model_says(task: str) -> None:
    """Every offer, at the task's own priorities."""
    agrees(decide(bundled(), Requirements(task=task), today=TODAY, one_per_model=False))


amounts = st.tuples(st.floats(1.0, 99.0), st.floats(1.05, 95.0), st.floats(3.0, 29.9))
"""An estimate, dollars a month and seconds, all between the anchors of the task."""


@given(
    st.lists(amounts, min_size=2, max_size=8),
    st.lists(st.floats(0.05, 1.0), min_size=3, max_size=3),
)
def test_offers_between_the_anchors_stand_as_fixed_bounds_say(
    rows: list[tuple[float, float, float]], raw: list[float]
) -> None:
    """From raw estimates, dollars and seconds: none of our value functions takes part."""
    offers = [
        candidate(
            f"p/lab/{name}",
            capability=Capability(estimate, None, 9, "strong"),
            price=token_price(0.0, usd * 2),
            speed=speed(seconds, 1e12),
        )
        for name, (estimate, usd, seconds) in zip("abcdefgh", rows, strict=False)
    ]
    shares = tuple(zip(CRITERIA[:3], raw, strict=True))
    asked = Requirements(task="chat", preferences=Preferences(weights=shares))
    decision = decide(MemoryCatalog(offers), asked, today=TODAY)
    assert decision.scales.cost is not None
    assert decision.scales.latency is not None
    bounds = np.array(
        [
            [0.0, 100.0],
            [log(end) for end in decision.scales.cost],
            [log(end) for end in decision.scales.latency],
        ]
    )
    subjects = {subject.candidate.offer: subject for subject in decision.subjects}
    matrix = np.array(
        [
            [
                item.capability.estimate if item.capability else 0.0,
                log(subjects[item.offer].bill.usd or 1.0),
                log((subjects[item.offer].response or (1.0, 1.0, 1.0))[1]),
            ]
            for item in offers
        ]
    )
    weights = np.array(raw) / sum(raw)
    distance = SPOTIS(bounds)(matrix, weights, np.array([1, -1, -1]), validation=False)
    scores = {item.subject.candidate.offer: item.score for item in decision.scored}
    found = {item.offer: 1 - float(d) for item, d in zip(offers, distance, strict=True)}
    assert found == pytest.approx(scores, abs=1e-9)
