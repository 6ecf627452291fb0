"""OpenRouter: how fast each provider of a model has answered in the last 30 minutes.

Latency is the time to the first token in milliseconds, throughput tokens a second, both as
percentiles, and shown only to callers with a key. They are what OpenRouter saw of that provider, so
they belong to the provider's own offer. Source: https://openrouter.ai/docs
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from fmselect.domain.records import SpeedReference
from fmselect.upstream import exact_json as ej
from fmselect.upstream.findings import Findings
from fmselect.upstream.proposals import OfferProposal, Origin, Proposals

ADDRESS = "https://openrouter.ai/api/v1/models"
_NOTE = "median of 30 minutes, seen by OpenRouter"
_LEAST_MILLISECONDS = 10
_MOST_MILLISECONDS = 600_000
_MOST_TOKENS_PER_SECOND = 20_000

PROVIDERS: dict[str, str] = {
    "cloudflare": "cloudflare-workers-ai",
    "fireworks": "fireworks-ai",
    "google-ai-studio": "google",
    "novita": "novita-ai",
    "together": "togetherai",
    "x-ai": "xai",
    "z-ai": "zai",
}
"""The first part of their `tag` -> our provider, where the two differ."""


def read(text: str, path: str, origin: Origin) -> Proposals:
    """Proposals from `data`, a list of models with their `endpoints`, or from one model."""
    data = ej.mapping(ej.parse_exact(text, path)).get("data")
    models = data if isinstance(data, list) else [data]
    if not models or not all(isinstance(ej.mapping(m).get("endpoints"), list) for m in models):
        raise ej.wrong_shape(path, "`data`, a list of models with `endpoints`")
    findings = Findings()
    offers: list[OfferProposal] = []
    unmeasured = 0
    for model in map(ej.mapping, models):
        for offer in _offers(model, origin, findings):
            if offer is None:
                unmeasured += 1
            else:
                offers.append(offer)
    return Proposals(
        offers=tuple(offers),
        skipped=findings.skipped(endpoint_without_measurements=unmeasured),
        findings=findings.lines,
    )


def _offers(
    model: Mapping[str, object], origin: Origin, findings: Findings
) -> Iterator[OfferProposal | None]:
    """One offer for each endpoint of the model; None for one without measurements."""
    model_id = ej.text_of(model.get("id")) or ""
    listed = model["endpoints"]
    assert isinstance(listed, list)
    endpoints = [ej.mapping(endpoint) for endpoint in listed]
    tags = [ej.text_of(endpoint.get("tag")) or "" for endpoint in endpoints]
    per_provider = Counter(tag.partition("/")[0] for tag in tags)
    slug, _, variant = model_id.partition(":")
    if "/" not in slug or variant or len(slug) > 200:
        findings.add(model_id, "no id of a model, or one of a variant of it")
        return
    for endpoint, tag in zip(endpoints, tags, strict=True):
        theirs, _, kind = tag.partition("/")
        if not theirs:
            findings.add(f"{model_id}, an endpoint", "no tag")
            continue
        speed = _speed(endpoint, slug, origin, findings)
        if speed is None:
            yield None
            continue
        yield OfferProposal(
            provider=_provider(theirs, slug),
            names=(slug,),
            api_id=slug,
            tier=kind or None if per_provider[theirs] > 1 else None,
            creates=False,
            speed=(speed,),
        )


def _provider(theirs: str, slug: str) -> str:
    if theirs == "google-vertex" and slug.startswith("anthropic/"):
        return "google-vertex-anthropic"
    return PROVIDERS.get(theirs, theirs)


def _speed(
    endpoint: Mapping[str, object], slug: str, origin: Origin, findings: Findings
) -> SpeedReference | None:
    """The medians; None without both, and a finding where one cannot be true."""
    milliseconds = _median(endpoint.get("latency_last_30m"))
    rate = _median(endpoint.get("throughput_last_30m"))
    if not milliseconds or not rate:
        return None
    if not _LEAST_MILLISECONDS <= milliseconds <= _MOST_MILLISECONDS:
        findings.add(f"{slug} at {endpoint.get('tag')}", f"{milliseconds} ms to the first token")
        return None
    if not 0 < rate <= _MOST_TOKENS_PER_SECOND:
        findings.add(f"{slug} at {endpoint.get('tag')}", f"{rate} tokens a second")
        return None
    return SpeedReference(
        first_token_seconds=ej.plain(milliseconds / 1000),
        output_tokens_per_second=ej.plain(rate),
        note=_NOTE,
        **origin.stamp(f"https://openrouter.ai/{slug}"),
    )


def _median(percentiles: object) -> Decimal | None:
    return ej.number(ej.mapping(percentiles).get("p50"))
