"""Where the compiled catalog is: in the wheel, or in the user's cache, made when it is missing.

A wheel carries the compiled form and needs one look. In a source checkout, and with overlays, the
YAML is compiled once and kept in the user's cache under a fingerprint of its files' names, sizes
and times, which costs a few milliseconds and no reading. Without a cache that can be written it
is compiled for this run alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

from fmselect._version import __version__
from fmselect.catalog.store import FORMAT_VERSION
from fmselect.errors import InvalidFileError

_PACKAGE = Path(__file__).resolve().parent.parent
BUNDLED_COMPILED = _PACKAGE / "_compiled"
BUNDLED_SOURCE = _PACKAGE / "_catalog"
_ABANDONED_SECONDS = 3600
_KINDS = ("benchmarks", "hardware", "licenses", "models", "offers", "providers", "tasks")


def locate_compiled(overlays: Sequence[Path] = ()) -> Path:
    """The folder of the compiled catalog with these overlays, compiled now if need be.

    Args:
        overlays: Catalog folders laid over the bundled one, in order; later ones win.

    Raises:
        Problems: A file of the catalog or an overlay is not valid.
        InvalidFileError: A folder does not exist or holds no catalog.
    """
    if not overlays and (BUNDLED_COMPILED / "meta.json").is_file():
        return BUNDLED_COMPILED
    base = source_folder()
    if not overlays:
        return compiled_from([base])
    bundled = (BUNDLED_COMPILED / "meta.json").is_file()
    below = BUNDLED_COMPILED if bundled else compiled_from([base])
    return compiled_from([base, *overlays], below)


def source_folder() -> Path:
    """The folder of the catalog's YAML: in the wheel, else in the checkout.

    Raises:
        InvalidFileError: Neither is there.
    """
    checkout = _PACKAGE.parent.parent / "catalog"
    for folder in (BUNDLED_SOURCE, checkout):
        if folder.is_dir():
            return folder
    raise InvalidFileError(
        "this installation of fmselect has no catalog",
        where=str(checkout),
        hint="install fmselect again, or name one with --catalog",
    )


def compiled_from(folders: Sequence[Path], below: Path | None = None) -> Path:
    """The compiled form of these catalog folders, the base first, from the cache or made now.

    Args:
        folders: The base, then overlays.
        below: The compiled form of the base alone, where there are overlays.

    Raises:
        Problems: A file is not valid.
        InvalidFileError: A folder does not exist or holds no catalog.
    """
    folders = [Path(os.path.abspath(folder)) for folder in folders]  # noqa: PTH100 - keeps links
    from fmselect.catalog.folders import cache_folder  # noqa: PLC0415 - a wheel needs no cache

    names = "\0".join(map(str, folders)).encode()
    group = cache_folder() / f"catalog-{crc32(names):08x}"
    target = group / fingerprint(folders)
    if (target / "meta.json").is_file():
        return target
    return _compile_into(folders, target, below)


def _compile_into(folders: Sequence[Path], target: Path, below: Path | None) -> Path:
    from fmselect.catalog.compile import compile_catalog  # noqa: PLC0415 - rarely needed, dear

    try:
        compile_catalog(folders, target, below=below, reuse=True)
    except OSError:
        return _compile_for_this_run(folders, below)
    _prune(target)
    return target


def _compile_for_this_run(folders: Sequence[Path], below: Path | None) -> Path:
    import atexit  # noqa: PLC0415 - rarely needed
    import shutil  # noqa: PLC0415
    import tempfile  # noqa: PLC0415

    from fmselect.catalog.compile import compile_catalog  # noqa: PLC0415

    parent = tempfile.mkdtemp(prefix="fmselect-")
    atexit.register(shutil.rmtree, parent, ignore_errors=True)
    target = Path(parent) / "compiled"
    compile_catalog(folders, target, below=below)
    return target


def _prune(target: Path) -> None:
    """Remove what earlier states of the same folders left, except the newest of them.

    Names that begin with a dot are being written; an hour later nobody is writing them any more.
    """
    import shutil  # noqa: PLC0415 - rarely needed

    now = target.stat().st_mtime
    ages = {path: now - path.stat().st_mtime for path in target.parent.iterdir() if path != target}
    finished = sorted((path for path in ages if path.name[0] != "."), key=ages.__getitem__)
    abandoned = [path for path in ages if path.name[0] == "." and ages[path] > _ABANDONED_SECONDS]
    for path in [*finished[1:], *abandoned]:
        shutil.rmtree(path, ignore_errors=True)


def fingerprint(folders: Sequence[Path]) -> str:
    """A name for the state of these folders' YAML files: their paths, sizes and times.

    The version of this program counts as well; in a checkout, so does the state of the modules
    that compile.
    """
    from importlib.util import find_spec  # noqa: PLC0415 - a wheel needs no fingerprint

    states = [f"{__version__} {FORMAT_VERSION} {find_spec('numpy') is not None}"]
    states += [f"{path} {path.stat().st_mtime_ns}" for path in _calibrations(folders)]
    for folder, kinds, suffix in _watched(folders):
        states += sorted(_states(folder, kinds, suffix))
    text = "\n".join(states).encode("utf-8", "surrogateescape")
    return f"{len(states)}-{len(text)}-{crc32(text):08x}{crc32(text[::-1]):08x}"


def _calibrations(folders: Sequence[Path]) -> list[Path]:
    """How each folder that is calibrated says so; the fit depends on it."""
    paths = [folder / "calibration.yaml" for folder in folders]
    return [path for path in paths if path.is_file()]


def _watched(folders: Sequence[Path]) -> Iterator[tuple[Path, Sequence[str], str]]:
    """What the compiled form is made of: folder, folders in it, end of the files' names."""
    for folder in folders:
        yield folder, _KINDS, ".yaml"
    if not BUNDLED_SOURCE.is_dir():
        yield _PACKAGE, ("capability", "catalog", "domain"), ".py"


def _states(folder: Path, kinds: Sequence[str], suffix: str) -> Iterator[str]:
    """Path, size and time in nanoseconds of each file."""
    pending = [f"{folder}/{kind}" for kind in kinds]
    while pending:
        try:
            entries = os.scandir(pending.pop())
        except OSError:
            continue  # a kind may be missing; compiling says so where it matters
        with entries:
            for entry in entries:
                if entry.name.endswith(suffix):
                    state = entry.stat(follow_symlinks=False)
                    yield f"{entry.path} {state.st_size} {state.st_mtime_ns}"
                elif entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
