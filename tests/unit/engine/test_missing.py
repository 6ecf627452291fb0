"""What an unknown latency counts as, with and without a price to go by."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmselect.domain.candidate import Candidate, Speed
from fmselect.domain.requirements import Preferences, Requirements
from fmselect.engine.decision import decide
from fmselect.engine.missing import counted_seconds, imputed_latency, presumed_seconds
from fmselect.engine.scales import Scales
from fmselect.engine.values import falling
from tests.support.memory_catalog import MemoryCatalog, candidate, capability, speed, token_price

SCALES = Scales((10.0, 1000.0), (2.0, 50.0), (20_000.0, 10_000.0), (100.0, 0.0), 25.0, 400.0)
PRESUMED = Speed(estimated=False, presumed=(1.0, 100.0))
TODAY = date(2026, 11, 24)


def score(item: Candidate, **weights: float) -> float:
    """Of an offer in a market where somebody's latency is known."""
    known = candidate("q/lab/known", price=token_price(1, 1), speed=speed(1, 50))
    asked = Requirements(task="chat", preferences=Preferences(weights=tuple(weights.items())))
    found = decide(MemoryCatalog([item, known]), asked, today=TODAY)
    return next(one.score for one in found.scored if one.subject.candidate.offer == item.offer)


def offer(fact: Speed | None, usd: float = 5.0) -> Candidate:
    """An offer with this speed."""
    return candidate(
        "p/lab/m", price=token_price(usd, usd), speed=fact, capability=capability(50.0)
    )


def test_what_is_presumed_is_timed_on_the_users_answer() -> None:
    """One second and 400 tokens at 100 a second: 5 s."""
    assert presumed_seconds((1.0, 100.0), SCALES) == 5.0


def test_a_price_tells_only_where_cost_is_weighed() -> None:
    """P7: without weight on cost a price may change nothing, not even by what it says of speed."""
    presumed = score(offer(PRESUMED), latency=1, cost=1)
    assert presumed > score(offer(None), latency=1, cost=1)
    assert score(offer(PRESUMED), latency=1) == score(offer(None), latency=1)
    assert imputed_latency({"latency": 1.0}, SCALES) is None
    assert imputed_latency({"latency": 0.5, "cost": 0.0}, SCALES) is None
    assert imputed_latency({"cost": 1.0}, SCALES) is None


@given(st.floats(0.05, 60.0), st.floats(2.0, 900.0))
def test_what_is_presumed_counts_like_the_same_speed_known(first: float, rate: float) -> None:
    """P11: an unknown counts as some speed it may have, never as more than the quickest."""
    presumed = Speed(estimated=False, presumed=(first, rate))
    weights = {"latency": 1.0, "cost": 1.0}
    assert score(offer(presumed), **weights) == score(offer(speed(first, rate)), **weights)


def test_it_is_no_fact() -> None:
    """A limit on latency never looks at what is presumed."""
    asked = Requirements(task="chat")
    limited = asked._replace(constraints=asked.constraints._replace(max_response_seconds=50.0))
    found = decide(MemoryCatalog([offer(PRESUMED)]), limited, today=TODAY)
    assert found.screening.eligible == []


def test_an_explanation_says_what_it_was_taken_for() -> None:
    """By its price where that was asked, else the catalog's slow one."""
    assert counted_seconds(PRESUMED, falling(5.0, 2.0, 50.0), SCALES) == (5.0, True)
    assert counted_seconds(PRESUMED, falling(25.0, 2.0, 50.0), SCALES) == (25.0, False)
    assert counted_seconds(None, falling(25.0, 2.0, 50.0), SCALES) == (25.0, False)
    assert counted_seconds(None, 0.0, SCALES._replace(unknown_latency=None)) is None


def test_the_value_is_that_of_the_presumed_seconds() -> None:
    """5 s between 2 and 50: ln(50/5)/ln(25)."""
    value = imputed_latency({"latency": 0.5, "cost": 0.5}, SCALES)
    assert value is not None
    found = decide(MemoryCatalog([offer(PRESUMED)]), Requirements(task="chat"), today=TODAY)
    assert value(found.subjects[0]) == pytest.approx(0.71534, abs=1e-5)
