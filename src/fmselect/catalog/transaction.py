"""Several files written as one: after any interruption all are new, or all are as they were.

1. Every new text is written to a hidden folder in the catalog and forced to the disk, and folders
   that are missing are made. Whatever stops the program until here leaves the files untouched.
2. A journal that names them is renamed into that folder. From that moment the change is decided.
3. Each text is renamed over its file, then folder and journal go away. Interrupted here, by a
   signal this program finishes first, and after a power cut or `kill -9` whoever comes next does:
   a writer with `recover`, a reader with `settle`, before it reads anything.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from fmselect.errors import InvalidFileError, UsageError

_STAGE = ".fmselect-changes"
_JOURNAL = "journal.json"
_ENDING = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


@contextlib.contextmanager
def exclusive(root: Path) -> Iterator[None]:
    """Nobody else changes the catalog meanwhile; what an earlier run left over is finished.

    Raises:
        UsageError: Another program is changing this catalog right now.
        InvalidFileError: There is no such folder.
    """
    with _locked(root):
        recover(root)
        yield


def recover(root: Path) -> bool:
    """Finish a change that was decided and interrupted, drop one that was not yet decided.

    Returns:
        Whether a change was finished.
    """
    stage = root / _STAGE
    if not stage.is_dir():
        return False
    decided = (stage / _JOURNAL).is_file()
    if decided:
        _apply(root)
    shutil.rmtree(stage)
    return decided


def settle(root: Path) -> None:
    """Finish a change that was decided and interrupted, so that nobody reads half of it.

    Raises:
        UsageError: It is not interrupted: another program is at it.
        InvalidFileError: The folder cannot be written.
    """
    if not (root / _STAGE / _JOURNAL).is_file():
        return
    try:
        with exclusive(root):
            pass
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise InvalidFileError(
            f"a change of this catalog was interrupted and cannot be finished: {reason}",
            where=str(root),
            hint="make the folder writable, or take a fresh copy of the catalog",
        ) from None


def replace_files(root: Path, texts: Mapping[Path, str]) -> None:
    """Write all texts, or none of them.

    Args:
        root: The folder of the catalog; nobody else may write to it, see `exclusive`.
        texts: Path below the root -> the whole new text of the file. Folders are made.

    Raises:
        InvalidFileError: The folder cannot be written; nothing was changed. Or the disk failed
            while decided files were put in place, which the hint says: the next writer does it.
    """
    if not texts:
        return
    stage = root / _STAGE
    if stage.exists():
        message = "an interrupted change lies here"
        raise InvalidFileError(message, where=str(stage), hint="run fmselect catalog sync again")
    for path in texts:
        if not _lies_inside(root, path):
            raise InvalidFileError(
                "lies outside the catalog, behind a link",
                where=str(root / path),
                hint="nothing was changed; name the catalog that it lies in",
            )
    made: list[Path] = []
    try:
        stage.mkdir()
        names = {f"{number}.new": path for number, path in enumerate(texts)}
        for name, path in names.items():
            _write(stage / name, texts[path], like=root / path)
        journal = {name: path.as_posix() for name, path in names.items()}
        _write(stage / "journal.tmp", json.dumps(journal))
        for path in texts:
            _make_folder((root / path).parent, made)
    except OSError as error:
        _undo(stage, made)
        reason = (error.strerror or type(error).__name__).lower()
        raise InvalidFileError(
            f"the catalog cannot be written: {reason}", where=str(root), hint="nothing was changed"
        ) from None
    except BaseException:
        _undo(stage, made)
        raise
    with _unbroken():
        (stage / "journal.tmp").replace(stage / _JOURNAL)
        try:
            _sync_folder(stage)
            _apply(root)
            shutil.rmtree(stage)
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            raise InvalidFileError(
                f"the catalog is written in part: {reason}",
                where=str(root),
                hint="the next command that reads this catalog finishes it",
            ) from None


def _make_folder(folder: Path, made: list[Path]) -> None:
    """A folder and those it is in; each that was missing is noted."""
    missing = [path for path in (folder, *folder.parents) if not path.is_dir()]
    for path in reversed(missing):
        path.mkdir()
        made.append(path)


def _undo(stage: Path, made: list[Path]) -> None:
    """Leave nothing of a change that was not decided."""
    shutil.rmtree(stage, ignore_errors=True)
    for folder in reversed(made):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _apply(root: Path) -> None:
    """Rename what is staged over the files the journal names; done twice it is done once."""
    stage = root / _STAGE
    journal = _journal(root)
    for name, path in journal.items():
        target = root / path
        if (stage / name).is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            (stage / name).replace(target)
    for folder in {(root / path).parent for path in journal.values()}:
        _sync_folder(folder)


def _journal(root: Path) -> dict[str, str]:
    """Staged name -> path, both checked: a catalog may come from anybody, its journal too.

    Raises:
        InvalidFileError: It is no journal of this program, or names a place outside the catalog.
    """
    file = root / _STAGE / _JOURNAL
    try:
        journal = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        journal = None
    if not isinstance(journal, dict) or not all(
        isinstance(path, str) and Path(name).name == name and _lies_inside(root, path)
        for name, path in journal.items()
    ):
        raise InvalidFileError(
            "is no journal of a change", where=str(file), hint=f"remove the folder {_STAGE}"
        )
    return journal


def _lies_inside(root: Path, path: Path | str) -> bool:
    """Whether a file of the catalog is one of its own, links followed."""
    return (root / path).resolve().is_relative_to(root.resolve())


def _write(path: Path, text: str, *, like: Path | None = None) -> None:
    """A file on the disk, and not only on its way there; with the permissions of `like`."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    if like is not None and like.is_file():
        shutil.copymode(like, path)


def _sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk, where the system can do that."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _unbroken() -> Iterator[None]:
    """Signals that end a program wait until the block is left.

    Handlers, and not a mask: a mask is one thread's, and a signal goes to any thread. Only the main
    thread is ever interrupted, so that in another one there is nothing to wait for.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[int] = []
    before = {number: signal.getsignal(number) for number in _ENDING}
    for number in before:
        signal.signal(number, lambda caught, _frame: waiting.append(caught))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
        if waiting:
            signal.raise_signal(waiting[0])


@contextlib.contextmanager
def _locked(root: Path) -> Iterator[None]:
    """The folder's own lock, which the system takes back however a program ends."""
    try:
        import fcntl  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        yield
        return
    try:
        handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        message = f"catalog: {reason}"
        raise InvalidFileError(message, where=str(root), hint="check the path") from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(
                "another program is changing this catalog",
                where=str(root),
                hint="wait until it is done",
            ) from None
        yield
    finally:
        os.close(handle)
