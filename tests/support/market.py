"""A small market whose scores can be worked out by hand.

The workload is 1,000 requests of 1,000 tokens in and 500 out, so that a rate of $1 a million input
tokens is $1 a month, and one of $2 a million output tokens is $1 a month. The anchors are $1 and
$100 a month: a value of cost is `ln(100 / x) / ln(100)`. Nobody knows a speed, so that capability
weighs 0.75 and cost 0.25.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from fmselect.domain.candidate import Candidate, Privacy
from fmselect.domain.requirements import Constraints, PrivacyConstraints, Requirements
from tests.support.memory_catalog import MemoryCatalog, candidate, capability, token_price

TODAY = date(2026, 11, 24)
CHAT = Requirements(task="chat")


def offer(id_: str, estimate: float | None, usd: float | None, **facts: Any) -> Candidate:
    """An offer whose month costs `usd`, half of it for input and half for output."""
    return candidate(
        id_,
        capability=None if estimate is None else capability(estimate),
        price=None if usd is None else token_price(usd / 2, usd),
        **facts,
    )


ATLAS = offer("north/lab/atlas", 90.0, 10.0)
"""First: 0.75 x 0.9 + 0.25 x 0.5 = 0.8."""
BROOK = offer("north/lab/brook", 80.0, 10.0)
"""Second: 0.6 + 0.125 = 0.725."""
CEDAR = offer("north/lab/cedar", 88.0, 100.0)
"""Third, dear: 0.66 + 0 = 0.66."""
DUNE = offer("north/lab/dune", 10.0, 100.0)
"""Last, and no better than any other in any respect: 0.075."""
SOUTH = offer("south/lab/brook", 80.0, 50.0)
"""The second again, dearer: 0.6 + 0.25 x ln 2 / ln 100 = 0.6376."""
MARKET = [ATLAS, BROOK, CEDAR, DUNE, SOUTH]


def market(*offers: Candidate) -> MemoryCatalog:
    """A catalog of these offers; of all where none is given."""
    return MemoryCatalog(offers or MARKET)


def limited(**limits: Any) -> Requirements:
    """Chat within these limits; `privacy` is a mapping."""
    privacy = PrivacyConstraints(**limits.pop("privacy", {}))
    return Requirements(task="chat", constraints=Constraints(privacy=privacy, **limits))


TRAINS = Privacy(trains_on_data="opt-out", retention_days=30.0, zero_retention="on-request")
