"""Every number of an explanation adds up, and every sentence that names a change is true."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import inf
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fmselect.domain.candidate import Candidate, Price, Speed, UnitPrice
from fmselect.domain.explanation import Admission, Change, Explanation, WeightRange
from fmselect.domain.requirements import Constraints, PrivacyConstraints, Requirements
from fmselect.engine.compare import compare
from fmselect.engine.decision import decide
from fmselect.engine.explain import explain
from fmselect.engine.recommend import recommend
from fmselect.engine.stability import with_weight
from fmselect.engine.thresholds import repriced
from tests.support.memory_catalog import MemoryCatalog, language_task
from tests.support.strategies import catalogs, requirements

TODAY = date(2026, 11, 24)
ALMOST = 0.99
"""A hundredth less than what is named."""
LEVEL = 1e-8
"""Scores that are nearer take a larger change than the one that makes them level."""
JUST = 1e-7
"""Beyond the end of a range of weights: further out its own model may be first again."""


IDS = {"licenses": ["MIT"], "providers": ["a", "b", "c"]}


def market(offers: Sequence[Candidate]) -> MemoryCatalog:
    """A catalog of these offers, which knows every name that requirements may hold.

    Offers of one model have its capability, as those of a compiled catalog do.
    """
    of = {item.model: item.capability for item in reversed(offers)}
    alike = [item._replace(capability=of[item.model]) for item in offers]
    return MemoryCatalog(alike, ids=IDS)


def explained(offers: Sequence[Candidate], asked: Requirements, name: str) -> Explanation:
    """The explanation of a model, or of an offer."""
    return explain(market(offers), asked, name, today=TODAY)


def first(offers: Sequence[Candidate], asked: Requirements, *, by_offer: bool) -> str | None:
    """The offer that is first."""
    rows = recommend(market(offers), asked, today=TODAY, top=1, one_per_model=not by_offer)[
        "ranking"
    ]
    return rows[0]["offer"] if rows else None


def ranked(offers: Sequence[Candidate], asked: Requirements) -> list[Explanation]:
    """The explanations of all models that are ranked."""
    rows = recommend(market(offers), asked, today=TODAY, top=100)["ranking"]
    return [explained(offers, asked, row["model"]) for row in rows]


@given(catalogs(least=2), requirements, st.booleans())
@settings(max_examples=60)
def test_the_parts_add_up(offers: list[Candidate], asked: Requirements, by_offer: bool) -> None:
    """Contributions to the score, differences to the lead; the rank is that of the ranking."""
    for item in offers[:3]:
        document = explained(offers, asked, item.offer if by_offer else item.model)
        parts = document["criteria"]
        assert document["score"] is not None
        assert sum(part["contribution"] for part in parts) == document["score"]
        if document["opponent"] is not None:
            differences = [part["difference"] or 0.0 for part in parts]
            assert sum(differences) == pytest.approx(document["opponent"]["lead"], abs=1e-12)
        if document["rank"] is not None:
            decision = decide(market(offers), asked, today=TODAY, one_per_model=not by_offer)
            order = [scored.subject.candidate.offer for scored in decision.order]
            assert order[document["rank"] - 1] == document["offer"]


@given(catalogs(least=2), requirements)
@settings(max_examples=60)
def test_a_comparison_adds_up(offers: list[Candidate], asked: Requirements) -> None:
    """Differences over the criteria are the difference of the scores, for every offer."""
    document = compare(market(offers), asked, [item.offer for item in offers[:4]], today=TODAY)
    for place, item in enumerate(document["offers"]):
        differences = [row["cells"][place]["difference"] for row in document["criteria"]]
        assert sum(differences) == pytest.approx(item["difference"], abs=1e-12)
        assert item["difference"] == item["score"] - document["offers"][0]["score"]


@given(catalogs(least=2), requirements)
@settings(max_examples=60)
def test_a_change_that_is_named_makes_it_first_and_a_hundredth_less_does_not(
    offers: list[Candidate], asked: Requirements
) -> None:
    """Price, rates, seconds and capability, applied one at a time."""
    for document in ranked(offers, asked):
        for item in document["changes"]:
            subject = next(o for o in offers if o.offer == item["offer"])
            if item["to"] is None:
                continue
            done = changed(offers, subject, item, item["to"])
            assert is_first(done, asked, subject), item["sentence"]
            lead = document["opponent"]["lead"] if document["opponent"] else 0.0
            if item["now"] is not None and abs(lead) > LEVEL:
                less = item["now"] + ALMOST * (item["to"] - item["now"])
                almost = changed(offers, subject, item, less)
                assert not is_first(almost, asked, subject), item["sentence"]


@given(catalogs(least=2), requirements)
@settings(max_examples=60)
def test_where_no_change_is_named_none_is_enough(
    offers: list[Candidate], asked: Requirements
) -> None:
    """Free of charge, at once, or at the end of the scale: it is still not first."""
    ends = {"cost_usd_per_month": 0.0, "response_seconds": 0.001, "capability": 100.0}
    for document in ranked(offers, asked):
        for item in document["changes"]:
            subject = next(o for o in offers if o.offer == item["offer"])
            if item["to"] is None:
                done = changed(offers, subject, item, ends[item["attribute"]])
                assert not is_first(done, asked, subject), item["sentence"]


def is_first(offers: Sequence[Candidate], asked: Requirements, subject: Candidate) -> bool:
    """Whether the subject's model is first with it."""
    found = first(offers, asked, by_offer=False)
    return found == subject.offer or (
        found is not None and found.partition("/")[2] == subject.model
    )


def changed(
    offers: Sequence[Candidate], subject: Candidate, item: Change, to: float
) -> list[Candidate]:
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
    attribute, now = item["attribute"], item["now"]
    if attribute == "response_seconds":
        # Everything at the first token, so that the whole answer takes just as long.
        return subject._replace(speed=Speed((to, to, to), (inf, inf, inf), estimated=False))
    price = subject.price
    if not now or price is None:
        # A bill that is unknown, or nothing: a subscription says what it costs.
        return subject._replace(price=_flat(to))
    factor = to / now
    if attribute == "cost_usd_per_month":
        return subject._replace(price=repriced(price, input_factor=factor, output_factor=factor))
    side = "input_factor" if attribute.startswith("input") else "output_factor"
    return subject._replace(price=repriced(price, **{side: factor}))


def _flat(usd: float) -> Price:
    return Price("flat", units=(UnitPrice("month", usd),), observed="2026-11-01")


@given(catalogs(least=2), requirements)
@settings(max_examples=60)
def test_between_the_weights_that_are_named_it_is_first_and_beyond_them_it_is_not(
    offers: list[Candidate], asked: Requirements
) -> None:
    """At both ends, just inside and just outside, with the other weights in proportion."""
    for document in ranked(offers, asked):
        for reach in document["weight_ranges"]:
            if reach["low"] is None or reach["high"] is None:
                continue
            assume(reach["high"] - reach["low"] > 1e-6)
            margin = (reach["high"] - reach["low"]) / 1000
            for weight in (reach["low"] + margin, reach["high"] - margin):
                assert is_it(document, first_at(offers, asked, document, reach, weight))
            if reach["below"] is not None:
                weight = reach["low"] - min(JUST, reach["low"] / 2)
                assert not is_it(document, first_at(offers, asked, document, reach, weight))
            if reach["above"] is not None:
                weight = reach["high"] + min(JUST, (1 - reach["high"]) / 2)
                assert not is_it(document, first_at(offers, asked, document, reach, weight))


def first_at(
    offers: Sequence[Candidate],
    asked: Requirements,
    document: Explanation,
    reach: WeightRange,
    weight: float,
) -> str | None:
    """The offer that is first with one weight changed."""
    weights = with_weight(document["weights"], reach["criterion"], weight)
    preferences = asked.preferences._replace(
        weights=tuple(weights.items()), priorities=(), equal=False
    )
    return first(offers, asked._replace(preferences=preferences), by_offer=False)


def is_it(document: Explanation, offer: str | None) -> bool:
    """Whether it is what is explained: of the first any offer of its model, else the offer."""
    if document["standing"] != "first" or offer is None:
        return offer == document["offer"]
    return offer.partition("/")[2] == document["model"]


@given(catalogs(), requirements)
@settings(max_examples=60)
def test_what_would_admit_an_offer_admits_it_and_a_hundredth_less_does_not(
    offers: list[Candidate], asked: Requirements
) -> None:
    """All of it together; of a number, nearly all is not enough."""
    for item in offers:
        document = explained(offers, asked, item.offer)
        steps = document["admission"]
        assert (steps == []) == (document["standing"] != "out")
        if not steps or any(step["how"] == "nothing" for step in steps):
            continue
        admitted = asked
        for step in steps:
            admitted = agreed(admitted, step, step["to"])
        assert explained(offers, admitted, item.offer)["standing"] != "out", steps
        for step in steps:
            limit = _limit(asked, step["constraint"])
            if step["how"] != "relax" or isinstance(step["to"], (list, int)):
                continue
            nearly = agreed(admitted, step, limit + ALMOST * (step["to"] - limit))
            assert explained(offers, nearly, item.offer)["standing"] == "out", step


def _limit(asked: Requirements, name: str) -> Any:
    """The limit in force."""
    limits: Any = asked.constraints
    if name.startswith("privacy."):
        limits, name = limits.privacy, name.removeprefix("privacy.")
    return getattr(limits, name.replace(".", "_"), None)


def stated(name: str, value: Any) -> dict[str, Any]:
    """A limit to be replaced."""
    return {name: value}


def agreed(asked: Requirements, step: Admission, to: Any) -> Requirements:
    """The requirements with one step taken."""
    if step["how"] == "accept":
        return asked._replace(accept=tuple(dict.fromkeys((*asked.accept, to))))
    if step["how"] == "assume":
        words = dict.fromkeys((*asked.assume_unknown, to))
        return asked._replace(assume_unknown=tuple(words))
    name = step["constraint"]
    value: Any = tuple(to) if isinstance(to, list) else to
    if name.startswith("privacy."):
        name = name.removeprefix("privacy.")
        value = PrivacyConstraints._field_defaults[name] if to is None else value
        privacy = asked.constraints.privacy._replace(**stated(name, value))
        return asked._replace(constraints=asked.constraints._replace(privacy=privacy))
    name = name.replace(".", "_")
    value = Constraints._field_defaults[name] if to is None else value
    return asked._replace(constraints=asked.constraints._replace(**stated(name, value)))


@given(catalogs(least=2), requirements)
@settings(max_examples=60)
def test_paying_for_a_point_of_capability_leaves_the_score_as_it_is(
    offers: list[Candidate], asked: Requirements
) -> None:
    """Exactly, wherever a price is named."""
    for document in ranked(offers, asked):
        exchange, cost = document["exchange"], document["cost_breakdown"]
        if exchange is None or not cost:
            continue
        more = exchange["usd_per_month_for_a_capability_point"]
        item = next(
            o for o in market(offers).candidates(language_task()) if o.offer == document["offer"]
        )
        if more is None or item.capability is None:
            continue
        paying = item._replace(
            price=_flat(sum(cost.values()) + more),
            capability=item.capability._replace(estimate=item.capability.estimate + 1),
        )
        others = [
            o._replace(capability=paying.capability) if o.model == item.model else o for o in offers
        ]
        done = [paying if o.offer == item.offer else o for o in others]
        free = asked._replace(constraints=Constraints())
        assert explained(done, free, item.offer)["score"] == pytest.approx(
            document["score"], abs=1e-9
        )


@given(catalogs(least=2), requirements)
@settings(max_examples=60)
def test_whoever_dominates_is_nowhere_worth_less(
    offers: list[Candidate], asked: Requirements
) -> None:
    """Nor does it score less."""
    for document in ranked(offers, asked):
        scores = {row["offer"]: row["values"] for row in _rows(offers, asked)}
        for other in document["dominated_by"]:
            ours, theirs = scores[str(document["offer"])], scores[other]
            assert all(theirs[name] >= ours[name] for name in ours)


def _rows(offers: Sequence[Candidate], asked: Requirements) -> list[Any]:
    return list(recommend(market(offers), asked, today=TODAY, top=100)["ranking"])
