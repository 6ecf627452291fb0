"""A stack with its roles decided one by one, and how their combinations are scored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fmselect.domain.catalog import Catalog
from fmselect.domain.requirements import Preferences
from fmselect.domain.stack import DEFAULT_PRIORITIES, Stack
from fmselect.engine.decision import Decision, decide
from fmselect.engine.stack.combine import Measure
from fmselect.engine.stack.parts import Part, assumes_waits, is_judged, parts_of
from fmselect.engine.weights import criteria_of, weights_of
from fmselect.tuples import NamedTuple


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


def decide_stack(catalog: Catalog, stack: Stack, today: date) -> Decided:
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
    assumed = assumes_waits(stack.shared)
    parts = tuple(
        parts_of(at, decision, weights, assumed=assumed) for at, decision in enumerate(decisions)
    )
    return Decided(stack, decisions, measure, preferences, parts)


def _summed(anchors: Sequence[tuple[float, float] | None]) -> tuple[float, float] | None:
    """(good, bad) of all roles together; None where one has none."""
    known = [pair for pair in anchors if pair is not None]
    if not known or len(known) < len(anchors):
        return None
    return sum(good for good, _ in known), sum(bad for _, bad in known)
