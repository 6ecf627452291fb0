"""`fmselect catalog build`: compile a catalog's files into the form that decisions read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fmselect._version import __version__
from fmselect.cli.catalog_folders import FOLDERS, catalog_folders
from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import OK
from fmselect.cli.options import output_parameters
from fmselect.cli.runtime import Runtime
from fmselect.errors import InvalidFileError

if TYPE_CHECKING:
    from fmselect.catalog.store import CompiledCatalog

FORMATS = ("table", "json")


def _parameters() -> Iterator[Parameter]:
    """The folders, and where to put the result."""
    yield FOLDERS
    yield Parameter(
        "output",
        ("-o", "--output"),
        "Folder to compile into; one that is there is replaced. The cache by default.",
        metavar="FOLDER",
    )
    yield Parameter(
        "report",
        ("--report",),
        "Say how well the fit describes the evidence, and name the worst residuals.",
        "flag",
    )
    yield from output_parameters(FORMATS)


def run(runtime: Runtime, values: Values) -> int:
    """Compile, and write where the result is and what it holds."""
    from fmselect.catalog.locate import compiled_from
    from fmselect.catalog.store import open_catalog

    folders = catalog_folders(values)
    # Overlays never refit: their results are placed on the fit of the base alone.
    below = compiled_from(folders[:1]) if len(folders) > 1 else None
    if values.get("output"):
        target = Path(values["output"])
        _compile(folders, target, below)
    else:
        target = compiled_from(folders, below)
    catalog = open_catalog(target)
    answer = _answer(runtime, target, catalog)
    if values.get("report"):
        answer = _with_report(runtime, answer, folders, target)
    runtime.write(answer)
    return OK


def _with_report(runtime: Runtime, answer: str, folders: list[Path], target: Path) -> str:
    """The answer with the quality of the fit of each model type."""
    from fmselect.catalog.fit_report import fit_reports

    reports = fit_reports(folders, target)
    if runtime.format == "json":
        import json

        from fmselect.render.machine import document

        return document({**json.loads(answer), "fits": reports})
    from fmselect.render.fit_report import report_text

    return answer + report_text(reports)


def _compile(folders: list[Path], target: Path, below: Path | None) -> None:
    """Compile into a folder that holds nothing, or an older compiled catalog.

    Raises:
        InvalidFileError: It holds something else, or cannot be written.
    """
    from fmselect.catalog.compile import compile_catalog

    if target.exists() and not (target / "meta.json").is_file() and any(target.iterdir()):
        raise InvalidFileError(
            "holds something that is not a compiled catalog",
            where=str(target),
            hint="name an empty folder, or one that does not exist",
        )
    try:
        compile_catalog(folders, target, below=below)
    except OSError as error:
        raise InvalidFileError(f"cannot be written: {error.strerror}", where=str(target)) from None


def _answer(runtime: Runtime, target: Path, catalog: CompiledCatalog) -> str:
    """Where the compiled catalog is and what it holds."""
    records, build = catalog.meta["records"], catalog.stamp["build"]
    if runtime.format == "json":
        from fmselect.render.machine import document

        return document(
            {
                "schema": "fmselect/catalog-build@1",
                "tool_version": __version__,
                "catalog": catalog.stamp,
                "folder": str(target),
                "build": build,
                "records": records,
            }
        )
    counts = ", ".join(f"{count:,} {kind}" for kind, count in records.items())
    return f"{target}\ncatalog {build}: {counts}\n"


COMMAND = Command(
    "catalog build",
    "Compile the catalog's files into the form that decisions read.",
    _parameters,
    run,
    FORMATS,
    epilog="Example: fmselect catalog build catalog -o build/catalog",
)
