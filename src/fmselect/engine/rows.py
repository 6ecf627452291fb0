"""One row of the answer, complete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fmselect.domain.candidate import Candidate, Privacy
from fmselect.domain.catalog import Record, TaskProfile
from fmselect.domain.requirements import Use
from fmselect.engine.consent import consent_of
from fmselect.engine.constraints import Failure
from fmselect.engine.doubt import sureness
from fmselect.engine.evidence import row_facts
from fmselect.engine.lifecycle import lifecycle_warnings, moving_name
from fmselect.engine.robustness import Robustness
from fmselect.engine.score import Scored, contributions
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import Situation
from fmselect.tuples import NamedTuple

if TYPE_CHECKING:
    from fmselect.domain.recommendation import (
        CapabilityEstimate,
        Fact,
        LicenseDuty,
        Measure,
        RankedOffer,
        Sureness,
    )


class Frame(NamedTuple):
    """What all rows of an answer share.

    Attributes:
        weights: In force.
        situation: Task and day.
        found: How often each wins, where that was drawn.
        dominators: Offer -> those on the front that dominate it; none of an offer on it.
    """

    weights: Mapping[str, float]
    situation: Situation
    found: Robustness | None
    dominators: Mapping[str, list[str]] = {}


def row(
    rank: int, scored: Scored, record: Record, agreed: list[Failure], frame: Frame
) -> RankedOffer:
    """The row of one candidate.

    Args:
        rank: From 1.
        scored: The candidate and its score.
        record: Its full record, for the sources.
        agreed: What it passes only because the user accepts or assumes it.
        frame: Of the answer.
    """
    weights, situation, found, dominators = frame
    subject = scored.subject
    candidate = subject.candidate
    facts = row_facts(candidate, record)
    drawn: Sureness = {} if found is None else sureness(found, candidate.offer)
    return {
        "rank": rank,
        "model": candidate.model,
        "provider": candidate.provider,
        "offer": candidate.offer,
        "setting": None,
        "score": scored.score,
        "standing": "proven" if scored.proven else "unproven",
        **drawn,
        "contributions": contributions(scored, weights),
        "values": dict(zip(weights, scored.values, strict=True)),
        "capability": capability_estimate(candidate, situation.task),
        "cost_usd_per_month": subject.bill.usd,
        "cost_breakdown": {part: usd for part, usd in subject.bill.parts.items() if usd},
        "first_token_seconds": None if subject.first_token is None else subject.first_token[1],
        "response_seconds": None if subject.response is None else subject.response[1],
        "context_tokens": candidate.context_tokens,
        "license": candidate.terms.id,
        "license_duties": _duties(candidate, situation),
        "privacy": privacy_document(candidate.privacy),
        "measures": row_measures(subject, record, situation, facts),
        "facts": facts,
        "warnings": row_warnings(scored, weights, record, agreed, situation),
        "dominated_by": dominators.get(candidate.offer, []),
    }


def row_measures(
    subject: Subject, record: Record, situation: Situation, facts: Mapping[str, Fact]
) -> dict[str, Measure]:
    """What models of the kind are judged by; nothing where a task is text alone."""
    if situation.task.type == "language" and not situation.requirements.workload.images_per_request:
        return {}
    from fmselect.engine.kinds.measures import Row, measures_of  # noqa: PLC0415 - few tasks have any

    return measures_of(Row(subject, record, situation, facts))


def capability_estimate(candidate: Candidate, task: TaskProfile) -> CapabilityEstimate:
    """How good the model is in the domain of the task; grade `none` where nobody measured it."""
    capability = candidate.capability
    if capability is None:
        return {
            "domain": task.domain,
            "estimate": None,
            "standard_error": None,
            "benchmarks": 0,
            "grade": "none",
            "scale": task.capability_scale,
        }
    grade: Any = capability.grade
    return {
        "domain": task.domain,
        "estimate": capability.estimate,
        "standard_error": capability.standard_error,
        "benchmarks": capability.benchmarks,
        "grade": grade,
        "scale": task.capability_scale,
    }


def privacy_document(privacy: Privacy) -> dict[str, Any]:
    """How data is handled; null is unknown."""
    document: dict[str, Any] = privacy._asdict()
    for name in ("regions", "certifications"):
        if document[name] is not None:
            document[name] = sorted(document[name])
    document["alternatives"] = [other._asdict() for other in privacy.alternatives]
    document["batch"] = None if privacy.batch is None else privacy.batch._asdict()
    return document


def row_warnings(
    scored: Scored,
    weights: Mapping[str, float],
    record: Record,
    agreed: list[Failure],
    situation: Situation,
) -> list[str]:
    """What a reader must know about this row before relying on it."""
    subject, warnings = scored.subject, []
    candidate = subject.candidate
    if not scored.proven:
        domain = situation.task.domain
        warnings.append(f"unproven: no benchmark result of this model bears on {domain}")
    if subject.bill.usd is None:
        missing = subject.bill.missing
        warnings.append(f"the cost is unknown ({missing}); it counts as worth nothing")
    elif subject.bill.note:
        warnings.append(f"priced as: {subject.bill.note}")
    if "latency" in weights and subject.response is None:
        warnings.append("the latency is unknown; the score uses an estimate for unknown offers")
    elif candidate.speed is not None and candidate.speed.estimated:
        warnings.append("the latency is the model's median over providers, not measured here")
    if candidate.privacy.trains_on_data == "yes":
        warnings.append("this tier trains on the data you send; --no-training leaves it out")
    warnings.extend(lifecycle_warnings(candidate, situation))
    if moving_name(record.get("api_id")):
        warnings.append(f"{record['api_id']} is a moving name: it may stand for another model soon")
    if _last_price(record).get("disputed_by"):
        warnings.append("sources disagree about the price; the facts show the one used")
    laid_over = _laid_over(record)
    if laid_over:
        warnings.append(f"stated by a folder laid over the catalog: {laid_over}")
    warnings.extend(_agreed_warning(failure, subject, situation) for failure in agreed)
    return warnings


def _duties(candidate: Candidate, situation: Situation) -> list[LicenseDuty]:
    """What the licence asks for in return, where a use is stated."""
    if situation.requirements.use == Use():
        return []
    from fmselect.engine.limits_license import duties_of  # noqa: PLC0415 - few state a use

    return duties_of(candidate, situation)


def _agreed_warning(failure: Failure, subject: Subject, situation: Situation) -> str:
    """What the user agreed to do, or to assume, or is excepted from."""
    constraint, verdict = failure.active.constraint, failure.verdict
    if situation.requirements.policy.exceptions:
        from fmselect.engine.exceptions import exception_for  # noqa: PLC0415 - few policies have any

        exception = exception_for(constraint.name, subject, situation)
        if exception is not None:
            return (
                f"eligible by an exception from {constraint.name} until {exception.until}, "
                f"approved by {exception.approved_by}: {exception.reason} ({exception.place})"
            )
    if verdict.condition is not None:
        return f"eligible because {_who_accepts(verdict.condition, situation)}: {constraint.name}"
    policy = situation.requirements.policy
    theirs = constraint.assumed_by in policy.assume_unknown
    who = "the policy lets" if theirs else "you let"
    return f"eligible because {who} an unknown pass: {constraint.name}"


def _who_accepts(condition: str, situation: Situation) -> str:
    """Whose word it is: what the policy accepts it accepts for every project."""
    left = consent_of(situation.requirements.policy).lacking(condition)
    theirs = [name for name in condition.split("+") if name.lower() not in left]
    if not theirs:
        return f"you accept {condition}"
    if not left:
        return f"the policy accepts {condition}"
    ours = [name for name in condition.split("+") if name not in theirs]
    return f"the policy accepts {'+'.join(theirs)} and you accept {'+'.join(ours)}"


def _laid_over(record: Record) -> str:
    """What of an offer is not the catalog's own word."""
    parts = {
        "the offer": record,
        "its model": record.get("model_record") or {},
        "its provider": record.get("provider_record") or {},
    }
    return ", ".join(name for name, part in parts.items() if part.get("layer"))


def _last_price(record: Record) -> Mapping[str, Any]:
    """The price list in force, as the record has it."""
    prices = record.get("prices") or ()
    return prices[-1] if prices else {}
