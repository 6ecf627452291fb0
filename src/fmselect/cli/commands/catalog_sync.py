"""`fmselect catalog sync`: what an upstream data set says now, merged into a catalog's files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fmselect.cli.complete import one_of
from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import OK
from fmselect.cli.fetching import fetch, fetch_parameters, read_file
from fmselect.cli.options import OVERLAYS, output_parameters
from fmselect.cli.runtime import Runtime
from fmselect.cli.sync_target import is_complete, target
from fmselect.errors import InvalidFileError, UpstreamError

if TYPE_CHECKING:
    from fmselect.upstream.fetched import Fetched
    from fmselect.upstream.report import SyncReport

FORMATS = ("table", "json")


def _parameters() -> Iterator[Parameter]:
    """The source, how to get it, and the catalog."""
    from fmselect.upstream.sources import SOURCES

    yield Parameter(
        "source",
        (),
        f"The data set: {', '.join(SOURCES)}.",
        metavar="SOURCE",
        required=True,
        complete=one_of(tuple(SOURCES)),
    )
    yield Parameter(
        "file",
        ("--from",),
        "A file as the data set's address serves it. Nothing is fetched.",
        metavar="FILE",
    )
    yield Parameter(
        "folder",
        ("--into",),
        "Catalog folder to change; by default ./catalog, else the one folder laid over the bundled "
        "catalog that can be written. Data for your own use go into your own catalog by default.",
        metavar="FOLDER",
    )
    yield Parameter("dry_run", ("--dry-run",), "Say what would change, and change nothing.", "flag")
    yield Parameter(
        "accept",
        ("--accept",),
        "Record whose changes go through however implausible they are, or all; repeatable.",
        "list",
        metavar="RECORD",
    )
    yield Parameter(
        "undisputed",
        ("--no-disputes",),
        "Only show what sources state differently; do not write theirs beside ours.",
        "flag",
    )
    yield Parameter(
        "renew",
        ("--renew",),
        "Date prices anew that their own source states again; else only what changes is written.",
        "flag",
    )
    yield Parameter(
        "today",
        ("--today",),
        "The day the data are recorded under: YYYY-MM-DD. The day they are fetched by default, "
        "and that of a file's last change.",
        metavar="DATE",
    )
    yield OVERLAYS
    yield from fetch_parameters()
    yield from output_parameters(FORMATS)


def run(runtime: Runtime, values: Values) -> int:
    """Fetch or read, merge, and say what changed."""
    from fmselect.render.sync import FORMATTERS
    from fmselect.render.sync_document import Synced
    from fmselect.upstream.sources import source_named

    source = source_named(values["source"])
    folder = target(runtime, values, source)
    fetched = (
        read_file(runtime, values, source) if values.get("file") else fetch(runtime, values, source)
    )
    synced = Synced(
        _merged(values, fetched, folder),
        fetched,
        folder=str(folder),
        dry_run=bool(values.get("dry_run")),
        complete=runtime.verbose,
        attribution=source.attribution,
        width=runtime.width,
    )
    if not is_complete(folder) and not source.own_use:
        runtime.note(
            f"{folder} lies over the bundled catalog: an offer written there replaces that one's"
        )
    runtime.write(FORMATTERS[runtime.format](synced))
    return OK


def _merged(values: Values, fetched: Fetched, folder: Path) -> SyncReport:
    """Merge what was fetched or read.

    Raises:
        InvalidFileError: The file, or a file of the catalog, is not what it should be.
        UpstreamError: What was fetched is not.
    """
    from fmselect.upstream.proposals import Origin
    from fmselect.upstream.report import SyncOptions
    from fmselect.upstream.sync import sync_from_body

    options = SyncOptions(
        accept=frozenset(values.get("accept") or ()),
        write_disputes=not values.get("undisputed"),
        renew=bool(values.get("renew")),
        dry_run=bool(values.get("dry_run")),
        base=_base(folder),
    )
    origin = Origin(via=fetched.via, observed=fetched.fetched_on.isoformat())
    try:
        return sync_from_body(
            fetched.source, fetched.body, fetched.shown, folder, origin=origin, options=options
        )
    except InvalidFileError as error:
        if values.get("file") or not (error.where or "").startswith(fetched.shown):
            raise
        raise UpstreamError(error.message, where=error.where, hint=error.hint) from None


def _base(folder: Path) -> Path | None:
    """The catalog that this one is laid over."""
    from fmselect.catalog.locate import source_folder

    return None if is_complete(folder) else source_folder()


COMMAND = Command(
    "catalog sync",
    "Fetch what an upstream data set says now, and merge it into a catalog's files.",
    _parameters,
    run,
    FORMATS,
    epilog="Examples: fmselect catalog sync litellm; "
    "fmselect catalog sync litellm --from model_prices.json --into catalog --dry-run",
)
