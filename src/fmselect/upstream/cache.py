"""Answers kept in the user's cache folder, so that what has not changed is not sent again.

An answer is two files, its body and a note with the body's checksum. The note is written last, and
a body that is not the one it describes counts as absent: a process that is killed in between
leaves nothing that could be taken for an answer. No key is in either, nor in their names.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fmselect.errors import InvalidFileError
from fmselect.upstream.addresses import shown

_NAME_DIGITS = 32


@dataclass(frozen=True, kw_only=True)
class KeptAnswer:
    """The last answer of an address."""

    body: bytes
    sha256: str
    fetched_on: date
    etag: str | None = None
    last_modified: str | None = None
    revision: str | None = None

    @property
    def conditions(self) -> Mapping[str, str]:
        """The headers that ask only for something newer."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


class AnswerCache:
    """The answers kept in one folder. A folder that cannot be used keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        """Use a folder, which need not exist yet; None to keep nothing."""
        self._folder = folder

    def find(self, url: str) -> KeptAnswer | None:
        """The answer kept for an address; None where there is none, or it is damaged."""
        if self._folder is None:
            return None
        try:
            note = json.loads(self._note(url).read_bytes())
            body = self._body(url).read_bytes()
            found = KeptAnswer(
                body=body,
                sha256=note["sha256"],
                fetched_on=date.fromisoformat(note["fetched_on"]),
                etag=_header(note.get("etag")),
                last_modified=_header(note.get("last_modified")),
                revision=_header(note.get("revision")),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        return found if found.sha256 == checksum(body) else None

    def keep(self, url: str, answer: KeptAnswer) -> None:
        """Keep an answer in the place of the last one, where the folder can be written."""
        if self._folder is None:
            return
        note = {
            "url": shown(url),
            "fetched_on": answer.fetched_on.isoformat(),
            "sha256": answer.sha256,
            "etag": answer.etag,
            "last_modified": answer.last_modified,
            "revision": answer.revision,
        }
        with suppress(OSError):  # a full or read-only disk costs time the next time, no more
            self._folder.mkdir(parents=True, exist_ok=True)
            _replace(self._body(url), answer.body)
            _replace(self._note(url), json.dumps(note, indent=1).encode("ascii"))

    def _note(self, url: str) -> Path:
        return self._path(url, "json")

    def _body(self, url: str) -> Path:
        return self._path(url, "body")

    def _path(self, url: str, suffix: str) -> Path:
        assert self._folder is not None
        name = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:_NAME_DIGITS]
        return self._folder / f"{name}.{suffix}"


def checksum(body: bytes) -> str:
    """The SHA-256 of a body, in hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


def save_file(path: Path, body: bytes) -> None:
    """Write a body to a file of the user's choice, whole or not at all.

    Raises:
        InvalidFileError: It cannot be written.
    """
    try:
        _replace(path, body)
        path.chmod(0o644)
    except OSError as error:
        raise InvalidFileError(
            f"cannot write the file: {error.strerror}", where=str(path), hint="name another one"
        ) from None


def _header(value: object) -> str | None:
    """Text that a header can carry; None for anything else."""
    return value if isinstance(value, str) and value.isascii() and value.isprintable() else None


def _replace(path: Path, content: bytes) -> None:
    """Write the file through a temporary one beside it, readable by its owner alone."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
