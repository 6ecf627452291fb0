"""Which catalog `catalog sync` changes: the one that is named, else the one that is meant."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from fmselect.cli.declare import Values
from fmselect.cli.runtime import Runtime
from fmselect.errors import UsageError

if TYPE_CHECKING:
    from fmselect.upstream.sources import Source

HERE = Path("catalog")
"""Where a checkout has its catalog."""
_PACKAGE_FOLDERS = frozenset(("site-packages", "dist-packages"))


def target(runtime: Runtime, values: Values, source: Source) -> Path:
    """The folder to change.

    `--into`; else the folder named with `--catalog`; else, for data of the user's own, their own
    catalog; else that of the checkout we are in; else the one layer that can be written.

    Raises:
        UsageError: None is meant or several are, the catalog belongs to an installation, or it is
            passed on and the data are not to be.
    """
    folder = _meant(runtime, values, source)
    if _is_installed(folder):
        raise UsageError(
            f"{folder} belongs to this installation of fmselect, and goes with it",
            where="--into",
            hint="name a folder of your own: what is new is laid over the bundled catalog",
        )
    if source.own_use and is_complete(folder):
        raise UsageError(
            f"the data of {source.name} are for your own use, and {folder} is passed on to others",
            where="--into",
            hint="leave --into out to use your own catalog",
        )
    return folder


def is_complete(folder: Path) -> bool:
    """Whether a catalog stands by itself: one that is laid over another has no tasks."""
    return (folder / "tasks").is_dir() and (folder / "models").is_dir()


def _meant(runtime: Runtime, values: Values, source: Source) -> Path:
    from fmselect.catalog.folders import own_catalog

    if values.get("folder"):
        return Path(values["folder"])
    if values.get("catalog"):
        return _writable(runtime, map(Path, values["catalog"]), "--catalog")
    if source.own_use:
        return own_catalog(runtime.environment)
    if is_complete(HERE):
        return HERE
    if runtime.overlays:
        return _writable(runtime, runtime.overlays, "--into")
    raise UsageError(
        f"there is no catalog in the folder {HERE} to change",
        where="--into",
        hint="go to a checkout of one, or name a folder: what is new is laid over the "
        "bundled catalog",
    )


def _writable(runtime: Runtime, layers: Iterable[Path], where: str) -> Path:
    """The one of these folders that can be written, which is said.

    Raises:
        UsageError: None can, or several.
    """
    listed = list(layers)
    found = [folder for folder in listed if _can_be_written(folder)]
    if len(found) == 1:
        runtime.note(f"{found[0]} is the catalog that is changed")
        return found[0]
    names = ", ".join(map(str, found or listed))
    raise UsageError(
        f"several catalogs are in use: {names}" if found else f"cannot be written: {names}",
        where=where,
        hint="say with --into which one to change" if found else "name another one with --into",
    )


def _can_be_written(folder: Path) -> bool:
    """Whether it is there, of the user's own, and not protected."""
    return folder.is_dir() and os.access(folder, os.W_OK) and not _is_installed(folder)


def _is_installed(folder: Path) -> bool:
    """Whether the folder is part of an installed package: an upgrade would undo every change."""
    from fmselect.catalog.locate import BUNDLED_SOURCE

    inside = folder.resolve()
    installed = not _PACKAGE_FOLDERS.isdisjoint(inside.parts)
    return installed or inside.is_relative_to(BUNDLED_SOURCE.resolve())
