"""The pages of a comparison: grouped, cut to what may be posted, and never markup."""

from __future__ import annotations

from typing import Any

import pytest

from fmselect.domain.catalog_diff import CatalogDiff
from fmselect.render import View
from fmselect.render.catalog_diff import alike, impact_title, moves, render, told
from fmselect.render.catalog_diff_markdown import MARKER, MOST_CHARACTERS
from fmselect.render.catalog_diff_markdown import render as markdown

OFFERS = [{"offer": f"p/a/m{number}", "model": f"a/m{number}", "score": 0.5} for number in range(9)]


def change(number: int, text: str = "output $1 -> $2", **other: Any) -> dict[str, Any]:
    """A changed offer."""
    return {
        "kind": "offers",
        "id": f"p/a/m{number}",
        "action": "changed",
        "topic": "price",
        "field": "",
        "before": 1,
        "after": 2,
        "subject": f"a/m{number} at p",
        "text": text,
        "implausible": [],
        "where": f"offers/p/a.yaml:{number}:1",
        **other,
    }


def ranked(scenario: str, before: list[int], after: list[int], **other: Any) -> dict[str, Any]:
    """A changed answer."""
    return {
        "scenario": scenario,
        "title": scenario,
        "task": "chat",
        "change": "winner",
        "before": [OFFERS[number] for number in before],
        "after": [OFFERS[number] for number in after],
        "because": [{"offer": None, "fact": "price", "text": "a price"}],
        "together": False,
        **other,
    }


def answer(changes: list[dict[str, Any]], changed: list[dict[str, Any]]) -> CatalogDiff:
    """A whole comparison."""
    made: Any = {
        "schema": "",
        "tool_version": "",
        "today": "2026-11-24",
        "base": {"name": "main", "commit": "f" * 40, "catalog": None},
        "catalog": None,
        "counts": {"offers": {"added": 0, "removed": 0, "renamed": 0, "changed": len(changes)}},
        "changes": changes,
        "implausible": 0,
        "unreadable": [],
        "impact": {"scenarios": 20, "changed": changed, "skipped": []},
    }
    return made  # type: ignore[no-any-return]


def test_the_same_of_many_is_told_once() -> None:
    """Offers with the same change are one line with their number and the first of them."""
    lines = told(answer([change(number) for number in range(5)], [])["changes"], "offers")

    assert [(line.subject, line.records) for line in lines] == [
        ("5 offers (a/m0 at p, a/m1 at p, a/m2 at p, and 2 more)", 5)
    ]


def test_many_new_records_are_counted() -> None:
    """Above twenty new records are not listed one by one."""
    new = [change(n, f"new: {n}", action="added", topic="record") for n in range(21)]

    assert [line.texts for line in told(answer(new, [])["changes"], "offers")] == [("added",)]
    assert len(told(answer(new[:20], [])["changes"], "offers")) == 20


def test_a_date_beside_a_fact_is_left_out() -> None:
    """Where facts changed, that they were read on another day goes without saying."""
    both = [change(1), change(1, "observed a -> b", topic="source")]
    (line,) = told(answer(both, [])["changes"], "offers")

    assert (line.texts, line.source_only) == (("output $1 -> $2",), False)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ([0, 1, 2], [0, 2, 1], "p/a/m2 3 -> 2, p/a/m1 2 -> 3"),
        ([0, 1, 2], [0, 1, 3], "p/a/m3 enters at 3, p/a/m2 leaves"),
    ],
)
def test_who_moves(before: list[int], after: list[int], words: str) -> None:
    """Entering, leaving and changing places, in words."""
    item: Any = ranked("chat", before, after)

    assert moves(item) == words


def test_answers_that_change_alike_are_one() -> None:
    """The same change for the same reason is told once, with the names of all."""
    items: Any = [ranked("chat", [0], [1]), ranked("math", [0], [1]), ranked("vision", [0], [2])]

    assert [item.names for item in alike(items)] == [("chat", "math"), ("vision",)]


def test_no_answer_before_or_now() -> None:
    """Where nothing was or is eligible, that is said."""
    items: Any = [ranked("chat", [], [1], because=[])]
    (item,) = alike(items)

    assert (item.before, item.after) == ("nothing", "p/a/m1")
    assert item.because == ("many facts together; no smaller set of them was found",)


def test_only_answered_sets_count() -> None:
    """A requirement set that could not be answered is not among those that stay the same."""
    found: Any = {"scenarios": 3, "changed": [], "skipped": [{"scenario": "x", "reason": "y"}]}

    assert impact_title(found) == "No recommendation changes in 2 requirement sets"


def test_a_comment_may_be_posted_however_much_changed() -> None:
    """Thousands of long changes give a comment that is short enough, and says what is left out."""
    long = "x" * 900
    changes = [change(n, f"{long} {n}", implausible=[long]) for n in range(3000)]
    cause = [{"offer": None, "fact": "price", "text": f"{long} {n}"} for n in range(3)]
    changed = [
        ranked(f"s{n}", [0], [1], because=[*cause, {**cause[0], "text": f"{long} {n}"}])
        for n in range(200)
    ]
    page = markdown(answer(changes, changed))

    assert page.startswith(f"{MARKER}\n")
    assert len(page) <= MOST_CHARACTERS
    assert "and 2,9" in page
    assert page.count("<details>") == page.count("</details>")


def test_the_terminal_page_keeps_ids_whole() -> None:
    """In forty columns no id is broken."""
    page = render(answer([change(1)], [ranked("chat", [0], [1])]), View(width=40))

    assert "p/a/m0 -> p/a/m1" in page
    assert all(len(line) <= 40 for line in page.splitlines())
