"""The whole answer: what it says beside the ranking, and what it refuses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fmselect.domain.candidate import (
    Candidate,
    Capability,
    Lifecycle,
    Price,
    Privacy,
    Terms,
    UnitPrice,
)
from fmselect.domain.recommendation import RankedOffer, Recommendation
from fmselect.domain.requirements import (
    Constraints,
    Preferences,
    PrivacyConstraints,
    Requirements,
    Workload,
)
from fmselect.engine.recommend import recommend
from fmselect.errors import UsageError
from tests.support.memory_catalog import (
    MemoryCatalog,
    candidate,
    capability,
    language_task,
    speed,
    token_price,
)

TODAY = date(2026, 11, 24)
CHAT = Requirements(task="chat")


def model(offer: str, estimate: float | None, usd: float | None, **facts: Any) -> Candidate:
    """An offer whose default workload, 1 million tokens in and half a million out, costs `usd`."""
    return candidate(
        offer,
        capability=None if estimate is None else capability(estimate),
        price=None if usd is None else token_price(usd, 0.0),
        **facts,
    )


def answer(
    offers: list[Candidate], requirements: Requirements = CHAT, **options: Any
) -> Recommendation:
    """The recommendation over these offers."""
    return recommend(MemoryCatalog(offers), requirements, today=TODAY, **options)


def limited(**limits: Any) -> Requirements:
    """Chat with these limits."""
    return Requirements(task="chat", constraints=Constraints(**limits))


def first(document: Recommendation) -> RankedOffer:
    """The winner."""
    return document["ranking"][0]


def test_the_defaults_of_the_task_are_used_and_named() -> None:
    """The answer says what nobody stated."""
    document = answer([model("a/l/x", 50.0, 10.0)])
    assert document["requirements"] == {
        "task": "chat",
        "workload": {"requests": 1000, "input_tokens": 1000, "output_tokens": 500},
        "preferences": {"priorities": ["capability", "cost", "latency"]},
    }
    assert document["assumed"] == [
        "workload.requests",
        "workload.input_tokens",
        "workload.output_tokens",
        "preferences.priorities",
    ]
    assert document["warnings"][0] == (
        "assumed for chat, because not stated: "
        "requests 1,000, input tokens 1,000, output tokens 500"
    )


def test_what_is_stated_is_not_assumed() -> None:
    """Neither named nor warned about."""
    stated = Requirements(
        task="chat",
        workload=Workload(requests=1.0, input_tokens=2.0, output_tokens=3.0),
        preferences=Preferences(equal=True),
    )
    document = answer([model("a/l/x", 50.0, 10.0)], stated)
    assert document["assumed"] == []
    assert not any("assumed" in warning for warning in document["warnings"])


def test_a_criterion_nobody_knows_anything_about_is_dropped_with_a_notice() -> None:
    """No offer has a speed: capability and cost weigh as two criteria do."""
    document = answer([model("a/l/x", 50.0, 10.0), model("b/l/y", 40.0, 5.0)])
    assert document["weights"] == pytest.approx({"capability": 0.75, "cost": 0.25})
    assert (
        "latency is left out of the weights: nothing is known about it for chat"
        in (document["warnings"])
    )


def test_no_limit_changes_which_criteria_count() -> None:
    """The one offer with a known speed is excluded, and latency still counts."""
    offers = [model("a/l/x", 50.0, 10.0), model("b/l/y", 40.0, 5.0, speed=speed(1.0, 50.0))]
    document = answer(offers, limited(providers_deny=("b",)))
    assert set(document["weights"]) == {"capability", "cost", "latency"}
    assert "the latency is unknown" in " ".join(first(document)["warnings"])


def test_without_any_evidence_the_rest_decides_and_all_are_unproven() -> None:
    """The contract: ranked on the rest, and said so."""
    document = answer([model("a/l/x", None, 10.0), model("b/l/y", None, 5.0)])
    assert [row["offer"] for row in document["ranking"]] == ["b/l/y", "a/l/x"]
    assert {row["standing"] for row in document["ranking"]} == {"unproven"}
    assert document["weights"] == {"cost": 1.0}


def test_the_answer_counts_models_and_offers() -> None:
    """Two offers of one model, one of another that is too expensive."""
    offers = [model("a/l/x", 50.0, 10.0), model("b/l/x", 50.0, 11.0), model("a/l/y", 50.0, 99.0)]
    document = answer(offers, limited(max_cost_usd_per_month=20.0))
    assert document["considered"] == {
        "models": 2,
        "offers": 3,
        "eligible_models": 1,
        "eligible_offers": 2,
    }
    assert document["excluded_by"] == {"max_cost_usd_per_month": 1}
    assert [row["offer"] for row in document["ranking"]] == ["a/l/x"]
    everything = answer(offers, limited(max_cost_usd_per_month=20.0), one_per_model=False)
    assert [row["offer"] for row in everything["ranking"]] == ["a/l/x", "b/l/x"]


def test_top_shortens_the_ranking_and_changes_nothing_else() -> None:
    """Everything is ranked whatever is shown."""
    offers = [model(f"a/l/{name}", 50.0, 10.0 + at) for at, name in enumerate("uvwxyz")]
    long, short = answer(offers, top=6), answer(offers, top=2)
    assert short["ranking"] == long["ranking"][:2]
    assert {**short, "ranking": None} == {**long, "ranking": None}


def test_an_excluded_offer_shows_every_reason_when_asked() -> None:
    """$12 over, and 20,000 tokens short."""
    offers = [model("a/l/x", 50.0, 32.0, context_tokens=80_000)]
    requirements = limited(max_cost_usd_per_month=20.0, min_context_tokens=100_000.0)
    assert answer(offers, requirements)["excluded"] == []
    (excluded,) = answer(offers, requirements, explain_excluded=True)["excluded"]
    assert excluded["offer"] == "a/l/x"
    cost, context = excluded["failed"]
    assert cost["constraint"] == "max_cost_usd_per_month"
    assert (cost["limit"], cost["actual"], cost["short_by"]) == (20.0, 32.0, 12.0)
    assert cost["reason"] == "costs $32.00 a month, $12.00 above the $20.00 allowed"
    assert (context["actual"], context["short_by"]) == (80_000, 20_000)


def test_near_misses_lack_one_thing_and_come_in_order() -> None:
    """Of four that are out, two lack one thing each; the capable one would rank higher."""
    offers = [
        model("a/l/in", 10.0, 10.0),
        model("b/l/dear", 90.0, 30.0),
        model("c/l/silent", 80.0, None),
        model("d/l/both", 99.0, 30.0, context_tokens=20_000),
        model("e/l/denied", 99.0, 10.0),
    ]
    requirements = limited(
        max_cost_usd_per_month=20.0, min_context_tokens=50_000.0, providers_deny=("e",)
    )
    misses = answer(offers, requirements)["near_misses"]
    assert [miss["offer"] for miss in misses] == ["b/l/dear", "c/l/silent"]
    assert misses[0]["failed"][0]["status"] == "fail"
    assert misses[1]["failed"][0]["status"] == "unknown"
    # 0.75 x 0.9 + 0.25 x ln(75/30)/ln(100), where anchors are $1 and $100 a month
    assert misses[0]["score_if_admitted"] == pytest.approx(0.675 + 0.25 * 0.2614, abs=1e-4)


def test_conditions_that_would_admit_offers_are_pointed_out() -> None:
    """Two offers lack nothing but a region to be chosen."""
    choosing = Privacy(regions=("eu", "us"), region_choice="yes")
    offers = [
        model("a/l/x", 50.0, 10.0, privacy=choosing),
        model("a/l/y", 50.0, 10.0, privacy=choosing),
    ]
    requirements = limited(privacy=PrivacyConstraints(regions=("eu",)))
    document = answer(offers, requirements)
    assert document["ranking"] == []
    assert document["why"] is None
    assert (
        "2 offers are out only for want of region-choice; --accept region-choice admits them"
        in document["warnings"]
    )
    accepted = answer(offers, requirements._replace(accept=("region-choice",)))
    assert len(accepted["ranking"]) == 2
    assert (
        "eligible because you accept region-choice: privacy.regions"
        in (first(accepted)["warnings"])
    )


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (
            {"lifecycle": Lifecycle(retires_on="2027-02-01", replacement="l/z")},
            "retires on 2027-02-01; replacement: l/z",
        ),
        ({"lifecycle": Lifecycle(deprecated_on="2026-11")}, "deprecated on 2026-11"),
    ],
)
def test_an_end_that_is_announced_is_a_warning(facts: dict[str, Any], says: str) -> None:
    """On the row, and about the winner on the answer."""
    document = answer([model("a/l/x", 50.0, 10.0, **facts)])
    assert says in first(document)["warnings"]
    assert f"a/l/x: {says}" in document["warnings"]


def test_an_end_far_away_is_no_warning() -> None:
    """A year is not soon."""
    offers = [model("a/l/x", 50.0, 10.0, lifecycle=Lifecycle(retires_on="2027-11-24"))]
    assert not any("retires" in warning for warning in first(answer(offers))["warnings"])


def test_a_price_two_sources_dispute_is_a_warning() -> None:
    """The facts show the one that was used."""
    record = {"id": "a/l/x", "prices": [{"disputed_by": [{"source": "other"}]}]}
    catalog = MemoryCatalog([model("a/l/x", 50.0, 10.0)], records={"a/l/x": record})
    document = recommend(catalog, CHAT, today=TODAY)
    assert any("disagree about the price" in text for text in first(document)["warnings"])


def test_the_variant_that_was_priced_is_named() -> None:
    """An image has no single price."""
    task = language_task(
        "image-generation",
        type="image-generation",
        workload={"images": 100},
        cost_good=Price("unit", units=(UnitPrice("image", 0.01),)),
        cost_bad=Price("unit", units=(UnitPrice("image", 1.0),)),
        latency_good=None,
        latency_bad=None,
    )
    price = Price("unit", units=(UnitPrice("image", 0.05, "medium", 1.05),))
    offers = [candidate("a/l/x", capability=capability(50.0), price=price)]
    document = recommend(
        MemoryCatalog(offers, task=task), Requirements(task="image-generation"), today=TODAY
    )
    assert first(document)["cost_usd_per_month"] == pytest.approx(5.0)
    assert first(document)["warnings"] == ["priced as: medium, 1.05 megapixels"]


def test_a_name_nobody_has_heard_of_is_pointed_out() -> None:
    """Nothing is eligible, and the answer says why: a slip of the keyboard."""
    document = answer(
        [model("a/l/x", 50.0, 10.0, features={"tools": True})], limited(features=("tolls",))
    )
    assert document["ranking"] == []
    assert (
        "no offer of this task says anything about the feature tolls; did you mean tools?"
        in document["warnings"]
    )


def test_ids_the_catalog_does_not_have_are_refused() -> None:
    """A provider, a model, a licence; never matched to a neighbour."""
    offers = [model("a/l/x", 50.0, 10.0, terms=Terms("MIT", "yes"))]
    for limits in ({"providers_allow": ("b",)}, {"models_deny": ("l/y",)}, {"license": ("MTI",)}):
        with pytest.raises(UsageError):
            answer(offers, limited(**limits))


def test_an_offer_may_be_named_where_a_model_is_wanted() -> None:
    """`--model a/l/x` keeps that offer alone."""
    offers = [model("a/l/x", 50.0, 10.0), model("b/l/x", 50.0, 5.0)]
    document = answer(offers, limited(models_allow=("a/l/x",)), one_per_model=False)
    assert [row["offer"] for row in document["ranking"]] == ["a/l/x"]


def test_a_licence_is_named_in_any_case() -> None:
    """`mit` is MIT, and the answer spells it as the catalog does."""
    offers = [model("a/l/x", 50.0, 10.0, terms=Terms("MIT", "yes"))]
    document = answer(offers, limited(license=("mit",)))
    assert document["requirements"]["constraints"]["license"] == ["MIT"]
    assert len(document["ranking"]) == 1


def test_capability_is_not_limited_on_a_provisional_scale() -> None:
    """A percentile moves with every model added; a limit on it would mean nothing."""
    with pytest.raises(UsageError, match="provisional") as caught:
        answer([model("a/l/x", 50.0, 10.0)], limited(min_capability=40.0))
    assert caught.value.where == "constraints.min_capability"


def test_capability_is_limited_on_a_fitted_scale() -> None:
    """There the limit is the user's own; the value is of the estimate less half its error."""
    task = language_task(capability_scale="2026.1")
    offers = [
        candidate(f"a/l/{name}", capability=Capability(estimate, 2.0, 9, "strong"))
        for name, estimate in {"x": 120.0, "y": 95.0}.items()
    ]
    document = recommend(
        MemoryCatalog(offers, task=task), limited(min_capability=100.0), today=TODAY
    )
    assert [row["offer"] for row in document["ranking"]] == ["a/l/x"]
    assert first(document)["values"]["capability"] == pytest.approx(
        (120.0 - 0.5 * 2.0 - 100.0) / 50.0
    )


@pytest.mark.parametrize(
    "requirements",
    [
        Requirements(task="chat", workload=Workload(requests=-1.0)),
        Requirements(task="chat", workload=Workload(requests=float("nan"))),
        Requirements(task="chat", preferences=Preferences(weights=(("speed", 1.0),))),
        Requirements(task="chat", assume_unknown=("privacy",)),
        Requirements(task="chat", accept=("anything",)),
        limited(privacy=PrivacyConstraints(regions=("Europa",))),
    ],
    ids=["negative", "nan", "criterion", "assume", "accept", "region"],
)
def test_requirements_of_a_script_are_checked_too(requirements: Requirements) -> None:
    """Whoever makes them."""
    with pytest.raises(UsageError):
        answer([model("a/l/x", 50.0, 10.0)], requirements)


def test_why_names_the_largest_differences_with_numbers_and_units() -> None:
    """Ahead on capability, behind on cost."""
    document = answer([model("a/l/x", 90.0, 50.0), model("b/l/y", 40.0, 5.0)])
    assert document["why"] == (
        "l/x at a is ahead of l/y at b on capability (percentile 90 against 40), "
        "and behind on cost ($50.00 against $5.00 a month)."
    )


def test_why_says_when_there_was_no_choice_or_no_difference() -> None:
    """One eligible; two that tie; one with evidence."""
    alone = answer([model("a/l/x", 90.0, 50.0)])
    assert alone["why"] == "l/x at a is the only one that is shown to satisfy every limit."
    tied = answer([model("a/l/x", 90.0, 50.0), model("a/l/y", 90.0, 50.0)])
    assert tied["why"] == (
        "l/x at a and l/y at a score the same; the order is that of their names."
    )
    proven = answer([model("a/l/x", 1.0, 50.0), model("a/l/y", None, 1.0)])
    assert proven["why"] == "l/x at a is the only one with evidence of its capability."


@pytest.mark.parametrize(
    ("workload", "told"),
    [
        (
            Workload(images=5000.0),
            "images is not counted for chat; what is: requests, input_tokens",
        ),
        (Workload(requests=0.0), "requests is 0, so nothing is bought and every cost by volume is"),
        (Workload(requests=1.0), None),
    ],
)
def test_a_volume_that_buys_nothing_is_told(workload: Workload, told: str | None) -> None:
    """One of another kind of model, or of nothing at all."""
    document = answer([model("a/l/x", 50.0, 1.0)], Requirements(task="chat", workload=workload))
    found = [text for text in document["warnings"] if "counted" in text or "bought" in text]
    assert [text.startswith(told) for text in found] == [True] if told else not found


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 12, 31), None),
        (date(2027, 1, 1), "2026-11-01, 61 days before the day of this answer, 2027-01-01"),
        (date(2026, 9, 1), "2026-11-01, 61 days after the day of this answer, 2026-09-01"),
    ],
)
def test_a_day_far_from_the_newest_fact_is_told(day: date, told: str | None) -> None:
    """The catalog does not know the prices of another year."""
    catalog = MemoryCatalog([model("a/l/x", 50.0, 1.0)])
    document = recommend(catalog, CHAT, today=day)
    found = [text for text in document["warnings"] if "newest fact" in text]
    assert [told in text for text in found] == [True] if told else not found


def test_a_language_by_its_english_name_is_led_to_its_code() -> None:
    """`german` is no code; it is no near miss of one either."""
    offers = [model("a/l/x", 50.0, 1.0, languages=frozenset({"de"}))]
    asked = Requirements(task="chat", constraints=Constraints(languages=("german",)))
    assert any(
        text.endswith("german; did you mean de?") for text in answer(offers, asked)["warnings"]
    )


def test_who_does_not_weigh_cost_hears_of_the_same_score_for_less() -> None:
    """The order is left alone: a criterion without a weight changes nothing."""
    offers = [model("a/l/x", 50.0, 9.0), model("b/l/x", 50.0, 3.0), model("c/l/y", 60.0, 5.0)]
    asked = Requirements(task="chat", preferences=Preferences(priorities=("capability",)))
    rows = answer(offers, asked, one_per_model=False)["ranking"]
    assert [row["offer"] for row in rows] == ["c/l/y", "a/l/x", "b/l/x"]
    told = [[text for text in row["warnings"] if "same score" in text] for row in rows]
    says = "b/l/x has the same score at $3.00 a month; cost is not weighed"
    assert told == [[], [says], []]
    weighed = Requirements(task="chat", preferences=Preferences(priorities=("capability", "cost")))
    assert not any(
        "same score" in text
        for row in answer(offers, weighed)["ranking"]
        for text in row["warnings"]
    )


def test_nobody_is_advised_to_be_a_government() -> None:
    """What an offer asks of who its customer is, is a reason and no step to take."""
    offers = [model("a/l/x", 50.0, 1.0), model("amazon-bedrock/l/y@us-gov", 60.0, 1.0)]
    document = answer([offers[0], offers[1]._replace(tier="us-gov")], explain_excluded=True)
    assert [out["failed"][0]["condition"] for out in document["excluded"]] == ["us-government"]
    assert not any("us-government" in text for text in document["warnings"])
