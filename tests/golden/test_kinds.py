"""One customer for each kind of model, a market of a few offers, and the numbers by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fmselect.domain.candidate import Candidate, Capability, Price, Rates, UnitPrice, Vector
from fmselect.domain.catalog import TaskProfile
from fmselect.domain.recommendation import Recommendation
from fmselect.domain.requirements import Constraints, Requirements, Workload
from fmselect.engine.explain import explain
from fmselect.engine.recommend import recommend
from tests.support.memory_catalog import (
    MemoryCatalog,
    candidate,
    language_task,
    speed,
    token_price,
)

TODAY = date(2026, 11, 24)
SOURCE = {"source": "https://lab.example/card", "observed": "2026-11-01"}


def task_of(type_: str, good: Price, bad: Price, workload: dict[str, float]) -> TaskProfile:
    """A task of a type, valued by capability and cost."""
    return language_task(
        type=type_,
        domain=type_,
        input=frozenset(),
        output=frozenset(),
        workload=workload,
        priorities=("capability", "cost"),
        cost_good=good,
        cost_bad=bad,
        latency_good=None,
        latency_bad=None,
        unknown_speed=None,
    )


def units(*prices: UnitPrice) -> Price:
    """A list of prices by the unit."""
    return Price("unit", units=prices, observed="2026-11-01")


def known(estimate: float) -> Capability:
    """An estimate with evidence."""
    return Capability(estimate, None, 5, "fair")


def answer(
    market: list[Candidate], task: TaskProfile, asked: Requirements, **more: Any
) -> Recommendation:
    """The recommendation over a market."""
    return recommend(MemoryCatalog(market, task=task, **more), asked, today=TODAY)


def values(document: Recommendation, measure: str) -> dict[str, Any]:
    """Offer -> value of a measure."""
    return {row["offer"]: row["measures"][measure]["value"] for row in document["ranking"]}


LIBRARY = [
    candidate(
        "cumulus/summit/wide",
        vector=Vector(3072),
        context_tokens=8192,
        price=token_price(0.13, None),
        capability=known(90.0),
    ),
    candidate(
        "cumulus/summit/folding",
        vector=Vector(1024, (256, 512)),
        context_tokens=8192,
        price=token_price(0.06, None),
        capability=known(80.0),
    ),
    candidate(
        "drift/loam/short",
        vector=Vector(768),
        context_tokens=512,
        price=token_price(0.01, None),
        capability=known(60.0),
    ),
]
SEARCH = task_of(
    "embedding", token_price(0.01, None), token_price(0.2, None), {"input_tokens": 30.0}
)
SHELVES = Workload(corpus_documents=2e6, documents=2e4, tokens_per_document=800.0, queries=1e5)


def test_a_library_that_embeds_two_million_pages_once() -> None:
    """1.6 billion tokens once; 16 + 3 million a month; 800 tokens are two vectors at 512.

    wide: 2M x 3,072 x 4 / 2^30 = 22.89 GiB, $208 once, $2.47 a month. folding: 7.63 GiB, $96,
    $1.14. short: 2 x 2M x 768 x 4 / 2^30 = 11.44 GiB, $16, $0.19.
    """
    document = answer(LIBRARY, SEARCH, Requirements("embedding", workload=SHELVES))
    assert values(document, "index_gib") == pytest.approx(
        {
            "cumulus/summit/wide": 22.88818359375,
            "cumulus/summit/folding": 7.62939453125,
            "drift/loam/short": 11.444091796875,
        }
    )
    assert values(document, "corpus_usd_once") == pytest.approx(
        {"cumulus/summit/wide": 208.0, "cumulus/summit/folding": 96.0, "drift/loam/short": 16.0}
    )
    bills = {row["offer"]: row["cost_usd_per_month"] for row in document["ranking"]}
    assert bills == pytest.approx(
        {"cumulus/summit/wide": 2.47, "cumulus/summit/folding": 1.14, "drift/loam/short": 0.19}
    )
    assert values(document, "vectors_per_document")["drift/loam/short"] == 2


def test_an_index_that_has_to_fit_four_gib() -> None:
    """Cut to 512 dimensions, folding takes 3.81 GiB: if the library agrees to that."""
    limits = Constraints(max_index_gib=4.0)
    asked = Requirements("embedding", workload=SHELVES, constraints=limits)
    refused = answer(LIBRARY, SEARCH, asked)
    assert refused["ranking"] == []
    assert refused["excluded_by"] == {"max_index_gib": 3}
    agreed = answer(LIBRARY, SEARCH, asked._replace(accept=("shorter-vectors",)))
    assert values(agreed, "index_gib") == pytest.approx({"cumulus/summit/folding": 3.814697265625})
    (row,) = agreed["ranking"]
    assert "eligible because you accept shorter-vectors: max_index_gib" in row["warnings"]


def test_a_shop_that_puts_fifty_hits_in_order() -> None:
    """1,000 queries x 50 x (300 + 30) tokens = 16.5 million at $0.05; or $2 by the query."""
    market = [
        candidate("voyager/wind/order", price=token_price(0.05, None)),
        candidate("harbour/wind/rank", price=units(UnitPrice("thousand-queries", 2.0))),
    ]
    task = task_of(
        "reranker",
        units(UnitPrice("thousand-queries", 0.3)),
        units(UnitPrice("thousand-queries", 2.5)),
        {},
    )
    workload = Workload(
        queries=2e4, documents_per_query=50.0, tokens_per_document=300.0, input_tokens=30.0
    )
    document = answer(market, task, Requirements("reranking", workload=workload))
    assert values(document, "usd_per_thousand_queries") == pytest.approx(
        {"voyager/wind/order": 0.825, "harbour/wind/rank": 2.0}
    )
    bills = {row["offer"]: row["cost_usd_per_month"] for row in document["ranking"]}
    assert bills == pytest.approx({"voyager/wind/order": 16.5, "harbour/wind/rank": 40.0})
    assert any("nothing is known about it for reranking" in text for text in document["warnings"])


def test_a_museum_that_prints_pictures_and_retouches_them() -> None:
    """300 images of 4 megapixels in high quality: easel has that price; brush none so large."""
    market = [
        candidate(
            "atelier/canvas/easel",
            price=units(
                UnitPrice("image", 0.04, "standard", 1.0),
                UnitPrice("image", 0.17, "high", 4.2),
                UnitPrice("image", 0.06, "high", 1.0),
            ),
            features={"image-editing": True},
            capability=known(80.0),
        ),
        candidate(
            "atelier/canvas/brush",
            price=units(UnitPrice("image", 0.02, "high", 1.0)),
            features={"image-editing": True},
            capability=known(70.0),
        ),
        candidate("atelier/canvas/stencil", price=units(UnitPrice("megapixel", 0.01))),
    ]
    task = task_of(
        "image-generation",
        units(UnitPrice("image", 0.005)),
        units(UnitPrice("image", 0.22)),
        {},
    )
    workload = Workload(images=300.0, image_megapixels=4.0, image_quality="high")
    limits = Constraints(features=("image-editing",))
    document = answer(
        market, task, Requirements("image-generation", workload=workload, constraints=limits)
    )
    assert values(document, "usd_per_image") == {
        "atelier/canvas/easel": 0.17,
        "atelier/canvas/brush": None,
    }
    first = document["ranking"][0]
    assert first["cost_usd_per_month"] == pytest.approx(51.0)
    assert "priced as: high, 4.2 megapixels" in first["warnings"]
    assert len(first["measures"]["price_variants"]["value"]) == 3
    assert document["excluded_by"] == {"features": 1}


def set_of(title: str, metric: str, results: dict[str, float]) -> dict[str, Any]:
    """A benchmark with the results of models."""
    return {
        "title": title,
        "measures": f"Words of {title}",
        "domain": "speech-to-text",
        "scale": {"metric": metric},
        "result_sets": [
            {
                "by": "independent",
                "source": "https://board.example",
                "results": [{"model": m, "score": s} for m, s in results.items()],
            }
        ],
    }


def test_a_call_centre_that_listens_to_forty_thousand_hours() -> None:
    """2.4 million minutes at $0.006: $14,400 a month, $0.36 an hour; each set by itself."""
    market = [
        candidate(
            "harbour/ear/keen",
            price=units(UnitPrice("audio-minute", 0.006)),
            languages=frozenset({"de", "en", "fr"}),
            features={"word-timestamps": True},
            capability=known(80.0),
        ),
        candidate(
            "harbour/ear/deaf",
            price=units(UnitPrice("audio-minute", 0.001)),
            languages=frozenset({"en"}),
            capability=known(70.0),
        ),
    ]
    task = task_of(
        "speech-to-text",
        units(UnitPrice("audio-minute", 0.0017)),
        units(UnitPrice("audio-minute", 0.016)),
        {},
    )
    results = {"meetings": 11.86, "dictation": 1.54, "speed": 145.5}
    benchmarks = {
        name: set_of(name, "RTFx" if name == "speed" else "WER %", {"ear/keen": score})
        for name, score in results.items()
    }
    lines = [
        {"benchmark": name, "score": score, "by": "independent", "observed": "2026-05-22"}
        for name, score in results.items()
    ]
    own = {"benchmark": "dictation", "score": 0.9, "by": "vendor", "observed": "2026-11-01"}
    catalog = MemoryCatalog(
        market,
        task=task,
        records={**benchmarks, "ear/keen": {"id": "ear/keen", "results": [*lines, own]}},
        ids={"benchmarks": list(benchmarks), "models": ["ear/keen", "ear/deaf"]},
    )
    asked = Requirements(
        "speech-to-text",
        workload=Workload(audio_minutes=2.4e6),
        constraints=Constraints(languages=("de", "en", "fr")),
    )
    document = recommend(catalog, asked, today=TODAY)
    (row,) = document["ranking"]
    assert row["offer"] == "harbour/ear/keen"
    assert row["cost_usd_per_month"] == pytest.approx(14_400.0)
    measures = row["measures"]
    assert measures["usd_per_hour"]["value"] == pytest.approx(0.36)
    found = {name: measures[name]["value"] for name in results}
    assert found == results
    assert measures["meetings"]["source"] == "https://board.example"
    assert (measures["streaming"]["value"], measures["streaming"]["status"]) == (None, "unknown")
    assert measures["word-timestamps"]["value"] is True
    assert document["excluded_by"] == {"languages": 1}
    page = explain(catalog, asked, "harbour/ear/keen", today=TODAY)
    assert page["measures"] == measures


def test_an_audiobook_of_ten_hours() -> None:
    """600 minutes are 450,000 characters at 45,000 an hour: $9 at $20 a million, $6 by minute."""
    market = [
        candidate(
            "harbour/voice/warm",
            price=units(UnitPrice("million-characters", 20.0)),
            capability=known(80.0),
        ),
        candidate("harbour/voice/clear", price=units(UnitPrice("audio-minute", 0.01))),
        candidate("harbour/voice/mute", price=Price("token", Rates(0.5, 10.0))),
    ]
    task = task_of(
        "text-to-speech",
        units(UnitPrice("million-characters", 12.0)),
        units(UnitPrice("million-characters", 100.0)),
        {"characters": 2e6, "characters_per_hour": 45_000.0},
    )
    document = answer(
        market, task, Requirements("text-to-speech", workload=Workload(audio_minutes=600.0))
    )
    assert values(document, "usd_per_hour") == {
        "harbour/voice/warm": pytest.approx(0.9),
        "harbour/voice/clear": pytest.approx(0.6),
        "harbour/voice/mute": None,
    }
    status = {r["offer"]: r["measures"]["usd_per_hour"]["status"] for r in document["ranking"]}
    assert status == {
        "harbour/voice/warm": "estimated",
        "harbour/voice/clear": "known",
        "harbour/voice/mute": "unknown",
    }
    bills = {row["offer"]: row["cost_usd_per_month"] for row in document["ranking"]}
    assert bills == {
        "harbour/voice/warm": pytest.approx(9.0),
        "harbour/voice/clear": pytest.approx(6.0),
        "harbour/voice/mute": None,
    }
    assert "characters" not in document["requirements"]["workload"]


def test_an_insurer_that_reads_photographs() -> None:
    """10,000 requests x (400 + 3 x 1,200) tokens at $2 a million in and 200 at $8 out: $96."""
    market = [candidate("cumulus/summit/seer", price=token_price(2.0, 8.0))]
    workload = Workload(
        requests=1e4,
        input_tokens=400.0,
        images_per_request=3.0,
        image_tokens=1200.0,
        output_tokens=200.0,
    )
    document = answer(market, language_task(), Requirements("vision", workload=workload))
    (row,) = document["ranking"]
    assert row["cost_usd_per_month"] == pytest.approx(96.0)
    assert row["measures"]["image_tokens_per_request"]["value"] == 3600.0
    assert row["measures"]["usd_per_thousand_images"]["value"] == pytest.approx(2.4)


def test_completion_and_agents_are_two_choices() -> None:
    """The quick one wins where a developer waits, the able one where an agent works alone.

    quick: $1 is worth 1, and it answers faster than the anchor; able: $15 is worth 0.412, and it
    takes as long as the other anchor. With latency 70 x 11/18 and all of 7/18 beat 95 x 11/18 and
    0.412 x 5/18; without, 0.75 x 0.70 + 0.25 is less than 0.75 x 0.95 + 0.25 x 0.412.
    """
    quick = candidate(
        "cumulus/pebble/quick",
        capability=known(70.0),
        price=token_price(0.5, 1.0),
        speed=speed(0.2, 499.0),
    )
    able = candidate(
        "cumulus/summit/able",
        capability=known(95.0),
        price=token_price(5.0, 20.0),
        speed=speed(5.0, 20.0),
    )
    completion = language_task("coding")
    agents = language_task("agentic-coding", priorities=("capability", "cost"))
    first = {
        name: answer([quick, able], task, Requirements(name))["ranking"][0]
        for name, task in (("coding", completion), ("agentic-coding", agents))
    }
    assert first["coding"]["offer"] == "cumulus/pebble/quick"
    assert first["agentic-coding"]["offer"] == "cumulus/summit/able"
    assert first["agentic-coding"]["score"] == pytest.approx(0.75 * 0.95 + 0.25 * 0.412, abs=1e-3)
    assert first["coding"]["measures"] == {}


def test_a_limit_of_another_kind_says_that_it_changes_nothing() -> None:
    """Nobody takes it for kept."""
    market = [candidate("cumulus/pebble/quick", price=token_price(0.5, 1.0))]
    asked = Requirements("chat", constraints=Constraints(max_dimensions=512.0))
    document = answer(market, language_task(), asked)
    assert len(document["ranking"]) == 1
    assert (
        "max_dimensions is a limit of embeddings; it changes nothing for chat"
        in (document["warnings"])
    )
