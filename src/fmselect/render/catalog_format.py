"""What formatting changed: the names of the files, or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from fmselect._version import __version__
from fmselect.render.quantities import plural

if TYPE_CHECKING:
    from fmselect.catalog.format_files import FormatReport


class FormatDocument(TypedDict):
    """Which files are not in canonical form, or were not before."""

    schema: str
    tool_version: str
    catalog: None
    """Always null: files are formatted one by one, and no catalog is read."""
    check: bool
    """Whether nothing was written."""
    files: int
    """How many records were looked at."""
    changed: list[str]


def format_text(report: FormatReport, name: str, *, check: bool) -> str:
    """The changed files, one a line, or as JSON.

    Args:
        report: What formatting came to.
        name: `text` or `json`.
        check: Whether nothing was written.
    """
    paths = [str(path) for path, _, _ in report.changed]
    if name != "json":
        return "".join(f"{path}\n" for path in paths)
    from fmselect.render.machine import document  # noqa: PLC0415 - one format a run

    answer: FormatDocument = {
        "schema": "fmselect/catalog-format@1",
        "tool_version": __version__,
        "catalog": None,
        "check": check,
        "files": report.files,
        "changed": paths,
    }
    return document(answer)


def summary(report: FormatReport, *, check: bool) -> str:
    """How many files changed or would, and how many could not be read."""
    verb = "would be formatted" if check else "formatted"
    count = len(report.changed)
    counts = f"{count:,} of {plural(report.files, 'file')} {verb}"
    if report.problems:
        return f"{counts}; left as they are, because they cannot be read: see below"
    return counts if count else f"{plural(report.files, 'file')} in canonical form"
