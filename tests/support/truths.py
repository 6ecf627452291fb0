"""What a sentence of an answer promises, done: the change it names, and a hundredth less of it.

Each check takes a market (from offers to a catalog of them), some offers and a question, and fails
where a sentence of the answer is not true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from math import inf
from typing import Any

import pytest

from fmselect.domain.candidate import Candidate, Price, Speed, UnitPrice
from fmselect.domain.catalog import Catalog
from fmselect.domain.explanation import Change, Explanation, WeightRange
from fmselect.domain.recommendation import Recommendation, ToldFlip
from fmselect.domain.requirements import (
    Constraints,
    Preferences,
    Requirements,
)
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
            again = [item._replace(score=_sum(weights, item)) for item in decision.scored]
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
