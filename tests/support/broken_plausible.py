"""Changes that look right in review: every value is of its kind, and lies where such values lie."""

from __future__ import annotations

from tests.support.mutations import odd, swap

GPT_5 = "models/openai/gpt-5.yaml"

MISPLACED = (
    odd(
        "a score a hundredth of itself, on a scale to 1",
        swap(
            "benchmarks/weirdml.yaml", r"(model: openai/gpt-5, )score: 0.607", "\\1▶score: 0.00607"
        ),
        says=r"score: 0\.00607.*about 0\.[4-7]",
    ),
    odd(
        "an error rate ten times itself",
        swap(
            "benchmarks/open-asr-tedlium-wer.yaml",
            r"(model: openai/whisper-large-v3, )score: [\d.]+",
            "\\1▶score: 39.1",
        ),
        says=r"score: 39\.1.*about \d(\.\d)? ",
    ),
    odd(
        "a score of a weak model in the row of a strong one",
        swap(
            "benchmarks/epoch-gpqa-diamond.yaml",
            r"(model: openai/gpt-5, )score: 0.8535353535353535",
            "\\1▶score: 0.0885",
        ),
        says=r"score: 0\.0885.*about 0\.[789]",
    ),
    odd(
        "a lower score that another setting of the model contradicts",
        swap(
            "benchmarks/livebench-math-2026-01.yaml",
            r"(model: anthropic/claude-opus-4-5[^,]*, )score: 66.445",
            "\\1▶score: 6.6",
        ),
        says=r"score: 6\.6.*about [6789]\d",
    ),
)

WITNESSES = (
    odd(
        "a maker's own result, called independent",
        swap(
            "benchmarks/swe-bench-verified-reported.yaml",
            r"by: vendor(\n +source: https://huggingface.co/MiniMaxAI/MiniMax-M2$)",
            "▶by: independent\\1",
        ),
        says=r"by: independent,.*MiniMaxAI.* minimax",
    ),
    odd(
        "a result from the maker's site, called independent",
        swap(
            "benchmarks/swe-bench-pro.yaml",
            r"by: vendor(\n +source: https://www.anthropic.com)",
            "▶by: independent\\1",
        ),
        says=r"by: independent,.*anthropic",
    ),
    odd(
        "an independent board, called the maker's word",
        swap("benchmarks/livebench-coding-2026-06.yaml", r"by: independent", "▶by: vendor"),
        says=r"by: vendor,.*livebench\.ai",
    ),
    odd(
        "what people prefer, called a test",
        swap("benchmarks/lmarena-vision-elo.yaml", r"by: preference", "▶by: independent"),
        says=r"by: independent,.*(elo|rating)",
    ),
    odd(
        "a test, called what people prefer",
        swap("benchmarks/weirdml.yaml", r"by: independent", "▶by: preference"),
        says=r"by: preference,.*bounded",
    ),
)

KINSHIP = (
    odd(
        "a benchmark in the family of another",
        swap(
            "benchmarks/livebench-data-analysis-2026-01.yaml",
            r"family: \S+",
            "▶family: lmarena-text",
        ),
        says=r"family: lmarena-text.*livebench",
    ),
    odd(
        "a benchmark in a sister family",
        swap("benchmarks/lmarena-vision-diagram-elo.yaml", r"family: \S+", "▶family: lmarena-text"),
        says=r"family: lmarena-text.*lmarena-vision",
    ),
    odd(
        "a benchmark in a family of its own",
        swap(
            "benchmarks/livebench-math-2026-01.yaml", r"family: \S+", "▶family: math-competitions"
        ),
        says=r"family: math-competitions.*livebench",
    ),
    odd(
        "the licence of another family",
        swap(
            "models/alibaba/qwen2.5-72b-instruct.yaml",
            r"license: \S+",
            "▶license: LicenseRef-llama3.1",
        ),
        says=r"license: LicenseRef-llama3\.1.*qwen",
    ),
    odd(
        "the licence of another lab's only family",
        swap("models/deepseek/deepseek-v3.yaml", r"license: \S+", "▶license: LicenseRef-gemma"),
        says=r"license: LicenseRef-gemma.*deepseek",
    ),
    odd(
        "a tier that is misspelt",
        swap("offers/deepinfra/openai.yaml", r"tier: turbo", "▶tier: trubo"),
        says=r"tier: trubo.*turbo",
    ),
)

SWAPPED = (
    odd(
        "first token and rate swapped",
        swap(
            "models/mistral/mistral-large-2512.yaml",
            r"first_token_seconds: 0.684(\n +)output_tokens_per_second: 59.21",
            "▶first_token_seconds: 59.21\\1output_tokens_per_second: 0.684",
        ),
        says=r"first_token_seconds: 59\.21.*swapped",
    ),
    odd(
        "first token and rate swapped, of a model that thinks",
        swap(
            GPT_5,
            r"first_token_seconds: (7\.48\d+)(\n.*\n +)output_tokens_per_second: (73\.4\d+)",
            "▶first_token_seconds: \\3\\2output_tokens_per_second: \\1",
        ),
        says=r"first_token_seconds: 73\.4\d+.*swapped",
    ),
    odd(
        "the rate of another model",
        swap(
            GPT_5,
            r"output_tokens_per_second: 94\.07\d+",
            "▶output_tokens_per_second: 283.6",
        ),
        says=r"output_tokens_per_second: 283\.6.*another setting",
    ),
    odd(
        "two efforts swapped",
        swap(
            GPT_5,
            r"(setting: )effort=high((?:\n.*)*?setting: )effort=minimal",
            "▶\\1effort=minimal\\2effort=high",
        ),
        says=r"setting: effort=minimal.*sooner",
    ),
)

MISATTRIBUTED = (
    odd(
        "the name of another model",
        swap("models/google/gemma-3-4b-it.yaml", r"^name: .*", "▶name: Laguna XS 2.1"),
        says=r"name: Laguna XS 2\.1.*gemma-3-4b-it",
    ),
    odd(
        "the page of another model",
        swap(
            "models/01-ai/yi-34b-chat.yaml",
            r"^( +)source: .*",
            "\\1▶source: https://huggingface.co/meta-llama/Llama-3.3-70B-Instruct",
        ),
        says=r"source: .*Llama-3\.3-70B-Instruct.* meta/llama-3\.3-70b",
    ),
    odd(
        "a price from the page of another provider",
        swap(
            "offers/ovhcloud/meta.yaml",
            r"^( +)source: .*",
            "\\1▶source: https://novita.ai/pricing",
            after="prices:",
        ),
        says=r"source: .*novita.*of novita-ai",
    ),
    odd(
        "the vendor of another machine",
        swap("hardware/rtx-3090-ti.yaml", r"^vendor: .*", "▶vendor: intel"),
        says=r"vendor: intel.*nvidia",
    ),
    odd(
        "a lab that passes everything on",
        swap(
            "providers/voyageai.yaml",
            r"^( +)gateway: false",
            "\\1▶gateway: true",
            after="default: true",
        ),
        says=r"gateway: true.*default",
    ),
    odd(
        "an anchor in thousandths",
        swap(
            "tasks/chat.yaml",
            r"^( +)first_token_seconds: 0\.50?$",
            "\\1▶first_token_seconds: 0.0005",
            after="latency:",
        ),
        says=r"first_token_seconds: 0\.0005.*usual",
    ),
    odd(
        "closed weights, called open",
        swap("models/openai/gpt-5-nano.yaml", r"^( +)open: false", "\\1▶open: true"),
        says=r"open: true, .*(licence|repository)",
    ),
    odd(
        "a lab's own terms, called open source",
        swap(
            "licenses/LicenseRef-nvidia-ngc-terms.yaml",
            r"^osi_approved: false",
            "▶osi_approved: true",
        ),
        says=r"osi_approved: true.*SPDX",
    ),
    odd(
        "memory with two digits swapped",
        swap("hardware/rtx-3090-ti.yaml", r"^memory_gib: 24.0", "▶memory_gib: 42.0"),
        says=r"memory_gib: 42\.0.*usual",
    ),
    odd(
        "compute with a digit too many",
        swap(
            "hardware/rtx-pro-6000-blackwell-server.yaml",
            r"^fp8_tflops: 935.6",
            "▶fp8_tflops: 9356",
        ),
        says=r"fp8_tflops: 9356.*BF16",
    ),
    odd(
        "the name of another provider",
        swap("providers/ovhcloud.yaml", r"^name: .*", "▶name: Arcee AI"),
        says=r"name: Arcee AI.*ovhcloud",
    ),
    odd(
        "the name of another machine",
        swap("hardware/rtx-5070.yaml", r"^name: .*", "▶name: Apple M1 Ultra"),
        says=r"name: Apple M1 Ultra.*rtx-5070",
    ),
    odd(
        "the domain of another task",
        swap("tasks/coding.yaml", r"^domain: .*", "▶domain: agentic-coding"),
        says=r"domain: agentic-coding.*tasks/agentic-coding",
    ),
    odd(
        "a window a tenth of the model's",
        swap(
            "offers/nvidia/openai.yaml",
            r"^( +)context_tokens: 128000",
            "\\1▶context_tokens: 12800",
        ),
        says=r"context_tokens: 12800.*tenth",
    ),
)

BROKEN_PLAUSIBLE = (*MISPLACED, *WITNESSES, *KINSHIP, *SWAPPED, *MISATTRIBUTED)
"""All of them."""
