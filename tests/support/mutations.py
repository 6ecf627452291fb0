"""Ways to break a catalog: what is changed, where a finding has to point, and what it has to say.

A mutation is written down from the rules of the catalog, not from the code that holds them. It
changes the text of real files the way a hand, an editor or a script does. In the new text a
`▶` stands before the very character the finding has to point at; it is taken out again before
the file is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

POINTER = "▶"
_POINTER_BYTES = POINTER.encode()

Old = bytes | None
"""The content of a file; None where there is none."""


class Change(NamedTuple):
    """One file that is changed: its path in the catalog, and how its content is made anew."""

    path: str
    make: Callable[[Old], Old]


class Place(NamedTuple):
    """A character of a file of the catalog; line and column count from 1."""

    path: str
    line: int
    column: int


@dataclass(frozen=True)
class Mutation:
    """One way to break the catalog.

    Attributes:
        name: What was done, in words.
        changes: The files it changes.
        says: A regular expression that the message and its hint, joined, have to match.
        at: The place of the finding, where no pointer stands in the changed text.
        severities: How grave the finding may be.
        spreads: The damage reaches files the mutation does not touch, and findings there are right.
    """

    name: str
    changes: tuple[Change, ...]
    says: str
    at: Place | None = None
    severities: frozenset[str] = frozenset({"error"})
    spreads: bool = False

    @property
    def paths(self) -> frozenset[str]:
        """The files it changes."""
        return frozenset(change.path for change in self.changes)

    def apply(self, folder: Path) -> Place:
        """Break the catalog in a folder, and say where the finding has to point.

        Raises:
            LookupError: The catalog no longer has what the mutation changes.
        """
        places = [self.at] if self.at else []
        for change in self.changes:
            file = folder / change.path
            content = change.make(file.read_bytes() if file.exists() else None)
            if content is None:
                file.unlink()
                continue
            before, pointer, after = content.partition(_POINTER_BYTES)
            if pointer:
                places.append(_place(change.path, before))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(before + after)
        (place,) = places
        return place


def breaks(
    name: str, *changes: Change, says: str, at: Place | None = None, spreads: bool = False
) -> Mutation:
    """A mutation that has to be an error."""
    return Mutation(name, changes, says, at, spreads=spreads)


def odd(
    name: str, *changes: Change, says: str, at: Place | None = None, spreads: bool = False
) -> Mutation:
    """A mutation that may be true, however unlikely: at least a warning."""
    return Mutation(name, changes, says, at, frozenset({"error", "warning"}), spreads)


def noted(name: str, *changes: Change, says: str) -> Mutation:
    """A mutation that is often true: at least told to those who ask for everything."""
    return Mutation(name, changes, says, severities=frozenset({"error", "warning", "info"}))


def first_line(path: str) -> Place:
    """The place of a finding about a file as a whole."""
    return Place(path, 1, 1)


# --- changes -------------------------------------------------------------------------------


def swap(
    path: str, old: str, new: str | Callable[[re.Match[str]], str], *, after: str = ""
) -> Change:
    r"""Replace the first text that matches.

    Args:
        path: The file.
        old: A regular expression; `^` and `$` match at each line.
        new: What replaces it; a function of the match, or text with `\1` for groups.
        after: Literal text the match has to come after, such as the `model:` line of an offer.
    """

    def make(content: Old) -> bytes:
        text = _text(content, path)
        start = text.find(after)
        if start < 0:
            raise LookupError(f"{path} has no longer {after!r}: take another record")
        head, tail = text[: start + len(after)], text[start + len(after) :]
        changed, count = re.subn(old, new, tail, count=1, flags=re.MULTILINE)
        if not count:
            raise LookupError(f"{path} has no longer {old!r} after {after!r}: take another record")
        return (head + changed).encode()

    return Change(path, make)


def append(path: str, text: str) -> Change:
    """Add text at the end of a file."""
    return Change(path, lambda content: (_text(content, path) + text).encode())


def rewrite(path: str, how: Callable[[str], str | bytes]) -> Change:
    """Make the whole content anew from the old text."""

    def make(content: Old) -> bytes:
        made = how(_text(content, path))
        return made.encode() if isinstance(made, str) else made

    return Change(path, make)


def file_of(path: str, content: str | bytes) -> Change:
    """A file of this content, whether or not there was one."""
    return Change(path, lambda _: content.encode() if isinstance(content, str) else content)


def gone(path: str) -> Change:
    """The file is deleted."""

    def make(content: Old) -> None:
        _text(content, path)

    return Change(path, make)


def moved(old: str, new: str, folder: Path) -> tuple[Change, Change]:
    """A file under another name; `folder` is the catalog it is read from."""
    return gone(old), file_of(new, (folder / old).read_bytes())


def times(factor: str | int) -> Callable[[re.Match[str]], str]:
    """The key of a `(key: )(number)` match, pointed at, with its number multiplied."""

    def new(match: re.Match[str]) -> str:
        return f"{POINTER}{match[1]}{Decimal(match[2]) * Decimal(factor):f}"

    return new


def _text(content: Old, path: str) -> str:
    if content is None:
        raise LookupError(f"{path} is no longer in the catalog: take another record")
    return content.decode()


def _place(path: str, before: bytes) -> Place:
    """The place after these bytes; a byte that is not UTF-8 counts as one character."""
    text = before.decode("utf-8", errors="replace")
    return Place(path, text.count("\n") + 1, len(text) - text.rfind("\n"))


# --- many at once --------------------------------------------------------------------------


def batches(mutations: Iterable[Mutation]) -> list[list[Mutation]]:
    """Mutations that touch no file in common, together: one look at the catalog finds all.

    Those that spread have batches of their own, so that what they do hides nothing.
    """
    made: list[list[Mutation]] = []
    for mutation in mutations:
        for batch in made:
            if batch[0].spreads == mutation.spreads and not any(
                mutation.paths & other.paths for other in batch
            ):
                batch.append(mutation)
                break
        else:
            made.append([mutation])
    return made
