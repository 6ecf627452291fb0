"""What is kept of parsed files: it changes nothing but the time, and is never believed blindly."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmselect.catalog import parsed_cache
from fmselect.catalog.compile import compile_catalog
from fmselect.catalog.estimates import evidence_of
from fmselect.catalog.load import LoadedCatalog, load_catalog_files
from fmselect.catalog.strict_yaml import load_yaml
from fmselect.errors import Problems

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")))
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.sampled_from(
    [Decimal("0.30"), Decimal("1E+3"), Decimal("-0.0"), Decimal("12345678901234567890.1")]
)
SCALARS = st.none() | st.booleans() | st.integers() | DECIMALS | TEXTS
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own, used for catalogs however small."""
    monkeypatch.setenv("FMSELECT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(parsed_cache, "FEWEST", 1)
    return tmp_path / "cache"


@pytest.fixture
def folder(small_folder: Path, tmp_path: Path) -> Path:
    """A copy of the small catalog, to edit."""
    return Path(shutil.copytree(small_folder, tmp_path / "catalog"))


def compiled(folder: Path, target: Path, *, reuse: bool = True) -> dict[str, bytes]:
    """The files of the compiled form."""
    compile_catalog(folder, target, reuse=reuse)
    return {path.name: path.read_bytes() for path in target.iterdir()}


def kept(cache: Path) -> Path:
    """The one file of parsed files in the cache."""
    (file,) = (cache / "parsed").glob("*.jsonl")
    return file


def said(catalog: LoadedCatalog) -> dict[str, Any]:
    """What every record says."""
    return {
        f"{kind}/{id_}": entry.document.data
        for kind, entries in catalog.entries.items()
        for id_, entry in entries.items()
    }


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are parsed, as they are."""
    seen: list[str] = []

    def counted(text: bytes, path: str, *, limit: int) -> Any:
        seen.append(Path(path).as_posix())
        return load_yaml(text, path, limit=limit)

    monkeypatch.setattr("fmselect.catalog.parsed_cache.load_yaml", counted)
    return seen


def typed(value: Any) -> Any:
    """A value with the type and the digits of everything in it."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    return type(value), str(value)


@given(VALUES)
def test_what_a_file_says_is_read_back_the_same(value: Any) -> None:
    """Every type and every digit; what JSON cannot hold is not kept at all."""
    line = parsed_cache.encoded(b"digest", value)

    assert parsed_cache.decoded(b"another", line) is parsed_cache.MISSING
    if line:
        assert typed(parsed_cache.decoded(b"digest", line)) == typed(value)
    else:
        assert "Decimal" in repr(value) or "\\u0001" in json.dumps(value)


def test_a_whole_number_written_as_a_decimal_is_not_kept() -> None:
    """`Decimal("3")` would come back as the integer 3."""
    assert parsed_cache.encoded(b"", {"a": Decimal(3)}) == b""
    assert parsed_cache.encoded(b"", {"a": Decimal("3.0"), "b": 3}) != b""


@pytest.mark.parametrize("kind", ["models", "offers", "providers", "licenses", "benchmarks"])
def test_after_an_edit_the_compiled_form_is_that_of_a_cold_start(
    kind: str, folder: Path, tmp_path: Path, parses: list[str]
) -> None:
    """Only the edited file is parsed, and not a byte is different."""
    before = compiled(folder, tmp_path / "first")
    edited = min((folder / kind).rglob("*.yaml"))
    edited.write_text(edited.read_text(encoding="utf-8") + "# edited\n", encoding="utf-8")
    parses.clear()

    warm = compiled(folder, tmp_path / "warm")

    assert [Path(path).name for path in parses] == [edited.name]
    assert warm == compiled(folder, tmp_path / "cold", reuse=False)
    assert warm["meta.json"] != before["meta.json"]


@pytest.mark.parametrize("old", ["2026-09-15", "57.6", "north"])
def test_a_changed_fact_is_seen(old: str, folder: Path, tmp_path: Path) -> None:
    """What is kept belongs to the text that was read, whatever the file is called."""
    compiled(folder, tmp_path / "first")
    for path in folder.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(old, old[:-1] + old[-1].translate({53: 52, 54: 55, 104: 116})))
    warm, cold = (load_catalog_files([folder], reuse=reuse) for reuse in (True, False))

    assert said(warm) == said(cold)
    assert [str(problem) for problem in warm.problems] == [str(p) for p in cold.problems]


def test_a_file_that_went_is_gone(folder: Path, tmp_path: Path) -> None:
    """What is kept of a file brings it back to no catalog."""
    compiled(folder, tmp_path / "first")
    (folder / "hardware" / "desk-24gb.yaml").unlink()
    catalog = load_catalog_files([folder])

    assert list(catalog.entries["hardware"]) == ["forge-80gb"]


def test_a_file_that_is_wrong_is_told_each_time(folder: Path) -> None:
    """Nothing is kept of it: the same words, the same place."""
    (folder / "licenses" / "MIT.yaml").write_text("name: x\nname: y\n", encoding="utf-8")
    first, second = (load_catalog_files([folder]) for _ in range(2))

    assert [str(problem) for problem in first.problems] == [
        str(problem) for problem in second.problems
    ]
    with pytest.raises(Problems, match="here twice"):
        second.raise_problems()


def poisoned(data: bytes) -> Iterator[bytes]:
    """The file of the cache, spoilt in several ways."""
    head, *lines = data.splitlines(keepends=True)
    yield b""
    yield b"\xff\xfe garbage"
    yield b"parsed-0 00000000\n" + b"".join(lines).replace(b"MIT", b"TIM")
    yield head + b"".join(lines).replace(b"MIT", b"TIM")
    yield head + b"".join(line[: len(line) // 2] for line in lines)
    yield head + b"".join(line[:64] + b" " + lines[0][65:] for line in lines)[:-40]


@pytest.mark.parametrize("number", range(6))
def test_a_poisoned_cache_is_ignored(number: int, folder: Path, cache: Path) -> None:
    """A line that is not what was written counts for nothing; the next run mends it."""
    honest = said(load_catalog_files([folder], reuse=False))
    load_catalog_files([folder])
    whole = kept(cache).read_bytes()
    kept(cache).write_bytes(list(poisoned(whole))[number])

    assert said(load_catalog_files([folder])) == honest
    assert sorted(kept(cache).read_bytes().splitlines()) == sorted(whole.splitlines())


def test_what_another_parser_kept_is_ignored(
    folder: Path, parses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A parser that was changed may read the same text differently."""
    load_catalog_files([folder])
    count = len(parses)
    load_catalog_files([folder])
    assert len(parses) == count
    monkeypatch.setattr(parsed_cache, "_parser_state", lambda: "another")
    load_catalog_files([folder])

    assert len(parses) == 2 * count


def test_a_cache_that_cannot_be_written_is_done_without(
    folder: Path, tmp_path: Path, cache: Path
) -> None:
    """A file where the cache's folder should be: the catalog is read and compiled all the same."""
    cache.write_text("in the way", encoding="utf-8")

    warm = compiled(folder, tmp_path / "warm")

    assert warm == compiled(folder, tmp_path / "cold", reuse=False)
    assert cache.read_text(encoding="utf-8") == "in the way"


def test_the_cache_does_not_grow(small_folder: Path, tmp_path: Path, cache: Path) -> None:
    """However many folders are read and however often they change, a few files are kept."""
    for number in range(parsed_cache.MOST_FOLDERS + 3):
        copy = shutil.copytree(small_folder, tmp_path / f"copy{number}")
        load_catalog_files([copy])
    size = kept_size(cache)
    for text in ("# one\n", "# two\n"):
        (copy / "licenses" / "MIT.yaml").write_text(
            (small_folder / "licenses" / "MIT.yaml").read_text(encoding="utf-8") + text
        )
        load_catalog_files([copy])

    assert len(list((cache / "parsed").iterdir())) == parsed_cache.MOST_FOLDERS
    assert kept_size(cache) == size


def kept_size(cache: Path) -> int:
    """Bytes in the cache of parsed files."""
    return sum(file.stat().st_size for file in (cache / "parsed").iterdir())


def test_two_runs_at_once(folder: Path, project: Path, cache: Path, tmp_path: Path) -> None:
    """Both compile the catalog; what they leave in the cache is whole."""
    script = (
        "import sys; from pathlib import Path; from fmselect.catalog import parsed_cache;"
        "parsed_cache.FEWEST = 1;"
        "from fmselect.catalog.compile import compile_catalog;"
        "[compile_catalog(Path(sys.argv[1]), Path(sys.argv[2]), reuse=True) for _ in range(3)]"
    )
    environment = {**os.environ, "PYTHONPATH": str(project / "src")}
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(folder), str(tmp_path / name)], env=environment
        )
        for name in ("one", "two")
    ]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]

    cold = compiled(folder, tmp_path / "cold", reuse=False)
    for name in ("one", "two"):
        assert {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} == cold
    assert not [path for path in cache.rglob(".*") if path.is_file()]
    assert said(load_catalog_files([folder])) == said(load_catalog_files([folder], reuse=False))


@pytest.fixture
def fits(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders whose evidence is worked out, as it is."""
    seen: list[Path] = []

    def counted(catalog: LoadedCatalog, folder: Path, below: Path | None) -> Any:
        seen.append(folder)
        return evidence_of(catalog, folder, below)

    monkeypatch.setattr("fmselect.catalog.evidence_cache.evidence_of", counted)
    return seen


@pytest.mark.parametrize(
    ("file", "again"),
    [
        ("licenses/MIT.yaml", False),
        ("models/acme/atlas-2.yaml", False),
        ("offers/acme/acme.yaml", False),
        ("benchmarks/patchset-2026.yaml", True),
        ("calibration.yaml", True),
    ],
)
def test_estimates_are_made_anew_when_the_evidence_changes(
    file: str, again: bool, folder: Path, tmp_path: Path, fits: list[Path]
) -> None:
    """Benchmarks and the calibration are evidence, nothing else."""
    compiled(folder, tmp_path / "first")
    compiled(folder, tmp_path / "second")
    assert len(fits) == 1
    with (folder / file).open("a", encoding="utf-8") as edited:
        edited.write("# edited\n")
    warm = compiled(folder, tmp_path / "warm")

    assert len(fits) == 1 + again
    assert warm == compiled(folder, tmp_path / "cold", reuse=False)


@pytest.mark.parametrize("name", ["evidence.json", "evidence.sha256"])
def test_poisoned_estimates_are_ignored(
    name: str, folder: Path, tmp_path: Path, cache: Path, fits: list[Path]
) -> None:
    """Estimates that are not what was written are worked out again, and mended."""
    honest = compiled(folder, tmp_path / "first")
    (file,) = (cache / "evidence").rglob(name)
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"0", b"1"))

    assert compiled(folder, tmp_path / "second") == honest
    assert len(fits) == 2
    assert file.read_bytes() == whole
