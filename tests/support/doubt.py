"""Short ways to make what is compared under doubt."""

from __future__ import annotations

from collections.abc import Sequence

from fmselect.domain.candidate import Capability
from fmselect.engine.alternatives import Alternative
from fmselect.engine.cost import Bill
from fmselect.engine.score import Scored
from fmselect.engine.subject import Subject
from tests.support.memory_catalog import candidate

WEIGHTS = {"capability": 0.5, "cost": 0.3, "latency": 0.2}


def scored(
    offer: str, values: Sequence[float], weights: Sequence[float], *, proven: bool = True
) -> Scored:
    """A candidate with these values and nothing else known of it."""
    capability = Capability(50.0, None, 5, "fair") if proven else None
    subject = Subject(candidate(offer, capability=capability), Bill(None), None, None)
    score = sum(w * v for w, v in zip(weights, values, strict=True))
    return Scored(subject, tuple(values), score, proven)


def alternative(
    offer: str,
    values: Sequence[float],
    weights: Sequence[float],
    *,
    error: float = 0.0,
    transfer: float = 0.0,
    spreads: Sequence[float] | None = None,
) -> Alternative:
    """An alternative whose first value is capability, with its errors."""
    spreads = tuple(spreads or [0.0] * len(values))
    return Alternative(
        offer,
        offer.partition("/")[2],
        sum(w * v for w, v in zip(weights, values, strict=True)),
        tuple(values),
        spreads,
        error,
        transfer,
        (error**2 + 3 * transfer**2, *(spread**2 for spread in spreads[1:])),
    )
