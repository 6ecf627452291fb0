"""Which recommendations a change of the small catalog changes, and because of which fact.

For chat, acme/atlas-2 comes first (0.698) and nimbus/cirrus-code second (0.665).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog.review.diff import catalog_diff
from fmselect.catalog.review.search import minimal, smallest

TODAY = date(2026, 11, 24)
ATLAS, CIRRUS = "acme/acme/atlas-2", "northhost/nimbus/cirrus-code"
ACME, NORTH = "offers/acme/acme.yaml", "offers/northhost/nimbus.yaml"
RETIRED = (
    "models/acme/atlas-2.yaml",
    "lifecycle:\n",
    "lifecycle:\n  retires_on: 2026-10-01\n",
)
"""Reaches two offers of the model, at two tiers."""
CHEAPER = (
    NORTH,
    "tokens: 0.50\n        output_usd_per_million_tokens: 2.00",
    "tokens: 0.02\n        output_usd_per_million_tokens: 0.04",
)
DECOYS = [
    (ACME, "tokens: 0.25\n", "tokens: 0.24\n"),
    ("offers/northhost/example.yaml", "tokens: 0.60", "tokens: 0.55"),
    ("models/example/quill-70b.yaml", "2026", "2025"),
]
"""Changes that change no first place of chat."""
Edit = tuple[str, str, str]


@pytest.fixture
def diff(small_folder: Path, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Make edits, and give what changes in chat; empty if nothing does."""

    def make(*edits: Edit, scenario: str = "chat") -> dict[str, Any]:
        folder = tmp_path / "catalog"
        if not (folder / "models").exists():
            shutil.copytree(small_folder, folder, dirs_exist_ok=True)
        for name, before, now in edits:
            text = (folder / name).read_text()
            assert before in text, before
            (folder / name).write_text(text.replace(before, now, 1))
        answer = catalog_diff(folder, str(small_folder), today=TODAY)
        assert answer["impact"] is not None
        found = answer["impact"]["changed"]
        return next((dict(item) for item in found if item["scenario"] == scenario), {})

    return make


Diff = Callable[..., dict[str, Any]]


def firsts(change: dict[str, Any]) -> tuple[str, str]:
    """The first offers before and now."""
    return change["before"][0]["offer"], change["after"][0]["offer"]


def test_the_one_fact_among_many(diff: Diff) -> None:
    """A price that takes the first place is named, and what changed beside it is not."""
    change = diff(CHEAPER, *DECOYS)

    assert (change["change"], firsts(change)) == ("winner", (ATLAS, CIRRUS))
    assert change["because"] == [
        {
            "offer": CIRRUS,
            "fact": "price",
            "text": "nimbus/cirrus-code at northhost: input $0.50 -> $0.02 per million tokens "
            "(-96 %), corrected in place; output $2.00 -> $0.04 per million tokens (-98 %), "
            "corrected in place",
        }
    ]
    assert change["together"] is False


def test_two_facts_together(diff: Diff) -> None:
    """Neither price alone takes the first place: both are named, as together."""
    edits = (ACME, "tokens: 15.00", "tokens: 40.00"), (NORTH, "tokens: 2.00", "tokens: 1.40")
    assert diff(edits[0]) == {}
    change = diff(edits[1], *DECOYS)

    assert firsts(change) == (ATLAS, CIRRUS)
    assert {cause["offer"] for cause in change["because"]} == {ATLAS, CIRRUS}
    assert change["together"] is True


def test_either_of_two_facts(diff: Diff) -> None:
    """Where each of two changes would have done it, both are named, as alone."""
    change = diff(RETIRED, CHEAPER)

    assert {cause["text"].partition(":")[0] for cause in change["because"]} == {
        "acme/atlas-2",
        "nimbus/cirrus-code at northhost",
    }
    assert change["together"] is False


def test_a_new_offer(diff: Diff, small_folder: Path) -> None:
    """Somebody who offers the first model for less takes its place, as a new offer."""
    offer = """\
offers:
  - model: acme/atlas-2
    api_id: atlas
    billing: token
    prices:
      - input_usd_per_million_tokens: 1
        output_usd_per_million_tokens: 5
        source: https://gatehub.example/models
        observed: 2026-10-30
"""
    assert (small_folder / "offers/gatehub/acme.yaml").is_file()
    change = diff(("offers/gatehub/acme.yaml", "offers:\n", offer))

    assert firsts(change) == (ATLAS, "gatehub/acme/atlas-2")
    (cause,) = change["because"]
    assert cause["text"].startswith("acme/atlas-2 at gatehub: new: input $1 per million tokens")


def test_results_and_what_they_move(diff: Diff) -> None:
    """New scores change estimates: the model's own results are named."""
    change = diff(
        (
            "benchmarks/duel-chat-elo.yaml",
            "model: nimbus/cirrus-code, score: 1",
            "model: nimbus/cirrus-code, score: 2",
        ),
        *DECOYS,
    )
    texts = " ".join(cause["text"] for cause in change["because"])

    assert firsts(change) == (ATLAS, CIRRUS)
    assert "nimbus/cirrus-code" in texts
    assert "on duel-chat-elo" in texts


def test_a_provider_that_changes_its_terms(diff: Diff, tmp_path: Path) -> None:
    """A fact of the provider reaches its offers, and is named as the provider's."""
    folder = tmp_path / "catalog" / "scenarios"
    folder.mkdir(parents=True)
    (folder / "careful.yaml").write_text(
        "# Nothing is learned from.\n# More.\ntask: chat\nconstraints:\n"
        "  privacy: {no_training: true}\n"
    )
    change = diff(
        ("providers/acme.yaml", "trains_on_data: opt-in", 'trains_on_data: "yes"'),
        *DECOYS,
        scenario="careful",
    )

    assert change["title"] == "Nothing is learned from"
    assert change["before"][0]["offer"] == ATLAS
    assert change["after"][0]["offer"] != ATLAS
    (cause,) = change["because"]
    assert cause["text"] == "provider acme: data handling trains on data: opt-in -> yes"


def test_the_task_itself(diff: Diff) -> None:
    """Other priorities of a task are a cause like any other fact."""
    change = diff(("tasks/chat.yaml", "[capability, cost, latency]", "[cost, latency, capability]"))

    assert change["change"] == "winner"
    assert "task chat: priorities: in another order" in change["because"][0]["text"]


def test_followers_and_order(diff: Diff) -> None:
    """The first stays: who follows, and in which order, is told apart."""
    change = diff((NORTH, "tokens: 2.00", "tokens: 400.00"))

    assert change["change"] in ("members", "order")
    assert firsts(change) == (ATLAS, ATLAS)
    assert change["because"][0]["offer"] == CIRRUS


def test_another_name_is_no_other_answer(diff: Diff, tmp_path: Path) -> None:
    """A renamed model that stays first changes no recommendation."""
    del tmp_path

    assert diff(("models/acme/atlas-2.yaml", "name: Atlas 2", "name: Atlas Two")) == {}


def test_a_question_nobody_can_answer(small_folder: Path, tmp_path: Path) -> None:
    """A requirement set that names what one state has not is skipped, with the reason."""
    folder = shutil.copytree(small_folder, tmp_path / "catalog")
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "odd.yaml").write_text(
        "task: chat\nconstraints:\n  providers: {deny: [nowhere]}\n"
    )
    found = catalog_diff(folder, str(small_folder), today=TODAY)["impact"]

    assert found is not None
    assert [item["scenario"] for item in found["skipped"]] == ["odd"]
    assert "nowhere" in found["skipped"][0]["reason"]


def test_a_set_from_which_nothing_can_be_left_out() -> None:
    """Of forty facts the search finds the three that it takes, wherever they stand."""
    needed = {2, 17, 39}

    assert set(minimal(range(40), lambda some: needed <= set(some))) == needed
    assert smallest(range(40), lambda some: needed <= set(some)) == ([], [2, 17, 39])


def test_singles_before_pairs() -> None:
    """What does it alone is named, at most three of it; a pair only where nothing does."""
    assert smallest(range(9), lambda some: sum(some) >= 5) == ([5, 6, 7], [])
    assert smallest(range(9), lambda some: sum(some) >= 15) == ([], [7, 8])
