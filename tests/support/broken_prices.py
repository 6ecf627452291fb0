"""Prices and other numbers that are well formed and cannot be, or hardly."""

from __future__ import annotations

import re

from tests.support.mutations import breaks, odd, swap, times

NUMBER = r"-?[\d.]+"
INPUT = rf"(input_usd_per_million_tokens: )({NUMBER})"
OUTPUT = rf"(output_usd_per_million_tokens: )({NUMBER})"


def _swapped(match: re.Match[str]) -> str:
    """The numbers of a match of key, number, line end, key, number, changed over."""
    return f"▶{match[1]}{match[5]}{match[3]}{match[4]}{match[2]}"


UNIT_SLIPS = (
    breaks(
        "a price a thousand times too high",
        swap("offers/groq/openai.yaml", INPUT, times(1000), after="model: openai/gpt-oss-120b"),
        says=r"input_usd_per_million_tokens: 150.* (other|median|elsewhere).*(thousand|unit|1000)",
    ),
    breaks(
        "a price per thousand tokens",
        swap("offers/nebius/meta.yaml", INPUT, times("0.001"), after="llama-3.3-70b-instruct\n"),
        says=r"input_usd_per_million_tokens: 0\.000.* (other|median|elsewhere).*(thousand|unit)",
    ),
    breaks(
        "a price per token",
        swap(
            "offers/anthropic/anthropic.yaml", OUTPUT, times("0.000001"), after="claude-haiku-4-5\n"
        ),
        says=r"output_usd_per_million_tokens: 0\.000015 .*unit",
    ),
    breaks(
        "a price in cents",
        swap("offers/sambanova/deepseek.yaml", OUTPUT, times(100), after="deepseek-r1\n"),
        says=r"output_usd_per_million_tokens: 700.* (other|median|elsewhere)",
    ),
    odd(
        "a price ten times too high",
        swap("offers/fireworks-ai/zhipuai.yaml", INPUT, times(10), after="glm-5.2\n"),
        says=r"input_usd_per_million_tokens: 14.* (other|median|elsewhere)",
    ),
    odd(
        "a price a tenth of every other",
        swap("offers/baseten/moonshotai.yaml", OUTPUT, times("0.05"), after="kimi-k2.5\n"),
        says=r"output_usd_per_million_tokens: 0\.15.* (other|median|elsewhere|tenth)",
    ),
    breaks(
        "an embedding price that nobody else has",
        swap("offers/azure/openai.yaml", INPUT, times(1000), after="text-embedding-3-small\n"),
        says=r"input_usd_per_million_tokens: 2\d.* (other|median|elsewhere)",
    ),
    breaks(
        "a price of one provider alone, per token",
        swap("offers/perplexity/perplexity.yaml", OUTPUT, times("0.000001")),
        says=r"output_usd_per_million_tokens: 0\.00000.*(per token|unit|million)",
    ),
    breaks(
        "a price ten thousand times too high",
        swap("offers/minimax/minimax.yaml", INPUT, times(10000)),
        says=r"input_usd_per_million_tokens: \d+.*(per thousand|unit|usual)",
        spreads=True,
    ),
    breaks(
        "a price of an audio minute per hour",
        swap(
            "offers/deepgram/openai.yaml",
            rf"(\{{)(usd_per_audio_minute: )({NUMBER})",
            "\\1▶\\g<2>36",
        ),
        says=r"usd_per_audio_minute: 36.*(other|median|elsewhere|hour|usual)",
    ),
    breaks(
        "a price of an image a thousand times too high",
        swap(
            "offers/black-forest-labs/black-forest-labs.yaml",
            rf"(usd_per_image: )({NUMBER})",
            times(1000),
        ),
        says=r"usd_per_image: \d+.*(other|median|elsewhere|usual|unit)",
    ),
    odd(
        "a speed in milliseconds",
        swap(
            "models/meta/llama-3.1-8b-instruct.yaml",
            rf"(first_token_seconds: )({NUMBER})",
            times(1000),
        ),
        says=r"first_token_seconds: \d+.*(milliseconds|seconds)",
    ),
    odd(
        "a speed per minute",
        swap(
            "models/meta/llama-4-scout-17b-instruct.yaml",
            rf"(output_tokens_per_second: )({NUMBER})",
            times(60),
        ),
        says=r"output_tokens_per_second: \d+.*tokens a second",
    ),
    odd(
        "memory in megabytes",
        swap("hardware/l4-24gb.yaml", rf"(memory_gib: )({NUMBER})", times("100")),
        says=r"memory_gib: 2400.*unit",
    ),
    odd(
        "a bandwidth in terabytes",
        swap(
            "hardware/h100-sxm-80gb.yaml", rf"(bandwidth_gb_per_second: )({NUMBER})", times("0.001")
        ),
        says=r"bandwidth_gb_per_second: 3\.35.*unit",
    ),
    odd(
        "a rent per month",
        swap("hardware/a10-24gb.yaml", rf"(usd_per_hour: )({NUMBER})", times(730)),
        says=r"usd_per_hour: 9\d\d.*(hour|month|median|usual|other)",
    ),
    odd(
        "parameters in millions",
        swap("models/microsoft/phi-4.yaml", rf"\b(parameters_billions: )({NUMBER})", times(1000)),
        says=r"parameters_billions: 14660.*(billions|usual|14)",
    ),
    odd(
        "a context a thousand times too long",
        swap("models/xai/grok-4.3.yaml", r"(context_tokens: )(\d+)", times(50)),
        says=r"context_tokens: \d+.*(tokens|usual|longest)",
    ),
)

PRICES = (
    odd(
        "input and output changed over",
        swap(
            "offers/helicone/openai.yaml",
            rf"{INPUT}(\n +)(output_\w+: )({NUMBER})",
            _swapped,
            after="gpt-5\n",
        ),
        says=r"input_usd_per_million_tokens: 10 is above the price of output, 1\.25: .*swapped\?",
    ),
    breaks(
        "a price of 0 that is not free",
        swap("offers/helicone/anthropic.yaml", OUTPUT, "▶\\g<1>0"),
        says=r"output_usd_per_million_tokens: 0 .*billing: free.*leave it out",
    ),
    breaks(
        "a free offer with a price",
        swap("offers/openrouter/nvidia.yaml", r"billing: token", "▶billing: free"),
        says=r"billing: free, and prices\[0\] costs .*offer of its own",
    ),
    breaks(
        "a cached price above the base",
        swap("offers/helicone/deepseek.yaml", r"(cache_read_\w+: )(.*)", "▶\\g<1>99"),
        says=r"cache_read_usd_per_million_tokens: 99 is above the price of input",
        spreads=True,
    ),
    breaks(
        "a batch price above the online one",
        swap("offers/mistral/mistral.yaml", rf"batch:\n( +){INPUT}", "batch:\n\\1▶\\g<2>77"),
        says=r"batch\.input_usd_per_million_tokens: 77 is above.*(online|0\.3)",
    ),
    odd(
        "a long prompt that costs less",
        swap(
            "offers/google/google.yaml",
            rf"- \{{{INPUT}",
            "- {▶\\g<1>0.0001",
            after="gemini-1.5-pro\n",
        ),
        says=r"long_prompt\[0\]\.input_usd_per_million_tokens: 0\.0001 is below.*1\.25",
    ),
    breaks(
        "a long prompt that the context cannot hold",
        swap("offers/vercel/anthropic.yaml", r"(above_prompt_tokens: )\d+", "▶\\g<1>90000000"),
        says=r"above_prompt_tokens: 90000000 .*context",
    ),
    breaks(
        "the price of an image on a chat model",
        swap(
            "offers/togetherai/alibaba.yaml",
            r"billing: token\n    prices:\n      - input_usd_\w+: .*\n( +)output_usd_\w+: .*",
            "billing: unit\n    prices:\n      - units:\n\\1  - {▶usd_per_image: 0.04}",
            after="model: alibaba/qwen3-",
        ),
        says=r"units\[0\]\.usd_per_image: .*language",
    ),
    breaks(
        "billing by the unit with prices by the token",
        swap("offers/togetherai/deepseek.yaml", r"billing: token", "▶billing: unit"),
        says=r"billing: unit, .*billing: token goes with usd_per_million_tokens",
    ),
    breaks(
        "billing by the token with a price by the minute",
        swap("offers/elevenlabs/elevenlabs.yaml", r"billing: unit", "▶billing: token"),
        says=r"billing: token, .*billing: unit goes with units",
    ),
    breaks(
        "prices that do not say how they are billed",
        swap("offers/togetherai/zhipuai.yaml", r"^    billing: token\n(    )prices", "\\1▶prices"),
        says=r"billing.*(missing|is not stated).*billing: token",
    ),
    breaks(
        "a price list without a price",
        swap(
            "offers/vercel/deepseek.yaml",
            r"( +- )input_usd_\w+: .*\n(?: +(?:output|cache)\S*: .*\n)+ +(source)",
            "\\1▶\\2",
        ),
        says=r"prices\[0\]: .*(no price|no rate|states no)",
    ),
    breaks(
        "a price list older than the one above it",
        swap(
            "offers/togetherai/moonshotai.yaml",
            r"^    prices:\n((?:      .*\n)+)",
            "    prices:\n\\1"
            "      - ▶effective_from: 2024-01-05\n"
            "        input_usd_per_million_tokens: 0.6\n"
            "        output_usd_per_million_tokens: 3\n"
            "        source: https://www.together.ai/pricing\n"
            "        observed: 2026-01-06\n",
        ),
        says=r"prices\[1\]\.effective_from: 2024-01-05 is before 2026-11-12 .*newest last",
    ),
    breaks(
        "a price ten thousand times the one before",
        swap(
            "offers/togetherai/openai.yaml",
            r"^    prices:\n((?:      .*\n)+)",
            "    prices:\n\\1"
            "      - effective_from: 2026-11-20\n"
            "        ▶input_usd_per_million_tokens: 1500\n"
            "        output_usd_per_million_tokens: 6000\n"
            "        source: https://www.together.ai/pricing\n"
            "        observed: 2026-11-20\n",
        ),
        says=r"prices\[1\]\.input_usd_per_million_tokens: 1500 is far from",
    ),
    odd(
        "a price from a day in ten years",
        swap(
            "offers/scaleway/google.yaml",
            r"- (input_usd)",
            "- ▶effective_from: 2036-11-20\n        \\1",
        ),
        says=r"effective_from: 2036-11-20 .*more than a year in the future",
    ),
    breaks(
        "a second price without a source",
        swap(
            "offers/scaleway/mistral.yaml",
            r"^( +)- (input_usd\S+ \S+)",
            "\\1- \\2\n\\1  disputed_by:\n\\1    - ▶input_usd_per_million_tokens: 3",
        ),
        says=r"disputed_by\[0\].*source",
    ),
)

BROKEN_PRICES = (*UNIT_SLIPS, *PRICES)
"""All of them."""
