"""Records that are well formed and contradict themselves: limits, weights, dates."""

from __future__ import annotations

from tests.support.mutations import breaks, noted, odd, swap

LIMITS = (
    odd(
        "an answer longer than the context",
        swap(
            "models/google/gemini-2.5-flash-lite.yaml",
            r"max_output_tokens: \d+",
            "▶max_output_tokens: 90000000",
        ),
        says=r"max_output_tokens: 90000000 is above.*context",
    ),
    odd(
        "a prompt longer than the context",
        swap("models/openai/gpt-5.yaml", r"max_input_tokens: \d+", "▶max_input_tokens: 90000000"),
        says=r"max_input_tokens: 90000000 is above.*context",
    ),
    odd(
        "more active parameters than there are",
        swap(
            "models/alibaba/qwen3-30b-a3b.yaml",
            r"active_parameters_billions: .*",
            "▶active_parameters_billions: 305.3",
        ),
        says=r"active_parameters_billions: 305\.3 is above.*30\.532",
    ),
    breaks(
        "an embedding's dimensions on a chat model",
        swap(
            "models/alibaba/qwen3-32b.yaml",
            r"(  - )(context_tokens: .*)",
            "\\1\\2\n    ▶embedding_dimensions: 1024",
        ),
        says=r"embedding_dimensions: .*language",
    ),
    breaks(
        "an embedding that writes text",
        swap(
            "models/openai/text-embedding-3-large.yaml", r"output: \[embedding\]", "▶output: [text]"
        ),
        says=r"identity\.output: .*embedding",
    ),
    odd(
        "vision without images",
        swap("models/openai/gpt-4o.yaml", r"input: \[.*\]", "▶input: [text]"),
        says=r"(identity\.input|supports).*(vision-input|image)",
    ),
    odd(
        "a feature that is and is not",
        swap("models/openai/gpt-4o-mini.yaml", r"lacks: \[", "lacks: [▶tools, "),
        says=r"lacks\[0\]: tools .*supports",
    ),
    breaks(
        "a word twice in a list",
        swap("models/openai/o3.yaml", r"input: \[text", "input: [text, ▶text"),
        says=r"identity\.input\[1\]: text is in the list twice; remove one",
    ),
    breaks(
        "a region twice",
        swap("providers/openai.yaml", r"regions: \[us, ", "regions: [us, ▶us, "),
        says=r"regions\[1\]: us is in the list twice; remove one",
    ),
    breaks(
        "no retention, and no zero retention",
        swap(
            "providers/groq.yaml",
            r"(retention_days: 0\n    )zero_retention: .*",
            '\\1▶zero_retention: "no"',
        ),
        says=r"zero_retention: no, and retention_days is 0",
    ),
    breaks(
        "two default tiers",
        swap(
            "providers/fireworks-ai.yaml",
            r"(  - )(tier: \S+\n)(?!    default)",
            "\\1\\2    ▶default: true\n",
            after="default: true",
        ),
        says=r"default: more than one tier is the default; mark one",
    ),
    breaks(
        "a tier twice",
        swap(
            "providers/azure.yaml",
            r"(  - tier: (\S+)\n(?:    .*\n)+)",
            "\\1  - ▶tier: \\2\n    gateway: false\n"
            "    source: https://azure.microsoft.com\n    observed: 2026-10\n",
        ),
        says=r"tier.*twice",
    ),
)

WEIGHTS = (
    breaks(
        "an open licence on closed weights",
        swap("models/meta/llama-3.1-70b-instruct.yaml", r"open: true", "▶open: false"),
        says=r"weights\.open: false, and the license is LicenseRef-llama3\.1; ",
    ),
    breaks(
        "a provider's terms on open weights",
        swap(
            "models/meta/llama-3.2-3b-instruct.yaml",
            r"license: .*",
            "▶license: LicenseRef-provider-terms",
        ),
        says=r"weights\.license: LicenseRef-provider-terms is for closed weights.*; name",
    ),
    odd(
        "a permissive licence that forbids business",
        swap("licenses/BSD-3-Clause.yaml", r'commercial_use: "yes"', '▶commercial_use: "no"'),
        says=r"commercial_use: no, and osi_approved is true",
    ),
    breaks(
        "conditional use without its conditions",
        swap(
            "licenses/LicenseRef-llama3.3.yaml",
            r"^commercial_use: conditional\n(.*\n)*?(?=source:)",
            "▶commercial_use: conditional\n",
        ),
        says=r"commercial_use: conditional, and no conditions are named",
    ),
)

DATES = (
    breaks(
        "read in the future",
        swap("models/xai/grok-code-fast-1.yaml", r"(observed: )\d{4}.*", "▶\\g<1>2099-01-01"),
        says=r"observed: 2099-01-01 .*future",
    ),
    breaks(
        "read in a month of the future",
        swap("providers/xai.yaml", r"(observed: )\d{4}.*", "▶\\g<1>2099-01"),
        says=r"observed: 2099-01 .*future",
    ),
    breaks(
        "a result of the future",
        swap("benchmarks/lmarena-text-elo.yaml", r"(observed: )\d{4}.*", "▶\\g<1>2062-08-19"),
        says=r"observed: 2062-08-19 .*future",
    ),
    breaks(
        "retired before it was deprecated",
        swap("models/anthropic/claude-opus-4-1.yaml", r"retires_on: .*", "▶retires_on: 2026-01-05"),
        says=r"retires_on: 2026-01-05 is before .*2026-06-05",
    ),
    breaks(
        "released after it retired",
        swap("models/openai/o4-mini.yaml", r"released: .*", "▶released: 2028-05-22"),
        says=r"released: 2028-05-22 .*(future|after)",
        spreads=True,
    ),
    odd(
        "retired before it was released",
        swap("models/anthropic/claude-sonnet-4-0.yaml", r"released: .*", "▶released: 2026-08-01"),
        says=r"released: 2026-08-01 is after retires_on, 2026-06-15",
        spreads=True,
    ),
    odd(
        "knows what happened after its release",
        swap(
            "models/meta/llama-3.1-8b-instruct.yaml",
            r"knowledge_cutoff: .*",
            "▶knowledge_cutoff: 2025-09",
        ),
        says=r"knowledge_cutoff: 2025-09 is after it was released, ",
    ),
    noted(
        "retired, and nothing takes its place",
        swap("models/anthropic/claude-2-1.yaml", r"(retires_on: .*)\n  replacement: .*", "▶\\1"),
        says=r"retires_on.*replacement",
    ),
    odd(
        "a fact from before there were such models",
        swap("offers/xai/xai.yaml", r"(observed: )\d{4}.*", "▶\\g<1>1970-01-01"),
        says=r"observed: 1970-01-01 is before 2018, .*check the year",
    ),
    breaks(
        "a year of the Romans",
        swap("offers/vercel/xai.yaml", r"(observed: )\d{4}.*", "▶\\g<1>0226-11-03"),
        says=r"observed: 0226-11-03 is before 2018, .*check the year",
    ),
    breaks(
        "a retirement, and none announced",
        swap(
            "models/openai/gpt-4.yaml", r"(  retires_on: .*)", "\\1\n  ▶retirement_announced: false"
        ),
        says=r"retirement_announced: false, and yet retires_on is ",
    ),
)

BROKEN_FACTS = (*LIMITS, *WEIGHTS, *DATES)
"""All of them."""
