"""What an import wrote: the names of the files, or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from fmselect._version import __version__
from fmselect.render.quantities import plural

if TYPE_CHECKING:
    from fmselect.catalog.importing import ImportReport


class ImportDocument(TypedDict):
    """Which files an import wrote, or would write."""

    schema: str
    tool_version: str
    folder: str
    dry_run: bool
    files: int
    """How many files the export is of."""
    written: list[str]
    """Below the folder."""
    new: int
    """How many of the written ones were not there before."""


def import_text(report: ImportReport, folder: Path, name: str, *, dry_run: bool) -> str:
    """The files written, one a line, or as JSON.

    Args:
        report: What the import came to.
        folder: Where it went.
        name: `text` or `json`.
        dry_run: Whether nothing was written.
    """
    if name != "json":
        return "".join(f"{folder / path}\n" for path in report.written)
    from fmselect.render.machine import document  # noqa: PLC0415 - one format a run

    answer: ImportDocument = {
        "schema": "fmselect/catalog-import@1",
        "tool_version": __version__,
        "folder": str(folder),
        "dry_run": dry_run,
        "files": report.files,
        "written": [path.as_posix() for path in report.written],
        "new": report.new,
    }
    return document(answer)


def summary(report: ImportReport, *, dry_run: bool) -> str:
    """How many files were written, and how many said the same already."""
    verb = "would be written" if dry_run else "written"
    count = len(report.written)
    same = report.files - count
    return (
        f"{plural(count, 'file')} {verb}, {report.new:,} of them new; {same:,} say the same already"
    )
