"""An estimate is valued less half its standard error, and what is said of it stays true."""

from __future__ import annotations

from datetime import date

import pytest

from fmselect.domain.candidate import Candidate, Capability
from fmselect.domain.requirements import Requirements
from fmselect.engine.explain import explain
from fmselect.engine.recommend import recommend
from tests.support.memory_catalog import MemoryCatalog, candidate, language_task, token_price

TODAY = date(2026, 11, 24)


def offers(estimate: float) -> list[Candidate]:
    """A sure model at 150 points, and an unsure one at some estimate, for the same price."""
    return [
        candidate("a/l/sure", price=token_price(1.0, 2.0), capability=known(150.0, 2.0)),
        candidate("a/l/unsure", price=token_price(1.0, 2.0), capability=known(estimate, 30.0)),
    ]


def known(estimate: float, error: float) -> Capability:
    """An estimate with its standard error."""
    return Capability(estimate, error, 5, "fair")


def first(estimate: float) -> str:
    """Who comes first."""
    catalog = MemoryCatalog(offers(estimate), task=language_task(capability_scale="pinned"))
    return recommend(catalog, Requirements(task="chat"), today=TODAY)["ranking"][0]["offer"]


def test_half_an_error_is_taken_off() -> None:
    """150 less 1 beats 160 less 15, and not 165 less 15."""
    assert first(160.0) == "a/l/sure"
    assert first(165.0) == "a/l/unsure"


def test_the_capability_that_is_named_makes_it_first_and_a_little_less_does_not() -> None:
    """The number is the estimate itself, with its error as it is."""
    catalog = MemoryCatalog(offers(155.0), task=language_task(capability_scale="pinned"))
    document = explain(catalog, Requirements(task="chat"), "l/unsure", today=TODAY)
    needed = next(c["to"] for c in document["changes"] if c["attribute"] == "capability")

    assert needed is not None
    assert needed == pytest.approx(164.0, abs=0.5)
    assert first(needed) == "a/l/unsure"
    assert first(needed * 0.99) == "a/l/sure"


def test_the_formula_that_is_shown_gives_the_value() -> None:
    """Half the error stands in it."""
    catalog = MemoryCatalog(offers(155.0), task=language_task(capability_scale="pinned"))
    document = explain(catalog, Requirements(task="chat"), "l/unsure", today=TODAY)
    part = next(p for p in document["criteria"] if p["criterion"] == "capability")

    assert part["formula"] == "(155.00 - 0.5 x 30.00 - 100.00) / (150.00 - 100.00)"
    assert part["value"] == pytest.approx(0.8)
