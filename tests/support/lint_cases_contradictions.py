"""Cases of the rules about what looks right and contradicts other records."""

from __future__ import annotations

from tests.support.lint_case import MODEL, SOURCE, TIER, Case, benchmark, model, offer, priced, task

M = "models/acme/m.yaml"
B = "benchmarks/b.yaml"


def _board(odd: int, scores: str) -> dict[str, str]:
    """Five benchmarks of ten models that agree, but for one score of the model `odd`."""
    names = [f"acme/x{number}" for number in range(10)]
    files = {f"models/{name}.yaml": f"name: X{n}\ntype: language\n" for n, name in enumerate(names)}
    for place in range(5):
        rows = [
            f"model: {name}, score: {scores if (number, place) == (odd, 2) else 40 + 5 * number}"
            for number, name in enumerate(names)
        ]
        files[f"benchmarks/b{place}.yaml"] = benchmark(*rows).replace(
            "family: b", f"family: b{place}"
        )
    return files


def _under(license_: str, name: str, lab: str, more: str = "") -> dict[str, str]:
    """A model under a licence."""
    terms = f"name: L\nsource: https://l.example/{license_}\nobserved: 2026-11-01\n"
    return {
        f"licenses/{license_}.yaml": terms,
        f"models/{lab}/{name}.yaml": f"name: {lab} {name}\ntype: language\n"
        f"weights: {{open: true, license: {license_}{more}, {SOURCE}}}\n",
    }


def _speeds(*speeds: str) -> str:
    """A model with several speeds."""
    lines = "".join(f"  - {{{speed}, {SOURCE}}}\n" for speed in speeds)
    return f"{MODEL}speed_reference:\n{lines}"


SCORES = (
    Case(
        "score-against-others",
        _board(9, "4.4"),
        "results[9].score: 4.4, and about 85 would be expected of acme/x9 by its other results",
    ),
)

WITNESSES = (
    Case(
        "own-result-called-independent",
        {B: benchmark("model: acme/m, score: 50").replace("bench.example", "docs.acme.example")}
        | {
            "providers/acme.yaml": "name: P\nkind: lab\nbase_url: https://api.acme.example/v1\n"
            + TIER
        },
        "result_sets[0].by: independent, from docs.acme.example, which is of acme itself",
    ),
    Case(
        "board-called-vendor",
        {
            f"benchmarks/b{n}.yaml": benchmark("model: acme/m, score: 50")
            .replace("family: b", f"family: b{n}")
            .replace("by: independent", "by: vendor" if n == 1 else "by: independent")
            for n in range(3)
        },
        "benchmarks/b1.yaml:7:5: warning: result_sets[0].by: vendor, and 2 other sets from bench",
    ),
    Case(
        "preference-without-rating",
        {B: benchmark("model: acme/m, score: 50").replace("by: independent", "by: preference")},
        "result_sets[0].by: preference, on a scale of the kind bounded",
    ),
)

FAMILIES = (
    Case(
        "family-against-name",
        {
            "benchmarks/b-hard.yaml": benchmark("model: acme/m, score: 50").replace(
                "family: b", "family: other"
            ),
            B: benchmark("model: acme/n, score: 50"),
        },
        "family: other, and the benchmark is b-hard; is it of b?",
    ),
    Case(
        "license-of-another-family",
        _under("LicenseRef-llama", "llama-1", "meta")
        | _under("LicenseRef-qwen", "qwen-1", "alibaba")
        | _under("LicenseRef-llama", "qwen-2", "alibaba"),
        "weights.license: LicenseRef-llama, and the model is alibaba/qwen-2",
    ),
)

SPEEDS = (
    Case(
        "speed-swapped",
        {M: model("speed_reference", "first_token_seconds: 59, output_tokens_per_second: 1.5")},
        "first_token_seconds: 59 seconds, then 1.5 tokens a second: are the two swapped?",
    ),
    Case(
        "speed-against-settings",
        {
            M: _speeds(
                "setting: effort=low, output_tokens_per_second: 60",
                "setting: effort=high, output_tokens_per_second: 62",
                "setting: effort=max, output_tokens_per_second: 400",
            )
        },
        f"{M}:6:27: warning: speed_reference[2].output_tokens_per_second: 400, and 62 in another",
    ),
    Case(
        "effort-against-time",
        {
            M: _speeds(
                "setting: effort=low, first_token_seconds: 30",
                "setting: effort=high, first_token_seconds: 2",
            )
        },
        "[0].setting: effort=low begins after 30 seconds, effort=high sooner, after 2",
    ),
)

TIERS = (
    Case(
        "tier-misspelt",
        {f"models/acme/t{n}.yaml": f"name: T{n}\ntype: language\n" for n in range(6)}
        | {
            "offers/acme/acme.yaml": "offers:\n"
            + "".join(
                offer(f"tier: {'trubo' if n == 5 else 'turbo'}", model=f"acme/t{n}").partition(
                    "\n"
                )[2]
                for n in range(6)
            )
        },
        "offers[5].tier: trubo, which few offers have; 5 have turbo; write turbo",
    ),
)

MISATTRIBUTED = (
    Case(
        "name-against-id",
        {"models/acme/atlas-2.yaml": "name: Quill 70B\ntype: language\n"},
        "models/acme/atlas-2.yaml:1:1: warning: name: Quill 70B, and the id is acme/atlas-2",
    ),
    Case(
        "memory-size",
        {
            "hardware/gtx-1.yaml": "name: GTX 1\nvendor: nvidia\nkind: consumer-gpu\n"
            "memory_gib: 42\nsource: https://acme.example\nobserved: 2026-11-01\n"
        },
        "memory_gib: 42 is not a usual size of a consumer-gpu; are two digits swapped?",
    ),
    Case(
        "open-without-trace",
        {M: model("weights", "open: true")},
        f"{M}:3:11: error: weights.open: true, with neither a licence nor a repository",
    ),
    Case(
        "context-a-tenth",
        {
            "models/acme/long.yaml": "name: Long\ntype: language\n"
            f"limits: [{{context_tokens: 128000, {SOURCE}}}]\n",
            "offers/acme/acme.yaml": offer(
                f"limits: {{context_tokens: 12800, {SOURCE}}}", model="acme/long"
            ),
        },
        "limits.context_tokens: 12800 is a tenth of 128000, which is stated of the model",
    ),
    Case(
        "repeated-domain",
        {
            "tasks/coding.yaml": task(),
            "tasks/chat.yaml": task(),
            "offers/acme/acme.yaml": offer(),
        },
        "tasks/chat.yaml:3:1: warning: domain: coding, which tasks/coding asks about",
    ),
    Case(
        "source-of-another-model",
        {
            M: model("weights", "open: true, license: MIT, hf_repo: acme/m"),
            "licenses/MIT.yaml": "name: MIT\nsource: https://l.example/MIT\nobserved: 2026-11-01\n",
            "models/acme/n.yaml": "name: Other n\ntype: language\n"
            "identity: {input: [text], source: https://huggingface.co/acme/m, "
            "observed: 2026-11-01}\n",
        },
        "identity.source: https://huggingface.co/acme/m is of acme/m; read its own page",
    ),
    Case(
        "price-page-of-another-provider",
        {f"models/acme/p{n}.yaml": f"name: P{n}\ntype: language\n" for n in range(5)}
        | {
            "offers/acme/acme.yaml": "offers:\n"
            + "".join(
                priced("input_usd_per_million_tokens: 1", model=f"acme/p{n}").partition("\n")[2]
                for n in range(5)
            ),
            "offers/other/acme.yaml": priced("input_usd_per_million_tokens: 1", model="acme/p0"),
        },
        "prices[0].source: acme.example is where prices of acme come from, and this is of other",
    ),
    Case(
        "vendor-against-name",
        {
            f"hardware/rtx-{n}.yaml": f"name: RTX {n}\nvendor: {'intel' if n == 2 else 'nvidia'}\n"
            "kind: consumer-gpu\nsource: https://acme.example\nobserved: 2026-11-01\n"
            for n in range(1, 5)
        },
        "hardware/rtx-2.yaml:2:1: error: vendor: intel, and every other rtx is of nvidia",
    ),
    Case(
        "gateway-contradiction",
        {
            "providers/acme.yaml": "name: P\nkind: lab\n"
            f"data_handling: [{{tier: paid, default: true, gateway: true, {SOURCE}}}]\n"
        },
        "gateway: true in the default tier, and the provider is a lab",
    ),
    Case(
        "anchor-implausible",
        {
            "tasks/t.yaml": task(
                latency="latency: {good: {first_token_seconds: 0.0005, "
                "output_tokens_per_second: 90}, bad: {first_token_seconds: 9, "
                "output_tokens_per_second: 9}, reference: x}\n"
            ),
            "offers/acme/acme.yaml": offer(),
        },
        "latency.good.first_token_seconds: 0.0005 is not what is usual, 0.03 to 300",
    ),
)

CONTRADICTION_CASES = (*SCORES, *WITNESSES, *FAMILIES, *SPEEDS, *TIERS, *MISATTRIBUTED)
