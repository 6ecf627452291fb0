"""What `make` installs is what pyproject.toml says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.dependencies import dependencies


@pytest.fixture
def pyproject(tmp_path: Path) -> Path:
    """A project with two runtime dependencies."""
    path = tmp_path / "pyproject.toml"
    path.write_text(
        '[build-system]\nrequires = ["hatchling>=1.27"]\n'
        '[project]\ndependencies = ["typer>=0.27.2,<0.30", "rich>=13.8"]\n'
        '[dependency-groups]\ndev = ["pytest>=9"]\n',
        encoding="utf-8",
    )
    return path


def test_each_kind_is_read_from_its_table(pyproject: Path) -> None:
    """Runtime, build and development requirements come out as written."""
    assert dependencies("runtime", pyproject) == ["typer>=0.27.2,<0.30", "rich>=13.8"]
    assert dependencies("build", pyproject) == ["hatchling>=1.27"]
    assert dependencies("dev", pyproject) == ["pytest>=9"]


def test_lowest_pins_each_lower_bound(pyproject: Path) -> None:
    """The oldest allowed set is exactly the lower bounds."""
    assert dependencies("lowest", pyproject) == ["typer==0.27.2", "rich==13.8"]


def test_a_dependency_without_lower_bound_is_refused(tmp_path: Path) -> None:
    """A missing lower bound is an error, not silently the newest."""
    path = tmp_path / "pyproject.toml"
    path.write_text(
        '[build-system]\nrequires = []\n[project]\ndependencies = ["rich"]\n'
        "[dependency-groups]\ndev = []\n",
        encoding="utf-8",
    )

    with pytest.raises(ValueError, match="rich has no lower bound"):
        dependencies("lowest", path)
