"""`fmselect catalog export` and `import`: a catalog as one file, and back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from fmselect.catalog.format_files import format_files
from fmselect.cli.schemas import SCHEMAS

Call = Callable[..., Any]


@pytest.fixture
def catalog(small_source: Path, tmp_path: Path) -> Path:
    """A formatted copy of the small catalog."""
    folder = shutil.copytree(small_source, tmp_path / "catalog")
    format_files([folder])
    return folder


def texts(folder: Path) -> dict[str, str]:
    """Path -> text of every YAML file."""
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.yaml")}


def test_there_and_back(fmselect: Call, catalog: Path, tmp_path: Path) -> None:
    """Format, build, export, import and format change nothing, and build alike."""
    file, fresh = tmp_path / "all.jsonl", tmp_path / "fresh"
    built = fmselect("catalog", "build", str(catalog), "-o", str(tmp_path / "one"), "--json")
    exported = fmselect("catalog", "export", str(file), "--from", str(catalog))
    imported = fmselect("catalog", "import", str(file), "--into", str(fresh), "--json")

    assert (exported.code, exported.out) == (0, "")
    jsonschema.validate(imported.document, SCHEMAS["catalog-import"]())
    assert imported.document["new"] == imported.document["files"] == len(texts(fresh))
    assert fmselect("catalog", "format", "--check", str(fresh)).code == 0
    again = fmselect("catalog", "build", str(fresh), "-o", str(tmp_path / "two"), "--json")
    assert again.document["records"] == built.document["records"]
    for path, text in texts(fresh).items():  # the fixture's schema lines lead elsewhere
        assert text.partition("\n")[2] == (catalog / path).read_text().partition("\n")[2]

    back = fmselect("catalog", "import", str(file), "--into", str(catalog))
    assert (back.code, back.out) == (0, "")
    assert back.err.startswith("0 files written")


def test_standard_output_with_what_lies_over(
    fmselect: Call, small_source: Path, tmp_path: Path
) -> None:
    """Without a file the bundled catalog goes to stdout, with one's own laid over it."""
    path = tmp_path / "mine" / "licenses" / "MIT.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("name: Ours\ncommercial_use: conditional\n")
    answer = fmselect("catalog", "export", "--catalog", str(tmp_path / "mine"))
    lines = [json.loads(line) for line in answer.out.splitlines()]

    assert lines[0]["schema"] == "fmselect/catalog-export@1"
    assert {"kind": "licenses", "id": "MIT"}.items() <= next(
        line for line in lines if line.get("id") == "MIT"
    ).items()
    assert sum(line.get("kind") == "models" for line in lines) == len(
        list((small_source / "models").rglob("*.yaml"))
    )
    assert next(line for line in lines if line.get("id") == "MIT")["record"]["name"] == "Ours"


def test_json_is_the_json_that_it_has(fmselect: Call) -> None:
    """What help offers is taken: `--json` is short for the JSON Lines that an export is."""
    assert "--json" in fmselect("catalog", "export", "--help").out
    answer = fmselect("catalog", "export", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == fmselect("catalog", "export").out
    assert fmselect("catalog", "export", "--json", "--from", "no-such").error["where"] == "no-such"


def test_a_dry_run_and_a_broken_file(fmselect: Call, catalog: Path, tmp_path: Path) -> None:
    """A dry run tells and writes nothing; a file that is no export is exit 4 with its line."""
    file = tmp_path / "all.jsonl"
    fmselect("catalog", "export", str(file), "--from", str(catalog))
    target = tmp_path / "new"
    answer = fmselect("catalog", "import", str(file), "--into", str(target), "--dry-run")
    assert (answer.code, len(answer.out.splitlines())) == (0, len(texts(catalog)))
    assert not target.exists()

    file.write_text(file.read_text() + "{\n")
    answer = fmselect("catalog", "import", str(file), "--into", str(target))
    assert (answer.code, answer.out) == (4, "")
    assert f"{file}:" in answer.err
    assert not target.exists()
