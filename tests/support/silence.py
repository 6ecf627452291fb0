"""What an offer looks like once a fact about it is not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fmselect.domain.candidate import Candidate, Speed, Terms

Forget = Callable[[Candidate], Candidate]


def _without(**unknown: Any) -> Forget:
    return lambda item: item._replace(**unknown)


def _privately(field: str) -> Forget:
    changes: dict[str, Any] = {field: None}
    return lambda item: item._replace(privacy=item.privacy._replace(**changes))


def _terms(field: str) -> Forget:
    changes: dict[str, Any] = {field: None}
    return lambda item: item._replace(terms=item.terms._replace(**changes))


def _lifecycle(field: str) -> Forget:
    changes: dict[str, Any] = {field: False if field == "none_announced" else None}
    return lambda item: item._replace(lifecycle=item.lifecycle._replace(**changes))


def _undated(item: Candidate) -> Candidate:
    """Without the dates of its facts: a price and the oldest fact are dated together."""
    price = None if item.price is None else item.price._replace(observed=None)
    return item._replace(oldest_fact=None, price=price)


def _unpriced_rate(field: str) -> Forget:
    def forget(item: Candidate) -> Candidate:
        if item.price is None:
            return item
        changes: dict[str, Any] = {field: None}
        return item._replace(price=item.price._replace(base=item.price.base._replace(**changes)))

    return forget


def _unpriced(item: Candidate) -> Candidate:
    """Without its price, and without what only its price proves it offers."""
    proven: Mapping[str, Any] = {**item.features}
    return item._replace(price=None, features=proven)


def _speedless(item: Candidate) -> Candidate:
    """Of unknown speed; what is presumed of its model, by its price, is no fact about it."""
    presumed = None if item.speed is None else item.speed.presumed
    return item._replace(speed=None if presumed is None else Speed(None, None, presumed=presumed))


FORGET: dict[str, Forget] = {
    "price": _unpriced,
    "input rate": _unpriced_rate("input"),
    "output rate": _unpriced_rate("output"),
    "speed": _speedless,
    "context": _without(context_tokens=None),
    "output limit": _without(max_output_tokens=None),
    "features": _without(features={}),
    "languages": _without(languages=frozenset()),
    "inputs": _without(input_modalities=frozenset()),
    "weights": _without(open_weights=None),
    "terms": _without(terms=Terms()),
    "licence": _terms("id"),
    "commercial use": _terms("commercial_use"),
    "OSI": _terms("osi_approved"),
    "evidence": _without(capability=None),
    "dates": _undated,
    "no retirement": _lifecycle("none_announced"),
    "training": _privately("trains_on_data"),
    "retention": _privately("retention_days"),
    "zero retention": _privately("zero_retention"),
    "regions": _privately("regions"),
    "choice of region": _privately("region_choice"),
    "certifications": _privately("certifications"),
    "headquarters": _privately("headquarters"),
}
"""Fact -> the offer without it."""

OF_CRITERION: dict[str, tuple[str, ...]] = {
    "capability": ("evidence",),
    "cost": ("price",),
    "latency": ("speed",),
    "context": ("context",),
    "privacy": ("training", "retention", "zero retention"),
    "openness": ("weights", "terms", "licence", "commercial use", "OSI"),
}
"""Criterion -> the facts it rests on."""

NOT_STATED = (
    "capacity",
    "government_region",
    "input_modality",
    "pays_with_data",
    "retired",
    "retiring",
    "workload_fits",
)
"""Limits nobody states. They keep out what is known to be of no use, and let a fact that nobody
publishes pass: most lists name no inputs, no output limit and no date of retirement."""


NOT_RELIED_ON = frozenset({("max_fact_age_days", "price")})
"""Limit and fact: without the fact the limit has nothing to object to. A price that nobody knows is
not too old; that it is not known, other limits and the score say."""
