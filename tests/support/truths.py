"""What a sentence of an answer promises, done: the change it names, and a hundredth less of it.

Each check takes a market (from offers to a catalog of them), some offers and a question, and fails
where a sentence of the answer is not true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import combinations
from math import inf
from typing import Any, TypeVar

import pytest

from fmselect.domain.candidate import Candidate, Price, Speed, UnitPrice
from fmselect.domain.catalog import Catalog
from fmselect.domain.explanation import Change, Explanation, WeightRange
from fmselect.domain.recommendation import Admission, Recommendation, ToldFlip
from fmselect.domain.requirements import (
    Constraints,
    Preferences,
    PrivacyConstraints,
    Requirements,
    Use,
)
from fmselect.engine.constraints import CONSTRAINTS, active_constraints
from fmselect.engine.decision import decide
from fmselect.engine.explain import explain
from fmselect.engine.pareto import Span, spans
from fmselect.engine.ranking import order_key
from fmselect.engine.recommend import recommend
from fmselect.engine.rounding import plain
from fmselect.engine.score import Scored
from fmselect.engine.stability import with_weight
from fmselect.engine.thresholds import repriced

TODAY = date(2026, 11, 24)
ALMOST = 0.99
"""A hundredth less than what is named."""
LEVEL = 1e-8
"""Scores that are nearer take a larger change than the one that makes them level."""
STEPS = 40
"""Into which the scale of a weight is divided to walk along it."""
JUST = 1e-7
"""Beyond the end of a range of weights: further out its own model may be first again."""

Market = Callable[[Sequence[Candidate]], Catalog]
Offers = Sequence[Candidate]


def answer(market: Market, offers: Offers, asked: Requirements, **options: Any) -> Recommendation:
    """The whole ranking."""
    return recommend(market(offers), asked, today=TODAY, **{"top": 1000, **options})


def explained(market: Market, offers: Offers, asked: Requirements, name: str) -> Explanation:
    """The explanation of a model, or of an offer."""
    return explain(market(offers), asked, name, today=TODAY)


def of_the_ranked(
    market: Market, offers: Offers, asked: Requirements, most: int = 8
) -> Iterator[Explanation]:
    """The explanations of the first models of the ranking."""
    for row in answer(market, offers, asked)["ranking"][:most]:
        yield explained(market, offers, asked, row["model"])


def first(market: Market, offers: Offers, asked: Requirements) -> str | None:
    """The offer that is first where one stands for each model."""
    order = decide(market(offers), asked, today=TODAY).order
    return order[0].subject.candidate.offer if order else None


def is_first(market: Market, offers: Offers, asked: Requirements, subject: Candidate) -> bool:
    """Whether the subject's model is first with it."""
    found = first(market, offers, asked)
    return found is not None and (found == subject.offer or model_of(found) == subject.model)


def model_of(offer: str) -> str:
    """The model of an offer's id."""
    return offer.partition("/")[2].partition("@")[0]


def changes_are_true(market: Market, offers: Offers, asked: Requirements) -> None:
    """Price, rates, seconds and capability, applied one at a time.

    Where no amount is named none is enough: free of charge, or at once, it is still not first.
    """
    ends = {"cost_usd_per_month": 0.0, "response_seconds": 0.001}
    for document in of_the_ranked(market, offers, asked):
        for item in document["changes"]:
            subject = next(o for o in offers if o.offer == item["offer"])
            if item["to"] is None:
                if item["attribute"] in ends:
                    done = changed(offers, subject, item, ends[item["attribute"]])
                    assert not is_first(market, done, asked, subject), item["sentence"]
                continue
            done = changed(offers, subject, item, item["to"])
            assert is_first(market, done, asked, subject), item["sentence"]
            lead = document["opponent"]["lead"] if document["opponent"] else 0.0
            if item["now"] is not None and abs(lead) > LEVEL:
                less = item["now"] + ALMOST * (item["to"] - item["now"])
                almost = changed(offers, subject, item, less)
                assert not is_first(market, almost, asked, subject), item["sentence"]


def changed(offers: Offers, subject: Candidate, item: Change, to: float) -> list[Candidate]:
    """The offers with one attribute of one of them changed, of its model where it is shared."""
    if item["attribute"] == "capability":
        return [
            o._replace(capability=o.capability and o.capability._replace(estimate=to))
            if o.model == subject.model
            else o
            for o in offers
        ]
    new = _modified(subject, item, to)
    return [new if o.offer == subject.offer else o for o in offers]


def _modified(subject: Candidate, item: Change, to: float) -> Candidate:
    """The offer at another price or speed."""
    attribute, now, price = item["attribute"], item["now"], subject.price
    if attribute == "response_seconds":
        # Everything at the first token, so that the whole answer takes just as long.
        return subject._replace(speed=Speed((to, to, to), (inf, inf, inf), estimated=False))
    if not now or price is None or price.billing != "token" or price.units:
        # A bill that is unknown, or nothing, or by the unit: a subscription says what it costs.
        return subject._replace(price=flat(to))
    factor = to / now
    if attribute == "cost_usd_per_month":
        return subject._replace(price=repriced(price, input_factor=factor, output_factor=factor))
    side = "input_factor" if attribute.startswith("input") else "output_factor"
    return subject._replace(price=repriced(price, **{side: factor}))


def flat(usd: float) -> Price:
    """A subscription of so much a month."""
    return Price("flat", units=(UnitPrice("month", usd),), observed="2026-11-01")


def ranges_are_true(market: Market, offers: Offers, asked: Requirements) -> None:
    """At both ends of each range of weights, just inside and just outside."""
    for document in of_the_ranked(market, offers, asked):
        for reach in document["weight_ranges"]:
            low, high = reach["low"], reach["high"]
            if low is None or high is None or high - low <= 1e-6:
                continue
            margin = (high - low) / 1000
            for weight in (low + margin, high - margin):
                assert _leads(market, offers, asked, document, reach, weight), reach["sentence"]
            if reach["below"] is not None:
                weight = low - min(JUST, low / 2)
                assert not _leads(market, offers, asked, document, reach, weight)
            if reach["above"] is not None:
                weight = high + min(JUST, (1 - high) / 2)
                assert not _leads(market, offers, asked, document, reach, weight)


def _leads(
    market: Market,
    offers: Offers,
    asked: Requirements,
    document: Explanation,
    reach: WeightRange,
    weight: float,
) -> bool:
    """Whether what is explained is first: of the first any offer of its model, else the offer."""
    weights = with_weight(document["weights"], reach["criterion"], weight)
    found = first(market, offers, weighed(asked, weights))
    if document["standing"] != "first" or found is None:
        return found == document["offer"]
    return model_of(found) == document["model"]


def weighed(asked: Requirements, weights: dict[str, float]) -> Requirements:
    """The same question with these weights."""
    anchors = asked.preferences.cost_anchors_usd_per_month
    preferences = Preferences(
        weights=tuple(weights.items()),
        industry=asked.preferences.industry,
        cost_anchors_usd_per_month=anchors,
    )
    return asked._replace(preferences=preferences)


def flips_are_true(
    market: Market, offers: Offers, asked: Requirements, *, walk: bool = True
) -> None:
    """At the weight that is named its winner is first; a hundredth of the way less, it is not.

    Args:
        market: From offers to a catalog.
        offers: Of it.
        asked: The question.
        walk: Whether to look for flips that are not named, too, all along every weight.
    """
    document = answer(market, offers, asked, top=1)
    if walk:
        no_nearer_flip(market, offers, asked, document)
    for flip in document["flips"]:
        before = document["ranking"][0]["model"]
        found = _at(market, offers, asked, document, flip, flip["to"])
        assert found == flip["winner"], flip["sentence"]
        assert model_of(found) != before
        assert f" weighs {plain(flip['to'])} (now" in flip["sentence"]
        assert flip["sentence"].startswith(flip["winner"])
        if abs(flip["to"] - flip["from"]) < 1e-5:
            continue  # the two tie as it is
        less = flip["from"] + ALMOST * (flip["to"] - flip["from"])
        still = _at(market, offers, asked, document, flip, less)
        assert still is not None
        assert model_of(still) == before, flip["sentence"]


def no_nearer_flip(
    market: Market, offers: Offers, asked: Requirements, document: Recommendation
) -> None:
    """Walking every weight along its scale finds no change that is not named, or that is nearer."""
    decision = decide(market(offers), asked, today=TODAY)
    named = {flip["weight"]: abs(flip["to"] - flip["from"]) for flip in document["flips"]}
    for criterion, now in decision.weights.items() if len(decision.weights) > 1 else ():
        for step in range(1, STEPS):
            weights = with_weight(decision.weights, criterion, step / STEPS)
            again = [
                Scored(item.subject, item.values, _sum(weights, item)) for item in decision.scored
            ]
            model = min(again, key=order_key).subject.candidate.model if again else ""
            if again and model != document["ranking"][0]["model"]:
                distance = abs(step / STEPS - now)
                assert named.get(criterion, inf) <= distance + 1e-6, (criterion, step / STEPS)


def _sum(weights: dict[str, float], item: Scored) -> float:
    """A score at other weights."""
    return sum(w * value for w, value in zip(weights.values(), item.values, strict=True))


def _at(
    market: Market,
    offers: Offers,
    asked: Requirements,
    document: Recommendation,
    flip: ToldFlip,
    weight: float,
) -> str | None:
    """Who is first with one weight changed."""
    weights = with_weight(document["weights"], flip["weight"], weight)
    return first(market, offers, weighed(asked, weights))


def exchange_is_true(market: Market, offers: Offers, asked: Requirements) -> None:
    """Paying what a point of capability is said to be worth leaves the score as it is."""
    for document in of_the_ranked(market, offers, asked):
        exchange, cost = document["exchange"], document["cost_breakdown"]
        more = exchange and exchange["usd_per_month_for_a_capability_point"]
        item = next(o for o in offers if o.offer == document["offer"])
        if more is None or not cost or item.capability is None:
            continue
        better = item.capability._replace(estimate=item.capability.estimate + 1)
        paying = item._replace(price=flat(sum(cost.values()) + more))
        done = [
            o._replace(capability=better) if o.model == item.model else o
            for o in (paying if o.offer == item.offer else o for o in offers)
        ]
        free = asked._replace(constraints=Constraints())
        assert explained(market, done, free, item.offer)["score"] == pytest.approx(
            document["score"], abs=1e-9
        )


def admissions_are_true(market: Market, offers: Offers, asked: Requirements) -> None:
    """All steps together admit an offer that is out; of a number, nearly all is not enough."""
    for item in offers:
        document = explained(market, offers, asked, item.offer)
        steps = document["admission"]
        assert (steps == []) == (document["standing"] != "out")
        missing = {v["constraint"]: v["short_by"] for v in document["limits"] if v["short_by"]}
        for step in steps:
            name, limit = step["constraint"], limit_of(asked, step["constraint"])
            if name in missing and isinstance(limit, float):
                below = name.startswith("min_") and missing[name] > limit
                assert below or step["how"] == "relax", step
        if steps and not any(step["how"] in ("nothing", "policy") for step in steps):
            _admitted(market, offers, asked, item.offer, steps)


def _admitted(
    market: Market, offers: Offers, asked: Requirements, offer: str, steps: Sequence[Admission]
) -> None:
    """Taken together the steps admit it; without the last hundredth of one they do not."""
    admitted = asked
    for step in steps:
        admitted = agreed(admitted, step, step["to"])
    assert is_eligible(market, offers, admitted, offer), steps
    for step in steps:
        limit = limit_of(asked, step["constraint"])
        if step["how"] != "relax" or isinstance(step["to"], (list, int)):
            continue
        nearly = agreed(admitted, step, limit + ALMOST * (step["to"] - limit))
        assert not is_eligible(market, offers, nearly, offer), step


def is_eligible(market: Market, offers: Offers, asked: Requirements, offer: str) -> bool:
    """Whether an offer satisfies every limit."""
    decision = decide(market(offers), asked, today=TODAY)
    return any(s.candidate.offer == offer for s in decision.screening.eligible)


def limit_of(asked: Requirements, name: str) -> Any:
    """The limit in force."""
    limits: Any = asked.constraints
    if name.startswith("privacy."):
        limits, name = limits.privacy, name.removeprefix("privacy.")
    return getattr(limits, name.replace(".", "_"), None)


def agreed(asked: Requirements, step: Admission, to: Any) -> Requirements:
    """The requirements with one step taken; what is to be settled is left out."""
    if step["how"] == "accept":
        return asked._replace(accept=tuple(dict.fromkeys((*asked.accept, to))))
    if step["how"] == "assume":
        return asked._replace(assume_unknown=tuple(dict.fromkeys((*asked.assume_unknown, to))))
    name = step["constraint"]
    if name.startswith("use."):
        return asked._replace(use=_with(asked.use, name.removeprefix("use."), None))
    if "--use" in step["sentence"]:
        asked = asked._replace(use=Use())
    value: Any = tuple(to) if isinstance(to, list) else to
    return with_limit(asked, name, value)


def with_limit(asked: Requirements, name: str, value: Any) -> Requirements:
    """The requirements with one limit at a value; None is without it."""
    limits = asked.constraints
    if name.startswith("privacy."):
        privacy = _with(limits.privacy, name.removeprefix("privacy."), value)
        return asked._replace(constraints=limits._replace(privacy=privacy))
    return asked._replace(constraints=_with(limits, name.replace(".", "_"), value))


Part = TypeVar("Part", Constraints, PrivacyConstraints, Use)


def _with(part: Part, name: str, value: Any) -> Part:
    """One field at a value; None is its default."""
    changes: dict[str, Any] = {name: part._field_defaults[name] if value is None else value}
    return part._replace(**changes)


def near_misses_are_true(market: Market, offers: Offers, asked: Requirements) -> None:
    """The step of each admits it, with the score and at the rank that are promised."""
    document = answer(market, offers, asked)
    for miss in document["near_misses"]:
        offer, (step,), (failed,) = miss["offer"], miss["admission"], miss["failed"]
        assert failed["constraint"] == step["constraint"]
        if step["how"] in ("policy", "nothing"):
            continue
        admitted = agreed(asked, step, step["to"])
        _admitted(market, offers, asked, offer, [step])
        ranked = [row["offer"] for row in document["ranking"]]
        known = [item for item in offers if item.offer in {*ranked, offer}]
        alone = decide(market(known), admitted, today=TODAY, one_per_model=False)
        found = {item.subject.candidate.offer: item for item in alone.scored}
        if list(alone.weights.items()) != list(document["weights"].items()):
            continue  # of some criterion only those that are out are known
        assert found[offer].score == miss["score_if_admitted"]
        ahead = [o for o in ranked if order_key(found[o]) < order_key(found[offer])]
        if miss["rank_if_admitted"] is None:
            assert model_of(offer) in {model_of(other) for other in ahead}
        else:
            assert len(ahead) == miss["rank_if_admitted"] - 1


def shortfalls_are_true(market: Market, offers: Offers, asked: Requirements) -> None:
    """Relaxing a limit by what is missing satisfies it, and by a hundredth less does not."""
    catalog = market(offers)
    decision = decide(catalog, asked, today=TODAY)
    by_offer = {subject.candidate.offer: subject for subject in decision.subjects}
    excluded = answer(market, offers, asked, explain_excluded=True)["excluded"]
    for item in excluded:
        for failed in item["failed"]:
            name, short = failed["constraint"], failed["short_by"]
            limit = limit_of(asked, name)
            if short is None or isinstance(limit, (tuple, str)) or limit is None:
                continue
            sign = -1.0 if name.startswith("min_") else 1.0
            assert short > 0
            for share, passes in ((1.0 + 1e-9, True), (ALMOST, False)):
                relaxed = with_limit(
                    decision.completed.requirements, name, limit + sign * share * short
                )
                situation = decision.situation._replace(requirements=relaxed)
                judge = next(
                    active.judge
                    for active in active_constraints(situation)
                    if active.constraint.name == name
                )
                verdict = judge(by_offer[item["offer"]])
                waived = CONSTRAINTS[name].assumed_by in asked.assume_unknown
                done = verdict.status == "pass" or (verdict.status == "unknown" and waived)
                assert done == passes, failed


def repairs_are_true(market: Market, offers: Offers, asked: Requirements) -> None:
    """The steps of each repair admit what it says, and fewer limits admit nobody."""
    document = answer(market, offers, asked)
    if document["ranking"]:
        assert document["repairs"] == []
    for repair in document["repairs"]:
        assert [step["constraint"] for step in repair["admission"]] == repair["constraints"]
        steps = repair["admission"]
        if not any(step["how"] in ("nothing", "policy") for step in steps):
            _admitted(market, offers, asked, repair["offer"], steps)
        for fewer in _smaller(document, asked, len(repair["constraints"]) - 1):
            relaxed = asked
            for name in fewer:
                relaxed = with_limit(relaxed, name, None)
            assert first(market, offers, relaxed) is None, fewer


def _smaller(document: Recommendation, asked: Requirements, size: int) -> Iterator[tuple[str, ...]]:
    """Sets of so many of the limits that keep anybody out and can be left out one by one.

    Limits that nobody states, and those that follow from the use, cannot.
    """
    never = ("pays_with_data", "retiring", *(() if asked.use == Use() else ("license",)))
    names = [
        name
        for name in document["excluded_by"]
        if CONSTRAINTS[name].near_miss and name not in never and not name.startswith("use.")
    ]
    if size > 0:
        yield from list(combinations(names, size))[:20]


def front_is_true(market: Market, offers: Offers, asked: Requirements) -> None:
    """The Pareto front is complete, whoever is dominated says by whom, and the front alone shows.

    Checked against all pairs, on the values of the rows: a value of which nothing is known may be
    anything from 0 to 1.
    """
    document = answer(market, offers, asked)
    decision = decide(market(offers), asked, today=TODAY)
    found = spans(decision.order, decision.weights, decision.scales)
    by_pairs = {one.offer: {other.offer for other in found if _above(other, one)} for one in found}
    front = [offer for offer, others in by_pairs.items() if not others]
    assert document["pareto_front"] == front
    for row in document["ranking"]:
        others = by_pairs.get(row["offer"], set())
        assert row["dominated_by"] == [offer for offer in front if offer in others]
        assert bool(row["dominated_by"]) == bool(others)
    alone = answer(market, offers, asked, front_only=True)
    assert [row["offer"] for row in alone["ranking"]] == front
    ranks = {row["offer"]: row["rank"] for row in document["ranking"]}
    assert all(row["rank"] == ranks[row["offer"]] for row in alone["ranking"])
    assert all(row["dominated_by"] == [] for row in alone["ranking"])


def _above(one: Span, other: Span) -> bool:
    """Whether one at its worst is nowhere below the other at its best, and above it once."""
    pairs = list(zip(one.worst, other.best, strict=True))
    return all(a >= b for a, b in pairs) and any(a > b for a, b in pairs)
