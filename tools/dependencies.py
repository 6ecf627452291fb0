"""Print dependencies of this project, one a line, as `pip install -r` reads them.

The pip that comes with Python 3.11 knows neither dependency groups nor "the oldest of
everything", and setting up must not need a newer one.

Usage: python -m tools.dependencies {runtime|build|dev|lowest}
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
_LOWER_BOUND = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)>=(?P<version>[0-9][0-9a-z.]*)")


def dependencies(kind: str, pyproject: Path = PYPROJECT) -> list[str]:
    """The requirements of one kind.

    Args:
        kind: `runtime` is what a user installs, `build` what building a wheel takes, `dev` the
            development group, and `lowest` the runtime list pinned to its lower bounds.
        pyproject: The file they stand in.

    Raises:
        KeyError: There is no such kind.
        ValueError: A runtime dependency has no lower bound.
    """
    tables = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    runtime: list[str] = tables["project"]["dependencies"]
    kinds: dict[str, list[str]] = {
        "runtime": runtime,
        "build": tables["build-system"]["requires"],
        "dev": tables["dependency-groups"]["dev"],
        "lowest": [_lowest(requirement) for requirement in runtime],
    }
    return kinds[kind]


def _lowest(requirement: str) -> str:
    """`typer>=0.27.2,<0.30` as `typer==0.27.2`."""
    found = _LOWER_BOUND.match(requirement)
    if found is None:
        raise ValueError(f"{requirement} has no lower bound")
    return f"{found['name']}=={found['version']}"


if __name__ == "__main__":
    print("\n".join(dependencies(sys.argv[1])))
