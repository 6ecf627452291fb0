"""What an unknown counts as in a preference. Unknown is never good, and nobody gains by silence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fmselect.domain.candidate import Speed
from fmselect.domain.requirements import CRITERIA
from fmselect.engine.scales import Scales
from fmselect.engine.subject import Subject
from fmselect.engine.values import SHORTEST_SECONDS, falling

LOWEST = 0.0
"""The bottom of every published scale."""


def imputed_values(scales: Scales) -> Mapping[str, float]:
    """Criterion -> the value of an offer of which it is not known, nor anything that bears on it.

    An unknown cost, context, privacy or openness counts as the worst there is. An unknown latency
    counts as the catalog's mean worsened by half a standard deviation. An unknown capability counts
    as the bottom of the scale, and its offer is unproven: it follows every one with evidence.
    """
    values = dict.fromkeys(CRITERIA, LOWEST)
    if scales.unknown_latency is not None and scales.latency is not None:
        values["latency"] = falling(scales.unknown_latency, *scales.latency)
    return values


def imputed_latency(
    weights: Mapping[str, float], scales: Scales
) -> Callable[[Subject], float] | None:
    """A function from an offer of unknown latency to its value; None where all count alike.

    Where cost is weighed, what is known of the price of the offer's model bears on its speed: it
    counts as what models of that price usually take, worsened by half a standard deviation.
    Without weight on cost a price may change nothing, so all count as the catalog's mean does.
    """
    anchors = scales.latency
    if anchors is None or not weights.get("latency") or not weights.get("cost"):
        return None
    plain = imputed_values(scales)["latency"]
    worth = {id(None): plain}
    known = worth.get

    def value(subject: Subject) -> float:
        speed = subject.candidate.speed  # shared by many offers, and alive as long as they are
        found = known(id(speed))
        if found is None:
            presumed = None if speed is None else speed.presumed
            seconds = None if presumed is None else presumed_seconds(presumed, scales)
            found = worth[id(speed)] = plain if seconds is None else falling(seconds, *anchors)
        return found

    return value


def presumed_seconds(presumed: tuple[float, float], scales: Scales) -> float:
    """Seconds of a whole answer at what is presumed of a model's speed."""
    first, rate = presumed
    return max(first + scales.streamed_tokens / rate, SHORTEST_SECONDS)


def counted_seconds(speed: Speed | None, value: float, scales: Scales) -> tuple[float, bool] | None:
    """Which latency an unknown one was taken for, and whether that goes by its price.

    Args:
        speed: Of the offer.
        value: What its latency counted as.
        scales: The anchors.

    Returns:
        Seconds; None where neither it nor the catalog says anything.
    """
    if speed is not None and speed.presumed is not None and scales.latency is not None:
        seconds = presumed_seconds(speed.presumed, scales)
        if falling(seconds, *scales.latency) == value:
            return seconds, True
    return None if scales.unknown_latency is None else (scales.unknown_latency, False)
