"""An exported catalog written into YAML files; files that are there change where the data does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from fmselect.catalog.comment_anchors import Comment, anchored_comments
from fmselect.catalog.comment_layout import with_comments
from fmselect.catalog.edit import EditRefusedError, revise
from fmselect.catalog.edit_compare import identities, same
from fmselect.catalog.exchange import read_export
from fmselect.catalog.strict_yaml import MAX_BYTES, MAX_BYTES_LARGE, Document, read_yaml
from fmselect.catalog.transaction import exclusive, replace_files
from fmselect.catalog.write import dump_record
from fmselect.errors import InvalidFileError


class ImportReport(NamedTuple):
    """What an import came to.

    Attributes:
        files: How many files the export is of.
        written: Paths below the folder of those that were written.
        new: How many of these were not there before.
    """

    files: int
    written: tuple[Path, ...]
    new: int


def import_catalog(export: Path, folder: Path, *, dry_run: bool = False) -> ImportReport:
    """Write the records of an exported catalog into a folder: all of them, or none.

    A file that says the same already is left alone. In one that does not, what differs is
    changed at its place; comments stay, save those of things that are gone. Files of which the
    export knows nothing stay as well.

    Args:
        export: What `export_lines` made.
        folder: A catalog's folder; made if it is missing.
        dry_run: Write nothing.

    Raises:
        InvalidFileError: The export, or a file that is there, cannot be read, or the folder
            cannot be written.
        UsageError: Another program is changing the folder.
    """
    files = read_export(export)
    if dry_run or not _made(folder):
        texts = _texts(files, folder)
        return _report(files, folder, texts)
    with exclusive(folder):
        texts = _texts(files, folder)
        report = _report(files, folder, texts)
        replace_files(folder, texts)
    return report


def _made(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise InvalidFileError(f"cannot be made: {reason}", where=str(folder)) from None
    return True


def _report(files: Mapping[Any, Any], folder: Path, texts: Mapping[Path, str]) -> ImportReport:
    new = sum(not (folder / path).exists() for path in texts)
    return ImportReport(len(files), tuple(texts), new)


def _texts(files: Mapping[tuple[str, str], dict[str, Any]], folder: Path) -> dict[Path, str]:
    """Path below the folder -> its text, of the files that say something else."""
    texts = {}
    for (kind, id_), record in files.items():
        path = Path(kind, f"{id_}.yaml")
        where = f"{kind} {id_}"
        try:
            text = _text(kind, folder / path, record)
        except (KeyError, AssertionError, AttributeError, TypeError):
            message = "is no record of its kind"
            hint = "export it again with this version of fmselect"
            raise InvalidFileError(message, where=where, hint=hint) from None
        if text is not None:
            texts[path] = text
    return texts


def _text(kind: str, path: Path, record: dict[str, Any]) -> str | None:
    """The new text of a file; None where it says the same already."""
    canonical = dump_record(kind, record)
    if not path.exists():
        return canonical
    limit = MAX_BYTES_LARGE if kind == "benchmarks" else MAX_BYTES
    document = read_yaml(path, limit=limit)
    if same(document.data, record):
        return None
    try:
        return revise(document.text, kind, record, path=str(path))
    except EditRefusedError:  # something is gone, or stands in another order
        comments = _moved(document, record)
        return with_comments(kind, document, record, canonical, comments)


def _moved(document: Document, record: dict[str, Any]) -> list[Comment]:
    """The comments of a file with the places that what they belong to has now."""
    found = []
    for comment in anchored_comments(document.text):
        path = _new_path(comment.path, document.data, record)
        if path is not None:
            found.append(comment._replace(path=path))
    return found


def _new_path(path: Sequence[str | int], before: Any, after: Any) -> tuple[str | int, ...] | None:
    """Where a path of before leads to; None where it leads to an item that is gone."""
    moved: list[str | int] = []
    list_name = ""
    for key in path:
        if isinstance(key, str):
            list_name = key
            moved.append(key)
            before = before.get(key) if isinstance(before, dict) else None
            after = after.get(key) if isinstance(after, dict) else None
            continue
        index = _index(list_name, key, before or [], after or [])
        if index is None:
            return None
        moved.append(index)
        before, after = before[key], after[index]
    return tuple(moved)


def _index(name: str, index: int, before: Sequence[Any], after: Sequence[Any]) -> int | None:
    """The position now of an item: by what identifies it, by what it says, or as it was."""
    old, new = identities(name, before), identities(name, after)
    if old is not None and new is not None:
        return new.index(old[index]) if old[index] in new else None
    item = before[index]
    equal = [number for number, other in enumerate(after) if same(item, other)]
    if equal:
        return index if index in equal else equal[0]
    return index if index < len(after) else None
