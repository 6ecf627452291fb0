"""Every rule of the linter finds what it is for, where it is, and nothing in a good catalog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fmselect.catalog.lint import RULES, Finding, lint
from fmselect.catalog.rules.model import documentation
from tests.support.lint_case import GOOD, SOURCE, Case, benchmark, model, offer, priced, task
from tests.support.lint_cases_contradictions import CONTRADICTION_CASES
from tests.support.lint_cases_models import MODEL_CASES
from tests.support.lint_cases_others import OTHER_CASES
from tests.support.lint_cases_prices import PRICE_CASES
from tests.support.lint_cases_requests import REQUEST_CASES

WriteFiles = Callable[..., Path]
TODAY = date(2026, 11, 24)
CASES = (*MODEL_CASES, *PRICE_CASES, *OTHER_CASES, *REQUEST_CASES, *CONTRADICTION_CASES)
ELSEWHERE = {
    "stale-fact",
    "exception-unused",
    "exception-expired",
    "exception-decided-later",
    "no-editor-line",
    "no-line-end",
    "missing-task",
    "stale-calibration",
    "misspelt-domain",
    "results-before-models",
}
"""Rules with tests of their own, here and in test_lint_exceptions."""


IMPLIED = {
    "disputed-by-far": {"disputed-price"},
    "open-without-trace": {"open-without-license"},
}
"""Rule -> what it finds besides, each a lesser form of the same."""


def found(folder: Path) -> list[Finding]:
    """The findings in a folder, with paths as below it."""
    return [
        finding._replace(path=finding.path.replace("\\", "/").split("/catalog/")[-1])
        for finding in lint(folder, today=TODAY)
    ]


def test_a_good_catalog_has_no_findings(write_files: WriteFiles) -> None:
    """What the cases break is whole before."""
    assert found(write_files(GOOD)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.expected[-40:]}")
def test_a_rule_finds_its_case(case: Case, write_files: WriteFiles) -> None:
    """Each rule finds its case, alone, at its place, and says what to do."""
    findings = found(write_files(GOOD | case.files))

    assert {finding.rule for finding in findings} - IMPLIED.get(case.rule, set()) == {case.rule}
    assert any(case.expected in str(finding) for finding in findings), "\n".join(map(str, findings))


def test_every_rule_has_a_case() -> None:
    """No rule is without a test."""
    assert {case.rule for case in CASES} | ELSEWHERE == set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_says_what_why_and_how(name: str) -> None:
    """A rule's docstring is its documentation: a promise, a reason, and a repair."""
    told = documentation(RULES[name])

    assert name == name.lower()
    assert all(told)
    assert told.what.endswith(".")


def test_a_file_that_ends_early(write_files: WriteFiles) -> None:
    """A last line without an end is told at its end."""
    folder = write_files(GOOD | {"models/acme/n.yaml": "name: Other\ntype: language"})

    (finding,) = found(folder)
    assert (finding.rule, finding.path, finding.line) == ("no-line-end", "models/acme/n.yaml", 2)
    assert finding.column == len("type: language") + 1


def test_the_line_for_editors(write_files: WriteFiles) -> None:
    """A catalog with schemas names them in the first line of each file."""
    line = "# yaml-language-server: $schema=../../schemas/models.schema.json\n"
    folder = write_files(
        {name: line + text if name.startswith("models") else text for name, text in GOOD.items()}
        | {"schemas/models.schema.json": "{}", "models/acme/n.yaml": GOOD["models/acme/n.yaml"]}
    )

    assert [(f.rule, f.path, f.line, f.column) for f in found(folder)] == [
        ("no-editor-line", "models/acme/n.yaml", 1, 1)
    ]


def test_a_calibrated_catalog_is_whole(write_files: WriteFiles) -> None:
    """One that was measured answers every task, and was measured on the evidence it has."""
    files = {
        "calibration.yaml": "language:\n  digest: '0000000000000000'\n",
        "tasks/coding.yaml": task(),
        "offers/acme/acme.yaml": offer(),
    }
    findings = found(write_files(GOOD | files))

    assert {f.rule for f in findings} == {"missing-task", "stale-calibration"}
    assert ("tasks/chat.yaml", 1, 1) in {(f.path, f.line, f.column) for f in findings}
    (stale,) = (f for f in findings if f.rule == "stale-calibration")
    assert (stale.path, stale.line, stale.column) == ("calibration.yaml", 2, 3)


@pytest.mark.parametrize(
    ("files", "path"),
    [
        ({"benchmarks/b.yaml": "domain: codding\n", "tasks/t.yaml": "coding"}, "benchmarks/b.yaml"),
        ({"benchmarks/b.yaml": "domain: coding\n", "tasks/t.yaml": "codding"}, "tasks/t.yaml"),
    ],
)
def test_a_misspelt_domain(files: dict[str, str], path: str, write_files: WriteFiles) -> None:
    """A domain nobody else names, and that is nearly one that others do, is a slip."""
    whole = {
        "benchmarks/b.yaml": benchmark("model: acme/m, score: 5").replace(
            "family", files["benchmarks/b.yaml"] + "family"
        ),
        "tasks/t.yaml": task(domain=files["tasks/t.yaml"]),
        "offers/acme/acme.yaml": offer(),
    }
    errors = [f for f in found(write_files(GOOD | whole)) if f.rule == "misspelt-domain"]

    assert path in {f.path for f in errors}
    assert all("did you mean" in str(f.hint) for f in errors)


def test_results_from_before_their_models(write_files: WriteFiles) -> None:
    """A set whose date lies before most of its models has a slip of the year."""
    released = f"identity: {{released: 2026-05-01, {SOURCE}}}\n"
    files = {
        "models/acme/m.yaml": GOOD["models/acme/m.yaml"] + released,
        "models/acme/n.yaml": GOOD["models/acme/n.yaml"] + released,
        "benchmarks/b.yaml": benchmark(
            "model: acme/m, score: 5", "model: acme/n, score: 6"
        ).replace("2026-11-01", "2025-11-01"),
    }
    warnings = [f for f in found(write_files(GOOD | files)) if f.severity == "warning"]

    assert [(f.rule, f.line, f.column) for f in warnings] == [("results-before-models", 9, 5)]


@pytest.mark.parametrize(
    "files",
    [
        {  # an embedding gives no tokens, so an output price of 0 says nothing wrong
            "models/acme/n.yaml": "name: E\ntype: embedding\n",
            "offers/acme/acme.yaml": priced(
                "input_usd_per_million_tokens: 0.1, output_usd_per_million_tokens: 0",
                model="acme/n",
            ),
        },
        {  # free, and a source says so
            "offers/acme/acme.yaml": offer("billing: free", f"prices: [{{{SOURCE}}}]"),
        },
        {  # a name may mean the active parameters
            "models/acme/x-17b.yaml": model(
                "weights", "parameters_billions: 109, active_parameters_billions: 17"
            ).replace("name: M", "name: X"),
        },
        {  # one other offer as dear says that the price is true
            "offers/acme/acme.yaml": priced("input_usd_per_million_tokens: 20")
            + "  - model: acme/m\n    tier: eu\n    billing: token\n"
            + f"    prices: [{{input_usd_per_million_tokens: 22, {SOURCE}}}]\n",
            "offers/other/acme.yaml": priced("input_usd_per_million_tokens: 2"),
            "offers/third/acme.yaml": priced("input_usd_per_million_tokens: 2"),
        },
        {  # a data set converted it
            "offers/acme/acme.yaml": priced(
                "input_usd_per_million_tokens: 4, note: listed in yuan and converted to dollars"
            ),
        },
        {  # two sources may differ
            "benchmarks/b.yaml": benchmark("model: acme/m, score: 5")
            + "  - by: vendor\n    source: https://acme.example\n    observed: 2026-11-01\n"
            "    results: [{model: acme/m, score: 6}]\n"
        },
    ],
)
def test_what_is_no_finding(files: dict[str, str], write_files: WriteFiles) -> None:
    """What looks like a case and is none is left alone."""
    assert found(write_files(GOOD | files)) == []
