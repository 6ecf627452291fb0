"""Placing a model from frozen items: promises that hold for any scores."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmselect.capability.evidence import Ruler
from fmselect.capability.place import Item, Observation, Spread, place

PERCENT = Ruler("bounded", 0, 100)
SPREAD = Spread({"f0": 0.05, "f1": 0.1}, {"math": 0.03, "coding": 0.04}, 0.07)


def an_item(
    number: int, slope: float = 1.0, ruler: Ruler = PERCENT, variance: float = 4e-3
) -> Item:
    """One of a set of items over three families and three domains."""
    domain = ("math", "coding", "chat")[number % 3]
    return Item(
        f"i{number}", f"f{number // 2 % 3}", domain, ruler, slope, number / 3 - 1, variance,
        slope**2 / 25 / variance,
    )  # fmt: skip


@dataclass(frozen=True)
class Case:
    """Items and a score on each."""

    items: list[Item]
    scores: list[float]

    def observations(self) -> list[Observation]:
        """The scores as observations of the items."""
        return [Observation(item, s) for item, s in zip(self.items, self.scores, strict=True)]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Up to eight items of different slopes, with any scores."""
    numbers = draw(st.lists(st.integers(0, 11), min_size=1, max_size=8, unique=True))
    items = [
        an_item(n, draw(st.floats(0.3, 3)), variance=draw(st.floats(5e-4, 2e-2))) for n in numbers
    ]
    return Case(items, [draw(st.floats(0, 100)) for _ in items])


@settings(max_examples=200, deadline=None)
@given(cases(), st.data())
def test_a_better_score_never_places_a_model_lower(case: Case, data: st.DataObject) -> None:
    """Raising one score lowers neither the general level nor that of any domain."""
    at = data.draw(st.integers(0, len(case.scores) - 1))
    raised = list(case.scores)
    raised[at] = data.draw(st.floats(case.scores[at], 100))
    before = place(case.observations(), SPREAD)
    after = place(Case(case.items, raised).observations(), SPREAD)
    assert after.general.value >= before.general.value - 1e-6
    for domain, level in before.domains.items():
        assert after.domains[domain].value >= level.value - 1e-6


@settings(max_examples=200, deadline=None)
@given(cases(), cases())
def test_a_model_as_good_everywhere_is_nowhere_lower(one: Case, other: Case) -> None:
    """Scores that are all at least another model's, on the same items, give no lower level."""
    scores = [s for s, _ in zip(other.scores * 8, one.scores, strict=False)]
    top = [max(a, b) for a, b in zip(one.scores, scores, strict=True)]
    better = place(Case(one.items, top).observations(), SPREAD)
    worse = place(one.observations(), SPREAD)
    assert better.general.value >= worse.general.value - 1e-6


@settings(max_examples=100, deadline=None)
@given(cases())
def test_percent_and_fraction_place_alike(case: Case) -> None:
    """A benchmark published in fractions gives the same level as one in percent."""
    items = [item._replace(ruler=Ruler("bounded", 0, 1)) for item in case.items]
    fractions = Case(items, [score / 100 for score in case.scores])
    one, other = place(case.observations(), SPREAD), place(fractions.observations(), SPREAD)
    assert one.general.value == pytest.approx(other.general.value, abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(cases())
def test_the_order_of_scores_does_not_matter(case: Case) -> None:
    """The same observations in any order give the same placement, to the bit."""
    assert place(case.observations(), SPREAD) == place(case.observations()[::-1], SPREAD)


def test_a_score_above_the_expected_raises_and_an_expected_one_leaves() -> None:
    """A second score at what was expected moves nothing; one above it raises the level."""
    first = Observation(an_item(0), 70.0)
    single = Spread({}, {}, 0.0)
    level = place([first], single).general.value
    expected = 100 * an_item(5).expected(level)
    same = place([first, Observation(an_item(5), expected)], single).general
    assert same.value == pytest.approx(level, abs=0.02)
    assert place([first, Observation(an_item(5), expected + 10)], single).general.value > level


def test_without_scores_a_model_is_the_average_one_and_unknown() -> None:
    """No evidence: level 0, with the whole spread of models as its error."""
    assert place([], SPREAD).general == (0.0, 1.0)
    assert place([], SPREAD).level("math", SPREAD).standard_error > 1


def test_items_of_one_family_are_one_witness() -> None:
    """Eight tests of one family say less than three of different families."""
    family = [Observation(an_item(0)._replace(name=f"a{n}"), 60.0) for n in range(8)]
    single = [
        Observation(an_item(0)._replace(name=f"a{n}", family=f"g{n}"), 60.0) for n in range(3)
    ]
    spread = Spread({}, {}, 0.2)
    error = place(family, spread).general.standard_error
    assert place(single, spread).general.standard_error < error
