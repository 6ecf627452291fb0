"""Cases of the rules about prices."""

from __future__ import annotations

from tests.support.lint_case import SOURCE, Case, offer, priced

OFFERS = "offers/acme/acme.yaml"
INPUT = "input_usd_per_million_tokens"
OUTPUT = "output_usd_per_million_tokens"
READ = "cache_read_usd_per_million_tokens"
WRITE = "cache_write_usd_per_million_tokens"
IMAGE_MODEL = "name: Nova\ntype: image-generation\n"
N = "models/acme/n.yaml"


def by_unit(*units: str) -> str:
    """An offer of the model `acme/n`, billed by these units."""
    listed = ", ".join(f"{{{unit}}}" for unit in units)
    return priced(f"units: [{listed}]", model="acme/n", billing="unit")


BILLING = (
    Case(
        "zero-not-free",
        {OFFERS: priced(f"{INPUT}: 0")},
        f"prices[0].{INPUT}: 0 is no price without billing: free; leave it out where unknown",
    ),
    Case(
        "zero-not-free",
        {
            N: IMAGE_MODEL,
            OFFERS: by_unit("usd_per_image: 0"),
        },
        "units[0].usd_per_image: 0 is no price without billing: free",
    ),
    Case(
        "free-with-price",
        {OFFERS: priced(f"{INPUT}: 0.5", billing="free")},
        f"{OFFERS}:3:5: error: offers[0].billing: free, and prices[0] costs {INPUT} 0.5",
    ),
    Case(
        "free-without-source",
        {OFFERS: offer("billing: free")},
        f"{OFFERS}:3:5: error: offers[0].billing: free, and no source says so",
    ),
    Case(
        "billing-without-price",
        {OFFERS: priced(f"{INPUT}: 1", billing="unit")},
        "offers[0].billing: unit, but prices[0] states no units; billing: token goes with",
    ),
    Case(
        "billing-without-price",
        {N: IMAGE_MODEL, OFFERS: priced("units: [{usd_per_image: 0.1}]", model="acme/n")},
        "offers[0].billing: token, but prices[0] states no price of tokens; billing: unit",
    ),
    Case(
        "billing-without-price",
        {OFFERS: priced(f"{INPUT}: 1").replace("    billing: token\n", "")},
        "offers[0].prices: their billing is not stated; write billing: token",
    ),
    Case(
        "billing-without-price",
        {OFFERS: priced("note: x")},
        "offers[0].prices[0]: states no price; leave the list out",
    ),
    Case(
        "billing-without-price",
        {OFFERS: priced(f"{INPUT}: 1", billing="flat")},
        "offers[0].billing: flat, but prices[0] states no usd_per_month",
    ),
    Case(
        "output-of-no-tokens",
        {
            N: "name: Nova\ntype: embedding\n",
            OFFERS: priced(f"{INPUT}: 1, {OUTPUT}: 1", model="acme/n"),
        },
        f"{OUTPUT}: 1 for output, and the embedding model gives no tokens",
    ),
    Case(
        "unit-of-another-type",
        {OFFERS: priced("units: [{usd_per_image: 0.1}]", billing="unit")},
        "units[0].usd_per_image: no unit of a language model; usd_per_image is for image",
    ),
    Case(
        "unit-without-one-price",
        {N: IMAGE_MODEL, OFFERS: by_unit("quality: hd")},
        "prices[0].units[0]: states 0 prices instead of one",
    ),
    Case(
        "repeated-unit",
        {
            N: IMAGE_MODEL,
            OFFERS: priced(
                "units: [{usd_per_image: 0.1}, {usd_per_image: 0.2}]",
                model="acme/n",
                billing="unit",
            ),
        },
        "prices[0].units[1]: the same unit and setting as units[0]",
    ),
    Case(
        "other-currency",
        {OFFERS: priced(f"{INPUT}: 4, note: listed in yuan")},
        "prices[0].note: the note speaks of yuan, the keys of US dollars",
    ),
)

LISTS = (
    Case(
        "cached-above-base",
        {OFFERS: priced(f"{INPUT}: 1, {READ}: 1.5")},
        f"{READ}: 1.5 is above the price of input, 1",
    ),
    Case(
        "batch-above-online",
        {OFFERS: priced(f"{OUTPUT}: 1, batch: {{{OUTPUT}: 2}}")},
        f"batch.{OUTPUT}: 2 is above the price outside a batch, 1",
    ),
    Case(
        "long-prompt-order",
        {
            OFFERS: priced(
                f"{INPUT}: 1, long_prompt: [{{above_prompt_tokens: 1000, {INPUT}: 2}}, "
                f"{{above_prompt_tokens: 1000, {INPUT}: 3}}]"
            )
        },
        "long_prompt[1].above_prompt_tokens: 1000 is not above 1000 of the level before",
    ),
    Case(
        "long-prompt-beyond-context",
        {OFFERS: priced(f"{INPUT}: 1, long_prompt: [{{above_prompt_tokens: 2000, {INPUT}: 2}}]")},
        "long_prompt[0].above_prompt_tokens: 2000 is above the context, 1000",
    ),
    Case(
        "long-prompt-cheaper",
        {OFFERS: priced(f"{INPUT}: 2, long_prompt: [{{above_prompt_tokens: 1000, {INPUT}: 1}}]")},
        f"warning: offers[0].prices[0].long_prompt[0].{INPUT}: 1 is below 2 of shorter prompts",
    ),
)

LEVELS = (
    Case(
        "price-level",
        {OFFERS: priced(f"{INPUT}: 0.0000025")},
        f"{INPUT}: 0.0000025 is below what is usual; 0.005 to 100: is it per token?",
    ),
    Case(
        "price-level",
        {
            N: IMAGE_MODEL,
            OFFERS: by_unit("usd_per_image: 40"),
        },
        "usd_per_image: 40 is above what is usual; 0.0005 to 2: is it per thousand, or in cents?",
    ),
    Case(
        "input-above-output",
        {OFFERS: priced(f"{INPUT}: 10, {OUTPUT}: 1.25")},
        f"{INPUT}: 10 is above the price of output, 1.25: are the two swapped?",
    ),
    Case(
        "output-far-above-input",
        {OFFERS: priced(f"{INPUT}: 0.1, {OUTPUT}: 40")},
        f"{OUTPUT}: 40 is 400 times the price of input, 0.1",
    ),
    Case(
        "cache-price-implausible",
        {OFFERS: priced(f"{INPUT}: 1, {READ}: 0.5, {WRITE}: 0.25")},
        f"{WRITE}: 0.25 is below that of reading, 0.5",
    ),
    Case(
        "cache-price-implausible",
        {OFFERS: priced(f"{INPUT}: 1, {READ}: 0.001")},
        f"{READ}: 0.001 is a 1,000th of the price of input, 1",
    ),
    Case(
        "cache-price-implausible",
        {OFFERS: priced(f"{INPUT}: 1, {WRITE}: 12.5")},
        f"{WRITE}: 12.5 is 12 times the price of input, 1",
    ),
    Case(
        "batch-implausible",
        {OFFERS: priced(f"{INPUT}: 1, batch: {{{INPUT}: 0.05}}")},
        f"batch.{INPUT}: 0.05 is a 20th of the price one by one, 1",
    ),
    Case(
        "price-against-history",
        {
            OFFERS: offer(
                "billing: token",
                "prices:",
                f"  - {{{INPUT}: 1, source: https://acme.example, observed: 2026-10-01}}",
                f"  - {{{INPUT}: 10, source: https://acme.example, observed: 2026-11-01}}",
            )
        },
        f"{OFFERS}:6:10: error: offers[0].prices[1].{INPUT}: 10 is 10 times more than 1 of the",
    ),
    Case(
        "disputed-price",
        {OFFERS: priced(f"{INPUT}: 1, disputed_by: [{{{INPUT}: 5, {SOURCE}}}]")},
        f"info: offers[0].prices[0].disputed_by[0].{INPUT}: 5, and ours is 1",
    ),
    Case(
        "disputed-by-far",
        {OFFERS: priced(f"{INPUT}: 1, disputed_by: [{{{INPUT}: 50, {SOURCE}}}]")},
        f"disputed_by[0].{INPUT}: 50 is far from our 1",
    ),
)

PEERS = (
    Case(
        "price-against-peers",
        {
            OFFERS: priced(f"{INPUT}: 20"),
            "offers/other/acme.yaml": priced(f"{INPUT}: 2"),
            "offers/third/acme.yaml": priced(f"{INPUT}: 2.1"),
        },
        f"{OFFERS}:4:15: error: offers[0].prices[0].{INPUT}: 20 is far from 2.1, the median of 2",
    ),
    Case(
        "price-against-peers",
        {
            N: "name: Nova\ntype: speech-to-text\n",
            OFFERS: by_unit("usd_per_audio_minute: 0.06"),
            "offers/other/acme.yaml": by_unit("usd_per_audio_minute: 0.006"),
            "offers/third/acme.yaml": by_unit("usd_per_audio_minute: 0.006"),
        },
        "units[0].usd_per_audio_minute: 0.06 is far from 0.006, the median of 2 others",
    ),
)

PRICE_CASES = (*BILLING, *LISTS, *LEVELS, *PEERS)
