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
    monthly_users_at_most: Count | None = None
    monthly_visits_at_most: Count | None = None
    monthly_revenue_usd_at_most: Count | None = None
    annual_revenue_usd_at_most: Count | None = None
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
    when: Literal["always", "product", "redistribution", "trained-model"]
    monthly_users_above: Count | None = None
    monthly_revenue_usd_above: Count | None = None
    annual_revenue_usd_above: Count | None = None


@dataclass(frozen=True, kw_only=True)
class License(Sourced):
    """What a licence text permits, on which conditions. The id is an SPDX id or a LicenseRef."""

    name: Text
    url: Text | None = None
    commercial_use: Permission | None = None
    commercial_conditions: tuple[LicenseCondition, ...] = ()
    research_use: Permission | None = None
    internal_use: Permission | None = None
    """Use inside a company that is not offered to others; None: as commercial use."""
    redistribution: Permission | None = None
    outputs_may_train_other_models: Permission | None = None
    duties: tuple[LicenseDuty, ...] = ()
    conditions: Text | None = None
    """The whole in one sentence of our own."""
    region_exclusions: tuple[Id, ...] = ()
    """Where no right is given: `eu` or country codes."""
    region_exclusions_apply_to: Literal["everything", "multimodal"] | None = None
    """`multimodal`: only models that take more than text are excluded there. None: everything."""
    attribution_required: Answer | None = None
    derivative_naming_required: Answer | None = None
    acceptable_use_policy: Answer | None = None
    osi_approved: bool | None = None
