"""models.dev: `api.json` (offers of each provider) and `models.json` (facts of each model).

Prices are already in dollars for a million tokens. A cost of 0 is not a price: free, flat and
unknown prices all read 0 here. Source: https://models.dev
"""

from __future__ import annotations

from collections.abc import Mapping

from fmselect.domain.records import LongPromptRates, Price
from fmselect.upstream import exact_json as ej
from fmselect.upstream.bedrock import model_names
from fmselect.upstream.findings import Findings
from fmselect.upstream.fireworks import model_name
from fmselect.upstream.models_dev_models import (
    OWN_LAB,
    hosted_model,
    lab_model,
    limits_of,
    served_model,
)
from fmselect.upstream.proposals import (
    ModelProposal,
    OfferProposal,
    Origin,
    Proposals,
    Rates,
    Stamp,
)

ADDRESS = "https://models.dev/api.json"
MODELS_ADDRESS = "https://models.dev/models.json"

PROVIDERS: frozenset[str] = frozenset(
    [
        "ai21",
        "alibaba",
        "amazon-bedrock",
        "anthropic",
        "azure",
        "baseten",
        "cerebras",
        "cloudflare-ai-gateway",
        "cloudflare-workers-ai",
        "cohere",
        "databricks",
        "deepinfra",
        "deepseek",
        "fireworks-ai",
        "github-models",
        "google",
        "google-vertex",
        "google-vertex-anthropic",
        "groq",
        "helicone",
        "huggingface",
        "llama",
        "minimax",
        "mistral",
        "moonshotai",
        "moonshotai-cn",
        "morph",
        "nebius",
        "novita-ai",
        "nvidia",
        "ollama-cloud",
        "openai",
        "openrouter",
        "ovhcloud",
        "perplexity",
        "requesty",
        "sambanova",
        "scaleway",
        "snowflake-cortex",
        "togetherai",
        "upstage",
        "vercel",
        "wandb",
        "xai",
        "zai",
        "zhipuai",
    ]
)
"""Our provider ids are those of models.dev; the rest there are plans, tools and resellers."""

_CAREFUL_HOSTS = {"openrouter", "vercel", "huggingface", "nvidia"}
"""Hosts that list modalities per model and serve all of them."""


def read(text: str, path: str, origin: Origin) -> Proposals:
    """Proposals from `api.json` or `models.json`, told apart by their shape."""
    data = ej.mapping(ej.parse_exact(text, path))
    if not data:
        raise ej.wrong_shape(path, "an object with a provider or a model under each key")
    if all("models" in ej.mapping(entry) for entry in data.values()):
        return _read_api(data, origin)
    if all("modalities" in ej.mapping(entry) for entry in data.values()):
        models = (lab_model(key, ej.mapping(entry), origin) for key, entry in data.items())
        return Proposals(models=tuple(m for m in models if m))
    raise ej.wrong_shape(path, "`models` in each provider or `modalities` in each model")


def _read_api(data: Mapping[str, object], origin: Origin) -> Proposals:
    offers: list[OfferProposal] = []
    models: list[ModelProposal] = []
    hosted: list[ModelProposal] = []
    findings = Findings()
    unvetted = 0
    for provider, entry in data.items():
        listed = ej.mapping(ej.mapping(entry)["models"])
        if provider not in PROVIDERS:
            unvetted += len(listed)
            continue
        doc = ej.text_of(ej.mapping(entry).get("doc"))
        for api_id, raw in listed.items():
            model = ej.mapping(raw)
            if not model:
                findings.add(f"{provider}: {api_id}", "is no object with facts")
                continue
            if provider == "google-vertex" and api_id.startswith("claude"):
                continue
            offers.append(_offer(provider, api_id, model, doc, origin))
            models.extend(served_model(provider, api_id, model, doc, origin))
            if provider in _CAREFUL_HOSTS:
                found = hosted_model(_names(provider, api_id), model, doc, origin)
                hosted.extend([found] if found else [])
    return Proposals(
        models=(*models, *hosted),
        offers=tuple(offers),
        skipped=findings.skipped(provider_without_vetted_data_handling=unvetted),
        findings=findings.lines,
    )


def _offer(
    provider: str,
    api_id: str,
    model: Mapping[str, object],
    doc: str | None,
    origin: Origin,
) -> OfferProposal:
    stamp = origin.stamp(doc)
    free = provider == "openrouter" and api_id.endswith(":free")
    cost = ej.mapping(model.get("cost"))
    found = _price(cost, stamp)
    return OfferProposal(
        provider=provider,
        names=_names(provider, api_id),
        api_id=api_id,
        tier="free" if free else _region(provider, api_id),
        rank=_rank(api_id),
        billing="free" if free else "token" if found else None,
        price=found,
        states_zero=not free and ej.all_zero(cost.get("input"), cost.get("output")),
        limits=limits_of(model, stamp, "language"),
        data_tier="api-free" if free else None,
    )


def _rank(api_id: str) -> int:
    """Undated, unprefixed and global names first; among equals the shorter one."""
    return len(api_id) - (100 if api_id.startswith("global.") else 0)


def _region(provider: str, api_id: str) -> str | None:
    """Bedrock's inference profiles carry their geography in front: `eu.anthropic...`."""
    head, _, rest = api_id.partition(".")
    regions = ("us", "eu", "apac", "jp", "au", "ca")
    return head if provider == "amazon-bedrock" and rest and head in regions else None


def _names(provider: str, api_id: str) -> tuple[str, ...]:
    name = api_id.removesuffix(":free")
    if provider == "amazon-bedrock":
        return model_names(name)
    if provider == "fireworks-ai":
        return (model_name(name),)
    if provider == "cloudflare-workers-ai":
        return (name.removeprefix("@cf/"),)
    if provider in ("cloudflare-ai-gateway", "databricks"):
        name = name.removeprefix("workers-ai/").removeprefix("@cf/")
        return (name.removeprefix("databricks-").removeprefix("meta-"), name)
    lab = OWN_LAB.get(provider)
    return (f"{lab}/{name}", name) if lab and "/" not in name else (name,)


def _price(cost: Mapping[str, object], stamp: Stamp) -> Price | None:
    rates = _rates(cost)
    if rates["input_usd_per_million_tokens"] is None:
        return None
    tiers = cost.get("tiers")
    long_prompt = [
        LongPromptRates(above_prompt_tokens=size, **_rates(tier))
        for tier in (map(ej.mapping, tiers) if isinstance(tiers, list) else ())
        if (size := ej.whole(ej.mapping(tier.get("tier")).get("size"), 1000))
        and ej.mapping(tier.get("tier")).get("type") == "context"
    ]
    over = ej.mapping(cost.get("context_over_200k"))
    if over and not long_prompt:
        long_prompt = [LongPromptRates(above_prompt_tokens=200_000, **_rates(over))]
    return Price(
        **rates,
        long_prompt=tuple(sorted(long_prompt, key=lambda r: r.above_prompt_tokens)),
        **stamp,
    )


def _rates(cost: Mapping[str, object]) -> Rates:
    return {
        "input_usd_per_million_tokens": ej.price(cost.get("input")),
        "output_usd_per_million_tokens": ej.price(cost.get("output")),
        "cache_read_usd_per_million_tokens": ej.price(cost.get("cache_read")),
        "cache_write_usd_per_million_tokens": ej.price(cost.get("cache_write")),
        "audio_input_usd_per_million_tokens": ej.price(cost.get("input_audio")),
        "audio_output_usd_per_million_tokens": ej.price(cost.get("output_audio")),
        "image_input_usd_per_million_tokens": None,
        "image_output_usd_per_million_tokens": None,
    }
