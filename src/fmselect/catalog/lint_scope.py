"""Which folders lint reads, and whose findings it tells: of everything, or of some files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from fmselect.catalog.lint import Finding
from fmselect.domain import records
from fmselect.errors import InvalidFileError, UsageError


class Scope(NamedTuple):
    """What is looked at.

    Attributes:
        folders: The base catalog, then what is laid over it.
        only: Files and folders whose findings are told; empty: all.
    """

    folders: tuple[Path, ...]
    only: tuple[Path, ...] = ()

    def holds(self, finding: Finding) -> bool:
        """Whether a finding is of what was asked about."""
        path = _place_of(Path(finding.path))
        return not self.only or any(
            path == asked or path.is_relative_to(asked) for asked in self.only
        )


def scope_of(paths: Sequence[Path], overlays: Sequence[Path], bundled: Path) -> Scope:
    """What the paths of a call stand for.

    A folder that is a catalog is looked at as a whole; several are laid over each other. A file or
    a folder inside a catalog means that catalog, and only what is found there is told: a rule that
    compares records needs all of them.

    Args:
        paths: As they were given.
        overlays: Catalogs laid over the base.
        bundled: The base where no path names another.

    Raises:
        InvalidFileError: A path does not exist.
        UsageError: A path lies in no catalog.
    """
    bases: list[Path] = []
    inside = False
    for path in paths:
        root = _root_of(path)
        inside = inside or not _same(root, path)
        if not any(_same(root, other) for other in (*bases, *overlays)):
            bases.append(root)
    only = tuple(p.resolve() if p.is_dir() else _place_of(p) for p in paths) if inside else ()
    return Scope((*(bases or (bundled,)), *overlays), only)


def _root_of(path: Path) -> Path:
    """The catalog that a path is, or lies in."""
    if not path.exists():
        raise InvalidFileError("no such file or folder", where=str(path), hint="check the path")
    if path.is_dir() and holds_records(path):
        return path
    absolute = path.absolute()
    for folder, parent in zip(path.parents, absolute.parents, strict=False):
        if holds_records(parent):
            return folder
    for parent in absolute.parents:
        if holds_records(parent):
            return parent
    if path.is_dir():
        return path  # the loader says what it lacks
    raise UsageError(
        "lies in no catalog",
        where=str(path),
        hint=f"a catalog has folders {', '.join(f'{kind}/' for kind in records.RECORD_KINDS)}",
    )


def holds_records(folder: Path) -> bool:
    """Whether a folder looks like a catalog."""
    return any((folder / kind).is_dir() for kind in records.RECORD_KINDS)


def _place_of(path: Path) -> Path:
    """Where a finding lies: a link among the records, be it a circle, stands for itself."""
    return path.parent.resolve() / path.name


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def not_known_before(
    findings: Iterable[Finding], known: Iterable[Finding], overlays: Sequence[Path]
) -> list[Finding]:
    """The findings in overlays, and those elsewhere that were not there without them."""
    before = set(known)
    own = [folder.resolve() for folder in overlays]
    return [
        finding
        for finding in findings
        if finding not in before
        or any(_place_of(Path(finding.path)).is_relative_to(folder) for folder in own)
    ]
