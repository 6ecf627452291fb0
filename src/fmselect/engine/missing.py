"""What an unknown counts as in a preference. Unknown is never good, and nobody gains by silence."""

from __future__ import annotations

from collections.abc import Mapping

from fmselect.domain.requirements import CRITERIA
from fmselect.engine.scales import Scales
from fmselect.engine.values import falling

LOWEST = 0.0
"""The bottom of every published scale."""


def imputed_values(scales: Scales) -> Mapping[str, float]:
    """Criterion -> the value of an offer of which it is not known.

    An unknown cost, context, privacy or openness counts as the worst there is. An unknown latency
    counts as the catalog's mean worsened by half a standard deviation. An unknown capability counts
    as the bottom of the scale, and its offer is unproven: it follows every one with evidence.
    """
    values = dict.fromkeys(CRITERIA, LOWEST)
    if scales.unknown_latency is not None and scales.latency is not None:
        values["latency"] = falling(scales.unknown_latency, *scales.latency)
    return values
