"""Limits on numbers: cost, latency, context, output, capability."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fmselect.engine.latency import Interval
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import PASS, Constraint, Judge, Situation, Verdict

ROUNDING = 1e-9
"""Relative slack for sums of rounded floats, so that a cost of exactly the limit passes."""


def _max_cost(limit: float, situation: Situation) -> Judge:
    """The bill of the month is at most the limit."""
    del situation
    ceiling = limit * (1 + ROUNDING)

    def judge(subject: Subject) -> Verdict:
        usd = subject.bill.usd
        if usd is None:
            return Verdict("unknown", reason=_cost_unknown(subject.bill.missing))
        if usd <= ceiling:
            return PASS
        return Verdict(
            "fail",
            usd,
            usd - limit,
            None,
            "costs ${actual:,.2f} a month, ${short_by:,.2f} above the ${limit:,.2f} allowed",
        )

    return judge


def _cost_unknown(missing: str | None) -> str:
    """Why a bill is unknown, and what would settle it."""
    if missing == "price":
        return "no price is published; a quote from the provider would settle it"
    return f"the cost is unknown: {missing}"


def _max_seconds(what: str, of: Callable[[Subject], Interval | None]) -> Callable[..., Judge]:
    """A limit on an interval of seconds: pass if all of it fits, fail if none does."""

    def prepare(limit: float, situation: Situation) -> Judge:
        ceiling = limit * (1 + ROUNDING)
        # What a limit would have to allow: all of it, or its least where an unknown may pass.
        enough = 0 if "latency" in situation.requirements.assume_unknown else 2

        def judge(subject: Subject) -> Verdict:
            interval = of(subject)
            if interval is None:
                return Verdict(
                    "unknown", reason=f"{what} is not known; a measurement would settle it"
                )
            if interval[2] <= ceiling:
                return PASS
            if interval[0] > ceiling:
                return Verdict(
                    "fail",
                    interval[1],
                    interval[enough] - limit,
                    None,
                    what + " is about {actual:.1f} s, and {limit:g} s are allowed",
                )
            return Verdict(
                "unknown",
                interval[1],
                None,
                None,
                what + " is about {actual:.1f} s over the model's providers, too close to the "
                "{limit:g} s allowed to tell for this one; a measurement would settle it",
            )

        return judge

    return prepare


def _min_tokens(what: str, of: Callable[[Subject], int | None]) -> Callable[..., Judge]:
    """A limit on a number of tokens."""

    def prepare(limit: float, situation: Situation) -> Judge:
        del situation

        def judge(subject: Subject) -> Verdict:
            tokens = of(subject)
            if tokens is None:
                return Verdict(
                    "unknown",
                    reason=f"the {what} is not known; the provider's model page would settle it",
                )
            if tokens >= limit:
                return PASS
            return Verdict(
                "fail",
                tokens,
                limit - tokens,
                None,
                "the " + what + " is {actual:,} tokens, {short_by:,.0f} short of {limit:,.0f}",
            )

        return judge

    return prepare


def _min_capability(limit: float, situation: Situation) -> Judge:
    """The estimate in the task's domain reaches the limit."""
    domain = situation.task.domain

    def judge(subject: Subject) -> Verdict:
        capability = subject.candidate.capability
        if capability is None:
            return Verdict(
                "unknown",
                reason=f"no benchmark result bears on {domain}; "
                "a test on your own examples would settle it",
            )
        if capability.estimate >= limit:
            return PASS
        return Verdict(
            "fail",
            capability.estimate,
            limit - capability.estimate,
            None,
            "capability is {actual:.1f}, {short_by:.1f} short of {limit:g}",
        )

    return judge


def _workload_tokens(situation: Situation) -> float | None:
    """Prompt and answer of one request, for models that read and write text."""
    workload = situation.requirements.workload
    if situation.task.type != "language":
        return None
    return (
        workload.prompt_tokens
        + (workload.output_tokens or 0.0)
        + (workload.reasoning_tokens or 0.0)
    ) or None


def _workload_fits(need: float, situation: Situation) -> Judge:
    """One request of the workload fits the context, and its answer the output limit."""
    workload = situation.requirements.workload
    answer = (workload.output_tokens or 0.0) + (workload.reasoning_tokens or 0.0)

    def judge(subject: Subject) -> Verdict:
        context = subject.candidate.context_tokens
        longest = subject.candidate.max_output_tokens
        if longest is not None and longest < answer:
            return Verdict(
                "fail",
                longest,
                answer - longest,
                None,
                "gives at most {actual:,} tokens, {short_by:,.0f} fewer than an answer needs",
            )
        if context is None:
            return Verdict(
                "unknown",
                reason="the context window is not known, so it is not shown that a request fits",
            )
        if context >= need:
            return PASS
        return Verdict(
            "fail",
            context,
            need - context,
            None,
            "the context window is {actual:,} tokens, and one request takes {limit:,.0f}",
        )

    return judge


def _volume(situation: Situation) -> float | None:
    """The largest number of things the workload asks for in a month."""
    workload = situation.requirements.workload
    counts = (
        workload.requests,
        workload.images,
        workload.audio_minutes,
        workload.characters,
        workload.reranked_documents,
        workload.queries,
    )
    return max((count for count in counts if count), default=None)


def _capacity(volume: float, situation: Situation) -> Judge:
    """The offer takes the volume of a month. Free tiers are limited, and no source says to what."""
    del volume, situation
    unknown = Verdict(
        "unknown",
        reason="the free tier's request limit is not known, so it is not shown that "
        "{limit:,.0f} a month fit",
    )

    def judge(subject: Subject) -> Verdict:
        price = subject.candidate.price
        return unknown if price is not None and price.billing == "free" else PASS

    return judge


def _stated(name: str) -> Callable[[Situation], Any]:
    """The limit a user states, by its attribute."""
    return lambda situation: getattr(situation.requirements.constraints, name)


NUMBERS = (
    Constraint("max_cost_usd_per_month", _stated("max_cost_usd_per_month"), _max_cost),
    Constraint(
        "max_first_token_seconds",
        _stated("max_first_token_seconds"),
        _max_seconds("the time to the first token", lambda subject: subject.first_token),
        assumed_by="latency",
    ),
    Constraint(
        "max_response_seconds",
        _stated("max_response_seconds"),
        _max_seconds("the time to the whole answer", lambda subject: subject.response),
        assumed_by="latency",
    ),
    Constraint(
        "min_context_tokens",
        _stated("min_context_tokens"),
        _min_tokens("context window", lambda subject: subject.candidate.context_tokens),
        assumed_by="context",
    ),
    Constraint(
        "min_output_tokens",
        _stated("min_output_tokens"),
        _min_tokens("output limit", lambda subject: subject.candidate.max_output_tokens),
        assumed_by="context",
    ),
    Constraint("min_capability", _stated("min_capability"), _min_capability),
    Constraint(
        "workload_fits", _workload_tokens, _workload_fits, assumed_by="context", near_miss=False
    ),
    Constraint("capacity", _volume, _capacity, assumed_by="capacity", near_miss=False),
)
