"""Which catalog a sync changes when none is named, and which it never changes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog import locate

Call = Callable[..., Any]
Snapshot = Callable[[Path], dict[str, bytes]]
PRICES = {
    "data": [
        {
            "id": "openai/gpt-5",
            "context_length": 400_000,
            "pricing": {"prompt": "0.00000125", "completion": "0.00001"},
        }
    ]
}


@pytest.fixture
def words(tmp_path: Path) -> tuple[str, ...]:
    """A sync from a saved file."""
    file = tmp_path / "prices.json"
    file.write_text(json.dumps(PRICES), encoding="utf-8")
    return ("catalog", "sync", "openrouter", "--from", str(file), "--today", "2026-11-24")


@pytest.fixture(autouse=True)
def elsewhere(catalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a catalog, a small bundled one, and a home without one."""
    monkeypatch.setattr(locate, "BUNDLED_SOURCE", catalog)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("FMSELECT_CATALOG", raising=False)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def folders(tmp_path: Path, *names: str) -> Iterator[str]:
    """Empty folders."""
    for name in names:
        (tmp_path / name).mkdir()
        yield str(tmp_path / name)


def offers(folder: Path) -> list[str]:
    """The files of offers in a folder."""
    return [path.relative_to(folder).as_posix() for path in folder.rglob("offers/**/*.yaml")]


def test_the_layer_that_is_named_is_changed(
    fmselect: Call, words: tuple[str, ...], tmp_path: Path
) -> None:
    """With `--catalog`, as for every other command; which one it was is told."""
    (mine,) = folders(tmp_path, "mine")
    answer = fmselect(*words, "--catalog", mine)

    assert answer.code == 0
    assert answer.err.startswith(f"{mine} is the catalog that is changed\n")
    assert answer.out.startswith(f"openrouter of 2026-11-24: 1 file written in {mine}\n")
    assert offers(tmp_path / "mine") == ["offers/openrouter/openai.yaml"]


def test_the_layer_of_the_environment_is_changed(
    fmselect: Call, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no checkout is around."""
    (mine,) = folders(tmp_path, "mine")
    monkeypatch.setenv("FMSELECT_CATALOG", mine)

    assert fmselect(*words, "--json").document["into"] == mine


def test_the_layer_of_the_project_is_changed(
    fmselect: Call, words: tuple[str, ...], elsewhere: Path
) -> None:
    """`./.fmselect/catalog`, if it is there."""
    (elsewhere / ".fmselect" / "catalog").mkdir(parents=True)

    assert fmselect(*words, "--json").document["into"] == str(Path(".fmselect", "catalog"))


def test_a_checkout_goes_before_layers_that_are_merely_in_use(
    fmselect: Call, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its catalog is what is worked on; `--catalog` says otherwise."""
    mine, *_ = folders(tmp_path, "mine", "elsewhere/catalog", "elsewhere/catalog/models")
    (tmp_path / "elsewhere" / "catalog" / "tasks").mkdir()
    monkeypatch.setenv("FMSELECT_CATALOG", mine)

    assert fmselect(*words, "--dry-run", "--json").document["into"] == "catalog"
    named = fmselect(*words, "--dry-run", "--json", "--catalog", mine)
    assert named.document["into"] == mine


def test_of_several_layers_none_is_guessed(
    fmselect: Call, words: tuple[str, ...], tmp_path: Path, snapshot: Snapshot
) -> None:
    """They are named, and `--into` decides."""
    one, two = folders(tmp_path, "one", "two")
    both = ("--catalog", one, "--catalog", two)
    before = snapshot(tmp_path)
    answer = fmselect(*words, *both)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"error: --catalog: several catalogs are in use: {one}, {two}")
    assert snapshot(tmp_path) == before
    assert fmselect(*words, *both, "--into", two, "--json").document["into"] == two


def test_of_several_layers_the_one_that_can_be_written_is_changed(
    fmselect: Call, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A catalog that an administrator has mounted read-only is none to change."""
    one, two = folders(tmp_path, "one", "two")
    allowed = os.access

    def access(path: Path, mode: int) -> bool:
        return str(path) != one and allowed(path, mode)

    monkeypatch.setattr(os, "access", access)  # root may write everywhere
    answer = fmselect(*words, "--catalog", one, "--catalog", two, "--json")
    assert answer.document["into"] == two

    alone = fmselect(*words, "--catalog", one)
    assert (alone.code, alone.out) == (2, "")
    assert alone.err.startswith(f"error: --catalog: cannot be written: {one}")


@pytest.mark.parametrize("place", ["lib/site-packages/fmselect/_catalog", "catalog", "link"])
@pytest.mark.parametrize("option", ["--into", "--catalog"])
def test_what_is_installed_is_never_changed(
    fmselect: Call,
    words: tuple[str, ...],
    tmp_path: Path,
    snapshot: Snapshot,
    place: str,
    option: str,
) -> None:
    """The bundled catalog of this installation or another, or a link to it: upgrades replace it."""
    (tmp_path / "lib" / "site-packages" / "fmselect" / "_catalog").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "catalog")
    before = snapshot(tmp_path)
    answer = fmselect(*words, option, str(tmp_path / place))

    assert (answer.code, answer.out) == (2, "")
    told = {"--into": "belongs to this installation", "--catalog": "cannot be written"}
    assert told[option] in answer.err
    assert snapshot(tmp_path) == before
