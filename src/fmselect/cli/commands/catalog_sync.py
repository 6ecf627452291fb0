"""`fmselect catalog sync`: merge the file of an upstream data set into a catalog's files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fmselect.cli.complete import one_of
from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import OK
from fmselect.cli.options import output_parameters
from fmselect.cli.runtime import Runtime
from fmselect.render.quantities import plural

if TYPE_CHECKING:
    from fmselect.upstream.sync import SyncReport

FORMATS = ("table", "json")


def _parameters() -> Iterator[Parameter]:
    """The source, its file and the catalog."""
    from fmselect.upstream.registry import UPSTREAMS

    yield Parameter(
        "source",
        (),
        f"Which data set the file is from: {', '.join(UPSTREAMS)}.",
        metavar="SOURCE",
        required=True,
        complete=one_of(tuple(UPSTREAMS)),
    )
    yield Parameter(
        "file",
        ("--from",),
        "The file, as the data set's address serves it. Nothing is fetched.",
        metavar="FILE",
        required=True,
    )
    yield Parameter(
        "folder",
        ("--into",),
        "Catalog folder to change; catalog by default.",
        metavar="FOLDER",
    )
    yield Parameter("dry_run", ("--dry-run",), "Say what would change, and change nothing.", "flag")
    yield from output_parameters(FORMATS)


def run(runtime: Runtime, values: Values) -> int:
    """Merge, and write what changed."""
    from fmselect.upstream.sync import sync_from_file

    report = sync_from_file(
        values["source"],
        Path(values["file"]),
        Path(values.get("folder") or "catalog"),
        dry_run=bool(values.get("dry_run")),
    )
    runtime.write(_answer(runtime, report, dry_run=bool(values.get("dry_run"))))
    return OK


def _answer(runtime: Runtime, report: SyncReport, *, dry_run: bool) -> str:
    """The report as text or JSON."""
    counted: dict[str, Any] = {
        "new_models": report.new_models,
        "new_offers": report.new_offers,
        "new_prices": report.new_prices,
        "disputed": report.disputed,
        "unknown_names": report.unknown_names,
    }
    if runtime.format == "json":
        from fmselect.render.machine import document

        return document(
            {
                "schema": "fmselect/catalog-sync@1",
                "source": report.source,
                "observed": report.observed,
                "dry_run": dry_run,
                "written": [path.as_posix() for path in report.written],
                "refused": [path.as_posix() for path in report.refused],
                **{name: list(items) for name, items in counted.items()},
                "unchanged": report.unchanged,
                "skipped": report.skipped,
            }
        )
    verb = "would be written" if dry_run else "written"
    written = plural(len(report.written), "file")
    lines = [f"{report.source} of {report.observed}: {written} {verb}"]
    lines += [f"not written, for its comments would be lost: {path}" for path in report.refused]
    for name, items in counted.items():
        lines.append(f"{name.replace('_', ' ')}: {len(items)}")
        if runtime.verbose:
            lines += [f"  {item}" for item in items]
    lines.append(f"unchanged: {report.unchanged}")
    lines += [f"skipped, {reason}: {count}" for reason, count in report.skipped.items()]
    return "\n".join(lines) + "\n"


COMMAND = Command(
    "catalog sync",
    "Merge the file of an upstream data set into a catalog's files.",
    _parameters,
    run,
    FORMATS,
    epilog="Example: fmselect catalog sync litellm --from model_prices.json --into catalog",
)
