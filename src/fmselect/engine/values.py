"""Value functions: from an attribute to its worth on an anchored scale, 0 for bad and 1 for good.

`V = sum of weight x value` (multi-attribute value theory, Keeney & Raiffa 1976). The anchors are
fixed, so a value depends on nothing but the candidate and the user: no rank reversal is possible
(Belton & Gear 1983 show it for scales read off the candidates).
"""

from __future__ import annotations

from collections.abc import Callable
from math import log, log2

from fmselect.domain.candidate import Candidate, Capability, Privacy
from fmselect.engine.scales import CHEAPEST_USD, Scales
from fmselect.engine.subject import Subject

SLOPE_PAST_GOOD = 0.1
"""Past `good` a value rises at a tenth of its slope: cheaper is never worth nothing."""

SHORTEST_SECONDS = 0.001

CAUTION_SDS = 0.5
"""Standard errors by which an estimate of capability is lowered before it is valued."""

PRIVACY_VALUES: tuple[tuple[str, float], ...] = (
    ("self-hosted", 1.0),
    ("nothing kept, no training", 0.8),
    ("zero retention can be switched on, no training", 0.6),
    ("kept up to 7 days, no training", 0.5),
    ("kept up to 30 days, no training", 0.4),
    ("kept longer or for an unknown time, no training", 0.2),
    ("trains on data unless you object", 0.1),
    ("trains on data, or unknown whether it does", 0.0),
)
"""What privacy is worth as a preference."""

OPENNESS_VALUES: tuple[tuple[str, float], ...] = (
    ("open weights, OSI-approved licence", 1.0),
    ("open weights, commercial use permitted", 0.8),
    ("open weights, commercial use permitted on conditions", 0.6),
    ("open weights, commercial use not permitted or unknown", 0.3),
    ("closed, or unknown whether the weights are open", 0.0),
)
"""What openness is worth as a preference."""

_PRIVACY = dict(PRIVACY_VALUES)
_OPENNESS = dict(OPENNESS_VALUES)
_WEEK, _MONTH = 7, 30


def falling(actual: float, good: float, bad: float) -> float:
    """Worth of something that should be small, on a ratio scale.

    `v = ln(bad/x) / ln(bad/good)`: equal ratios are worth equal amounts. Zero from `bad` on; past
    `good` the slope continues at a tenth.

    Args:
        actual: Above zero.
        good: Worth 1; above zero and below `bad`.
        bad: Worth 0.
    """
    if actual >= bad:
        return 0.0
    value = log(bad / actual) / log(bad / good)
    return value if value <= 1.0 else 1.0 + SLOPE_PAST_GOOD * (value - 1.0)


def rising(actual: float, good: float, bad: float) -> float:
    """Worth of something that should be large, on a ratio scale: `log2(x/bad) / log2(good/bad)`.

    Args:
        actual: Above zero.
        good: Worth 1; above `bad`.
        bad: Worth 0; above zero.
    """
    if actual <= bad:
        return 0.0
    value = log2(actual / bad) / log2(good / bad)
    return value if value <= 1.0 else 1.0 + SLOPE_PAST_GOOD * (value - 1.0)


def capability_value(subject: Subject, scales: Scales) -> float | None:
    """Linear in the estimate, less half its standard error, between the anchors and beyond them."""
    capability = subject.candidate.capability
    if capability is None:
        return None
    good, bad = scales.capability
    return (capability.estimate - caution(capability) - bad) / (good - bad)


def caution(capability: Capability) -> float:
    """Points taken off an estimate for being unsure: the rule of half a standard deviation.

    What is not known at all counts as its mean less half a standard deviation; what is half known
    is treated alike, so that one lucky result does not beat a dozen good ones.
    """
    return CAUTION_SDS * (capability.standard_error or 0.0)


def cost_value(subject: Subject, scales: Scales) -> float | None:
    """Falling in the dollars of a month; free counts as a cent."""
    usd, anchors = subject.bill.usd, scales.cost
    if usd is None or anchors is None:
        return None
    return falling(max(usd, CHEAPEST_USD), *anchors)


def latency_value(subject: Subject, scales: Scales) -> float | None:
    """Falling in the seconds to the whole answer, at the middle of what is known."""
    response, anchors = subject.response, scales.latency
    if response is None or anchors is None:
        return None
    return falling(max(response[1], SHORTEST_SECONDS), *anchors)


def context_value(subject: Subject, scales: Scales) -> float | None:
    """Rising in the context window, from what the workload needs to twice that."""
    tokens = subject.candidate.context_tokens
    return None if tokens is None else rising(max(tokens, 1), *scales.context)


def privacy_value(subject: Subject, scales: Scales) -> float | None:
    """From the published table; a part that is unknown counts as the worst it can be."""
    del scales
    privacy = subject.candidate.privacy
    if not privacy.self_hosted and privacy.trains_on_data is None:
        return None
    return _PRIVACY[privacy_grade(privacy)]


def privacy_grade(privacy: Privacy) -> str:
    """The row of the table that describes how data is handled."""
    if privacy.self_hosted:
        return "self-hosted"
    if privacy.trains_on_data not in ("no", "opt-in"):
        objecting = privacy.trains_on_data == "opt-out"
        return PRIVACY_VALUES[6 if objecting else 7][0]
    days, zero = privacy.retention_days, privacy.zero_retention
    if zero == "default" or days == 0:
        return "nothing kept, no training"
    if zero == "self-serve":
        return "zero retention can be switched on, no training"
    if days is not None and days <= _MONTH:
        kept = _WEEK if days <= _WEEK else _MONTH
        return f"kept up to {kept} days, no training"
    return "kept longer or for an unknown time, no training"


def openness_value(subject: Subject, scales: Scales) -> float | None:
    """From the published table."""
    del scales
    if subject.candidate.open_weights is None:
        return None
    return _OPENNESS[openness_grade(subject.candidate)]


def openness_grade(candidate: Candidate) -> str:
    """The row of the table that describes the weights and their licence."""
    if not candidate.open_weights:
        return "closed, or unknown whether the weights are open"
    terms = candidate.terms
    if terms.osi_approved:
        return "open weights, OSI-approved licence"
    if terms.commercial_use == "yes":
        return "open weights, commercial use permitted"
    if terms.commercial_use == "conditional":
        return "open weights, commercial use permitted on conditions"
    return "open weights, commercial use not permitted or unknown"


ValueFunction = Callable[[Subject, Scales], float | None]

VALUE_FUNCTIONS: dict[str, ValueFunction] = {
    "capability": capability_value,
    "cost": cost_value,
    "latency": latency_value,
    "context": context_value,
    "privacy": privacy_value,
    "openness": openness_value,
}
"""Criterion -> its value function. None is unknown: `fmselect.engine.missing` says what then."""
