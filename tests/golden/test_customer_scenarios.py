"""Twelve customers ask in their own words, and each gets the answer that was checked by hand.

Every verdict in `customers/*/expected.yaml` was held once against the page its source names. Where
an answer changes on purpose, check the changed verdicts in the same way before they are written
down.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from fmselect.catalog.lint import lint
from fmselect.engine.recommend import recommend
from tests.support.customers import (
    CATALOG,
    FOLDER,
    Question,
    answered,
    catalog,
    customers,
    decisions,
    expectations,
    questions,
    requirements,
    verdicts,
)

QUESTIONS = list(questions())
MOST_TELLING = 8


def name(question: Question) -> str:
    """Customer and question, for the names of the tests."""
    return f"{question.customer}-{question.name}"


def test_there_are_twelve_customers() -> None:
    """Each with at least one question, and an answer to every one of them."""
    assert len(customers()) == 12
    for customer in customers():
        asked = {question.name for question in QUESTIONS if question.customer == customer}
        assert set(expectations(customer)["questions"]) == asked


@pytest.mark.parametrize("question", QUESTIONS, ids=name)
def test_the_customer_speaks_first(question: Question) -> None:
    """The file begins with what the customer says."""
    first = question.path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert len(first) > len("# The same.")


@pytest.mark.parametrize("question", QUESTIONS, ids=name)
def test_the_answer(question: Question) -> None:
    """The first five offers in order with their bills, how many remain, and what the others fail.

    Bills are compared to the cent.
    """
    expected = {
        key: value
        for key, value in question.expected.items()
        if key not in ("today", "answer", "offers")
    }
    assert answered(question, question.today) == expected


@pytest.mark.parametrize("question", QUESTIONS, ids=name)
def test_the_verdicts(question: Question) -> None:
    """The telling offers: each limit they fail or meet on a condition, with source and date."""
    found = decisions(question, question.today)
    for expected in question.expected["offers"]:
        row = dict(expected)
        decision = found[row.pop("role", None)]
        assert row.pop("because").endswith(".")
        offer = row.pop("offer")
        assert verdicts(decision, offer) == row, offer


def test_the_museum_is_warned() -> None:
    """The one offer that is left goes away in two months, and its row says so."""
    (question,) = [one for one in QUESTIONS if one.customer == "museum"]
    (row,) = recommend(catalog(), requirements(question), today=question.today)["ranking"]
    assert any(text.startswith("retires on 2027-01-20") for text in row["warnings"])


@pytest.mark.parametrize("question", QUESTIONS, ids=name)
def test_who_is_telling(question: Question) -> None:
    """A few offers tell each answer, some that are in and some that are out."""
    rows = question.expected["offers"]
    assert 2 <= len(rows) <= MOST_TELLING
    assert any(not row["eligible"] for row in rows)
    for row in rows:
        assert row["eligible"] or row["verdicts"]


def test_the_small_catalog_keeps_the_rules() -> None:
    """It is a cut of the real one: no error, and everything it names is in it."""
    assert [finding for finding in lint(CATALOG) if finding.severity == "error"] == []


def test_no_file_is_left_over() -> None:
    """Nothing in the folders but questions, policies and answers."""
    kept = {question.path for question in QUESTIONS}
    kept |= {FOLDER / customer / f"{stem}.yaml" for customer in customers() for stem in _KNOWN}
    found = {path for path in FOLDER.rglob("*") if path.is_file()}
    assert found <= kept
    assert all(isinstance(path, Path) for path in found)


_KNOWN = ("expected", "policy")
