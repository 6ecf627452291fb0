"""A stack under an organisation's policy: nobody's word but the policy's counts for its limits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]
LIMIT = "constraints: {max_response_seconds: 60}\n"
TASKS = ("recommend", "chat+coding", "--json")


def test_an_unknown_wait_of_a_stack_is_a_policys_to_assume(fmselect: Call, tmp_path: Path) -> None:
    """A project may let the unknown waits of a stack pass its own limit, and no policy's."""
    policy, own = tmp_path / "policy.yaml", tmp_path / "own.yaml"
    own.write_text(f"task: chat\n{LIMIT}")

    def waits(text: str, *options: str) -> list[float | None]:
        policy.write_text(text)
        answer = fmselect(*TASKS, "--policy", str(policy), *options).document
        rows = [part for row in answer["ranking"] for part in row["parts"]]
        return [part["response_seconds"] for part in rows]

    limit = ("--max-response", "60")
    assert None not in waits("{}", *limit)
    assert None in waits("{}", *limit, "--assume-unknown", "latency")
    assert None not in waits(LIMIT, "--assume-unknown", "latency")
    assert None not in waits(LIMIT, *limit, "--assume-unknown", "latency")
    assert None in waits(LIMIT + "assume_unknown: [latency]\n")
