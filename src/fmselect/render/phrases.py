"""Requirements and verdicts in words: `at most $500 a month`, `no training on my data`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from fmselect.render.quantities import count, number, round_money, share

Phrase = Callable[[Any], str]


def _listed(values: Any) -> str:
    return ", ".join(str(value) for value in values) if isinstance(values, list) else str(values)


def _of(value: float, one: str) -> str:
    """A number of things: `1 image`, `2.5k images`."""
    return f"{count(value)} {one if value == 1 else one + 's'}"


PHRASES: dict[str, Phrase] = {
    "workload.requests": lambda v: f"{count(v)} requests a month",
    "workload.input_tokens": lambda v: f"{count(v)} tokens in",
    "workload.output_tokens": lambda v: f"{count(v)} tokens out",
    "workload.reasoning_tokens": lambda v: f"{count(v)} reasoning tokens on top",
    "workload.cached_input_share": lambda v: f"{share(v)} of the input cached",
    "workload.cache_write_share": lambda v: f"{share(v)} of the input written to the cache",
    "workload.batch_share": lambda v: f"{share(v)} in batches",
    "workload.images_per_request": lambda v: f"{_of(v, 'image')} in a prompt",
    "workload.image_tokens": lambda v: f"{count(v)} tokens an image",
    "workload.images": lambda v: f"{count(v)} images a month",
    "workload.image_megapixels": lambda v: f"{number(v)} megapixel{'' if v == 1 else 's'} each",
    "workload.image_quality": lambda v: f"{v} quality",
    "workload.audio_minutes": lambda v: f"{count(v)} minutes of audio a month",
    "workload.characters": lambda v: f"{count(v)} characters a month",
    "workload.characters_per_hour": lambda v: f"{count(v)} characters an hour of speech",
    "workload.documents": lambda v: f"{count(v)} documents a month",
    "workload.corpus_documents": lambda v: f"{count(v)} documents once",
    "workload.tokens_per_document": lambda v: f"{count(v)} tokens a document",
    "workload.documents_per_query": lambda v: f"{count(v)} documents a query",
    "workload.queries": lambda v: f"{count(v)} queries a month",
    "workload.vector_type": lambda v: f"vectors kept as {v}",
    "use.purpose": lambda v: f"for {v} use",
    "use.monthly_users": lambda v: f"{count(v)} users a month",
    "use.annual_revenue_usd": lambda v: f"{round_money(v)} revenue a year",
    "use.redistribute": lambda _: "weights passed on",
    "use.train_on_outputs": lambda _: "outputs train another model",
    "use.territories": lambda v: f"operating in {_listed(v)}",
    "constraints.max_cost_usd_per_month": lambda v: f"at most {round_money(v)} a month",
    "constraints.max_first_token_seconds": lambda v: f"first token within {number(v)} s",
    "constraints.max_response_seconds": lambda v: f"answer within {number(v)} s",
    "constraints.min_context_tokens": lambda v: f"context from {count(v)}",
    "constraints.min_output_tokens": lambda v: f"output limit from {count(v)}",
    "constraints.min_capability": lambda v: f"capability from {number(v)}",
    "constraints.max_dimensions": lambda v: f"at most {v:,} dimensions",
    "constraints.max_index_gib": lambda v: f"index within {number(v)} GiB",
    "constraints.min_image_megapixels": lambda v: f"images from {number(v)} megapixels",
    "constraints.min_months_to_retirement": lambda v: f"in service {number(v)} months or more",
    "constraints.max_fact_age_days": lambda v: f"prices no older than {number(v)} days",
    "constraints.privacy.self_hosted": lambda _: "hosted by myself",
    "constraints.privacy.no_training": lambda _: "no training on my data",
    "constraints.privacy.max_retention_days": lambda v: (
        f"data kept {number(v)} days at most" if v else "no data kept"
    ),
    "constraints.privacy.regions": lambda v: f"processed in {_listed(v)}",
    "constraints.privacy.certifications": lambda v: f"certified {_listed(v)}",
    "constraints.privacy.exclude_headquarters": lambda v: f"not run from {_listed(v)}",
    "constraints.license": lambda v: f"licence {_listed(v)}",
    "constraints.open_weights": lambda _: "open weights",
    "constraints.features": lambda v: f"with {_listed(v)}",
    "constraints.languages": lambda v: f"languages {_listed(v)}",
    "constraints.providers.allow": lambda v: f"only at {_listed(v)}",
    "constraints.providers.deny": lambda v: f"not at {_listed(v)}",
    "constraints.models.allow": lambda v: f"only {_listed(v)}",
    "constraints.models.deny": lambda v: f"not {_listed(v)}",
    "accept": lambda v: f"accepting {_listed(v)}",
    "assume_unknown": lambda v: f"unknown {_listed(v)} taken for good enough",
    "preferences.industry": lambda v: f"for {v}",
    "preferences.anchors": lambda v: f"cost worth 1 and 0 at {_anchors(v)}",
}
"""Dotted path of a requirement -> its phrase."""

TOLD_ELSEWHERE = (
    "task",
    "preferences.priorities",
    "preferences.weights",
    "preferences.equal",
    "budget_for.people",
)
"""Requirements without a phrase: the task is the title, preferences are the weights, and the
budget is for plans."""


def _anchors(value: Any) -> str:
    cost = value.get("cost", {}) if isinstance(value, Mapping) else {}
    return f"{round_money(cost.get('good'))} and {round_money(cost.get('bad'))}"


def flat(requirements: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted path and value of everything that is stated."""
    for key, value in requirements.items():
        path = f"{prefix}{key}"
        if isinstance(value, Mapping) and path not in PHRASES and path not in TOLD_ELSEWHERE:
            yield from flat(value, f"{path}.")
        else:
            yield path, value


def phrases(
    requirements: Mapping[str, Any], paths: Callable[[str], bool], *, zeros: bool = False
) -> list[str]:
    """The phrases of the requirements whose path is wanted, in the order of the document.

    Args:
        requirements: Of the answer.
        paths: Whether a dotted path is wanted.
        zeros: Whether a volume of 0 is worth a phrase: one that somebody stated is.
    """
    return [
        PHRASES[path](value)
        for path, value in flat(requirements)
        if paths(path) and path in PHRASES and _says_something(path, value, zeros=zeros)
    ]


def _says_something(path: str, value: Any, *, zeros: bool) -> bool:
    """Whether it is worth a phrase: a limit of zero always is."""
    if value is None or value is False or value == []:
        return False
    return zeros or bool(value) or not path.startswith("workload.")


_SHORT = {
    "max_cost_usd_per_month": "cost",
    "max_first_token_seconds": "first token",
    "max_response_seconds": "response time",
    "min_context_tokens": "context",
    "min_output_tokens": "output limit",
    "min_capability": "capability",
    "max_dimensions": "dimensions",
    "max_index_gib": "index",
    "min_image_megapixels": "size of images",
    "min_months_to_retirement": "retirement",
    "max_fact_age_days": "age of facts",
    "privacy.self_hosted": "not self-hosted",
    "privacy.no_training": "training on data",
    "privacy.max_retention_days": "retention",
    "privacy.regions": "region",
    "privacy.certifications": "certification",
    "privacy.exclude_headquarters": "headquarters",
    "open_weights": "closed weights",
    "workload_fits": "context too small or unknown",
    "retiring": "retires within a month",
    "pays_with_data": "paid with your data",
    "government_region": "for a government",
    "input_modality": "input not taken",
    "capacity": "free tier's limit unknown",
    "features": "feature missing",
    "languages": "language not claimed",
    "license": "licence",
    "use.redistribute": "passing weights on",
    "use.train_on_outputs": "training on outputs",
    "providers.allow": "allowed providers",
    "providers.deny": "denied providers",
    "models.allow": "allowed models",
    "models.deny": "denied models",
}


def constraint_name(constraint: str) -> str:
    """A constraint in a word or two."""
    name = constraint.removeprefix("constraints.")
    return _SHORT.get(name) or name.replace("_", " ").replace(".", " ")


_AMOUNTS: tuple[tuple[str, Callable[[float], str]], ...] = (
    ("usd", round_money),
    ("seconds", lambda v: f"{number(v)} s"),
    ("tokens", count),
    ("gib", lambda v: f"{v:,.2f} GiB"),
    ("days", lambda v: f"{number(v)} days"),
    ("months", lambda v: f"{number(v)} months"),
)


def amount(constraint: str, value: Any) -> str:
    """A limit or an actual value in the unit of its constraint."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        for unit, form in _AMOUNTS:
            if unit in constraint.rsplit(".", maxsplit=1)[-1].split("_"):
                return form(value)
        return number(value)
    return "unknown" if value is None else _listed(value)
