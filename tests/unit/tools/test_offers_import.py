"""The import names each model once, dates offers by the earlier end, and knows subscriptions."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from fmselect.upstream.tree import CatalogTree
from tools.import_facts.model_index import FOLDED, NOT_ONE_MODEL, canonical_model_id
from tools.import_facts.models import display_name
from tools.import_facts.offer_lifecycle import merge_lifecycles
from tools.import_facts.other_prices import merge_other_prices


def table(folder: Path, name: str, *rows: dict[str, str]) -> None:
    """Write a CSV with the columns of the first row."""
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def ending(**cells: str) -> dict[str, str]:
    """A row of the table of deprecations."""
    columns = "provider model_raw model_id deprecated_on retires_on replacement source_url"
    return dict.fromkeys(columns.split(), "") | {"observed_on": "2026-08-03"} | cells


@pytest.fixture
def tree(tmp_path: Path) -> CatalogTree:
    """Two language models, an offer of one with a date from a price list, and an image model."""
    tree = CatalogTree(tmp_path)
    tree.models = {
        "midjourney/midjourney-v8": {"name": "Midjourney V8", "type": "image-generation"},
        "openai/code-davinci-002": {"name": "Codex", "type": "language"},
        "openai/gpt-4o": {"name": "GPT-4o", "type": "language"},
    }
    tree.offers = {
        ("azure", "openai"): [
            {"model": "openai/gpt-4o", "lifecycle": {"retires_on": "2027-04-14", "via": "list"}}
        ]
    }
    return tree


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("minimax/MiniMax-M2", "minimax/minimax-m2"),
        ("mistral/open-mixtral-8x7b", "mistral/mixtral-8x7b"),
        ("mistral/mistral-medium-latest", ""),
        (" openai/gpt-5 ", "openai/gpt-5"),
        ("", ""),
    ],
)
def test_spellings_fold_into_one_id(raw: str, expected: str) -> None:
    """Case and second spellings fold; a moving name is about no one model."""
    assert canonical_model_id(raw) == expected


def test_folding_once_is_enough() -> None:
    """No second spelling leads to another one, and none to a name that moves."""
    assert {canonical_model_id(kept) for kept in FOLDED.values()} == set(FOLDED.values())
    assert not NOT_ONE_MODEL & set(FOLDED.values())


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("llama-2-70b-chat", "Llama 2 70B Chat"),
        ("deepseek-coder-6.7b-base", "DeepSeek Coder 6.7B Base"),
        ("gpt-4-0314", "GPT 4 0314"),
    ],
)
def test_a_name_made_of_a_slug_says_nothing_new(slug: str, name: str) -> None:
    """Only case and spaces change."""
    assert display_name(slug) == name


def test_of_two_ends_the_earlier_counts_and_a_note_says_so(
    tree: CatalogTree, tmp_path: Path
) -> None:
    """Nobody plans past the earlier of two announced days."""
    row = ending(provider="azure", model_raw="gpt-4o", retires_on="2026-10-01")
    table(tmp_path, "lifecycle.csv", row | {"source_url": "https://example.com/retirements"})
    merge_lifecycles(tree, tmp_path)
    found = tree.offers["azure", "openai"][0]["lifecycle"]

    assert isinstance(found, dict)
    assert found["retires_on"] == "2026-10-01"
    assert "2027-04-14" in str(found["note"])


def test_a_later_end_changes_nothing(tree: CatalogTree, tmp_path: Path) -> None:
    """The day of the price list stays where it is the earlier one."""
    row = ending(provider="azure", model_raw="gpt-4o", retires_on="2028-01-01")
    table(tmp_path, "lifecycle.csv", row)
    merge_lifecycles(tree, tmp_path)

    assert tree.offers["azure", "openai"][0]["lifecycle"] == {
        "retires_on": "2027-04-14",
        "via": "list",
    }


def test_a_retired_model_without_offers_has_its_dates_and_successor(
    tree: CatalogTree, tmp_path: Path
) -> None:
    """What the lab alone sold ended for everybody when the lab ended it."""
    row = ending(
        provider="openai",
        model_raw="code-davinci-002",
        deprecated_on="2023-03-20",
        retires_on="2023-03-23",
        replacement="gpt-4o",
    )
    table(tmp_path, "lifecycle.csv", row)
    merge_lifecycles(tree, tmp_path)
    found = tree.models["openai/code-davinci-002"]["lifecycle"]

    assert isinstance(found, dict)
    assert (found["retires_on"], found["replacement"]) == ("2023-03-23", "openai/gpt-4o")


def test_a_subscription_is_flat_with_a_price_for_each_plan(
    tree: CatalogTree, tmp_path: Path
) -> None:
    """A monthly price is no price per image."""
    common = {
        "provider": "midjourney",
        "model_id": "midjourney/midjourney-v8",
        "price_kind": "subscription",
        "observed_on": "2026-05-31",
        "source_url": "https://example.com/plans",
    }
    basic = common | {"price_usd": "10", "conditions": "Basic plan, monthly"}
    pro = common | {"price_usd": "60", "conditions": "Pro plan, monthly"}
    table(tmp_path, "prices-other.csv", basic, pro)
    merge_other_prices(tree, tmp_path)
    (offer,) = tree.offers["midjourney", "midjourney"]

    assert offer["billing"] == "flat"
    prices = offer["prices"]
    assert isinstance(prices, list)
    assert [price["units"] for price in prices] == [
        [
            {"usd_per_month": Decimal(10), "mode": "Basic plan"},
            {"usd_per_month": Decimal(60), "mode": "Pro plan"},
        ]
    ]
