"""Cases of the rules about models, names and references."""

from __future__ import annotations

from tests.support.lint_case import (
    MODEL,
    OTHER,
    PROVIDER,
    SOURCE,
    TIER,
    Case,
    benchmark,
    model,
    offer,
)

M, N = "models/acme/m.yaml", "models/acme/n.yaml"
OFFERS = "offers/acme/acme.yaml"
GONE = f"retires_on: 2026-05-01, {SOURCE}"

REFERENCES = (
    Case(
        "dangling-reference",
        {M: model("weights", "license: MTI, open: true")},
        f"{M}:3:11: error: weights.license: MTI is not in the catalog; add licenses/MTI.yaml",
    ),
    Case(
        "dangling-reference",
        {"benchmarks/b.yaml": benchmark("model: acme/mm, score: 5")},
        "results[0].model: acme/mm is not in the catalog; did you mean acme/m?",
    ),
    Case(
        "dangling-reference",
        {"offers/nobody/acme.yaml": offer() + "  - model: acme/n\n"},
        "offers/nobody/acme.yaml:1:1: error: offers: the provider nobody is not in the catalog",
    ),
    Case(
        "dangling-reference",
        {N: OTHER + "aliases: [nova-2]\n", OFFERS: offer(model="acme/nova.2")},
        "offers[0].model: acme/nova.2 is not in the catalog; did you mean acme/n?",
    ),
    Case(
        "self-reference",
        {M: model("weights", "base_model: acme/m")},
        f"{M}:3:11: error: weights.base_model: names the model itself",
    ),
    Case(
        "self-reference",
        {OFFERS: offer(f"lifecycle: {{replacement: acme/m, {GONE}}}")},
        "offers[0].lifecycle.replacement: names the model itself",
    ),
    Case(
        "replacement-cycle",
        {
            M: MODEL + f"lifecycle: {{replacement: acme/n, {SOURCE}}}\n",
            N: OTHER + f"lifecycle: {{replacement: acme/m, {SOURCE}}}\n",
        },
        f"{M}:3:13: error: lifecycle.replacement: acme/n leads back to acme/m",
    ),
    Case(
        "replacement-retired",
        {
            M: MODEL + f"lifecycle: {{replacement: acme/n, {GONE}}}\n",
            N: OTHER + f"lifecycle: {{replacement: acme/o, retires_on: 2026-04, {SOURCE}}}\n",
            "models/acme/o.yaml": "name: O\ntype: language\n",
        },
        "lifecycle.replacement: acme/n retires on 2026-04, not after 2026-05-01",
    ),
    Case(
        "replacement-of-another-type",
        {
            M: MODEL + f"lifecycle: {{replacement: acme/n, {GONE}}}\n",
            N: "name: Nova\ntype: embedding\n",
        },
        "lifecycle.replacement: acme/n is of the type embedding; acme/m is of the type language",
    ),
    Case(
        "retired-without-replacement",
        {M: MODEL + f"lifecycle: {{{GONE}}}\n"},
        f"{M}:3:13: info: lifecycle.retires_on: is retired without a replacement",
    ),
)

NAMES = (
    Case(
        "duplicate-alias",
        {N: OTHER + "aliases: [Acme/M]\n"},
        f"{N}:3:11: error: aliases[0]: Acme/M is also a name of acme/m; keep it on one of them",
    ),
    Case(
        "duplicate-alias",
        {"models/acme/m.1.yaml": "name: A\ntype: language\n", "models/acme/m-1.yaml": OTHER, N: ""}
        | {N: "name: Third\ntype: language\n"},
        "models/acme/m.1.yaml:1:1: error: acme/m.1 is another spelling of acme/m-1",
    ),
    Case("duplicate-name", {N: MODEL}, f"{N}:1:1: warning: name: 'M' is also the name of acme/m"),
    Case(
        "duplicate-weights",
        {
            M: model("weights", "hf_repo: acme/M"),
            N: OTHER + f"weights: {{hf_repo: Acme/m, {SOURCE}}}\n",
        },
        "weights.hf_repo: Acme/m is also the repository of acme/m",
    ),
    Case(
        "duplicate-api-id",
        {OFFERS: offer("api_id: x") + "  - model: acme/n\n    api_id: x\n"},
        f"{OFFERS}:5:5: error: offers[1].api_id: x also calls acme/m at ",
    ),
    Case(
        "duplicate-upstream-name",
        {"providers/other.yaml": PROVIDER + TIER + "upstream_names: [Acme]\n"},
        "providers/other.yaml:4:18: error: upstream_names[0]: Acme is also a name of acme",
    ),
    Case(
        "moving-alias",
        {"models/acme/x-latest.yaml": "name: X\ntype: language\n"},
        "acme/x-latest moves with each release: an alias, not a model",
    ),
)

MODELS = (
    Case(
        "weights-contradiction",
        {M: model("weights", "open: true, license: LicenseRef-provider-terms")},
        "weights.license: LicenseRef-provider-terms is for closed weights, and these are open",
    ),
    Case(
        "weights-contradiction",
        {
            M: model("weights", "open: false, license: MIT"),
            "licenses/MIT.yaml": f"name: MIT\n{SOURCE.replace(', ', chr(10))}\n",
        },
        f"{M}:3:11: error: weights.open: false, and the license is MIT",
    ),
    Case(
        "weights-contradiction",
        {M: model("weights", "open: false, hf_repo: acme/m")},
        "weights.hf_repo: closed weights in the repository acme/m",
    ),
    Case(
        "open-without-license",
        {M: model("weights", "open: true, hf_repo: acme/m")},
        "info: weights: open weights without a licence",
    ),
    Case(
        "active-above-total",
        {M: model("weights", "parameters_billions: 3, active_parameters_billions: 30")},
        "weights.active_parameters_billions: 30 is above all parameters, 3",
    ),
    Case(
        "parameters-too-many",
        {M: model("weights", "parameters_billions: 14660")},
        "weights.parameters_billions: 14660 billions are more than any model has",
    ),
    Case(
        "parameters-against-name",
        {
            "models/acme/x-70b.yaml": model("weights", "parameters_billions: 7").replace(
                "name: M", "name: X"
            )
        },
        "weights.parameters_billions: 7 billions, and 70 in the name",
    ),
    Case(
        "parameters-against-name",
        {
            "models/acme/x-30b-a3b.yaml": model(
                "weights", "parameters_billions: 30, active_parameters_billions: 20"
            ).replace("name: M", "name: X")
        },
        "weights.active_parameters_billions: 20 billions, and 3 in the name",
    ),
    Case(
        "modality-against-type",
        {
            N: "name: Nova\ntype: embedding\n"
            f"identity: {{input: [text], output: [text], {SOURCE}}}\n"
        },
        f"{N}:3:27: error: identity.output: a model for embedding without embedding",
    ),
    Case(
        "speed-implausible",
        {M: model("speed_reference", "first_token_seconds: 450")},
        "speed_reference[0].first_token_seconds: 450 is not what is usual, 0.03 to 300 seconds",
    ),
    Case(
        "speed-implausible",
        {M: model("speed_reference", "output_tokens_per_second: 9000")},
        "9000 is not what is usual, 1 to 3000 tokens a second; per minute?",
    ),
    Case(
        "speed-implausible",
        {OFFERS: offer(f"speed: [{{first_token_seconds: 450, {SOURCE}}}]")},
        "offers[0].speed[0].first_token_seconds: 450 is not what is usual",
    ),
    Case(
        "feature-without-modality",
        {
            M: MODEL
            + f"identity: {{input: [text], {SOURCE}}}\n"
            + f"features: [{{supports: [vision-input], {SOURCE}}}, "
            + f"{{supports: [vision-input], {SOURCE}}}]\n"
        },
        f"{M}:3:12: warning: identity.input: lacks image (vision-input) that features support",
    ),
)

LIMITS = (
    Case(
        "limits-contradiction",
        {M: model("limits", "context_tokens: 1000, max_output_tokens: 2000")},
        "limits[0].max_output_tokens: 2000 is above the context, 1000",
    ),
    Case(
        "context-too-large",
        {M: model("limits", "context_tokens: 64000000")},
        "limits[0].context_tokens: 64000000 tokens are more than any model takes",
    ),
    Case(
        "limits-disagree",
        {
            M: MODEL
            + f"limits: [{{context_tokens: 1000, {SOURCE}}}, {{context_tokens: 8000, {SOURCE}}}]\n"
        },
        f"{M}:3:11: warning: limits[0].context_tokens: 1000, and 8000 from another source",
    ),
    Case(
        "limits-above-model",
        {OFFERS: offer(f"limits: {{context_tokens: 2000, {SOURCE}}}")},
        f"{OFFERS}:3:14: warning: offers[0].limits.context_tokens: 2000 is above the model's own",
    ),
    Case(
        "limits-of-another-type",
        {M: model("limits", "embedding_dimensions: 1024")},
        "limits[0].embedding_dimensions: no limit of a language model",
    ),
    Case(
        "image-size",
        {M: model("limits", "image_sizes: [4K]").replace("language", "image-generation")},
        "limits[0].image_sizes[0]: 4K is no size in pixels; such as 3840x2160",
    ),
)

WORDS = (
    Case(
        "unknown-feature",
        {M: model("features", "supports: [tool]")},
        f"{M}:3:24: error: features[0].supports[0]: no feature tool; did you mean tools?",
    ),
    Case(
        "feature-both-ways",
        {M: model("features", "supports: [tools], lacks: [tools]")},
        f"{M}:3:40: error: features[0].lacks[0]: tools stands under supports, too",
    ),
    Case(
        "unknown-language",
        {M: model("languages", "claimed: [english]")},
        "languages[0].claimed[0]: english is no code of ISO 639; two or three letters",
    ),
    Case(
        "unknown-language",
        {M: model("languages", "claimed: [jp]")},
        "languages[0].claimed[0]: jp is no code of ISO 639; such as ja for Japanese",
    ),
    Case(
        "unknown-language",
        {M: model("languages", "claimed: [deu]")},
        "languages[0].claimed[0]: deu has two letters; write de",
    ),
    Case(
        "upper-case-id",
        {M: model("features", "supports: [Tools]")},
        "features[0].supports[0]: Tools is not in lower case; write tools",
    ),
    Case(
        "repeated-word",
        {M: MODEL + "aliases: [a, b, a]\n"},
        f"{M}:3:17: error: aliases[2]: a is in the list twice; remove one",
    ),
)

MODEL_CASES = (*REFERENCES, *NAMES, *MODELS, *LIMITS, *WORDS)
