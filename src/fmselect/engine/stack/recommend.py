"""The answer for a stack: every role decided by itself, then the combinations ranked exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import inf, isinf, prod

from fmselect._version import __version__
from fmselect.domain.catalog import Catalog
from fmselect.domain.requirement_documents import requirements_document
from fmselect.domain.stack import Stack
from fmselect.domain.stack_recommendation import (
    RankedStack,
    StackPart,
    StackRecommendation,
    StackRole,
)
from fmselect.engine.answered import considered
from fmselect.engine.constraints import agreed
from fmselect.engine.evidence import row_facts
from fmselect.engine.repair import smallest_repairs
from fmselect.engine.rows import capability_estimate, row_measures, row_warnings
from fmselect.engine.stack.combine import values
from fmselect.engine.stack.decided import Decided, decide_stack
from fmselect.engine.stack.parts import Part, is_judged
from fmselect.engine.stack.repair import least_needs, stack_repairs
from fmselect.engine.stack.search import Bounds, Combination, first_combinations
from fmselect.engine.stack.sureness import DRAWN, StackSureness, stack_sureness

SCHEMA = "fmselect/stack-recommendation@1"


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
    decided = decide_stack(catalog, stack, today)
    ranking = _ranked(decided, max(top, DRAWN))
    same = stack.same_provider
    needs = least_needs(decided.parts, same_provider=same)
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
        "least_cost_usd_per_month": _least(need.usd for need in needs),
        "least_response_seconds": _least(need.response for need in needs),
        "repairs": []
        if ranking
        else stack_repairs(decided.parts, stack.shared, same_provider=same),
        "warnings": _warnings(decided, ranking),
    }


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
        "assumed": [n for n in decision.completed.assumed if not n.startswith("preferences.")],
        "considered": considered(decision),
        "excluded_by": decision.screening.counts,
        "repairs": [] if decided.parts[at] else smallest_repairs(decision),
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
    return {
        "rank": rank,
        "score": item.score,
        "proven": all(part.proven for part in item.parts),
        "contributions": {name: weight * valued[name] for name, weight in measure.weights.items()},
        "values": valued,
        "win_probability": None if found is None else found.win,
        "too_close_to_call": None if found is None else found.close,
        "cost_usd_per_month": _finite(item.totals.usd),
        "first_token_seconds": _first_token(decided, item),
        "response_seconds": _waited(decided, item.parts),
        "parts": [_part(decided, catalog, part) for part in item.parts],
    }


def _waited(decided: Decided, parts: Sequence[Part]) -> float | None:
    """Seconds until the timed roles have answered; None where that of one is unknown."""
    responses = [
        part.scored.subject.response
        for part in parts
        if decided.decisions[part.role].scales.latency is not None
    ]
    known = [response[1] for response in responses if response is not None]
    return sum(known) if known and len(known) == len(responses) else None


def _first_token(decided: Decided, item: Combination) -> float | None:
    """Seconds until the last role begins to answer."""
    *before, last = item.parts
    begins = last.scored.subject.first_token
    if begins is None or decided.decisions[last.role].scales.latency is None:
        return None
    timed = [p for p in before if decided.decisions[p.role].scales.latency is not None]
    waited = _waited(decided, timed) if timed else 0.0
    return None if waited is None else waited + begins[1]


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
        "measures": row_measures(subject, record, situation, row_facts(candidate, record)),
        "warnings": row_warnings(part.scored, decision.weights, record, waived, situation),
    }


def _least(amounts: Iterable[float]) -> float | None:
    """The least that a combination can have; None where none is known."""
    return _finite(min(amounts, default=inf))


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
