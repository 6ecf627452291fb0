"""`providers/<provider>.yaml`: who serves models, on which terms, and what happens to data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

import annotated_types as at

from fmselect.domain.facts import Id, Sourced, Text


@dataclass(frozen=True, kw_only=True)
class DataHandling(Sourced):
    """What happens to the data sent to one tier of a provider.

    `grade` is `primary` where the provider's own page was read, `secondary` where somebody
    else's account of it was.
    """

    tier: Id
    """A name for the way of access: `api-paid`, `api-free`, `batch`."""
    default: bool = False
    """The tier an ordinary paying API customer gets; at most one a provider."""
    trains_on_data: Literal["no", "yes", "opt-in", "opt-out"] | None = None
    """`opt-out`: yes, unless the customer objects."""
    retention_days: Annotated[Decimal, at.Ge(0), at.Le(36_500)] | None = None
    """How long prompts and answers are kept, in days; 0: not at all."""
    flagged_retention_days: Annotated[Decimal, at.Ge(0), at.Le(36_500)] | None = None
    """How long what is flagged as abuse is kept, where that is longer than the rest."""
    zero_retention: Literal["default", "self-serve", "on-request", "contract", "no"] | None = None
    """How a customer gets that nothing is kept."""
    human_review: Literal["no", "yes", "abuse-only"] | None = None
    """Whether people read what is sent."""
    regions: tuple[Id, ...] = ()
    """Where data are processed: country codes, `eu`, or `global`."""
    region_choice: Literal["yes", "no", "enterprise"] | None = None
    """Whether the customer chooses the region."""
    certifications: tuple[Id, ...] = ()
    """Such as `soc2-type2`, `iso27001`, `hipaa-baa`."""
    gateway: bool | None = None
    """Whether requests are passed on to other providers."""
    binds_hosts: bool | None = None
    """Whether what is said here holds for the hosts behind a gateway too; None: it does not."""
    instead_of: tuple[Id, ...] = ()
    """The tiers whose customers can have this one: what they would have to do is `reached_by`."""
    reached_by: Literal["setting", "addendum", "endpoint", "deployment"] | None = None
    """What a customer does to have this tier instead of the default one."""
    grade: Literal["primary", "secondary"] | None = None
    """Whose account of it was read."""
    terms_url: Text | None = None
    """The page of the terms."""
    privacy_url: Text | None = None
    """The page about data."""


@dataclass(frozen=True, kw_only=True)
class Headquarters(Sourced):
    """The country the provider is run from: lower-case ISO 3166-1 alpha-2."""

    country: Annotated[str, at.MinLen(2), at.MaxLen(2)] | None = None
    """`us`, `gb`, `fr`."""


@dataclass(frozen=True, kw_only=True)
class ServiceTerms(Sourced):
    """What the provider's terms say about using its closed models and their output."""

    commercial_use: Literal["yes", "no", "conditional"] | None = None
    """Of the output of closed models."""
    preview_commercial_use: Literal["yes", "no", "conditional"] | None = None
    """Of models that are called previews, where that differs."""
    output_ownership: Literal["user", "provider"] | None = None
    """Whose the output is."""
    outputs_may_train_other_models: Literal["yes", "no", "conditional"] | None = None
    """Whether outputs may train models of others."""
    ip_indemnity: Literal["yes", "no", "conditional"] | None = None
    """Whether the provider answers for claims on the output."""
    limits: Text | None = None
    """What else the terms forbid, in our own words."""


@dataclass(frozen=True, kw_only=True)
class DeprecationList(Sourced):
    """The provider's dated list of retirements: what it does not name has none announced."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Somebody who serves models."""

    name: Text
    """As it calls itself."""
    kind: Literal["lab", "cloud", "inference-host", "gateway", "self-host"]
    """`lab` sells its own models, `gateway` passes requests on."""
    headquarters: Headquarters | None = None
    base_url: Text | None = None
    """Where its API is."""
    data_handling: tuple[DataHandling, ...] = ()
    """One entry a tier."""
    terms: ServiceTerms | None = None
    deprecation_list: DeprecationList | None = None
    upstream_names: tuple[Id, ...] = ()
    """What other data sets call it."""
