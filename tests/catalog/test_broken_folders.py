"""The real catalog with files that are not what they seem: each is named, and none is followed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from tempfile import gettempdir

import pytest

from fmselect.catalog.load import LoadedCatalog, load_catalog_files

LAB = "models/tii"
MODEL = f"{LAB}/falcon-7b.yaml"
Damage = Callable[[Path], object]


@pytest.fixture
def catalog(project: Path, tmp_path: Path) -> Path:
    """A few records of the real catalog, in a folder of their own."""
    for kind in (LAB, "licenses", "providers"):
        shutil.copytree(project / "catalog" / kind, tmp_path / "catalog" / kind)
    return tmp_path / "catalog"


def problems(catalog: Path) -> list[tuple[str, str]]:
    """Where something is wrong, below the catalog's folder, and what with what to do."""
    found = load_catalog_files([catalog]).problems
    return [
        ((problem.where or "").removeprefix(f"{catalog}/"), f"{problem.message}; {problem.hint}")
        for problem in found
    ]


def link(target: str, name: str) -> Damage:
    """A symbolic link in the catalog."""
    return lambda catalog: (catalog / name).symlink_to(target)


def rename(old: str, new: str) -> Damage:
    """A file that was moved or renamed."""

    def damage(catalog: Path) -> None:
        (catalog / new).parent.mkdir(parents=True, exist_ok=True)
        (catalog / old).rename(catalog / new)

    return damage


def copy(old: str, new: str) -> Damage:
    """A copy of a file under another name."""
    return lambda catalog: shutil.copyfile(catalog / old, catalog / new)


@pytest.mark.parametrize(
    ("damage", "where", "message"),
    [
        pytest.param(
            rename(MODEL, "models/falcon-7b.yaml"),
            "models/falcon-7b.yaml",
            "is not where its kind is read; move it to models/<lab>/<model>.yaml",
            id="a model without its lab",
        ),
        pytest.param(
            rename(MODEL, f"{LAB}/small/falcon-7b.yaml"),
            f"{LAB}/small/falcon-7b.yaml",
            "is not where its kind is read; move it to models/<lab>/<model>.yaml",
            id="a model too deep",
        ),
        pytest.param(
            rename(MODEL, "falcon-7b.yaml"),
            "falcon-7b.yaml",
            "is in no folder of records; move it to models/, offers/, ",
            id="a model in no folder",
        ),
        pytest.param(
            rename(MODEL, f"{LAB}/falcon-7b.yml"),
            f"{LAB}/falcon-7b.yml",
            "does not end in .yaml; rename it",
            id="yml",
        ),
        pytest.param(
            rename(MODEL, f"{LAB}/falcon-7b.YAML"),
            f"{LAB}/falcon-7b.YAML",
            "does not end in .yaml; rename it",
            id="YAML in capitals",
        ),
        pytest.param(
            rename(MODEL, f"{LAB}/falcon-7b.yaml.txt"),
            f"{LAB}/falcon-7b.yaml.txt",
            "does not end in .yaml; rename it",
            id="an ending more",
        ),
        pytest.param(
            rename(MODEL, f"{LAB}/falcon-7b"),
            f"{LAB}/falcon-7b",
            "does not end in .yaml; rename it",
            id="no ending",
        ),
        pytest.param(
            rename(MODEL, f"{LAB}/falcon-7b.json"),
            f"{LAB}/falcon-7b.json",
            "does not end in .yaml; rename it",
            id="json",
        ),
        pytest.param(
            rename(MODEL, "providers/falcon-7b.yaml"),
            "providers/falcon-7b.yaml:3:1",
            "type: unknown key; the keys here are ",
            id="a model among providers",
        ),
        pytest.param(
            rename(LAB, "model/tii"),
            "model",
            "holds no kind of record; did you mean models?",
            id="a misspelt folder",
        ),
        pytest.param(
            rename(MODEL, f"{LAB}/Falcon-7B.yaml"),
            f"{LAB}/Falcon-7B.yaml",
            "'Falcon-7B' cannot be part of an id; rename it with a-z, 0-9 and . _ + -",
            id="capitals",
        ),
        pytest.param(
            rename(MODEL, f"{LAB}/falcon 7b.yaml"),
            f"{LAB}/falcon 7b.yaml",
            "'falcon 7b' cannot be part of an id; rename it with a-z, 0-9 and . _ + -",
            id="a blank in the name",
        ),
        pytest.param(
            rename(MODEL, f"{LAB}/falcon\n\x1b[31m.yaml"),
            f"{LAB}/falcon\\x0a\\x1b[31m.yaml",
            "cannot be part of an id; rename it",
            id="a line end in the name",
        ),
        pytest.param(
            rename(MODEL, f"{LAB}/falc\udcffn.yaml"),
            f"{LAB}/falc\\udcffn.yaml",
            "cannot be part of an id; rename it",
            id="a name that is not UTF-8",
        ),
        pytest.param(
            copy("licenses/MIT.yaml", "licenses/mit.yaml"),
            "licenses/mit.yaml",
            "differs from MIT in capitals only; keep one",
            id="a licence twice, once in small letters",
        ),
        pytest.param(
            lambda catalog: (catalog / LAB / "x.yaml").mkdir(),
            f"{LAB}/x.yaml",
            "is a folder, not a file; rename it",
            id="a folder named like a record",
        ),
        pytest.param(
            lambda catalog: os.mkfifo(catalog / LAB / "x.yaml"),
            f"{LAB}/x.yaml",
            "is not an ordinary file; ",
            id="a pipe",
        ),
        pytest.param(
            link("falcon-7b.yaml", f"{LAB}/x.yaml"),
            f"{LAB}/x.yaml",
            "is a symbolic link; put the record itself here",
            id="a link to a record",
        ),
        pytest.param(
            link("x.yaml", f"{LAB}/x.yaml"),
            f"{LAB}/x.yaml",
            "is a symbolic link; ",
            id="a link to itself",
        ),
        pytest.param(
            link("nowhere.yaml", f"{LAB}/x.yaml"),
            f"{LAB}/x.yaml",
            "is a symbolic link; ",
            id="a link to nothing",
        ),
        pytest.param(
            link("/etc/passwd", f"{LAB}/x.yaml"),
            f"{LAB}/x.yaml",
            "is a symbolic link; ",
            id="a link out of the catalog",
        ),
        pytest.param(
            link("..", f"{LAB}/again"),
            f"{LAB}/again",
            "is a symbolic link; ",
            id="a circle of folders",
        ),
        pytest.param(
            link("/", "models/root"),
            "models/root",
            "is a symbolic link; ",
            id="a link to the whole machine",
        ),
        pytest.param(
            link("models", "offers"),
            "offers",
            "is a symbolic link; ",
            id="a link for a folder of records",
        ),
    ],
)
def test_it_is_named(damage: Damage, where: str, message: str, catalog: Path) -> None:
    """Each is found at its place, and what to do is said; the rest of the catalog is read."""
    damage(catalog)
    found = problems(catalog)

    assert [place for place, text in found if place == where and message in text] == [where]
    assert {place.partition(":")[0] for place, _ in found} == {where.partition(":")[0]}
    assert all(text.isprintable() for place_and_text in found for text in place_and_text)


@pytest.fixture
def nobody() -> Iterator[None]:
    """Act as a user without rights, where the tests have all of them."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_may_not_be_read(catalog: Path, request: pytest.FixtureRequest) -> None:
    """A file without rights is named, with the system's reason."""
    above = takewhile(lambda path: path != Path(gettempdir()).resolve(), catalog.resolve().parents)
    for path in [catalog, *above, *catalog.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o055)
    (catalog / MODEL).chmod(0)
    request.getfixturevalue("nobody")

    assert problems(catalog) == [(MODEL, "cannot be read: permission denied; None")]


def test_ids_of_broken_files_are_known(catalog: Path) -> None:
    """Whoever refers to a record whose file is broken is not told that there is none."""
    (catalog / MODEL).write_text("name: [\n", encoding="utf-8")
    (catalog / "licenses/MIT.yaml").write_text("nam: x\n", encoding="utf-8")

    loaded: LoadedCatalog = load_catalog_files([catalog])
    assert loaded.broken["models"] == {"tii/falcon-7b"}
    assert loaded.broken["licenses"] == {"MIT"}
    assert "tii/falcon-7b" not in loaded.entries["models"]
