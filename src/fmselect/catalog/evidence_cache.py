"""The estimates of a catalog, kept in the user's cache: fitted anew when the evidence moves.

A fit takes longer than all the rest of compiling, and only benchmarks and the calibration bear on
it. What is kept is named by a digest of these, of the modules that fit, and of the versions of
Python and numpy, and lies beside a digest of itself: what is damaged is as good as none.
"""

from __future__ import annotations

import json
import platform
import shutil
import tempfile
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from fmselect import capability
from fmselect._version import __version__
from fmselect.catalog import estimates
from fmselect.catalog.estimates import (
    CALIBRATION,
    PUBLISHED,
    Evidence,
    evidence_of,
    published_document,
    read_evidence,
)
from fmselect.catalog.folders import cache_folder
from fmselect.catalog.load import LoadedCatalog

MOST = 6
"""Fits that are kept: those made last."""

_SEAL = "evidence.sha256"


def kept_evidence(catalog: LoadedCatalog, folder: Path, below: Path | None) -> Evidence:
    """`fmselect.catalog.estimates.evidence_of`, from the cache where it was worked out before.

    Args:
        catalog: With its overlays.
        folder: Of the base catalog, where its calibration is.
        below: The compiled form of the base catalog alone, if this one has overlays.
    """
    if below is not None:  # nothing is fitted then
        return evidence_of(catalog, folder, below)
    place = cache_folder() / "evidence" / _name(catalog, folder)
    found = _read(place)
    if found is None:
        found = evidence_of(catalog, folder, below)
        with suppress(OSError):
            _write(found, place)
    return found


def _name(catalog: LoadedCatalog, folder: Path) -> str:
    """A digest of all that the estimates rest on."""
    total = sha256()
    for text in [__version__, platform.python_version(), _numpy(), *_modules()]:
        total.update(f"{text}\n".encode())
    calibration = folder / CALIBRATION
    total.update(calibration.read_bytes() if calibration.is_file() else b"")
    for source in sorted(catalog.texts):
        if source.path.startswith("benchmarks/"):
            total.update(f"\0{source.layer}\0{source.path}\0{source.text}".encode())
    return total.hexdigest()[:32]


def _numpy() -> str:
    try:
        return version("numpy")
    except PackageNotFoundError:
        return "without numpy"


def _modules() -> list[str]:
    """Name, size and time of the modules that make estimates of evidence."""
    files = [*Path(str(capability.__file__)).parent.glob("*.py"), Path(str(estimates.__file__))]
    states = ((file.name, file.stat()) for file in sorted(files))
    return [f"{name} {state.st_size} {state.st_mtime_ns}" for name, state in states]


def _read(place: Path) -> Evidence | None:
    try:
        seal = (place / _SEAL).read_text(encoding="ascii")
        if sha256((place / PUBLISHED).read_bytes()).hexdigest() != seal:
            return None
        return read_evidence(place)
    except (OSError, ValueError):
        return None


def _write(found: Evidence, place: Path) -> None:
    """Write it aside and move it into place; what is there already is damaged, or the same."""
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=place.parent, prefix="."))
    try:
        content = json.dumps(published_document(found), separators=(",", ":")).encode()
        (aside / PUBLISHED).write_bytes(content)
        (aside / _SEAL).write_text(sha256(content).hexdigest(), encoding="ascii")
        shutil.rmtree(place, ignore_errors=True)
        aside.rename(place)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    kept = [path for path in place.parent.iterdir() if not path.name.startswith(".")]
    for old in sorted(kept, key=lambda path: -path.stat().st_mtime)[MOST:]:
        shutil.rmtree(old, ignore_errors=True)
