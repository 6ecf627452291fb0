"""models.dev's facts about models: type, modalities, limits, features."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping

from fmselect.domain.records import FeatureSet, Identity, Limits, Modality, ModelType, Weights
from fmselect.upstream import exact_json as ej
from fmselect.upstream.labs import lab_of
from fmselect.upstream.proposals import ModelProposal, Origin, Stamp

OWN_LAB: dict[str, str] = {
    "alibaba": "alibaba",
    "anthropic": "anthropic",
    "cohere": "cohere",
    "deepseek": "deepseek",
    "google": "google",
    "minimax": "minimax",
    "mistral": "mistral",
    "moonshotai": "moonshotai",
    "openai": "openai",
    "perplexity": "perplexity",
    "xai": "xai",
    "zai": "zhipuai",
}
"""Providers that sell their own models: what they name is a model of this lab."""
_KINDS: dict[ModelType, re.Pattern[str]] = {
    "embedding": re.compile("embed"),
    "reranker": re.compile("rerank"),
    "speech-to-text": re.compile("transcribe|whisper"),
    "text-to-speech": re.compile("tts"),
}
_UNRANKED = re.compile("moderation|safety|guard|realtime|live|voicechat")
_MOVING = {"magistral-small", "deepseek-chat", "deepseek-reasoner"}
"""Names that a lab moves from one model to the next."""
_MODALITIES: dict[str, Modality] = {
    "text": "text",
    "image": "image",
    "audio": "audio",
    "video": "video",
    "pdf": "pdf",
}
_FLAGS = {"tool_call": "tools", "structured_output": "structured-output", "reasoning": "reasoning"}


def lab_model(key: str, model: Mapping[str, object], origin: Origin) -> ModelProposal | None:
    """The facts of one entry of `models.json`; None for a moving name or a type we do not rank."""
    lab, _, slug = key.partition("/")
    if slug.endswith("-latest") or slug in _MOVING:
        return None
    page = f"https://models.dev/models/{key}" if slug else None
    return _model(f"{lab_of(lab)}/{slug.lower()}", (key,), model, page, origin)


def served_model(
    provider: str, api_id: str, model: Mapping[str, object], doc: str | None, origin: Origin
) -> Iterator[ModelProposal]:
    """The facts of one entry of `api.json`, where its provider is the lab itself."""
    lab = OWN_LAB.get(provider)
    slug = api_id.lower()
    if lab is None or "/" in slug or slug.endswith("-latest") or slug in _MOVING:
        return
    if lab == "alibaba" and not slug.startswith(("qwen", "qwq", "qvq")):
        return
    found = _model(f"{lab}/{slug}", (f"{lab}/{slug}",), model, doc, origin)
    if found:
        yield found


def _model(
    model_id: str,
    names: tuple[str, ...],
    model: Mapping[str, object],
    source: str | None,
    origin: Origin,
) -> ModelProposal | None:
    modalities = ej.mapping(model.get("modalities"))
    kind = _model_type(model_id, modalities)
    if kind is None:
        return None
    stamp = origin.stamp(source)
    opened = model.get("open_weights")
    return ModelProposal(
        id=model_id,
        names=names,
        type=kind,
        name=ej.text_of(model.get("name")),
        identity=Identity(
            input=_modalities(modalities.get("input")),
            output=_outputs(kind, modalities.get("output")),
            released=_date(model.get("release_date")),
            knowledge_cutoff=_date(model.get("knowledge")),
            **stamp,
        ),
        limits=limits_of(model, stamp, kind),
        weights=Weights(open=opened, **stamp) if isinstance(opened, bool) else None,
        features=_features(model, stamp) if kind == "language" else None,
    )


def _model_type(model_id: str, modalities: Mapping[str, object]) -> ModelType | None:
    """The type by name and output; None for video, moderation and live-voice models."""
    if not _UNRANKED.search(model_id):
        for kind, pattern in _KINDS.items():
            if pattern.search(model_id):
                return kind
        output = set(_modalities(modalities.get("output")))
        if "image" in output:
            return "image-generation"
        if output == {"text"}:
            return "language"
    return None


def _modalities(value: object) -> tuple[Modality, ...]:
    found = value if isinstance(value, list) else []
    return tuple(_MODALITIES[item] for item in map(str, found) if item in _MODALITIES)


def _outputs(kind: ModelType, value: object) -> tuple[Modality, ...]:
    fixed: dict[str, tuple[Modality, ...]] = {"embedding": ("embedding",), "reranker": ("score",)}
    return fixed.get(kind) or _modalities(value)


def _date(value: object) -> str | None:
    text = ej.text_of(value)
    return text if text and len(text) in (7, 10) and text[4] == "-" else None


def hosted_model(
    names: tuple[str, ...], model: Mapping[str, object], doc: str | None, origin: Origin
) -> ModelProposal | None:
    """What a host of the model says it takes and gives, for models whose lab is not listed."""
    found = _model(names[0], names, model, doc, origin)
    if found is None or found.type != "language":
        return None
    return dataclasses.replace(found, creates=False, limits=None)


def limits_of(model: Mapping[str, object], stamp: Stamp, kind: ModelType) -> Limits | None:
    """The limits of an entry; None where it states no context (0 there means unknown)."""
    limit = ej.mapping(model.get("limit"))
    context = ej.whole(limit.get("context"), 512)
    if context is None:
        return None
    largest_input = ej.whole(limit.get("input"), 16)
    output = ej.whole(limit.get("output"), 16)
    embeds = kind in ("embedding", "reranker")
    return Limits(
        context_tokens=context,
        max_input_tokens=largest_input or (context if embeds else None),
        max_output_tokens=output if output and output <= context and not embeds else None,
        **stamp,
    )


def _features(model: Mapping[str, object], stamp: Stamp) -> FeatureSet | None:
    supports = [ours for flag, ours in _FLAGS.items() if model.get(flag) is True]
    lacks = [ours for flag, ours in _FLAGS.items() if model.get(flag) is False]
    inputs = _modalities(ej.mapping(model.get("modalities")).get("input"))
    supports += [
        name
        for modality, name in (
            ("image", "vision-input"),
            ("pdf", "pdf-input"),
            ("audio", "audio-input"),
            ("video", "video-input"),
        )
        if modality in inputs
    ]
    if not supports and not lacks:
        return None
    return FeatureSet(supports=tuple(supports), lacks=tuple(lacks), **stamp)
