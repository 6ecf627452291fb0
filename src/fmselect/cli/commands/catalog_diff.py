"""`fmselect catalog diff`: what a change of the catalog says, and what it does to the answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import ANSWER_IS_NO, OK
from fmselect.cli.options import CATALOG_PANEL, output_parameters
from fmselect.cli.runtime import Runtime

if TYPE_CHECKING:
    from fmselect.domain.catalog_diff import CatalogDiff

FORMATS = ("table", "json", "markdown")
_DEFAULT = Path("catalog")


def _parameters() -> Iterator[Parameter]:
    """What to compare with what."""
    yield Parameter(
        "base",
        (),
        "Git revision, catalog folder or export to compare with. Where this branch left the main "
        "one by default, which on the main branch is the last commit.",
        metavar="BASE",
    )
    yield Parameter(
        "folder",
        ("--into", "--catalog"),
        "Catalog folder to look at; the folder catalog by default, else the bundled one.",
        metavar="FOLDER",
        panel=CATALOG_PANEL,
    )
    yield Parameter(
        "today",
        ("--today",),
        "The day dates and recommendations are judged for: YYYY-MM-DD.",
        metavar="DATE",
        panel=CATALOG_PANEL,
    )
    yield Parameter(
        "no_impact", ("--no-impact",), "Leave out what it does to recommendations: quicker.", "flag"
    )
    yield Parameter("check", ("--check",), "End with 1 if a change is implausible.", "flag")
    yield from output_parameters(FORMATS)


def run(runtime: Runtime, values: Values) -> int:
    """Compare, and write what changed."""
    from fmselect.catalog.locate import source_folder
    from fmselect.catalog.review.diff import catalog_diff

    named = values.get("folder")
    folder = Path(named) if named else _DEFAULT if _DEFAULT.is_dir() else source_folder()
    answer = catalog_diff(
        folder,
        values.get("base"),
        today=runtime.today,
        with_impact=not values.get("no_impact"),
    )
    runtime.write(_text(runtime, answer))
    return ANSWER_IS_NO if values.get("check") and answer["implausible"] else OK


def _text(runtime: Runtime, answer: CatalogDiff) -> str:
    """The answer in the format asked for."""
    if runtime.format == "json":
        from fmselect.render.machine import document

        return document(answer)
    if runtime.format == "markdown":
        from fmselect.render.catalog_diff_markdown import render as markdown

        return markdown(answer)
    from fmselect.render.catalog_diff import render

    return render(answer, runtime.view)


COMMAND = Command(
    "catalog diff",
    "Say in words what changed in a catalog, what of it looks like a slip, and which "
    "recommendations it changes.",
    _parameters,
    run,
    FORMATS,
    epilog="Example: fmselect catalog diff main --format markdown",
)
