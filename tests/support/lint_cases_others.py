"""Cases of the rules about dates, sources, results, providers, licences, hardware and tasks."""

from __future__ import annotations

from tests.support.lint_case import (
    MODEL,
    SOURCE,
    TIER,
    Case,
    benchmark,
    model,
    offer,
    priced,
    provider,
    task,
)

M, N = "models/acme/m.yaml", "models/acme/n.yaml"
OFFERS = "offers/acme/acme.yaml"
B = "benchmarks/b.yaml"
ACME = "providers/acme.yaml"
PAGE = "source: https://acme.example"
INPUT = "input_usd_per_million_tokens"
LATENCY = (
    "latency: {{good: {{first_token_seconds: {}, output_tokens_per_second: 90}}, "
    "bad: {{first_token_seconds: 9, output_tokens_per_second: 9}}, reference: x}}\n"
)


def dated(fact: str, observed: str) -> dict[str, str]:
    """A model with one fact read on that day."""
    return {M: f"{MODEL}limits: [{{{fact}, {PAGE}, observed: {observed}}}]\n"}


def text_of_license(*lines: str) -> str:
    """A licence with these lines."""
    return "name: L\n" + "".join(f"{line}\n" for line in (*lines, PAGE, "observed: 2026-11-01"))


def hardware(*lines: str) -> str:
    """An accelerator with these lines."""
    head = ("name: A", "vendor: acme", "kind: datacenter-gpu")
    return "".join(f"{line}\n" for line in (*head, *lines, PAGE, "observed: 2026-11-01"))


DATES = (
    Case(
        "observed-in-future",
        dated("context_tokens: 1000", "2026-11-25"),
        "limits[0].observed: 2026-11-25 lies in the future",
    ),
    Case(
        "released-in-future",
        {M: model("identity", "released: 2026-12")},
        "identity.released: 2026-12 lies in the future; check the year",
    ),
    Case(
        "unlikely-year",
        dated("context_tokens: 1000", "1970-01-01"),
        "limits[0].observed: 1970-01-01 is before 2018, when there were no such models",
    ),
    Case(
        "unlikely-year",
        {M: MODEL + f"lifecycle: {{retires_on: 2062-01, replacement: acme/n, {SOURCE}}}\n"},
        "lifecycle.retires_on: 2062-01 is after 2030; check the year",
    ),
    Case(
        "lifecycle-order",
        {
            M: MODEL + "lifecycle: {deprecated_on: 2026-06-02, retires_on: 2026-05, "
            f"replacement: acme/n, {SOURCE}}}\n"
        },
        "lifecycle.retires_on: 2026-05 is before deprecated_on, 2026-06-02",
    ),
    Case(
        "lifecycle-order",
        {
            M: MODEL + f"identity: {{released: 2026-06-02, {SOURCE}}}\n"
            f"lifecycle: {{retires_on: 2026-05, replacement: acme/n, {SOURCE}}}\n"
        },
        f"{M}:3:12: error: identity.released: 2026-06-02 is after retires_on, 2026-05",
    ),
    Case(
        "lifecycle-order",
        {
            M: model("identity", "released: 2026-06-02"),
            OFFERS: offer(f"lifecycle: {{retires_on: 2026-05, replacement: acme/n, {SOURCE}}}"),
        },
        "offers[0].lifecycle.retires_on: 2026-05 is before the model was released, 2026-06-02",
    ),
    Case(
        "retirement-contradiction",
        {
            M: MODEL + "lifecycle: {retirement_announced: false, retires_on: 2027-05, "
            f"replacement: acme/n, {SOURCE}}}\n"
        },
        "lifecycle.retirement_announced: false, and yet retires_on is 2027-05",
    ),
    Case(
        "price-order",
        {
            OFFERS: offer(
                "billing: token",
                "prices:",
                f"  - {{{INPUT}: 1, {PAGE}, observed: 2026-11-01}}",
                f"  - {{{INPUT}: 1, {PAGE}, observed: 2026-10-01}}",
            )
        },
        f"{OFFERS}:6:73: error: offers[0].prices[1].observed: 2026-10-01 is before 2026-11-01",
    ),
    Case(
        "price-far-ahead",
        {OFFERS: priced(f"{INPUT}: 1, effective_from: 2028-01")},
        "prices[0].effective_from: 2028-01 lies more than a year in the future",
    ),
    Case(
        "price-before-release",
        {
            M: model("identity", "released: 2026-11"),
            OFFERS: priced(f"{INPUT}: 1").replace("2026-11-01", "2026-10-01"),
        },
        "prices[0].observed: 2026-10-01 is before the model's release, 2026-11",
    ),
    Case(
        "cutoff-after-release",
        {M: model("identity", "released: 2026-05-02, knowledge_cutoff: 2026-06")},
        "identity.knowledge_cutoff: 2026-06 is after it was released, 2026-05-02",
    ),
)

SOURCES = (
    Case(
        "fact-without-source",
        {M: MODEL + "limits:\n  - {context_tokens: 1000}\n"},
        f"{M}:4:5: error: limits[0]: states facts without a source; add source and observed",
    ),
    Case(
        "fact-without-date",
        {M: MODEL + f"limits:\n  - {{context_tokens: 1000, {PAGE}}}\n"},
        f"{M}:4:5: error: limits[0]: a source, and no day it was observed; add observed",
    ),
    Case(
        "fact-without-date",
        {M: MODEL + f"limits:\n  - {{context_tokens: 1000, {PAGE}, observed_from: snapshot}}\n"},
        f"{M}:4:58: error: limits[0].observed_from: a source, and no day it was observed",
    ),
    Case(
        "only-via",
        {M: MODEL + "limits: [{context_tokens: 1000, via: a/b, observed: 2026-11}]\n"},
        f"{M}:3:10: info: limits[0]: names a data set (via) but no page (source)",
    ),
    Case(
        "placeholder-source",
        {M: MODEL + "limits: [{context_tokens: 1000, source: TODO, observed: 2026-11}]\n"},
        "limits[0].source: 'TODO' is a placeholder",
    ),
    Case(
        "placeholder-source",
        {
            "providers/acme.yaml": "name: P\nkind: lab\ndata_handling: "
            "[{tier: paid, default: true, source: https://example.com/x, observed: 2026-11}]\n",
            **{
                f"providers/{name}.yaml": f"name: P\nkind: lab\n{TIER}".replace(
                    "acme.example", "acme.io"
                )
                for name in ("other", "third")
            },
            M: model("limits", "context_tokens: 1000").replace("acme.example", "acme.io"),
        },
        "providers/acme.yaml:3:45: error: data_handling[0].source: 'https://example.com/x' is a",
    ),
    Case(
        "source-not-an-address",
        {M: MODEL + "limits: [{context_tokens: 1000, source: a page, observed: 2026-11}]\n"},
        "limits[0].source: 'a page' is no URL; write the whole address, beginning with https://",
    ),
    Case(
        "source-not-an-address",
        {M: MODEL + f"limits: [{{context_tokens: 1000, via: a list, {SOURCE}}}]\n"},
        "limits[0].via: 'a list' is no data set",
    ),
    Case(
        "page-not-an-address",
        {ACME: provider("terms_url: www.acme.example")},
        "data_handling[0].terms_url: 'www.acme.example' is no URL",
    ),
    Case(
        "page-not-an-address",
        {ACME: "name: P\nkind: lab\nbase_url: http://api.acme.example\n"},
        f"{ACME}:3:1: error: base_url: 'http://api.acme.example' is no URL",
    ),
)

RESULTS = (
    Case(
        "result-outside-scale",
        {B: benchmark("model: acme/m, score: 100.5")},
        f"{B}:11:25: error: result_sets[0].results[0].score: 100.5 is above the maximum of the",
    ),
    Case(
        "result-outside-scale",
        {B: benchmark("model: acme/m, score: 46.4", scale="kind: bounded, minimum: 0, maximum: 1")},
        "46.4 is above the maximum of the scale, 1; write 0.464 for 46.4 percent",
    ),
    Case(
        "result-outside-scale",
        {B: benchmark("model: acme/m, score: 5, low: 6")},
        "results[0].low: 6 is above the score, 5",
    ),
    Case(
        "result-outside-scale",
        {
            B: benchmark("model: acme/m, score: 13283", scale="kind: elo").replace(
                "by: independent", "by: preference"
            )
        },
        "results[0].score: 13283 is outside what is usual for a rating; from 400 to 2500",
    ),
    Case(
        "bounded-without-bounds",
        {B: benchmark("model: acme/m, score: 5", scale="kind: bounded, maximum: 100")},
        f"{B}:5:9: error: scale.kind: a bounded scale needs minimum and maximum",
    ),
    Case(
        "bounded-without-bounds",
        {
            B: benchmark(
                "model: acme/m, score: 50",
                scale="kind: bounded, minimum: 0, maximum: 100, chance: 250",
            )
        },
        "scale.chance: 250 is not on the scale, 0 to 100",
    ),
    Case(
        "share-for-percent",
        {
            B: benchmark(
                *(f"model: acme/m, score: {50 + n}, setting: s{n}" for n in range(12)),
                "model: acme/n, score: 0.615",
            )
        },
        "results[12].score: 0.615 on a scale to 100: is it a share?; write percentages",
    ),
    Case(
        "repeated-result",
        {B: benchmark("model: acme/m, score: 5", "model: acme/m, score: 6")},
        f"{B}:12:9: error: result_sets[0].results[1]: acme/m is here twice in the same setting, "
        "with 5 and 6",
    ),
    Case(
        "conflicting-result",
        {
            B: benchmark("model: acme/m, score: 5")
            + "  - by: independent\n    source: https://bench.example\n    observed: 2026-11-01\n"
            "    results: [{model: acme/m, score: 6}]\n"
        },
        "result_sets[1].results[0].score: 6, and 5 in another set of the same source",
    ),
    Case(
        "result-of-another-type",
        {N: "name: Nova\ntype: embedding\n", B: benchmark("model: acme/n, score: 5")},
        "results[0].model: acme/n is of the type embedding; the benchmark is for language models",
    ),
    Case(
        "result-before-release",
        {
            M: model("identity", "released: 2026-05-01"),
            B: benchmark("model: acme/m, score: 5, observed: 2026-03-01"),
        },
        "info: result_sets[0].results[0]: observed 2026-03-01, before acme/m was released",
    ),
    Case(
        "unknown-effort",
        {B: benchmark("model: acme/m, score: 5, setting: effort=hihg")},
        "results[0].setting: effort=hihg names an effort nobody knows",
    ),
)

PROVIDERS = (
    Case(
        "provider-without-data-handling",
        {ACME: "name: P\nkind: lab\n", OFFERS: offer()},
        f"{ACME}:1:1: warning: sells models, and says nothing of what happens to data",
    ),
    Case(
        "no-default-tier",
        {ACME: "name: P\nkind: lab\n" + TIER.replace("default: true, ", "")},
        "info: data_handling: no tier is the default one",
    ),
    Case(
        "unknown-data-tier",
        {OFFERS: offer("data_tier: pad")},
        f"{OFFERS}:3:5: error: offers[0].data_tier: no tier pad at acme; did you mean paid?",
    ),
    Case(
        "unknown-data-tier",
        {ACME: provider("instead_of: [free]")},
        f"{ACME}:3:58: error: data_handling[0].instead_of[0]: no tier free at acme",
    ),
    Case(
        "repeated-data-tier",
        {
            ACME: f"name: P\nkind: lab\ndata_handling:\n  - {{tier: a, {SOURCE}, default: true}}\n"
            f"  - {{tier: a, {SOURCE}}}\n"
        },
        f"{ACME}:5:6: error: data_handling[1].tier: a is described twice",
    ),
    Case(
        "repeated-data-tier",
        {
            ACME: f"name: P\nkind: lab\ndata_handling:\n  - {{tier: a, default: true, {SOURCE}}}\n"
            f"  - {{tier: b, default: true, {SOURCE}}}\n"
        },
        "data_handling[1].default: more than one tier is the default; mark one as default",
    ),
    Case(
        "retention-contradiction",
        {ACME: provider("zero_retention: default, retention_days: 30")},
        "retention_days: kept for 30 days, with zero retention by default",
    ),
    Case(
        "retention-contradiction",
        {ACME: provider('zero_retention: "no", retention_days: 0')},
        "zero_retention: no, and retention_days is 0",
    ),
    Case(
        "training-contradiction",
        {ACME: provider('trains_on_data: "yes", retention_days: 0')},
        "trains_on_data: trains on data that is kept for 0 days",
    ),
    Case(
        "gateway-contradiction",
        {ACME: provider("gateway: false", kind="gateway")},
        "data_handling[0].gateway: false, and the provider is a gateway",
    ),
    Case(
        "unknown-region",
        {ACME: provider("regions: [europe]")},
        "data_handling[0].regions[0]: no region europe; write eu",
    ),
    Case(
        "unknown-region",
        {ACME: f"name: P\nkind: lab\nheadquarters: {{country: uk, {SOURCE}}}\n{TIER}"},
        "headquarters.country: no country uk; write gb",
    ),
    Case(
        "unknown-certification",
        {ACME: provider("certifications: [soc2-type-2]")},
        "certifications[0]: no certification soc2-type-2; did you mean soc2-type2",
    ),
)

LICENSES = (
    Case(
        "unknown-license-id",
        {"licenses/apache-2.0.yaml": text_of_license()},
        "name: the id apache-2.0 is not on the SPDX list; rename the file to Apache-2.0",
    ),
    Case(
        "license-contradiction",
        {"licenses/MIT.yaml": text_of_license('commercial_use: "no"', "osi_approved: true")},
        "commercial_use: no, and osi_approved is true",
    ),
    Case(
        "condition-without-text",
        {"licenses/LicenseRef-x.yaml": text_of_license("commercial_use: conditional")},
        "commercial_use: conditional, and no conditions are named",
    ),
    Case(
        "permissive-name",
        {"licenses/CC-BY-NC-4.0.yaml": text_of_license('commercial_use: "yes"')},
        "commercial_use: yes, under a licence that is named NC",
    ),
)

HARDWARE = (
    Case(
        "hardware-level",
        {"hardware/a.yaml": hardware("bandwidth_gb_per_second: 3.35")},
        "bandwidth_gb_per_second: 3.35 is not what is usual, 20 to 40000; check the unit: gb",
    ),
    Case(
        "compute-order",
        {"hardware/a.yaml": hardware("bf16_tflops: 900", "fp8_tflops: 450")},
        "fp8_tflops: 450 is below 900 of BF16",
    ),
    Case(
        "rent-level",
        {"hardware/a.yaml": hardware(f"rent: [{{cloud: c, usd_per_hour: 900, {SOURCE}}}]")},
        "rent[0].usd_per_hour: 900 dollars for an hour of one accelerator",
    ),
    Case(
        "rent-level",
        {
            "hardware/a.yaml": hardware(
                f"rent: [{{cloud: c, usd_per_hour: 9, usd_per_hour_median: 2, {SOURCE}}}]"
            )
        },
        "rent[0].usd_per_hour: 9 is far from the median of the clouds, 2",
    ),
)

TASKS = (
    Case(
        "task-without-models",
        {"tasks/t.yaml": task(type_="reranker")},
        "tasks/t.yaml:2:1: error: type: no model of the type reranker is offered",
    ),
    Case(
        "anchors-reversed",
        {"tasks/t.yaml": task(good="usd_per_month: 3"), OFFERS: offer()},
        "cost.good.usd_per_month: 3 is not below 2 of bad",
    ),
    Case(
        "anchors-reversed",
        {"tasks/t.yaml": task(latency=LATENCY.format(99)), OFFERS: offer()},
        "latency.good.first_token_seconds: 99 is not below 9 of bad",
    ),
    Case(
        "domain-without-task",
        {B: benchmark("model: acme/m, score: 5").replace("family", "domain: odd\nfamily")},
        f"{B}:4:1: info: domain: no task for language asks about odd",
    ),
)

OTHER_CASES = (*DATES, *SOURCES, *RESULTS, *PROVIDERS, *LICENSES, *HARDWARE, *TASKS)
