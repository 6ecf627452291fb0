"""A catalog as it is, and as it was: read once, with only the files that differ read twice."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from fmselect.catalog.estimates import CALIBRATION
from fmselect.catalog.load import SELF_PROVIDER, LoadedCatalog, load_catalog_files, yaml_files
from fmselect.catalog.record_files import shown_path
from fmselect.catalog.references import check_sound
from fmselect.catalog.review.revisions import blob_id, blob_ids, find_revision, read_blobs
from fmselect.domain import records
from fmselect.errors import FmselectError, InvalidFileError

WHOLE = "tasks"
"""A catalog with this folder stands alone; one without is laid over the bundled one."""


class Pair(NamedTuple):
    """Two states of one catalog.

    Attributes:
        base: As it was.
        new: As it is.
        name: What the state of before is called: a revision, a folder or a file.
        commit: Its id, where it is a commit.
        calibration: Where the calibration of before is: a folder.
        unreadable: Files of before that today's rules refuse, and why; in `base` they are as now.
    """

    base: LoadedCatalog
    new: LoadedCatalog
    name: str
    commit: str | None
    calibration: Path
    unreadable: tuple[FmselectError, ...]


class Before(NamedTuple):
    """The files of before that are not as they are now.

    Attributes:
        name: See `Pair`.
        commit: See `Pair`.
        texts: Path below the folder -> content.
        gone: Paths of files that are only there now.
    """

    name: str
    commit: str | None
    texts: Mapping[str, bytes]
    gone: frozenset[str]


@contextmanager
def open_pair(folder: Path, base: str | None, below: Sequence[Path]) -> Iterator[Pair]:
    """Read a catalog and what it is compared with.

    Args:
        folder: The catalog as it is.
        base: A folder, an export, a git revision, or None for the default revision.
        below: Catalogs that `folder` is laid over.

    Raises:
        Problems: The catalog as it is is not valid.
        InvalidFileError: A folder or file cannot be read, or git fails.
        UsageError: There is no such revision.
    """
    new = load_catalog_files([*below, folder])
    check_sound(new)
    with tempfile.TemporaryDirectory(prefix="fmselect-base-") as name:
        before = _before(folder, base, Path(name))
        aside = Path(name) / "before"
        _write(before.texts, aside)
        _keep_calibration(folder, before, aside)
        old, unreadable = _as_it_was(new, folder, before, aside, below)
        calibration = below[0] if below else aside
        yield Pair(old, new, before.name, before.commit, calibration, unreadable)


def _before(folder: Path, base: str | None, scratch: Path) -> Before:
    path = Path(base) if base else None
    if path is not None and path.is_dir() and is_catalog(path):
        return _differing(folder, str(base), _contents(path))
    if path is not None and path.is_file():
        from fmselect.catalog.importing import import_catalog  # noqa: PLC0415 - rarely needed

        import_catalog(path, scratch / "export")
        texts = _contents(scratch / "export")
        if (calibration := folder / CALIBRATION).is_file():
            texts[CALIBRATION] = calibration.read_bytes()
        return _differing(folder, str(base), texts)
    revision = find_revision(folder, base)
    ids = blob_ids(revision)
    now = _contents(folder)
    changed = {
        path: id_ for path, id_ in ids.items() if path not in now or blob_id(now[path], id_) != id_
    }
    gone = frozenset(now.keys() - ids.keys())
    return Before(revision.name, revision.commit, read_blobs(revision, changed), gone)


def is_catalog(folder: Path) -> bool:
    """Whether a folder holds folders of records."""
    return any((folder / kind).is_dir() for kind in records.RECORD_KINDS)


def _differing(folder: Path, name: str, texts: Mapping[str, bytes]) -> Before:
    now = _contents(folder)
    changed = {path: text for path, text in texts.items() if now.get(path) != text}
    return Before(name, None, changed, frozenset(now.keys() - texts.keys()))


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in yaml_files(folder)}


def _write(texts: Mapping[str, bytes], folder: Path) -> None:
    """The files below a folder; `models/` is made, so that it is one of a catalog."""
    (folder / "models").mkdir(parents=True)
    for name, content in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _keep_calibration(folder: Path, before: Before, aside: Path) -> None:
    """Lay the calibration of now beside the files of before, if it was the same."""
    now = folder / CALIBRATION
    if now.is_file() and CALIBRATION not in before.texts and CALIBRATION not in before.gone:
        shutil.copyfile(now, aside / CALIBRATION)


def _as_it_was(
    new: LoadedCatalog, folder: Path, before: Before, aside: Path, below: Sequence[Path]
) -> tuple[LoadedCatalog, tuple[FmselectError, ...]]:
    """The catalog of before: what did not change from now, the rest from the files of before."""
    layer = len(below)
    under = load_catalog_files(below) if below else LoadedCatalog(())
    read = load_catalog_files([aside])
    problems = tuple(_named(problem, aside, before.name) for problem in read.problems)
    refused = {_file(problem, before.name) for problem in problems}
    replaced = (set(before.texts) - refused) | set(before.gone)
    dropped = {shown_path(folder / name) for name in replaced}
    old = LoadedCatalog(new.folders)
    for kind, entries in new.entries.items():
        kept = {id_: e for id_, e in entries.items() if e.document.path not in dropped}
        again = {id_: e._replace(layer=layer) for id_, e in read.entries[kind].items()}
        old.entries[kind] = dict(sorted({**under.entries[kind], **kept, **again}.items()))
    _close(old, new)
    old.texts = [t for t in new.texts if t.layer != layer or t.path not in replaced]
    old.texts += [text._replace(layer=layer) for text in read.texts]
    return old, problems


def _named(problem: FmselectError, aside: Path, name: str) -> FmselectError:
    """The problem with the name of the state it is in, not of the folder it was written to."""
    where = (problem.where or "").replace(f"{shown_path(aside)}/", f"{name}:", 1)
    return InvalidFileError(problem.message, where=where, hint=problem.hint)


def _file(problem: FmselectError, name: str) -> str:
    """The file of a problem, below the folder."""
    return re.sub(r"(:\d+)+$", "", (problem.where or "").removeprefix(f"{name}:"))


def _close(old: LoadedCatalog, new: LoadedCatalog) -> None:
    """Complete what offers of before refer to from now, or leave the offers out."""
    for id_, entry in list(old.entries["offers"].items()):
        needed = [("models", entry.record.model)]
        if (provider := id_.partition("/")[0]) != SELF_PROVIDER:
            needed.append(("providers", provider))
        for kind, wanted in needed:
            found = old.entries[kind].get(wanted) or new.entries[kind].get(wanted)
            if found is None:
                old.entries["offers"].pop(id_, None)
            else:
                old.entries[kind][wanted] = found
