"""Changes that look like a slip are told apart from those that do not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fmselect.catalog.review.compare import compare
from fmselect.catalog.review.pairs import open_pair
from fmselect.catalog.review.plausibility import flagged

TODAY = date(2026, 11, 24)
MINI = "offers/acme/acme.yaml"
Edit = tuple[str, str, str]
"""File, text of before, text of now."""
Flags = Callable[..., list[tuple[str, tuple[str, ...]]]]


@pytest.fixture
def flags(small_folder: Path, tmp_path: Path) -> Flags:
    """Make edits to the small catalog, and give the texts of the changes with their flags."""

    def make(*edits: Edit) -> list[tuple[str, tuple[str, ...]]]:
        folder = shutil.copytree(small_folder, tmp_path / "catalog")
        for name, before, now in edits:
            text = (folder / name).read_text()
            assert text.count(before) >= 1, before
            (folder / name).write_text(text.replace(before, now, 1))
        with open_pair(folder, str(small_folder), ()) as pair:
            changes, _ = compare(pair.base, pair.new)
            return [(c.text, c.implausible) for c in flagged(changes, pair.new, TODAY)]

    return make


def reasons(found: list[tuple[str, tuple[str, ...]]]) -> list[str]:
    """All flags."""
    return [reason for _, several in found for reason in several]


def test_an_ordinary_change_is_not_odd(flags: Flags) -> None:
    """A fifth cheaper, a day earlier, a result of the same size: nothing to say."""
    found = flags(
        (MINI, "tokens: 0.25", "tokens: 0.20"),
        ("models/acme/atlas-2.yaml", "2026-05-12", "2026-05-11"),
        ("benchmarks/duel-coding-elo.yaml", "score: 1335", "score: 1350"),
    )

    assert len(found) == 3
    assert reasons(found) == []


@pytest.mark.parametrize(
    ("price", "reason"),
    [
        ("2.5", "10 times what it was"),
        ("250", "1,000 times what it was: a slip of units by a thousand?"),
        ("0.00025", "1/1,000 of what it was: a slip of units by a thousand?"),
        ("0", "a price of 0: if it is free, billing says so and a source does"),
    ],
)
def test_a_leap(flags: Flags, price: str, reason: str) -> None:
    """Ten times as much, or a tenth, and what unit it would be a slip of."""
    assert reason in reasons(flags((MINI, "tokens: 0.25\n", f"tokens: {price}\n")))


def test_below_all_others(flags: Flags) -> None:
    """A price below a tenth of every other provider's of the model."""
    found = flags((MINI, "tokens: 0.25\n", "tokens: 0.025\n"))

    assert "below a tenth of every other provider's ($0.26 at least)" in reasons(found)


def test_above_all_others(flags: Flags) -> None:
    """A price above ten times every other provider's."""
    found = flags(("offers/gatehub/acme.yaml", "tokens: 1.05", "tokens: 10.5"))

    assert "above ten times every other provider's ($1.00 at most)" in reasons(found)


def test_a_new_offer_among_others(flags: Flags) -> None:
    """A new offer is held against the other providers of its model, too."""
    offer = """\
offers:
  - model: acme/atlas-2-mini
    tier: flash
    prices:
      - input_usd_per_million_tokens: 0.0025
        output_usd_per_million_tokens: 1.00
        source: https://x.example
        observed: 2026-11-01
"""
    found = flags(("offers/gatehub/acme.yaml", "offers:\n", offer))

    assert reasons(found) == [
        "input: below a tenth of every other provider's ($0.25 at least)",
    ]


def test_swapped(flags: Flags) -> None:
    """The input's price on the output, in a new list."""
    appended = """\
        observed: 2026-10-30
      - input_usd_per_million_tokens: 1.05
        output_usd_per_million_tokens: 0.26
        source: https://gatehub.example/models
        observed: 2026-11-20
"""
    found = flags(("offers/gatehub/acme.yaml", "        observed: 2026-10-30", appended))

    assert reasons(found) == ["input and output have changed places"] * 2


UNREAD = "its source and day are as before: was the page read again?"


@pytest.mark.parametrize(
    ("file", "before", "now"),
    [
        ("providers/acme.yaml", "trains_on_data: opt-in", 'trains_on_data: "no"'),
        ("providers/acme.yaml", "retention_days: 30", "retention_days: 0"),
        ("licenses/MIT.yaml", 'commercial_use: "yes"', 'commercial_use: "no"'),
        ("models/example/quill-70b.yaml", "license: Apache-2.0", "license: MIT"),
    ],
)
def test_what_a_lawyer_reads_changes_with_its_source(
    flags: Flags, file: str, before: str, now: str
) -> None:
    """Another promise under the page and the day of the old one is looked at again."""
    assert UNREAD in reasons(flags((file, before, now)))


def test_a_page_that_was_read_again(flags: Flags) -> None:
    """With a new day beside it a promise may be another."""
    found = flags(
        ("providers/acme.yaml", "retention_days: 30", "retention_days: 0"),
        ("providers/acme.yaml", "observed: 2026-10-05", "observed: 2026-11-20"),
    )
    assert found
    assert UNREAD not in reasons(found)


def test_another_page_was_read_again(flags: Flags) -> None:
    """A new day beside one promise says nothing of another; a new tier brings its own."""
    tier = "  - tier: batch\n    retention_days: 0\n    source: https://acme.example/b\n"
    found = flags(
        ("providers/acme.yaml", "retention_days: 30", "retention_days: 0"),
        (
            "providers/acme.yaml",
            "data_handling:\n",
            f"data_handling:\n{tier}    observed: 2026-11\n",
        ),
        ("providers/acme.yaml", "terms:\n", "terms:\n  note: x\n"),
    )
    assert reasons(found) == [UNREAD]


@pytest.mark.parametrize(
    ("day", "odd"),
    [("2026-11-24", False), ("2026-11-25", True), ("2026-12", True), ("2026-11", False)],
)
def test_a_day_that_has_not_come(flags: Flags, day: str, odd: bool) -> None:
    """Nobody has observed anything tomorrow."""
    found = flags(("models/acme/atlas-2.yaml", "observed: 2026-10-20", f"observed: {day}"))

    assert any("in the future" in reason for reason in reasons(found)) is odd


def test_a_price_may_be_announced(flags: Flags) -> None:
    """A price list of next month is news; one of the next decade is a slip."""
    soon = flags((MINI, "effective_from: 2026-09-01", "effective_from: 2027-01-01"))

    assert reasons(soon) == []


def test_a_price_of_the_far_future(flags: Flags) -> None:
    """A date of effect more than a year away is a slip of the year."""
    edit = (MINI, "effective_from: 2026-09-01\n", "effective_from: 2029-09-01\n")
    cheaper = (MINI, "tokens: 3.00\n", "tokens: 2.90\n")

    assert reasons(flags(edit, cheaper)) == ["effective from 2029-09-01 is in the future"]
