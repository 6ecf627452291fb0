"""The small catalog of the tests, read and compiled once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fmselect.catalog.compile import compile_catalog
from fmselect.catalog.load import LoadedCatalog, load_catalog_files
from fmselect.catalog.store import CompiledCatalog, open_catalog

WriteFiles = Callable[..., Path]


@pytest.fixture(scope="session")
def small_folder(project: Path) -> Path:
    """The folder of the small catalog."""
    return project / "tests" / "fixtures" / "small_catalog"


@pytest.fixture(scope="session")
def small_loaded(small_folder: Path) -> LoadedCatalog:
    """The small catalog's records."""
    return load_catalog_files([small_folder])


@pytest.fixture(scope="session")
def small_compiled(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> CompiledCatalog:
    """The small catalog, compiled and opened."""
    target = tmp_path_factory.mktemp("compiled") / "small"
    compile_catalog(small_folder, target)
    return open_catalog(target)


@pytest.fixture
def write_files(tmp_path: Path) -> WriteFiles:
    """Write a catalog from texts by path, and give its folder."""

    def write(files: dict[str, str], name: str = "catalog") -> Path:
        for path, text in files.items():
            target = tmp_path / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return tmp_path / name

    return write
