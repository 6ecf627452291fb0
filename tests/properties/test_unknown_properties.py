"""P11 to P13: silence satisfies no limit and earns nothing, and knowing more never unsettles."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fmselect.domain.candidate import Candidate, Capability, Privacy, Speed
from fmselect.domain.catalog import Latency
from fmselect.domain.requirements import CRITERIA, Constraints, Requirements, Workload
from fmselect.engine.constraints import active_constraints
from fmselect.engine.decision import decide
from fmselect.engine.latency import reference_seconds
from fmselect.engine.ranking import order_key
from fmselect.engine.scales import Scales, make_scales
from fmselect.engine.score import Scored, score_all
from fmselect.engine.subject import Subject, assess
from fmselect.engine.values import VALUE_FUNCTIONS, falling
from fmselect.engine.verdict import Situation
from tests.support import strategies as some
from tests.support.memory_catalog import MemoryCatalog, candidate, language_task, speed, token_price
from tests.support.silence import FORGET, NOT_RELIED_ON, NOT_STATED, OF_CRITERION

TODAY = date(2026, 11, 24)
PROBE = "a/lab/probe"
TASK = language_task()
VOLUME: dict[str, Any] = dict(TASK.workload)
ASKED = Requirements(task="chat", workload=Workload(**VOLUME))
"""A question at the task's own volume."""


def subject(item: Candidate, asked: Requirements) -> Subject:
    """An offer under judgement."""
    return assess([item], asked.workload, "language")[0]


@settings(max_examples=300)
@given(some.candidates(PROBE), some.strict_requirements)
def test_forgetting_any_fact_satisfies_no_limit_that_is_stated(
    probe: Candidate, asked: Requirements
) -> None:
    """P11: an unknown never turns a fail, a condition or an unknown into a pass.

    What is a condition may become an unknown, and an unknown may stay one. Limits nobody states let
    what nobody publishes pass: `NOT_STATED`.
    """
    known = subject(probe, asked)
    silent = {fact: subject(forget(probe), asked) for fact, forget in FORGET.items()}
    for active in active_constraints(Situation(asked, TASK, TODAY)):
        if active.constraint.name in NOT_STATED or active.judge(known).status == "pass":
            continue
        for fact, after in silent.items():
            name = (active.constraint.name, fact)
            assert name in NOT_RELIED_ON or active.judge(after).status != "pass", name


@given(some.candidates(PROBE), some.requirements, st.sampled_from(sorted(FORGET)))
def test_forgetting_any_fact_makes_nobody_eligible_by_a_limit(
    probe: Candidate, asked: Requirements, fact: str
) -> None:
    """P11 for the whole decision: what is out for a stated limit stays out when less is known."""
    known, forgetful = (
        decide(MemoryCatalog([item], ids={"licenses": ["MIT"]}), asked, today=TODAY)
        for item in (probe, FORGET[fact](probe))
    )
    stated = {name for name in known.screening.counts if name not in NOT_STATED}
    waived = {"latency": "seconds", "context": "tokens"}
    assume(
        not any(waived.get(word, " ") in name for word in asked.assume_unknown for name in stated)
    )
    if stated and not asked.accept:
        assert forgetful.order == []


def one(item: Candidate, asked: Requirements, weights: dict[str, float]) -> tuple[Scored, Scales]:
    """Its score, whatever the limits."""
    scales = make_scales(asked, TASK)
    return score_all([subject(item, asked)], weights, scales)[0], scales


mixtures = (
    st.lists(st.integers(0, 9), min_size=6, max_size=6)
    .filter(any)
    .map(lambda raw: {name: w / sum(raw) for name, w in zip(CRITERIA, raw, strict=True) if w})
)


LOWEST = [name for name in CRITERIA if name not in ("capability", "latency")]
"""Criteria of which an unknown counts as the lowest of the scale."""


@given(some.candidates(PROBE), some.workloads, mixtures, st.sampled_from(LOWEST), st.data())
def test_silence_about_cost_context_privacy_or_openness_earns_nothing(
    probe: Candidate,
    workload: Workload,
    weights: dict[str, float],
    criterion: str,
    data: st.DataObject,
) -> None:
    """P12: deleting any such fact never raises the score nor gains a place, however bad it is."""
    asked = Requirements(task="chat", workload=workload)
    fact = data.draw(st.sampled_from(OF_CRITERION[criterion]))
    known, _ = one(probe, asked, weights)
    silent, _ = one(FORGET[fact](probe), asked, weights)
    assert silent.score <= known.score + 1e-12
    assert order_key(silent) >= order_key(known)


presumptions = st.none() | st.tuples(st.floats(0.2, 30.0), st.floats(5.0, 300.0))


@given(some.candidates(PROBE), some.workloads, mixtures, presumptions)
def test_silence_about_a_speed_that_is_not_slow_earns_nothing(
    probe: Candidate,
    workload: Workload,
    weights: dict[str, float],
    presumed: tuple[float, float] | None,
) -> None:
    """P12: an unknown latency counts as a slow one, and whoever is no slower loses by silence.

    The exact form: a slow one is the catalog's mean worsened by half a standard deviation, or that
    of models of its price. An offer that is slower still does gain by silence, which is why it is
    the mean of those that do publish that has to be worsened.
    """
    assume("latency" in weights and probe.speed is not None)
    assert probe.speed is not None
    probe = probe._replace(speed=probe.speed._replace(presumed=presumed))
    asked = Requirements(task="chat", workload=workload)
    (known, scales), (silent, _) = (
        one(item, asked, weights) for item in (probe, FORGET["speed"](probe))
    )
    assert scales.latency is not None
    assert TASK.unknown_speed is not None
    place = list(weights).index("latency")
    by_price = presumed is not None and "cost" in weights
    slow = Latency(*presumed) if by_price and presumed else TASK.unknown_speed
    seconds = reference_seconds(slow, workload)
    assert silent.values[place] == pytest.approx(falling(max(seconds, 0.001), *scales.latency))
    if known.subject.response is not None and known.subject.response[1] <= seconds:
        assert silent.score <= known.score + 1e-12
        assert order_key(silent) >= order_key(known)


@given(some.candidates(PROBE), some.workloads, mixtures)
def test_silence_about_capability_never_gains_a_place(
    probe: Candidate, workload: Workload, weights: dict[str, float]
) -> None:
    """P12: even below the bottom of the scale, because who has no evidence follows who has some."""
    assume(probe.capability is not None)
    low = probe._replace(capability=Capability(-30.0, 9.0, 3, "fair"))
    asked = Requirements(task="chat", workload=workload)
    for item in (probe, low):
        known, _ = one(item, asked, weights)
        silent, _ = one(FORGET["evidence"](item), asked, weights)
        assert order_key(silent) > order_key(known)


@given(some.candidates(PROBE), mixtures, st.sampled_from(sorted(FORGET)))
def test_an_unknown_is_never_worth_more_than_the_best_it_could_be(
    probe: Candidate, weights: dict[str, float], fact: str
) -> None:
    """P11: for every criterion, with the best possible fact in its place."""
    scales = make_scales(ASKED, TASK)
    silent = score_all([subject(FORGET[fact](probe), ASKED)], weights, scales)[0]
    for name, value in zip(weights, silent.values, strict=True):
        if VALUE_FUNCTIONS[name](silent.subject, scales) is None:
            assert value <= 1.0


intervals = st.tuples(st.floats(0.05, 60.0), st.floats(1.0, 8.0), st.floats(1.0, 8.0))


@given(
    intervals,
    intervals,
    st.tuples(*[st.floats(0.0, 1.0)] * 4),
    st.sampled_from([0.5, 5.0, 60.0]),
    st.sampled_from([1.0, 20.0, 600.0]),
)
def test_a_narrower_interval_never_unsettles_a_verdict(
    first: tuple[float, float, float],
    rate: tuple[float, float, float],
    shares: tuple[float, float, float, float],
    wait: float,
    whole: float,
) -> None:
    """P13: a pass or a fail stands when less is left open; only an unknown may be decided."""

    def wide(middle: float, down: float, up: float) -> tuple[float, float, float]:
        return middle / down, middle, middle * up

    def narrow(
        interval: tuple[float, float, float], low: float, high: float
    ) -> tuple[float, float, float]:
        a, m, b = interval
        return a + low * (m - a), m, b - high * (b - m)

    slow, fast = wide(*first), wide(*(value + 1.0 for value in rate))
    open_, closer = (
        candidate(PROBE, speed=Speed(*pair))
        for pair in (
            (slow, fast),
            (narrow(slow, *shares[:2]), narrow(fast, *shares[2:])),
        )
    )
    asked = ASKED._replace(
        constraints=Constraints(max_first_token_seconds=wait, max_response_seconds=whole)
    )
    situation = Situation(asked, TASK, TODAY)
    for active in active_constraints(situation):
        before = active.judge(subject(open_, asked)).status
        after = active.judge(subject(closer, asked)).status
        if before != "unknown":
            assert after == before, active.constraint.name


@pytest.mark.parametrize("criterion", CRITERIA)
def test_forgetting_what_a_criterion_rests_on_makes_it_unknown(criterion: str) -> None:
    """So that the tests above forget what they say: the first of its facts is the one it needs."""
    known = candidate(
        PROBE,
        capability=Capability(50.0, 2.0, 5, "fair"),
        price=token_price(1.0, 2.0),
        speed=speed(1.0, 50.0),
        open_weights=True,
        privacy=Privacy(trains_on_data="no", retention_days=0.0),
    )
    scales = make_scales(ASKED, TASK)
    value = VALUE_FUNCTIONS[criterion]
    silent = FORGET[OF_CRITERION[criterion][0]](known)
    assert value(subject(known, ASKED), scales) is not None
    assert value(subject(silent, ASKED), scales) is None
