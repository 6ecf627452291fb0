"""Why an offer is where it is, with the numbers worked out by hand."""

from __future__ import annotations

from math import log
from typing import Any

import pytest

from fmselect.domain.candidate import Lifecycle, Price, Privacy
from fmselect.domain.catalog import Record
from fmselect.domain.explanation import Change, Explanation
from fmselect.domain.requirements import Preferences, Requirements
from fmselect.engine.constraints import CONSTRAINTS
from fmselect.engine.explain import explain
from fmselect.engine.limit_words import WORDINGS
from fmselect.errors import UsageError
from tests.support.market import (
    ATLAS,
    BROOK,
    CHAT,
    DUNE,
    MARKET,
    SOUTH,
    TODAY,
    TRAINS,
    limited,
    market,
    offer,
)
from tests.support.memory_catalog import MemoryCatalog, candidate, capability, speed, token_price


def explained(
    name: str, requirements: Requirements = CHAT, catalog: MemoryCatalog | None = None, **how: Any
) -> Explanation:
    """The explanation over the market, or over another catalog."""
    return explain(catalog or market(), requirements, name, today=TODAY, **how)


def change(document: Explanation, attribute: str) -> Change:
    """The change of one attribute."""
    return next(item for item in document["changes"] if item["attribute"] == attribute)


def test_the_place_of_a_model_that_is_not_first() -> None:
    """0.6 + 0.125 against 0.675 + 0.125."""
    document = explained("lab/brook")
    assert document["standing"] == "ranked"
    assert (document["rank"], document["ranked"]) == (2, 4)
    assert document["offer"] == "north/lab/brook"
    assert document["score"] == pytest.approx(0.725)
    assert document["opponent"] is not None
    assert document["opponent"]["offer"] == "north/lab/atlas"
    assert document["opponent"]["role"] == "first"
    assert document["opponent"]["lead"] == pytest.approx(-0.075)
    assert document["why"] == [
        (
            "lab/brook at north ranks 2 of 4 models with 0.725; the first, lab/atlas at north, "
            "has 0.800."
        ),
        "lab/brook at north against lab/atlas at north: capability -0.075 (80.00 against 90.00).",
    ]


def test_the_first_is_measured_against_the_second() -> None:
    """Nobody is ahead of it, so the difference is its lead."""
    document = explained("lab/atlas")
    assert document["standing"] == "first"
    assert document["opponent"] is not None
    assert document["opponent"]["role"] == "second"
    assert document["opponent"]["lead"] == pytest.approx(0.075)


def test_each_criterion_shows_amount_value_weight_and_formula() -> None:
    """ln(100 / 50) / ln(100 / 1) = 0.1505, a quarter of which is the part of cost."""
    document = explained("south/lab/brook")
    able, cost = document["criteria"]
    assert (able["amount"], able["unit"], able["value"]) == (80.0, "percentile", 0.8)
    assert able["formula"] == "(80.00 - 0.00) / (100.00 - 0.00)"
    assert (cost["amount"], cost["unit"], cost["weight"]) == (50.0, "USD a month", 0.25)
    assert (cost["good"], cost["bad"]) == (1.0, 100.0)
    assert cost["value"] == pytest.approx(log(2) / log(100))
    assert cost["contribution"] == pytest.approx(0.25 * log(2) / log(100))
    assert cost["formula"] == "ln($100.00 / $50.00) / ln($100.00 / $1.00)"
    assert document["cost_breakdown"] == {"input": 25.0, "output": 25.0}


def test_values_past_the_anchors_say_so() -> None:
    """Dearer than `bad` is worth nothing; cheaper than `good` a tenth of the slope."""
    dear = explained("lab/dune")["criteria"][1]
    assert dear["formula"] == "0, because $100.00 is no better than $100.00"
    cheap = market(*MARKET, offer("north/lab/cheap", 50.0, 0.1))
    assert explained("lab/cheap", catalog=cheap)["criteria"][1]["formula"] == (
        "1 + 0.1 x (ln($100.00 / $0.10) / ln($100.00 / $1.00) - 1), being past $1.00"
    )


def test_an_unknown_amount_says_what_it_counts_as() -> None:
    """A price nobody published is the worst there is; a speed is a slow one of the catalog."""
    catalog = market(
        offer("north/lab/quick", 90.0, 10.0, speed=speed(1.0, 50.0, spread=2.0)),
        offer("north/lab/silent", 90.0, None),
    )
    _, cost, latency = explained("lab/silent", catalog=catalog)["criteria"]
    assert (cost["amount"], cost["status"]) == (None, "unknown")
    assert cost["formula"] == "unknown: counts as the worst there is"
    # 3 s to the first token, then 499 tokens at 30 a second
    assert latency["formula"] == "unknown: counts as 19.63 s, a slow one of the catalog"
    assert latency["other_amount"] == pytest.approx(1.0 + 499 / 50)
    quick = explained("lab/quick", catalog=catalog)["criteria"][2]
    assert quick["status"] == "estimated"


def test_at_the_price_that_is_named_it_would_be_first() -> None:
    """It lacks 0.075 of score, 0.3 of the value of cost: 10 / 100^0.3 = $2.51 a month.

    The input alone costs $5, so neither rate can do it alone.
    """
    document = explained("lab/brook")
    cost = change(document, "cost_usd_per_month")
    assert cost["now"] == 10.0
    assert cost["to"] == pytest.approx(10 / 100**0.3, abs=0.001)
    assert cost["sentence"] == "at $2.511 a month it would be first (now $10.00)"
    assert [item["attribute"] for item in document["changes"]] == [
        "cost_usd_per_month",
        "capability",
    ]


def test_a_token_rate_is_named_where_it_can_do_it_alone() -> None:
    """At $5.60 a month instead of $20: the output may cost $0.60 a month, $1.20 a million."""
    close = market(ATLAS, offer("north/lab/close", 88.0, 10.0)._replace(price=token_price(5.0, 30)))
    # behind by 0.015 + 0.25 ln 2 / ln 100; worth 0.06 of the value of cost at $10
    level = 10 / 100**0.06
    rate = change(explained("lab/close", catalog=close), "output_usd_per_million_tokens")
    assert rate["now"] == 30.0
    assert rate["to"] == pytest.approx(2 * (level - 5.0), abs=0.01)
    assert rate["sentence"].startswith("at $5.17 per million output tokens it would be first")


def test_where_no_price_is_enough_that_is_said() -> None:
    """80 points behind: even for nothing it would not be first."""
    document = explained("lab/dune")
    assert change(document, "cost_usd_per_month")["to"] is None
    assert change(document, "cost_usd_per_month")["sentence"] == "no price would make it first"
    # It lacks 0.6 on cost and capability ends at 100: 0.75 + 0 < 0.8.
    assert change(document, "capability")["to"] is None


def test_the_capability_that_would_do() -> None:
    """A little above the first's 90, as both cost the same."""
    able = change(explained("lab/brook"), "capability")
    assert able["to"] == pytest.approx(90.0, abs=0.02)
    assert able["to"] is not None
    assert able["to"] > 90.0
    assert able["sentence"].startswith("with a capability of 90.01 it would be first")


def test_for_the_first_the_changes_are_those_of_the_second() -> None:
    """What would take its place away."""
    document = explained("lab/atlas")
    assert {item["offer"] for item in document["changes"]} == {"north/lab/brook"}


def test_weights_at_which_it_would_be_first() -> None:
    """The dear one leads on nothing; the cheap one is first where cost weighs enough."""
    catalog = market(ATLAS, offer("north/lab/cheap", 60.0, 1.0))
    capability_, cost = explained("lab/cheap", catalog=catalog)["weight_ranges"]
    # 0.9 - 0.4 t against 0.6 + 0.4 t, where t weighs cost: level at 0.375
    assert cost["low"] == pytest.approx(0.375)
    assert cost["high"] == 1.0
    assert cost["below"] == "north/lab/atlas"
    assert cost["sentence"] == (
        "would be first with cost weighing 0.3751 to 1 (now 0.25); below, north/lab/atlas"
    )
    assert capability_["low"] == 0.0
    assert capability_["high"] == pytest.approx(0.625)
    first = explained("lab/atlas", catalog=catalog)["weight_ranges"][1]
    assert first["sentence"] == (
        "stays first with cost weighing 0 to 0.3749 (now 0.25); above, north/lab/cheap"
    )
    never = explained("lab/dune")["weight_ranges"][0]
    assert never["sentence"] == "no weight of capability alone would make it first"


def test_what_it_is_dominated_by() -> None:
    """Below every other, it is dominated by the one of them that none dominates."""
    assert explained("lab/dune")["dominated_by"] == ["north/lab/atlas"]
    assert explained("lab/cedar")["dominated_by"] == ["north/lab/atlas"]
    assert explained("lab/atlas")["dominated_by"] == []


def test_what_a_point_of_capability_is_worth_in_dollars() -> None:
    """A point is worth 0.0075 of score, 0.03 of the value of cost: 10 x (100^0.03 - 1) = $1.48."""
    exchange = explained("lab/atlas")["exchange"]
    assert exchange is not None
    assert exchange["usd_per_month_for_a_capability_point"] == pytest.approx(10 * (100**0.03 - 1))
    assert exchange["sentences"] == [
        "by these weights you would pay $1.48 a month more for 1 point more of capability"
    ]
    dear = explained("lab/cedar")["exchange"]
    assert dear is not None
    assert dear["sentences"] == [
        (
            "by these weights you would pay any price on the scale of cost for 1 point more of "
            "capability"
        )
    ]


def test_a_model_that_is_out_says_by_what_and_what_would_admit_it() -> None:
    """$90 too dear and $30 allowed; it would rank third of what would then be four."""
    document = explained("lab/cedar", limited(max_cost_usd_per_month=30.0))
    assert document["standing"] == "out"
    assert (document["rank"], document["rank_if_admitted"]) == (None, 3)
    assert document["why"][0] == (
        "lab/cedar at north is out; admitted, it would rank 3 of 3 with 0.660."
    )
    assert document["why"][1] == (
        "It is out by max_cost_usd_per_month (costs $100.00 a month, $70.00 above the $30.00 "
        "allowed)."
    )
    (step,) = document["admission"]
    assert (step["how"], step["option"], step["to"]) == ("relax", "--max-cost", 100.0)
    assert step["sentence"] == "with --max-cost 100"
    verdict = document["limits"][0]
    assert (verdict["status"], verdict["short_by"], verdict["actual"]) == ("fail", 70.0, 100.0)
    assert document["changes"] == []


def test_limits_that_are_kept_show_what_they_were_measured_by() -> None:
    """A pass has an amount and a reason like any other verdict."""
    document = explained("lab/atlas", limited(max_cost_usd_per_month=30.0))
    verdict = document["limits"][0]
    assert (verdict["constraint"], verdict["status"]) == ("max_cost_usd_per_month", "pass")
    assert (verdict["limit"], verdict["actual"], verdict["short_by"]) == (30.0, 10.0, None)
    assert verdict["reason"] == "costs $10.00 a month, $20.00 below the $30.00 allowed"
    assert set(verdict["facts"]) == {
        "billing",
        "input_usd_per_million_tokens",
        "output_usd_per_million_tokens",
    }


def test_what_the_user_agrees_to_is_told_apart_from_a_pass() -> None:
    """An accepted condition keeps its own status."""
    catalog = market(ATLAS._replace(privacy=TRAINS))
    asked = limited(privacy={"no_training": True})
    (step,) = explained("lab/atlas", asked, catalog)["admission"]
    assert (step["how"], step["option"], step["to"]) == ("accept", "--accept", "training-opt-out")
    agreed = explained("lab/atlas", asked._replace(accept=("training-opt-out",)), catalog)
    verdict = next(v for v in agreed["limits"] if v["constraint"] == "privacy.no_training")
    assert (verdict["status"], verdict["agreed"]) == ("conditional", True)
    assert agreed["standing"] == "first"
    assert "eligible because you accept training-opt-out" in " ".join(agreed["warnings"])


def test_what_no_requirement_can_change_is_said() -> None:
    """It was retired; and an unknown that only its provider can settle."""
    gone = market(ATLAS._replace(lifecycle=Lifecycle(retires_on="2026-10-01")))
    (step,) = explained("lab/atlas", catalog=gone)["admission"]
    assert (step["constraint"], step["how"]) == ("retired", "nothing")
    silent = explained("lab/atlas", limited(privacy={"no_training": True}))
    assert [step["how"] for step in silent["admission"]] == ["settle"]
    assert silent["admission"][0]["sentence"] == "once it is known, or without --no-training"


def test_every_limit_can_be_put_into_words() -> None:
    """A limit that is added gets words for its pass too."""
    assert set(WORDINGS) == set(CONSTRAINTS)


def test_features_and_languages_that_it_has_may_stay_asked_for() -> None:
    """Of two features one is missing: the other may be asked for."""
    able = market(ATLAS._replace(features={"tools": True}, languages=frozenset({"de"})))
    asked = limited(features=("tools", "batch"), languages=("de", "ja"))
    needs, speaks = explained("lab/atlas", asked, able)["admission"]
    assert (needs["option"], needs["to"]) == ("--need", ["tools"])
    assert needs["sentence"] == "with --need tools"
    assert (speaks["option"], speaks["to"]) == ("--language", ["de"])


def test_where_nothing_is_eligible_the_smallest_repair_is_told() -> None:
    """The three at $10 and $50 need one limit relaxed; so does everybody."""
    document = explained("lab/cedar", limited(max_cost_usd_per_month=5.0))
    assert document["opponent"] is None
    assert document["ranked"] == 0
    assert document["repairs"][0]["constraints"] == ["max_cost_usd_per_month"]
    assert document["repairs"][0]["offer"] == "north/lab/atlas"
    assert document["why"][0] == (
        "lab/cedar at north is out, like every other: nothing satisfies every limit."
    )


def test_a_model_stands_for_the_offer_that_ranks_highest() -> None:
    """Of two offers the cheaper; of two that are out the one that lacks less, then the higher."""
    document = explained("lab/brook")
    assert [item["offer"] for item in document["offers"]] == ["north/lab/brook", "south/lab/brook"]
    far = market(ATLAS, BROOK._replace(context_tokens=1000), SOUTH)
    out = explained("lab/brook", limited(max_cost_usd_per_month=5.0), far)
    assert out["offer"] == "south/lab/brook"
    assert [item["failed"] for item in out["offers"]] == [
        ["max_cost_usd_per_month"],
        ["max_cost_usd_per_month", "workload_fits"],
    ]


def test_an_offer_that_is_named_is_ranked_among_offers() -> None:
    """The dearer offer of the second model is the fourth of five offers."""
    document = explained("south/lab/brook")
    assert document["ranking_of"] == "offers"
    assert (document["rank"], document["ranked"]) == (4, 5)
    assert document == explained("lab/brook", offer="south/lab/brook")


def test_an_offer_of_another_model_is_refused() -> None:
    """Nobody means that."""
    with pytest.raises(UsageError, match="is no offer of lab/brook") as refused:
        explained("lab/brook", offer="north/lab/atlas")
    assert refused.value.where == "--offer"


def test_a_name_nobody_has_is_refused() -> None:
    """As the catalog says it."""
    with pytest.raises(UsageError, match="nope"):
        explained("lab/nope")


class TypedCatalog(MemoryCatalog):
    """A catalog with the record of a model the task does not look at."""

    def record(self, kind: str, id_: str) -> Record:
        """An embedding model beside the rest."""
        if (kind, id_) == ("models", "lab/vector"):
            return {"id": id_, "name": "Vector", "type": "embedding"}
        if (kind, id_) == ("models", "lab/unserved"):
            return {"id": id_, "type": "language"}
        return super().record(kind, id_)


def test_a_model_the_task_does_not_look_at() -> None:
    """It exists, so that is the answer: another type, or nobody offers it."""
    catalog = TypedCatalog(MARKET)
    document = explained("lab/vector", catalog=catalog)
    assert (document["standing"], document["offer"]) == ("absent", None)
    assert document["why"] == [
        "lab/vector is a model of type embedding, and chat looks at models of type language."
    ]
    unserved = explained("lab/unserved", catalog=catalog)
    assert unserved["why"][0].startswith("Nobody in the catalog offers lab/unserved")


def test_an_offer_without_evidence_follows_those_with_some() -> None:
    """Whatever it costs: no change but evidence makes it first."""
    catalog = market(DUNE, offer("north/lab/new", None, 1.0))
    document = explained("lab/new", catalog=catalog)
    assert (document["proven"], document["rank"]) == (False, 2)
    assert document["changes"] == []
    assert document["weight_ranges"] == []
    assert document["why"][1].startswith("There is evidence of the capability of lab/dune at north")


def test_offers_of_one_model_share_its_capability() -> None:
    """Between them no capability can decide, so none is named."""
    document = explained("south/lab/brook", catalog=market(BROOK, SOUTH))
    assert [item["attribute"] for item in document["changes"]] == ["cost_usd_per_month"]


def test_own_infrastructure_satisfies_limits_on_privacy() -> None:
    """And says why."""
    own = candidate(
        "self/lab/open",
        capability=capability(50.0),
        price=Price("self-hosted"),
        privacy=Privacy(self_hosted=True),
        open_weights=True,
    )
    document = explained("lab/open", limited(privacy={"max_retention_days": 0.0}), market(own))
    verdict = next(v for v in document["limits"] if v["constraint"].endswith("retention_days"))
    assert verdict["reason"] == "runs on your own infrastructure"
    assert document["why"][0] == (
        "lab/open at self is the only one that is shown to satisfy every limit."
    )


def test_latency_has_a_threshold_too() -> None:
    """Equal but for the speed: it must answer in less than the other's 10.98 s."""
    catalog = market(
        offer("north/lab/quick", 80.0, 10.0, speed=speed(1.0, 50.0)),
        offer("north/lab/slow", 80.0, 10.0, speed=speed(2.0, 25.0)),
    )
    wait = change(explained("lab/slow", catalog=catalog), "response_seconds")
    assert wait["now"] == pytest.approx(2.0 + 499 / 25)
    assert wait["to"] == pytest.approx(1.0 + 499 / 50, abs=0.011)
    assert wait["to"] is not None
    assert wait["to"] < 1.0 + 499 / 50
    weights = Requirements(task="chat", preferences=Preferences(weights=(("latency", 1.0),)))
    assert explained("lab/slow", weights, catalog)["weight_ranges"] == []
