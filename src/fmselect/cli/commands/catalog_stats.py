"""`fmselect catalog stats`: how much the catalog knows, and how old that is."""

from __future__ import annotations

from collections.abc import Iterator

from fmselect.cli.catalog_folders import FOLDERS, catalog_folders
from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import OK
from fmselect.cli.options import OVERLAYS, output_parameters
from fmselect.cli.runtime import Runtime
from fmselect.render.stats import FORMATTERS

FORMATS = tuple(FORMATTERS)


def _parameters() -> Iterator[Parameter]:
    """The folders, or what is laid over the bundled catalog."""
    yield FOLDERS
    yield from output_parameters(FORMATS)
    yield OVERLAYS


def run(runtime: Runtime, values: Values) -> int:
    """Count, and write the counts."""
    from fmselect.catalog.stats import stats

    folders = catalog_folders(values)
    if not values.get("folders"):
        folders += runtime.overlays
    runtime.write(FORMATTERS[runtime.format](stats(folders), runtime.view))
    return OK


COMMAND = Command(
    "catalog stats",
    "Count the records and facts of the catalog, and say how old they are.",
    _parameters,
    run,
    FORMATS,
)
