"""From answers to text. Every format is a function of the answer and the view: no printing here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fmselect.tuples import NamedTuple

if TYPE_CHECKING:
    from fmselect.domain.recommendation import Recommendation


PROSE_WIDTH = 120
"""Columns where nothing says how wide the reader's window is."""


class View(NamedTuple):
    """How text for people is to look. The other formats do not depend on it."""

    width: int | None = None
    """Columns of the window. Ids are never cut, so a line may still be longer. None for a pipe or
    a file: lists are as wide as they need, and prose is wrapped at `PROSE_WIDTH`."""
    color: bool = False

    @property
    def columns(self) -> int:
        """Columns to wrap prose at."""
        return self.width or PROSE_WIDTH


def _table(answer: Recommendation, view: View) -> str:
    from fmselect.render.table import render  # noqa: PLC0415 - one format a run

    return render(answer, view)


def _json(answer: Recommendation, _: View) -> str:
    from fmselect.render.machine import document  # noqa: PLC0415 - one format a run

    return document(answer)


def _jsonl(answer: Recommendation, _: View) -> str:
    from fmselect.render.machine import line  # noqa: PLC0415 - one format a run

    return "".join(map(line, answer["ranking"]))


def _csv(answer: Recommendation, _: View) -> str:
    from fmselect.render.machine import ranking_csv  # noqa: PLC0415 - one format a run

    return ranking_csv(answer)


def _markdown(answer: Recommendation, _: View) -> str:
    from fmselect.render.markdown import render  # noqa: PLC0415 - one format a run

    return render(answer)


FORMATTERS: dict[str, Callable[[Recommendation, View], str]] = {
    "table": _table,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "markdown": _markdown,
}
"""Name of a format -> the recommendation in it, each line ended."""
