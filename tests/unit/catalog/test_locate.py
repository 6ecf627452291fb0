"""Finding the compiled catalog, and compiling it once where it is missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from platformdirs import user_data_path

from fmselect.catalog import locate
from fmselect.catalog.folders import cache_folder, own_catalog
from fmselect.catalog.store import open_catalog
from fmselect.domain.records import RECORD_KINDS
from fmselect.errors import FmselectError, InvalidFileError


@pytest.fixture
def folder(small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small catalog to change, with a cache of its own."""
    monkeypatch.setenv("FMSELECT_CACHE", str(tmp_path / "cache"))
    return Path(shutil.copytree(small_folder, tmp_path / "catalog"))


def test_the_kinds_are_the_records_kinds() -> None:
    """The folders watched for changes are those records are read from."""
    assert set(locate._KINDS) == set(RECORD_KINDS)  # noqa: SLF001 - kept apart for start-up


def test_compiled_once(folder: Path) -> None:
    """What is unchanged is compiled once and found again."""
    first = locate.compiled_from([folder])
    made = (first / "meta.json").stat().st_mtime_ns

    assert locate.compiled_from([folder]) == first
    assert (first / "meta.json").stat().st_mtime_ns == made


def test_a_change_is_seen(folder: Path) -> None:
    """An edited, an added and a removed file each give a new compiled form."""
    path = folder / "providers" / "example.yaml"
    seen = [locate.compiled_from([folder])]
    path.write_text(path.read_text(encoding="utf-8").replace("fr", "de"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    seen.append(locate.compiled_from([folder]))
    shutil.copy(path, folder / "providers" / "another.yaml")
    seen.append(locate.compiled_from([folder]))
    (folder / "providers" / "another.yaml").unlink()
    path.write_text("name: Example\nkind: lab\n", encoding="utf-8")
    seen.append(locate.compiled_from([folder]))

    assert len(set(seen)) == 4
    assert open_catalog(seen[-1]).record("providers", "example")["name"] == "Example"


def test_earlier_forms_are_removed(folder: Path) -> None:
    """The cache keeps the newest two forms of a catalog, and no half-written one."""
    path = folder / "providers" / "example.yaml"
    for number in range(4):
        path.write_text(f"name: Example {number}\nkind: lab\n", encoding="utf-8")
        compiled = locate.compiled_from([folder])

    assert len(list(compiled.parent.iterdir())) == 2


def test_overlays_are_part_of_it(folder: Path, tmp_path: Path) -> None:
    """A catalog with an overlay is another one, and so is one with the overlay changed."""
    mine = tmp_path / "mine" / "providers"
    mine.mkdir(parents=True)
    (mine / "acme.yaml").write_text("name: Mine\nkind: lab\n", encoding="utf-8")
    laid_over = locate.compiled_from([folder, mine.parent])

    assert laid_over != locate.compiled_from([folder])
    assert open_catalog(laid_over).record("providers", "acme")["name"] == "Mine"


def test_without_a_cache(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be cached the catalog is compiled for this run."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("FMSELECT_CACHE", str(tmp_path / "file"))
    compiled = locate.compiled_from([folder])

    assert open_catalog(compiled).ids("licenses")
    assert not compiled.is_relative_to(tmp_path)


def test_problems_are_raised_not_cached(folder: Path, tmp_path: Path) -> None:
    """An invalid catalog is an error each time, and leaves nothing in the cache."""
    (folder / "models" / "acme" / "atlas-2.yaml").write_text("nope: 1\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(FmselectError, match="is missing"):
            locate.compiled_from([folder])

    assert not list((tmp_path / "cache").rglob("*.json"))


def test_the_bundled_form_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package carries the compiled form, and nothing is looked at beside it."""
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(locate, "BUNDLED_COMPILED", tmp_path)
    monkeypatch.setattr(locate, "source_folder", lambda: pytest.fail("looked for the source"))

    assert locate.locate_compiled() == tmp_path


def test_the_checkouts_catalog(project: Path) -> None:
    """Without an installed catalog the one of the checkout is the source."""
    assert locate.source_folder() == project / "catalog"


def test_a_missing_overlay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An overlay that does not exist is named."""
    monkeypatch.setattr(locate, "source_folder", lambda: tmp_path)
    with pytest.raises(InvalidFileError):
        locate.locate_compiled([tmp_path / "none"])


def test_the_environment_names_the_place_of_caches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`FMSELECT_CACHE` wins over the system's own place."""
    monkeypatch.setenv("FMSELECT_CACHE", str(tmp_path / "mine"))
    assert cache_folder() == tmp_path / "mine"

    monkeypatch.delenv("FMSELECT_CACHE")
    assert cache_folder().name == "fmselect"


@pytest.mark.parametrize("named", [True, False])
def test_a_users_own_catalog_is_where_platformdirs_says(
    named: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The place that is worked out without the library is the library's."""
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    if named:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    expected = user_data_path("fmselect", appauthor=False) / "catalog"

    assert own_catalog(os.environ) == expected
