"""LiteLLM's keys: which provider, model, tier, quality and size one of them names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fmselect.upstream.bedrock import geography, model_names
from fmselect.upstream.fireworks import model_name

PROVIDERS: dict[str, str] = {
    "ai21": "ai21",
    "anthropic": "anthropic",
    "assemblyai": "assemblyai",
    "azure": "azure",
    "azure_ai": "azure",
    "azure_text": "azure",
    "baseten": "baseten",
    "bedrock": "amazon-bedrock",
    "bedrock_converse": "amazon-bedrock",
    "bigmodel": "zhipuai",
    "black_forest_labs": "black-forest-labs",
    "cerebras": "cerebras",
    "cloudflare": "cloudflare-workers-ai",
    "cohere": "cohere",
    "cohere_chat": "cohere",
    "dashscope": "alibaba",
    "databricks": "databricks",
    "deepgram": "deepgram",
    "deepinfra": "deepinfra",
    "deepseek": "deepseek",
    "elevenlabs": "elevenlabs",
    "fireworks_ai": "fireworks-ai",
    "fireworks_ai-embedding-models": "fireworks-ai",
    "gemini": "google",
    "groq": "groq",
    "jina_ai": "jina",
    "meta": "llama",
    "meta_llama": "llama",
    "minimax": "minimax",
    "mistral": "mistral",
    "moonshot": "moonshotai",
    "morph": "morph",
    "nebius": "nebius",
    "novita": "novita-ai",
    "nvidia_nim": "nvidia",
    "openai": "openai",
    "ovhcloud": "ovhcloud",
    "perplexity": "perplexity",
    "replicate": "replicate",
    "sambanova": "sambanova",
    "scaleway": "scaleway",
    "snowflake": "snowflake-cortex",
    "stability": "stabilityai",
    "text-completion-openai": "openai",
    "together_ai": "togetherai",
    "vercel_ai_gateway": "vercel",
    "vertex_ai": "google-vertex",
    "vertex_ai-ai21_models": "google-vertex",
    "vertex_ai-anthropic_models": "google-vertex-anthropic",
    "vertex_ai-deepseek_models": "google-vertex",
    "vertex_ai-embedding-models": "google-vertex",
    "vertex_ai-language-models": "google-vertex",
    "vertex_ai-llama_models": "google-vertex",
    "vertex_ai-minimax_models": "google-vertex",
    "vertex_ai-mistral_models": "google-vertex",
    "vertex_ai-moonshot_models": "google-vertex",
    "vertex_ai-openai_models": "google-vertex",
    "vertex_ai-qwen_models": "google-vertex",
    "vertex_ai-zai_models": "google-vertex",
    "voyage": "voyageai",
    "wandb": "wandb",
    "xai": "xai",
    "zai": "zai",
}
"""`litellm_provider` -> our provider id; one that is missing has no vetted data handling."""

_LAB_OF_PROVIDER: dict[str, str] = {
    "ai21": "ai21",
    "alibaba": "alibaba",
    "anthropic": "anthropic",
    "assemblyai": "assemblyai",
    "black-forest-labs": "black-forest-labs",
    "cohere": "cohere",
    "deepgram": "deepgram",
    "deepseek": "deepseek",
    "elevenlabs": "elevenlabs",
    "google": "google",
    "google-vertex": "google",
    "jina": "jinaai",
    "llama": "meta",
    "minimax": "minimax",
    "mistral": "mistral",
    "moonshotai": "moonshotai",
    "openai": "openai",
    "perplexity": "perplexity",
    "stabilityai": "stabilityai",
    "voyageai": "voyageai",
    "xai": "xai",
    "zai": "zhipuai",
    "zhipuai": "zhipuai",
}
OWN_LAB: dict[tuple[str, str], str] = {
    **{(provider, lab): lab for provider, lab in _LAB_OF_PROVIDER.items()},
    ("amazon-bedrock", "amazon"): "amazon",
    ("azure", "microsoft"): "microsoft",
}
"""(provider, namespace) -> lab, where the provider sells its own lab's models."""

_LAB_OF_VERTEX: dict[str, str] = {
    "vertex_ai": "google",
    "vertex_ai-ai21_models": "ai21",
    "vertex_ai-embedding-models": "google",
    "vertex_ai-language-models": "google",
    "vertex_ai-mistral_models": "mistral",
}
_SIZE = re.compile(r"^(\d+-x-\d+|max-x-max)$")
_QUALITY = {"low", "medium", "high", "xhigh", "max", "standard", "hd", "auto"}
_STEPS = re.compile(r"^(\d+|max)-steps$")
_GEOGRAPHIES = {"us", "eu", "apac", "jp", "au", "us-gov"}
_FOREIGN = ("deepseek", "glm", "zai-", "kimi", "minimax", "llama", "gpt-oss", "whisper")
"""Beginnings of names that are never a lab's own model, at a lab that also hosts others'."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where an entry belongs: the offer, and the settings its unit price is for."""

    provider: str
    names: tuple[str, ...]
    api_id: str
    tier: str | None = None
    rank: int = 0
    quality: str | None = None
    size: str | None = None
    data_tier: str | None = None


def place_of(key: str, theirs: str) -> Place | None:
    """The place of one entry, or None where the provider is unknown or the key names a region.

    Bedrock's single AWS regions repeat the base price list and are left out; its inference
    profiles (`eu.`, `us.`) and Azure's data zones are tiers of their own.
    """
    provider = PROVIDERS.get(theirs)
    if provider is None or key == "sample_spec":
        return None
    parts, quality, size = _settings(key.split("/"), theirs)
    if provider == "azure":
        return _azure(parts, quality, size)
    if provider == "amazon-bedrock":
        return _bedrock(parts, quality, size)
    return _other(provider, theirs, parts, quality, size)


def _settings(parts: list[str], theirs: str) -> tuple[list[str], str | None, str | None]:
    """Quality and size at the beginning of a key, and what follows them and the prefix."""
    quality = size = None
    own = {theirs, "vertex_ai", "bedrock", "cohere"}
    while len(parts) > 1:
        if _SIZE.match(parts[0]):
            size = "max" if parts[0] == "max-x-max" else parts[0].replace("-x-", "x")
        elif parts[0] in _QUALITY or _STEPS.match(parts[0]):
            quality = parts[0]
        elif parts[0] not in own:
            break
        parts = parts[1:]
    return parts, quality, size


def _azure(parts: list[str], quality: str | None, size: str | None) -> Place:
    tier = parts.pop(0) if len(parts) > 1 and parts[0] in _GEOGRAPHIES else None
    rank = 0
    if len(parts) > 1 and parts[0] in ("global", "global-standard"):
        parts.pop(0)
        rank = -5
    api_id = "/".join(parts)
    name = api_id.lower()
    named = name.replace("gpt-35", "gpt-3.5")
    lab = "microsoft" if name.startswith(("phi-", "mai-")) else "openai"
    names = [f"{lab}/{named}", named, name.removeprefix("cohere-")]
    if name.startswith("fw-"):
        return Place(
            provider="azure",
            names=(name[3:],),
            api_id=api_id,
            tier=tier or "fireworks",
            data_tier="fireworks",
        )
    return Place(
        provider="azure",
        names=tuple(dict.fromkeys(names)),
        api_id=api_id,
        tier=tier,
        rank=rank + len(api_id),
        # Whom Azure sells for, and who processes what is sent: not Azure itself.
        data_tier="claude" if name.startswith("claude-") else None,
        quality=quality,
        size=size,
    )


def _bedrock(parts: list[str], quality: str | None, size: str | None) -> Place | None:
    if parts and parts[0] in ("invoke", "claude_platform", "bedrock"):
        parts.pop(0)
    if len(parts) != 1:
        return None
    api_id = parts[0]
    where = geography(api_id)
    return Place(
        provider="amazon-bedrock",
        names=model_names(api_id),
        api_id=api_id,
        tier=None if where == "global" else where,
        rank=len(api_id) - (100 if where == "global" else 0),
        quality=quality,
        size=size,
    )


def _other(
    provider: str, theirs: str, parts: list[str], quality: str | None, size: str | None
) -> Place:
    api_id = "/".join(parts)
    name = api_id
    if provider == "fireworks-ai":
        name = model_name(api_id)
    elif provider == "cloudflare-workers-ai":
        name = api_id.removeprefix("@cf/").removeprefix("@hf/")
    elif provider == "databricks":
        name = re.sub(r"^(databricks-|system\.ai\.)(meta-)?", "", api_id)
    elif provider == "snowflake-cortex":
        name = api_id.removeprefix("openai-").removeprefix("snowflake-")
    elif provider == "azure":
        name = api_id.lower()
    elif provider == "perplexity" and name.startswith("perplexity/"):
        name = name.removeprefix("perplexity/")
    lab = _LAB_OF_PROVIDER.get(provider)
    if provider == "google-vertex":
        lab = _LAB_OF_VERTEX.get(theirs)
    if provider == "perplexity" and not name.startswith(("sonar", "pplx")):
        lab = None
    if provider in ("alibaba", "deepgram", "mistral") and name.lower().startswith(_FOREIGN):
        lab = None
    names = (f"{lab}/{name}", name) if lab and "/" not in name else (name,)
    contributor = provider == "llama" and name.endswith("-contributor")
    return Place(
        provider=provider,
        names=tuple(n.removesuffix("-contributor") for n in names) if contributor else names,
        api_id=api_id,
        tier="contributor" if contributor else None,
        data_tier="api-paid-contributor" if contributor else None,
        rank=len(api_id),
        quality=quality,
        size=size,
    )
