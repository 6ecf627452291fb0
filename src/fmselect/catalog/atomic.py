"""Files replaced whole: a reader, and whoever interrupts, finds the old text or the new one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from fmselect.errors import InvalidFileError

_NEW_FILE_MODE = 0o644


def replace_text(path: Path, text: str) -> None:
    """Write a file through a temporary one beside it; folders that are missing are made.

    The file keeps its permissions, and a link its target.

    Raises:
        InvalidFileError: It cannot be written; what was there stays.
    """
    target = Path(os.path.realpath(path))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = target.stat().st_mode & 0o777 if target.exists() else _NEW_FILE_MODE
        _replace(target, text, mode)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise InvalidFileError(f"cannot be written: {reason}", where=str(path)) from None


def _replace(target: Path, text: str, mode: int) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".tmp")
    aside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        aside.chmod(mode)
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
