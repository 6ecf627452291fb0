"""What is compared under doubt: a candidate's values, and how far each may be off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fmselect.domain.candidate import Capability
from fmselect.engine.scales import Scales
from fmselect.engine.score import Scored
from fmselect.engine.subject import Subject
from fmselect.engine.values import SHORTEST_SECONDS, falling
from fmselect.tuples import NamedTuple

UNSTATED_STANDARD_ERROR: Mapping[str, float] = {"strong": 0.03, "fair": 0.06, "thin": 0.12}
"""Grade of evidence -> standard error of a capability value that comes without one.

A convention, wider than what is measured where a standard error is known.
"""

UNSTATED_TRANSFER_ERROR = 0.03
"""In units of value: how far a task of one's own lies from the benchmarks, where no compiled
calibration says. It multiplies a variate with heavy tails."""

UNKNOWN_LATENCY_SPREAD = 0.2
"""Standard deviation of the value of a latency of which nothing is known."""

INTERVAL_SDS = 4.0
"""A stated low and high are taken to lie two standard deviations below and above."""

T3_VARIANCE = 3.0
"""Of Student's t with 3 degrees of freedom."""


class Alternative(NamedTuple):
    """One candidate, in units of value.

    Attributes:
        offer: Its id.
        model: Whose capability it has; offers of one model share what is not known about it.
        score: At the point weights.
        values: One a weighted criterion.
        spreads: Standard deviation of each value but capability's; 0 where it is known.
        standard_error: Of the capability value.
        transfer_error: Scale of its error on a task nobody measured.
        variances: Of each value, all sources together.
    """

    offer: str
    model: str
    score: float
    values: tuple[float, ...]
    spreads: tuple[float, ...]
    standard_error: float
    transfer_error: float
    variances: tuple[float, ...]


def alternatives(
    order: Sequence[Scored],
    weights: Mapping[str, float],
    scales: Scales,
    *,
    transfer_error: float | None = None,
) -> list[Alternative]:
    """The candidates that can win, in the order given.

    Those are the ones of the standing of the first: where the first has evidence of its capability,
    the unproven follow it whatever the weights, and take no part.

    Args:
        order: The ranking, one offer of each model or all of them.
        weights: In force.
        scales: The anchors.
        transfer_error: As compiled, in units of the capability scale; None is not calibrated.
    """
    if not order:
        return []
    good, bad = scales.capability
    width = abs(good - bad)
    transfer = UNSTATED_TRANSFER_ERROR if transfer_error is None else transfer_error / width
    proven = order[0].proven
    criteria = tuple(weights)
    return [
        _alternative(item, criteria, scales, width, transfer)
        for item in order
        if item.proven == proven
    ]


def _alternative(
    item: Scored, criteria: tuple[str, ...], scales: Scales, width: float, transfer: float
) -> Alternative:
    """One candidate with its errors; without weight on capability its error does not count."""
    capability = item.subject.candidate.capability
    error = 0.0
    if capability is None or "capability" not in criteria:
        transfer = 0.0
    else:
        error = standard_error(capability, width)
    spreads = tuple(
        latency_spread(item.subject, scales) if name == "latency" else 0.0 for name in criteria
    )
    total = error * error + T3_VARIANCE * transfer * transfer
    variances = tuple(
        total if name == "capability" else spread * spread
        for name, spread in zip(criteria, spreads, strict=True)
    )
    candidate = item.subject.candidate
    return Alternative(
        candidate.offer,
        candidate.model,
        item.score,
        item.values,
        spreads,
        error,
        transfer,
        variances,
    )


def standard_error(capability: Capability, width: float) -> float:
    """Of the value of an estimate, whose scale is `width` wide between its anchors."""
    if capability.standard_error is None:
        return UNSTATED_STANDARD_ERROR.get(capability.grade, max(UNSTATED_STANDARD_ERROR.values()))
    return capability.standard_error / width


def latency_spread(subject: Subject, scales: Scales) -> float:
    """Standard deviation of a latency's value: none where it was measured at this very offer."""
    if scales.latency is None:
        return 0.0
    interval = latency_interval(subject, scales)
    if interval is None:
        return UNKNOWN_LATENCY_SPREAD
    return (interval[1] - interval[0]) / INTERVAL_SDS


def latency_interval(subject: Subject, scales: Scales) -> tuple[float, float] | None:
    """The values of the highest and the lowest latency that are stated; None is unknown."""
    if subject.response is None or scales.latency is None:
        return None
    low, _, high = subject.response
    quick = falling(max(low, SHORTEST_SECONDS), *scales.latency)
    slow = quick if low == high else falling(max(high, SHORTEST_SECONDS), *scales.latency)
    return slow, quick
