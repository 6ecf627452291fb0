"""The Pareto front, with intervals for what is not known exactly."""

from __future__ import annotations

from typing import Any

from fmselect.domain.candidate import Capability, Price
from fmselect.domain.requirements import Requirements, Workload
from fmselect.engine.pareto import Span, dominated_by, pareto_front, spans
from fmselect.engine.ranking import ranked
from fmselect.engine.scales import make_scales
from fmselect.engine.score import Scored, score_all
from fmselect.engine.subject import assess
from tests.support.doubt import WEIGHTS
from tests.support.memory_catalog import candidate, language_task, speed, token_price

WORKLOAD = Workload(requests=1000, input_tokens=1000, output_tokens=500)
SCALES = make_scales(Requirements(task="chat", workload=WORKLOAD), language_task())


def exact(offer: str, *values: float) -> Span:
    """A candidate all of whose values are known."""
    return Span(offer, values, values)


def test_the_front_is_what_nobody_beats_in_every_respect() -> None:
    """Of two that dominate, the first in the order is named."""
    items = [exact("a", 0.9, 0.5), exact("b", 0.5, 0.9), exact("c", 0.8, 0.5), exact("d", 0.4, 0.4)]
    assert pareto_front(items) == ["a", "b"]
    assert dominated_by(items) == {"c": "a", "d": "a"}
    assert dominated_by([items[1], items[0], *items[2:]]) == {"c": "a", "d": "b"}


def test_equals_do_not_dominate_each_other() -> None:
    """Somebody has to be better at something."""
    assert pareto_front([exact("a", 0.5, 0.5), exact("b", 0.5, 0.5)]) == ["a", "b"]


def test_an_interval_is_dominated_only_at_its_best() -> None:
    """0.8 beats 0.2 to 0.8 only with something to spare elsewhere."""
    wide = Span("w", (0.2, 0.5), (0.8, 0.5))
    assert pareto_front([exact("a", 0.8, 0.6), wide]) == ["a"]
    assert pareto_front([exact("a", 0.7, 0.9), wide]) == ["a", "w"]


def offers(**facts: Any) -> list[Scored]:
    """A good offer, and one that is worse on capability and on what is given."""
    good = candidate(
        "p/lab/good",
        price=token_price(1.0, 2.0),
        speed=speed(1.0, 90.0),
        capability=Capability(80.0, None, 9, "strong"),
    )
    other = good._replace(
        offer="p/lab/other", model="lab/other", capability=Capability(60.0, None, 9, "strong")
    )
    subjects = assess([good, other._replace(**facts)], WORKLOAD, "language")
    return ranked(score_all(subjects, WEIGHTS, SCALES))


def test_an_unknown_value_may_be_anything() -> None:
    """An unknown price keeps an offer on the front: it might be the cheapest."""
    assert pareto_front(spans(offers(), WEIGHTS, SCALES)) == ["p/lab/good"]
    unknown = offers(price=Price("self-hosted"))
    assert pareto_front(spans(unknown, WEIGHTS, SCALES)) == ["p/lab/good", "p/lab/other"]


def test_an_estimated_latency_counts_at_its_middle_or_cautiously_as_an_interval() -> None:
    """Ten times quicker or slower: at its low it is quicker than the good one."""
    unsure = offers(speed=speed(2.0, 40.0, spread=10.0))
    assert pareto_front(spans(unsure, WEIGHTS, SCALES)) == ["p/lab/good"]
    assert len(pareto_front(spans(unsure, WEIGHTS, SCALES, cautious=True))) == 2


def test_the_unproven_are_not_on_the_front_of_the_proven() -> None:
    """They follow it whatever the weights."""
    assert pareto_front(spans(offers(capability=None), WEIGHTS, SCALES)) == ["p/lab/good"]
    assert spans([], WEIGHTS, SCALES) == []
