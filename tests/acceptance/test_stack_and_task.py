"""A stack and a single task in one call: which of the two is meant is asked, never guessed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
STACK = "stack:\n  - {role: search, task: embedding}\n  - {role: answer, task: chat}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Requirements that state a stack."""
    path = tmp_path / "stack.yaml"
    path.write_text(STACK, encoding="utf-8")
    return path


def test_a_task_beside_a_stack_is_refused(fmselect: Call, file: Path) -> None:
    """Options win over a file elsewhere: a word that would count for nothing is no option."""
    answer = fmselect("recommend", "chat", "-r", str(file), "--json")
    assert (answer.code, answer.out) == (2, "")
    assert answer.error["where"] == "TASK"
    assert "stack" in answer.error["message"]


@pytest.mark.parametrize("words", [("explain", "atlas-2"), ("compare", "atlas-2", "quill-70b")])
def test_a_stack_is_ranked_and_not_explained(
    fmselect: Call, file: Path, words: tuple[str, ...]
) -> None:
    """The commands about one model say what they take, and which command takes a stack."""
    answer = fmselect(*words, "-r", str(file))
    assert (answer.code, answer.out) == (4, "")
    assert f"{file}:1:1: states a stack" in answer.err
    assert "fmselect recommend" in answer.err


def test_joined_tasks_are_not_explained(fmselect: Call) -> None:
    """Nor is a stack that is typed."""
    joined = fmselect("explain", "atlas-2", "embedding+chat")
    assert (joined.code, joined.out) == (2, "")
    assert "TASK: states a stack" in joined.err
