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
