"""What a decision must not load: starting up is most of what a command costs."""

from __future__ import annotations

import subprocess
import sys
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
    "platformdirs",
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


@pytest.mark.parametrize(
    "words",
    [
        ("recommend", "coding", "--json"),
        ("recommend", "coding"),
        ("recommend", "embedding", "--max-cost", "500", "--no-training", "--format", "csv"),
        ("list", "models", "--json"),
        ("show", "acme/atlas-2"),
        ("recommend", "--help"),
    ],
)
def test_a_command_on_a_compiled_catalog_loads_nothing_heavy(
    small_compiled: Path, words: tuple[str, ...]
) -> None:
    """Options are parsed, the catalog read and the answer written with the standard library."""
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(small_compiled), ",".join(HEAVY), *words],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0
    assert done.stdout
    assert done.stderr == ""


def test_importing_the_package_loads_next_to_nothing() -> None:
    """`import fmselect` alone is for scripts that may not need it."""
    script = (
        "import sys, fmselect; print(sorted(m for m in sys.modules if m.startswith('fmselect')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "['fmselect', 'fmselect._version']"
