"""`fmselect catalog` and `fmselect schema`: the catalog as its contributors see it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from fmselect._version import __version__
from fmselect.cli.schemas import SCHEMAS

Call = Callable[..., Any]


@pytest.fixture
def catalog(small_source: Path, tmp_path: Path) -> Path:
    """A copy of the small catalog, to spoil."""
    return shutil.copytree(small_source, tmp_path / "catalog")


def test_lint_finds_nothing_wrong_in_a_good_catalog(fmselect: Call, small_source: Path) -> None:
    """Exit code 0, and the count of findings on stderr."""
    answer = fmselect("catalog", "lint", str(small_source))
    assert answer.code == 0
    assert ": error: " not in answer.out
    assert "0 errors" in answer.err


def test_lint_names_file_line_column_severity_and_rule(fmselect: Call, catalog: Path) -> None:
    """An error is the answer no, told as compilers and editors have it."""
    file = catalog / "models" / "acme" / "atlas-2.yaml"
    file.write_text(file.read_text().replace("type: language", "type: langage"))
    answer = fmselect("catalog", "lint", str(catalog))
    assert answer.code == 1
    line = next(line for line in answer.out.splitlines() if line.startswith(str(file)))
    assert re.fullmatch(r":\d+:\d+: error: .*langage.* \[[a-z-]+\]", line.removeprefix(str(file)))
    found = fmselect("catalog", "lint", str(catalog), "--json")
    assert found.code == 1
    assert found.document["counts"]["error"] >= 1
    assert {"path", "line", "column", "severity", "message", "rule"} <= set(
        found.document["findings"][0]
    )


def test_build_compiles_into_a_folder(fmselect: Call, catalog: Path, tmp_path: Path) -> None:
    """The folder named holds a compiled catalog; one that holds something else is left alone."""
    target = tmp_path / "compiled"
    answer = fmselect("catalog", "build", str(catalog), "-o", str(target), "--json")
    assert answer.code == 0
    assert answer.document["records"]["models"] == 11
    assert (target / "meta.json").is_file()
    assert fmselect("catalog", "build", str(catalog), "-o", str(target)).code == 0
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "letter.txt").write_text("dear")
    refused = fmselect("catalog", "build", str(catalog), "-o", str(precious))
    assert refused.code == 4
    assert (precious / "letter.txt").read_text() == "dear"


def test_a_cache_that_cannot_be_written_is_no_failure(
    fmselect: Call, small_source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the user's cache is read-only the catalog is compiled for this call alone."""
    obstacle = tmp_path / "file"
    obstacle.write_text("")
    monkeypatch.setenv("FMSELECT_CACHE", str(obstacle / "cache"))
    assert fmselect("catalog", "build", str(small_source)).code == 0


def test_stats_count_what_is_there(fmselect: Call, small_source: Path) -> None:
    """The figures agree with the files."""
    document = fmselect("catalog", "stats", str(small_source), "--json").document
    assert document["records"]["models"] == len(list((small_source / "models").rglob("*.yaml")))
    assert "models" in fmselect("catalog", "stats", str(small_source)).out


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("lint", "{}"), "findings"),
        (("build", "{}", "-o", "{}/../built"), "catalog-build"),
        (("build", "{}", "--report"), "catalog-build"),
        (("stats", "{}"), "catalog-stats"),
        (("format", "--check", "{}"), "catalog-format"),
    ],
)
def test_documents_name_their_schema(
    fmselect: Call, catalog: Path, words: tuple[str, ...], name: str
) -> None:
    """What `--json` writes says which schema it keeps, keeps it, and names the program."""
    document = fmselect("catalog", *(word.format(catalog) for word in words), "--json").document
    assert document["schema"] == f"fmselect/{name}@1"
    assert document["tool_version"] == __version__
    jsonschema.validate(document, SCHEMAS[name]())


def test_lint_and_stats_name_the_catalog_as_a_build_does(fmselect: Call, catalog: Path) -> None:
    """One catalog has one stamp, whether it was compiled or only read; formatting reads none."""
    built = fmselect("catalog", "build", str(catalog), "-o", f"{catalog}/../built", "--json")
    stamp = built.document["catalog"]
    assert stamp["oldest_price"]
    for name in ("lint", "stats"):
        assert fmselect("catalog", name, str(catalog), "--json").document["catalog"] == stamp
    assert fmselect("catalog", "format", str(catalog), "--json").document["catalog"] is None


@pytest.mark.parametrize("width", [60, 80, 120])
def test_stats_keep_to_the_window(
    fmselect: Call, catalog: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for a digest, or a path, which is one word."""
    monkeypatch.setenv("COLUMNS", str(width))
    lines = fmselect("catalog", "stats", str(catalog)).out.splitlines()
    assert all(len(line) <= width for line in lines if " " in line.strip())


def test_a_file_of_results_has_a_schema() -> None:
    """Results of one's own are checked by an editor, too."""
    schema = SCHEMAS["evidence"]()
    row = {"model": "acme/atlas-2", "benchmark": "b", "score": 61.2, "setting": "effort=high"}
    jsonschema.validate({"results": [row]}, schema)
    for slip in ({"results": [row | {"date": "2026"}]}, {"results": [{"model": "a/b"}]}, {}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(slip, schema)


def test_an_overlay_adds_to_the_catalog(
    fmselect: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record in a folder of my own is there beside the bundled ones, however it is named."""
    mine = tmp_path / "mine"
    model = mine / "models" / "me" / "own-1.yaml"
    model.parent.mkdir(parents=True)
    model.write_text(
        "name: Own 1\ntype: language\nidentity:\n  input: [text]\n  output: [text]\n"
        "  source: https://example.org/own\n  observed: 2026-11-01\n"
    )
    monkeypatch.setenv("FMSELECT_CACHE", str(tmp_path / "cache"))
    names = fmselect("list", "--catalog", str(mine), "--format", "jsonl").out
    assert '"me/own-1"' in names
    assert '"acme/atlas-2"' in names
    monkeypatch.setenv("FMSELECT_CATALOG", str(mine))
    assert fmselect("show", "me/own-1").code == 0
    monkeypatch.delenv("FMSELECT_CATALOG")
    assert fmselect("show", "me/own-1").code == 2
    shutil.copytree(mine, tmp_path / "project" / ".fmselect" / "catalog")
    monkeypatch.chdir(tmp_path / "project")
    assert fmselect("show", "me/own-1").code == 0


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_a_schema(fmselect: Call, name: str) -> None:
    """What `schema NAME` prints is a valid JSON Schema."""
    schema = json.loads(fmselect("schema", name).out)
    jsonschema.validators.validator_for(schema).check_schema(schema)


def test_a_requirements_file_is_valid_against_its_schema(fmselect: Call) -> None:
    """The schema for editors accepts what the command repeats as its requirements."""
    used = fmselect("recommend", "coding", "--max-cost", "500", "--no-training", "--json")
    jsonschema.validate(used.document["requirements"], SCHEMAS["requirements"]())


def test_sync_merges_a_file_and_says_what_changed(
    fmselect: Call, catalog: Path, tmp_path: Path
) -> None:
    """A dry run changes no file; an unknown source and a missing file are told."""
    before = {path: path.read_bytes() for path in catalog.rglob("*.yaml")}
    entry = {"litellm_provider": "acme", "mode": "chat", "input_cost_per_token": 0.000002}
    file = tmp_path / "prices.json"
    file.write_text(json.dumps({"acme/atlas-2": entry}))
    words = ("catalog", "sync", "litellm", "--from", str(file), "--into", str(catalog))
    answer = fmselect(*words, "--dry-run", "--json")
    assert answer.code == 0
    assert answer.document["source"] == "litellm"
    assert answer.document["dry_run"] is True
    assert answer.document["written"] == answer.document["refused"] == []
    assert "0 files would be written" in fmselect(*words, "--dry-run").out
    assert {path: path.read_bytes() for path in catalog.rglob("*.yaml")} == before
    assert fmselect("catalog", "sync", "litelm", "--from", str(file)).code == 2
    missing = ("catalog", "sync", "litellm", "--from", str(tmp_path / "none.json"))
    assert fmselect(*missing, "--into", str(catalog)).code == 4
