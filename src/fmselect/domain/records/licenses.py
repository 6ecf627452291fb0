"""`licenses/<license>.yaml`: what a licence text permits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fmselect.domain.facts import Answer, Count, Id, Sourced, Text

Permission = Literal["yes", "no", "conditional"]
"""`conditional` where it hangs on something that the record lists."""


@dataclass(frozen=True, kw_only=True)
class LicenseCondition:
    """One thing that commercial use hangs on. All conditions of a licence must be met.

    A condition with a number or a territory can be judged from what the user states; one that is
    text only is for the user to accept.
    """

    text: Text
    """In our own words."""
    monthly_users_at_most: Count | None = None
    """Active users a month of all products."""
    monthly_visits_at_most: Count | None = None
    """Visits a month."""
    monthly_revenue_usd_at_most: Count | None = None
    """Revenue a month, in US dollars."""
    annual_revenue_usd_at_most: Count | None = None
    """Revenue a year, in US dollars."""
    binds: Literal["everyone", "model-service"] | None = None
    """Whom it binds: `model-service` is who sells access to the model. None: everyone."""


@dataclass(frozen=True, kw_only=True)
class LicenseDuty:
    """One thing to do in return.

    `when`: `product` in anything the model is part of, `redistribution` when the weights or
    something made of them are passed on, `trained-model` when outputs train another model.
    With a number, only above it; one of several numbers is enough.
    """

    text: Text
    """In our own words."""
    when: Literal["always", "product", "redistribution", "trained-model"]
    """What brings the duty about."""
    monthly_users_above: Count | None = None
    """Active users a month."""
    monthly_revenue_usd_above: Count | None = None
    """Revenue a month, in US dollars."""
    annual_revenue_usd_above: Count | None = None
    """Revenue a year, in US dollars."""


@dataclass(frozen=True, kw_only=True)
class License(Sourced):
    """What a licence text permits, on which conditions. The id is an SPDX id or a LicenseRef."""

    name: Text
    """As its text calls it."""
    url: Text | None = None
    """The page of the text."""
    commercial_use: Permission | None = None
    """Use to earn money with."""
    commercial_conditions: tuple[LicenseCondition, ...] = ()
    """What commercial use hangs on, where it is `conditional`."""
    research_use: Permission | None = None
    """Use without earning money."""
    internal_use: Permission | None = None
    """Use inside a company that is not offered to others; None: as commercial use."""
    redistribution: Permission | None = None
    """Passing on the weights or something made of them."""
    outputs_may_train_other_models: Permission | None = None
    """Whether outputs may train models of others."""
    duties: tuple[LicenseDuty, ...] = ()
    """What is to be done in return."""
    conditions: Text | None = None
    """The whole in one sentence of our own."""
    region_exclusions: tuple[Id, ...] = ()
    """Where no right is given: `eu` or country codes."""
    region_exclusions_apply_to: Literal["everything", "multimodal"] | None = None
    """`multimodal`: only models that take more than text are excluded there. None: everything."""
    attribution_required: Answer | None = None
    """Whether the maker has to be named."""
    derivative_naming_required: Answer | None = None
    """Whether models made of it must carry its name."""
    acceptable_use_policy: Answer | None = None
    """Whether some uses are forbidden."""
    osi_approved: bool | None = None
    """Whether the Open Source Initiative lists it."""
