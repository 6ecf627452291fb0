"""Five people with five needs, one small market, and the numbers worked out by hand.

The workload is 1,000 requests of 1,000 tokens in and 500 out: 1 million in and 0.5 million out a
month. The anchors are $1 and $100 a month, and 3 and 29.95 seconds.
"""

from __future__ import annotations

from datetime import date

import pytest

from fmselect.domain.candidate import Capability, Lifecycle, Price, Privacy, Terms
from fmselect.domain.recommendation import Recommendation
from fmselect.domain.requirements import (
    Constraints,
    Preferences,
    PrivacyConstraints,
    Requirements,
)
from fmselect.engine.recommend import recommend
from tests.support.memory_catalog import MemoryCatalog, candidate, language_task, speed, token_price

TODAY = date(2026, 11, 24)
OPEN = Terms("MIT", "yes", None, osi_approved=True)
CLOSED = Terms("LicenseRef-provider-terms", "yes")

MARKET = [
    # The most capable: $5 + $10 = $15 a month.
    candidate(
        "cumulus/summit/atlas",
        capability=Capability(96.0, None, 20, "strong"),
        price=token_price(5.0, 20.0),
        speed=speed(1.0, 49.9),
        open_weights=False,
        terms=CLOSED,
        features={"tools": True},
        privacy=Privacy(
            trains_on_data="no",
            retention_days=30.0,
            zero_retention="on-request",
            regions=("us", "eu"),
            region_choice="yes",
        ),
        lifecycle=Lifecycle(none_announced=True),
    ),
    # The same model elsewhere: $18 a month, everything in the EU, nothing kept.
    candidate(
        "rhine/summit/atlas",
        capability=Capability(96.0, None, 20, "strong"),
        price=token_price(6.0, 24.0),
        speed=speed(1.0, 49.9),
        open_weights=False,
        terms=CLOSED,
        features={"tools": True},
        privacy=Privacy(trains_on_data="no", retention_days=0.0, regions=("de", "fr")),
        lifecycle=Lifecycle(retires_on="2027-03-01"),
    ),
    # Good and cheap: $0.50 + $0.50 = $1 a month.
    candidate(
        "cumulus/pebble/brook",
        capability=Capability(80.0, None, 8, "fair"),
        price=token_price(0.5, 1.0),
        speed=speed(0.5, 199.6),
        open_weights=True,
        terms=OPEN,
        features={"tools": True},
        privacy=Privacy(trains_on_data="opt-out", retention_days=30.0, regions=("us",)),
    ),
    candidate(
        "self/pebble/brook",
        provider_kind="self-host",
        capability=Capability(80.0, None, 8, "fair"),
        price=Price("self-hosted"),
        open_weights=True,
        terms=OPEN,
        features={"tools": True},
        privacy=Privacy(self_hosted=True),
    ),
    # Nobody measured it: $0.10 a month.
    candidate(
        "drift/loam/whisperer",
        price=token_price(0.1, 0.0),
        speed=speed(0.2, 499.0),
        open_weights=None,
    ),
    # Retired last month.
    candidate(
        "cumulus/summit/atlas-old",
        capability=Capability(99.0, None, 20, "strong"),
        price=token_price(0.5, 1.0),
        lifecycle=Lifecycle(retires_on="2026-10-01"),
    ),
]


def answer(requirements: Requirements, **options: object) -> Recommendation:
    """The recommendation over the market."""
    catalog = MemoryCatalog(MARKET, task=language_task())
    return recommend(catalog, requirements, today=TODAY, **options)  # type: ignore[arg-type]


def offers(document: Recommendation) -> list[str]:
    """The ranking, offer by offer."""
    return [row["offer"] for row in document["ranking"]]


def test_capability_first_then_cost_then_latency() -> None:
    """Weights 11/18, 5/18 and 2/18; brook's low price and speed outweigh 16 points.

    atlas: $15 is ln(100/15)/ln(100) = 0.4120; 1 + 499/49.9 = 11 s is ln(29.95/11)/ln(29.95/2.995)
    = 0.4350. brook: $1 is worth 1; 0.5 + 499/199.6 = 3 s is 0.9993.
    """
    document = answer(Requirements(task="chat"))
    assert offers(document) == [
        "cumulus/pebble/brook",
        "cumulus/summit/atlas",
        "drift/loam/whisperer",
    ]
    brook, atlas, unproven = document["ranking"]
    assert brook["score"] == pytest.approx(11 / 18 * 0.80 + 5 / 18 + 2 / 18 * 0.9993, abs=1e-4)
    assert atlas["score"] == pytest.approx(
        11 / 18 * 0.96 + 5 / 18 * 0.412 + 2 / 18 * 0.435, abs=1e-4
    )
    assert atlas["cost_breakdown"] == pytest.approx({"input": 5.0, "output": 10.0})
    assert unproven["standing"] == "unproven"
    assert unproven["score"] > 0.3
    assert document["excluded_by"] == {"retired": 1}


def test_a_hospital_in_germany_that_keeps_nothing() -> None:
    """Only the European host is shown to qualify, and it retires in three months.

    The self-hosted brook qualifies too: data that never leaves is kept by nobody.
    """
    limits = Constraints(
        privacy=PrivacyConstraints(no_training=True, max_retention_days=0.0, regions=("eu",))
    )
    document = answer(Requirements(task="chat", constraints=limits))
    assert offers(document) == ["rhine/summit/atlas", "self/pebble/brook"]
    assert document["ranking"][0]["warnings"][-1] == "retires on 2027-03-01"
    assert document["excluded_by"] == {
        "privacy.no_training": 3,
        "privacy.max_retention_days": 4,
        "privacy.regions": 4,
        "retired": 1,
    }


def test_the_hospital_after_signing_two_addenda() -> None:
    """Zero retention agreed and the region chosen: the cheaper host of the same model wins."""
    limits = Constraints(
        privacy=PrivacyConstraints(no_training=True, max_retention_days=0.0, regions=("eu",))
    )
    agreed = Requirements(
        task="chat", constraints=limits, accept=("zero-retention-addendum", "region-choice")
    )
    first = answer(agreed)["ranking"][0]
    assert first["offer"] == "cumulus/summit/atlas"
    assert [text for text in first["warnings"] if text.startswith("eligible")] == [
        "eligible because you accept zero-retention-addendum: privacy.max_retention_days",
        "eligible because you accept region-choice: privacy.regions",
    ]


def test_a_bank_that_hosts_everything_itself() -> None:
    """One answer, its cost unknown and worth nothing until it is sized."""
    limits = Constraints(
        license="commercial", privacy=PrivacyConstraints(self_hosted=True, regions=("de",))
    )
    document = answer(Requirements(task="chat", constraints=limits))
    assert offers(document) == ["self/pebble/brook"]
    row = document["ranking"][0]
    assert row["cost_usd_per_month"] is None
    assert row["values"]["cost"] == 0.0
    assert document["near_misses"] == []


def test_a_student_with_two_dollars() -> None:
    """Atlas is $13 too dear and a near miss; an unknown price would not have passed."""
    document = answer(
        Requirements(task="chat", constraints=Constraints(max_cost_usd_per_month=2.0))
    )
    assert offers(document) == ["cumulus/pebble/brook", "drift/loam/whisperer"]
    misses = {miss["offer"]: miss["failed"][0] for miss in document["near_misses"]}
    assert misses["cumulus/summit/atlas"]["short_by"] == pytest.approx(13.0)
    assert misses["self/pebble/brook"]["status"] == "unknown"


def test_a_researcher_who_needs_open_weights_and_does_not_care_about_cost() -> None:
    """Openness and privacy: the self-hosted offer stands for brook, 0.75 and 0.25 of 1."""
    requirements = Requirements(
        task="chat",
        constraints=Constraints(open_weights=True, license="osi"),
        preferences=Preferences(priorities=("openness", "privacy")),
    )
    document = answer(requirements)
    assert offers(document) == ["self/pebble/brook"]
    assert document["ranking"][0]["contributions"] == pytest.approx(
        {"privacy": 0.25, "openness": 0.75}
    )
    everything = answer(requirements, one_per_model=False)
    assert offers(everything) == ["self/pebble/brook", "cumulus/pebble/brook"]
    assert everything["ranking"][1]["values"]["privacy"] == 0.1


def test_a_tighter_limit_changes_no_preference_among_those_that_stay() -> None:
    """The anchors come from the task: $20 and $2,000 rank atlas and brook alike."""
    scores = []
    for limit in (20.0, 2000.0):
        document = answer(
            Requirements(task="chat", constraints=Constraints(max_cost_usd_per_month=limit))
        )
        scores.append({row["offer"]: row["score"] for row in document["ranking"]})
    assert scores[0] == scores[1]
