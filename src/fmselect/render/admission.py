"""What would admit an offer, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fmselect.render.layout import KEEP, joined
from fmselect.render.phrases import constraint_name

if TYPE_CHECKING:
    from fmselect.domain.recommendation import Admission, Repair

_OPTION = re.compile(r"(--[a-z-]+) ")


def admission(steps: Sequence[Admission]) -> str:
    """What would admit it, in one sentence; the steps are all needed."""
    hopeless = [step["constraint"] for step in steps if step["how"] == "nothing"]
    if hopeless:
        return f"by no change of the requirements: {joined(map(constraint_name, hopeless))}"
    # An option and its value stay on one line.
    return ", and ".join(_OPTION.sub(rf"\1{KEEP}", step["sentence"]) for step in steps)


def repaired(repair: Repair) -> str:
    """Which offer would be eligible, and how."""
    more = repair["admits"] - 1
    others = f" (as {more:,} more would be, each by its own amounts)" if more else ""
    return f"{repair['offer']} would be eligible {admission(repair['admission'])}{others}"
