"""`fmselect catalog export`: a whole catalog as one file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import OK
from fmselect.cli.options import CATALOG_PANEL, output_parameters
from fmselect.cli.runtime import Runtime

FORMATS = ("jsonl",)


def _parameters() -> Iterator[Parameter]:
    """The file, and what is exported."""
    yield Parameter("file", (), "File to write; standard output by default.", metavar="FILE")
    yield Parameter(
        "source",
        ("--from",),
        "Catalog folder to export alone; by default the bundled one with your own laid over it.",
        metavar="FOLDER",
        panel=CATALOG_PANEL,
    )
    yield Parameter(
        "catalog",
        ("--catalog",),
        "Folder laid over the catalog; repeatable. Or FMSELECT_CATALOG.",
        "list",
        metavar="FOLDER",
        panel=CATALOG_PANEL,
    )
    yield from output_parameters(FORMATS)


def run(runtime: Runtime, values: Values) -> int:
    """Read every file of every layer, and write the records in force."""
    from fmselect.catalog.atomic import replace_text
    from fmselect.catalog.compile import digest
    from fmselect.catalog.exchange import export_lines
    from fmselect.catalog.load import load_catalog_files
    from fmselect.catalog.locate import source_folder

    alone = values.get("source")
    named = [Path(name) for name in values.get("catalog") or ()]
    folders = [Path(alone), *named] if alone else [source_folder(), *runtime.overlays]
    catalog = load_catalog_files(folders)
    catalog.raise_problems()
    lines = list(export_lines(catalog, digest(catalog)))
    if values.get("file"):
        replace_text(Path(values["file"]), "".join(lines))
        from fmselect.render.quantities import plural

        runtime.note(f"{plural(len(lines) - 1, 'record')} of {plural(len(folders), 'folder')}")
    else:
        runtime.write_all(lines)
    return OK


COMMAND = Command(
    "catalog export",
    "Write a whole catalog, overlays included, as one JSON Lines file with exact digits.",
    _parameters,
    run,
    FORMATS,
    epilog="Example: fmselect catalog export catalog.jsonl --catalog mine",
)
