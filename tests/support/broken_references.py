"""Records that name what is not there, or say what another record contradicts."""

from __future__ import annotations

from tests.support.mutations import append, breaks, file_of, first_line, gone, odd, swap

_TODAY_S_SOURCE = "source: https://models.dev/models\n  observed: 2026-07-02\n"

MODELS = (
    breaks(
        "a model that is not in the catalog",
        swap("offers/amazon-bedrock/cohere.yaml", r"- (model: cohere/).*", "- ▶\\1coral-9"),
        says=r"model: cohere/coral-9 is not in the catalog",
    ),
    breaks(
        "a model that is nearly in the catalog",
        swap(
            "offers/amazon-bedrock/deepseek.yaml", r"- (model: deepseek/deepseek-r)1", "- ▶\\g<1>l"
        ),
        says=r"deepseek/deepseek-rl is not in the catalog; did you mean deepseek/deepseek-r1\b",
    ),
    breaks(
        "a model by its alias",
        swap("offers/requesty/anthropic.yaml", r"- (model: anthropic/).*", "- ▶\\1claude-4.1-opus"),
        says=r"model: .*anthropic/claude-4\.1-opus.*(claude-opus-4-1)",
    ),
    breaks(
        "a model of another lab's file",
        swap("offers/requesty/google.yaml", r"- model: .*", "- ▶model: openai/gpt-5"),
        says=r"model: openai/gpt-5 is not of the lab google; move it to .*/openai\.yaml",
    ),
    breaks(
        "a result of a model that is not in the catalog",
        swap("benchmarks/epoch-gpqa-diamond.yaml", r"- \{(model: openai/)[^,}]*", "- {▶\\1gpt-55"),
        says=r"model: .*openai/gpt-55.*(did you mean openai/gpt-5)",
    ),
    breaks(
        "a base model that is not in the catalog",
        swap(
            "models/alibaba/qwen2.5-72b-instruct.yaml",
            r"base_model: .*",
            "▶base_model: alibaba/qwen2.5-72",
        ),
        says=r"weights\.base_model: .*alibaba/qwen2\.5-72.*did you mean alibaba/qwen2\.5-72b",
    ),
    breaks(
        "a replacement that is not in the catalog",
        swap(
            "models/anthropic/claude-3-haiku-20240307.yaml",
            r"replacement: .*",
            "▶replacement: anthropic/claude-haiku-45",
        ),
        says=r"lifecycle\.replacement: .*-45 is not in the catalog; did you mean .*-haiku-4-5\b",
    ),
    breaks(
        "a model that replaces itself",
        swap(
            "models/anthropic/claude-3-opus-20240229.yaml",
            r"replacement: .*",
            "▶replacement: anthropic/claude-3-opus-20240229",
        ),
        says=r"lifecycle\.replacement: .*(itself|circle|cycle)",
    ),
    breaks(
        "two models that replace each other",
        swap(
            "models/anthropic/claude-3-5-sonnet-20240620.yaml",
            r"replacement: .*",
            "▶replacement: anthropic/claude-3-5-sonnet-20241022",
        ),
        swap(
            "models/anthropic/claude-3-5-sonnet-20241022.yaml",
            r"replacement: .*",
            "replacement: anthropic/claude-3-5-sonnet-20240620",
        ),
        says=r"lifecycle\.replacement: .*(circle|cycle|each other|leads back)",
    ),
    odd(
        "a replacement of another type",
        swap(
            "models/anthropic/claude-3-7-sonnet-20250219.yaml",
            r"replacement: .*",
            "▶replacement: openai/text-embedding-3-small",
        ),
        says=r"lifecycle\.replacement: .*(embedding).*(language)",
    ),
    odd(
        "a replacement that retired before",
        swap(
            "models/anthropic/claude-3-5-haiku-20241022.yaml",
            r"replacement: .*",
            "▶replacement: anthropic/claude-2-0",
        ),
        says=r"lifecycle\.replacement: .*claude-2-0.*retire",
    ),
    breaks(
        "a result of a chat model in a test of embeddings",
        swap("benchmarks/mteb-eng-v2-sts.yaml", r"- \{(model: )[^,}]*", "- {▶\\1openai/gpt-4o"),
        says=r"model: openai/gpt-4o is .*language.*embedding",
    ),
    odd(
        "a moving alias as a model",
        file_of(
            "models/cohere/command-a-latest.yaml",
            "# yaml-language-server: $schema=../../schemas/models.schema.json\n"
            "▶name: Command A, newest\ntype: language\nidentity:\n  " + _TODAY_S_SOURCE,
        ),
        says=r"latest.*alias",
    ),
)

ALIASES = (
    breaks(
        "an alias of two models",
        append("models/google/gemini-1.5-flash-001.yaml", "aliases: [gemini-1.5-flash-002-exp]\n"),
        append("models/google/gemini-1.5-flash-002.yaml", "aliases: [▶gemini-1.5-flash-002-exp]\n"),
        says=r"aliases\[0\]: gemini-1\.5-flash-002-exp is also a name of google/.*-001; ",
    ),
    breaks(
        "an alias that is another model's id",
        append("models/google/gemini-1.0-ultra.yaml", "aliases: [▶google/gemini-2.5-pro]\n"),
        says=r"aliases.*google/gemini-2\.5-pro",
    ),
    breaks(
        "an alias twice",
        swap(
            "models/openai/gpt-4-turbo.yaml",
            r"^type: (.*)",
            "type: \\1\naliases: [gpt-4-turbo-x, ▶gpt-4-turbo-x]",
        ),
        says=r"aliases\[1\].*gpt-4-turbo-x.*twice",
    ),
)

OFFERS = (
    breaks(
        "the same offer twice in a file",
        append(
            "offers/requesty/openai.yaml",
            "  - model: openai/gpt-image-99\n    api_id: x\n"
            "  - ▶model: openai/gpt-image-99\n    api_id: x\n",
        ),
        says=r"requesty/openai/gpt-image-99 is offered twice; ",
    ),
    breaks(
        "the same offer in two files",
        file_of(
            "offers/ovhcloud/openai-too.yaml",
            "# yaml-language-server: $schema=../../schemas/offers.schema.json\n"
            "offers:\n  - ▶model: openai/gpt-oss-120b\n    api_id: gpt-oss\n",
        ),
        says=r"model: openai/gpt-oss-120b is not of the lab openai-too; move it to .*/openai\.yaml",
    ),
    breaks(
        "a provider that is not in the catalog",
        file_of(
            "offers/opnai/openai.yaml",
            "# yaml-language-server: $schema=../../schemas/offers.schema.json\n"
            "▶offers:\n  - model: openai/gpt-4o\n    api_id: gpt-4o\n",
        ),
        says=r"opnai.*did you mean openai\?",
    ),
    breaks(
        "a tier of data handling that the provider does not have",
        swap("offers/llama/meta.yaml", r"data_tier: .*", "▶data_tier: api-paid-contributer"),
        says=r"data_tier: .*api-paid-contributer.*did you mean api-paid-contributor\?",
    ),
    odd(
        "an offer with more context than the model has",
        swap(
            "offers/amazon-bedrock/google.yaml", r"context_tokens: \d+", "▶context_tokens: 90000000"
        ),
        says=r"limits\.context_tokens: 90000000 is above",
    ),
    breaks(
        "one name at the provider for two models",
        swap(
            "offers/cloudflare-workers-ai/openai.yaml",
            r"(- model: openai/gpt-oss-20b\n +)api_id: .*",
            "\\1▶api_id: '@cf/openai/gpt-oss-120b'",
        ),
        says=r"api_id: .*gpt-oss-120b.*(openai/gpt-oss-120b|twice|two models)",
    ),
)

WORDS = (
    breaks(
        "a licence that is not in the catalog",
        swap("models/tii/falcon-40b.yaml", r"license: .*", "▶license: Apache-3.0"),
        says=r"weights\.license: .*Apache-3\.0.*did you mean Apache-2\.0\?",
    ),
    breaks(
        "a licence in small letters",
        swap("models/tii/falcon-7b.yaml", r"license: .*", "▶license: apache-2.0"),
        says=r"weights\.license: .*apache-2\.0.*(did you mean )?Apache-2\.0",
    ),
    breaks(
        "a feature that nobody asks for by that name",
        swap("models/openai/gpt-4.1-mini.yaml", r"supports: \[tools", "supports: [▶tool"),
        says=r"supports.*tool.*did you mean tools\?",
    ),
    breaks(
        "a language that is none",
        swap(
            "models/meta/llama-4-maverick-17b-instruct.yaml", r"claimed: \[", "claimed: [▶english, "
        ),
        says=r"claimed.*english.*(ISO 639|\ben\b)",
    ),
    breaks(
        "a language by its country",
        swap("models/meta/llama-3.1-405b.yaml", r"claimed: \[", "claimed: [▶jp, "),
        says=r"claimed.*jp.*(ja|ISO 639)",
    ),
    breaks(
        "a region that is none",
        swap("providers/mistral.yaml", r"regions: \[", "regions: [▶europa, "),
        says=r"regions.*europa.*(region|eu)",
    ),
    breaks(
        "a certificate that nobody asks for by that name",
        swap("providers/anthropic.yaml", r"certifications: \[", "certifications: [▶soc2-type-2, "),
        says=r"certifications.*soc2-type-2.*did you mean soc2-type2\?",
    ),
    breaks(
        "a domain that is none",
        swap("benchmarks/humaneval-reported.yaml", r"^domain: .*", "▶domain: codding"),
        says=r"domain: .*codding.*did you mean coding\?",
    ),
    breaks(
        "a task's domain that is none",
        swap("tasks/writing.yaml", r"^domain: .*", "▶domain: writng"),
        says=r"domain: .*writng.*did you mean writing\?",
        spreads=True,
    ),
    breaks(
        "a policy with a region that is none",
        swap("policies/eu-hospital.yaml", r"regions: \[eu\]", "▶regions: [eurpe]"),
        says=r"regions.*eurpe",
    ),
    breaks(
        "a policy with a misspelt key",
        swap("policies/us-bank.yaml", r"no_training:", "▶no_trainning:"),
        says=r"no_trainning.*did you mean \S*no_training\?",
    ),
    breaks(
        "a scenario with a task that is none",
        swap("scenarios/bulk-labels.yaml", r"^task: .*", "▶task: chatting"),
        says=r"task.*chatting.*",
    ),
    breaks(
        "a scenario with a misspelt key",
        swap("scenarios/call-transcripts.yaml", r"^workload:", "▶workloads:"),
        says=r"workloads.*did you mean workload\b",
    ),
    breaks(
        "a scenario with a bare yes",
        append("scenarios/bank-agent-us.yaml", "note: ▶yes\n"),
        says=r"`yes` is a boolean",
    ),
    breaks(
        "a country in capitals",
        swap("providers/openrouter.yaml", r"country: us", "▶country: US"),
        says=r"headquarters\.country: no country US; write us",
    ),
    breaks(
        "a country that is none",
        swap("providers/togetherai.yaml", r"country: us", "▶country: uk"),
        says=r"headquarters\.country: .*uk.*gb",
    ),
)

GONE = (
    breaks(
        "a licence deleted",
        gone("licenses/LicenseRef-qwen.yaml"),
        swap("models/alibaba/qwen2.5-72b.yaml", r"license: .*", "▶license: LicenseRef-qwen"),
        says=r"weights\.license: .*LicenseRef-qwen.*",
        spreads=True,
    ),
    breaks(
        "a provider deleted",
        gone("providers/ovhcloud.yaml"),
        swap("offers/ovhcloud/meta.yaml", r"^offers:", "▶offers:"),
        says=r"the provider ovhcloud is not in the catalog",
        spreads=True,
    ),
    breaks(
        "a model deleted",
        gone("models/xai/grok-4.6.yaml"),
        swap("offers/databricks/xai.yaml", r"model: xai/\S+", "▶model: xai/grok-4.6"),
        says=r"model: .*xai/grok-4\.6",
        spreads=True,
    ),
    breaks(
        "a task deleted",
        gone("tasks/math.yaml"),
        says=r"math.*(task|tasks/math\.yaml)",
        at=first_line("tasks/math.yaml"),
        spreads=True,
    ),
    breaks(
        "evidence changed and not fitted again",
        swap("benchmarks/gsm8k.yaml", r"(model: google/gemma-2b, score: )0\.\d+", "\\g<1>0.987"),
        swap("calibration.yaml", r"^(language:\n(?:  .*\n)*?  )(digest: .*)", "\\1▶\\2"),
        says=r"digest.*(stale|evidence).*make evidence-report",
    ),
    breaks(
        "a calibration of another evidence",
        swap(
            "calibration.yaml",
            r"^(embedding:\n(?:  .*\n)*?  )digest: .*",
            '\\1▶digest: "0000000000000000"',
        ),
        says=r"digest.*(stale|evidence).*make evidence-report",
    ),
)

FORM = (
    odd(
        "no line for editors",
        swap("models/openai/gpt-4.1-nano.yaml", r"^# yaml-language-server.*\nname", "▶name"),
        says=r"first line.*yaml-language-server.*\.\./\.\./schemas/models\.schema\.json",
    ),
    odd(
        "the line of another kind for editors",
        swap(
            "providers/cohere.yaml",
            r"^# yaml-language-server.*",
            "▶# yaml-language-server: $schema=../schemas/models.schema.json",
        ),
        says=r"first line.*\.\./schemas/providers\.schema\.json",
    ),
    odd(
        "cut off inside its last date",
        swap("models/openai/gpt-3.5-turbo.yaml", r"(observed: \d{4}-\d\d)(?:-\d\d)?\s*\Z", "\\1▶"),
        says=r"(last line|line end|newline).*",
    ),
)

BROKEN_REFERENCES = (*MODELS, *ALIASES, *OFFERS, *WORDS, *GONE, *FORM)
"""All of them."""
