"""Files of a folder as a git revision has them, through git's plumbing and without a shell.

Only commands that list and print objects are run: no hook, filter or alias of the repository takes
part, nothing is fetched and nothing is written.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from fmselect.errors import FmselectError, InvalidFileError, UsageError

MAIN_BRANCHES = ("origin/HEAD", "origin/main", "main", "origin/master", "master")
"""Where a pull request goes, the first that exists."""
_SECONDS = 120
_MAX_BYTES = 4 * 1024 * 1024
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""What git tells the programs it calls, such as a hook: where it is itself, not where we look."""
_SAFE = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


class Revision(NamedTuple):
    """A commit, and the folder in it.

    Attributes:
        name: As the user, or the default, names it.
        commit: Its full id.
        root: The working tree.
        below: The folder's path in the tree, with `/` at its end; empty for the root.
    """

    name: str
    commit: str
    root: Path
    below: str


def find_revision(folder: Path, name: str | None) -> Revision:
    """The commit of a name, for a folder in a working tree.

    Args:
        folder: The catalog.
        name: What git calls a revision. None: where this branch left the main one, or the last
            commit where there is no main branch.

    Raises:
        UsageError: There is no such revision, or the folder is in no working tree.
        InvalidFileError: git is not installed or fails.
    """
    root = Path(os.fsdecode(_working_tree(folder)))
    inside = os.path.relpath(os.path.realpath(folder), os.path.realpath(root))
    below = "" if inside == "." else Path(inside).as_posix() + "/"
    if name is None:
        return Revision(*_fork(root), root, below)
    if not name or name.startswith("-"):
        raise UsageError(f"{name!r} is no revision", where="BASE", hint="name a branch or commit")
    commit = _commit(root, name)
    if commit is None:
        raise UsageError(
            f"there is no catalog folder, export or git revision {name!r}",
            where="BASE",
            hint="see git branch --all; a shallow clone has no history (fetch-depth: 0)",
        )
    return Revision(name, commit, root, below)


def blob_ids(revision: Revision) -> dict[str, str]:
    """Path below the folder -> id of the file's content, of the YAML files in it."""
    words = ["ls-tree", "-r", "-z", revision.commit, "--", revision.below or "."]
    found: dict[str, str] = {}
    for line in _git(revision.root, words).split(b"\0"):
        about, _, path = line.partition(b"\t")
        kind = about.split(b" ")
        name = os.fsdecode(path).removeprefix(revision.below)
        if len(kind) == 3 and kind[0] in (b"100644", b"100755") and name.endswith(".yaml"):
            found[name] = kind[2].decode()
    return found


def blob_id(content: bytes, like: str) -> str:
    """The id git gives to a content; of the same kind as another id."""
    algorithm = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return algorithm(b"blob %d\0" % len(content) + content).hexdigest()


def read_blobs(revision: Revision, ids: Mapping[str, str]) -> dict[str, bytes]:
    """Path -> content, of the files with these ids; files too large to be read are left out."""
    if not ids:
        return {}
    wanted = "".join(f"{id_}\n" for id_ in ids.values()).encode()
    output = _git(revision.root, ["cat-file", "--batch"], wanted)
    found: dict[str, bytes] = {}
    place = 0
    for path in ids:
        end = output.index(b"\n", place)
        head = output[place:end].split(b" ")
        if len(head) != 3:
            raise InvalidFileError(
                f"git has not the content of {path}",
                where=revision.name,
                hint="fetch the whole history: git fetch --unshallow, or --refetch",
            )
        size = int(head[2])
        if size <= _MAX_BYTES:
            found[path] = output[end + 1 : end + 1 + size]
        place = end + 2 + size
    return found


def _working_tree(folder: Path) -> bytes:
    try:
        return _git(folder, ["rev-parse", "--show-toplevel"]).rstrip(b"\n")
    except _GitFailedError as failure:
        if b"dubious ownership" in failure.said:
            hint = "the folder belongs to somebody else: git config --global --add safe.directory"
            raise UsageError("git does not trust it", where=str(folder), hint=hint) from None
        raise UsageError(
            "is in no git working tree",
            where=str(folder),
            hint="name what to compare with: another catalog folder, or an export",
        ) from None


def _fork(root: Path) -> tuple[str, str]:
    """Name and id of the commit where this branch left the main one; else of the last commit."""
    head = _commit(root, "HEAD")
    if head is None:
        raise UsageError("there is no commit yet", where="BASE", hint="name a folder or a file")
    for branch in MAIN_BRANCHES:
        if _commit(root, branch) is None:
            continue
        try:
            fork = _git(root, ["merge-base", "HEAD", branch]).decode().strip()
        except _GitFailedError:
            continue
        return ("HEAD" if fork == head else branch), fork
    return "HEAD", head


def _commit(root: Path, name: str) -> str | None:
    try:
        words = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"]
        found = _git(root, words).decode().strip()
    except _GitFailedError:
        return None
    return found if re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", found) else None


class _GitFailedError(FmselectError):
    """A call of git failed."""

    kind = "invalid-file"

    def __init__(self, words: Iterable[str], said: bytes) -> None:
        text = " ".join(said.decode(errors="replace").split())[:300]
        super().__init__(f"git {' '.join(words)} failed: {text}")
        self.said = said


def _git(folder: Path, words: Sequence[str], given: bytes = b"") -> bytes:
    """What a git command prints.

    Raises:
        InvalidFileError: There is no git, or it does not end.
    """
    command = ["git", "-C", str(folder), "-c", "core.fsmonitor=false", *words]
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, no shell
            command,
            input=given,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            env=_environment(),
        )
    except FileNotFoundError:
        hint = "install it, or name another catalog folder or an export to compare with"
        raise InvalidFileError("git is not installed", where="git", hint=hint) from None
    except subprocess.TimeoutExpired:
        raise InvalidFileError("git does not answer", where=str(folder)) from None
    if done.returncode:
        raise _GitFailedError(words[:1], done.stderr)
    return done.stdout


def _environment() -> dict[str, str]:
    own = os.environ  # noqa: TID251 - git needs its surroundings: path, home, languages
    return {name: value for name, value in own.items() if name not in _ELSEWHERE} | _SAFE
