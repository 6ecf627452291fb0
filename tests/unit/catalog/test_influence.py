"""How much one result moved an estimate: the placement with it, less the one without."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fmselect.capability.evidence import Ruler
from fmselect.capability.frozen import Frozen, frozen_document
from fmselect.capability.place import Item, Spread
from fmselect.capability.scales import PublishedScale
from fmselect.catalog.estimates import PUBLISHED
from fmselect.catalog.influence import EVIDENCE, influence_in, result_influence

BOUNDED = Ruler("bounded")


def item(name: str, domain: str = "coding") -> Item:
    """A test on which a model of level 0 is expected to solve half."""
    return Item(name, name, domain, BOUNDED, 1.5, 0.0, 0.01, 50.0)


FROZEN = Frozen(
    {name: item(name) for name in ("alpha", "beta")},
    {"alpha": "alpha", "beta": "beta"},
    Spread({}, {"coding": 0.1}, 0.05),
    PublishedScale(0.0, 50.0),
)


def result(benchmark: str, score: float, **about: object) -> dict[str, object]:
    """One independent result."""
    return {"benchmark": benchmark, "by": "independent", "score": score, **about}


def test_a_good_result_raised_the_estimate_and_a_bad_one_lowered_it() -> None:
    """Against the same estimate without it, so the signs are opposite."""
    model = {"results": [result("alpha", 0.9), result("beta", 0.3)]}
    moved = result_influence(FROZEN, model, "coding")
    assert set(moved) == {0, 1}
    assert moved[0] is not None
    assert moved[1] is not None
    assert moved[0] > 0 > moved[1]


def test_of_several_settings_the_highest_effort_stands_for_the_model() -> None:
    """The others moved nothing and are not listed; nor is a maker's own, nor an unknown test."""
    model = {
        "results": [
            result("alpha", 0.5, setting="effort=low"),
            result("alpha", 0.8, setting="effort=high"),
            result("beta", 0.6),
            {**result("beta", 0.99), "by": "vendor"},
            result("gamma", 0.9),
        ]
    }
    assert set(result_influence(FROZEN, model, "coding")) == {1, 2}


def test_where_a_result_is_all_there_is_nothing_can_be_told() -> None:
    """Without it there is no estimate to compare with."""
    assert result_influence(FROZEN, {"results": [result("alpha", 0.9)]}, "coding") == {0: None}


def test_the_fits_of_a_compiled_catalog_are_found(tmp_path: Path) -> None:
    """By the type of the model; a type without a fit has no influence to tell."""
    assert EVIDENCE == PUBLISHED
    stored = {"frozen": {"language": frozen_document(FROZEN)}}
    (tmp_path / EVIDENCE).write_text(json.dumps(stored))
    influence = influence_in(tmp_path)
    model = {"type": "language", "results": [result("alpha", 0.9), result("beta", 0.3)]}
    assert influence(model, "coding") == result_influence(FROZEN, model, "coding")
    assert influence({**model, "type": "embedding"}, "coding") == {}


@pytest.mark.parametrize("score", [0.1, 0.5, 0.9])
def test_the_better_of_two_scores_moves_further_up(score: float) -> None:
    """Raising a score never lowers what it moved the estimate by."""
    low = result_influence(FROZEN, {"results": [result("alpha", score), result("beta", 0.5)]}, "x")
    high = result_influence(
        FROZEN, {"results": [result("alpha", score + 0.05), result("beta", 0.5)]}, "x"
    )
    assert (low[0] or 0.0) <= (high[0] or 0.0)
