"""The bundled catalog, parts of it, and random questions about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st

from fmselect.catalog.locate import locate_compiled
from fmselect.catalog.store import CompiledCatalog, open_catalog
from fmselect.domain.candidate import Candidate
from fmselect.domain.catalog import TaskProfile
from fmselect.domain.requirements import (
    CRITERIA,
    TASKS,
    Constraints,
    Preferences,
    Requirements,
    Workload,
)
from fmselect.engine.completed import complete
from fmselect.engine.decision import Decision, decide
from fmselect.engine.subject import Subject, assess
from tests.support import strategies as some
from tests.support.memory_catalog import MemoryCatalog

TODAY = date(2026, 11, 24)
tasks = st.sampled_from(TASKS)
"""All sixteen."""


@cache
def bundled() -> CompiledCatalog:
    """The catalog of this checkout, compiled once a run."""
    return open_catalog(locate_compiled())


@cache
def profile(task: str) -> TaskProfile:
    """A task of it."""
    return bundled().task(task)


@cache
def everyone(task: str) -> tuple[Candidate, ...]:
    """Every offer a task looks at."""
    return tuple(bundled().candidates(profile(task)))


@cache
def subjects(task: str) -> tuple[Subject, ...]:
    """Every offer with its bill and its latency at the task's own volume."""
    volume = complete(Requirements(task=task), profile(task)).requirements.workload
    return tuple(assess(everyone(task), volume, profile(task).type))


def part(
    task: str, offers: Sequence[Candidate], *, as_given: bool = False, **names: Sequence[str]
) -> MemoryCatalog:
    """A catalog of some of the offers, which knows every name the whole one knows."""
    known = {kind: bundled().ids(kind) for kind in ("licenses", "models", "offers", "providers")}
    return MemoryCatalog(offers, task=profile(task), ids={**known, **names}, as_given=as_given)


def decided(task: str, offers: Sequence[Candidate], asked: Requirements) -> Decision:
    """The decision among some of the offers, each ranked for itself."""
    return decide(part(task, offers), asked, today=TODAY, one_per_model=False)


def order(decision: Decision) -> list[str]:
    """The offers of a ranking."""
    return [item.subject.candidate.offer for item in decision.order]


def scores(decision: Decision) -> dict[str, float]:
    """Offer -> score."""
    return {item.subject.candidate.offer: item.score for item in decision.order}


def some_of(task: str, least: int = 2, most: int = 40) -> st.SearchStrategy[list[Candidate]]:
    """A few offers, in any order."""
    return st.lists(
        st.sampled_from(everyone(task)),
        min_size=min(least, len(everyone(task))),
        max_size=most,
        unique_by=lambda item: item.offer,
    )


weights = st.lists(st.floats(0.01, 1.0), min_size=len(CRITERIA), max_size=len(CRITERIA)).map(
    lambda shares: tuple(zip(CRITERIA, shares, strict=True))
)
"""Some on every criterion."""


_OF_IMAGES = frozenset({"images_per_request", "image_tokens"})
"""What is stated together or not at all."""


@st.composite
def volumes(draw: st.DrawFn, task: str) -> Workload:
    """The task's own volume, parts of it stated as so many times as much or as little."""
    own = dict(profile(task).workload)
    stated = draw(st.sets(st.sampled_from(sorted(own)))) if own else set()
    if not _OF_IMAGES.isdisjoint(stated):
        stated |= _OF_IMAGES.intersection(own)
    times = st.sampled_from([0.1, 1.0, 8.0])
    changes: dict[str, Any] = {
        name: own[name] * (1.0 if name.endswith("share") else draw(times))
        for name in sorted(stated)
    }
    return Workload(**changes)


@st.composite
def limits(draw: st.DrawFn, task: str, *, every: bool = False) -> Constraints:
    """Limits near what the offers of the task have, so that some fail each by little.

    Three of them at most, so that somebody is left; or `every` one.
    """
    known = subjects(task)

    def near(values: list[float]) -> float | None:
        """What some offer has, or a little more or less; nothing where no offer has any."""
        if not values:
            return None
        return draw(st.sampled_from(values)) * draw(st.sampled_from([0.5, 0.99, 1.0, 1.01, 2.0]))

    bills = _values([s.bill.usd for s in known])
    waits = _values([s.response and s.response[1] for s in known])
    firsts = _values([s.first_token and s.first_token[1] for s in known])
    windows = _values([s.candidate.context_tokens for s in known])
    estimates = [s.candidate.capability and s.candidate.capability.estimate for s in known]
    levels = _values([level for level in estimates if level is None or level > 0])
    stated = draw(some.all_constraints)
    limits = stated._replace(
        max_cost_usd_per_month=near(bills),
        max_response_seconds=near(waits),
        max_first_token_seconds=near(firsts),
        min_context_tokens=near(windows),
        min_output_tokens=None,
        min_capability=near(levels),
        providers_deny=draw(st.sampled_from([(), ("openai",)])),
        license=draw(st.sampled_from(["any", "any", "commercial", "osi"])),
    )
    return limits if every else draw(some.some_limits(st.just(limits)))


def _values(found: Sequence[float | None]) -> list[float]:
    """What is known, each once, in order: at most two hundred of them."""
    known = sorted({float(value) for value in found if value})
    return known[:: max(1, len(known) // 200)]


@st.composite
def questions(draw: st.DrawFn, task: str, *, limited: bool = True) -> Requirements:
    """Any question about a task."""
    return Requirements(
        task=task,
        workload=draw(volumes(task)),
        constraints=draw(st.just(Constraints()) | limits(task)) if limited else Constraints(),
        preferences=draw(some.preferences | weights.map(lambda w: Preferences(weights=w))),
        accept=draw(st.sampled_from([(), ("region-choice", "license-conditions")])),
        assume_unknown=draw(st.sampled_from([(), (), ("latency",), ("context", "capacity")])),
    )


@st.composite
def cases(
    draw: st.DrawFn, *, least: int = 2, most: int = 40, limited: bool = True
) -> tuple[str, list[Candidate], Requirements]:
    """A task, some of its offers, and a question."""
    task = draw(tasks)
    return task, draw(some_of(task, least, most)), draw(questions(task, limited=limited))
