"""`fmselect catalog diff` in a real repository: what a reviewer and a build see of a change."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from fmselect.cli.schemas import SCHEMAS
from tests.support.repository import commit_all, git, new_repository

Call = Callable[..., Any]
TODAY = ("--today", "2026-11-24")
PAGES = Path(__file__).parents[1] / "golden" / "pages"
SEEN = "        observed: 2026-11-03\n"
CHEAPER = """\
      - effective_from: 2026-11-10
        input_usd_per_million_tokens: 0.02
        output_usd_per_million_tokens: 0.04
        source: https://northhost.example/prices
        observed: 2026-11-20
"""
EDITS = {
    "offers/acme/acme.yaml": [("tokens: 0.25\n", "tokens: 250\n")],
    "offers/northhost/nimbus.yaml": [(SEEN, SEEN + CHEAPER)],
    "models/example/quill-70b.yaml": [
        ("name: Quill 70B", "name: '<img src=x> | @everyone #1 & `x`'")
    ],
    "benchmarks/duel-chat-elo.yaml": [("score: 1187", "score: 1190")],
    "providers/gatehub.yaml": [("observed: 2026-", "observed: 2025-")],
}


@pytest.fixture
def catalog(small_source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small catalog in a repository, committed, then changed; the working folder."""
    root = new_repository(tmp_path / "project")
    folder = shutil.copytree(small_source, root / "catalog")
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "cheap.yaml").write_text(
        "# Cost alone counts. Nothing else.\ntask: chat\npreferences:\n  weights: {cost: 1}\n"
    )
    commit_all(root)
    git(root, "switch", "--quiet", "--create", "change")
    for name, edits in EDITS.items():
        text = (folder / name).read_text()
        for before, now in edits:
            assert before in text, before
            text = text.replace(before, now, 1)
        (folder / name).write_text(text)
    commit_all(root)
    monkeypatch.chdir(root)
    return folder


@pytest.mark.usefixtures("catalog")
def test_json_says_everything(fmselect: Call) -> None:
    """The document keeps to its schema: changes, flags, places, impact and causes."""
    answer = fmselect("catalog", "diff", "--json", *TODAY)
    document = answer.document

    jsonschema.validate(document, SCHEMAS["catalog-diff"]())
    assert answer.code == 0
    assert document["base"]["name"] == "main"
    assert re.fullmatch("[0-9a-f]{40}", document["base"]["commit"])
    assert document["counts"]["offers"] == {"added": 0, "removed": 0, "renamed": 0, "changed": 2}
    odd, *others = [change for change in document["changes"] if change["implausible"]]
    assert len(others) == document["implausible"] - 1 == 2
    assert odd["subject"] == "acme/atlas-2-mini at acme"
    assert re.fullmatch(r"catalog/offers/acme/acme\.yaml:\d+:9", odd["where"])
    assert "a slip of units by a thousand?" in odd["implausible"][0]
    chat = next(item for item in document["impact"]["changed"] if item["scenario"] == "chat")
    assert chat["change"] == "winner"
    assert chat["because"][0]["text"].startswith("nimbus/cirrus-code at northhost: input $0.50 ->")


def test_check_fails_on_what_is_implausible(fmselect: Call, catalog: Path) -> None:
    """`--check` ends with 1 while something looks like a slip, and with 0 when it does not."""
    assert fmselect("catalog", "diff", "--check", "--no-impact", *TODAY).code == 1
    path = catalog / "offers" / "acme" / "acme.yaml"
    path.write_text(path.read_text().replace("tokens: 250\n", "tokens: 0.20\n"))
    path = catalog / "offers" / "northhost" / "nimbus.yaml"
    path.write_text(path.read_text().replace(CHEAPER, ""))
    answer = fmselect("catalog", "diff", "--check", "--no-impact", *TODAY)
    assert answer.code == 0
    assert "input $0.25 -> $0.20 per million tokens (-20 %)" in answer.out


@pytest.mark.usefixtures("catalog")
def test_nothing_changed(fmselect: Call) -> None:
    """Against itself there is nothing to say."""
    answer = fmselect("catalog", "diff", "HEAD", *TODAY)

    assert answer.code == 0
    assert "no fact changed" in answer.out
    assert "No recommendation changes in 10 requirement sets" in answer.out


def test_against_a_folder(fmselect: Call, catalog: Path, small_source: Path) -> None:
    """Another folder does as well as a commit, without any git."""
    shutil.rmtree(catalog.parent / ".git")
    answer = fmselect("catalog", "diff", str(small_source), "--no-impact", *TODAY)

    assert answer.code == 0
    assert "nimbus/cirrus-code at northhost" in answer.out


@pytest.mark.usefixtures("catalog")
def test_against_an_export(fmselect: Call, tmp_path: Path, small_source: Path) -> None:
    """And so does an exported catalog."""
    file = tmp_path / "was.jsonl"
    assert fmselect("catalog", "export", str(file), "--from", str(small_source)).code == 0
    exported = fmselect("catalog", "diff", str(file), "--no-impact", "--json", *TODAY).document
    folder = fmselect(
        "catalog", "diff", str(small_source), "--no-impact", "--json", *TODAY
    ).document

    assert exported["changes"] == folder["changes"]


@pytest.mark.usefixtures("catalog")
@pytest.mark.parametrize("words", [("nowhere",), ("--", "-x"), ("HEAD:catalog",)])
def test_a_base_that_is_none(fmselect: Call, words: tuple[str, ...]) -> None:
    """Exit 2 and nothing on stdout, whatever the words look like."""
    answer = fmselect("catalog", "diff", "--no-impact", *words)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: BASE: ")


def test_a_catalog_that_is_not_valid(fmselect: Call, catalog: Path) -> None:
    """Exit 4 with the place."""
    (catalog / "models" / "acme" / "atlas-2.yaml").write_text("name: X\n")
    answer = fmselect("catalog", "diff", "--no-impact")

    assert (answer.code, answer.out) == (4, "")
    assert "catalog/models/acme/atlas-2.yaml" in answer.err


@pytest.mark.usefixtures("catalog")
@pytest.mark.parametrize(("form", "name"), [("markdown", "diff.md"), ("table", "diff.txt")])
def test_the_whole_page(
    fmselect: Call, monkeypatch: pytest.MonkeyPatch, form: str, name: str
) -> None:
    """The page as a build posts it and a terminal shows it.

    After a wanted change: `WRITE_PAGES=1 python -m pytest tests/acceptance/test_catalog_diff.py`.
    """
    monkeypatch.setenv("COLUMNS", "100")
    answer = fmselect("catalog", "diff", "--format", form, *TODAY)
    page = re.sub(r"\([0-9a-f]{10}\)", "(0123456789)", answer.out)
    path = PAGES / name
    if os.environ.get("WRITE_PAGES"):
        path.write_text(page)

    assert page == path.read_text()


@pytest.mark.usefixtures("catalog")
def test_no_text_of_a_record_is_markup(fmselect: Call) -> None:
    """A name in the catalog makes no tag, no mention, no reference and no cell of a table."""
    page = fmselect("catalog", "diff", "--format", "markdown", "--no-impact", *TODAY).out
    line = next(line for line in page.splitlines() if "everyone" in line)

    assert "<img" not in page
    assert "@everyone" not in page
    assert "&lt;img src=x> \\| @&#8203;everyone \\#1 &amp; \\`x\\`" in line
