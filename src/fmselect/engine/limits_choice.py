"""Limits on what comes into question: weights, features, languages, names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fmselect.domain.candidate import Candidate, closed_feature
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import PASS, Constraint, Judge, Situation, Verdict, named
from fmselect.errors import UsageError

INPUT_FEATURES = {
    "vision-input": "image",
    "audio-input": "audio",
    "video-input": "video",
    "pdf-input": "pdf",
}
"""Feature -> the input modality that is the same thing."""

INHERENT_INPUT = {
    "language": "text",
    "embedding": "text",
    "reranker": "text",
    "image-generation": "text",
    "speech-to-text": "audio",
    "text-to-speech": "text",
}
"""Type of model -> the input without which it would not be of that type."""

RARELY_LISTED = ("pdf",)
"""Modalities that lists of inputs leave out more often than not: absent is unknown, not no."""


def _open_weights(limit: bool, situation: Situation) -> Judge:  # noqa: FBT001  # the limit is a flag
    """The weights can be had."""
    del limit, situation
    verdicts = {
        True: PASS,
        False: Verdict("fail", "closed", None, None, "the weights are not published"),
        None: Verdict("unknown", reason="whether the weights are published is not known"),
    }
    return lambda subject: verdicts[subject.candidate.open_weights]


def has_feature(candidate: Candidate, name: str) -> bool | None:
    """Whether an offer has a feature; None is unknown.

    A published price for batches or cached input proves the feature, as an input modality does.
    """
    stated = candidate.features.get(name)
    if stated is not None:
        return stated
    if name == "matryoshka" and candidate.vector is not None and candidate.vector.shorter:
        return True
    modality, takes = INPUT_FEATURES.get(name), candidate.input_modalities
    if modality in takes:
        return True
    if modality is not None and takes and modality not in RARELY_LISTED:
        return False
    price = candidate.price
    if price is not None and (
        (name == "batch" and price.batch is not None)
        or (name == "prompt-caching" and price.base.cache_read is not None)
    ):
        return True
    return None


def _features(limit: tuple[str, ...], situation: Situation) -> Judge:
    """Every feature is known to be there."""
    del situation

    def judge(subject: Subject) -> Verdict:
        candidate = subject.candidate
        lacking: list[str] = []
        unknown: list[str] = []
        closed: list[str] = []
        for name in limit:
            known = has_feature(candidate, name)
            if known is None and candidate.features.get(closed_feature(name)):
                closed.append(name)
            elif not known:
                (unknown if known is None else lacking).append(name)
        if lacking:
            return Verdict("fail", None, None, None, f"lacks {named(lacking)}")
        if unknown:
            return Verdict(
                "unknown",
                reason=f"whether it has {named(unknown)} is not known; "
                "the provider's documentation would settle it",
            )
        if closed:
            return Verdict(
                "conditional",
                condition="existing-customer",
                reason=f"keeps {named(closed)} for customers who use it already",
            )
        return PASS

    return judge


def _languages(limit: tuple[str, ...], situation: Situation) -> Judge:
    """The model's maker claims every language. What is not claimed is unknown, never absent."""
    del situation
    wanted = frozenset(limit)

    def judge(subject: Subject) -> Verdict:
        claimed = subject.candidate.languages
        if wanted <= claimed:
            return PASS
        missing = sorted(wanted - claimed)
        are = "is" if len(missing) == 1 else "are"
        return Verdict(
            "unknown",
            sorted(claimed) or None,
            reason=f"{named(missing)} {are} not among the languages its maker claims; "
            "a test on your own examples would settle it",
        )

    return judge


def _allowed(of: Callable[[Candidate], tuple[str, ...]]) -> Callable[..., Judge]:
    """A list of what is allowed by name."""

    def prepare(limit: tuple[str, ...], situation: Situation) -> Judge:
        del situation
        names = frozenset(limit)
        failed = Verdict("fail", None, None, None, "is not among those you allow")

        def judge(subject: Subject) -> Verdict:
            return failed if names.isdisjoint(of(subject.candidate)) else PASS

        return judge

    return prepare


def _denied(of: Callable[[Candidate], tuple[str, ...]]) -> Callable[..., Judge]:
    """A list of what is ruled out by name."""

    def prepare(limit: tuple[str, ...], situation: Situation) -> Judge:
        del situation
        names = frozenset(limit)
        failed = Verdict("fail", None, None, None, "is among those you rule out")

        def judge(subject: Subject) -> Verdict:
            return PASS if names.isdisjoint(of(subject.candidate)) else failed

        return judge

    return prepare


def _denied_providers(limit: tuple[str, ...], situation: Situation) -> Judge:
    """Providers ruled out by name, also where another provider passes requests on to them.

    Such an offer says so in its tier: `huggingface/...@novita` is answered by Novita.
    """
    denied = _denied(_provider)(limit, situation)
    hosts = {name: provider for provider in limit for name in _called(provider, situation)}

    def judge(subject: Subject) -> Verdict:
        tier = subject.candidate.tier
        if tier is not None:
            host = next((hosts[name] for name in _hosts_named(tier) if name in hosts), None)
            if host is not None:
                reason = f"is served by {named((host,))}, which is among those you rule out"
                return Verdict("fail", None, None, None, reason)
        return denied(subject)

    return judge


def _hosts_named(tier: str) -> tuple[str, ...]:
    """The names a tier begins with: `together-fp8` is that of Together, in eight bits."""
    parts = tier.split("-")
    return tuple("-".join(parts[:end]) for end in range(len(parts), 0, -1))


def _called(provider: str, situation: Situation) -> tuple[str, ...]:
    """The names a provider goes by in the tiers of others."""
    try:
        record = situation.record("providers", provider)
    except UsageError:
        return (provider,)
    return (provider, *(record.get("upstream_names") or ()))


def _provider(candidate: Candidate) -> tuple[str, ...]:
    """The names a provider list may use."""
    return (candidate.provider,)


def _model(candidate: Candidate) -> tuple[str, ...]:
    """The names a model list may use: the model's id, or that of the offer."""
    return (candidate.model, candidate.offer)


def _modalities(limit: frozenset[str], situation: Situation) -> Judge:
    """The model takes every kind of input the task has.

    Where its inputs are not listed, it is taken to have the one that makes it what it is.
    """
    obvious = frozenset((INHERENT_INPUT[situation.task.type],))

    def judge(subject: Subject) -> Verdict:
        takes = subject.candidate.input_modalities
        if limit <= (takes or obvious):
            return PASS
        if not takes:
            return Verdict(
                "unknown",
                reason="which kinds of input it takes is not known; "
                "the provider's model page would settle it",
            )
        missing = named(sorted(limit - takes))
        return Verdict("fail", sorted(takes), None, None, f"does not take {missing} input")

    return judge


def _stated(name: str) -> Callable[[Situation], Any]:
    """The limit a user states, None where there is none."""

    def limit(situation: Situation) -> Any:
        value = getattr(situation.requirements.constraints, name)
        return None if value is False or value == () else value

    return limit


CHOICE = (
    Constraint("open_weights", _stated("open_weights"), _open_weights),
    Constraint("features", _stated("features"), _features),
    Constraint("languages", _stated("languages"), _languages),
    Constraint("providers.allow", _stated("providers_allow"), _allowed(_provider), near_miss=False),
    Constraint("providers.deny", _stated("providers_deny"), _denied_providers, near_miss=False),
    Constraint("models.allow", _stated("models_allow"), _allowed(_model), near_miss=False),
    Constraint("models.deny", _stated("models_deny"), _denied(_model), near_miss=False),
    Constraint(
        "input_modality",
        lambda situation: situation.task.input or None,
        _modalities,
        near_miss=False,
    ),
)
