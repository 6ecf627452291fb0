"""What must hold of every probability and every explanation, numbered P14 to P16."""

from __future__ import annotations

import json
from statistics import fmean

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fmselect.domain.candidate import Candidate, Capability
from fmselect.domain.requirements import CRITERIA, Preferences, Requirements, Workload
from fmselect.engine.alternatives import Alternative
from fmselect.engine.contenders import contenders
from fmselect.engine.draws import Streams
from fmselect.engine.pareto import Span, dominated_by, dominates, pareto_front
from fmselect.engine.ranking import ranked
from fmselect.engine.robustness import Robustness, robustness
from fmselect.engine.scales import make_scales
from fmselect.engine.score import Scored, score_all
from fmselect.engine.stability import nearest_flips, stability_intervals, with_weight
from fmselect.engine.standard_draws import make_standard_draws
from fmselect.engine.subject import assess
from fmselect.engine.thresholds import overtaking, repriced
from fmselect.engine.weight_draws import weight_draws, weight_vertices
from fmselect.engine.weights import rank_order_centroid, weights_of
from tests.support.doubt import alternative, scored
from tests.support.memory_catalog import candidate, language_task, speed, token_price

DRAWS = make_standard_draws(200, 1)
values = st.integers(0, 100).map(lambda number: number / 100)
seeds = st.integers(0, 2**32 - 1)

preferences = st.one_of(
    st.just(Preferences(equal=True)),
    st.permutations(CRITERIA).flatmap(
        lambda names: st.integers(1, 6).map(lambda n: Preferences(priorities=tuple(names[:n])))
    ),
    st.dictionaries(st.sampled_from(CRITERIA), st.floats(0.05, 1.0), min_size=1).map(
        lambda named: Preferences(weights=tuple(named.items()))
    ),
)


@st.composite
def crowds(
    draw: st.DrawFn, wanted: Preferences, *, certain: bool = False, least: int = 1
) -> list[Alternative]:
    """Alternatives with any values and errors, in the order of their scores."""
    named = weights_of(wanted)
    weights = tuple(named.values())
    number = draw(st.integers(least, 7))
    items = []
    for name in "abcdefg"[:number]:
        row = draw(st.tuples(*[values] * len(weights)))
        errors = st.just(0.0) if certain else st.sampled_from([0.0, 0.02, 0.2])
        unsure = errors if "capability" in named else st.just(0.0)
        items.append(
            alternative(
                f"p/lab/{name}",
                row,
                weights,
                error=draw(unsure),
                transfer=draw(unsure),
                spreads=[0.0, *(draw(errors) for _ in weights[1:])],
            )
        )
    return sorted(items, key=lambda item: (-item.score, item.offer))


def judged(items: list[Alternative], wanted: Preferences, seed: int) -> Robustness:
    """All of them, under doubt."""
    weights = weights_of(wanted)
    streams = Streams(DRAWS, seed)
    found = robustness(items, list(weights), weight_draws(weights, wanted, streams), streams)
    assert found is not None
    return found


@given(st.data(), preferences, seeds)
def test_probabilities_add_up(data: st.DataObject, wanted: Preferences, seed: int) -> None:
    """P15: somebody is first, three are among the first three, regret is not negative."""
    items = data.draw(crowds(wanted))
    found = judged(items, wanted, seed)
    assert sum(found.win.values()) == pytest.approx(1)
    assert sum(found.top3.values()) == pytest.approx(min(3, len(items)))
    for offer, win in found.win.items():
        assert -1e-12 <= win <= found.top3[offer] + 1e-12 <= 1 + 2e-12
        assert found.regret[offer] >= 0


@given(st.data(), preferences, seeds)
def test_one_of_two_is_ahead(data: st.DataObject, wanted: Preferences, seed: int) -> None:
    """P15: that a beats b and that b beats a add up to one, whoever else is looked at."""
    items = data.draw(crowds(wanted, least=2))
    first, second = items[0], items[1]
    there = judged([first, second], wanted, seed).first_beats[second.offer]
    back = judged([second, first], wanted, seed).first_beats[first.offer]
    assert there + back == pytest.approx(1)
    assert judged(items, wanted, seed).first_beats[second.offer] == there


@given(st.data(), preferences, seeds)
def test_the_same_seed_gives_the_same_bytes(
    data: st.DataObject, wanted: Preferences, seed: int
) -> None:
    """P15: an answer can be repeated."""
    items = data.draw(crowds(wanted))
    once, twice = (json.dumps(judged(items, wanted, seed)) for _ in range(2))
    assert once == twice


@given(st.data(), preferences, seeds)
def test_without_doubt_the_first_places_are_those_of_the_ranking(
    data: st.DataObject, wanted: Preferences, seed: int
) -> None:
    """P15: certain data and fixed weights leave probabilities 0 and 1, ties shared."""
    items = data.draw(crowds(wanted, certain=True))
    weights = weights_of(wanted)
    fixed = [[weight] * 50 for weight in weights.values()]
    found = robustness(items, list(weights), fixed, Streams(DRAWS, seed))
    assert found is not None
    top = [item.offer for item in items if item.score > items[0].score - 1e-12]
    assume(all(item.score < items[0].score - 1e-9 for item in items[len(top) :]))
    assert sum(found.win[offer] for offer in top) == pytest.approx(1)
    if len(top) == 1:
        assert found.win[top[0]] == 1.0


@given(st.data(), preferences, seeds)
def test_the_dominated_never_win(data: st.DataObject, wanted: Preferences, seed: int) -> None:
    """P15: worse in every respect, for certain, is first in no draw."""
    items = data.draw(crowds(wanted, certain=True, least=2))
    found = judged(items, wanted, seed)
    spans = [Span(item.offer, item.values, item.values) for item in items]
    rows = {span.offer: span for span in spans}
    for offer, by in dominated_by(spans).items():
        if all(a > b for a, b in zip(rows[by].worst, rows[offer].best, strict=True)):
            assert found.win[offer] == 0.0


@given(st.data(), preferences, seeds)
def test_one_candidate_more_changes_nobody_elses_draws(
    data: st.DataObject, wanted: Preferences, seed: int
) -> None:
    """Taking others away never costs a place: who wins a draw still wins it among fewer."""
    items = data.draw(crowds(wanted, least=3))
    fewer = judged(items[:-1], wanted, seed)
    everyone = judged(items, wanted, seed)
    for item in items[:-1]:
        assert fewer.win[item.offer] >= everyone.win[item.offer] - 1e-12


@given(st.data(), preferences, seeds)
def test_leaving_out_the_hopeless_leaves_the_certain_winners(
    data: st.DataObject, wanted: Preferences, seed: int
) -> None:
    """Without doubt about the data, contenders hold every first place and every first three."""
    items = data.draw(crowds(wanted, certain=True))
    assume(not wanted.weights)  # stated weights have no sharp bounds
    weights = weights_of(wanted)
    drawn = weight_draws(weights, wanted, Streams(DRAWS, seed))
    chosen = contenders(items, weight_vertices(weights, wanted), drawn, shown=1)
    found = judged(items, wanted, seed)
    assert sum(found.win[item.offer] for item in chosen) == pytest.approx(1)
    assert sum(found.top3[item.offer] for item in chosen) == pytest.approx(min(3, len(items)))


@pytest.mark.parametrize("places", range(1, 7))
def test_rank_order_centroid_weights_are_the_mean_of_the_ordered_draws(places: int) -> None:
    """P16: one story for the ranking and its probabilities."""
    order = Preferences(priorities=CRITERIA[:places])
    streams = Streams(make_standard_draws(10_000, 4), 1)
    columns = weight_draws(weights_of(order), order, streams)
    assert [fmean(column) for column in columns] == pytest.approx(
        rank_order_centroid(places), abs=0.003
    )


@st.composite
def rankings(draw: st.DrawFn) -> tuple[dict[str, float], list[Scored]]:
    """Weights and scored offers of a few models, some of them unproven, in order."""
    raw = draw(st.lists(st.integers(1, 20), min_size=2, max_size=6))
    weights = {name: share / sum(raw) for name, share in zip(CRITERIA, raw, strict=False)}
    offers = draw(
        st.lists(
            st.sampled_from([f"{p}/lab/{m}" for p in "pq" for m in "abcd"]), unique=True, min_size=1
        )
    )
    items = [
        scored(
            offer,
            draw(st.tuples(*[values] * len(weights))),
            list(weights.values()),
            proven=draw(st.sampled_from([True, True, True, False])),
        )
        for offer in offers
    ]
    return weights, ranked(items, one_per_model=False)


def winner(items: list[Scored], weights: dict[str, float]) -> Scored:
    """Who is first at other weights."""
    again = [
        scored(
            item.subject.candidate.offer, item.values, list(weights.values()), proven=item.proven
        )
        for item in items
    ]
    return ranked(again, one_per_model=False)[0]


@given(rankings(), st.booleans())
def test_a_flip_happens_at_the_weight_that_is_named_and_not_before(
    ranking: tuple[dict[str, float], list[Scored]], one_per_model: bool
) -> None:
    """P14: apply the weight and see the flip; a hundredth of the way less, and it is not there."""
    weights, items = ranking
    first = items[0].subject.candidate
    for flip in nearest_flips(items, weights, one_per_model=one_per_model):
        flipped = winner(items, with_weight(weights, flip["weight"], flip["to"]))
        assert flipped.subject.candidate.offer == flip["winner"]
        assert flipped.subject.candidate.offer != first.offer
        if one_per_model:
            assert flipped.subject.candidate.model != first.model
        if abs(flip["to"] - flip["from"]) < 1e-5:
            continue  # the two tie as it is
        short = flip["from"] + 0.99 * (flip["to"] - flip["from"])
        still = winner(items, with_weight(weights, flip["weight"], short)).subject.candidate
        assert still.model == first.model if one_per_model else still.offer == first.offer


@given(rankings(), st.floats(0, 1))
def test_inside_its_interval_the_first_stays_first(
    ranking: tuple[dict[str, float], list[Scored]], share: float
) -> None:
    """P14: for every criterion, anywhere between the two bounds."""
    weights, items = ranking
    for name, interval in stability_intervals(items, weights).items():
        inside = interval.low + share * (interval.high - interval.low)
        assume(interval.low + 1e-6 < inside < interval.high - 1e-6)
        still = winner(items, with_weight(weights, name, inside))
        assert still.subject.candidate.model == items[0].subject.candidate.model


@given(rankings())
def test_what_lies_on_the_front_is_what_is_not_dominated(
    ranking: tuple[dict[str, float], list[Scored]],
) -> None:
    """P3 and P15: nobody on the front is dominated, everybody else is, by one on the front."""
    _, items = ranking
    spans = [Span(item.subject.candidate.offer, item.values, item.values) for item in items]
    rows = {span.offer: span for span in spans}
    front, beaten = pareto_front(spans), dominated_by(spans)
    assert sorted([*front, *beaten]) == sorted(rows)
    assert all(dominates(rows[by], rows[offer]) and by in front for offer, by in beaten.items())
    assert not any(dominates(a, rows[offer]) for a in spans for offer in front)


WORKLOAD = Workload(
    requests=1000, input_tokens=1000, output_tokens=500, cached_input_share=0.4, batch_share=0.1
)
SCALES = make_scales(Requirements(task="chat", workload=WORKLOAD), language_task())
prices = st.floats(0.05, 80.0)


@st.composite
def complete(draw: st.DrawFn, name: str) -> Candidate:
    """A candidate all of whose facts are known."""
    return candidate(
        f"p/lab/{name}",
        price=token_price(draw(prices), draw(prices), cache_read=draw(prices)),
        speed=speed(draw(st.floats(0.3, 6.0)), draw(st.floats(15.0, 250.0))),
        capability=Capability(draw(st.floats(1.0, 99.0)), None, 9, "strong"),
    )


def lead(ahead: Candidate, behind: Candidate, weights: dict[str, float]) -> float:
    """By how much the second is ahead of the first."""
    first, second = score_all(assess([ahead, behind], WORKLOAD, "language"), weights, SCALES)
    return second.score - first.score


@settings(max_examples=200)
@given(complete("a"), complete("b"), st.lists(st.integers(1, 9), min_size=3, max_size=3))
def test_a_threshold_is_where_one_overtakes_the_other(
    one: Candidate, other: Candidate, raw: list[int]
) -> None:
    """P14: at the threshold the two tie, 1 % beyond it has overtaken, 1 % short it has not."""
    weights = {name: share / sum(raw) for name, share in zip(CRITERIA[:3], raw, strict=True)}
    first, second = ranked(
        score_all(assess([one, other], WORKLOAD, "language"), weights, SCALES), one_per_model=False
    )
    ahead, behind = first.subject.candidate, second.subject.candidate
    assume(first.score - second.score > 1e-4)
    found = overtaking(second, first, weights, SCALES)
    price = behind.price
    assert price is not None
    assert price.base.input is not None
    assert price.base.output is not None

    def at(share: float) -> dict[str, float]:
        leads = {}
        if found.capability is not None:
            estimate = found.capability * (2.0 - share)
            leads["capability"] = behind._replace(
                capability=Capability(estimate, None, 9, "strong")
            )
        if found.input_usd_per_million_tokens:
            factor = found.input_usd_per_million_tokens * share / (price.base.input or 1)
            leads["input"] = behind._replace(price=repriced(price, input_factor=factor))
        if found.output_usd_per_million_tokens:
            factor = found.output_usd_per_million_tokens * share / (price.base.output or 1)
            leads["output"] = behind._replace(price=repriced(price, output_factor=factor))
        return {name: lead(ahead, item, weights) for name, item in leads.items()}

    assert all(abs(difference) < 1e-9 for difference in at(1.0).values())
    assert all(difference > 0 for difference in at(0.99).values())
    assert all(difference < 0 for difference in at(1.01).values())
    if found.cost_usd_per_month is None:
        free = behind._replace(price=token_price(0.0, 0.0))
        assert lead(ahead, free, weights) < 1e-9
