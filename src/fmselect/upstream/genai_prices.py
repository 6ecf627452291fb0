"""genai-prices: `data.json`, prices per provider and model with tiers, dates and batch rates.

Prices are in dollars for a million tokens. Where a price changes with the hour of the day the
dearest one is taken and a note says so. Source: https://github.com/pydantic/genai-prices
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from fmselect.domain.records import Limits, TokenRates
from fmselect.upstream import exact_json as ej
from fmselect.upstream.bedrock import model_names
from fmselect.upstream.findings import Findings
from fmselect.upstream.fireworks import model_name
from fmselect.upstream.genai_rates import price_of, prices_at, token_rates
from fmselect.upstream.labs import KNOWN, lab_of
from fmselect.upstream.proposals import (
    ModelProposal,
    OfferProposal,
    Origin,
    Proposals,
    billing_of,
)

ADDRESS = (
    "https://raw.githubusercontent.com/pydantic/genai-prices/refs/heads/main/"
    "prices/new_data/v2/data.json"
)

PROVIDERS: dict[str, str] = {
    "anthropic": "anthropic",
    "arcee": "arcee-ai",
    "aws": "amazon-bedrock",
    "azure": "azure",
    "baseten": "baseten",
    "cerebras": "cerebras",
    "cloudflare": "cloudflare-workers-ai",
    "cohere": "cohere",
    "databricks": "databricks",
    "deepseek": "deepseek",
    "elevenlabs": "elevenlabs",
    "fireworks": "fireworks-ai",
    "google": "google",
    "groq": "groq",
    "meta": "llama",
    "minimax": "minimax",
    "mistral": "mistral",
    "moonshotai": "moonshotai",
    "novita": "novita-ai",
    "openai": "openai",
    "openrouter": "openrouter",
    "ovhcloud": "ovhcloud",
    "perplexity": "perplexity",
    "together": "togetherai",
    "voyageai": "voyageai",
    "x-ai": "xai",
    "zai": "zai",
    "zhipuai": "zhipuai",
}
"""Their provider id -> ours. `huggingface_X` is Hugging Face's router on the tier X."""

OWN_LAB: dict[str, str] = {
    "anthropic": "anthropic",
    "arcee-ai": "arcee-ai",
    "cohere": "cohere",
    "deepseek": "deepseek",
    "elevenlabs": "elevenlabs",
    "google": "google",
    "llama": "meta",
    "minimax": "minimax",
    "mistral": "mistral",
    "moonshotai": "moonshotai",
    "openai": "openai",
    "perplexity": "perplexity",
    "voyageai": "voyageai",
    "xai": "xai",
    "zai": "zhipuai",
    "zhipuai": "zhipuai",
}
_SPECIAL = re.compile(
    r"image|video|audio|tts|embed|rerank|ocr|whisper|lyria|realtime|live|search|computer|robotics"
    r"|moderation|guard|safety|transcribe|translate|decider|customtools|deep-research|native|omni"
    r"|ft:|[.]ft-|-latest$|-fast$|-contributor$|^gpt-chat|assistant|^gpt-5[.]3$|-(sol|terra|luna)-pro$|^mistral-(large|saba)$"
)
_NAMES_DATED = {"anthropic", "arcee-ai", "llama", "moonshotai", "openai", "xai", "zai", "zhipuai"}
"""Labs whose names there are those of models, and do not move from one model to the next."""


def read(text: str, path: str, origin: Origin) -> Proposals:
    """Proposals from `data.json`."""
    data = ej.parse_exact(text, path)
    if not isinstance(data, list) or not data or not all("models" in ej.mapping(p) for p in data):
        raise ej.wrong_shape(path, "a list of providers, each with `models`")
    offers: list[OfferProposal] = []
    models: list[ModelProposal] = []
    findings = Findings()
    unvetted = 0
    for entry in data:
        provider, tier = _provider(str(ej.mapping(entry).get("id")))
        listed = _objects(ej.mapping(entry)["models"])
        if provider is None:
            unvetted += len(listed)
            continue
        gateway = provider == "openrouter"
        batch = _batch_variants(listed, origin.observed) if gateway else {}
        page = _first(ej.mapping(entry).get("pricing_urls"))
        for model in listed:
            if ej.text_of(model.get("id")) is None:
                findings.add(f"a model of {provider}", "no id")
                continue
            offers.extend(_offers(provider, tier, model, page, origin, batch))
            models.extend(_models(provider, model, page, origin))
    return Proposals(
        models=tuple(models),
        offers=tuple(offers),
        skipped=findings.skipped(provider_without_vetted_data_handling=unvetted),
        findings=findings.lines,
    )


def _objects(value: object) -> list[Mapping[str, object]]:
    return [ej.mapping(item) for item in value] if isinstance(value, list) else []


def _provider(theirs: str) -> tuple[str | None, str | None]:
    if theirs.startswith("huggingface_"):
        return "huggingface", theirs.removeprefix("huggingface_")
    return PROVIDERS.get(theirs), None


def _first(value: object) -> str | None:
    return ej.text_of(value[0]) if isinstance(value, list) and value else None


def _batch_variants(listed: Sequence[Mapping[str, object]], observed: str) -> dict[str, TokenRates]:
    """OpenRouter's `model:batch` entries, as the batch rates of `model`."""
    found = {}
    for model in listed:
        name = str(model.get("id"))
        if name.endswith(":batch"):
            rates = token_rates(prices_at(model.get("prices"), observed)[0])[0]
            if any(rates.values()):
                found[name.removesuffix(":batch")] = TokenRates(**rates)
    return found


def _offers(
    provider: str,
    tier: str | None,
    model: Mapping[str, object],
    page: str | None,
    origin: Origin,
    batch: Mapping[str, TokenRates],
) -> Iterator[OfferProposal]:
    api_id = str(model.get("id"))
    slug, _, variant = api_id.partition(":") if provider == "openrouter" else (api_id, "", "")
    if (
        variant not in ("", "free")
        or "ft:" in api_id
        or api_id.endswith((":free", ".ft-")) > (provider == "openrouter")
    ):
        return
    if provider == "google" and slug.startswith("claude"):
        provider = "google-vertex-anthropic"
    gateway = provider == "openrouter"
    if model.get("deprecated") or (gateway and not model.get("context_window")):
        return
    free = variant == "free"
    price = None if free else price_of(model, page, origin, batch.get(api_id))
    stated = prices_at(model.get("prices"), origin.observed)[0]
    zero = not free and ej.all_zero(stated.get("input_mtok"), stated.get("output_mtok"))
    if price is None and not free and not zero:
        return
    others = [] if free or provider == "huggingface" else _equal_names(model, api_id)
    contributor = provider == "llama" and slug.endswith("-contributor")
    if contributor:
        tier, slug, others = "contributor", slug.removesuffix("-contributor"), []
    for rank, name in enumerate((slug, *others)):
        yield OfferProposal(
            provider=provider,
            names=_names(provider, name),
            api_id=api_id if name == slug else name,
            tier="free" if free else tier,
            rank=rank * 10 + (5 if api_id.startswith("regional.") else 0),
            billing="free" if free else billing_of(price),
            price=price,
            states_zero=zero,
            creates=free or price is not None,
            data_tier="api-free" if free else "api-paid-contributor" if contributor else None,
        )


def _equal_names(model: Mapping[str, object], api_id: str) -> list[str]:
    """Further models that the entry prices by their exact names."""
    match = ej.mapping(model.get("match"))
    clauses = match.get("or")
    clauses = clauses if isinstance(clauses, list) else [match]
    names = [ej.text_of(ej.mapping(clause).get("equals")) for clause in clauses]
    return [name for name in names if name and name != api_id]


def _names(provider: str, name: str) -> tuple[str, ...]:
    if provider == "amazon-bedrock":
        return model_names(name.removeprefix("regional."))
    if provider == "fireworks-ai":
        return (model_name(name),)
    if provider == "cloudflare-workers-ai":
        return (name.removeprefix("@cf/"),)
    if provider == "databricks":
        bare = name.removeprefix("databricks-").removeprefix("system.ai.")
        return (bare, bare.removeprefix("meta-"))
    if provider == "perplexity":
        name = name.removeprefix("perplexity/")
    lab = OWN_LAB.get(provider)
    return (f"{lab}/{name}", name) if lab and "/" not in name else (name,)


def _models(
    provider: str, model: Mapping[str, object], page: str | None, origin: Origin
) -> Iterator[ModelProposal]:
    """The context window; at OpenRouter also the model itself, which its id names in full."""
    api_id = str(model.get("id"))
    namespace, _, slug = api_id.lower().rpartition("/")
    gateway = provider == "openrouter"
    lab = lab_of(namespace) if gateway else OWN_LAB.get(provider)
    if lab is None or ":" in slug or (not gateway and namespace):
        return
    context = ej.whole(model.get("context_window"), 512)
    limits = Limits(context_tokens=context, **origin.stamp(page)) if context else None
    priced = price_of(model, page, origin, None)
    token_priced = priced is not None and priced.output_usd_per_million_tokens is not None
    yield ModelProposal(
        id=f"{lab}/{slug}",
        names=(api_id,) if gateway else (f"{lab}/{slug}",),
        type="language",
        name=ej.text_of(model.get("name")),
        creates=(namespace in KNOWN if gateway else provider in _NAMES_DATED)
        and context is not None
        and token_priced
        and not _SPECIAL.search(slug)
        and not model.get("deprecated"),
        limits=limits,
    )
