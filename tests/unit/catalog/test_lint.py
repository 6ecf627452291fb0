"""One run of the linter: its order, its places, and what it shows beside the rules' findings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fmselect.catalog.lint import Finding, inspect, lint, split_place
from tests.support.lint_case import GOOD, MODEL, SOURCE, offer

WriteFiles = Callable[..., Path]
TODAY = date(2026, 11, 24)


def found(folder: Path) -> list[Finding]:
    """The findings in a folder, with paths as below it."""
    return [
        finding._replace(path=finding.path.replace("\\", "/").split("/catalog/")[-1])
        for finding in lint(folder, today=TODAY)
    ]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar(small_folder: Path, day: date) -> None:
    """A catalog can be judged on any day there is."""
    assert inspect(small_folder, today=day, max_age_days=400).findings


def test_a_good_catalog(small_folder: Path) -> None:
    """The small catalog has nothing wrong with it."""
    assert [f for f in lint(small_folder, today=TODAY) if f.severity != "info"] == []


@pytest.mark.parametrize("name", ["policies/p.yml", "scenarios/s.YAML"])
def test_requirements_that_would_not_be_read(write_files: WriteFiles, name: str) -> None:
    """A policy or a scenario under another ending would be left out of every check."""
    (finding,) = found(write_files(GOOD | {name: "task: coding\n"}))
    assert (finding.path, finding.rule) == (name, "invalid-requirements")
    assert finding.hint == "write .yaml"


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


@pytest.mark.parametrize("kind", ["policies", "scenarios"])
def test_requirements_are_read(kind: str, write_files: WriteFiles) -> None:
    """Example policies and scenarios are files people copy, so they are checked like records."""
    name = f"{kind}/one.yaml"
    found_there = found(write_files(GOOD | {name: "constraints:\n  max_costs: 5\n"}))

    assert [(f.rule, f.path, f.line, f.column) for f in found_there] == [
        ("invalid-requirements", name, 2, 3)
    ]
    assert "did you mean" in str(found_there[0].hint)


def test_errors_come_first(write_files: WriteFiles) -> None:
    """Findings are ordered by how much they matter, then by place."""
    files = {
        "models/acme/m.yaml": MODEL + f"lifecycle: {{retires_on: 2027-01, {SOURCE}}}\n",
        "models/acme/o-latest.yaml": "name: O Latest\ntype: language\n",
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
