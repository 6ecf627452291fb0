"""LiteLLM: `model_prices_and_context_window.json`, one entry for each name a caller may use.

Prices are in dollars per token, second, character, query or pixel and are multiplied exactly.
Source: https://github.com/BerriAI/litellm
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping

from fmselect.domain.records import FeatureSet, Identity, Lifecycle, Limits, Modality, ModelType
from fmselect.upstream import exact_json as ej
from fmselect.upstream.findings import Findings
from fmselect.upstream.litellm_names import OWN_LAB, Place, place_of
from fmselect.upstream.litellm_rates import price_of, unit_rates
from fmselect.upstream.proposals import (
    ModelProposal,
    OfferProposal,
    Origin,
    Proposals,
    billing_of,
)

ADDRESS = (
    "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json"
)
_TYPES: dict[str, ModelType] = {
    "chat": "language",
    "completion": "language",
    "responses": "language",
    "embedding": "embedding",
    "rerank": "reranker",
    "image_generation": "image-generation",
    "audio_transcription": "speech-to-text",
    "audio_speech": "text-to-speech",
}
_MODALITIES: dict[str, Modality] = {
    "text": "text",
    "image": "image",
    "audio": "audio",
    "video": "video",
}
_FLAGS = {
    "supports_function_calling": "tools",
    "supports_parallel_function_calling": "parallel-tools",
    "supports_response_schema": "structured-output",
    "supports_reasoning": "reasoning",
    "supports_vision": "vision-input",
    "supports_pdf_input": "pdf-input",
    "supports_audio_input": "audio-input",
    "supports_video_input": "video-input",
    "supports_prompt_caching": "prompt-caching",
    "supports_web_search": "web-search",
    "supports_computer_use": "computer-use",
}
_NOT_MODELS = re.compile(
    r"(^ft:|/ft:|-latest$|@latest$|moderation|guard|safety|realtime|-live|live-|ocr|search|router"
    r"|container|sample_spec|upscale|voice|^chat-|/preset|commitment|decider|lyria|-gv2$"
    r"|^mistral-(tiny|small|medium|large|code.*)$|-beta|-0309$|-nightly$|omni|try-on|-contributor$"
    r"|^(deepseek|qwen)-(chat|coder|reasoner|flash)$|^gpt-5[.]6$|^jamba-1[.]5$|experimental|vibe|native-audio|translate|robotics|computer-use)"
)

_REVIEWED = {"deepinfra", "fireworks_ai", "groq", "perplexity", "together_ai"}
"""Providers whose current entries cite their page. The rest there are models that once were sold,
or that one may deploy on rented machines at the price of their size class."""


def read(text: str, path: str, origin: Origin) -> Proposals:
    """Proposals from the price file."""
    data = ej.mapping(ej.parse_exact(text, path))
    if not any("litellm_provider" in ej.mapping(entry) for entry in data.values()):
        raise ej.wrong_shape(path, "`litellm_provider` in the entry of each model")
    offers: dict[tuple[str, str, str | None], OfferProposal] = {}
    models: list[ModelProposal] = []
    skipped = {
        "provider without vetted data handling": 0,
        "kind of model we do not rank": 0,
        "entry without its page, where the others have one": 0,
    }
    findings = Findings()
    for key, raw in data.items():
        entry = ej.mapping(raw)
        if not entry:
            findings.add(key, "is no object with facts")
            continue
        place = place_of(key, str(entry.get("litellm_provider")))
        kind = _TYPES.get(str(entry.get("mode")))
        if place is None:
            skipped["provider without vetted data handling"] += 1
        elif entry.get("litellm_provider") in _REVIEWED and not entry.get("source"):
            skipped["entry without its page, where the others have one"] += 1
        elif kind is None or "ft:" in key or "commitment" in key:
            skipped["kind of model we do not rank"] += 1
        else:
            _add_offer(offers, place, kind, entry, origin)
            models.extend(_model(place, kind, entry, origin))
    return Proposals(
        models=tuple(models),
        offers=tuple(offers.values()),
        skipped=skipped | findings.skipped(),
        findings=findings.lines,
    )


def _add_offer(
    offers: dict[tuple[str, str, str | None], OfferProposal],
    place: Place,
    kind: ModelType,
    entry: Mapping[str, object],
    origin: Origin,
) -> None:
    """Add the entry's offer; entries that differ only in quality and size are one offer."""
    units = unit_rates(kind, entry, place.quality, place.size)
    found = price_of(kind, entry, origin, units)
    slot = (place.provider, place.api_id, place.tier)
    before = offers.get(slot)
    if before and before.price and found and (place.quality or place.size):
        merged = (*before.price.units, *(u for u in units if u not in before.price.units))
        found = dataclasses.replace(before.price, units=merged)
    elif before and before.price and found and before.price.units:
        extra = tuple(u for u in before.price.units if u not in found.units)
        found = dataclasses.replace(found, units=(*found.units, *extra))
    offers[slot] = OfferProposal(
        provider=place.provider,
        names=place.names,
        api_id=place.api_id,
        tier=place.tier,
        rank=place.rank,
        billing=billing_of(found),
        price=found,
        states_zero=found is None
        and ej.all_zero(entry.get("input_cost_per_token"), entry.get("output_cost_per_token")),
        limits=_limits(entry, kind, origin),
        lifecycle=_lifecycle(entry, origin),
        data_tier=place.data_tier,
        type=kind,
    )


def _limits(entry: Mapping[str, object], kind: ModelType, origin: Origin) -> Limits | None:
    """Largest input and output. The context is no smaller than the largest input."""
    largest = ej.whole(entry.get("max_input_tokens"), 16)
    if largest is None or kind not in ("language", "embedding", "reranker"):
        return None
    output = ej.whole(entry.get("max_output_tokens"), 16)
    return Limits(
        context_tokens=largest if kind == "language" and largest >= 512 else None,
        max_input_tokens=None if kind == "language" else largest,
        max_output_tokens=output if kind == "language" and output and output <= largest else None,
        embedding_dimensions=ej.whole(entry.get("output_vector_size"), 1, 100_000),
        note="the largest input the upstream states" if kind == "language" else None,
        **origin.stamp(ej.text_of(entry.get("source"))),
    )


def _lifecycle(entry: Mapping[str, object], origin: Origin) -> Lifecycle | None:
    """Upstream's deprecation date is the day on which the endpoint stops answering."""
    day = ej.text_of(entry.get("deprecation_date"))
    if day is None or not re.fullmatch(r"20\d{2}-\d{2}-\d{2}", day):
        return None
    return Lifecycle(
        retires_on=day,
        **origin.stamp(ej.text_of(entry.get("source"))),
    )


def _model(
    place: Place, kind: ModelType, entry: Mapping[str, object], origin: Origin
) -> Iterator[ModelProposal]:
    """What a lab's own entry says about its model."""
    lab = OWN_LAB.get((place.provider, place.names[0].partition("/")[0]))
    slug = place.names[0].rpartition("/")[2].lower().partition(":")[0]
    if lab is None or place.quality or place.size or place.tier:
        return
    priced = price_of(kind, entry, origin, unit_rates(kind, entry, None, None))
    yield ModelProposal(
        id=f"{lab}/{slug}",
        names=tuple(name for name in place.names if "/" in name) or place.names,
        type=kind,
        creates=priced is not None and not _NOT_MODELS.search(slug),
        identity=_identity(entry, origin) if kind == "language" else None,
        limits=_limits(entry, kind, origin),
        features=_features(entry, origin) if kind == "language" else None,
    )


def _identity(entry: Mapping[str, object], origin: Origin) -> Identity | None:
    """What the model takes and gives, where the entry lists it or says yes or no to images."""
    listed = _modalities(entry.get("supported_modalities"))
    vision = entry.get("supports_vision")
    if not listed and not isinstance(vision, bool):
        return None
    output = _modalities(entry.get("supported_output_modalities"))
    return Identity(
        input=listed or (("text", "image") if vision else ("text",)),
        output=output or ("text",),
        **origin.stamp(ej.text_of(entry.get("source"))),
    )


def _modalities(value: object) -> tuple[Modality, ...]:
    found = value if isinstance(value, list) else []
    return tuple(_MODALITIES[item] for item in map(str, found) if item in _MODALITIES)


def _features(entry: Mapping[str, object], origin: Origin) -> FeatureSet | None:
    supports = [ours for flag, ours in _FLAGS.items() if entry.get(flag) is True]
    if not supports:
        return None
    return FeatureSet(
        supports=tuple(supports),
        **origin.stamp(ej.text_of(entry.get("source"))),
    )
