"""Every rule of the linter finds what it is for, where it is, and nothing in a good catalog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fmselect.catalog.lint import RULES, Finding, lint, split_place

WriteFiles = Callable[..., Path]
TODAY = date(2026, 11, 24)
SOURCE = "source: https://acme.example, observed: 2026-11-01"
MODEL = "name: M\ntype: language\n"
LIMITS = f"limits:\n  - {{context_tokens: 1000, {SOURCE}}}\n"
PROVIDER = "name: P\nkind: lab\n"
BENCHMARK = """\
title: B
measures: x
type: language
family: b
scale: {kind: bounded, metric: m, minimum: 0, maximum: 100}
result_sets:
  - by: independent
    source: https://bench.example
    observed: 2026-11-01
    results:
"""
TASK = """\
title: T
type: reranker
domain: reranking
why: x
workload: {queries: 1}
priorities: [cost]
cost: {good: {usd_per_month: 1}, bad: {usd_per_month: 2}, reference: x}
"""
GOOD = {
    "models/acme/m.yaml": MODEL + LIMITS,
    "models/acme/n.yaml": MODEL.replace("M", "Other"),
    "providers/acme.yaml": PROVIDER,
    "providers/other.yaml": PROVIDER,
    "providers/third.yaml": PROVIDER,
}


def offer(*lines: str, model: str = "acme/m") -> str:
    """An offer file of one offer, of these lines."""
    return f"offers:\n  - model: {model}\n" + "".join(f"    {line}\n" for line in lines)


def price(text: str) -> str:
    """A sourced price list in one line."""
    return f"prices: [{{{text}, {SOURCE}}}]"


DATED = "source: x, observed: "
CASES: list[tuple[str, dict[str, str], str]] = [
    (
        "dangling-reference",
        {"models/acme/m.yaml": MODEL + f"weights: {{license: MTI, {SOURCE}}}\n"},
        "models/acme/m.yaml:3:11: error: weights.license: no license MTI",
    ),
    (
        "dangling-reference",
        {"benchmarks/b.yaml": BENCHMARK + "      - {model: acme/mm, score: 5}\n"},
        "results[0].model: no model acme/mm; did you mean acme/m",
    ),
    (
        "dangling-reference",
        {"offers/nobody/acme.yaml": offer()},
        "offers/nobody/acme.yaml:2:5: error: offers[0]: no provider nobody",
    ),
    (
        "duplicate-alias",
        {"models/acme/n.yaml": MODEL + "aliases: [Acme/M]\n"},
        "models/acme/n.yaml:3:11: error: aliases[0]: Acme/M is also a name of acme/m",
    ),
    (
        "upper-case-id",
        {"models/acme/n.yaml": MODEL + f"features: [{{supports: [Tools], {SOURCE}}}]\n"},
        "features[0].supports[0]: Tools is not in lower case; write tools",
    ),
    (
        "result-outside-scale",
        {"benchmarks/b.yaml": BENCHMARK + "      - {model: acme/m, score: 100.5}\n"},
        "benchmarks/b.yaml:11:25: error: result_sets[0].results[0].score: 100.5 is not on",
    ),
    (
        "result-outside-scale",
        {"benchmarks/b.yaml": BENCHMARK + "      - {model: acme/m, score: 5, low: 6, high: 7}\n"},
        "5 is outside its interval, 6 to 7",
    ),
    (
        "bounded-without-bounds",
        {"benchmarks/b.yaml": BENCHMARK.replace("minimum: 0, ", "") + "      []\n"},
        "benchmarks/b.yaml:5:1: error: scale: a bounded scale needs minimum and maximum",
    ),
    (
        "repeated-result",
        {"benchmarks/b.yaml": BENCHMARK + "      - {model: acme/m, score: 5}\n" * 2},
        "benchmarks/b.yaml:12:9: warning: result_sets[0].results[1]: acme/m is here twice",
    ),
    (
        "unknown-data-tier",
        {"offers/acme/acme.yaml": offer("data_tier: x")},
        "offers/acme/acme.yaml:3:5: error: offers[0].data_tier: no tier x at acme",
    ),
    (
        "repeated-data-tier",
        {
            "providers/acme.yaml": PROVIDER
            + f"data_handling:\n  - {{tier: a, {SOURCE}}}\n" * 1
            + f"  - {{tier: a, {SOURCE}}}\n"
        },
        "providers/acme.yaml:5:5: error: data_handling[1]: the tier a is described twice",
    ),
    (
        "repeated-data-tier",
        {
            "providers/acme.yaml": PROVIDER
            + "data_handling:\n"
            + f"  - {{tier: a, default: true, {SOURCE}}}\n"
            + f"  - {{tier: b, default: true, {SOURCE}}}\n"
        },
        "data_handling[1]: a second default tier",
    ),
    (
        "task-without-models",
        {"tasks/t.yaml": TASK},
        "tasks/t.yaml:2:1: error: type: no model of the type reranker is offered",
    ),
    (
        "limits-above-model",
        {"offers/acme/acme.yaml": offer(f"limits: {{context_tokens: 2000, {SOURCE}}}")},
        "offers/acme/acme.yaml:3:14: warning: offers[0].limits.context_tokens: 2000 is above",
    ),
    (
        "fact-without-source",
        {"models/acme/m.yaml": MODEL + "limits:\n  - {context_tokens: 1000}\n"},
        "models/acme/m.yaml:4:5: error: limits[0]: states facts without a source; add source",
    ),
    (
        "fact-without-date",
        {"models/acme/m.yaml": MODEL + "limits:\n  - {context_tokens: 1000, source: x}\n"},
        "models/acme/m.yaml:4:5: warning: limits[0]: has a source but no date",
    ),
    (
        "only-via",
        {
            "models/acme/m.yaml": MODEL
            + "limits: [{context_tokens: 1000, via: x, observed: 2026-11}]"
        },
        "models/acme/m.yaml:3:10: info: limits[0]: names a data set (via) but no page",
    ),
    (
        "observed-in-future",
        {"models/acme/m.yaml": MODEL + f"limits: [{{context_tokens: 1000, {DATED}2026-11-25}}]"},
        "limits[0].observed: 2026-11-25 lies in the future",
    ),
    (
        "released-in-future",
        {"models/acme/m.yaml": MODEL + f"identity: {{released: 2026-12, {SOURCE}}}"},
        "identity.released: 2026-12 lies in the future",
    ),
    (
        "lifecycle-order",
        {
            "models/acme/m.yaml": MODEL
            + "lifecycle: {deprecated_on: 2026-06-02, retires_on: 2026-05, "
            + f"replacement: acme/n, {SOURCE}}}"
        },
        "lifecycle.retires_on: 2026-05 is before 2026-06-02",
    ),
    (
        "price-order",
        {
            "offers/acme/acme.yaml": offer(
                "prices:",
                f"  - {{input_usd_per_million_tokens: 1, {DATED}2026-11-01}}",
                f"  - {{input_usd_per_million_tokens: 1, {DATED}2026-10-01}}",
            )
        },
        "offers/acme/acme.yaml:5:54: error: offers[0].prices[1].observed: 2026-10-01 is before",
    ),
    (
        "cached-above-base",
        {
            "offers/acme/acme.yaml": offer(
                price("input_usd_per_million_tokens: 1, cache_read_usd_per_million_tokens: 1.5")
            )
        },
        "cache_read_usd_per_million_tokens: 1.5 is above the uncached price, 1",
    ),
    (
        "batch-above-online",
        {
            "offers/acme/acme.yaml": offer(
                price("output_usd_per_million_tokens: 1, batch: {output_usd_per_million_tokens: 2}")
            )
        },
        "batch.output_usd_per_million_tokens: 2 is above the price outside a batch, 1",
    ),
    (
        "zero-not-free",
        {"offers/acme/acme.yaml": offer(price("input_usd_per_million_tokens: 0"))},
        "input_usd_per_million_tokens: a price of 0 without billing: free",
    ),
    (
        "zero-not-free",
        {"offers/acme/acme.yaml": offer("billing: unit", price("units: [{usd_per_image: 0}]"))},
        "units[0].usd_per_image: a price of 0 without billing: free",
    ),
    (
        "unit-without-price",
        {"offers/acme/acme.yaml": offer("billing: unit", price("input_usd_per_million_tokens: 1"))},
        "billed by unit, but states no unit price",
    ),
    (
        "implausible-price",
        {
            "offers/acme/acme.yaml": offer(price("input_usd_per_million_tokens: 2000")),
            "offers/other/acme.yaml": offer(price("input_usd_per_million_tokens: 2")),
            "offers/third/acme.yaml": offer(price("input_usd_per_million_tokens: 3")),
        },
        "input_usd_per_million_tokens: 2000 is far from 3, the median of 2 other offers",
    ),
    (
        "retired-without-replacement",
        {"models/acme/m.yaml": MODEL + f"lifecycle: {{retires_on: 2027-01-01, {SOURCE}}}"},
        "models/acme/m.yaml:3:1: info: lifecycle: is retired without a replacement",
    ),
    (
        "domain-without-task",
        {"benchmarks/b.yaml": BENCHMARK.replace("family", "domain: odd\nfamily") + "      []\n"},
        "benchmarks/b.yaml:4:1: info: domain: no task for language asks about odd",
    ),
]


def found(folder: Path) -> list[Finding]:
    """The findings in a folder, with paths as below it."""
    return [
        finding._replace(path=finding.path.replace("\\", "/").split("/catalog/")[-1])
        for finding in lint(folder, today=TODAY)
    ]


@pytest.mark.parametrize(("rule", "files", "expected"), CASES)
def test_rules(rule: str, files: dict[str, str], expected: str, write_files: WriteFiles) -> None:
    """Each rule finds its case, alone, at its place, and says what to do."""
    findings = found(write_files(GOOD | files))

    assert [finding.rule for finding in findings] == [rule]
    assert expected in str(findings[0])


def test_every_rule_has_a_case() -> None:
    """No rule is without a case above, and none is without a promise."""
    assert {rule for rule, _, _ in CASES} == set(RULES)
    assert all(rule.check.__doc__ for rule in RULES.values())


def test_a_good_catalog(small_folder: Path) -> None:
    """The small catalog has nothing wrong with it."""
    assert [f for f in lint(small_folder, today=TODAY) if f.severity != "info"] == []


def test_bad_files_hide_nothing(write_files: WriteFiles) -> None:
    """A file that is no record is a finding beside those of the rules."""
    folder = write_files(
        GOOD
        | {
            "models/acme/broken.yaml": "a: b: c\n",
            "offers/acme/acme.yaml": offer("data_tier: x"),
        }
    )

    assert [(f.rule, f.path, f.line) for f in found(folder)] == [
        ("invalid-record", "models/acme/broken.yaml", 1),
        ("unknown-data-tier", "offers/acme/acme.yaml", 3),
    ]


def test_the_output_price_of_embeddings_is_zero(write_files: WriteFiles) -> None:
    """An embedding gives no tokens, so an output price of 0 says nothing wrong."""
    files = {
        "models/acme/e.yaml": "name: E\ntype: embedding\n",
        "offers/acme/acme.yaml": offer(
            price("input_usd_per_million_tokens: 0.1, output_usd_per_million_tokens: 0"),
            model="acme/e",
        ),
    }

    assert found(write_files(GOOD | files)) == []


def test_errors_come_first(write_files: WriteFiles) -> None:
    """Findings are ordered by how much they matter, then by place."""
    files = {
        "models/acme/m.yaml": MODEL + f"lifecycle: {{retires_on: 2027-01, {SOURCE}}}\n",
        "models/acme/n.yaml": MODEL + "limits: [{context_tokens: 1000, source: x}]",
        "offers/acme/acme.yaml": offer("data_tier: x"),
    }
    severities = [finding.severity for finding in found(write_files(GOOD | files))]

    assert severities == ["error", "warning", "info"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("a/b.yaml:3:5", ("a/b.yaml", 3, 5)),
        ("a/b.yaml", ("a/b.yaml", 1, 1)),
        ("C:/x.yaml:1:2", ("C:/x.yaml", 1, 2)),
        ("C:/x.yaml", ("C:/x.yaml", 1, 1)),
    ],
)
def test_split_place(where: str, expected: tuple[str, int, int]) -> None:
    """A place is path, line and column, also where the path has a colon."""
    assert split_place(where) == expected
