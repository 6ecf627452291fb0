"""A catalog of one's own over the bundled one: the answer says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]

OFFER = """\
offers:
  - model: acme/atlas-2
    api_id: atlas-2
    billing: token
    prices:
      - input_usd_per_million_tokens: 0.01
        output_usd_per_million_tokens: 0.02
        source: our contract of October
        observed: 2026-10-20
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A negotiated price."""
    folder = tmp_path / "mine"
    (folder / "offers" / "northhost").mkdir(parents=True)
    (folder / "offers" / "northhost" / "acme.yaml").write_text(OFFER)
    return folder


def test_the_answer_names_the_layers(fmselect: Call, small_source: Path, mine: Path) -> None:
    """In JSON, in the table and in statistics; without a layer the list is empty."""
    assert (small_source / "models" / "acme" / "atlas-2.yaml").is_file()
    plain = fmselect("recommend", "coding", "--json").document
    assert plain["catalog"]["layers"] == []
    laid = fmselect("recommend", "coding", "--json", "--catalog", str(mine)).document
    assert laid["catalog"]["layers"] == [str(mine)]
    assert laid["catalog"]["digest"] != plain["catalog"]["digest"]
    table = fmselect("recommend", "coding", "--catalog", str(mine)).out
    assert "over it" in table
    assert str(mine) in fmselect("catalog", "stats", "--catalog", str(mine)).out


def test_a_row_says_which_of_its_facts_are_your_own(fmselect: Call, mine: Path) -> None:
    """An offer, a model or a provider of a layer is named on its row, and no other row is."""
    document = fmselect("recommend", "coding", "--json", "--catalog", str(mine)).document
    told = {
        row["offer"]: [words for words in row["warnings"] if "laid over" in words]
        for row in document["ranking"]
    }
    assert told.pop("northhost/acme/atlas-2") == [
        "stated by a folder laid over the catalog: the offer"
    ]
    assert not any(told.values())


def test_a_providers_promise_in_a_layer_is_no_fact_of_the_catalog(
    fmselect: Call, tmp_path: Path
) -> None:
    """A policy is kept by one's own word: the answer and the check of the policy say so."""
    folder = tmp_path / "own"
    (folder / "providers").mkdir(parents=True)
    (folder / "providers" / "northhost.yaml").write_text(
        "name: North\nkind: cloud\ndata_handling:\n"
        "  - {tier: ours, default: true, trains_on_data: 'no', source: our contract, "
        "observed: 2026-11-01}\n"
    )
    policy = tmp_path / "policy.yaml"
    policy.write_text("constraints: {privacy: {no_training: true}}\n")
    asked = ("--policy", str(policy), "--catalog", str(folder))
    found = fmselect("recommend", "coding", "--json", *asked).document
    north = [row for row in found["ranking"] if row["provider"] == "northhost"]
    assert north
    for row in north:
        assert "stated by a folder laid over the catalog: its provider" in row["warnings"]
    plain = tmp_path / "plain.yaml"
    plain.write_text("task: coding\n")
    checked = fmselect("policy", "check", str(plain), *asked)
    assert "over it" in checked.out
