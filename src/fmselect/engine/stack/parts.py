"""One offer in one role, reduced to what a combination is scored and limited by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf

from fmselect.domain.requirements import Requirements
from fmselect.engine.consent import demands_on
from fmselect.engine.decision import Decision
from fmselect.engine.missing import counted_seconds
from fmselect.engine.score import Scored
from fmselect.engine.values import VALUE_FUNCTIONS
from fmselect.tuples import NamedTuple

SUMMED = ("cost", "latency")
"""Criteria that are amounts, added up over the roles before they are valued."""
WORST = ("context", "privacy", "openness")
"""Criteria of which a combination has that of its worst role."""


class Part(NamedTuple):
    """An eligible offer in its role.

    Every number but `usd` and the seconds is better the larger it is.

    Attributes:
        role: Index of the role.
        scored: The offer and its values in the role alone.
        capability: Its value; 0 where the role's task has no evidence at all.
        usd: Dollars a month; infinite where unknown, which is worth nothing.
        seconds: To the whole answer, as valued: imputed where unknown; 0 where the role has none.
        slowest: The upper end of what is known of it; infinite where unknown.
        first_token: The upper end of what is known of the first token; infinite where unknown.
        worst: Values of the criteria of which the worst role counts, in their order.
        proven: Whether there is evidence of its capability, or could not be any.
    """

    role: int
    scored: Scored
    capability: float
    usd: float
    seconds: float
    slowest: float
    first_token: float
    worst: tuple[float, ...]
    proven: bool

    @property
    def offer(self) -> str:
        """Id of the offer."""
        return self.scored.subject.candidate.offer

    @property
    def model(self) -> str:
        """Id of the model."""
        return self.scored.subject.candidate.model

    @property
    def provider(self) -> str:
        """Id of the provider."""
        return self.scored.subject.candidate.provider


def parts_of(
    role: int, decision: Decision, weights: Mapping[str, float], *, assumed: bool
) -> list[Part]:
    """The eligible offers of one role.

    Args:
        role: Its index.
        decision: Of the role alone.
        weights: Of the whole, to know which criteria matter.
        assumed: Whether a wait that is unknown passes the limits on all waits together.
    """
    names = [name for name in WORST if weights.get(name)]
    return [_part(role, item, decision, names, assumed=assumed) for item in decision.scored]


def is_judged(decision: Decision) -> bool:
    """Whether there is evidence of capability for the task of a role at all."""
    return "capability" not in decision.dropped


def assumes_waits(shared: Requirements) -> bool:
    """Whether an unknown wait is assumed to be short enough for the stack.

    Where a policy limits the waits of a stack, only the policy may assume.
    """
    policy = shared.policy
    held = any(demands_on(name, policy) for name in _WAITS)
    return "latency" in (policy if held else shared).assume_unknown


_WAITS = ("max_first_token_seconds", "max_response_seconds")


def _part(
    role: int, item: Scored, decision: Decision, names: Iterable[str], *, assumed: bool
) -> Part:
    subject, scales, judged = item.subject, decision.scales, is_judged(decision)
    timed = scales.latency is not None
    capability = VALUE_FUNCTIONS["capability"](subject, scales) if judged else 0.0
    unknown = 0.0 if assumed or not timed else inf
    return Part(
        role,
        item,
        capability or 0.0,
        inf if subject.bill.usd is None else subject.bill.usd,
        _seconds(item, decision) if timed else 0.0,
        unknown if subject.response is None else subject.response[2],
        unknown if subject.first_token is None else subject.first_token[2],
        tuple(VALUE_FUNCTIONS[name](subject, scales) or 0.0 for name in names),
        item.proven or not judged,
    )


def _seconds(item: Scored, decision: Decision) -> float:
    """The latency as it is valued, imputed where it is unknown."""
    response = item.subject.response
    if response is not None:
        return response[1]
    values = dict(zip(decision.weights, item.values, strict=True))
    counted = counted_seconds(
        item.subject.candidate.speed, values.get("latency", 0.0), decision.scales
    )
    return inf if counted is None else counted[0]
