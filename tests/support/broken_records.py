"""Catalog files that are good YAML and no record: a wrong key, type, unit, word, date or id."""

from __future__ import annotations

from tests.support.mutations import append, breaks, swap

NUMBER = r"-?[\d.]+"

KEYS = (
    breaks(
        "a misspelt key",
        swap("models/anthropic/claude-opus-4-5.yaml", "context_tokens", "▶contxt_tokens"),
        says=r"limits\[0\]\.contxt_tokens: unknown key; did you mean context_tokens\?",
    ),
    breaks(
        "a price by the thousand tokens",
        swap(
            "offers/deepinfra/google.yaml",
            r"input_usd_per_million_tokens: (.*)",
            "▶input_usd_per_1k_tokens: 0.0001",
        ),
        says=r"input_usd_per_1k_tokens: unknown key; did you mean input_usd_per_million_tokens\?",
    ),
    breaks(
        "a key without its unit",
        swap("offers/deepinfra/meta.yaml", r"output_usd_per_million_tokens", "▶output"),
        says=r"\.output: unknown key; .*output_usd_per_million_tokens",
    ),
    breaks(
        "a key of another kind of record",
        append("models/anthropic/claude-opus-4-6.yaml", "▶base_url: https://api.anthropic.com\n"),
        says=r"base_url: unknown key; the keys here are aliases, ",
    ),
    breaks(
        "no name",
        swap("models/anthropic/claude-opus-4-7.yaml", r"^name: .*\n(type)", "▶\\1"),
        says=r"name: is missing",
    ),
    breaks(
        "an offer of no model",
        swap("offers/deepinfra/nvidia.yaml", r"- model: .*\n +(api_id)", "- ▶\\1"),
        says=r"offers\[0\]\.model: is missing",
    ),
    breaks(
        "a result without a score",
        swap("benchmarks/beir-mean.yaml", r"\{(model: [^,}]+), score: [\d.]+", "▶{\\1"),
        says=r"result_sets\[0\]\.results\[0\]\.score: is missing",
    ),
    breaks(
        "a benchmark without a scale",
        swap("benchmarks/bfcl-v4-live.yaml", r"^scale:\n(  .*\n)+", ""),
        swap("benchmarks/bfcl-v4-live.yaml", r"^(title)", "▶\\1"),
        says=r"scale: is missing",
    ),
)

TYPES = (
    breaks(
        "a price in quotes",
        swap("offers/deepinfra/openai.yaml", rf"(input_usd_\w+): ({NUMBER})", '▶\\1: "\\2"'),
        says=r"input_usd_per_million_tokens: \"[\d.]+\" is not a number; .*without quotes",
    ),
    breaks(
        "a price with a dollar sign",
        swap("offers/deepinfra/minimax.yaml", rf"(input_usd_\w+): ({NUMBER})", "▶\\1: $\\2"),
        says=r"input_usd_per_million_tokens: \"\$[\d.]+\" is not a number; .*without .*unit",
    ),
    breaks(
        "a price with its unit",
        swap("offers/deepinfra/zhipuai.yaml", rf"(output_usd_\w+): ({NUMBER})", "▶\\1: \\2 USD"),
        says=r"output_usd_per_million_tokens: \"[\d.]+ USD\" is not a number; .*without .*unit",
    ),
    breaks(
        "a price below zero",
        swap("offers/deepinfra/moonshotai.yaml", rf"(input_usd_\w+): ({NUMBER})", "▶\\1: -\\2"),
        says=r"input_usd_per_million_tokens: -[\d.]+ is below 0",
    ),
    breaks(
        "a price of null",
        swap("offers/deepinfra/xiaomi.yaml", rf"(input_usd_\w+): ({NUMBER})", "▶\\1: null"),
        says=r"input_usd_per_million_tokens: nothing is not a number; leave the key out",
    ),
    breaks(
        "a price that is not written",
        swap("offers/deepinfra/bytedance.yaml", rf"(input_usd_\w+): ({NUMBER})", "▶\\1:"),
        says=r"input_usd_per_million_tokens: nothing is not a number; leave the key out",
    ),
    breaks(
        "a price in words",
        swap("offers/deepinfra/anthropic.yaml", rf"(input_usd_\w+): ({NUMBER})", "▶\\1: unknown"),
        says=r"input_usd_per_million_tokens: \"unknown\" is not a number; leave the key out",
    ),
    breaks(
        "a price in the millions",
        swap("offers/togetherai/google.yaml", rf"(input_usd_\w+): ({NUMBER})", "▶\\1: 15000000"),
        says=r"input_usd_per_million_tokens: 15000000 is above 1000000",
    ),
    breaks(
        "tokens in thousands",
        swap(
            "models/anthropic/claude-opus-4-8.yaml", r"context_tokens: \d+", "▶context_tokens: 200"
        ),
        says=r"context_tokens: 200 is below 512; tokens, not thousands\?",
    ),
    breaks(
        "tokens with a k",
        swap(
            "models/anthropic/claude-opus-5.yaml", r"context_tokens: \d+", "▶context_tokens: 200k"
        ),
        says=r"context_tokens: \"200k\" is not a whole number; .*without .*unit",
    ),
    breaks(
        "tokens with a decimal point",
        swap("models/anthropic/claude-opus-5-5.yaml", r"(context_tokens: \d+)", "▶\\1.0"),
        says=r"context_tokens: \d+\.0 is not a whole number",
    ),
    breaks(
        "tokens in quotes",
        swap(
            "models/anthropic/claude-fable-5.yaml",
            r"context_tokens: (\d+)",
            '▶context_tokens: "\\1"',
        ),
        says=r"context_tokens: \"\d+\" is not a whole number; .*without quotes",
    ),
    breaks(
        "tokens by the billion",
        swap(
            "models/anthropic/claude-fable-5-1.yaml",
            r"context_tokens: (\d+)",
            "▶context_tokens: \\g<1>000000",
        ),
        says=r"context_tokens: \d+ is above 100000000",
    ),
    breaks(
        "one name for a list",
        swap("models/anthropic/claude-haiku-4-5.yaml", r"^aliases: .*", "▶aliases: haiku"),
        says=r"aliases: \"haiku\" is not a list; put it in \[ \]",
    ),
    breaks(
        "a mapping for a list",
        swap(
            "models/anthropic/claude-haiku-5-5.yaml",
            r"^limits:\n  - (context_tokens: .*)\n",
            "▶limits:\n    \\1\n",
        ),
        says=r"limits: a mapping is not a list",
    ),
    breaks(
        "true in quotes",
        swap("models/anthropic/claude-sonnet-4-5.yaml", r"open: false", '▶open: "false"'),
        says=r"weights\.open: \"false\" is not true or false; .*quotes",
    ),
    breaks(
        "1 for true",
        swap("models/anthropic/claude-sonnet-4-6.yaml", r"open: false", "▶open: 0"),
        says=r"weights\.open: 0 is not true or false",
    ),
    breaks(
        'no for "no"',
        swap("providers/deepseek.yaml", r'zero_retention: "no"', "▶zero_retention: false"),
        says=r"zero_retention: false is not one of: .*; put it in quotes: \"no\"",
    ),
    breaks(
        "a number for a text",
        swap("models/anthropic/claude-sonnet-5.yaml", r"^name: .*", "▶name: 5"),
        says=r"name: 5 is not text; put it in quotes",
    ),
    breaks(
        "a text without anything in it",
        swap("models/anthropic/claude-sonnet-5-5.yaml", r"^name: .*", '▶name: ""'),
        says=r"name: \"\" is too short; leave the key out",
    ),
    breaks(
        "a text of blanks",
        swap("models/anthropic/claude-instant.yaml", r"^name: .*", '▶name: "   "'),
        says=r"name: \"   \" (is blank|begins or ends with a blank)",
    ),
    breaks(
        "a blank at the end of an id",
        swap("offers/togetherai/nvidia.yaml", r"- model: (\S+)", '- ▶model: "\\1 "'),
        says=r"model: \"nvidia/\S+ \" is not an id",
    ),
    breaks(
        "a text of 3,000 letters",
        swap("models/anthropic/claude-fable-5-2.yaml", r"^name: .*", "▶name: " + "Fable " * 500),
        says=r"name: \"Fable.*\.\.\.\" is too long; shorten it",
    ),
    breaks(
        "an id of 200 letters",
        swap("offers/togetherai/minimax.yaml", r"- model: .*", "- ▶model: minimax/" + "m" * 200),
        says=r"model: \"minimax/m+\.\.\.\" is too long",
    ),
    breaks(
        "a group with nothing in it",
        swap("models/openai/o1.yaml", r"^weights:\n(  .*\n)+", "▶weights:\n"),
        says=r"weights: nothing is not a mapping of keys; leave the key out",
    ),
    breaks(
        "no offers",
        swap("offers/togetherai/mistral.yaml", r"^offers:\n(?:.*\n)*", "▶offers: []\n"),
        says=r"offers: .*(empty|too short|no offers).*",
    ),
)

WORDS = (
    breaks(
        "a type that is none",
        swap("models/xai/grok-4.yaml", r"^type: .*", "▶type: llm"),
        says=r"type: \"llm\" is not one of: language, embedding, ",
    ),
    breaks(
        "a type with a capital",
        swap("models/xai/grok-4.1.yaml", r"^type: .*", "▶type: Language"),
        says=r"type: \"Language\" is not one of: .*; did you mean language\?",
    ),
    breaks(
        "a plural",
        swap("offers/vercel/meta.yaml", r"billing: token", "▶billing: tokens"),
        says=r"billing: \"tokens\" is not one of: .*; did you mean token\?",
    ),
    breaks(
        "a modality that is none",
        swap("models/openai/gpt-5.1.yaml", r"^  input: .*", "  input: [text, ▶images]"),
        says=r"identity\.input\[1\]: \"images\" is not one of: .*; did you mean image\?",
    ),
    breaks(
        "a country of three letters",
        swap("providers/cerebras.yaml", r"country: us", "▶country: usa"),
        says=r"headquarters\.country: \"usa\" .*(too long|ISO 3166|two letters)",
    ),
)

DATES = (
    breaks(
        "a thirteenth month",
        swap("models/xai/grok-3.yaml", r"(observed: )\d{4}.*", "▶\\g<1>2026-13-01"),
        says=r"observed: \"2026-13-01\" is not a day or month of the calendar; write 2026-11-03",
    ),
    breaks(
        "a thirtieth of February",
        swap("models/openai/o3-mini.yaml", r"(released: )\d{4}.*", "▶\\g<1>2025-02-30"),
        says=r"identity\.released: \"2025-02-30\" is not a day or month of the calendar",
    ),
    breaks(
        "a date in words",
        swap("models/xai/grok-2.yaml", r"(observed: )\d{4}.*", "▶\\1November 2026"),
        says=r"observed: \"November 2026\" is .*; write 2026-11-03",
    ),
    breaks(
        "a date with slashes",
        swap("offers/vercel/google.yaml", r"(observed: )\d{4}.*", "▶\\g<1>03/11/2026"),
        says=r"observed: \"03/11/2026\" is not a day or month of the calendar; write 2026-11-03",
    ),
    breaks(
        "a date with a time",
        swap("offers/vercel/amazon.yaml", r"(observed: )(\d{4}-..-..)", "▶\\1\\2T10:30:00Z"),
        says=r"observed: \"[\d-]+T10:30:00Z\" .*; write 2026-11-03",
    ),
    breaks(
        "a year alone",
        swap("offers/vercel/nvidia.yaml", r"(observed: )\d{4}.*", "▶\\g<1>2026"),
        says=r"observed: 2026 .*write 2026-11-03",
    ),
    breaks(
        "a day of one digit",
        swap("offers/vercel/minimax.yaml", r"(observed: )\d{4}.*", "▶\\g<1>2026-11-3"),
        says=r"observed: \"2026-11-3\" is not a day or month of the calendar; write 2026-11-03",
    ),
    breaks(
        "a date in digits of another script",
        swap(
            "offers/vercel/zhipuai.yaml", r"(observed: )\d{4}.*", "▶\\1\u0662\u0660\u0662\u0666-11"
        ),
        says=r"observed: .* is not a day or month of the calendar",
    ),
)

BROKEN_RECORDS = (*KEYS, *TYPES, *WORDS, *DATES)
"""All of them."""
