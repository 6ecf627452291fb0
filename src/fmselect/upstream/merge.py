"""One upstream's proposals merged into what the catalog has: ours stays, theirs is added.

A price of the same upstream that has changed is appended with its date. A price that another
upstream of about the same age states differently is kept beside ours as `disputed_by`; where both
agree, the fuller list of the two is kept. Prices without `via` were written by a person and are
never replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from fmselect.upstream.names import NameIndex, served_as
from fmselect.upstream.proposals import ModelProposal, OfferProposal, Proposals, as_mapping
from fmselect.upstream.tree import CatalogTree, Mapped

_FRESH_MONTHS = 2
_BASE_RATES = ("input_usd_per_million_tokens", "output_usd_per_million_tokens")
_TOKEN_RATES = (
    *_BASE_RATES,
    "cache_read_usd_per_million_tokens",
    "cache_write_usd_per_million_tokens",
    "audio_input_usd_per_million_tokens",
    "audio_output_usd_per_million_tokens",
    "image_input_usd_per_million_tokens",
    "image_output_usd_per_million_tokens",
)
_CONTENT = (*_TOKEN_RATES, "batch", "long_prompt", "units")
_PROVENANCE = {"source", "via", "observed", "observed_from", "note"}


@dataclass
class MergeCounts:
    """What a merge did, in numbers and names."""

    new_models: list[str] = field(default_factory=list)
    new_offers: list[str] = field(default_factory=list)
    new_prices: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)
    unchanged: int = 0
    unknown_names: list[str] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)


def merge_models(tree: CatalogTree, proposals: Proposals, counts: MergeCounts) -> None:
    """Add the models that the upstream names in full, and the facts a model lacks."""
    add_models(tree, proposals, counts)
    complete_models(tree, proposals)


def add_models(tree: CatalogTree, proposals: Proposals, counts: MergeCounts) -> None:
    """Add a model, without facts yet, for each proposal that may create one and finds none."""
    index = tree.name_index()
    for proposal in proposals.models:
        if not proposal.creates or index.find_any((*proposal.names, proposal.id)):
            continue
        if not _is_served_as(index, proposal):
            tree.models[proposal.id] = _new_model(proposal)
            index.add(proposal.id)
            counts.new_models.append(proposal.id)


def complete_models(tree: CatalogTree, proposals: Proposals) -> None:
    """Fill what nobody has filled; renew the limits and features of the same upstream.

    A name that is only the slug counts as not filled.
    """
    index = tree.name_index()
    for proposal in proposals.models:
        model_id = index.find_any((*proposal.names, proposal.id))
        if model_id is not None:
            if proposal.name and tree.models[model_id].get("name") == model_id.partition("/")[2]:
                tree.models[model_id]["name"] = proposal.name
            _complete(tree.models[model_id], proposal)


def _is_served_as(index: NameIndex, proposal: ModelProposal) -> bool:
    """Whether the name is that of a known language model with the way it is served behind it."""
    served = served_as(proposal.id, "")
    return proposal.type == "language" and served is not None and bool(index.find(served[0]))


def _new_model(proposal: ModelProposal) -> Mapped:
    lab, _, slug = proposal.id.partition("/")
    return {"name": proposal.name or slug, "type": proposal.type, "lab": lab}


def _complete(model: Mapped, proposal: ModelProposal) -> None:
    if model.get("type") != proposal.type:
        return
    for group in ("identity", "weights"):
        found = getattr(proposal, group)
        if found is not None and not model.get(group):
            model[group] = as_mapping(found)
    for group in ("limits", "features"):
        found = getattr(proposal, group)
        if found is not None:
            model[group] = _with_entry(model.get(group), as_mapping(found))


def _with_entry(entries: object, entry: Mapped) -> list[Mapped]:
    """The list with the entry in the place of the one from the same package, or at its end.

    An entry that states nothing the list does not say already is not added.
    """
    known: list[Mapped] = list(entries) if isinstance(entries, list | tuple) else []
    for position, old in enumerate(known):
        if _package(old) == _package(entry):
            return [*known[:position], {**old, **entry}, *known[position + 1 :]]
    facts = {k: v for k, v in entry.items() if k not in _PROVENANCE}
    if all(any(old.get(k) == v for old in known) for k, v in facts.items()):
        return known
    return [*known, entry]


def merge_offers(
    tree: CatalogTree,
    proposals: Proposals,
    counts: MergeCounts,
    providers: frozenset[str],
) -> None:
    """Add or renew the offers whose provider is known and whose model is identified."""
    chosen: dict[tuple[str, str, str | None], OfferProposal] = {}
    index = tree.name_index()
    for proposal in proposals.offers:
        if proposal.provider not in providers:
            _count(counts, "provider without a record in the catalog")
            continue
        slot = _identify(index, proposal)
        if slot is None:
            counts.unknown_names.append(f"{proposal.provider}: {proposal.api_id}")
        elif slot not in chosen or _rank(proposal) < _rank(chosen[slot]):
            if slot in chosen:
                _count(counts, "second name of an offer")
            chosen[slot] = proposal
        else:
            _count(counts, "second name of an offer")
    for (provider, model_id, tier), proposal in sorted(chosen.items(), key=lambda i: str(i[0])):
        _merge_offer(tree, provider, model_id, tier, proposal, counts)


def _rank(proposal: OfferProposal) -> tuple[int, int, str]:
    return proposal.rank, len(proposal.api_id), proposal.api_id


def _count(counts: MergeCounts, reason: str) -> None:
    counts.skipped[reason] = counts.skipped.get(reason, 0) + 1


def _identify(index: NameIndex, proposal: OfferProposal) -> tuple[str, str, str | None] | None:
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
    tree: CatalogTree,
    provider: str,
    model_id: str,
    tier: str | None,
    proposal: OfferProposal,
    counts: MergeCounts,
) -> None:
    offer_id = f"{provider}/{model_id}" + (f"@{tier}" if tier else "")
    offers = tree.offers.setdefault((provider, model_id.partition("/")[0]), [])
    offer = next((o for o in offers if (o["model"], o.get("tier")) == (model_id, tier)), None)
    if offer is None:
        offer = {"model": model_id, "tier": tier, "api_id": proposal.api_id}
        offers.append(offer)
        counts.new_offers.append(offer_id)
    _complete_offer(offer, proposal, tree.models[model_id])
    if proposal.price is not None and offer.get("billing") != "free":
        _merge_price(offer, as_mapping(proposal.price), offer_id, counts)


def _complete_offer(offer: Mapped, proposal: OfferProposal, model: Mapped) -> None:
    """Fill what the offer lacks: billing, data tier, lifecycle, and limits below the model's."""
    for name in ("billing", "data_tier"):
        if offer.get(name) is None and getattr(proposal, name) is not None:
            offer[name] = getattr(proposal, name)
    if proposal.lifecycle is not None and not offer.get("lifecycle"):
        offer["lifecycle"] = as_mapping(proposal.lifecycle)
    if proposal.limits is not None and not offer.get("limits"):
        limits = _narrower(as_mapping(proposal.limits), model)
        if limits:
            offer["limits"] = limits


def _narrower(limits: Mapped, model: Mapped) -> Mapped:
    """The limits of an offer that are below what the model itself can do; empty if none is.

    A context above the model's is a mistake of the source, or another model: it is left out.
    """
    stated = model.get("limits")
    known: list[Mapped] = list(stated) if isinstance(stated, list | tuple) else []
    found: Mapped = {}
    for name in ("context_tokens", "max_input_tokens", "max_output_tokens"):
        most = max((int(str(k[name])) for k in known if k.get(name)), default=None)
        value = limits.get(name)
        if isinstance(value, int) and most is not None and value < most:
            found[name] = value
    if not found:
        return {}
    return found | {k: v for k, v in limits.items() if k in _PROVENANCE}


def _merge_price(offer: Mapped, theirs: Mapped, offer_id: str, counts: MergeCounts) -> None:
    listed = offer.get("prices")
    prices: list[Mapped] = list(listed) if isinstance(listed, list | tuple) else []
    if not prices:
        offer["prices"] = [theirs]
        return
    ours = prices[-1]
    if _package(ours) == _package(theirs):
        _renew(offer, prices, theirs, offer_id, counts)
    elif _differs(ours, theirs):
        if _about_as_fresh(ours, theirs):
            _dispute(ours, theirs, offer_id, counts)
            offer["prices"] = prices
    elif ours.get("via") and _about_as_fresh(ours, theirs) and _fuller(theirs, ours):
        kept = {"disputed_by": ours["disputed_by"]} if ours.get("disputed_by") else {}
        offer["prices"] = [*prices[:-1], {**theirs, **kept}]
    else:
        counts.unchanged += 1


def _renew(
    offer: Mapped, prices: list[Mapped], theirs: Mapped, offer_id: str, counts: MergeCounts
) -> None:
    """Append the upstream's changed price; the same price again changes nothing."""
    ours = prices[-1]
    same = all(_plain(ours.get(name)) == _plain(theirs.get(name)) for name in _CONTENT)
    older = str(theirs.get("observed")) < str(ours.get("observed"))
    if same or older:
        counts.unchanged += 1
        return
    offer["prices"] = [*prices, theirs]
    counts.new_prices.append(offer_id)


def _dispute(ours: Mapped, theirs: Mapped, offer_id: str, counts: MergeCounts) -> None:
    """Note beside our price what the other upstream states for the rates that differ."""
    entry = {
        k: v
        for k, v in theirs.items()
        if k in _PROVENANCE or (k in _TOKEN_RATES and ours.get(k) is not None and v != ours[k])
    }
    ours["disputed_by"] = _with_dispute(ours.get("disputed_by"), entry)
    counts.disputed.append(offer_id)


def _with_dispute(entries: object, entry: Mapped) -> list[Mapped]:
    known: list[Mapped] = list(entries) if isinstance(entries, list | tuple) else []
    return [*(old for old in known if _package(old) != _package(entry)), entry]


def _differs(ours: Mapped, theirs: Mapped) -> bool:
    """Whether both state one of the token rates and not the same one."""
    return any(
        ours.get(name) is not None and theirs.get(name) is not None and ours[name] != theirs[name]
        for name in _TOKEN_RATES
    )


def _fuller(theirs: Mapped, ours: Mapped) -> bool:
    """Whether theirs states all that ours does, and more."""
    have = {name for name in _CONTENT if ours.get(name)}
    other = {name for name in _CONTENT if theirs.get(name)}
    return have < other


def _about_as_fresh(ours: Mapped, theirs: Mapped) -> bool:
    return _months(theirs) >= _months(ours) - _FRESH_MONTHS


def _months(price: Mapped) -> int:
    year, _, rest = str(price.get("observed") or "0000-00").partition("-")
    return int(year) * 12 + int(rest[:2])


def _package(entry: Mapping[str, object]) -> str:
    """The data set without its version: `pkg:pypi/litellm` for every release of it."""
    return str(entry.get("via") or "").partition("@")[0]


def _plain(value: object) -> object:
    """The value in a form in which 10 and 10.0, lists and tuples compare as equal."""
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items() if v is not None}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
