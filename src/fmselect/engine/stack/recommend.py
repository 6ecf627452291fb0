"""The answer for a stack: every role decided by itself, then the combinations ranked exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import inf, isinf, prod

from fmselect._version import __version__
from fmselect.domain.catalog import Catalog
from fmselect.domain.requirement_documents import requirements_document
from fmselect.domain.requirements import Preferences
from fmselect.domain.stack import DEFAULT_PRIORITIES, Stack
from fmselect.domain.stack_recommendation import (
    RankedStack,
    StackPart,
    StackRecommendation,
    StackRole,
)
from fmselect.engine.answered import considered
from fmselect.engine.constraints import agreed
from fmselect.engine.decision import Decision, decide
from fmselect.engine.rows import capability_estimate, row_warnings
from fmselect.engine.stack.combine import Measure, values
from fmselect.engine.stack.parts import Part, is_judged, parts_of
from fmselect.engine.stack.search import Bounds, Combination, first_combinations
from fmselect.engine.stack.sureness import DRAWN, StackSureness, stack_sureness
from fmselect.engine.weights import criteria_of, weights_of
from fmselect.tuples import NamedTuple

SCHEMA = "fmselect/stack-recommendation@1"


class Decided(NamedTuple):
    """A stack with its roles decided one by one.

    Attributes:
        stack: What is asked.
        decisions: One for each role.
        measure: How combinations are scored.
        preferences: In force.
        parts: The eligible offers of each role.
    """

    stack: Stack
    decisions: tuple[Decision, ...]
    measure: Measure
    preferences: Preferences
    parts: tuple[list[Part], ...]


def recommend_stack(
    catalog: Catalog, stack: Stack, *, today: date, top: int = 5
) -> StackRecommendation:
    """Which combinations satisfy every limit, in order of how well they fit the preferences.

    Args:
        catalog: What is known.
        stack: What is asked.
        today: The day retirements and ages are counted from.
        top: Combinations to show, at least 1. Of those of the same models only the first is shown.

    Returns:
        The document `recommend A+B --json` prints. An empty ranking means nothing is eligible.

    Raises:
        UsageError: The requirements of a role contradict themselves or name what is not there.
    """
    decided = _decide(catalog, stack, today)
    ranking = _ranked(decided, max(top, DRAWN))
    sure = stack_sureness(catalog, decided.measure, decided.preferences, decided.decisions, ranking)
    return {
        "schema": SCHEMA,
        "tool_version": __version__,
        "catalog": catalog.stamp,
        "today": today.isoformat(),
        "requirements": _shared_document(stack),
        "same_provider": stack.same_provider,
        "roles": [_role(decided, at) for at in range(len(stack.roles))],
        "weights": dict(decided.measure.weights),
        "combinations": prod(map(len, decided.parts)),
        "ranking": [
            _row(decided, catalog, rank, item, sure)
            for rank, item in enumerate(ranking[:top], start=1)
        ],
        "least_cost_usd_per_month": _least([[p.usd for p in parts] for parts in decided.parts]),
        "least_response_seconds": _least([[p.slowest for p in parts] for parts in decided.parts]),
        "warnings": _warnings(decided, ranking),
    }


def _decide(catalog: Catalog, stack: Stack, today: date) -> Decided:
    """Every role by itself, and how combinations are scored."""
    preferences = stack.shared.preferences
    if not (preferences.priorities or preferences.weights or preferences.equal):
        preferences = preferences._replace(priorities=DEFAULT_PRIORITIES)
    # The preferences decide between combinations, not inside a role: there only values are taken.
    decisions = tuple(
        decide(
            catalog,
            role.requirements._replace(preferences=preferences),
            today=today,
            one_per_model=False,
        )
        for role in stack.roles
    )
    judged = [is_judged(decision) for decision in decisions]
    usable = [
        name
        for name in criteria_of(preferences)
        if any(name not in decision.dropped for decision in decisions)
    ]
    weights = weights_of(preferences, usable)
    shares = [role.share if known else 0.0 for role, known in zip(stack.roles, judged, strict=True)]
    whole = sum(shares) or 1.0
    measure = Measure(
        weights,
        tuple(share / whole for share in shares),
        preferences.cost_anchors_usd_per_month or _summed([d.scales.cost for d in decisions]),
        _summed([d.scales.latency for d in decisions if d.scales.latency is not None]),
    )
    parts = tuple(parts_of(at, decision, weights) for at, decision in enumerate(decisions))
    return Decided(stack, decisions, measure, preferences, parts)


def _summed(anchors: Sequence[tuple[float, float] | None]) -> tuple[float, float] | None:
    """(good, bad) of all roles together; None where one has none."""
    known = [pair for pair in anchors if pair is not None]
    if not known or len(known) < len(anchors):
        return None
    return sum(good for good, _ in known), sum(bad for _, bad in known)


def _ranked(decided: Decided, most: int) -> list[Combination]:
    """The first combinations: those with evidence throughout, then others if these are too few."""
    totals = decided.stack.totals
    bounds = Bounds(
        _or_infinite(totals.max_cost_usd_per_month),
        _or_infinite(totals.max_first_token_seconds),
        _or_infinite(totals.max_response_seconds),
    )
    same = decided.stack.same_provider

    def search(parts: Sequence[Sequence[Part]]) -> list[Combination]:
        return first_combinations(parts, decided.measure, bounds, most, same_provider=same)

    found = search([[part for part in parts if part.proven] for parts in decided.parts])
    if len(found) >= most:
        return found
    known = {tuple(part.model for part in item.parts) for item in found}
    rest = [
        item
        for item in search(decided.parts)
        if not all(part.proven for part in item.parts)
        and tuple(part.model for part in item.parts) not in known
    ]
    return [*found, *rest][:most]


def _or_infinite(limit: float | None) -> float:
    return inf if limit is None else limit


def _role(decided: Decided, at: int) -> StackRole:
    """One role by itself."""
    role, decision = decided.stack.roles[at], decided.decisions[at]
    document = requirements_document(decision.completed.requirements)
    document.pop("preferences", None)
    return {
        "role": role.name,
        "task": role.requirements.task,
        "share": decided.measure.shares[at],
        "requirements": document,
        "considered": considered(decision),
        "excluded_by": decision.screening.counts,
    }


def _row(
    decided: Decided,
    catalog: Catalog,
    rank: int,
    item: Combination,
    sure: Mapping[tuple[str, ...], StackSureness],
) -> RankedStack:
    """One combination."""
    measure = decided.measure
    valued = values(item.totals, measure)
    found = sure.get(tuple(part.offer for part in item.parts))
    responses = [
        part.scored.subject.response
        for part in item.parts
        if decided.decisions[part.role].scales.latency is not None
    ]
    known = [response[1] for response in responses if response is not None]
    return {
        "rank": rank,
        "score": item.score,
        "proven": all(part.proven for part in item.parts),
        "contributions": {name: weight * valued[name] for name, weight in measure.weights.items()},
        "values": valued,
        "win_probability": None if found is None else found.win,
        "too_close_to_call": None if found is None else found.close,
        "cost_usd_per_month": _finite(item.totals.usd),
        "response_seconds": sum(known) if known and len(known) == len(responses) else None,
        "parts": [_part(decided, catalog, part) for part in item.parts],
    }


def _part(decided: Decided, catalog: Catalog, part: Part) -> StackPart:
    """One offer in its role."""
    decision = decided.decisions[part.role]
    subject, situation = part.scored.subject, decision.situation
    candidate = subject.candidate
    record = catalog.offer_record(candidate.position, situation.task.type)
    waived = agreed(subject, situation)
    return {
        "role": decided.stack.roles[part.role].name,
        "model": candidate.model,
        "provider": candidate.provider,
        "offer": candidate.offer,
        "capability": capability_estimate(candidate, situation.task),
        "cost_usd_per_month": subject.bill.usd,
        "first_token_seconds": None if subject.first_token is None else subject.first_token[1],
        "response_seconds": None if subject.response is None else subject.response[1],
        "license": candidate.terms.id,
        "warnings": row_warnings(part.scored, decision.weights, record, waived, situation),
    }


def _least(columns: Sequence[Sequence[float]]) -> float | None:
    """The least that a combination can have, each role at its least."""
    return _finite(sum(min(column, default=inf) for column in columns))


def _finite(amount: float) -> float | None:
    return None if isinf(amount) else amount


def _shared_document(stack: Stack) -> dict[str, object]:
    """What is stated for the whole; the task is that of each role."""
    document = requirements_document(stack.shared)
    document.pop("task", None)
    return document


def _warnings(decided: Decided, ranking: Sequence[Combination]) -> list[str]:
    """What to know about the whole."""
    found = []
    for role, decision, parts in zip(
        decided.stack.roles, decided.decisions, decided.parts, strict=True
    ):
        if not parts:
            found.append(f"{role.name}: no offer satisfies every limit of this role")
        elif not is_judged(decision):
            found.append(
                f"{role.name}: nobody has measured the models of this task, so its capability "
                "counts for nothing"
            )
        if decision.scales.latency is None and decided.measure.weights.get("latency"):
            found.append(f"{role.name}: nothing is known of speeds, so its time is left out")
    if not ranking and all(decided.parts):
        found.append("each role has eligible offers, but no combination keeps all the limits")
    return found
