"""The tables of a comparison: one column for each offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from fmselect.render.amounts import criterion_amount, limit_name, signed
from fmselect.render.blocks import Grid
from fmselect.render.layout import GAP, Column
from fmselect.render.phrases import amount
from fmselect.render.quantities import ESTIMATED, UNKNOWN, count, number

if TYPE_CHECKING:
    from fmselect.domain.comparison import ComparedFact, ComparedLimit, ComparedOffer, Comparison
    from fmselect.domain.recommendation import Fact

_LABELS = 32
"""Columns the names of rows may take."""
_SHORT = 20
"""Characters of a fact that fits a table."""
_CELL = 14
"""Columns a cell of the score takes."""


def names_of(answer: Comparison, width: int | None) -> list[str]:
    """What each offer is called in the tables: its model where there is room, else its number.

    Args:
        answer: The comparison.
        width: Columns of the window; None where there is no end to it.
    """
    models = [offer["model"].rpartition("/")[2] for offer in answer["offers"]]
    if len(set(models)) < len(models):
        models = [f"{offer['provider']}/{slug}" for offer, slug in _with(answer, models)]
    room = _LABELS + sum(max(len(name), _CELL) + GAP for name in models)
    distinct = len(set(models)) == len(models)
    if distinct and (width is None or room <= width):
        return models
    return [f"({place})" for place in range(1, len(models) + 1)]


def _with(answer: Comparison, models: Iterable[str]) -> Iterable[tuple[ComparedOffer, str]]:
    return zip(answer["offers"], models, strict=True)


def _grid(
    heads: Sequence[str],
    labels: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: bool = True,
) -> Grid:
    """Rows of cells under one head for each offer."""
    columns = [Column("", list(labels))]
    for place, head in enumerate(heads):
        columns.append(Column(head, [row[place] for row in rows], right))
    return Grid(columns)


def score_grid(answer: Comparison, names: Sequence[str]) -> Grid:
    """Rank, probability and score, and what each criterion adds to it."""
    offers = answer["offers"]
    rows: list[tuple[str, list[str]]] = [("rank", [_rank(offer) for offer in offers])]
    if any("win_probability" in offer["sureness"] for offer in offers):
        rows.append(("first in", [_wins(offer) for offer in offers]))
    for criterion in answer["criteria"]:
        cells = [(cell["contribution"], cell["difference"]) for cell in criterion["cells"]]
        label = f"{criterion['criterion']} x {criterion['weight']:.2f}"
        rows.append((label, _against_first(cells)))
    rows.append(
        ("score", _against_first([(offer["score"], offer["difference"]) for offer in offers]))
    )
    return _grid(names, [label for label, _ in rows], [cells for _, cells in rows])


def _against_first(cells: Sequence[tuple[float, float]]) -> list[str]:
    """Numbers, all but the first with their difference to it."""
    return [
        f"{value:.3f}" if place == 0 else f"{value:.3f} {signed(difference):>6}"
        for place, (value, difference) in enumerate(cells)
    ]


def _rank(offer: ComparedOffer) -> str:
    """Its rank; in brackets where it is out."""
    return str(offer["rank"]) if offer["eligible"] else f"out ({offer['rank_if_admitted']})"


def _wins(offer: ComparedOffer) -> str:
    """How often it comes first; a dash where it takes no part or was not drawn."""
    share = offer["sureness"].get("win_probability")
    return "-" if share is None else f"{share:.0%}"


def amounts_grid(answer: Comparison, names: Sequence[str], *, aligned: bool) -> Grid:
    """The amount of each criterion; `*` marks the highest value.

    Args:
        answer: The comparison.
        names: Of the offers.
        aligned: Leave room for the mark where there is none, so that the amounts stand in line.
    """
    room = "  " if aligned else ""
    offers = [offer["offer"] for offer in answer["offers"]]
    rows = []
    for criterion in answer["criteria"]:
        shown = []
        for offer, cell in zip(offers, criterion["cells"], strict=True):
            text = criterion_amount(criterion["criterion"], cell["amount"], cell["status"])
            shown.append(text + (" *" if offer in criterion["highest"] else room))
        rows.append(shown)
    labels = [f"{row['criterion']}, {row['unit']}" for row in answer["criteria"]]
    return _grid(names, labels, rows)


def limits_grid(limits: Sequence[ComparedLimit], names: Sequence[str]) -> Grid:
    """The verdict of each limit."""
    labels = [f"{limit_name(limit['constraint'])} {_limit(limit)}".rstrip() for limit in limits]
    rows = [
        ["agreed" if cell["agreed"] else cell["status"] for cell in limit["cells"]]
        for limit in limits
    ]
    return _grid(names, labels, rows, right=False)


def _limit(limit: ComparedLimit) -> str:
    """The limit itself, where it is more than a flag."""
    if limit["limit"] is True:
        return ""
    if limit["constraint"] in _COUNTS:
        return count(limit["limit"])
    return amount(limit["constraint"], limit["limit"])


_COUNTS = ("workload_fits", "capacity")
"""Limits that are counts, though their names do not say of what."""


def facts_grid(
    facts: Sequence[ComparedFact], names: Sequence[str], *, marked: bool = False
) -> Grid:
    """The values of facts.

    Args:
        facts: One row each.
        names: Of the offers.
        marked: Mark the rows that differ with `*`.
    """
    labels = [
        fact["field"].replace("_", " ") + (" *" if marked and fact["differs"] else "")
        for fact in facts
    ]
    return _grid(names, labels, [[fact_text(cell) for cell in fact["cells"]] for fact in facts])


def short_facts(facts: Iterable[ComparedFact]) -> list[ComparedFact]:
    """Those whose values fit a table."""
    return [fact for fact in facts if all(len(fact_text(cell)) <= _SHORT for cell in fact["cells"])]


_FORMS: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (bool, lambda value: "yes" if value else "no"),
    (int, lambda value: f"{value:,}"),
    (float, number),
    (list, lambda value: ", ".join(map(str, value))),
)


def fact_text(fact: Fact) -> str:
    """A fact in a cell: `~` estimated, `?` unknown."""
    value = fact["value"]
    if value is None:
        return UNKNOWN
    mark = ESTIMATED if fact["status"] == "estimated" else ""
    form = next((form for kind, form in _FORMS if isinstance(value, kind)), str)
    return mark + form(value)
