"""`licenses/<license>.yaml`: what a licence text permits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fmselect.domain.facts import Answer, Count, Sourced, Text


@dataclass(frozen=True, kw_only=True)
class License(Sourced):
    """What a licence text permits, on which conditions. The id is an SPDX id or a LicenseRef."""

    name: Text
    url: Text | None = None
    commercial_use: Literal["yes", "no", "conditional"] | None = None
    conditions: Text | None = None
    user_cap: Count | None = None
    revenue_cap_usd: Count | None = None
    region_exclusions: tuple[Text, ...] = ()
    attribution_required: Answer | None = None
    derivative_naming_required: Answer | None = None
    acceptable_use_policy: Answer | None = None
    outputs_may_train_other_models: Literal["yes", "no", "conditional"] | None = None
    osi_approved: bool | None = None
