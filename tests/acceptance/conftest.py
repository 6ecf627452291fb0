"""The command line as its users call it, on the small catalog of `tests/fixtures`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from fmselect.catalog import locate
from fmselect.catalog.compile import compile_catalog
from fmselect.cli.app import main

TODAY = "2026-11-23"

_SCRIPT = """
import sys
from pathlib import Path
from fmselect.catalog import locate
locate.BUNDLED_COMPILED = Path(sys.argv.pop(1))
from fmselect.cli.app import main
sys.exit(main())
"""


class Outcome(NamedTuple):
    """How a call ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output, read as JSON."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The error that a failed call under `--json` wrote as its one line."""
        (line,) = self.err.splitlines()
        return json.loads(line)["error"]


@pytest.fixture(scope="session")
def small_source(project: Path) -> Path:
    """The YAML files of the small catalog."""
    return project / "tests" / "fixtures" / "small_catalog"


@pytest.fixture(scope="session")
def small_compiled(small_source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small catalog, compiled once a run."""
    folder = tmp_path_factory.mktemp("compiled") / "small"
    compile_catalog(small_source, folder)
    return folder


@pytest.fixture(autouse=True)
def _small_catalog(
    small_source: Path, small_compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Install the small catalog where the bundled one would be."""
    monkeypatch.setattr(locate, "BUNDLED_COMPILED", small_compiled)
    monkeypatch.setattr(locate, "BUNDLED_SOURCE", small_source)


@pytest.fixture
def fmselect(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Call the command line in this process."""

    def call(*words: str) -> Outcome:
        capsys.readouterr()
        code = main(words)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture
def command(small_compiled: Path) -> list[str]:
    """The words that start the command line in a process of its own, on the small catalog."""
    return [sys.executable, "-c", _SCRIPT, str(small_compiled)]


@pytest.fixture
def process(command: list[str]) -> Callable[..., Outcome]:
    """Call the command line in a process of its own, into pipes."""

    def call(*words: str, **environment: str) -> Outcome:
        done = subprocess.run(
            [*command, *words],
            capture_output=True,
            check=False,
            text=True,
            encoding="utf-8",
            env={**os.environ, **environment},
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return call
