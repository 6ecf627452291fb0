"""What the user declares: task, workload, hard constraints, preferences. Units are in the names.

One model with two spellings, a YAML file and command-line options; `fmselect.domain.intake`
reads both. None means not stated. Tuples, because defining five dataclasses takes 4 ms at every
start: give every part by name.
"""

from __future__ import annotations

from typing import Any

from fmselect.tuples import NamedTuple

CRITERIA = ("capability", "cost", "latency", "context", "privacy", "openness")
"""The soft criteria, in the order in which their contributions are summed."""

TASKS = (
    "chat",
    "reasoning",
    "math",
    "writing",
    "coding",
    "agentic-coding",
    "tool-use",
    "long-context",
    "factuality",
    "multilingual",
    "vision",
    "embedding",
    "reranking",
    "image-generation",
    "speech-to-text",
    "text-to-speech",
)


class Workload(NamedTuple):
    """Volume per calendar month; token counts are per request, as billed."""

    requests: float | None = None
    input_tokens: float | None = None
    output_tokens: float | None = None
    reasoning_tokens: float | None = None
    cached_input_share: float | None = None
    cache_write_share: float | None = None
    batch_share: float | None = None
    images_per_request: float | None = None
    image_tokens: float | None = None
    images: float | None = None
    image_megapixels: float | None = None
    image_quality: str | None = None
    """`low`, `standard` or `high`; None: the most ordinary one a price list has."""
    audio_minutes: float | None = None
    characters: float | None = None
    characters_per_hour: float | None = None
    documents: float | None = None
    corpus_documents: float | None = None
    """Embedded once, before the first query: no part of a month's volume."""
    tokens_per_document: float | None = None
    documents_per_query: float | None = None
    queries: float | None = None
    vector_type: str | None = None
    """How a number of a stored vector is kept: `float32` (where None), `int8` or `binary`."""

    @property
    def prompt_tokens(self) -> float:
        """Tokens of one prompt, those of its images included."""
        images = (self.images_per_request or 0.0) * (self.image_tokens or 0.0)
        return (self.input_tokens or 0.0) + images

    @property
    def reranked_documents(self) -> float | None:
        """Documents put in order a month, one for two queries counted twice; None: not stated."""
        if self.documents is not None or self.documents_per_query is None:
            return self.documents
        return None if self.queries is None else self.queries * self.documents_per_query


class Use(NamedTuple):
    """What the model is used for: what licences and terms of service make conditions of."""

    purpose: str | None = None
    """`commercial`, `internal` (inside a company, not offered to others) or `research`."""
    monthly_users: float | None = None
    """Over all products of the company."""
    annual_revenue_usd: float | None = None
    redistribute: bool = False
    """Whether the weights, or something made of them, are passed on to others."""
    train_on_outputs: bool = False
    """Whether outputs train another model."""
    territories: tuple[str, ...] = ()
    """Where the company sits and offers the product: region and country codes."""


class PrivacyConstraints(NamedTuple):
    """Limits on where data may go and what may happen to it."""

    self_hosted: bool = False
    no_training: bool = False
    max_retention_days: float | None = None
    regions: tuple[str, ...] = ()
    certifications: tuple[str, ...] = ()
    exclude_headquarters: tuple[str, ...] = ()


class Constraints(NamedTuple):
    """Hard limits: an offer that cannot be shown to satisfy one is out, with the reason."""

    max_cost_usd_per_month: float | None = None
    max_first_token_seconds: float | None = None
    max_response_seconds: float | None = None
    min_context_tokens: float | None = None
    min_output_tokens: float | None = None
    min_capability: float | None = None
    max_dimensions: float | None = None
    max_index_gib: float | None = None
    min_image_megapixels: float | None = None
    license: str | tuple[str, ...] = "any"
    """`any`, `commercial`, `osi`, or the licence ids that are acceptable."""
    open_weights: bool = False
    privacy: PrivacyConstraints = PrivacyConstraints()
    features: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    providers_allow: tuple[str, ...] = ()
    providers_deny: tuple[str, ...] = ()
    models_allow: tuple[str, ...] = ()
    models_deny: tuple[str, ...] = ()
    min_months_to_retirement: float | None = None
    max_fact_age_days: float | None = None


class Preferences(NamedTuple):
    """What is worth how much. At most one of `priorities`, `weights` and `equal` is given."""

    priorities: tuple[str, ...] = ()
    weights: tuple[tuple[str, float], ...] = ()
    equal: bool = False
    industry: str | None = None
    cost_anchors_usd_per_month: tuple[float, float] | None = None
    """(good, bad): worth 1 and worth 0. None: the task's own."""


class PolicyException(NamedTuple):
    """Somebody who need not keep one limit of a policy, for a reason, for a time."""

    names: tuple[str, ...]
    """Offers, models or providers."""
    constraint: str
    """As in the requirements file, without `constraints.`."""
    reason: str
    approved_by: str
    until: str
    """ISO day, the last one it holds on."""
    place: str
    """Where the policy says so: `file:line:column`."""


class Policy(NamedTuple):
    """What an organisation's policy adds to the requirements."""

    limits: tuple[tuple[str, str], ...] = ()
    """Constraint whose limit is the policy's and not the project's own -> its place."""
    exceptions: tuple[PolicyException, ...] = ()
    own: Constraints = Constraints()
    """The limits the project states itself: they hold for whoever is excepted."""
    demands: tuple[tuple[str, Any, str], ...] = ()
    """Every limit the policy states, in force or not: constraint, value and place."""
    accept: tuple[str, ...] = ()
    """Conditions the policy agrees to: no others count for its limits."""
    assume_unknown: tuple[str, ...] = ()
    """Fields whose unknown passes its limits."""

    def place(self, constraint: str) -> str | None:
        """Where the policy states the limit in force; None where it is the project's own."""
        return next((place for name, place in self.limits if name == constraint), None)


class Requirements(NamedTuple):
    """Everything one recommendation depends on, besides the catalog and today's date."""

    task: str
    workload: Workload = Workload()
    use: Use = Use()
    constraints: Constraints = Constraints()
    preferences: Preferences = Preferences()
    accept: tuple[str, ...] = ()
    """Conditions the user agrees to meet, by name, such as `zero-retention-addendum`."""
    assume_unknown: tuple[str, ...] = ()
    """Fields (`latency`, `context`) whose unknown passes a limit. Never privacy or licence."""
    budget_for_people: float | None = None
    policy: Policy = Policy()
