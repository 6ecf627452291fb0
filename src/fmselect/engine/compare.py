"""Offers side by side: what they share, where they differ, and what that is worth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fmselect.domain.catalog import Catalog, Record
from fmselect.domain.comparison import ComparedOffer, Comparison
from fmselect.domain.recommendation import Sureness
from fmselect.domain.requirements import Requirements
from fmselect.engine.answered import answered
from fmselect.engine.compare_rows import Side, criterion_rows, fact_rows, limit_rows, measure_rows
from fmselect.engine.constraints import agreed
from fmselect.engine.criteria import criterion_parts
from fmselect.engine.decision import Decision, decide
from fmselect.engine.doubt import Uncertainty, judge, sureness, uncertainty
from fmselect.engine.evidence import row_facts
from fmselect.engine.explain_limits import limit_verdicts
from fmselect.engine.explain_words import difference_words
from fmselect.engine.notices import name_notices
from fmselect.engine.pairs import dominations, odds
from fmselect.engine.robustness import Robustness
from fmselect.engine.rows import capability_estimate, row_measures, row_warnings
from fmselect.engine.targets import Chosen, choose, failed_limits, find_target, offers_of
from fmselect.errors import UsageError

SCHEMA = "fmselect/comparison@1"
FEWEST, MOST = 2, 6


def compare(
    catalog: Catalog,
    requirements: Requirements,
    names: Sequence[str],
    *,
    today: date,
    precise: bool = False,
) -> Comparison:
    """Compare models or offers for one task; the others are measured against the first.

    Args:
        catalog: What is known.
        requirements: What is asked; the task's defaults fill what is not stated.
        names: Two to six models, each at the offer of it that ranks highest, or offers.
        today: The day retirements and ages are counted from.
        precise: Draw 10,000 times instead of 800.

    Returns:
        The document `compare --json` prints.

    Raises:
        UsageError: Fewer than two or more than six names, one that nothing has, two that are the
            same offer, one the task does not look at, or requirements that cannot be meant.
    """
    if not FEWEST <= len(names) <= MOST:
        raise UsageError(
            f"{len(names)} to compare", where="MODEL", hint=f"name {FEWEST} to {MOST} models"
        )
    decision = decide(catalog, requirements, today=today)
    chosen = [_chosen(catalog, decision, name) for name in names]
    _refuse_twins(names, chosen)
    sides = [
        _side(catalog, decision, name, item, chosen[0])
        for name, item in zip(names, chosen, strict=True)
    ]
    doubt = uncertainty(catalog, decision, precise=precise)
    return _document(catalog, decision, sides, doubt)


def _chosen(catalog: Catalog, decision: Decision, name: str) -> Chosen:
    """The offer a name stands for.

    Raises:
        UsageError: Nothing has the name, or the task does not look at it.
    """
    target = find_target(catalog, name)
    offers = offers_of(decision, target)
    if not offers:
        task = decision.situation.task
        raise UsageError(
            f"{task.id} does not look at {target.model}",
            where="MODEL",
            hint=f"why: fmselect explain {target.model} {task.id}",
        )
    return choose(decision, offers[0], by_offer=False)


def _refuse_twins(names: Sequence[str], chosen: Sequence[Chosen]) -> None:
    """Refuse to compare an offer with itself.

    Raises:
        UsageError: Two names stand for the same offer.
    """
    seen: dict[str, str] = {}
    for name, item in zip(names, chosen, strict=True):
        offer = item.scored.subject.candidate.offer
        if offer in seen:
            raise UsageError(
                f"{seen[offer]!r} and {name!r} are both {offer}",
                where="MODEL",
                hint="to compare two offers of one model, name the offers",
            )
        seen[offer] = name


def _side(catalog: Catalog, decision: Decision, name: str, item: Chosen, first: Chosen) -> Side:
    """One offer with everything that is shown of it."""
    scored, situation = item.scored, decision.situation
    record: Record = catalog.offer_record(scored.subject.candidate.position, situation.task.type)
    facts = row_facts(scored.subject.candidate, record)
    failed = failed_limits(decision, scored.subject)
    parts = criterion_parts(
        scored,
        first.scored,
        decision.weights,
        decision.scales,
        facts,
        provisional=situation.task.capability_scale == "provisional",
    )
    waived = [] if failed else agreed(scored.subject, situation)
    return Side(
        name,
        item,
        facts,
        row_measures(scored.subject, record, situation, facts),
        limit_verdicts(scored.subject, record, situation, failed),
        parts,
        row_warnings(scored, decision.weights, record, waived, situation),
    )


def _document(
    catalog: Catalog, decision: Decision, sides: Sequence[Side], doubt: Uncertainty
) -> Comparison:
    """Everything together."""
    items = [side.chosen.scored for side in sides]
    preferences = decision.completed.requirements.preferences
    pairs = odds(items, decision.weights, preferences, decision.scales, doubt)
    found = _judged(decision, sides, doubt)
    return {
        **answered(catalog, decision, SCHEMA),
        "ranked": len(decision.order),
        "offers": [_offer(decision, side, sides[0], found) for side in sides],
        "criteria": list(criterion_rows(sides)),
        "limits": list(limit_rows(sides)),
        "measures": list(measure_rows(sides)),
        "facts": list(fact_rows(sides)),
        "dominates": dominations(items, decision.weights, decision.scales),
        "draws": pairs.draws,
        "pairwise": pairs.pairs,
        "why": [
            line
            for side in sides[1:]
            for line in difference_words(side.parts, side.chosen, items[0])
        ],
        "warnings": list(name_notices(decision.subjects, decision.completed)),
    }


def _judged(decision: Decision, sides: Sequence[Side], doubt: Uncertainty) -> Robustness | None:
    """How sure the ranking is, with the figures of the offers that are compared."""
    return judge(
        decision.order,
        decision.weights,
        decision.completed.requirements.preferences,
        decision.scales,
        doubt,
        wanted={side.chosen.scored.subject.candidate.offer for side in sides},
    )


def _offer(decision: Decision, side: Side, first: Side, found: Robustness | None) -> ComparedOffer:
    """One column."""
    named, chosen = side.named, side.chosen
    scored = chosen.scored
    candidate = scored.subject.candidate
    drawn: Sureness = {} if found is None else sureness(found, candidate.offer)
    return {
        "named": named,
        "model": candidate.model,
        "provider": candidate.provider,
        "offer": candidate.offer,
        "eligible": chosen.eligible,
        "rank": chosen.rank if chosen.eligible else None,
        "rank_if_admitted": chosen.rank,
        "score": scored.score,
        "difference": scored.score - first.chosen.scored.score,
        "proven": scored.proven,
        "capability": capability_estimate(candidate, decision.situation.task),
        "cost_breakdown": {part: usd for part, usd in scored.subject.bill.parts.items() if usd},
        "sureness": drawn,
        "warnings": side.warnings,
    }
