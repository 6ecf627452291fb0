"""An explanation for people: where an offer is, why, and what would change that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from fmselect.render import View
from fmselect.render.admission import admission, repaired
from fmselect.render.amounts import limit_name
from fmselect.render.blocks import Block, Heading, Paragraph, Sources, markdown, terminal
from fmselect.render.explanation_tables import criteria_grid, evidence_grid, offers_grid
from fmselect.render.layout import joined, keep
from fmselect.render.measures import measures_block
from fmselect.render.quantities import money, plural
from fmselect.render.question import data_age, question

if TYPE_CHECKING:
    from fmselect.domain.explanation import Explanation

_FEW = 12
"""Rows of evidence and of offers in a terminal; the other formats have them all."""
_STYLES = {"fail": "bold red", "unknown": "bold yellow", "conditional": "bold yellow"}


def _table(answer: Explanation, view: View) -> str:
    return terminal(title(answer), blocks(answer, most=_FEW), view)


def _markdown(answer: Explanation, _: View) -> str:
    return markdown(title(answer), blocks(answer))


def _json(answer: Explanation, _: View) -> str:
    from fmselect.render.machine import document  # noqa: PLC0415 - one format a run

    return document(answer)


FORMATTERS: dict[str, Callable[[Explanation, View], str]] = {
    "table": _table,
    "json": _json,
    "markdown": _markdown,
}
"""Name of a format -> the explanation in it, each line ended."""


def title(answer: Explanation) -> str:
    """The task and where the offer is."""
    return f"{answer['requirements'].get('task', '')}: {answer['why'][0]}"


def blocks(answer: Explanation, *, most: int | None = None) -> Iterator[Block]:
    """The page under the title.

    Args:
        answer: The explanation.
        most: Rows of evidence and of offers at most; None for all.
    """
    sources = Sources()
    yield from question(answer)
    yield from _why(answer)
    if answer["offer"] is not None:
        yield from _score(answer, sources)
        if answer["measures"]:
            yield Heading("As a model of its kind")
            yield from measures_block(answer["measures"], sources)
        yield from _would_change(answer)
        yield from _limits(answer, sources)
        yield from _evidence(answer, sources, most)
        yield from _offers(answer, most)
        yield from sources.blocks()
    yield Heading("About this answer")
    yield data_age(answer)
    yield Paragraph("Next", next_step(answer))


def _why(answer: Explanation) -> Iterator[Block]:
    """Reasons, sureness and warnings."""
    for number, sentence in enumerate(answer["why"][1:]):
        yield Paragraph("Why" if number == 0 else "", sentence)
    drawn = answer["sureness"]
    if "win_probability" in drawn:
        text = f"first in {drawn['win_probability']:.0%} of the draws of weights and evidence"
        text += f", among the first three in {drawn['top3_probability']:.0%}"
        close = drawn.get("too_close_to_call_with", [])
        text += f"; too close to call with {', '.join(close)}" if close else ""
        yield Paragraph("How sure", text)
    if answer["dominated_by"]:
        shown = answer["dominated_by"][:3]
        more = len(answer["dominated_by"]) - len(shown)
        text = f"{', '.join(shown)}{f' and {more} more' if more else ''}"
        yield Paragraph("Dominated", f"no better in any weighted respect than {text}")
    for number, duty in enumerate(answer["license_duties"]):
        maybe = " (if you are above its limits)" if duty["applies"] == "maybe" else ""
        yield Paragraph("Duty" if number == 0 else "", duty["text"] + maybe)
    for number, warning in enumerate(answer["warnings"]):
        yield Paragraph("Careful" if number == 0 else "", warning, "bold yellow")


def _score(answer: Explanation, sources: Sources) -> Iterator[Block]:
    """The criteria, how each value comes about, and what the bill is made of."""
    yield Heading("Score")
    yield criteria_grid(answer)
    for number, part in enumerate(answer["criteria"]):
        marks = _marks(part["facts"], sources)
        text = f"{part['criterion']} {part['value']:.3f} = {part['formula']}{marks}"
        yield Paragraph("Values" if number == 0 else "", text)
    if answer["cost_breakdown"]:
        parts = [
            f"{name.replace('_', ' ')} {money(usd)}"
            for name, usd in answer["cost_breakdown"].items()
        ]
        yield Paragraph("Bill", f"{joined(parts)} a month")


def _would_change(answer: Explanation) -> Iterator[Block]:
    """What would admit it, make it first, or cost it the first place."""
    yield Heading("What would change that")
    if answer["admission"]:
        yield Paragraph("Admitted", admission(answer["admission"]))
    for number, repair in enumerate(answer["repairs"]):
        yield Paragraph("Smallest" if number == 0 else "", repaired(repair))
    mine = answer["offer"]
    for number, change in enumerate(answer["changes"]):
        whose = "" if change["offer"] == mine else f"{change['offer']}: "
        yield Paragraph("Amounts" if number == 0 else "", whose + change["sentence"])
    for number, reach in enumerate(answer["weight_ranges"]):
        yield Paragraph("Weights" if number == 0 else "", reach["sentence"])
    sentences = answer["exchange"]["sentences"] if answer["exchange"] else []
    for number, sentence in enumerate(sentences):
        yield Paragraph("Worth" if number == 0 else "", sentence)


def _limits(answer: Explanation, sources: Sources) -> Iterator[Block]:
    """Every limit in force; those that keep it out first."""
    yield Heading("Limits")
    order = ("fail", "unknown", "conditional", "pass")
    for verdict in sorted(
        answer["limits"], key=lambda item: (item["agreed"], order.index(item["status"]))
    ):
        text = f"{limit_name(verdict['constraint'])}: {verdict['reason']}"
        label = "agreed" if verdict["agreed"] else verdict["status"]
        yield Paragraph(
            label, text + _marks(verdict["facts"], sources), _STYLES.get(label, "green")
        )


def _marks(facts: Mapping[str, Any], sources: Sources) -> str:
    """The numbers of the pages the facts were read from, each once."""
    marks = dict.fromkeys(
        sources.mark(fact["source"], fact["observed"])
        for fact in facts.values()
        if fact["status"] != "unknown"
    )
    text = "".join(marks)
    return f" {text}" if text else ""


def _evidence(answer: Explanation, sources: Sources, most: int | None) -> Iterator[Block]:
    """The benchmark results behind the capability."""
    if not answer["evidence"] or answer["capability"] is None:
        return
    own = sum(result["of_the_task"] for result in answer["evidence"])
    domain = answer["capability"]["domain"]
    total = plural(len(answer["evidence"]), "result")
    yield Heading(f"Evidence: {total}, {own} of {domain}, {answer['capability']['grade']}")
    yield evidence_grid(answer["evidence"][:most], sources)
    left = len(answer["evidence"]) - len(answer["evidence"][:most])
    if left:
        yield Paragraph("", f"and {left} more: --format markdown or --json", "dim")


def _offers(answer: Explanation, most: int | None) -> Iterator[Block]:
    """All offers of the model."""
    eligible = sum(offer["eligible"] for offer in answer["offers"])
    yield Heading(f"Offers: {plural(len(answer['offers']), 'offer')}, {eligible} eligible")
    yield offers_grid(answer["offers"][:most])
    left = len(answer["offers"]) - len(answer["offers"][:most])
    if left:
        yield Paragraph("", f"and {left} more: --format markdown or --json", "dim")


def next_step(answer: Explanation) -> str:
    """What to do with this answer."""
    task = answer["requirements"].get("task", "")
    steps = [f"fmselect show {answer['model']}"]
    if answer["opponent"] is not None:
        steps.insert(0, f"fmselect compare {answer['model']} {answer['opponent']['model']} {task}")
    return joined([*map(keep, steps), "every fact with its source: --json"])
