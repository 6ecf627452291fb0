"""Offers: which one an upstream's entry is about, and what it adds to it."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Mapping
from functools import partial

from fmselect.catalog.edit_compare import same
from fmselect.upstream.families import family
from fmselect.upstream.merge_facts import PROVENANCE, Mapped, Record, merge_group
from fmselect.upstream.merge_models import merge_speed
from fmselect.upstream.merge_prices import merge_price, plausible_first, price_gone
from fmselect.upstream.names import NameIndex, key, served_as
from fmselect.upstream.plausible import doubts_about_new_price
from fmselect.upstream.proposals import OfferProposal, Proposals, as_mapping
from fmselect.upstream.record_paths import model_path, offers_path
from fmselect.upstream.refusals import REFUSED
from fmselect.upstream.report import SyncLog
from fmselect.upstream.tree import CatalogTree
from fmselect.upstream.validity import problem_of_offer

Slot = tuple[str, str, str | None]
"""Provider, model and tier."""


def merge_offers(
    tree: CatalogTree,
    proposals: Proposals,
    log: SyncLog,
    via: str,
) -> None:
    """Add or renew the offers whose provider is known and whose model is identified.

    Args:
        tree: The catalog.
        proposals: What the upstream says.
        log: Collects what is done.
        via: The data set, as facts from it name it.
    """
    rivals: dict[Slot, list[OfferProposal]] = {}
    index = tree.name_index()
    providers = tree.providers()
    for proposal in proposals.offers:
        if (family(via), proposal.provider, proposal.api_id) in REFUSED:
            log.skip("entry that is known to be wrong")
            continue
        if proposal.provider not in providers:
            log.skip("provider without a record in the catalog")
            continue
        if problem := problem_of_offer(_stated(proposal)):
            log.finding(f"{proposal.provider}: {proposal.api_id}", problem)
            continue
        slot = _identify(index, proposal)
        if slot is None:
            log.unknown((f"{proposal.provider}: {proposal.api_id}",))
        elif proposal.type not in (None, tree.read(model_path(slot[1])).get("type")):
            log.skip("entry of another type than the model of that name")
        else:
            rivals.setdefault(slot, []).append(proposal)
    for slot, proposals_of_slot in sorted(rivals.items(), key=lambda item: str(item[0])):
        first, *others = sorted(proposals_of_slot, key=_rank)
        log.skip("second name of an offer", len(others))
        if any(_says_otherwise(first, other) for other in others):
            log.finding(f"{first.provider}: {first.api_id}", "stands there twice, at two prices")
        else:
            _merge_offer(tree, slot, first, log, via)


def _stated(proposal: OfferProposal) -> Mapped:
    """All that would be written of a proposal, to see whether it could be."""
    groups: Mapped = {
        name: as_mapping(found)
        for name in ("limits", "lifecycle")
        if (found := getattr(proposal, name)) is not None
    }
    return {
        "api_id": proposal.api_id,
        "tier": proposal.tier,
        "billing": proposal.billing,
        "data_tier": proposal.data_tier,
        "prices": [as_mapping(proposal.price)] if proposal.price else [],
        "speed": [as_mapping(speed) for speed in proposal.speed],
        **groups,
    }


def _rank(proposal: OfferProposal) -> tuple[int, int, str]:
    return proposal.rank, len(proposal.api_id), proposal.api_id


def _says_otherwise(one: OfferProposal, other: OfferProposal) -> bool:
    """Whether two entries differ in their price and in nothing that tells which one is meant."""
    alike = one.rank == other.rank and key(one.api_id) == key(other.api_id)
    return alike and not same(_numbers(one), _numbers(other))


def _numbers(proposal: OfferProposal) -> Mapped:
    """What a price list says, without where it is from: a page has the name in its address."""
    price = as_mapping(proposal.price) if proposal.price else {}
    return {name: value for name, value in price.items() if name not in PROVENANCE}


def _identify(index: NameIndex, proposal: OfferProposal) -> Slot | None:
    """Provider, model and tier of the offer, or None for a name the catalog does not know."""
    model_id = index.find_any(proposal.names)
    if model_id is not None:
        return proposal.provider, model_id, proposal.tier
    for name in proposal.names:
        served = served_as(name, proposal.provider)
        if served and (model_id := index.find(served[0])):
            tier = f"{proposal.tier}-{served[1]}" if proposal.tier else served[1]
            return proposal.provider, model_id, tier
    return None


def _merge_offer(
    tree: CatalogTree, slot: Slot, proposal: OfferProposal, log: SyncLog, via: str
) -> None:
    provider, model_id, tier = slot
    path = offers_path(provider, model_id.partition("/")[0])
    record = Record(f"{provider}/{model_id}" + (f"@{tier}" if tier else ""), path, log)
    known = tree.offers(path)
    found = next((o for o in known if (o.get("model"), o.get("tier")) == (model_id, tier)), None)
    if found is None and not proposal.creates:
        log.skip("entry about something that is no offer here")
        return
    offer: Mapped = copy.deepcopy(found) if found else _new_offer(model_id, tier, proposal)
    if proposal.price is not None and not offer.get("prices"):
        first = as_mapping(proposal.price)
        if not plausible_first(record, first, _doubts(tree, model_id, provider, first)):
            if found is None:
                return
            proposal = dataclasses.replace(proposal, price=None, billing=None)
    if found is None:
        record.change("new offer")
        log.new_offers.append(record.id)
    _complete(record, offer, proposal, tree.read(model_path(model_id)))
    if proposal.price is not None and offer.get("billing") != "free":
        merge_price(record, offer, as_mapping(proposal.price))
    elif proposal.states_zero:
        price_gone(record, offer, via)
    if found is None or not same(found, offer):
        tree.put_offer(path, offer)


def _doubts(
    tree: CatalogTree, model_id: str, provider: str, price: Mapping[str, object]
) -> str | None:
    """Why the first price of an offer is implausible, beside those of others."""
    others = tree.prices_elsewhere(model_id, provider)
    return doubts_about_new_price(price, others, partial(tree.prices_of_type, model_id))


def _new_offer(model_id: str, tier: str | None, proposal: OfferProposal) -> Mapped:
    return {"model": model_id, "tier": tier, "api_id": proposal.api_id}


def _complete(
    record: Record, offer: Mapped, proposal: OfferProposal, model: Mapping[str, object]
) -> None:
    """Fill what the offer lacks: billing, data tier, lifecycle, speed, limits below the model's."""
    for name in ("billing", "data_tier"):
        if offer.get(name) is None and getattr(proposal, name) is not None:
            offer[name] = getattr(proposal, name)
            record.change(f"{name.replace('_', ' ')} {offer[name]}")
    if proposal.lifecycle is not None:
        merge_group(record, offer, "lifecycle", as_mapping(proposal.lifecycle))
    if proposal.limits is not None:
        limits = _narrower(as_mapping(proposal.limits), model)
        if limits:
            merge_group(record, offer, "limits", limits)
    for speed in proposal.speed:
        merge_speed(record, offer, "speed", as_mapping(speed))


def _narrower(limits: Mapped, model: Mapping[str, object]) -> Mapped:
    """The limits of an offer that are below what the model itself can do; empty if none is.

    A context above the model's is a mistake of the source, or another model: it is left out.
    """
    stated = model.get("limits")
    known: list[Mapped] = list(stated) if isinstance(stated, list) else []
    found: Mapped = {}
    for name in ("context_tokens", "max_input_tokens", "max_output_tokens"):
        most = max((int(str(k[name])) for k in known if k.get(name)), default=None)
        value = limits.get(name)
        if isinstance(value, int) and most is not None and value < most:
            found[name] = value
    if not found:
        return {}
    return found | {k: v for k, v in limits.items() if k in PROVENANCE}
