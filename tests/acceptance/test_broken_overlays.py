"""A user's own catalog that cannot be read: told with its place, exit code 4, nothing on stdout."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]

MODEL = "name: Mine\ntype: language\n"
BROKEN: dict[str, Callable[[Path], object]] = {
    "nesting": lambda folder: (folder / "x.yaml").write_bytes(b"[" * 60_000),
    "a bomb": lambda folder: (folder / "x.yaml").write_text("a: &a [1]\nb: [*a, *a]\n"),
    "a wrong key": lambda folder: (folder / "x.yaml").write_text(MODEL + "nme: Mine\n"),
    "an empty file": lambda folder: (folder / "x.yaml").write_bytes(b""),
    "UTF-16": lambda folder: (folder / "x.yaml").write_text(MODEL, encoding="utf-16"),
    "a pipe": lambda folder: os.mkfifo(folder / "x.yaml"),
    "a circle of links": lambda folder: (folder / "x.yaml").symlink_to("x.yaml"),
    "a circle of folders": lambda folder: (folder / "x").symlink_to(".."),
    "a folder": lambda folder: (folder / "x.yaml").mkdir(),
    "a name that is not UTF-8": lambda folder: (folder / "x\udcff.yaml").write_text(MODEL),
    "a name of two lines": lambda folder: (folder / "x\n.yaml").write_text(MODEL),
    "a name with an escape": lambda folder: (folder / "x\x1b[2J.yaml").write_text(MODEL),
}


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A folder of one's own with the record of one model, which is well."""
    folder = tmp_path / "mine" / "models" / "acme"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(MODEL, encoding="utf-8")
    return tmp_path / "mine"


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("form", ["text", "json"])
def test_no_answer_from_a_broken_catalog(
    fmselect: Call, overlay: Path, name: str, form: str
) -> None:
    """A recommendation is not made from what could be read of it."""
    BROKEN[name](overlay / "models" / "acme")
    options = ["--json"] if form == "json" else []

    answer = fmselect("recommend", "coding", "--catalog", str(overlay), *options)
    assert answer.code == 4
    assert answer.out == ""
    assert "models/acme/x" in answer.err
    assert "Traceback" not in answer.err
    assert answer.err.replace("\n", "").isprintable()
    assert len(answer.err) < 2000


@pytest.mark.parametrize("name", BROKEN)
def test_lint_tells_what_and_where(fmselect: Call, overlay: Path, name: str) -> None:
    """Lint answers: there is an error, in a line that an editor can follow."""
    BROKEN[name](overlay / "models" / "acme")

    answer = fmselect("catalog", "lint", str(overlay))
    assert answer.code == 1
    (line, *_) = [line for line in answer.out.splitlines() if "/models/acme/x" in line]
    assert "[invalid-record]" in line
    assert line.isprintable()


def test_a_score_off_its_scale(fmselect: Call, overlay: Path, small_source: Path) -> None:
    """A result that no model can have places none: 61 for 0.61 would be first in every draw."""
    name = "benchmarks/patchset-2026.yaml"
    text = (small_source / name).read_text(encoding="utf-8")
    (overlay / "benchmarks").mkdir()
    spoilt = re.sub(r"score: [\d.]+", "score: 6100", text, count=1)
    (overlay / name).write_text(spoilt, encoding="utf-8")
    line = spoilt[: spoilt.index("6100")].count("\n") + 1

    answer = fmselect("recommend", "coding", "--catalog", str(overlay))

    assert (answer.code, answer.out) == (4, "")
    assert f"patchset-2026.yaml:{line}:" in answer.err
    assert "6100 is above the maximum of the scale, 100" in answer.err


def test_the_overlay_itself_is_well(fmselect: Call, overlay: Path) -> None:
    """Without what breaks it, the same catalog gives an answer."""
    assert fmselect("recommend", "coding", "--catalog", str(overlay)).code == 0


def test_an_endless_standard_input(command: list[str]) -> None:
    """What never ends is refused after the first mebibyte, not read until memory is gone."""
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(
            [*command, "recommend", "-r", "-"],
            stdin=endless,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 4
    assert done.stdout == ""
    assert "<stdin>: is larger than 1024 KiB" in done.stderr
