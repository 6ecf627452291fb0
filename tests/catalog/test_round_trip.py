"""`format -> compile -> export -> import -> format` changes nothing: not a digit, not a byte."""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fmselect.catalog.compile import compile_catalog
from fmselect.catalog.locate import compiled_from
from fmselect.cli.app import main
from fmselect.domain.records import RECORD_KINDS

Call = Callable[..., str]
BESIDES_RECORDS = ("calibration.yaml", "README.md")
COMMENTED = """\
# Prices of the price page, re-read every month.
# yaml-language-server: $schema=../../schemas/offers.schema.json
offers:
  # The large one.
  - api_id: "atlas-2"   # as of May
    model: acme/atlas-2
    prices:
      # In US dollars, without tax.
      - output_usd_per_million_tokens: 8.00 # eight, not 8.0
        input_usd_per_million_tokens: 0.10
        source: https://acme.example/pricing
        observed: 2026-05-12
    billing: token
"""


@pytest.fixture
def fmselect(capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the command line in this process; what it prints, after it ended well."""

    def call(*words: str | Path) -> str:
        capsys.readouterr()
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        assert code == 0, captured.err
        return captured.out

    return call


def records(folder: Path) -> dict[str, bytes]:
    """Path -> content of each file of a record."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for kind in RECORD_KINDS
        for path in (folder / kind).rglob("*.yaml")
    }


@pytest.mark.slow
def test_the_real_catalog(project: Path, tmp_path: Path, fmselect: Call) -> None:
    """Exported and imported elsewhere, each record is the same file, and compiles to the same."""
    original = project / "catalog"
    fmselect("catalog", "format", "--check", original)
    fmselect("catalog", "export", tmp_path / "first.jsonl", "--from", original)
    copy = tmp_path / "catalog"
    fmselect("catalog", "import", tmp_path / "first.jsonl", "--into", copy)

    assert records(copy) == records(original)
    fmselect("catalog", "format", "--check", copy)
    shutil.copyfile(original / "calibration.yaml", copy / "calibration.yaml")
    fmselect("catalog", "export", tmp_path / "second.jsonl", "--from", copy)
    assert filecmp.cmp(tmp_path / "first.jsonl", tmp_path / "second.jsonl", shallow=False)
    compile_catalog(copy, tmp_path / "compiled")
    same, different, missing = filecmp.cmpfiles(
        compiled_from([original]),
        tmp_path / "compiled",
        [path.name for path in compiled_from([original]).iterdir()],
        shallow=False,
    )
    assert (different, missing) == ([], [])
    assert len(same) > 20


@pytest.fixture
def small(project: Path, tmp_path: Path) -> Path:
    """The small catalog with a file that has comments and an order of its own."""
    folder = tmp_path / "small"
    shutil.copytree(project / "tests" / "fixtures" / "small_catalog", folder)
    (folder / "offers/acme/acme.yaml").write_text(COMMENTED, encoding="utf-8")
    return folder


def test_comments_and_digits(small: Path, tmp_path: Path, fmselect: Call) -> None:
    """What was formatted once stays as it is, comments included, when it is imported again."""
    fmselect("catalog", "format", small)
    formatted = records(small)
    text = formatted["offers/acme/acme.yaml"].decode()
    for comment in ("re-read every month", "The large one", "as of May", "without tax", "not 8.0"):
        assert text.count(comment) == 1
    assert "input_usd_per_million_tokens: 0.10\n" in text
    assert "output_usd_per_million_tokens: 8.00 " in text

    fmselect("catalog", "export", tmp_path / "small.jsonl", "--from", small)
    before = [path.stat().st_mtime_ns for path in sorted(small.rglob("*.yaml"))]
    fmselect("catalog", "import", tmp_path / "small.jsonl", "--into", small)
    assert records(small) == formatted
    assert [path.stat().st_mtime_ns for path in sorted(small.rglob("*.yaml"))] == before
    fmselect("catalog", "format", "--check", small)


def test_only_comments_are_lost_on_the_way(small: Path, tmp_path: Path, fmselect: Call) -> None:
    """A second export of what was imported into an empty folder is the first, byte for byte."""
    fmselect("catalog", "format", small)
    fmselect("catalog", "export", tmp_path / "first.jsonl", "--from", small)
    fmselect("catalog", "import", tmp_path / "first.jsonl", "--into", tmp_path / "copy")
    fmselect("catalog", "export", tmp_path / "second.jsonl", "--from", tmp_path / "copy")

    first, second = (
        (tmp_path / f"{name}.jsonl").read_text("utf-8") for name in ("first", "second")
    )
    assert first.partition("\n")[2] == second.partition("\n")[2]
    assert '"output_usd_per_million_tokens": 8.00' in second
    fmselect("catalog", "format", "--check", tmp_path / "copy")


def test_formatting_decides_nothing(small: Path, tmp_path: Path) -> None:
    """A catalog compiles to the same answers before and after it is formatted."""
    compile_catalog(small, tmp_path / "before")
    assert main(["catalog", "format", str(small)]) == 0
    compile_catalog(small, tmp_path / "after")

    names = [path.name for path in (tmp_path / "before").iterdir() if path.name != "meta.json"]
    _, different, missing = filecmp.cmpfiles(
        tmp_path / "before", tmp_path / "after", names, shallow=False
    )
    assert missing == []
    assert [name for name in different if not name.endswith((".jsonl", ".index.json"))] == []
