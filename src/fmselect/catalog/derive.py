"""Records -> candidates: one row for each offer, with what is true of its model and provider.

What an offer states wins over what its model states; what neither states stays unknown. Every
model with open weights gets the offer `self/lab/slug`, on your own machines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fmselect.catalog.load import SELF_PROVIDER, LoadedCatalog
from fmselect.catalog.offer_facts import (
    binding_lifecycle,
    context_tokens,
    held_features,
    lifecycle,
    limit,
    offered_features,
    oldest_fact,
    passed_on,
    privacy,
    vector,
)
from fmselect.catalog.pricing import list_in_force, price_in_force
from fmselect.catalog.speeds import estimated_speed, measured_speed
from fmselect.domain import records
from fmselect.domain.candidate import Candidate, Lifecycle, Price, Speed, Terms

PROVIDER_TERMS = "LicenseRef-provider-terms"
"""The licence id of a model whose weights are closed: what counts is the provider's terms."""

NO_LICENSE_FOUND = "LicenseRef-not-found"
"""The licence id of open weights whose licence was searched and not found: as if none stood there,
but the model's note says what was searched and when."""

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

    def speeds(self, type_: str) -> list[Speed | None]:
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
            features=offered_features(provider_id, offer, model, listed),
            context_tokens=context_tokens(offer.limits, model.limits),
            max_output_tokens=limit(offer.limits, model.limits, "max_output_tokens"),
            terms=self._terms(model, provider),
            privacy=privacy(provider, offer.data_tier, passed_on=passed_on(id_, provider, model)),
            lifecycle=lifecycle(
                binding_lifecycle(offer.model, model, provider_id),
                offer.lifecycle,
                provider.deprecation_list,
            ),
            oldest_fact=oldest_fact(listed, limits),
            price=price_in_force(offer, model.type, self._as_of),
            speed=None
            if provider.kind == "self-host"
            else measured_speed(offer.speed) or self._speeds[offer.model],
            vector=vector(offer.limits, model.limits),
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
            features=held_features(model),
            context_tokens=context_tokens(None, model.limits),
            max_output_tokens=limit(None, model.limits, "max_output_tokens"),
            terms=self._terms(model, SELF),
            privacy=privacy(SELF, None),
            # Nobody can retire a copy of the weights.
            lifecycle=Lifecycle(replacement=replacement, none_announced=True),
            oldest_fact=oldest_fact(None, model.limits),
            price=Price("self-hosted"),
            vector=vector(None, model.limits),
        )

    def _terms(self, model: records.Model, provider: records.Provider) -> Terms:
        """The licence where the weights are open or it is named, else the provider's terms."""
        weights = model.weights or records.Weights()
        license_id = weights.license or (PROVIDER_TERMS if weights.open is False else None)
        if license_id is None or license_id == NO_LICENSE_FOUND:
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


def by_model(rows: Mapping[str, Sequence[Candidate]]) -> dict[str, list[str]]:
    """Model id -> the ids of its offers, sorted."""
    offers: dict[str, list[str]] = {}
    for candidates in rows.values():
        for row in candidates:
            offers.setdefault(row.model, []).append(row.offer)
    return offers
