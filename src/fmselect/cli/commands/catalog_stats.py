"""`fmselect catalog stats`: how much the catalog knows, and how old that is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import OK
from fmselect.cli.options import output_parameters
from fmselect.cli.runtime import Runtime
from fmselect.render.stats import FORMATTERS

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
    """Count, and write the counts."""
    from fmselect.catalog.locate import source_folder
    from fmselect.catalog.stats import stats

    folders = [Path(name) for name in values.get("folders") or ()] or [source_folder()]
    runtime.write(FORMATTERS[runtime.format](stats(folders)))
    return OK


COMMAND = Command(
    "catalog stats",
    "Count the records and facts of the catalog, and say how old they are.",
    _parameters,
    run,
    FORMATS,
)
