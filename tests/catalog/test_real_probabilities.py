"""P15 and P16 on the real catalog: what must hold of every probability that is printed."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fmselect.api import explain, recommend
from fmselect.domain.candidate import Candidate
from fmselect.domain.requirements import CRITERIA, TASKS, Preferences, Requirements
from fmselect.engine.decision import Decision, decide
from fmselect.engine.doubt import Uncertainty, judge, uncertainty
from fmselect.engine.draws import Streams
from fmselect.engine.robustness import Robustness
from fmselect.engine.weight_draws import weight_draws
from fmselect.engine.weights import rank_order_centroid
from tests.support.real_catalog import TODAY, bundled, cases, everyone, part, profile, tasks

Case = tuple[str, list[Candidate], Requirements]
SOME = settings(max_examples=25)


def judged(
    task: str, offers: list[Candidate], asked: Requirements, *, one_per_model: bool = True
) -> tuple[Decision, Robustness | None]:
    """A decision among some real offers, and how sure it is."""
    catalog = part(task, offers)
    decision = decide(catalog, asked, today=TODAY, one_per_model=one_per_model)
    preferences = decision.completed.requirements.preferences
    doubt = uncertainty(catalog, decision)
    found = judge(decision.order, decision.weights, preferences, decision.scales, doubt)
    return decision, found


@given(cases(most=25))
@SOME
def test_probabilities_add_up(case: Case) -> None:
    """P15: somebody is first, three are among the first three, regret is not negative."""
    decision, found = judged(*case)
    assume(found is not None)
    assert found is not None
    assert sum(found.win.values()) == pytest.approx(1)
    assert sum(found.top3.values()) == pytest.approx(min(3, len(found.win)))
    for offer, win in found.win.items():
        assert -1e-12 <= win <= found.top3[offer] + 1e-12 <= 1 + 2e-12
        assert found.regret[offer] >= 0
    assert set(found.win) <= {item.subject.candidate.offer for item in decision.order}
    first = decision.order[0].subject.candidate.offer
    assert found.first_beats[first] == pytest.approx(0.5)


@given(cases(least=2, most=25), st.data())
@SOME
def test_one_of_two_is_ahead(case: Case, data: st.DataObject) -> None:
    """P15: of two alone, what one wins the other loses; and who is beaten less often wins more."""
    task, offers, asked = case
    two = data.draw(st.lists(st.sampled_from(offers), min_size=2, max_size=2, unique_by=id))
    assume(two[0].model != two[1].model)
    decision, found = judged(task, two, asked)
    assume(found is not None and len(found.win) == 2)
    assert found is not None
    first, second = (item.subject.candidate.offer for item in decision.order)
    assert found.first_beats[second] == pytest.approx(found.win[first])
    assert found.win[second] == pytest.approx(1 - found.first_beats[second])


@given(cases(most=15))
@SOME
def test_the_same_question_gives_the_same_bytes(case: Case) -> None:
    """P15: the seed is the catalog's digest and the question, nothing else."""
    once, twice = (json.dumps(judged(*case)[1]) for _ in range(2))
    assert once == twice


@given(cases(most=25))
@SOME
def test_without_doubt_the_first_of_the_ranking_wins_every_draw(case: Case) -> None:
    """P15: real offers with all that is unsure made sure, and one criterion weighed: 0 or 1.

    Those that tie with the first share its wins evenly.
    """
    task, offers, asked = case
    sure = [
        item._replace(
            capability=item.capability and item.capability._replace(standard_error=0.0),
            speed=None,
        )
        for item in offers
    ]
    for criterion in ("cost", "context", "privacy", "openness"):
        wanted = asked._replace(preferences=Preferences(weights=((criterion, 1.0),)))
        decision, found = judged(task, sure, wanted)
        if found is None:
            continue
        level = decision.order[0].score
        top = [
            item.subject.candidate.offer
            for item in decision.order
            if item.score == level and item.proven == decision.order[0].proven
        ]
        for offer, win in found.win.items():
            share = 1 / len(top) if offer in top else 0.0
            assert len(top) > len(found.win) or win == pytest.approx(share), offer


@given(st.sampled_from([t for t in TASKS if profile(t).type == "language"]), st.data())
@SOME
def test_the_dearer_of_two_offers_of_one_model_never_wins(task: str, data: st.DataObject) -> None:
    """P15: what is dominated is first in no draw.

    The exact form: dominated by an offer of the same model, which shares all that is unsure where
    latency is not weighed. What is dominated by another model may still turn out the better one,
    because the estimates of both are unsure, and so it wins the share of draws in which it does.
    """
    priced = [item for item in everyone(task) if item.price and item.price.billing == "token"]
    model = data.draw(st.sampled_from(sorted({item.model for item in priced if item.capability})))
    offers = [item for item in priced if item.model == model]
    others = data.draw(st.lists(st.sampled_from(everyone(task)), max_size=10, unique_by=id))
    asked = Requirements(task=task, preferences=Preferences(priorities=("capability", "cost")))
    together = list({item.offer: item for item in (*offers, *others)}.values())
    decision, found = judged(task, together, asked, one_per_model=False)
    assume(found is not None)
    assert found is not None
    bills = {s.candidate.offer: s.bill.usd for s in decision.subjects}
    eligible = [item.subject.candidate for item in decision.order]
    cheapest = {
        name: min(bills[i.offer] or 0.0 for i in eligible if i.model == name and bills[i.offer])
        for name in {item.model for item in eligible if bills[item.offer]}
    }
    assert decision.scales.cost is not None
    bad = decision.scales.cost[1]
    for item in eligible:
        usd = bills[item.offer]
        if usd and usd > cheapest[item.model] * (1 + 1e-9) and cheapest[item.model] < bad:
            assert found.win.get(item.offer, 0.0) == 0.0, item.offer


@given(tasks, st.sampled_from([1, 3, 10, 40]))
@settings(max_examples=8)
def test_looking_at_more_rows_changes_no_probability(task: str, shown: int) -> None:
    """P15: a probability is one of the question, not of how much of the answer is looked at."""
    asked = Requirements(task=task)
    few, many = (recommend(bundled(), asked, today=TODAY, top=rows) for rows in (5, shown))
    assume(few["ranking"])
    for one, other in zip(few["ranking"], many["ranking"], strict=False):
        assert one["offer"] == other["offer"]
        assert one["win_probability"] == other["win_probability"]
        assert one["top3_probability"] == other["top3_probability"]
        assert one["expected_regret"] == other["expected_regret"]
        assert one["too_close_to_call_with"] == other["too_close_to_call_with"]


@pytest.mark.parametrize("task", ["chat", "embedding"])
def test_explaining_gives_the_probabilities_of_the_row(task: str) -> None:
    """P15: far down the ranking as well."""
    asked = Requirements(task=task)
    rows = recommend(bundled(), asked, today=TODAY, top=90)["ranking"]
    for row in (rows[0], rows[17], rows[-1]):
        told = explain(bundled(), asked, row["model"], today=TODAY)
        for name in ("win_probability", "top3_probability", "expected_regret"):
            assert told["sureness"][name] == row[name]


@pytest.mark.parametrize("task", TASKS)
def test_the_weights_of_a_task_are_the_mean_of_those_drawn(task: str) -> None:
    """P16: each task's own priorities: ROC weights, strictly falling, and the draws agree."""
    decision = decide(bundled(), Requirements(task=task), today=TODAY)
    preferences = decision.completed.requirements.preferences
    ranked = [name for name in preferences.priorities if name in decision.weights]
    if any("=" in place for place in preferences.priorities):
        pytest.skip("tied priorities share their places")
    centroid = rank_order_centroid(len(ranked))
    assert [decision.weights[name] for name in ranked] == pytest.approx(list(centroid))
    doubt = uncertainty(bundled(), decision, precise=True)
    drawn = weight_draws(decision.weights, preferences, streams(doubt))
    means = [sum(column) / len(column) for column in drawn]
    assert means == pytest.approx(list(decision.weights.values()), abs=0.005)
    assert list(decision.weights) == [name for name in CRITERIA if name in ranked]


def streams(doubt: Uncertainty) -> Streams:
    """What a question's doubt is drawn from."""
    return Streams(doubt.draws, doubt.seed)
