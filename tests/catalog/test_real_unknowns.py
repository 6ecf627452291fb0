"""P11 to P13 on the real catalog: silence satisfies no limit and earns nothing."""

from __future__ import annotations

from statistics import fmean
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fmselect.domain.requirements import CRITERIA, TASKS, Requirements, Workload
from fmselect.engine.constraints import active_constraints
from fmselect.engine.decision import decide
from fmselect.engine.missing import imputed_values
from fmselect.engine.ranking import order_key
from fmselect.engine.scales import make_scales
from fmselect.engine.score import score_all
from fmselect.engine.subject import Subject, assess
from fmselect.engine.values import VALUE_FUNCTIONS, falling
from fmselect.engine.verdict import Situation
from tests.support.real_catalog import (
    TODAY,
    bundled,
    everyone,
    limits,
    profile,
    questions,
    subjects,
    tasks,
    volumes,
)
from tests.support.silence import FORGET, NOT_RELIED_ON, NOT_STATED, OF_CRITERION

MANY = settings(max_examples=150)
ALL_AT_ONCE = 200
"""Offers that are looked at under one question."""


def volume(task: str, stated: Workload) -> Workload:
    """What is stated, and the task's own for the rest."""
    own: dict[str, Any] = dict(profile(task).workload)
    return Workload(**{**own, **{k: v for k, v in stated._asdict().items() if v is not None}})


def some_offers(task: str, start: int) -> list[Any]:
    """Many offers of a task, spread over all of them."""
    offers = everyone(task)
    step = max(1, len(offers) // ALL_AT_ONCE)
    return list(offers[start % step :: step])


@given(st.data(), tasks, st.integers(0, 1000))
@settings(max_examples=40)
def test_forgetting_any_fact_satisfies_no_limit_that_is_stated(
    data: st.DataObject, task: str, start: int
) -> None:
    """P11: for hundreds of real offers at a time, under limits near what they have, each fact."""
    asked = data.draw(questions(task))
    strict = data.draw(limits(task, every=True))
    asked = asked._replace(workload=volume(task, asked.workload), constraints=strict)
    situation, type_ = Situation(asked, profile(task), TODAY, bundled().record), profile(task).type
    offers = some_offers(task, start)
    known = assess(offers, asked.workload, type_)
    stated = [
        active
        for active in active_constraints(situation)
        if active.constraint.name not in NOT_STATED
    ]
    held = [(active, [active.judge(item).status for item in known]) for active in stated]
    for fact, forget in FORGET.items():
        silent = assess([forget(item) for item in offers], asked.workload, type_)
        for active, before in held:
            for item, status in zip(silent, before, strict=True):
                name = (active.constraint.name, fact)
                if status != "pass" and name not in NOT_RELIED_ON:
                    assert active.judge(item).status != "pass", (*name, item.candidate.offer)


@given(st.data(), tasks, st.integers(0, 1000))
@settings(max_examples=60)
def test_silence_earns_nothing(data: st.DataObject, task: str, start: int) -> None:
    """P12: of hundreds of real offers none scores more or ranks higher without one of its facts.

    But for a latency slower than the slow one that an unknown counts as: see the exact form in
    tests/properties/test_unknown_properties.py.
    """
    criterion = data.draw(st.sampled_from(CRITERIA))
    fact = data.draw(st.sampled_from(OF_CRITERION[criterion]))
    raw = data.draw(st.lists(st.integers(0, 9), min_size=6, max_size=6).filter(any))
    weights = {name: w / sum(raw) for name, w in zip(CRITERIA, raw, strict=True) if w}
    asked = Requirements(task=task, workload=volume(task, data.draw(volumes(task))))
    scales, type_ = make_scales(asked, profile(task)), profile(task).type
    offers = some_offers(task, start)
    known = score_all(assess(offers, asked.workload, type_), weights, scales)
    silent = score_all(
        assess([FORGET[fact](item) for item in offers], asked.workload, type_), weights, scales
    )
    for before, after in zip(known, silent, strict=True):
        if criterion == "latency" and _slow(before.subject, scales):
            continue
        if criterion == "capability" and before.proven:
            assert order_key(after) > order_key(before)
            continue
        assert after.score <= before.score + 1e-12, before.subject.candidate.offer
        assert order_key(after) >= order_key(before)


def _slow(subject: Subject, scales: Any) -> bool:
    """Whether it is slower than an offer of its price is taken for, or any offer."""
    value = VALUE_FUNCTIONS["latency"](subject, scales)
    if value is None:
        return False
    speed = subject.candidate.speed
    counted = [imputed_values(scales)["latency"]]
    if speed is not None and speed.presumed is not None and scales.latency is not None:
        first, rate = speed.presumed
        counted.append(falling(first + scales.streamed_tokens / rate, *scales.latency))
    return value < max(counted)


@pytest.mark.parametrize("task", [task for task in TASKS if profile(task).unknown_speed])
def test_an_unknown_speed_counts_as_worse_than_the_published_ones_are(task: str) -> None:
    """P12: on average over the models that publish a speed, silence costs."""
    asked = Requirements(task=task, workload=volume(task, Workload()))
    scales = make_scales(asked, profile(task))
    value = VALUE_FUNCTIONS["latency"]
    known = {
        subject.candidate.model: found
        for subject in subjects(task)
        if (found := value(subject, scales)) is not None
    }
    assert len(known) > 1
    assert imputed_values(scales)["latency"] < fmean(known.values())


@pytest.mark.parametrize("task", TASKS)
def test_every_estimate_says_how_sure_it_is(task: str) -> None:
    """P12: an estimate is lowered by half its error, so none may lack one."""
    known = [item.capability for item in everyone(task) if item.capability is not None]
    assert all(found.standard_error is not None and found.standard_error > 0 for found in known)


@pytest.mark.parametrize("task", TASKS)
def test_who_has_no_evidence_follows_who_has_some(task: str) -> None:
    """Whatever the weights: unproven after proven."""
    decision = decide(bundled(), Requirements(task=task), today=TODAY, one_per_model=False)
    standings = [item.proven for item in decision.order]
    assert standings == sorted(standings, reverse=True)


NARROWED = st.tuples(*[st.floats(0.0, 1.0)] * 4)


def narrower(
    interval: tuple[float, float, float], low: float, high: float
) -> tuple[float, float, float]:
    """Nearer to the middle on both sides, by shares of the distance."""
    a, m, b = interval
    return a + low * (m - a), m, b - high * (b - m)


@given(st.sampled_from(["chat", "coding", "speech-to-text"]), st.data(), NARROWED)
@MANY
def test_a_narrower_interval_never_unsettles_a_verdict(
    task: str, data: st.DataObject, shares: tuple[float, float, float, float]
) -> None:
    """P13: medians over providers as published, and the same with a smaller spread."""
    asked = data.draw(questions(task))
    asked = asked._replace(workload=volume(task, asked.workload))
    measured = [
        item
        for item in everyone(task)
        if item.speed is not None
        and item.speed.first_token_seconds is not None
        and item.speed.output_tokens_per_second is not None
    ]
    assume(measured)
    item = data.draw(st.sampled_from(measured))
    speed = item.speed
    assert speed is not None
    assert speed.first_token_seconds is not None
    assert speed.output_tokens_per_second is not None
    closer = item._replace(
        speed=speed._replace(
            first_token_seconds=narrower(speed.first_token_seconds, *shares[:2]),
            output_tokens_per_second=narrower(speed.output_tokens_per_second, *shares[2:]),
        )
    )
    stated = asked.constraints._replace(
        max_first_token_seconds=data.draw(_near(speed.first_token_seconds)),
        max_response_seconds=data.draw(st.sampled_from([1.0, 5.0, 20.0, 80.0])),
    )
    situation = Situation(
        asked._replace(constraints=stated), profile(task), TODAY, bundled().record
    )
    known, fewer = assess([item, closer], asked.workload, profile(task).type)
    for active in active_constraints(situation):
        before, after = active.judge(known).status, active.judge(fewer).status
        if before != "unknown":
            assert after == before, active.constraint.name


def _near(interval: tuple[float, float, float]) -> st.SearchStrategy[float]:
    """A limit inside the interval or just outside it."""
    low, middle, high = interval
    return st.sampled_from([low * 0.9, low, (low + middle) / 2, middle, high, high * 1.1])
