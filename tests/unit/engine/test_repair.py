"""When nothing is eligible: the fewest limits that would have to give way."""

from __future__ import annotations

from datetime import date
from typing import Any

from fmselect.domain.candidate import Candidate, Capability
from fmselect.domain.recommendation import Repair
from fmselect.domain.requirements import Constraints, Preferences, Requirements, Workload
from fmselect.engine.decision import Decision, decide
from fmselect.engine.repair import smallest_repairs
from tests.support.doubt import WEIGHTS
from tests.support.memory_catalog import (
    MemoryCatalog,
    candidate,
    language_task,
    speed,
    token_price,
)

WORKLOAD = Workload(requests=1000, input_tokens=1000, output_tokens=500)
TASK = language_task()


def offer(name: str, dollars: float, context: int, estimate: float) -> Candidate:
    """An offer whose bill is so many dollars a month."""
    return candidate(
        f"p/lab/{name}",
        price=token_price(dollars, 0.0),
        speed=speed(1.0, 50.0),
        context_tokens=context,
        capability=Capability(estimate, None, 9, "strong"),
    )


def asked(**limits: Any) -> Requirements:
    """Requirements with these limits."""
    return Requirements(
        task="chat",
        workload=WORKLOAD,
        constraints=Constraints(**limits),
        preferences=Preferences(weights=tuple(WEIGHTS.items())),
    )


def decided(requirements: Requirements, *items: Candidate) -> Decision:
    """The decision among these offers."""
    return decide(MemoryCatalog(items, task=TASK), requirements, today=date(2026, 11, 24))


def repairs(requirements: Requirements, *items: Candidate) -> list[Repair]:
    """The smallest repairs."""
    return smallest_repairs(decided(requirements, *items))


LIMITS = asked(max_cost_usd_per_month=5.0, min_context_tokens=100_000)
DEAR = offer("dear", 20.0, 200_000, 90.0)
DEARER = offer("dearer", 30.0, 200_000, 95.0)
SHORT = offer("short", 2.0, 50_000, 40.0)
BOTH = offer("both", 30.0, 50_000, 99.0)


def test_the_fewest_limits_are_named_with_amounts_and_whom_they_admit() -> None:
    """Two ways with one limit each; the one that fails two limits is no smallest repair."""
    first, second = repairs(LIMITS, DEAR, DEARER, SHORT, BOTH)
    assert first["constraints"] == ["max_cost_usd_per_month"]
    assert first["offers"] == ["p/lab/dear", "p/lab/dearer"]
    assert first["offer"] == "p/lab/dear"
    assert first["admits"] == 2
    assert first["failed"][0]["short_by"] == 15.0
    assert second["constraints"] == ["min_context_tokens"]
    assert (second["offer"], second["failed"][0]["short_by"]) == ("p/lab/short", 50_000)
    assert first["score_if_admitted"] > second["score_if_admitted"]


def test_relaxing_by_the_stated_amounts_admits_the_offer_and_less_does_not() -> None:
    """The amounts are exact."""
    (repair,) = repairs(LIMITS, BOTH)
    assert repair["constraints"] == ["max_cost_usd_per_month", "min_context_tokens"]
    cost, context = (failed["short_by"] or 0.0 for failed in repair["failed"])
    for share, admitted in ((1.0, 1), (0.99, 0)):
        relaxed = asked(
            max_cost_usd_per_month=5.0 + cost * share, min_context_tokens=100_000 - context
        )
        assert len(decided(relaxed, BOTH).order) == admitted


def test_what_the_user_ruled_out_by_name_is_no_repair() -> None:
    """Only the other offer can be admitted, though it takes more."""
    requirements = asked(
        max_cost_usd_per_month=5.0, models_deny=("lab/dear",), min_context_tokens=100_000
    )
    (repair,) = repairs(requirements, DEAR._replace(price=token_price(1.0, 0.0)), BOTH)
    assert repair["offer"] == "p/lab/both"


def test_where_something_is_eligible_nothing_needs_repair() -> None:
    """Nor where there is nothing to admit."""
    assert repairs(LIMITS, offer("fine", 1.0, 200_000, 50.0), DEAR) == []
    assert repairs(LIMITS) == []
