"""Why one offer is where it is, or why it is out, and what would change that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import inf

from fmselect.domain.catalog import Catalog, Record
from fmselect.domain.explanation import Explanation, OfferOfModel, Opponent, Standing
from fmselect.domain.recommendation import Fact, Sureness
from fmselect.domain.requirements import Requirements
from fmselect.engine.admission import admission
from fmselect.engine.answered import answered
from fmselect.engine.benchmark_results import Influence, benchmark_results
from fmselect.engine.changes import Frame, changes, exchange
from fmselect.engine.constraints import agreed
from fmselect.engine.criteria import criterion_parts
from fmselect.engine.decision import Decision, decide
from fmselect.engine.dominators import dominators
from fmselect.engine.doubt import judge, sureness, uncertainty
from fmselect.engine.evidence import row_facts
from fmselect.engine.explain_limits import limit_verdicts
from fmselect.engine.explain_words import (
    absent_words,
    difference_words,
    out_words,
    standing_words,
)
from fmselect.engine.limits_license import duties_of
from fmselect.engine.notices import name_notices
from fmselect.engine.pareto import pareto_front, spans
from fmselect.engine.repair import smallest_repairs
from fmselect.engine.rows import capability_estimate, row_measures, row_warnings
from fmselect.engine.score import Scored
from fmselect.engine.targets import (
    Chosen,
    Target,
    choose,
    failed_limits,
    failures_of,
    find_target,
    offers_of,
)
from fmselect.engine.weight_ranges import first_ranges

SCHEMA = "fmselect/explanation@1"
PERCENTILES_END = 100.0


def explain(  # noqa: PLR0913 - the options of the command, by name
    catalog: Catalog,
    requirements: Requirements,
    name: str,
    *,
    today: date,
    offer: str | None = None,
    precise: bool = False,
    influence: Influence | None = None,
) -> Explanation:
    """Explain the place of a model, or of one offer of it.

    Args:
        catalog: What is known.
        requirements: What is asked; the task's defaults fill what is not stated.
        name: A model, which is explained by its offer that ranks highest; or an offer.
        today: The day retirements and ages are counted from.
        offer: The offer to explain, where `name` is its model.
        precise: Draw 10,000 times instead of 800.
        influence: Where the estimates are fitted: what each result moved its model's by.

    Returns:
        The document `explain --json` prints.

    Raises:
        UsageError: No model or offer has the name, or the requirements cannot be meant.
    """
    target = find_target(catalog, name, offer)
    by_offer = target.offer is not None
    decision = decide(catalog, requirements, today=today, one_per_model=not by_offer)
    document = _head(catalog, decision, target)
    offers = offers_of(decision, target)
    if not offers:
        return {**document, "why": list(absent_words(target, decision))}
    chosen = choose(decision, offers[0], by_offer=by_offer)
    record = catalog.offer_record(
        offers[0].subject.candidate.position, decision.situation.task.type
    )
    document["offers"] = [_line(decision, item) for item in offers]
    _about_offer(document, decision, chosen, record)
    _about_place(document, decision, chosen, by_offer=by_offer)
    document["evidence"] = benchmark_results(
        catalog, target.record, decision.situation.task, influence
    )
    if chosen.eligible:
        document["sureness"] = _sureness(catalog, decision, chosen, precise=precise)
    return document


def _head(catalog: Catalog, decision: Decision, target: Target) -> Explanation:
    """The document of a model the task does not look at, to be filled for any other."""
    nothing_eligible = not decision.order
    return {
        **answered(catalog, decision, SCHEMA),
        "model": target.model,
        "name": target.record.get("name"),
        "offer": None,
        "provider": None,
        "standing": "absent",
        "ranking_of": "models" if target.offer is None else "offers",
        "ranked": len(decision.order),
        "rank": None,
        "rank_if_admitted": None,
        "score": None,
        "proven": False,
        "sureness": {},
        "why": [],
        "offers": [],
        "limits": [],
        "admission": [],
        "repairs": smallest_repairs(decision) if nothing_eligible else [],
        "opponent": None,
        "criteria": [],
        "cost_breakdown": {},
        "capability": None,
        "evidence": [],
        "weight_ranges": [],
        "changes": [],
        "dominated_by": [],
        "exchange": None,
        "license_duties": [],
        "measures": {},
        "facts": {},
        "warnings": list(name_notices(decision.subjects, decision.completed)),
    }


def _line(decision: Decision, item: Scored) -> OfferOfModel:
    """One offer of the model in a line."""
    candidate = item.subject.candidate
    failed = failed_limits(decision, item.subject)
    return {
        "offer": candidate.offer,
        "provider": candidate.provider,
        "eligible": not failed,
        "score": item.score,
        "cost_usd_per_month": item.subject.bill.usd,
        "failed": failed,
    }


def _about_offer(document: Explanation, decision: Decision, chosen: Chosen, record: Record) -> None:
    """What is true of the offer by itself: facts, limits, score."""
    subject, situation = chosen.scored.subject, decision.situation
    candidate = subject.candidate
    failed = document["offers"][0]["failed"]
    facts = row_facts(candidate, record)
    standing: Standing = "out" if failed else "first" if chosen.rank == 1 else "ranked"
    document.update(
        {
            "offer": candidate.offer,
            "provider": candidate.provider,
            "standing": standing,
            "rank": None if failed else chosen.rank,
            "rank_if_admitted": chosen.rank,
            "score": chosen.scored.score,
            "proven": chosen.scored.proven,
            "limits": limit_verdicts(subject, record, situation, failed),
            "admission": admission(subject, situation, failures_of(decision, subject)),
            "cost_breakdown": {part: usd for part, usd in subject.bill.parts.items() if usd},
            "capability": capability_estimate(candidate, situation.task),
            "license_duties": duties_of(candidate, situation),
            "measures": row_measures(subject, record, situation, facts),
            "facts": facts,
        }
    )
    waived = [] if failed else agreed(subject, situation)
    document["warnings"] = [
        *row_warnings(chosen.scored, decision.weights, record, waived, situation),
        *document["warnings"],
    ]


def _about_place(
    document: Explanation, decision: Decision, chosen: Chosen, *, by_offer: bool
) -> None:
    """What is true of it among the others: differences, changes, who dominates it."""
    item, other = chosen.scored, opponent(decision, chosen)
    provisional = decision.situation.task.capability_scale == "provisional"
    frame = Frame(decision.weights, decision.scales, PERCENTILES_END if provisional else inf)
    facts: Mapping[str, Fact] = document["facts"]
    document["criteria"] = criterion_parts(
        item, other, decision.weights, decision.scales, facts, provisional=provisional
    )
    document["opponent"] = None if other is None else _opponent(chosen, other)
    document["dominated_by"] = dominated_by(decision, item)
    document["exchange"] = exchange(item.subject, frame)
    document["why"] = [
        standing_words(chosen, other, decision, ranking_of=document["ranking_of"]),
        *out_words(document["limits"]),
        *difference_words(document["criteria"], chosen, other),
    ]
    if not chosen.eligible:
        return
    if other is not None:
        behind, first = (other, item) if chosen.rank == 1 else (item, other)
        document["changes"] = changes(behind, first, frame)
    document["weight_ranges"] = first_ranges(
        ranked_item(decision, item),
        decision.scored,
        decision.weights,
        first=decision.order[0],
        one_per_model=not by_offer,
    )


def ranked_item(decision: Decision, item: Scored) -> Scored:
    """The same offer as the decision holds it."""
    offer = item.subject.candidate.offer
    return next(other for other in decision.scored if other.subject.candidate.offer == offer)


def opponent(decision: Decision, chosen: Chosen) -> Scored | None:
    """The first of the ranking; the second for the first; None where nobody else is ranked."""
    offer = chosen.scored.subject.candidate.offer
    others = [item for item in decision.order if item.subject.candidate.offer != offer]
    return others[0] if others else None


def _opponent(chosen: Chosen, other: Scored) -> Opponent:
    """Whom it is measured against."""
    candidate = other.subject.candidate
    return {
        "role": "second" if chosen.eligible and chosen.rank == 1 else "first",
        "model": candidate.model,
        "provider": candidate.provider,
        "offer": candidate.offer,
        "score": other.score,
        "proven": other.proven,
        "lead": chosen.scored.score - other.score,
    }


def dominated_by(decision: Decision, item: Scored) -> list[str]:
    """The offers on the front that dominate it, in the order of the ranking."""
    own = item.subject.candidate.offer
    others = [
        other
        for other in decision.order
        if other.proven == item.proven and other.subject.candidate.offer != own
    ]
    (subject,) = spans([item], decision.weights, decision.scales)
    rivals = spans(others, decision.weights, decision.scales)
    return dominators(rivals, pareto_front(rivals), [subject])[own]


def _sureness(catalog: Catalog, decision: Decision, chosen: Chosen, *, precise: bool) -> Sureness:
    """How often it comes first; empty where that was not drawn."""
    offer = chosen.scored.subject.candidate.offer
    found = judge(
        decision.order,
        decision.weights,
        decision.completed.requirements.preferences,
        decision.scales,
        uncertainty(catalog, decision, precise=precise),
        wanted={offer},
    )
    return {} if found is None else sureness(found, offer)
