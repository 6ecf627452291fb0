"""The anchors of the value functions, for one task and one workload.

Anchors come from the task's pinned reference, priced and timed on the user's own volume, or from
the user. They never come from the candidates, so that adding one reorders no others, and never from
a limit, so that tightening one changes no preference among what stays eligible.
"""

from __future__ import annotations

from fmselect.domain.catalog import TaskProfile
from fmselect.domain.requirements import Requirements, Workload
from fmselect.engine.cost import make_pricer
from fmselect.engine.latency import reference_seconds, streamed_tokens
from fmselect.tuples import NamedTuple

CHEAPEST_USD = 0.01
"""What free counts as on the logarithmic scale of cost."""

FALLBACK_RATIO = 20.0
"""Bad over good, where the two anchors of a task come out the wrong way round on a workload."""

SHORTEST_CONTEXT = 8192.0
"""The context that is barely acceptable for the smallest workloads."""

CAPABILITY_ANCHORS = {"provisional": (0.0, 100.0)}
"""Scale -> the estimates worth 0 and 1. A percentile runs from 0 to 100."""

FITTED_CAPABILITY_ANCHORS = (100.0, 150.0)
"""The two pinned models of a fitted scale, for a task that states no anchors."""


class Scales(NamedTuple):
    """Pairs (good, bad), worth 1 and 0; None where the task has no such anchor.

    Attributes:
        cost: US dollars a month.
        latency: Seconds to the whole answer.
        context: Tokens; good is twice what the workload needs, bad what it needs.
        capability: On the scale of the task: estimates.
        unknown_latency: Seconds an offer is taken for of whose speed nothing is known.
        streamed_tokens: Tokens of one answer that come after the first.
    """

    cost: tuple[float, float] | None
    latency: tuple[float, float] | None
    context: tuple[float, float]
    capability: tuple[float, float]
    unknown_latency: float | None
    streamed_tokens: float = 0.0


def make_scales(requirements: Requirements, task: TaskProfile) -> Scales:
    """The anchors for this task, this workload and this user."""
    workload = requirements.workload
    latency = unknown = None
    if task.latency_good is not None and task.latency_bad is not None:
        good = reference_seconds(task.latency_good, workload)
        latency = _ordered(good, reference_seconds(task.latency_bad, workload))
        if task.unknown_speed is not None:
            unknown = reference_seconds(task.unknown_speed, workload)
    low, high = CAPABILITY_ANCHORS.get(task.capability_scale, FITTED_CAPABILITY_ANCHORS)
    capability = task.capability_anchors or (high, low)
    need = max(SHORTEST_CONTEXT, _needed_context(workload))
    return Scales(
        requirements.preferences.cost_anchors_usd_per_month or _cost_anchors(workload, task),
        latency,
        (2 * need, need),
        capability,
        unknown,
        streamed_tokens(workload),
    )


def _cost_anchors(workload: Workload, task: TaskProfile) -> tuple[float, float] | None:
    """The task's two reference price lists, priced like any offer."""
    pricer = make_pricer(workload, task.type)
    good, bad = pricer(task.cost_good).usd, pricer(task.cost_bad).usd
    if good is None or bad is None:
        return None
    return _ordered(max(good, CHEAPEST_USD), bad)


def _ordered(good: float, bad: float) -> tuple[float, float]:
    """Good below bad; a degenerate pair is spread by a fixed ratio."""
    return (good, bad) if bad > good else (good, good * FALLBACK_RATIO)


def _needed_context(workload: Workload) -> float:
    """Tokens one request of the workload takes, prompt and answer together."""
    request = (
        workload.prompt_tokens
        + (workload.output_tokens or 0.0)
        + (workload.reasoning_tokens or 0.0)
    )
    return max(request, workload.tokens_per_document or 0.0)
