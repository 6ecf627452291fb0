"""`fmselect policy check` as its users call it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

Call = Callable[..., Any]

POLICY = """\
constraints:
  max_cost_usd_per_month: 100
  providers:
    deny: [gatehub]
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """A policy of two limits."""
    path = tmp_path / "policy.yaml"
    path.write_text(POLICY)
    return path


def written(tmp_path: Path, text: str) -> str:
    """A requirements file."""
    path = tmp_path / "requirements.yaml"
    path.write_text(text)
    return str(path)


def test_requirements_that_keep_the_policy(fmselect: Call, policy: Path, tmp_path: Path) -> None:
    """A stricter limit is kept, one that is not stated is added; the exit code is 0."""
    file = written(tmp_path, "task: coding\nconstraints: {max_cost_usd_per_month: 90}\n")
    answer = fmselect("policy", "check", file, "--policy", str(policy), "--json")
    assert answer.code == 0
    assert answer.document["complies"] is True
    assert [item["standing"] for item in answer.document["limits"]] == ["kept", "added"]
    assert answer.document["limits"][0]["place"] == f"{policy}:2:3"
    schema = json.loads(fmselect("schema", "policy-check").out)
    jsonschema.validate(answer.document, schema)


def test_a_looser_limit_is_the_answer_no(fmselect: Call, policy: Path, tmp_path: Path) -> None:
    """The table names the limit and its line, and the exit code is 1."""
    file = written(tmp_path, "task: coding\nconstraints: {max_cost_usd_per_month: 900}\n")
    answer = fmselect("policy", "check", file, "--policy", str(policy))
    assert answer.code == 1
    assert "do not keep the policy: 1 limit looser than the policy's" in answer.out
    assert "loosened    cost $100, stated $900" in answer.out
    assert "policy.yaml:2:3" in answer.out.replace("\n            ", "")


def test_a_policy_has_to_be_named(
    fmselect: Call, policy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the option or the environment; else it is a usage error."""
    file = written(tmp_path, "task: coding\n")
    refused = fmselect("policy", "check", file)
    assert (refused.code, refused.out) == (2, "")
    assert "FMSELECT_POLICY" in refused.err
    monkeypatch.setenv("FMSELECT_POLICY", str(policy))
    assert fmselect("policy", "check", file).code == 0


def test_the_requirements_default_to_the_file_of_the_folder(
    fmselect: Call, policy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`requirements.yaml` is read where no file is named; without one that is said."""
    monkeypatch.chdir(tmp_path)
    assert fmselect("policy", "check", "--policy", str(policy)).code == 4
    written(tmp_path, "task: math\n")
    answer = fmselect("policy", "check", "--policy", str(policy), "--json")
    assert answer.document["requirements"]["task"] == "math"


def test_an_expired_exception_is_the_answer_no(
    fmselect: Call, policy: Path, tmp_path: Path
) -> None:
    """An exception that has run out fails the check, until somebody renews or removes it."""
    policy.write_text(
        POLICY
        + "exceptions:\n"
        + "  - for: gatehub\n    constraint: providers.deny\n    reason: a pilot\n"
        + "    approved_by: the board\n    until: 2026-06-30\n"
    )
    file = written(tmp_path, "task: coding\n")
    words = ("policy", "check", file, "--policy", str(policy), "--json")
    after = fmselect(*words, "--today", "2026-07-01")
    assert (after.code, after.document["exceptions"][0]["standing"]) == (1, "expired")
    before = fmselect(*words, "--today", "2026-06-30")
    assert (before.code, before.document["exceptions"][0]["standing"]) == (0, "in force")
    assert before.document["exceptions"][0]["admits"] > 0
