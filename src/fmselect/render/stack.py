"""A recommendation for a stack: every combination with its parts under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from fmselect.render import View
from fmselect.render.blocks import Block, Grid, Heading, Paragraph, markdown, terminal
from fmselect.render.layout import Column, joined
from fmselect.render.phrases import constraint_name, phrases
from fmselect.render.quantities import UNKNOWN, money, number, plural

if TYPE_CHECKING:
    from fmselect.domain.stack_recommendation import (
        RankedStack,
        StackPart,
        StackRecommendation,
        StackRole,
    )


_SAID_OF_ROLES = ("the latency is", "unproven: ")
"""Warnings of parts that every part of a role has, or that the marks say."""


def _table(answer: StackRecommendation, view: View) -> str:
    return terminal(title(answer), blocks(answer), view)


def _markdown(answer: StackRecommendation, _: View) -> str:
    return markdown(title(answer), blocks(answer))


def _json(answer: StackRecommendation, _: View) -> str:
    from fmselect.render.machine import document  # noqa: PLC0415 - one format a run

    return document(answer)


FORMATTERS: dict[str, Callable[[StackRecommendation, View], str]] = {
    "table": _table,
    "json": _json,
    "markdown": _markdown,
}
"""Name of a format -> the answer in it."""


def title(answer: StackRecommendation) -> str:
    """The roles and how many combinations there are, in one line."""
    roles = " + ".join(role["role"] for role in answer["roles"])
    if not answer["ranking"]:
        return f"{roles}: no combination keeps every limit"
    return f"{roles}: the first {len(answer['ranking'])} of {answer['combinations']:,} combinations"


def blocks(answer: StackRecommendation) -> Iterator[Block]:
    """The page under the title."""
    stated = phrases(answer["requirements"], lambda _: True)
    if answer["same_provider"]:
        stated.append("all from one provider")
    if stated:
        yield Paragraph("You said", joined(stated))
    yield Paragraph("Weights", joined(f"{n} {w:.2f}" for n, w in answer["weights"].items()))
    for role in answer["roles"]:
        yield Paragraph(role["role"], _role(role))
    for row in answer["ranking"]:
        yield Heading(_heading(row))
        yield _parts(row)
    yield Heading("About this")
    yield from _about(answer)


def _role(role: StackRole) -> str:
    """What one role asks for, and what is left for it."""
    seen = role["considered"]
    asked = phrases(role["requirements"], lambda path: not path.startswith("constraints."))
    limits = phrases(role["requirements"], lambda path: path.startswith("constraints."))
    left = f"{seen['eligible_offers']:,} of {plural(seen['offers'], 'offer')} left"
    counted = sorted(role["excluded_by"].items(), key=lambda item: (-item[1], item[0]))
    out = [f"{constraint_name(name)} {count:,}" for name, count in counted]
    return joined([*asked, *limits, left]) + (f"; out: {joined(out)}" if out else "")


def _heading(row: RankedStack) -> str:
    """Rank, score and totals of a combination."""
    first = "" if row["win_probability"] is None else f"first in {row['win_probability']:.0%}"
    seconds = row["response_seconds"]
    parts = [
        f"{row['rank']}  score {row['score']:.2f}",
        first,
        f"{money(row['cost_usd_per_month'])} a month",
        f"answer in {UNKNOWN if seconds is None else f'~{seconds:.2g} s'}",
        "" if row["proven"] else "unproven",
    ]
    return " · ".join(filter(None, parts))


def _parts(row: RankedStack) -> Grid:
    """The parts of a combination, one a line."""
    parts = row["parts"]
    return Grid(
        [
            Column("Role", [part["role"] for part in parts]),
            Column("Model", [part["model"] for part in parts]),
            Column("Provider", [part["provider"] for part in parts]),
            Column("Capability", [_capability(part) for part in parts], right=True, moves=2),
            Column("Cost/month", [money(part["cost_usd_per_month"]) for part in parts], right=True),
            Column("Licence", [_license(part) for part in parts], moves=3),
        ]
    )


def _capability(part: StackPart) -> str:
    """The estimate with its error and how much is behind it."""
    found = part["capability"]
    if found["estimate"] is None:
        return UNKNOWN
    error = found["standard_error"]
    spread = "" if error is None else f" ±{error:.0f}"
    return f"{found['estimate']:.0f}{spread} ({found['benchmarks']})"


def _license(part: StackPart) -> str:
    return (part["license"] or UNKNOWN).removeprefix("LicenseRef-")


def _about(answer: StackRecommendation) -> Iterator[Block]:
    """How close it is, what is missing, what it rests on."""
    close = [row["rank"] for row in answer["ranking"] if row["too_close_to_call"]]
    if close:
        yield Paragraph("How sure", f"too close to call with rank {', '.join(map(str, close))}")
    if not answer["ranking"]:
        least, quickest = answer["least_cost_usd_per_month"], answer["least_response_seconds"]
        yield Paragraph("Cheapest", f"{money(least)} a month, whatever the time")
        if quickest is not None:
            yield Paragraph("Quickest", f"{number(quickest)} s, whatever the price")
    warnings = dict.fromkeys(
        [
            *answer["warnings"],
            *(
                f"{part['offer']}: {text}"
                for row in answer["ranking"]
                for part in row["parts"]
                for text in part["warnings"]
                if not text.startswith(_SAID_OF_ROLES)
            ),
        ]
    )
    for text in warnings:
        yield Paragraph("Careful", text)
    stamp = answer["catalog"]
    layers = "".join(f" with {layer} over it" for layer in stamp["layers"])
    yield Paragraph("Data", f"catalog {stamp['build']}{layers} · for {answer['today']}", "dim")
