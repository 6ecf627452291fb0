"""`fmselect catalog lint`: what is wrong or doubtful in a catalog's files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import ANSWER_IS_NO, OK
from fmselect.cli.options import output_parameters
from fmselect.cli.runtime import Runtime
from fmselect.render.findings import FORMATTERS, Findings

FORMATS = tuple(FORMATTERS)


def _parameters() -> Iterator[Parameter]:
    """The folders."""
    yield Parameter(
        "folders",
        (),
        "Catalog folders: the base first, then what is laid over it. The bundled one by default.",
        "list",
        metavar="FOLDER...",
    )
    yield from output_parameters(FORMATS)


def run(runtime: Runtime, values: Values) -> int:
    """Check every file and write what was found; an error among it is the answer no."""
    from fmselect.catalog.lint import lint
    from fmselect.catalog.locate import source_folder

    folders = [Path(name) for name in values.get("folders") or ()] or [source_folder()]
    findings = Findings(lint(folders), with_infos=runtime.verbose)
    runtime.write(FORMATTERS[runtime.format](findings))
    hidden = findings.counts["info"] and not runtime.verbose
    runtime.note(findings.summary + (" (--verbose shows them)" if hidden else ""))
    return ANSWER_IS_NO if findings.counts["error"] else OK


COMMAND = Command(
    "catalog lint",
    "Check the catalog's files: one line for each finding, with file, line and rule.",
    _parameters,
    run,
    FORMATS,
    epilog="Example: fmselect catalog lint catalog",
)
