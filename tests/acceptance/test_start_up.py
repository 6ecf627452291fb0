"""What a decision must not load: starting up is most of what a command costs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

HEAVY = (
    "pydantic",
    "httpx",
    "yaml",
    "numpy",
    "rich",
    "importlib.metadata",
    "hashlib",
)

_SCRIPT = """
import sys
from pathlib import Path
from fmselect.catalog import locate
locate.BUNDLED_COMPILED = Path(sys.argv.pop(1))
heavy = sys.argv.pop(1).split(",")
from fmselect.cli.app import main
code = main()
loaded = [name for name in heavy if name in sys.modules]
sys.stderr.write(",".join(loaded))
sys.exit(code)
"""


def loaded_by(compiled: Path, words: Sequence[str], watched: Sequence[str]) -> list[str]:
    """The watched modules that a command has loaded when it has answered."""
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(compiled), ",".join(watched), *words],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0
    assert done.stdout
    return [name for name in done.stderr.split(",") if name]


@pytest.mark.parametrize(
    "words",
    [
        ("recommend", "coding", "--json"),
        ("recommend", "embedding", "--max-cost", "500", "--no-training", "--format", "csv"),
        ("recommend", "coding", "--format", "jsonl"),
        ("list", "models", "--json"),
        ("list", "offers", "--format", "jsonl"),
        ("show", "acme/atlas-2", "--json"),
        ("recommend", "--help"),
        ("--version",),
    ],
)
def test_a_command_on_a_compiled_catalog_loads_nothing_heavy(
    small_compiled: Path, words: tuple[str, ...]
) -> None:
    """Options are parsed, the catalog read and the answer written with the standard library."""
    assert loaded_by(small_compiled, words, HEAVY) == []


@pytest.mark.parametrize("words", [("recommend", "coding"), ("list",), ("show", "acme/atlas-2")])
def test_a_table_loads_of_all_that_only_what_draws_tables(
    small_compiled: Path, words: tuple[str, ...]
) -> None:
    """Of rich the tables, and nothing that shows Markdown, source code or tracebacks."""
    unwanted = ("rich.markdown", "rich.syntax", "rich.traceback", "rich.progress", "pygments")
    assert loaded_by(small_compiled, words, (*HEAVY, *unwanted)) == ["rich"]


def test_importing_the_package_loads_next_to_nothing() -> None:
    """`import fmselect` alone is for scripts that may not need it."""
    script = (
        "import sys, fmselect; print(sorted(m for m in sys.modules if m.startswith('fmselect')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "['fmselect', 'fmselect._version']"
