"""The workflows of the repository: their commands are ones that exist, and that the tests run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from fmselect.cli.app import COMMANDS, main
from fmselect.upstream.registry import UPSTREAMS
from fmselect.upstream.sources import SOURCES

ROOT = Path(__file__).parents[3]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
_TEMPLATE = re.compile(r"\$\{\{[^}]*\}\}")


def workflow(path: Path) -> dict[str, Any]:
    """A workflow, read."""
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def lines(path: Path) -> list[str]:
    """Every line that a step of a workflow runs, its templates filled in."""
    steps = [step for job in workflow(path)["jobs"].values() for step in job["steps"]]
    scripts = [step["run"] for step in steps if "run" in step]
    return [_TEMPLATE.sub("litellm", line) for script in scripts for line in script.splitlines()]


def calls(path: Path) -> list[list[str]]:
    """The words of every call of this program in a workflow."""
    found = []
    for line in lines(path):
        before, mark, rest = line.partition(".venv/bin/fmselect ")
        if mark and not before.strip():
            found.append(shlex.split(rest.partition(">")[0]))
    return found


def test_there_is_something_to_check() -> None:
    """The five workflows, two of which call this program."""
    names = [path.name for path in WORKFLOWS]
    assert names == ["catalog-comment.yml", "catalog.yml", "explore.yml", "sync.yml", "test.yml"]
    assert sum(len(calls(path)) for path in WORKFLOWS) >= 6


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.name))
def test_every_call_is_a_command_with_options_it_has(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command exists, and its help lists every option the workflow gives it."""
    for words in calls(path):
        command = " ".join(words[:2])
        assert command in COMMANDS, words
        assert main([*words[:2], "--help"]) == 0
        shown = capsys.readouterr().out
        for option in (word for word in words if word.startswith("-")):
            assert option in shown, words


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.name))
def test_every_target_is_in_the_makefile(path: Path) -> None:
    """What a workflow makes can be made."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for line in lines(path):
        if line.startswith("make "):
            wanted = {word for word in line.split()[1:] if "=" not in word}
            assert wanted <= targets


def test_every_open_upstream_is_synced() -> None:
    """One pull request a source: all of them but those that take a key or a model's name."""
    job = workflow(ROOT / ".github" / "workflows" / "sync.yml")["jobs"]["propose"]
    synced = set(job["strategy"]["matrix"]["source"])
    asked = {
        source.name
        for source in SOURCES.values()
        if source.key_variable is not None or source.pieces == "result-files"
    }
    assert synced == set(UPSTREAMS) - asked
    assert asked == {"artificial-analysis", "openrouter-endpoints", "mteb"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.name))
def test_no_text_of_a_pull_request_is_run(path: Path) -> None:
    """Nothing that somebody else writes, such as a title, stands in a script."""
    text = path.read_text(encoding="utf-8")
    for template in _TEMPLATE.findall(text):
        assert not re.search(r"title|body|head_ref|head\.ref|comment\.|message", template), template


def test_the_hooks_for_others_call_commands_that_exist() -> None:
    """Each hook of `.pre-commit-hooks.yaml` starts a command, and takes file names."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for hook in hooks:
        program, *words = hook["entry"].split()
        assert (program, " ".join(words[:2]) in COMMANDS) == ("fmselect", True)
        re.compile(hook["files"])
