"""Bills, with the arithmetic written out."""

from __future__ import annotations

import pytest

from fmselect.domain.candidate import Price, Rates, UnitPrice
from fmselect.domain.requirements import Workload
from fmselect.engine.cost import Bill, make_pricer
from tests.support.memory_catalog import token_price

CODING = Workload(
    requests=50_000.0, input_tokens=4000.0, output_tokens=800.0, cached_input_share=0.6
)


def bill(price: Price | None, workload: Workload, type_: str = "language") -> Bill:
    """The bill of a workload."""
    return make_pricer(workload, type_)(price)


def test_tokens_are_billed_by_the_million() -> None:
    """50,000 x (4,000 x $3 + 800 x $15) / 1,000,000 = $600 + $600."""
    found = bill(
        token_price(3.0, 15.0), Workload(requests=5e4, input_tokens=4e3, output_tokens=8e2)
    )
    assert found.usd == pytest.approx(1200.0)
    assert found.parts["input"] == pytest.approx(600.0)
    assert found.parts["output"] == pytest.approx(600.0)


def test_cached_input_costs_its_own_rate() -> None:
    """Of 200 million prompt tokens 120 are read from the cache at $0.30: $36 + $240 + $600."""
    found = bill(token_price(3.0, 15.0, cache_read=0.3), CODING)
    assert found.usd == pytest.approx(876.0)
    assert found.parts["cache_read"] == pytest.approx(36.0)


def test_without_a_cached_rate_the_full_rate_is_paid() -> None:
    """Never below what the source supports."""
    assert bill(token_price(3.0, 15.0), CODING).usd == pytest.approx(1200.0)


def test_cache_writes_may_cost_more_than_input() -> None:
    """A tenth of the prompt, 20 million tokens, at $3.75 instead of $3: $15 more."""
    workload = Workload(requests=5e4, input_tokens=4e3, output_tokens=8e2, cache_write_share=0.1)
    assert bill(token_price(3.0, 15.0, cache_write=3.75), workload).usd == pytest.approx(1215.0)


def test_batches_cost_their_own_rates() -> None:
    """Half of it at half the price: three quarters of $1,200."""
    workload = Workload(requests=5e4, input_tokens=4e3, output_tokens=8e2, batch_share=0.5)
    price = token_price(3.0, 15.0, batch=Rates(1.5, 7.5))
    assert bill(price, workload).usd == pytest.approx(900.0)


def test_a_batch_without_a_cached_rate_pays_its_own_input_rate() -> None:
    """All in batches, 60 % cached: 200 million at $1.50 and 40 million at $7.50."""
    workload = Workload(
        requests=5e4, input_tokens=4e3, output_tokens=8e2, cached_input_share=0.6, batch_share=1.0
    )
    price = token_price(3.0, 15.0, cache_read=0.3, batch=Rates(1.5, 7.5))
    assert bill(price, workload).usd == pytest.approx(600.0)


LONG = (Rates(6.0, 22.5, None, None, 200_000),)


@pytest.mark.parametrize(
    ("prompt", "usd"),
    [
        (200_000.0, 100 * (0.2 * 3.0 + 0.001 * 15.0)),
        (200_001.0, 100 * (0.200001 * 6.0 + 0.001 * 22.5)),
    ],
)
def test_a_long_prompt_is_billed_at_its_rate_as_a_whole(prompt: float, usd: float) -> None:
    """The tier starts above its length, by the prompt of one request, for every token of it."""
    workload = Workload(requests=100.0, input_tokens=prompt, output_tokens=1000.0)
    assert bill(token_price(3.0, 15.0, long_prompt=LONG), workload).usd == pytest.approx(usd)


def test_the_highest_tier_reached_counts() -> None:
    """Two tiers, ascending."""
    tiers = (Rates(2.0, 2.0, None, None, 32_000), Rates(3.0, 3.0, None, None, 128_000))
    price = token_price(1.0, 1.0, long_prompt=tiers)
    workload = Workload(requests=1.0, input_tokens=1e6, output_tokens=0.0)
    assert bill(price, workload).usd == pytest.approx(3.0)


def test_a_long_prompt_gets_no_batch_rate_of_ordinary_prompts() -> None:
    """Never below what the source supports."""
    workload = Workload(requests=1.0, input_tokens=1e6, output_tokens=0.0, batch_share=1.0)
    price = token_price(3.0, 15.0, batch=Rates(1.5, 7.5), long_prompt=LONG)
    assert bill(price, workload).usd == pytest.approx(6.0)


def test_reasoning_tokens_are_billed_as_output_on_top() -> None:
    """1,000 x (500 + 1,500) tokens at $10 a million."""
    workload = Workload(
        requests=1000.0, input_tokens=0.0, output_tokens=500.0, reasoning_tokens=1500.0
    )
    found = bill(token_price(1.0, 10.0), workload)
    assert found.usd == pytest.approx(20.0)
    assert found.parts["reasoning"] == pytest.approx(15.0)


@pytest.mark.parametrize(
    ("price", "missing"),
    [
        (None, "price"),
        (token_price(None, 5.0), "price"),
        (token_price(5.0, None), "price"),
        (Price("unit", units=(UnitPrice("image", 0.04),)), "price"),
        (Price("flat"), "price"),
        (Price("self-hosted"), "sized"),
    ],
    ids=["none", "no-input", "no-output", "wrong-unit", "flat-without-price", "self-hosted"],
)
def test_a_bill_that_lacks_something_is_unknown_and_says_what(
    price: Price | None, missing: str
) -> None:
    """Unknown is never zero and never free."""
    found = bill(price, CODING)
    assert found.usd is None
    assert found.missing is not None
    assert missing in found.missing


def test_a_rate_that_is_not_needed_may_be_unknown() -> None:
    """Nothing is generated, so the output rate does not matter."""
    workload = Workload(requests=1000.0, input_tokens=1000.0, output_tokens=0.0)
    assert bill(token_price(5.0, None), workload).usd == pytest.approx(5.0)


def test_free_is_free_only_where_the_source_says_so() -> None:
    """The way of billing says it, not a missing price."""
    assert bill(Price("free"), CODING).usd == 0.0


def test_a_subscription_costs_the_same_whatever_the_volume() -> None:
    """The cheapest plan of the list."""
    price = Price("flat", units=(UnitPrice("month", 60.0), UnitPrice("month", 30.0)))
    found = bill(price, CODING)
    assert found.usd == 30.0
    assert found.parts == {"subscription": 30.0}


def test_embedding_reads_documents_and_queries() -> None:
    """1 million documents x 500 tokens and 200,000 queries x 20 tokens, at $0.02 a million."""
    workload = Workload(documents=1e6, tokens_per_document=500.0, queries=2e5, input_tokens=20.0)
    found = bill(token_price(0.02, None), workload, "embedding")
    assert found.usd == pytest.approx(10.0 + 0.08)
    assert found.parts == pytest.approx({"documents": 10.0, "queries": 0.08})


def test_reranking_reads_the_documents_and_queries_of_a_month() -> None:
    """500,000 x (400 + 20) tokens at $0.05 a million: the query is read with every document."""
    workload = Workload(queries=1e4, documents=5e5, tokens_per_document=400.0, input_tokens=20.0)
    found = bill(token_price(0.05, None), workload, "reranker")
    assert found.usd == pytest.approx(10.0 + 0.5)


def test_documents_a_query_make_the_documents_of_a_month() -> None:
    """10,000 queries with 50 documents each are 500,000 documents."""
    told = Workload(queries=1e4, documents=5e5, tokens_per_document=400.0, input_tokens=20.0)
    per_query = told._replace(documents=None, documents_per_query=50.0)
    price = token_price(0.05, None)
    assert bill(price, per_query, "reranker") == bill(price, told, "reranker")


def test_a_corpus_embedded_once_is_no_part_of_the_month() -> None:
    """However large it is."""
    workload = Workload(documents=1e5, tokens_per_document=500.0, queries=0.0)
    price = token_price(0.02, None)
    larger = workload._replace(corpus_documents=1e9)
    assert bill(price, larger, "embedding") == bill(price, workload, "embedding")


def test_images_in_a_prompt_are_billed_as_their_tokens() -> None:
    """1,000 requests x (400 + 3 x 200) tokens in at $2 and 100 out at $10: $2 and $1."""
    workload = Workload(
        requests=1000.0,
        input_tokens=400.0,
        images_per_request=3.0,
        image_tokens=200.0,
        output_tokens=100.0,
    )
    assert bill(token_price(2.0, 10.0), workload, "language").usd == pytest.approx(3.0)


@pytest.mark.parametrize("type_", ["image-generation", "speech-to-text", "text-to-speech"], ids=str)
def test_tokens_of_pictures_and_sound_are_not_guessed(type_: str) -> None:
    """No source says how many an image or a minute takes."""
    workload = Workload(images=10.0, audio_minutes=10.0, characters=10.0)
    found = bill(token_price(5.0, 40.0), workload, type_)
    assert found.usd is None
    assert found.missing is not None
    assert "tokens" in found.missing
