"""Two states of a catalog: what is read, what is taken over, and what cannot be read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fmselect.catalog.load import LoadedCatalog, load_catalog_files
from fmselect.catalog.review.compare import compare
from fmselect.catalog.review.pairs import Pair, open_pair
from fmselect.catalog.stated import stated
from fmselect.errors import Problems
from tests.support.repository import commit_all, new_repository


@pytest.fixture
def folder(small_folder: Path, tmp_path: Path) -> Path:
    """The small catalog, committed."""
    root = new_repository(tmp_path / "project")
    copy = shutil.copytree(small_folder, root / "catalog")
    commit_all(root)
    return copy


def data(catalog: LoadedCatalog) -> dict[str, dict[str, object]]:
    """Everything that a catalog says."""
    return {
        kind: {id_: stated(entry) for id_, entry in entries.items()}
        for kind, entries in catalog.entries.items()
    }


@pytest.fixture
def spoiled(folder: Path) -> Iterator[Pair]:
    """Changed in every way: edited, added, removed, moved."""
    edited = folder / "offers" / "gatehub" / "acme.yaml"
    edited.write_text(edited.read_text().replace("1.05", "1.10"))
    (folder / "models" / "acme" / "atlas-2-mini.yaml").rename(folder / "models/acme/atlas-3.yaml")
    for path in (edited, folder / "offers" / "acme" / "acme.yaml"):
        path.write_text(path.read_text().replace("acme/atlas-2-mini", "acme/atlas-3"))
    for path in (folder / "benchmarks").glob("*.yaml"):
        path.write_text(path.read_text().replace("acme/atlas-2-mini", "acme/atlas-3"))
    (folder / "hardware" / "desk-24gb.yaml").unlink()
    shutil.copy(folder / "licenses" / "MIT.yaml", folder / "licenses" / "0BSD.yaml")
    with open_pair(folder, "HEAD", ()) as pair:
        yield pair


def test_before_is_the_catalog_of_the_commit(spoiled: Pair, small_folder: Path) -> None:
    """However it was changed since, the state of before is what was committed."""
    assert data(spoiled.base) == data(load_catalog_files([small_folder]))
    assert spoiled.unreadable == ()


def test_what_changed_is_told_once(spoiled: Pair) -> None:
    """A renamed model is renamed wherever it is named, and neither gone nor new."""
    changes, renamed = compare(spoiled.base, spoiled.new)
    told = {(c.kind, c.id, c.action) for c in changes}

    assert renamed["models"] == {"acme/atlas-2-mini": "acme/atlas-3"}
    assert told == {
        ("models", "acme/atlas-3", "renamed"),
        ("offers", "acme/acme/atlas-3", "renamed"),
        ("offers", "gatehub/acme/atlas-3", "renamed"),
        ("offers", "gatehub/acme/atlas-3", "changed"),
        ("offers", "gatehub/acme/atlas-3", "changed"),
        ("hardware", "desk-24gb", "removed"),
        ("licenses", "0BSD", "added"),
    }


def test_a_file_of_before_that_is_refused_today(folder: Path) -> None:
    """It counts as unchanged and is named with the revision; the rest is compared."""
    path = folder / "models" / "acme" / "atlas-2.yaml"
    good = path.read_text()
    path.write_text(good + "flavour: sweet\n")
    commit_all(folder)
    path.write_text(good)
    with open_pair(folder, "HEAD", ()) as pair:
        (problem,) = pair.unreadable
        changes, _ = compare(pair.base, pair.new)

    assert str(problem).startswith("HEAD:models/acme/atlas-2.yaml:")
    assert "flavour: unknown key" in str(problem)
    assert changes == []


def test_the_catalog_of_now_has_to_be_valid(folder: Path) -> None:
    """What is wrong with it is told as by every command."""
    (folder / "models" / "acme" / "atlas-2.yaml").write_text("name: X\n")
    with pytest.raises(Problems), open_pair(folder, "HEAD", ()):
        pass


def test_an_overlay_over_the_bundled_catalog(small_folder: Path, tmp_path: Path) -> None:
    """A record an overlay no longer has is the one below it; what it replaces is compared with."""
    before, now = tmp_path / "before", tmp_path / "now"
    for folder, price in ((before, "0.20"), (now, "0.22")):
        path = folder / "offers" / "gatehub" / "acme.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(
            "offers:\n  - model: acme/atlas-2-mini\n    billing: token\n    prices:\n"
            f"      - input_usd_per_million_tokens: {price}\n"
            "        output_usd_per_million_tokens: 1\n"
            "        source: contract\n        observed: 2026-11-01\n"
        )
    (before / "models" / "acme").mkdir(parents=True)
    shutil.copy(small_folder / "models/acme/atlas-2.yaml", before / "models/acme/atlas-2.yaml")
    mine = before / "models" / "acme" / "atlas-2.yaml"
    mine.write_text(mine.read_text().replace("name: Atlas 2", "name: Our Atlas"))
    with open_pair(now, str(before), (small_folder,)) as pair:
        changes, _ = compare(pair.base, pair.new)

    assert [(c.id, c.text) for c in changes] == [
        ("acme/atlas-2", "name: Our Atlas -> Atlas 2"),
        (
            "gatehub/acme/atlas-2-mini",
            "input $0.20 -> $0.22 per million tokens (+10 %), corrected in place",
        ),
    ]
