"""The files of a catalog's folders: which are records, and which only look like it.

Nothing is followed out of a catalog and nothing is waited for: links, pipes and devices are named
instead of read. What is plainly something else, such as notes and backups, is left alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fmselect.domain import records
from fmselect.domain.near_names import did_you_mean
from fmselect.errors import InvalidFileError

OTHER_FOLDERS = ("policies", "scenarios", "schemas")
_OTHER_FILES = ("calibration.yaml", "exceptions.yaml")
_YAML = {".yaml", ".yml"}
_BACKUPS = {".bak", ".orig", ".rej", ".swp", ".tmp"}
_ALMOST = {"", ".json", ".toml"}
"""Endings that a file at the place of a record has by mistake."""


class Found(NamedTuple):
    """A file, or what is wrong with it."""

    path: Path
    problem: InvalidFileError | None


def record_files(folder: Path, depth: int) -> Iterator[Found]:
    """What lies in the folder of a kind of record, in order of the paths.

    Args:
        folder: Such as `models/`; nothing is found where there is none.
        depth: How many parts of a path make an id of the kind.
    """
    found = []
    pending = [folder] if folder.is_dir() and not folder.is_symlink() else []
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                path = Path(entry.path)
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False) and path.suffix not in _YAML:
                    pending.append(path)
                elif problem := _not_a_file(entry, path):
                    found.append(Found(path, problem))
                elif path.suffix == ".yaml" or _misnamed(path, folder, depth):
                    found.append(Found(path, None))
    yield from sorted(found, key=lambda file: file.path)


def _not_a_file(entry: os.DirEntry[str], path: Path) -> InvalidFileError | None:
    if entry.is_symlink():
        message, hint = "is a symbolic link", "put the record itself here"
    elif entry.is_dir():
        message, hint = "is a folder, not a file", "rename it"
    elif not entry.is_file():
        message, hint = "is not an ordinary file", "remove it"
    else:
        return None
    return InvalidFileError(message, where=shown_path(path), hint=hint)


def _misnamed(path: Path, folder: Path, depth: int) -> bool:
    """Whether a file without the right ending is a record by all other signs."""
    ending = path.suffix.lower()
    if ending in _BACKUPS or path.name.endswith("~"):
        return False
    if _YAML & {suffix.lower() for suffix in path.suffixes}:
        return True
    return ending in _ALMOST and len(path.relative_to(folder).parts) == depth


def strays(folder: Path) -> Iterator[InvalidFileError]:
    """What lies at the top of a catalog and would be ignored, though it looks like records."""
    known = {*records.RECORD_KINDS, *OTHER_FOLDERS}
    for path in sorted(folder.iterdir()):
        where = shown_path(path)
        if path.name.startswith("."):
            continue
        if path.is_symlink() and path.name in known:
            yield InvalidFileError(
                "is a symbolic link", where=where, hint="put the records themselves here"
            )
        elif path.is_dir() and path.name not in known:
            hint = did_you_mean(path.name, known) or f"kinds are {', '.join(records.RECORD_KINDS)}"
            yield InvalidFileError("holds no kind of record", where=where, hint=hint)
        elif path.suffix.lower() in _YAML and path.name not in _OTHER_FILES and path.is_file():
            kinds = ", ".join(f"{kind}/" for kind in records.RECORD_KINDS)
            yield InvalidFileError(
                "is in no folder of records", where=where, hint=f"move it to {kinds}as its kind is"
            )


def shown_path(path: Path) -> str:
    """A path as people see it: relative to the working folder where it lies inside.

    What a terminal would not print as it stands is written as an escape.
    """
    current = Path.cwd()
    text = str(path.relative_to(current)) if path.is_relative_to(current) else str(path)
    return text if text.isprintable() else "".join(map(_printable, text))


def _printable(letter: str) -> str:
    if letter.isprintable():
        return letter
    return f"\\x{ord(letter):02x}" if ord(letter) < 0x100 else f"\\u{ord(letter):04x}"
