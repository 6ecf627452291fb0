"""`fmselect catalog import`: an exported catalog as YAML files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import OK
from fmselect.cli.options import output_parameters
from fmselect.cli.runtime import Runtime

FORMATS = ("text", "json")


def _parameters() -> Iterator[Parameter]:
    """The export, and where it goes."""
    yield Parameter(
        "file", (), "What fmselect catalog export wrote.", metavar="FILE", required=True
    )
    yield Parameter(
        "folder",
        ("--into",),
        "Catalog folder to write to; made if it is missing.",
        metavar="FOLDER",
        required=True,
    )
    yield Parameter(
        "dry_run", ("--dry-run",), "Say what would be written, and write nothing.", "flag"
    )
    yield from output_parameters(FORMATS)


def run(runtime: Runtime, values: Values) -> int:
    """Write what differs, and name the files."""
    from fmselect.catalog.importing import import_catalog
    from fmselect.render.catalog_import import import_text, summary

    folder, dry_run = Path(values["folder"]), bool(values.get("dry_run"))
    report = import_catalog(Path(values["file"]), folder, dry_run=dry_run)
    runtime.write(import_text(report, folder, runtime.format, dry_run=dry_run))
    runtime.note(summary(report, dry_run=dry_run))
    return OK


COMMAND = Command(
    "catalog import",
    "Write an exported catalog into YAML files. Files that are there change only where the data "
    "differs, and keep their comments; none is deleted.",
    _parameters,
    run,
    FORMATS,
    epilog="Example: fmselect catalog import catalog.jsonl --into catalog",
)
