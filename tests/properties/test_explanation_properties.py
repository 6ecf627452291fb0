"""Every number of an explanation adds up, and every sentence that names a change is true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmselect.domain.candidate import Candidate
from fmselect.domain.explanation import Explanation
from fmselect.domain.requirements import Requirements
from fmselect.engine.compare import compare
from fmselect.engine.decision import decide
from fmselect.engine.explain import explain
from fmselect.engine.recommend import recommend
from tests.support import admissions, truths
from tests.support.memory_catalog import MemoryCatalog
from tests.support.strategies import catalogs, requirements, strict_requirements
from tests.support.truths import TODAY

IDS = {"licenses": ["MIT"], "providers": ["a", "b", "c"]}


def alike(offers: Sequence[Candidate]) -> list[Candidate]:
    """Offers of one model with one capability, as those of a compiled catalog have it."""
    of = {item.model: item.capability for item in reversed(offers)}
    return [item._replace(capability=of[item.model]) for item in offers]


def market(offers: Sequence[Candidate]) -> MemoryCatalog:
    """A catalog of these offers, which knows every name that requirements may hold."""
    return MemoryCatalog(alike(offers), ids=IDS)


def explained(offers: Sequence[Candidate], asked: Requirements, name: str) -> Explanation:
    """The explanation of a model, or of an offer."""
    return explain(market(offers), asked, name, today=TODAY)


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
    """P14: price, rates, seconds and capability, applied one at a time; or none is enough."""
    truths.changes_are_true(market, alike(offers), asked)


@given(catalogs(least=2), requirements)
@settings(max_examples=60)
def test_between_the_weights_that_are_named_it_is_first_and_beyond_them_it_is_not(
    offers: list[Candidate], asked: Requirements
) -> None:
    """P14: at both ends of each range, just inside and just outside."""
    truths.ranges_are_true(market, alike(offers), asked)


@given(catalogs(least=2), requirements)
@settings(max_examples=60)
def test_at_the_weight_of_a_flip_its_winner_is_first_and_a_hundredth_less_it_is_not(
    offers: list[Candidate], asked: Requirements
) -> None:
    """P14: the sentence `recommend` prints, with the other weights in proportion."""
    truths.flips_are_true(market, alike(offers), asked)


@given(catalogs(), requirements)
@settings(max_examples=60)
def test_what_would_admit_an_offer_admits_it_and_a_hundredth_less_does_not(
    offers: list[Candidate], asked: Requirements
) -> None:
    """P14: all steps together; of a number, nearly all is not enough."""
    admissions.admissions_are_true(market, alike(offers), asked)


@given(catalogs(), requirements)
@settings(max_examples=100)
def test_a_near_miss_comes_in_by_its_step_with_the_score_and_the_rank_it_is_promised(
    offers: list[Candidate], asked: Requirements
) -> None:
    """P14: each near miss of `recommend`."""
    admissions.near_misses_are_true(market, alike(offers), asked)


@given(catalogs(), requirements | strict_requirements)
@settings(max_examples=100)
def test_a_limit_relaxed_by_what_is_missing_is_satisfied_and_by_a_hundredth_less_is_not(
    offers: list[Candidate], asked: Requirements
) -> None:
    """P14: `short_by` of every failure of every offer."""
    admissions.shortfalls_are_true(market, alike(offers), asked)


@given(catalogs(most=5), requirements | strict_requirements)
@settings(max_examples=100)
def test_a_repair_admits_somebody_and_fewer_limits_admit_nobody(
    offers: list[Candidate], asked: Requirements
) -> None:
    """P14: the smallest set of limits that has to give way."""
    admissions.repairs_are_true(market, alike(offers), asked)


@given(catalogs(least=2), requirements)
@settings(max_examples=60)
def test_paying_for_a_point_of_capability_leaves_the_score_as_it_is(
    offers: list[Candidate], asked: Requirements
) -> None:
    """P14: exactly, wherever a price is named."""
    truths.exchange_is_true(market, alike(offers), asked)


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


@given(catalogs(least=2), requirements)
def test_the_front_is_complete_and_the_others_say_by_whom_they_are_dominated(
    offers: list[Candidate], asked: Requirements
) -> None:
    """P3: `pareto_front`, `dominated_by` of every row, and `--pareto`, against all pairs."""
    truths.front_is_true(market, alike(offers), asked)
