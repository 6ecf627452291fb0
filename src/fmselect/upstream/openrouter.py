"""OpenRouter: the answer of `/api/v1/models`, in which each price is text in dollars per token.

A model with `:free` in its id is free because the gateway says so; a price of "0" elsewhere, or
of "-1" (it varies), is no price. Source: https://openrouter.ai/docs
"""

from __future__ import annotations

from collections.abc import Mapping

from fmselect.domain.records import Limits, Price
from fmselect.upstream import exact_json as ej
from fmselect.upstream.findings import Findings
from fmselect.upstream.proposals import OfferProposal, Origin, Proposals, Stamp

ADDRESS = "https://openrouter.ai/api/v1/models"


def read(text: str, path: str, origin: Origin) -> Proposals:
    """Proposals from the list of models."""
    listed = ej.mapping(ej.parse_exact(text, path)).get("data")
    if not isinstance(listed, list) or not all("pricing" in ej.mapping(m) for m in listed):
        raise ej.wrong_shape(path, "`data`, a list of models with `pricing`")
    offers = []
    variants = 0
    findings = Findings()
    for number, model in enumerate(map(ej.mapping, listed)):
        if ej.text_of(model.get("id")) is None:
            findings.add(f"model {number}", "no id")
            continue
        offer = _offer(model, origin)
        if offer is None:
            variants += 1
        else:
            offers.append(offer)
    return Proposals(
        offers=tuple(offers),
        skipped=findings.skipped(a_variant_or_without_a_price=variants),
        findings=findings.lines,
    )


def _offer(model: Mapping[str, object], origin: Origin) -> OfferProposal | None:
    api_id = str(model.get("id"))
    slug, _, variant = api_id.partition(":")
    free = variant == "free"
    price = None if free else _price(ej.mapping(model.get("pricing")), slug, origin)
    zero = ej.all_zero(*(ej.mapping(model.get("pricing")).get(n) for n in ("prompt", "completion")))
    if variant not in ("", "free") or (price is None and not free and not zero):
        return None
    context = ej.whole(model.get("context_length"), 512)
    return OfferProposal(
        provider="openrouter",
        names=(slug,),
        api_id=api_id,
        tier="free" if free else None,
        billing="free" if free else "token",
        states_zero=zero and not free,
        creates=free or price is not None,
        price=price,
        limits=Limits(context_tokens=context, **_stamp(slug, origin)) if context else None,
        data_tier="api-free" if free else None,
    )


def _stamp(slug: str, origin: Origin) -> Stamp:
    return origin.stamp(f"https://openrouter.ai/{slug}")


def _price(pricing: Mapping[str, object], slug: str, origin: Origin) -> Price | None:
    base = ej.per_million(pricing.get("prompt"))
    if base is None:
        return None
    return Price(
        input_usd_per_million_tokens=base,
        output_usd_per_million_tokens=ej.per_million(pricing.get("completion")),
        cache_read_usd_per_million_tokens=ej.per_million(pricing.get("input_cache_read")),
        cache_write_usd_per_million_tokens=ej.per_million(pricing.get("input_cache_write")),
        audio_input_usd_per_million_tokens=ej.per_million(pricing.get("audio")),
        **_stamp(slug, origin),
    )
