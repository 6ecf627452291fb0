"""Compiling: what is refused, what is written, and never half of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fmselect.catalog import compile as compiling
from fmselect.catalog.compile import compile_catalog, digest
from fmselect.catalog.load import load_catalog_files
from fmselect.catalog.store import open_catalog
from fmselect.errors import Problems

WriteFiles = Callable[..., Path]


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_twice(small_folder: Path, tmp_path: Path) -> None:
    """Compiling is a function of the text: twice gives the same files, byte for byte."""
    for name in ("one", "two"):
        compile_catalog(small_folder, tmp_path / name)

    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_what_is_there_is_replaced(small_folder: Path, tmp_path: Path) -> None:
    """An earlier compiled form makes way for the new one, and nothing else is left behind."""
    target = tmp_path / "compiled"
    target.mkdir()
    (target / "stale.json").write_text("{}", encoding="utf-8")
    compile_catalog(small_folder, target)

    assert "stale.json" not in files(target)
    assert open_catalog(target).ids("hardware") == ["desk-24gb", "forge-80gb"]
    assert list(tmp_path.iterdir()) == [target]


def test_an_interrupted_compile_leaves_nothing(
    small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stops a compile half-way, the folder before it is whole and alone."""
    target = tmp_path / "compiled"
    compile_catalog(small_folder, target)
    before = files(target)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(compiling, "_meta", interrupt)
    with pytest.raises(KeyboardInterrupt):
        compile_catalog(small_folder, target)

    assert files(target) == before
    assert list(tmp_path.iterdir()) == [target]


def test_invalid_files_are_all_told(small_folder: Path, tmp_path: Path) -> None:
    """A catalog with problems is not compiled; all of them are told."""
    shutil.copytree(small_folder, tmp_path / "bad")
    for name in ("atlas-2", "vector-1"):
        path = tmp_path / "bad" / "models" / "acme" / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "nope: 1\n", encoding="utf-8")

    with pytest.raises(Problems) as refused:
        compile_catalog(tmp_path / "bad", tmp_path / "compiled")

    assert len([p for p in refused.value.problems if "nope" in p.message]) == 2
    assert not (tmp_path / "compiled").exists()


def test_offers_of_unknown_models_and_providers(write_files: WriteFiles, tmp_path: Path) -> None:
    """An offer needs its model and its provider; a name close to one is suggested."""
    folder = write_files(
        {
            "models/acme/atlas.yaml": "name: Atlas\ntype: language\n",
            "offers/acem/acme.yaml": "offers:\n  - model: acme/atals\n",
            "providers/acme.yaml": "name: Acme\nkind: lab\n",
        }
    )
    with pytest.raises(Problems) as refused:
        compile_catalog(folder, tmp_path / "compiled")

    assert [(p.message, p.hint) for p in refused.value.problems] == [
        (
            "acme/atals is not in the catalog",
            "did you mean acme/atlas? Or add models/acme/atals.yaml",
        ),
        ("acem is not in the catalog", "did you mean acme? Or add providers/acem.yaml"),
    ]


def test_the_digest_is_of_the_text(small_folder: Path, tmp_path: Path) -> None:
    """A changed letter changes the digest; the kind of line ends does not."""
    original = digest(load_catalog_files([small_folder]))
    shutil.copytree(small_folder, tmp_path / "copy")
    path = tmp_path / "copy" / "licenses" / "MIT.yaml"
    text = path.read_bytes()
    path.write_bytes(text.replace(b"\n", b"\r\n"))
    other_ends = digest(load_catalog_files([tmp_path / "copy"]))
    path.write_bytes(text.replace(b"MIT License", b"MIT license"))

    assert other_ends == original
    assert digest(load_catalog_files([tmp_path / "copy"])) != original


def test_an_overlay_changes_digest_and_answer(
    small_folder: Path, write_files: WriteFiles, tmp_path: Path
) -> None:
    """A negotiated price laid over the catalog is the one that counts, and the digest says so."""
    mine = write_files(
        {
            "offers/acme/acme.yaml": "offers:\n  - model: acme/atlas-2\n    billing: token\n"
            "    prices:\n      - {input_usd_per_million_tokens: 1.25, source: contract}\n"
        }
    )
    compile_catalog([small_folder, mine], tmp_path / "compiled")
    catalog = open_catalog(tmp_path / "compiled")
    rows = {row.offer: row for row in catalog.candidates(catalog.task("chat"))}

    assert rows["acme/acme/atlas-2"].price.base.input == 1.25  # type: ignore[union-attr]
    assert rows["acme/acme/atlas-2-mini"].price.base.input == 0.25  # type: ignore[union-attr]
    assert catalog.stamp["digest"] != digest(load_catalog_files([small_folder]))


def test_an_overlay_prices_your_own_machines(
    small_folder: Path, write_files: WriteFiles, tmp_path: Path
) -> None:
    """An offer of `self` that is written down takes the place of the one made for its model."""
    mine = write_files(
        {
            "offers/self/example.yaml": "offers:\n  - model: example/quill-70b\n    billing: flat\n"
            "    prices:\n      - {units: [{usd_per_month: 1800}], source: invoice}\n"
        }
    )
    compile_catalog([small_folder, mine], tmp_path / "compiled")
    catalog = open_catalog(tmp_path / "compiled")
    rows = [row for row in catalog.candidates(catalog.task("chat")) if row.provider == "self"]

    assert [row.model for row in rows].count("example/quill-70b") == 1
    own = next(row for row in rows if row.model == "example/quill-70b")
    assert own.price.units[0].usd == 1800  # type: ignore[union-attr]
    assert own.privacy.self_hosted
    assert catalog.record("offers", own.offer)["billing"] == "flat"


def test_meta(small_folder: Path, tmp_path: Path) -> None:
    """The build is the date of the newest fact and eight digits of the digest."""
    compile_catalog(small_folder, tmp_path / "compiled")
    meta = json.loads((tmp_path / "compiled" / "meta.json").read_text(encoding="utf-8"))

    assert meta["build"] == f"2026-11-12-{meta['digest'][:8]}"
    assert (meta["newest_fact"], meta["oldest_price"]) == ("2026-11-12", "2026-07-03")
    assert meta["records"]["offers"] == 14
    assert meta["candidates"]["language"] == 11
