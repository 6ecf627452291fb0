"""A candidate: one model at one provider on one tier, with the facts a decision needs.

Compiled from the records of `fmselect.domain.records`. These are tuples, not dataclasses: a few
thousand are made at every start, and a dataclass costs five times as much to define and to fill.
None is unknown, everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from fmselect.tuples import NamedTuple


class Rates(NamedTuple):
    """US dollars for a million tokens. None: not published."""

    input: float | None = None
    output: float | None = None
    cache_read: float | None = None
    cache_write: float | None = None
    above_prompt_tokens: int | None = None
    """For a long-prompt rate, the prompt length it starts above; None for the base rate."""


class UnitPrice(NamedTuple):
    """US dollars for one unit of `unit`, with the settings the price belongs to."""

    unit: str
    """`image`, `megapixel`, `audio-minute`, `million-characters`, `thousand-queries`, `month`."""
    usd: float
    quality: str | None = None
    megapixels: float | None = None
    mode: str | None = None


class Price(NamedTuple):
    """The price list in force."""

    billing: str
    """`token`, `unit`, `flat`, `free` or `self-hosted`."""
    base: Rates = Rates()
    batch: Rates | None = None
    long_prompt: tuple[Rates, ...] = ()
    """Ascending by `above_prompt_tokens`."""
    units: tuple[UnitPrice, ...] = ()
    observed: str | None = None


class Speed(NamedTuple):
    """Seconds to the first token and tokens a second after it: a low, middle and high value each.

    The three are equal for a measurement of this very offer. For a median over providers they
    span what providers of one model differ by, and `estimated` is true.
    """

    first_token_seconds: tuple[float, float, float] | None = None
    output_tokens_per_second: tuple[float, float, float] | None = None
    estimated: bool = True
    setting: str | None = None
    presumed: tuple[float, float] | None = None
    """Seconds and tokens a second it is taken for as a preference, given the price of its model,
    where either is unknown. No fact: a hard limit never looks at it."""


class Handling(NamedTuple):
    """How data is handled on another tier than an offer's own."""

    tier: str
    reached_by: str | None = None
    """`setting`, `addendum`, `endpoint` or `deployment`; None for the tier that batches go to."""
    trains_on_data: str | None = None
    retention_days: float | None = None
    zero_retention: str | None = None
    regions: tuple[str, ...] | None = None
    region_choice: str | None = None
    binds_hosts: bool | None = None
    flagged_retention_days: float | None = None


class Privacy(NamedTuple):
    """How a provider handles the data of one tier."""

    self_hosted: bool = False
    trains_on_data: str | None = None
    """`no`, `yes`, `opt-in` (only if you agree) or `opt-out` (unless you object)."""
    retention_days: float | None = None
    zero_retention: str | None = None
    """`default`, `self-serve`, `on-request`, `contract` or `no`."""
    regions: tuple[str, ...] | None = None
    """Every place data may be processed in; `global` where the provider excludes none."""
    region_choice: str | None = None
    certifications: frozenset[str] | None = None
    headquarters: str | None = None
    gateway: bool | None = None
    binds_hosts: bool | None = None
    """Whether all this holds for the hosts behind a gateway as well."""
    alternatives: tuple[Handling, ...] = ()
    """What an ordinary customer can have instead, and how."""
    batch: Handling | None = None
    """How batches are handled, where that differs."""
    flagged_retention_days: float | None = None
    """How long what is flagged as abuse is kept, where that is longer than the rest."""


class Terms(NamedTuple):
    """What the licence of the weights, or the terms of a closed model's provider, permit."""

    id: str | None = None
    commercial_use: str | None = None
    """`yes`, `no` or `conditional`."""
    conditions: str | None = None
    osi_approved: bool | None = None


class Vector(NamedTuple):
    """The vectors of an embedding model."""

    dimensions: int
    shorter: tuple[int, ...] = ()
    """Lengths its maker says they may be cut to, ascending; empty where none is known."""


class Capability(NamedTuple):
    """How good a model is in one domain."""

    estimate: float
    standard_error: float | None
    benchmarks: int
    grade: str
    """`strong`, `fair` or `thin`. A model without evidence has no Capability at all."""


class Lifecycle(NamedTuple):
    """When a model goes away. ISO dates; a month means its first day (the earlier reading)."""

    deprecated_on: str | None = None
    retires_on: str | None = None
    replacement: str | None = None
    none_announced: bool = False
    """True where a dated deprecation list of the provider does not name the model."""


def closed_feature(name: str) -> str:
    """The name of a feature where it is kept for customers who use it already."""
    return f"{name}:existing-customer"


class Candidate(NamedTuple):
    """One offer, with what is true of its model."""

    offer: str
    model: str
    provider: str
    provider_kind: str
    tier: str | None
    position: int
    """Row in the compiled table: how the full records are found for the few rows shown."""
    input_modalities: frozenset[str] = frozenset()
    output_modalities: frozenset[str] = frozenset()
    features: Mapping[str, bool] = {}
    languages: frozenset[str] = frozenset()
    context_tokens: int | None = None
    max_output_tokens: int | None = None
    open_weights: bool | None = None
    terms: Terms = Terms()
    privacy: Privacy = Privacy()
    lifecycle: Lifecycle = Lifecycle()
    oldest_fact: str | None = None
    price: Price | None = None
    speed: Speed | None = None
    vector: Vector | None = None
    capability: Capability | None = None
    """In the domain of the task asked for."""
