"""What changed, in words a reviewer reads."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

import pytest

from fmselect.catalog.review.change import subject
from fmselect.catalog.review.compare import record_changes
from fmselect.catalog.review.prices import price_changes

OFFER = "openai/openai/gpt-5"
PRICE: dict[str, Any] = {
    "input_usd_per_million_tokens": Decimal("1.25"),
    "output_usd_per_million_tokens": 10,
    "source": "https://p.example",
    "observed": "2026-05-01",
}


def texts(before: list[Any], after: list[Any]) -> list[str]:
    """The words of the changes of a price history."""
    return [change.text for change in price_changes(OFFER, before, after)]


def fields(kind: str, before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str]]:
    """Topic and words of the changes of a record."""
    changes = record_changes(kind, "x", before, after, {"models": {}})
    return [(change.topic, change.text) for change in changes]


def test_an_appended_price() -> None:
    """A new list is compared with the one before it, and says from when it counts."""
    cheaper = {**PRICE, "output_usd_per_million_tokens": 8, "effective_from": "2026-11-01"}

    assert texts([PRICE], [PRICE, cheaper]) == [
        "output $10 -> $8 per million tokens (-20 %), effective 2026-11-01"
    ]


def test_a_corrected_price() -> None:
    """A list that was changed where it stood says so."""
    dearer = {**PRICE, "input_usd_per_million_tokens": Decimal("2.50")}

    assert texts([PRICE], [dearer]) == [
        "input $1.25 -> $2.50 per million tokens (+100 %), corrected in place"
    ]


def test_rates_that_come_and_go() -> None:
    """Batch, long prompts and units are rates of their own."""
    before = {
        **PRICE,
        "batch": {"input_usd_per_million_tokens": 1},
        "long_prompt": [{"above_prompt_tokens": 200000, "input_usd_per_million_tokens": 3}],
    }
    after = {
        **PRICE,
        "long_prompt": [{"above_prompt_tokens": 200000, "input_usd_per_million_tokens": 4}],
        "units": [{"usd_per_image": Decimal("0.04"), "quality": "hd", "size": "1024x1024"}],
        "cache_read_usd_per_million_tokens": 0,
        "observed": "2026-06-01",
    }
    assert texts([before], [before, after]) == [
        "batch input $1 per million tokens no longer listed",
        "input above 200,000 tokens $3 -> $4 per million tokens (+33.3 %), seen 2026-06-01",
        "cached input $0 per million tokens (new), seen 2026-06-01",
        "hd, 1024x1024 $0.04 per image (new), seen 2026-06-01",
    ]


def test_the_first_price() -> None:
    """An offer that had none gets new ones."""
    assert texts([], [PRICE])[0] == "input $1.25 per million tokens (new), seen 2026-05-01"


def test_a_price_read_again_is_no_new_price() -> None:
    """The same rates with another date are a matter of the source."""
    (change,) = price_changes(OFFER, [PRICE], [{**PRICE, "observed": "2026-11-01"}])

    assert change.topic == "source"
    assert change.text == "of the price: observed 2026-05-01 -> 2026-11-01"


def test_a_price_that_is_gone() -> None:
    """Removing history is said."""
    assert texts([PRICE, {**PRICE, "observed": "2026-11-01"}], [PRICE]) == [
        "price list seen 2026-11-01 removed"
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            {"weights": {"open": True, "license": "MIT"}},
            {"weights": {"open": True, "license": "Apache-2.0"}},
            [("license", "weights license: MIT -> Apache-2.0")],
        ),
        (
            {"lifecycle": {"source": "https://x.example"}},
            {"lifecycle": {"retires_on": "2026-12-11", "source": "https://x.example"}},
            [("lifecycle", "lifecycle retires on: 2026-12-11 (was not stated)")],
        ),
        (
            {},
            {"lifecycle": {"retires_on": "2026-12-11", "source": "https://x.example"}},
            [("lifecycle", "lifecycle: retires on 2026-12-11 (new)")],
        ),
        (
            {"features": [{"supports": ["tools", "batch"], "source": "s"}]},
            {"features": [{"supports": ["tools", "vision-input"], "source": "s"}]},
            [("features", "features supports: vision-input added, batch removed")],
        ),
        (
            {"limits": [{"context_tokens": 128000, "source": "a"}]},
            {
                "limits": [
                    {"context_tokens": 64000, "source": "b"},
                    {"context_tokens": 256000, "source": "a"},
                ]
            },
            [
                ("limits", "limits: context tokens 64,000 (new)"),
                ("limits", "limits context tokens: 128,000 -> 256,000 (+100 %)"),
            ],
        ),
        (
            {"limits": [{"context_tokens": 1, "source": "a", "observed": "2026-01"}]},
            {"limits": [{"context_tokens": 1, "source": "a", "observed": "2026-02"}]},
            [("source", "limits: observed 2026-01 -> 2026-02")],
        ),
        (
            {"name": "A", "aliases": ["a", "b"]},
            {"name": "B", "aliases": ["b", "a"]},
            [("other", "name: A -> B"), ("other", "aliases: in another order")],
        ),
    ],
)
def test_fields_of_a_model(
    before: dict[str, Any], after: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """Each kind of fact has its topic and its words."""
    assert fields("models", before, after) == expected


def test_fields_of_other_kinds() -> None:
    """A provider's tier is found by its name, and a licence is about what it permits."""
    tiers = [{"tier": "free", "retention_days": 30}, {"tier": "paid", "retention_days": 30}]
    shorter = [{"tier": "paid", "retention_days": 0}, {"tier": "free", "retention_days": 30}]

    assert fields("providers", {"data_handling": tiers}, {"data_handling": shorter}) == [
        ("privacy", "data handling retention days: 30 -> 0")
    ]
    assert fields("licenses", {"commercial_use": "yes"}, {"commercial_use": "no"}) == [
        ("license", "commercial use: yes -> no")
    ]


def test_results() -> None:
    """New, changed and withdrawn scores, each with its model and setting."""
    rows = [
        {"model": "a/b", "score": Decimal("61.5"), "setting": "effort=high"},
        {"model": "a/c", "score": 50},
    ]
    now = [{**rows[0], "score": Decimal("65.10")}, {"model": "a/d", "score": 40}]
    sets = [{"by": "independent", "source": "s", "results": rows}]
    new = [{"by": "independent", "source": "t", "results": now}]

    assert fields("benchmarks", {"result_sets": sets}, {"result_sets": new}) == [
        ("results", "a/b (effort=high) 61.5 -> 65.10 (independent)"),
        ("results", "a/d scores 40 (new, independent)"),
        ("results", "a/c no longer has its score of 50"),
        ("source", "results: source s -> t"),
    ]


def test_nothing_changed() -> None:
    """Order of keys and zeros at the end are no change."""
    before = {"name": "X", "limits": [{"context_tokens": Decimal("8.0"), "source": "a"}]}
    after = {"limits": [{"source": "a", "context_tokens": Decimal("8.00")}], "name": "X"}

    assert fields("models", before, copy.deepcopy(after)) == []


@pytest.mark.parametrize(
    ("kind", "id_", "words"),
    [
        ("offers", "azure/openai/gpt-5", "openai/gpt-5 at azure"),
        ("offers", "azure/openai/gpt-5@eu", "openai/gpt-5 at azure (eu)"),
        ("models", "openai/gpt-5", "openai/gpt-5"),
        ("licenses", "MIT", "licence MIT"),
    ],
)
def test_whose_facts_they_are(kind: str, id_: str, words: str) -> None:
    """Ids become the words people use."""
    assert subject(kind, id_) == words
