"""Cases of slips in a pull request that look like a record of good standing."""

from __future__ import annotations

from tests.support.lint_case import MODEL, SOURCE, Case, benchmark, model, priced, task

M = "models/acme/m.yaml"
OFFERS = "offers/acme/acme.yaml"
B = "benchmarks/b.yaml"
INPUT, OUTPUT = "input_usd_per_million_tokens", "output_usd_per_million_tokens"
READ = "cache_read_usd_per_million_tokens"
_SPEED = "{{setting: {}, first_token_seconds: {}, {}" + SOURCE + "}}"


def _sourced(address: str) -> dict[str, str]:
    """A model whose limits were read at an address."""
    fact = f"{{context_tokens: 1000, source: {address!r}, observed: 2026-11-01}}"
    return {M: f"{MODEL}limits: [{fact}]\n"}


def _speeds(*speeds: str) -> dict[str, str]:
    return {M: f"{MODEL}speed_reference:\n" + "".join(f"  - {speed}\n" for speed in speeds)}


def _scored(setting: str) -> dict[str, str]:
    return {B: benchmark(f"model: acme/m, score: 5, setting: {setting}")}


def _measured(metric: str, higher: str) -> dict[str, str]:
    scale = f"kind: bounded, minimum: 0, maximum: 100, higher_is_better: {higher}"
    return {B: benchmark("model: acme/m, score: 5", scale=scale).replace("metric: m", metric)}


def _capped(condition: str) -> dict[str, str]:
    text = "name: L\ncommercial_use: conditional\ncommercial_conditions:\n"
    dated = SOURCE.replace(", ", "\n")
    return {"licenses/LicenseRef-x.yaml": f"{text}  - {{text: x, {condition}}}\n{dated}\n"}


REQUEST_CASES = (
    Case(
        "secret-in-address",
        _sourced("https://me:hunter2@acme.example/prices"),
        f"{M}:3:33: error: limits[0].source: holds a name and a password",
    ),
    Case(
        "secret-in-address",
        _sourced("https://acme.example/models?page=2&api_key=sk-abcdef0123456789"),
        "limits[0].source: holds a key: api_key",
    ),
    Case(
        "secret-in-address",
        {
            "providers/acme.yaml": "name: P\nkind: lab\nbase_url: https://k@acme.example/v1\n"
            f"data_handling: [{{tier: paid, default: true, {SOURCE}}}]\n"
        },
        "base_url: holds a name and a password",
    ),
    Case(
        "repeated-speed",
        _speeds(_SPEED.format("effort=high", 2, ""), _SPEED.format("effort=high", 3, "")),
        "speed_reference[1].setting: effort=high is measured in speed_reference[0], too",
    ),
    Case(
        "thinking-contradiction",
        _speeds(_SPEED.format("no-thinking", 2, "first_token_includes_reasoning: true, ")),
        "speed_reference[0].first_token_includes_reasoning: true, in the setting no-thinking",
    ),
    Case(
        "unknown-effort",
        _scored("high"),
        "results[0].setting: high is no setting; write effort=high",
    ),
    Case(
        "unknown-effort",
        _scored("pro mode; xhigh"),
        "results[0].setting: xhigh is no setting; write effort=xhigh",
    ),
    Case(
        "direction-of-metric",
        _measured("metric: accuracy", "false"),
        "scale.higher_is_better: false, of accuracy",
    ),
    Case(
        "direction-of-metric",
        _measured("metric: WER %", "true"),
        "scale.higher_is_better: true, of WER %",
    ),
    Case(
        "repository-not-a-name",
        {M: model("weights", "hf_repo: 'https://huggingface.co/acme/m'")},
        "weights.hf_repo: https://huggingface.co/acme/m is no repository; write acme/m",
    ),
    Case(
        "output-too-small",
        {M: model("limits", "context_tokens: 128000, max_output_tokens: 128")},
        "limits[0].max_output_tokens: 128 tokens are less than any model writes",
    ),
    Case(
        "condition-level",
        _capped("monthly_users_at_most: 700"),
        "commercial_conditions[0].monthly_users_at_most: 700 is a small number of users",
    ),
    Case(
        "condition-level",
        _capped("annual_revenue_usd_at_most: 20"),
        "commercial_conditions[0].annual_revenue_usd_at_most: 20 is a small revenue",
    ),
    Case(
        "price-of-the-same-day",
        {
            OFFERS: "offers:\n  - model: acme/m\n    billing: token\n    prices:\n"
            f"      - {{{INPUT}: 1, {OUTPUT}: 2, {SOURCE}}}\n"
            f"      - {{{INPUT}: 2, {OUTPUT}: 4, {SOURCE}}}\n"
        },
        f"{OFFERS}:6:9: warning: offers[0].prices[1]: counts from the same day as the list",
    ),
    Case(
        "duplicate-alias",
        {
            M: MODEL.replace("type", "aliases: [nova]\ntype"),
            "models/acme/nova.yaml": "name: Nova\ntype: language\n",
        },
        "aliases[0]: nova is also a name of acme/nova",
    ),
    Case(
        "price-before-release",
        {
            M: model("identity", "released: 2026-05-01"),
            OFFERS: priced(f"effective_from: 2019-01-01, {INPUT}: 1, {OUTPUT}: 2"),
        },
        "prices[0].effective_from: 2019-01-01 is before the model's release, 2026-05-01",
    ),
    Case(
        "result-outside-scale",
        {
            B: benchmark("model: acme/m, score: 1248, low: 123.7", scale="kind: elo").replace(
                "by: independent", "by: preference"
            )
        },
        "results[0].low: 123.7 is outside what is usual for a rating",
    ),
    Case(
        "self-host-contradiction",
        {
            "providers/acme.yaml": "name: P\nkind: self-host\n"
            f"headquarters: {{country: us, {SOURCE}}}\n"
            f"data_handling: [{{tier: paid, default: true, {SOURCE}}}]\n"
        },
        "kind: self-host, and it is run by somebody else, from us",
    ),
    Case(
        "unknown-name-in-requirements",
        {"scenarios/s.yaml": "task: coding\nconstraints: {license: [MTI]}\n"},
        "constraints.license[0]: no licence MTI",
    ),
    Case(
        "lab-spelt-otherwise",
        {
            M: MODEL.replace("type", "lab: acme\ntype"),
            "models/acme/n.yaml": "name: Other\nlab: acme\ntype: language\n",
            "models/acme/o.yaml": "name: Third\nlab: amce\ntype: language\n",
        },
        "models/acme/o.yaml:2:1: warning: lab: amce, and the others of acme write acme",
    ),
    Case(
        "output-without-price",
        {
            OFFERS: priced(f"{INPUT}: 1"),
            "offers/other/acme.yaml": priced(f"{INPUT}: 1, {OUTPUT}: 2"),
        },
        "offers[0].prices[0]: a price of input and none of output",
    ),
    Case(
        "active-far-below-total",
        {M: model("weights", "parameters_billions: 7567, active_parameters_billions: 7.567")},
        "weights.parameters_billions: 7567 billions, and only 7.567 of them active",
    ),
    Case(
        "unfinished-note",
        {M: model("limits", "context_tokens: 1000, note: TODO check this")},
        "limits[0].note: says TODO",
    ),
    Case(
        "unusual-blank",
        {M: MODEL.replace("name: M", "name: M\u00a01")},
        f"{M}:1:1: error: name: holds a blank that is none, U+00A0",
    ),
    Case(
        "repeated-priority",
        {
            "tasks/t.yaml": task().replace("[cost]", "[capability, cost, cost]"),
            OFFERS: priced(f"{INPUT}: 1, {OUTPUT}: 2"),
        },
        "tasks/t.yaml:6:32: error: priorities[2]: cost is here twice",
    ),
    Case(
        "cached-anchor-above-input",
        {
            "tasks/t.yaml": task(good=f"usd_per_month: 1, {INPUT}: 1, {READ}: 2"),
            OFFERS: priced(f"{INPUT}: 1, {OUTPUT}: 2"),
        },
        f"cost.good.{READ}: 2 is above 1 of input that is not cached",
    ),
    Case(
        "unknown-name-in-requirements",
        {"policies/p.yaml": "constraints:\n  providers: {deny: [acme, ohter]}\n"},
        "policies/p.yaml:2:28: error: constraints.providers.deny[1]: no provider ohter; "
        "did you mean other?",
    ),
    Case(
        "unknown-name-in-requirements",
        {"scenarios/s.yaml": "task: coding\nconstraints: {features: [tolos]}\n"},
        "constraints.features[0]: no feature tolos; did you mean tools?",
    ),
    Case(
        "unknown-name-in-requirements",
        {"policies/p.yaml": "constraints:\n  privacy: {certifications: [soc22]}\n"},
        "constraints.privacy.certifications[0]: no certification soc22; did you mean soc2 or",
    ),
    Case(
        "unknown-name-in-requirements",
        {"scenarios/s.yaml": "task: coding\nconstraints: {models: {allow: [acme/x]}}\n"},
        "constraints.models.allow[0]: no model acme/x",
    ),
    Case(
        "unknown-name-in-requirements",
        {"policies/p.yaml": "constraints:\n  languages: [german]\n"},
        "constraints.languages[0]: german is no code of ISO 639",
    ),
)
