"""Records -> candidates: one row for each offer, with what is true of its model and provider.

What an offer states wins over what its model states; what neither states stays unknown. Every
model with open weights gets the offer `self/lab/slug`, on your own machines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fmselect.catalog.load import SELF_PROVIDER, LoadedCatalog
from fmselect.catalog.pricing import list_in_force, price_in_force
from fmselect.catalog.speeds import estimated_speed
from fmselect.domain import records
from fmselect.domain.candidate import Candidate, Lifecycle, Price, Privacy, Terms

PROVIDER_TERMS = "LicenseRef-provider-terms"
"""The licence id of a model whose weights are closed: what counts is the provider's terms."""

SERVICE_FEATURES = frozenset(
    {"batch", "fine-tuning", "predicted-output", "prompt-caching", "streaming", "web-search"}
)
"""Features of a service, not of weights: what the lab offers with its model, another host may not.

Fine-tuning is both: whoever holds open weights can do it."""

SELF = records.Provider(name="Your own machines", kind="self-host")
"""Stands in for a `providers/self.yaml`."""


class Deriver:
    """Makes candidates out of the records of one catalog."""

    def __init__(self, catalog: LoadedCatalog, as_of: str) -> None:
        """Take the records apart by kind.

        Args:
            catalog: Records whose references are sound.
            as_of: The day the catalog speaks for, its newest fact.
        """
        self._models: dict[str, records.Model] = catalog.records("models")
        self._offers: dict[str, records.Offer] = catalog.records("offers")
        self._licenses: dict[str, records.License] = catalog.records("licenses")
        self._providers: dict[str, records.Provider] = {
            SELF_PROVIDER: SELF,
            **catalog.records("providers"),
        }
        self._as_of = as_of
        self._speeds = {
            id_: estimated_speed(model.speed_reference) for id_, model in self._models.items()
        }

    def candidates(self, type_: str) -> list[Candidate]:
        """The offers of one model type, ordered by offer id; `position` is the index."""
        rows = [*self._stated(type_), *self._self_hosted(type_)]
        rows.sort(key=lambda row: row.offer)
        return [row._replace(position=position) for position, row in enumerate(rows)]

    def speeds(self, type_: str) -> list[Any]:
        """The estimated speed, or None, of each model of a type."""
        return [self._speeds[id_] for id_, model in self._models.items() if model.type == type_]

    def _stated(self, type_: str) -> Iterator[Candidate]:
        for id_, offer in self._offers.items():
            model = self._models[offer.model]
            if model.type == type_:
                yield self._stated_row(id_, offer, model)

    def _stated_row(self, id_: str, offer: records.Offer, model: records.Model) -> Candidate:
        provider_id = id_.partition("/")[0]
        provider = self._providers[provider_id]
        limits = (offer.limits, *model.limits) if offer.limits else model.limits
        listed = list_in_force(offer.prices, self._as_of)
        return Candidate(
            offer=id_,
            model=offer.model,
            provider=provider_id,
            provider_kind=provider.kind,
            tier=offer.tier,
            position=0,
            **_of_model(model),
            features=_offered_features(provider_id, offer, model, listed),
            context_tokens=context_tokens(offer.limits, model.limits),
            max_output_tokens=limit(offer.limits, model.limits, "max_output_tokens"),
            terms=self._terms(model, provider),
            privacy=privacy(provider, offer.data_tier),
            lifecycle=lifecycle(model.lifecycle, offer.lifecycle, provider.deprecation_list),
            oldest_fact=oldest_fact(listed, limits),
            price=price_in_force(offer, model.type, self._as_of),
            speed=None if provider.kind == "self-host" else self._speeds[offer.model],
        )

    def _self_hosted(self, type_: str) -> Iterator[Candidate]:
        for id_, model in self._models.items():
            stated = f"{SELF_PROVIDER}/{id_}" in self._offers
            if model.type == type_ and model.weights and model.weights.open and not stated:
                yield self._self_row(id_, model)

    def _self_row(self, id_: str, model: records.Model) -> Candidate:
        replacement = model.lifecycle.replacement if model.lifecycle else None
        return Candidate(
            offer=f"{SELF_PROVIDER}/{id_}",
            model=id_,
            provider=SELF_PROVIDER,
            provider_kind="self-host",
            tier=None,
            position=0,
            **_of_model(model),
            features=features(model.features, without=SERVICE_FEATURES - {"fine-tuning"}),
            context_tokens=context_tokens(None, model.limits),
            max_output_tokens=limit(None, model.limits, "max_output_tokens"),
            terms=self._terms(model, SELF),
            privacy=privacy(SELF, None),
            # Nobody can retire a copy of the weights.
            lifecycle=Lifecycle(replacement=replacement, none_announced=True),
            oldest_fact=oldest_fact(None, model.limits),
            price=Price("self-hosted"),
        )

    def _terms(self, model: records.Model, provider: records.Provider) -> Terms:
        """The licence where the weights are open or it is named, else the provider's terms."""
        weights = model.weights or records.Weights()
        license_id = weights.license or (PROVIDER_TERMS if weights.open is False else None)
        if license_id is None:
            return Terms()
        if license_id == PROVIDER_TERMS:
            stated = provider.terms or records.ServiceTerms()
            return Terms(license_id, stated.commercial_use, stated.limits, osi_approved=False)
        known = self._licenses.get(license_id)
        if known is None:
            return Terms(license_id)
        return Terms(license_id, known.commercial_use, known.conditions, known.osi_approved)


def _of_model(model: records.Model) -> dict[str, Any]:
    """What is true of a model wherever it is served."""
    identity = model.identity or records.Identity()
    return {
        "input_modalities": frozenset(identity.input),
        "output_modalities": frozenset(identity.output),
        "languages": frozenset(code for group in model.languages for code in group.claimed),
        "open_weights": model.weights.open if model.weights else None,
    }


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


def _offered_features(
    provider: str, offer: records.Offer, model: records.Model, listed: records.Price | None
) -> dict[str, bool]:
    """The model's features at one provider.

    Those of a service are the lab's own, unless the offer states them or has a price for them.
    """
    own = provider == offer.model.partition("/")[0]
    found = features(model.features, without=frozenset() if own else SERVICE_FEATURES)
    if listed and listed.cache_read_usd_per_million_tokens is not None:
        found["prompt-caching"] = True
    if listed and listed.batch:
        found["batch"] = True
    found |= features((offer.features,) if offer.features else ())
    return dict(sorted(found.items()))


def features(
    sets: Sequence[records.FeatureSet], without: frozenset[str] = frozenset()
) -> dict[str, bool]:
    """Feature -> whether it is there; the last set that names one decides."""
    found: dict[str, bool] = {}
    for group in sets:
        found.update(dict.fromkeys(group.supports, True))
        found.update(dict.fromkeys(group.lacks, False))
    return {name: found[name] for name in sorted(found) if name not in without}


def privacy(provider: records.Provider, tier: str | None) -> Privacy:
    """How a tier handles data: the named one, else the default one, else unknown."""
    if provider.kind == "self-host":
        return Privacy(self_hosted=True, gateway=False)
    entry = next(
        (e for e in provider.data_handling if (e.tier == tier if tier else e.default)), None
    )
    country = provider.headquarters.country if provider.headquarters else None
    gateway = True if provider.kind == "gateway" else None
    if entry is None:
        return Privacy(headquarters=country, gateway=gateway)
    days = entry.retention_days
    return Privacy(
        trains_on_data=entry.trains_on_data,
        retention_days=None if days is None else float(days),
        zero_retention=entry.zero_retention,
        regions=entry.regions or None,
        region_choice=entry.region_choice,
        certifications=frozenset(entry.certifications) or None,
        headquarters=country,
        gateway=gateway if entry.gateway is None else entry.gateway,
    )


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


def by_model(rows: Mapping[str, Sequence[Candidate]]) -> dict[str, list[str]]:
    """Model id -> the ids of its offers, sorted."""
    offers: dict[str, list[str]] = {}
    for candidates in rows.values():
        for row in candidates:
            offers.setdefault(row.model, []).append(row.offer)
    return offers
