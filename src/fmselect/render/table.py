"""A recommendation for the eyes: what was asked, what is left, the ranking, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from fmselect.render import View
from fmselect.render.quantities import plural
from fmselect.render.ranking import columns
from fmselect.render.remarks import failed_constraint, remarks, requirements, title
from fmselect.render.terminal import console_for, drawn, labelled, paragraph, ranking_table

if TYPE_CHECKING:
    from fmselect.domain.recommendation import Recommendation

_LABEL_STYLES = {"Careful": "bold yellow"}


def render(answer: Recommendation, view: View) -> str:
    """The recommendation as text of at most the view's width, as far as ids allow."""
    console = console_for(view)
    return drawn(console, _lines(answer, console))


def _lines(answer: Recommendation, console: Console) -> Iterator[Text]:
    yield from paragraph(console, title(answer), "bold")
    yield from _paragraphs(console, requirements(answer))
    yield Text()
    ranked = ranking_table(console, columns(answer)) if answer["ranking"] else []
    if ranked:
        yield from ranked
        yield Text()
    if answer["excluded"]:
        yield from _excluded(answer, console)
        yield Text()
    yield from _paragraphs(console, remarks(answer, "\n".join(line.plain for line in ranked)))


def _paragraphs(console: Console, pairs: Iterable[tuple[str, str]]) -> Iterator[Text]:
    """Paragraphs with their labels; one that repeats is written once."""
    last = ""
    for label, text in pairs:
        shown = "" if label == last else label
        yield from labelled(console, Text(shown, _LABEL_STYLES.get(label, "bold")), text)
        last = label


def _excluded(answer: Recommendation, console: Console) -> Iterator[Text]:
    """Every offer that is out, with all its reasons."""
    yield Text(f"Out: {plural(len(answer['excluded']), 'offer')}", "bold")
    for offer in answer["excluded"]:
        yield Text(f"  {offer['offer']}")
        for failed in offer["failed"]:
            yield from paragraph(console, failed_constraint(failed), "dim", indent=4)
