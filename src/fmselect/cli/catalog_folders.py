"""The folders that the commands about catalogs are given: a base, and what is laid over it."""

from __future__ import annotations

from pathlib import Path

from fmselect.cli.declare import Parameter, Values

FOLDERS = Parameter(
    "folders",
    (),
    "Catalog folders: the base first, then what is laid over it. The bundled one by default.",
    "list",
    metavar="FOLDER...",
)


def catalog_folders(values: Values) -> list[Path]:
    """The folders named, or the bundled catalog's.

    Raises:
        InvalidFileError: None is named, and this installation has no catalog.
    """
    from fmselect.catalog.locate import source_folder

    return [Path(name) for name in values.get("folders") or ()] or [source_folder()]
