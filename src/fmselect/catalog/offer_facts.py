"""One offer's facts out of what it states, what its model states and what its provider states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fmselect.domain import records
from fmselect.domain.candidate import Handling, Lifecycle, Privacy, Vector, closed_feature

SERVICE_FEATURES = frozenset(
    {"batch", "fine-tuning", "predicted-output", "prompt-caching", "streaming", "web-search"}
)
"""Features of a service, not of weights: what the lab offers with its model, another host may
not."""

FINE_TUNING = "fine-tuning"
"""Both: whoever holds open weights can do it, and a service may offer it."""

BATCH = "batch"
"""The tier that batches go to, where a provider handles them in another way."""


def limit(offered: records.Limits | None, known: Sequence[records.Limits], name: str) -> int | None:
    """A limit by name: the offer's own, else the first its model states, else None.

    An offer that states more than any source of its model gets what the model can.
    """
    stated = [value for group in known if (value := getattr(group, name)) is not None]
    own = getattr(offered, name) if offered else None
    if own is None:
        return stated[0] if stated else None
    return int(min(own, max(stated, default=own)))


def context_tokens(offered: records.Limits | None, known: Sequence[records.Limits]) -> int | None:
    """The context window; where nobody states one, the longest input, which is no larger."""
    stated = limit(offered, known, "context_tokens")
    return limit(offered, known, "max_input_tokens") if stated is None else stated


def vector(offered: records.Limits | None, known: Sequence[records.Limits]) -> Vector | None:
    """The vectors of an embedding model; None where nobody states their length."""
    dimensions = limit(offered, known, "embedding_dimensions")
    if dimensions is None:
        return None
    groups = (offered, *known) if offered else known
    stated = {length for group in groups for length in group.shorter_dimensions}
    return Vector(dimensions, tuple(sorted(n for n in stated if n < dimensions)))


def offered_features(
    provider: str, offer: records.Offer, model: records.Model, listed: records.Price | None
) -> dict[str, bool]:
    """The model's features at one provider.

    Those of a service are the lab's own, unless the offer states them or has a price for them.
    That weights can be tuned says nothing of a service: only the offer does, or that a model
    without weights to hold can be tuned at all.
    """
    own = provider == offer.model.partition("/")[0]
    found = features(model.features, without=frozenset() if own else SERVICE_FEATURES)
    closed = model.weights is not None and model.weights.open is False
    if FINE_TUNING in found and not closed:
        del found[FINE_TUNING]
        if any(FINE_TUNING in group.lacks for group in model.features):
            found[FINE_TUNING] = False
    if listed and listed.cache_read_usd_per_million_tokens is not None:
        found["prompt-caching"] = True
    if listed and listed.batch:
        found["batch"] = True
    found |= features((offer.features,) if offer.features else ())
    return dict(sorted(found.items()))


def held_features(model: records.Model) -> dict[str, bool]:
    """The features of weights on one's own machines, where they can be held.

    That their lab's service does not tune them keeps nobody from it.
    """
    found = features(model.features, without=SERVICE_FEATURES)
    can = any(FINE_TUNING in group.supports for group in model.features)
    if can and model.weights is not None and model.weights.open:
        found[FINE_TUNING] = True
    return dict(sorted(found.items()))


def features(
    sets: Sequence[records.FeatureSet], without: frozenset[str] = frozenset()
) -> dict[str, bool]:
    """Feature -> whether it is there; the last set that names one decides.

    One that is kept for customers who use it already is under a name of its own, and says nothing
    of the feature as such.
    """
    found: dict[str, bool] = {}
    for group in sets:
        kept = group.customers == "existing"
        names = [closed_feature(name) for name in group.supports] if kept else group.supports
        found.update(dict.fromkeys(names, True))
        found.update(dict.fromkeys(group.lacks, False))
    return {name: found[name] for name in sorted(found) if name.partition(":")[0] not in without}


def passed_on(offer_id: str, provider: records.Provider, model: records.Model) -> bool:
    """Whether somebody else may answer than the provider of an offer.

    Who hosts models of others has no weights that were never published: it passes requests on, or
    has an agreement nobody told of. Clouds say in their terms that they run such models themselves.
    """
    published = model.weights is not None and model.weights.open is True
    maker, _, rest = offer_id.partition("/")
    return provider.kind == "inference-host" and not published and not rest.startswith(f"{maker}/")


def privacy(provider: records.Provider, tier: str | None, *, passed_on: bool = False) -> Privacy:
    """How a tier handles data: the named one, else the default one, else unknown.

    Args:
        provider: Who is paid.
        tier: Its way of access; None for the default one.
        passed_on: Whether somebody else may answer, as behind a gateway.
    """
    entries = provider.data_handling
    entry = next((e for e in entries if (e.tier == tier if tier else e.default)), None)
    own = provider.kind == "self-host"
    gateway = True if passed_on else {"gateway": True, "self-host": False}.get(provider.kind)
    country = provider.headquarters.country if provider.headquarters else None
    if entry is None:
        return Privacy(self_hosted=own, headquarters=country, gateway=gateway)
    handling = _handling(entry)
    return Privacy(
        self_hosted=own,
        trains_on_data=handling.trains_on_data,
        retention_days=handling.retention_days,
        zero_retention=handling.zero_retention,
        regions=handling.regions,
        region_choice=handling.region_choice,
        certifications=frozenset(entry.certifications) or None,
        headquarters=country,
        gateway=entry.gateway if gateway is None else gateway,
        binds_hosts=handling.binds_hosts,
        alternatives=tuple(_handling(e) for e in entries if entry.tier in e.instead_of),
        batch=next((_handling(e) for e in entries if e.tier == BATCH and e is not entry), None),
        flagged_retention_days=handling.flagged_retention_days,
    )


def _handling(entry: records.DataHandling) -> Handling:
    days, flagged = entry.retention_days, entry.flagged_retention_days
    return Handling(
        tier=entry.tier,
        reached_by=entry.reached_by,
        trains_on_data=entry.trains_on_data,
        retention_days=None if days is None else float(days),
        zero_retention=entry.zero_retention,
        regions=entry.regions or None,
        region_choice=entry.region_choice,
        binds_hosts=entry.binds_hosts,
        flagged_retention_days=None if flagged is None else float(flagged),
    )


def binding_lifecycle(id_: str, model: records.Model, provider: str) -> records.Lifecycle | None:
    """What of a model's lifecycle holds at a provider.

    Its dates are the lab's. A closed model ends everywhere with them; open weights others may go
    on serving, so that elsewhere only the replacement is left.
    """
    stated = model.lifecycle
    open_weights = model.weights is not None and model.weights.open
    if stated is None or not open_weights or provider == id_.partition("/")[0]:
        return stated
    return records.Lifecycle(replacement=stated.replacement)


def lifecycle(
    model: records.Lifecycle | None,
    offer: records.Lifecycle | None,
    announced: records.DeprecationList | None,
) -> Lifecycle:
    """When an offer goes away: its own dates before its model's.

    `none_announced` where no date is known and either the record says so or the provider keeps a
    dated list of retirements, which then does not name it.
    """
    groups = [group for group in (offer, model) if group is not None]
    deprecated = _first(groups, "deprecated_on")
    retires = _first(groups, "retires_on")
    silent = deprecated is None and retires is None
    said = next(
        (g.retirement_announced for g in groups if g.retirement_announced is not None), None
    )
    listed = announced is not None and announced.observed is not None
    return Lifecycle(
        deprecated_on=_day(deprecated),
        retires_on=_day(retires),
        replacement=_first(groups, "replacement"),
        none_announced=retires is None and (said is False or (said is None and silent and listed)),
    )


def _first(groups: Sequence[records.Lifecycle], name: str) -> str | None:
    return next((getattr(g, name) for g in groups if getattr(g, name) is not None), None)


def _day(day_or_month: str | None) -> str | None:
    """A month means its first day: the earlier reading."""
    if day_or_month is None:
        return None
    return day_or_month if len(day_or_month) == 10 else f"{day_or_month}-01"


def oldest_fact(listed: records.Price | None, limits: Sequence[records.Limits]) -> str | None:
    """The oldest day or month among the price list and the limits that are used."""
    used = [listed] if listed else []
    groups: list[Any] = [*used, *_used_limits(limits)]
    return min((group.observed for group in groups if group.observed), default=None)


def _used_limits(limits: Sequence[records.Limits]) -> Iterator[records.Limits]:
    """The first group that states the context, and the first that states the output."""
    for name in ("context_tokens", "max_output_tokens"):
        yield from [group for group in limits if getattr(group, name) is not None][:1]
