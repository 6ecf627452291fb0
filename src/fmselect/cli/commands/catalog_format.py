"""`fmselect catalog format`: bring a catalog's files into canonical form."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import ANSWER_IS_NO, OK
from fmselect.cli.options import output_parameters
from fmselect.cli.runtime import Runtime
from fmselect.errors import Problems, UsageError

if TYPE_CHECKING:
    from fmselect.catalog.format_files import FormatReport

FORMATS = ("text", "json")
_DEFAULT = Path("catalog")


def _parameters() -> Iterator[Parameter]:
    """The files, and whether to write."""
    yield Parameter(
        "paths",
        (),
        "Catalog folders, folders inside one, or files; the folder catalog by default.",
        "list",
        metavar="PATH...",
    )
    yield Parameter(
        "check",
        ("--check",),
        "Change nothing; end with 1 and name the files that would change (-v: how).",
        "flag",
    )
    yield from output_parameters(FORMATS)


def run(runtime: Runtime, values: Values) -> int:
    """Format, or look whether that would change anything, and write the names of the files."""
    from fmselect.catalog.format_files import format_files
    from fmselect.render.catalog_format import format_text, summary

    check = bool(values.get("check"))
    report = format_files(_paths(values), check=check)
    _tell(runtime, report)
    if report.problems:
        runtime.note(summary(report, check=check))
        raise Problems(report.problems)
    runtime.write(format_text(report, runtime.format, check=check))
    runtime.note(summary(report, check=check))
    return ANSWER_IS_NO if check and report.changed else OK


def _paths(values: Values) -> list[Path]:
    """The paths of the call, else the catalog in the working folder.

    Raises:
        UsageError: There is neither.
    """
    named = [Path(name) for name in values.get("paths") or ()]
    if not named and not _DEFAULT.is_dir():
        raise UsageError(
            "there is no folder catalog here",
            where="PATH",
            hint="name the folder or the files: fmselect catalog format FOLDER",
        )
    return named or [_DEFAULT]


def _tell(runtime: Runtime, report: FormatReport) -> None:
    """What was left alone, and how each file changes, for those who asked."""
    if not runtime.verbose:
        return
    for path in report.skipped:
        runtime.detail(f"{path}: holds no record, left alone")
    for path, before, after in report.changed:
        lines = difflib.unified_diff(
            before.splitlines(), after.splitlines(), str(path), str(path), lineterm=""
        )
        runtime.detail("\n".join(lines))


COMMAND = Command(
    "catalog format",
    "Bring the catalog's files into canonical form: order of keys, quotes, layout. Digits and "
    "comments stay.",
    _parameters,
    run,
    FORMATS,
    epilog="Example: fmselect catalog format --check catalog",
)
