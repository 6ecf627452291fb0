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
    default: bool = False
    """The tier an ordinary paying API customer gets; at most one a provider."""
    trains_on_data: Literal["no", "yes", "opt-in", "opt-out"] | None = None
    retention_days: Annotated[Decimal, at.Ge(0), at.Le(36_500)] | None = None
    zero_retention: Literal["default", "self-serve", "on-request", "contract", "no"] | None = None
    human_review: Literal["no", "yes", "abuse-only"] | None = None
    regions: tuple[Id, ...] = ()
    region_choice: Literal["yes", "no", "enterprise"] | None = None
    certifications: tuple[Id, ...] = ()
    gateway: bool | None = None
    binds_hosts: bool | None = None
    """Whether what is said here holds for the hosts behind a gateway too; None: it does not."""
    instead_of: tuple[Id, ...] = ()
    """The tiers whose customers can have this one: what they would have to do is `reached_by`."""
    reached_by: Literal["setting", "addendum", "endpoint", "deployment"] | None = None
    grade: Literal["primary", "secondary"] | None = None
    terms_url: Text | None = None
    privacy_url: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Headquarters(Sourced):
    """The country the provider is run from: lower-case ISO 3166-1 alpha-2."""

    country: Annotated[str, at.MinLen(2), at.MaxLen(2)] | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceTerms(Sourced):
    """What the provider's terms say about using its closed models and their output."""

    commercial_use: Literal["yes", "no", "conditional"] | None = None
    output_ownership: Literal["user", "provider"] | None = None
    outputs_may_train_other_models: Literal["yes", "no", "conditional"] | None = None
    ip_indemnity: Literal["yes", "no", "conditional"] | None = None
    limits: Text | None = None


@dataclass(frozen=True, kw_only=True)
class DeprecationList(Sourced):
    """The provider's dated list of retirements: what it does not name has none announced."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Somebody who serves models."""

    name: Text
    kind: Literal["lab", "cloud", "inference-host", "gateway", "self-host"]
    headquarters: Headquarters | None = None
    base_url: Text | None = None
    data_handling: tuple[DataHandling, ...] = ()
    terms: ServiceTerms | None = None
    deprecation_list: DeprecationList | None = None
    upstream_names: tuple[Id, ...] = ()
