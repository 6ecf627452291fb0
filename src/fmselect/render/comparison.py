"""A comparison for people and for spreadsheets: offers side by side, differences marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from fmselect.render import PROSE_WIDTH, View
from fmselect.render.amounts import limit_name
from fmselect.render.blocks import Block, Heading, Paragraph, markdown, terminal
from fmselect.render.comparison_measures import measure_rows
from fmselect.render.comparison_tables import (
    amounts_grid,
    fact_text,
    facts_grid,
    limits_grid,
    names_of,
    score_grid,
    short_facts,
)
from fmselect.render.layout import joined, keep
from fmselect.render.question import data_age, question

if TYPE_CHECKING:
    from fmselect.domain.comparison import ComparedFact, ComparedOffer, Comparison


def _table(answer: Comparison, view: View) -> str:
    return terminal(title(answer), blocks(answer, view.width or PROSE_WIDTH), view)


def _markdown(answer: Comparison, _: View) -> str:
    return markdown(title(answer), blocks(answer, None))


def _json(answer: Comparison, _: View) -> str:
    from fmselect.render.machine import document  # noqa: PLC0415 - one format a run

    return document(answer)


def _csv(answer: Comparison, _: View) -> str:
    from fmselect.render.comparison_csv import comparison_csv  # noqa: PLC0415 - one format a run

    return comparison_csv(answer)


FORMATTERS: dict[str, Callable[[Comparison, View], str]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "markdown": _markdown,
}
"""Name of a format -> the comparison in it, each line ended."""


def title(answer: Comparison) -> str:
    """The task and what is compared."""
    first, *others = (offer["model"] for offer in answer["offers"])
    *before, last = others
    told = f"{', '.join(before)} and {last}" if before else last
    return f"{answer['requirements'].get('task', '')}: {first} against {told}"


def blocks(answer: Comparison, width: int | None) -> Iterator[Block]:
    """The page under the title.

    Args:
        answer: The comparison.
        width: Columns of the window: what is the same is then told in a line. None for every row.
    """
    names = names_of(answer, width)
    yield from question(answer)
    yield Heading("Compared")
    for name, offer in zip(names, answer["offers"], strict=True):
        yield Paragraph("", f"{name} is {_about(offer)}")
    yield Heading("Score")
    yield score_grid(answer, names)
    yield Heading("Amounts (* the highest value of a row)")
    yield amounts_grid(answer, names, aligned=width is not None)
    yield from measure_rows(answer["measures"], names, width)
    yield from _between(answer, names)
    yield from _limits(answer, names, width)
    yield from _facts(answer, names, width)
    yield Heading("About this answer")
    yield data_age(answer)
    yield Paragraph("Next", _next(answer))


def _about(offer: ComparedOffer) -> str:
    """One offer in a line: where it is served and where it stands."""
    asked = "" if offer["named"] in (offer["model"], offer["offer"]) else f" ({offer['named']})"
    standing = f"rank {offer['rank']}"
    if not offer["eligible"]:
        standing = f"out, would rank {offer['rank_if_admitted']}"
    unproven = "" if offer["proven"] else ", unproven"
    return f"{offer['offer']}{asked}: {standing} with {offer['score']:.3f}{unproven}"


def _between(answer: Comparison, names: list[str]) -> Iterator[Block]:
    """What puts one ahead of another, how often, and who dominates whom."""
    yield Heading("Between them")
    name_of = dict(zip((offer["offer"] for offer in answer["offers"]), names, strict=True))
    for number, sentence in enumerate(answer["why"]):
        yield Paragraph("Why" if number == 0 else "", sentence)
    for number, pair in enumerate(answer["pairwise"]):
        text = f"{name_of[pair['offer']]} is ahead of {name_of[pair['over']]}"
        yield Paragraph(
            "How sure" if number == 0 else "", f"{text} in {pair['probability']:.0%} of the draws"
        )
    for number, found in enumerate(answer["dominates"]):
        text = f"{name_of[found['offer']]} is nowhere below {name_of[found['dominates']]}"
        yield Paragraph("Dominates" if number == 0 else "", f"{text} in what is weighed")
    for number, warning in enumerate(_warnings(answer, names)):
        yield Paragraph("Careful" if number == 0 else "", warning, "bold yellow")


def _warnings(answer: Comparison, names: list[str]) -> list[str]:
    """What to know, each warning once with the offers it belongs to."""
    of: dict[str, list[str]] = {}
    for name, offer in zip(names, answer["offers"], strict=True):
        for warning in offer["warnings"]:
            of.setdefault(warning, []).append(name)
    told = [
        text if len(whose) == len(names) else f"{', '.join(whose)}: {text}"
        for text, whose in of.items()
    ]
    return [*told, *answer["warnings"]]


def _limits(answer: Comparison, names: list[str], width: int | None) -> Iterator[Block]:
    """The verdicts that differ or keep somebody out; all of them where there is no width."""
    yield Heading("Limits")
    passed = [
        limit
        for limit in answer["limits"]
        if width is not None and all(cell["status"] == "pass" for cell in limit["cells"])
    ]
    told = [limit for limit in answer["limits"] if limit not in passed]
    if told:
        yield limits_grid(told, names)
    for limit in told:
        for name, cell in zip(names, limit["cells"], strict=True):
            if cell["status"] != "pass":
                short = limit_name(limit["constraint"])
                yield Paragraph("", f"{name}, {short}: {cell['reason']}")
    if passed:
        yield Paragraph("All pass", joined(limit_name(limit["constraint"]) for limit in passed))


def _facts(answer: Comparison, names: list[str], width: int | None) -> Iterator[Block]:
    """The facts that differ; all of them where there is no width."""
    if width is None:
        yield Heading("Facts")
        yield facts_grid(answer["facts"], names, marked=True)
        return
    differing = [fact for fact in answer["facts"] if fact["differs"]]
    yield Heading("Facts that differ")
    short = short_facts(differing)
    if short:
        yield facts_grid(short, names)
    for fact in differing:
        if fact not in short:
            yield Paragraph("", _cells(fact, names))
    same = [fact["field"].replace("_", " ") for fact in answer["facts"] if not fact["differs"]]
    if same:
        yield Paragraph("The same", joined(same))


def _cells(fact: ComparedFact, names: list[str]) -> str:
    """A fact whose values are too long for a table."""
    told = (f"{name} {fact_text(cell)}" for name, cell in zip(names, fact["cells"], strict=True))
    return f"{fact['field'].replace('_', ' ')}: {'; '.join(told)}"


def _next(answer: Comparison) -> str:
    """What to do with this answer."""
    task = answer["requirements"].get("task", "")
    steps = [f"fmselect explain {offer['offer']} {task}" for offer in answer["offers"][:2]]
    return joined([*map(keep, steps), "every fact with its source: --json"])
