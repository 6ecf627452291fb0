"""The files of a catalog brought into canonical form, or looked at for what is not in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from fmselect.catalog.atomic import replace_text
from fmselect.catalog.format import format_document
from fmselect.catalog.load import DEPTHS, record_id, yaml_files
from fmselect.catalog.record_files import shown_path
from fmselect.catalog.strict_yaml import MAX_BYTES, MAX_BYTES_LARGE, read_yaml
from fmselect.domain import records
from fmselect.errors import FmselectError, InvalidFileError, Problems


class Reformatted(NamedTuple):
    """A file whose text was not canonical."""

    path: Path
    before: str
    after: str


class FormatReport(NamedTuple):
    """What formatting came to.

    Attributes:
        files: How many records were looked at.
        changed: Those that were not canonical, in the order of their paths.
        skipped: Files that hold no record, such as policies.
        problems: Why the rest could not be formatted; those files are as they were.
    """

    files: int
    changed: tuple[Reformatted, ...]
    skipped: tuple[Path, ...]
    problems: tuple[FmselectError, ...]


def format_files(paths: Sequence[Path], *, check: bool = False) -> FormatReport:
    """Bring records into canonical form.

    Each file is replaced whole. One that is not strict YAML, or no record of its kind, is left as
    it is and reported; the others are formatted all the same.

    Args:
        paths: Catalog folders, folders inside one, or files.
        check: Report only.

    Raises:
        InvalidFileError: A path does not exist, or a folder holds no record.
    """
    changed: list[Reformatted] = []
    skipped: list[Path] = []
    problems: list[FmselectError] = []
    files = 0
    for path in _found(paths):
        place = place_of(path)
        if place is None:
            skipped.append(path)
            continue
        files += 1
        try:
            result = _formatted(*place, path)
            if result.before != result.after:
                if not check:
                    replace_text(path, result.after)
                changed.append(result)
        except Problems as error:
            problems.extend(error.problems)
        except FmselectError as error:
            problems.append(error)
    if not files and any(path.is_dir() for path in paths):
        raise _nothing_found(paths)
    return FormatReport(files, tuple(changed), tuple(skipped), tuple(problems))


def place_of(path: Path) -> tuple[str, Path] | None:
    """The kind of record that a file holds, and its path below the kind's folder; None for none."""
    parts = Path(os.path.abspath(path)).parts  # noqa: PTH100 - keeps links
    if len(parts) > 2 and parts[-3] in DEPTHS:
        return parts[-3], Path(*parts[-2:])
    if len(parts) > 1 and parts[-2] in records.RECORD_KINDS:
        return parts[-2], Path(parts[-1])
    return None


def _found(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file once, in order."""
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise InvalidFileError("no such file or folder", where=str(path), hint="check the path")
        for file in yaml_files(path) if path.is_dir() else (path,):
            if file not in seen:
                seen.add(file)
                yield file


def _formatted(kind: str, below: Path, path: Path) -> Reformatted:
    shown = shown_path(path)
    record_id(kind, below, shown)
    limit = MAX_BYTES_LARGE if kind == "benchmarks" else MAX_BYTES
    document = read_yaml(path, shown=shown, limit=limit)
    return Reformatted(path, document.text, format_document(kind, document))


def _nothing_found(paths: Sequence[Path]) -> InvalidFileError:
    kinds = ", ".join(f"{kind}/" for kind in records.RECORD_KINDS)
    return InvalidFileError(
        "holds no record of a catalog",
        where=" ".join(map(str, paths)),
        hint=f"records are in the folders {kinds}",
    )
