"""The real catalog compiled after an edit, with the help of what the run before it left."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fmselect.catalog.compile import compile_catalog
from fmselect.catalog.locate import source_folder

pytestmark = pytest.mark.slow


def compiled(folder: Path, target: Path, *, reuse: bool = True) -> dict[str, bytes]:
    """The files of the compiled form."""
    compile_catalog(folder, target, reuse=reuse)
    return {path.name: path.read_bytes() for path in target.iterdir()}


def test_after_an_edit_not_a_byte_differs_from_a_cold_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One price list and one set of results changed: files and estimates are those of all anew."""
    monkeypatch.setenv("FMSELECT_CACHE", str(tmp_path / "cache"))
    folder = shutil.copytree(source_folder(), tmp_path / "catalog")
    first = compiled(folder, tmp_path / "first")
    for kind, old, new in (
        ("offers", "input_usd_per_million_tokens: ", "input_usd_per_million_tokens: 1"),
        ("benchmarks", "score: ", "score: 1"),
    ):
        path = next(p for p in sorted((folder / kind).rglob("*.yaml")) if old in p.read_text())
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(f"{old}0.", f"{new}.", 1) + "# edited\n", encoding="utf-8")

    warm = compiled(folder, tmp_path / "warm")

    assert warm == compiled(folder, tmp_path / "cold", reuse=False)
    assert warm["meta.json"] != first["meta.json"]
