"""Facts without a source, scores off their scale, and anchors the wrong way round."""

from __future__ import annotations

from tests.support.mutations import breaks, odd, swap

NUMBER = r"-?[\d.]+"

SOURCES = (
    breaks(
        "a price without source",
        swap(
            "offers/moonshotai/moonshotai.yaml",
            r"^( +)- (input_usd(?:.*\n)*?) +source: .*\n +via: .*\n",
            "\\1- ▶\\2",
        ),
        says=r"prices\[0\]: .*(no source|source is missing|without a source)",
    ),
    breaks(
        "a price that was never read",
        swap(
            "offers/amazon-bedrock/minimax.yaml",
            r"^( +)- (input_usd(?:.*\n)*?) +observed: .*\n +observed_from: .*\n",
            "\\1- ▶\\2",
        ),
        says=r"prices\[0\]: .*observed",
    ),
    breaks(
        "limits without source",
        swap(
            "models/amazon/nova-2-lite.yaml",
            r"^  - (context(?:.*\n)*?)    source: .*\n    via: .*\n",
            "  - ▶\\1",
        ),
        says=r"limits\[0\]: .*source",
    ),
    breaks(
        "results without source",
        swap(
            "benchmarks/cl-bench.yaml", r"^  - (by: .*\n)(?:    (?:source|via): .*\n)+", "  - ▶\\1"
        ),
        says=r"result_sets\[0\]: .*source",
    ),
    breaks(
        "data handling without source",
        swap("providers/perplexity.yaml", r"^  - (tier(?:.*\n)*?)    source: .*\n", "  - ▶\\1"),
        says=r"data_handling\[0\]: .*source",
    ),
    breaks(
        "a day, and not whose",
        swap(
            "offers/amazon-bedrock/nvidia.yaml",
            r"^( +)observed: .*\n +(observed_from)",
            "\\1▶\\2",
        ),
        says=r"observed_from: .*add observed",
    ),
    breaks(
        "a source that is no page",
        swap("offers/nebius/alibaba.yaml", r"source: .*", "▶source: Nebius's price page"),
        says=r"source: .*Nebius's price page.*(URL|https://)",
    ),
    breaks(
        "a source in the middle of a text",
        swap("offers/amazon-bedrock/zhipuai.yaml", r"source: (.*)", '▶source: "see \\1"'),
        says=r"source: .*see .*(URL|https://)",
    ),
    breaks(
        "a source that is a placeholder",
        swap(
            "offers/amazon-bedrock/moonshotai.yaml",
            r"source: (.*)",
            "▶source: https://example.com/pricing",
        ),
        says=r"source: .*example\.com.*",
    ),
    breaks(
        "terms that are no page",
        swap("providers/deepseek.yaml", r"terms_url: .*", "▶terms_url: www.deepseek.com/terms"),
        says=r"terms_url: .*www\.deepseek\.com.*(no address|https://)",
    ),
)

SCORES = (
    breaks(
        "percent on a scale of shares",
        swap("benchmarks/gsm8k.yaml", r"\{(model: [^}]*?)(score: )([\d.]+)", "{\\1▶\\g<2>46.4"),
        says=r"score: 46\.4 is above the maximum of the scale, 1; write 0\.464 for 46\.4 percent",
    ),
    odd(
        "a share on a scale of percent",
        swap(
            "benchmarks/livebench-coding-2026-06.yaml",
            r"\{(model: [^}]*?)(score: )([\d.]+)",
            "{\\1▶\\g<2>0.464",
        ),
        says=r"score: 0\.464.*(share|fraction|percent|46\.4)",
    ),
    breaks(
        "a score below its scale",
        swap(
            "benchmarks/livebench-math-2026-06.yaml",
            r"\{(model: [^}]*?)(score: )([\d.]+)",
            "{\\1▶\\g<2>-5",
        ),
        says=r"score: -5 is below the minimum of the scale, 0",
    ),
    odd(
        "a rating ten times too high",
        swap(
            "benchmarks/lmarena-text-coding-elo.yaml",
            rf"\{{(model: [^}}]*?)(score: )({NUMBER})",
            "{\\1▶\\g<2>13283.5",
        ),
        says=r"score: 13283\.5.*(low|high|other|usual|outside)",
    ),
    breaks(
        "a score outside its own interval",
        swap(
            "benchmarks/lmarena-text-math-elo.yaml",
            r"\{(model: [^}]*?)(score: )([\d.]+)(, low: )[\d.]+",
            "{\\1\\2\\3, ▶low: 1999",
        ),
        says=r"low: 1999 is above the score, \d",
    ),
    breaks(
        "the same result twice",
        swap(
            "benchmarks/livebench-reasoning-2026-06.yaml", r"^(      - )(\{.*\})", "\\1\\2\n\\1▶\\2"
        ),
        says=r"results\[1\].*(twice|again|already)",
    ),
    breaks(
        "the same result twice with another value",
        swap(
            "benchmarks/livebench-language-2026-06.yaml",
            r"^(      - )(\{model: [^}]*?score: )([\d.]+)(.*)",
            "\\1\\2\\3\\4\n\\1▶\\g<2>11.5\\4",
        ),
        says=r"results\[1\].*twice",
    ),
    breaks(
        "a minimum above the maximum",
        swap("benchmarks/hle.yaml", r"minimum: .*", "▶minimum: 1000"),
        says=r"scale\.minimum: 1000 is not below the maximum, 1",
    ),
    breaks(
        "a bounded scale without bounds",
        swap("benchmarks/geobench.yaml", r"^  minimum: .*\n", ""),
        swap("benchmarks/geobench.yaml", r"^scale:\n  (kind)", "scale:\n  ▶\\1"),
        says=r"scale\.kind: a bounded scale needs minimum and maximum",
    ),
    odd(
        "a chance outside the scale",
        swap("benchmarks/frontiercode.yaml", r"^(  maximum: .*)", "\\1\n  ▶chance: 250"),
        says=r"scale\.chance: 250 is not on the scale, 0 to 1",
    ),
    odd(
        "a result from before the model",
        swap("benchmarks/deepswe.yaml", r"(observed: )\d{4}.*", "▶\\g<1>2019-02-01"),
        says=r"observed: 2019-02-01 .*(released|before)",
    ),
    breaks(
        "a good that is worse than bad",
        swap(
            "tasks/coding.yaml",
            rf"(good:\n +)(output_tokens_per_second|first_token_seconds)(: )({NUMBER})",
            "\\1▶\\2\\g<3>999",
            after="latency:",
        ),
        says=r"latency\.good\.first_token_seconds: .*45.* bad",
    ),
    breaks(
        "a cheap price that is dearer than the dear one",
        swap(
            "tasks/chat.yaml",
            rf"(good:\n +)(input_usd_\w+: )({NUMBER})",
            "\\1▶\\g<2>99",
            after="cost:",
        ),
        says=r"cost\.good\.input_usd_per_million_tokens: 99.*bad",
    ),
)

BROKEN_EVIDENCE = (*SOURCES, *SCORES)
"""All of them."""
