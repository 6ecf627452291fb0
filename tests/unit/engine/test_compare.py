"""Side by side: who differs from whom, by how much, and how often one is ahead."""

from __future__ import annotations

from math import log
from typing import Any

import pytest

from fmselect.domain.comparison import Comparison
from fmselect.domain.requirements import Requirements
from fmselect.engine.compare import compare
from fmselect.engine.standard_draws import DRAWS
from fmselect.errors import UsageError
from tests.support.market import ATLAS, CHAT, MARKET, TODAY, limited, market, offer


def compared(*names: str, requirements: Requirements = CHAT, **how: Any) -> Comparison:
    """The comparison over the market."""
    return compare(how.pop("catalog", None) or market(), requirements, names, today=TODAY, **how)


def test_everybody_is_measured_against_the_first_named() -> None:
    """0.725 against 0.8 and 0.66: differences in the order named."""
    document = compared("lab/brook", "lab/atlas", "lab/cedar")
    assert [item["offer"] for item in document["offers"]] == [
        "north/lab/brook",
        "north/lab/atlas",
        "north/lab/cedar",
    ]
    assert [item["rank"] for item in document["offers"]] == [2, 1, 3]
    assert [item["difference"] for item in document["offers"]] == [
        0.0,
        pytest.approx(0.075),
        pytest.approx(-0.065),
    ]
    able, cost = document["criteria"]
    assert [cell["difference"] for cell in able["cells"]] == [
        0.0,
        pytest.approx(0.075),
        pytest.approx(0.06),
    ]
    assert able["highest"] == ["north/lab/atlas"]
    assert [cell["amount"] for cell in cost["cells"]] == [10.0, 10.0, 100.0]
    assert cost["highest"] == ["north/lab/brook", "north/lab/atlas"]
    assert cost["differs"]


def test_two_offers_of_one_model() -> None:
    """They share its capability and differ in what they cost."""
    document = compared("north/lab/brook", "south/lab/brook")
    able, cost = document["criteria"]
    assert (able["differs"], able["highest"]) == (False, [])
    assert cost["cells"][1]["difference"] == pytest.approx(
        0.25 * (log(2) / log(100) - log(10) / log(100))
    )
    facts = {fact["field"]: fact["differs"] for fact in document["facts"]}
    assert facts["input_usd_per_million_tokens"]
    assert not facts["context_tokens"]
    # Of one model at one capability, the dearer is behind in every draw.
    (pair,) = document["pairwise"]
    assert pair == {
        "offer": "north/lab/brook",
        "over": "south/lab/brook",
        "probability": 1.0,
    }
    assert document["dominates"] == [{"offer": "north/lab/brook", "dominates": "south/lab/brook"}]


def test_who_is_out_is_compared_all_the_same() -> None:
    """With its verdicts beside those of the others, and the rank it would have."""
    document = compared("lab/atlas", "lab/cedar", requirements=limited(max_cost_usd_per_month=30.0))
    inside, out = document["offers"]
    assert (inside["eligible"], out["eligible"]) == (True, False)
    assert (out["rank"], out["rank_if_admitted"]) == (None, 3)
    cost = document["limits"][0]
    assert cost["differs"]
    assert [cell["status"] for cell in cost["cells"]] == ["pass", "fail"]
    assert cost["cells"][1]["short_by"] == 70.0
    assert not any(limit["differs"] for limit in document["limits"][1:])


def test_the_more_capable_is_ahead_in_most_draws() -> None:
    """Ten percentiles at the same price; swapped, the shares add up to one."""
    (one,) = compared("lab/atlas", "lab/brook")["pairwise"]
    (other,) = compared("lab/brook", "lab/atlas")["pairwise"]
    assert 0.8 < one["probability"] < 1.0
    assert one["probability"] + other["probability"] == pytest.approx(1.0)
    assert compared("lab/atlas", "lab/brook")["draws"] == DRAWS


def test_an_offer_without_evidence_meets_nobody_in_the_draws() -> None:
    """It follows whoever has some, whatever is drawn."""
    catalog = market(*MARKET, offer("north/lab/new", None, 1.0))
    document = compared("lab/atlas", "lab/new", catalog=catalog)
    assert document["pairwise"] == []
    assert document["draws"] == 0
    assert document["dominates"] == []
    assert any("There is evidence" in sentence for sentence in document["why"])


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["lab/atlas"], "1 to compare"),
        (["lab/atlas"] * 7, "7 to compare"),
        (["lab/atlas", "north/lab/atlas"], "are both north/lab/atlas"),
        (["lab/atlas", "lab/nope"], "nope"),
    ],
)
def test_what_cannot_be_compared_is_refused(names: list[str], message: str) -> None:
    """Too few, too many, one with itself, one nobody knows."""
    with pytest.raises(UsageError, match=message):
        compared(*names)


def test_a_model_nobody_offers_for_the_task_is_refused() -> None:
    """With the command that says why."""
    catalog = market(ATLAS)
    catalog._ids = {"models": ["lab/atlas", "lab/other"]}  # noqa: SLF001  # a model without offers
    with pytest.raises(UsageError, match="chat does not look at lab/other") as refused:
        compared("lab/atlas", "lab/other", catalog=catalog)
    assert refused.value.hint == "why: fmselect explain lab/other chat"
