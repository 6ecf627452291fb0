"""`fmselect catalog format` as contributors, hooks and builds call it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from fmselect.catalog.format_files import format_files
from fmselect.cli.schemas import SCHEMAS

Call = Callable[..., Any]
MESSY = "type: language\nname: 'X'  # as they call it\n"


@pytest.fixture
def catalog(small_source: Path, tmp_path: Path) -> Path:
    """A copy of the small catalog, formatted, with one file that is not."""
    folder = shutil.copytree(small_source, tmp_path / "catalog")
    format_files([folder])
    (folder / "models" / "acme" / "messy.yaml").write_text(MESSY)
    return folder


def test_check_says_which_files_and_how(fmselect: Call, catalog: Path) -> None:
    """`--check` ends with 1, names the files on stdout and shows the change under -v."""
    answer = fmselect("catalog", "format", "--check", str(catalog))
    path = str(catalog / "models" / "acme" / "messy.yaml")
    verbose = fmselect("catalog", "format", "--check", "-v", str(catalog))

    assert (answer.code, answer.out) == (1, f"{path}\n")
    assert answer.err.startswith("1 of ")
    assert "\n+name: X  # as they call it\n" in verbose.err
    assert Path(path).read_text() == MESSY


def test_format_writes_once(fmselect: Call, catalog: Path) -> None:
    """The first run writes and says so, the second has nothing to do."""
    first = fmselect("catalog", "format", str(catalog), "--json")
    second = fmselect("catalog", "format", str(catalog))

    jsonschema.validate(first.document, SCHEMAS["catalog-format"]())
    assert first.code == 0
    assert [Path(name).name for name in first.document["changed"]] == ["messy.yaml"]
    assert (second.code, second.out) == (0, "")
    assert second.err.endswith("files in canonical form\n")
    assert fmselect("catalog", "format", "--check", str(catalog)).code == 0


def test_no_yaml_is_reported_and_left(fmselect: Call, catalog: Path) -> None:
    """Exit 4 with file, line and column, nothing on stdout; the file stays, others are done."""
    broken = catalog / "models" / "acme" / "broken.yaml"
    broken.write_text("name: [X\ntype: language\n")
    answer = fmselect("catalog", "format", str(catalog))

    assert (answer.code, answer.out) == (4, "")
    assert f"error: {broken}:2:5: not YAML" in answer.err
    assert broken.read_text() == "name: [X\ntype: language\n"
    assert (catalog / "models" / "acme" / "messy.yaml").read_text().startswith("# yaml-language-")


def test_without_a_folder(fmselect: Call) -> None:
    """Where there is no folder catalog, the call says what to name."""
    answer = fmselect("catalog", "format")

    assert (answer.code, answer.out) == (2, "")
    assert "name the folder" in answer.err


def test_the_real_catalog_is_formatted(fmselect: Call, project: Path) -> None:
    """Every file of the bundled catalog is in canonical form."""
    answer = fmselect("catalog", "format", "--check", str(project / "catalog"))

    assert (answer.code, answer.out) == (0, "")
