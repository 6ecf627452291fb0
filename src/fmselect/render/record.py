"""One record of the catalog in full: every group of facts with its source and date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from fmselect._version import __version__
from fmselect.render import View
from fmselect.render.catalog_columns import Record
from fmselect.tuples import NamedTuple

if TYPE_CHECKING:
    from fmselect.domain.recommendation import CatalogStamp


class Shown(NamedTuple):
    """A record, with the offers of a model."""

    kind: str
    record: Record
    offers: Sequence[Record]
    stamp: CatalogStamp
    today: str
    successors: str = ""
    """What replaces it, followed to something that is served, as the end of a sentence."""


def _table(shown: Shown, view: View) -> str:
    from fmselect.render.record_page import render  # noqa: PLC0415 - one format a run

    return render(shown, view)


def _json(shown: Shown, _: View) -> str:
    from fmselect.render.machine import document  # noqa: PLC0415 - one format a run

    answer: dict[str, Any] = {
        "schema": "fmselect/record@1",
        "tool_version": __version__,
        "catalog": shown.stamp,
        "today": shown.today,
        "kind": shown.kind,
        "record": shown.record,
    }
    if shown.kind == "models":
        answer["offers"] = list(shown.offers)
    return document(answer)


FORMATTERS: dict[str, Callable[[Shown, View], str]] = {"table": _table, "json": _json}
"""Name of a format -> the record in it."""
