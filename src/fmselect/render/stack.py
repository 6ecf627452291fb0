"""A recommendation for a stack: every combination with its parts under it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from fmselect.render import View
from fmselect.render.admission import repaired
from fmselect.render.blocks import Block, Grid, Heading, Paragraph, markdown, terminal
from fmselect.render.layout import Column, joined, keep
from fmselect.render.measures import KindColumn, cell, errors_shown, kind_columns
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
    shown = len(answer["ranking"])
    rows = f"first {shown}" if shown > 1 else "first"
    return f"{roles}: the {rows} of {answer['combinations']:,} combinations"


def blocks(answer: StackRecommendation) -> Iterator[Block]:
    """The page under the title."""
    stated = phrases(answer["requirements"], lambda _: True)
    if answer["same_provider"]:
        stated.append("all from one provider")
    if stated:
        yield Paragraph("You said", joined(stated))
    yield Paragraph("Weights", joined(f"{n} {w:.2f}" for n, w in answer["weights"].items()))
    for role in answer["roles"]:
        yield Paragraph(role["role"], _role(role, stated))
    first_token = "max_first_token_seconds" in answer["requirements"].get("constraints", {})
    kinds = {role["role"]: _kind(answer, role) for role in answer["roles"]}
    for row in answer["ranking"]:
        yield Heading(_heading(row, asked=first_token))
        yield _parts(row, kinds)
    yield Heading("About this")
    yield from _about(answer)


def _role(role: StackRole, said: Collection[str]) -> str:
    """What one role asks for besides what was said of the whole, and what is left for it."""
    seen = role["considered"]
    assumed = set(role["assumed"])
    own = phrases(role["requirements"], lambda path: path not in assumed, zeros=True)
    stated = [text for text in own if text not in said]
    taken = phrases(role["requirements"], lambda path: path in assumed)
    if taken:
        taken[0] = f"assumed: {taken[0]}"
    left = f"{seen['eligible_offers']:,} of {plural(seen['offers'], 'offer')} left"
    counted = sorted(role["excluded_by"].items(), key=lambda item: (-item[1], item[0]))
    out = [f"{constraint_name(name)} {count:,}" for name, count in counted]
    asked = joined([*stated, *taken])
    return (f"{asked}; " if asked else "") + keep(left) + (f"; out: {joined(out)}" if out else "")


def _heading(row: RankedStack, *, asked: bool) -> str:
    """Rank, score and totals of a combination; the first token where a limit asks for it."""
    first = "" if row["win_probability"] is None else f"first in {row['win_probability']:.0%}"
    seconds, first_token = row["response_seconds"], row["first_token_seconds"]
    parts = [
        f"{row['rank']}  score {row['score']:.2f}",
        first,
        f"{money(row['cost_usd_per_month'])} a month",
        f"first token in ~{first_token:.2g} s" if first_token is not None and asked else "",
        f"answer in {UNKNOWN if seconds is None else f'~{seconds:.2g} s'}",
        "" if row["proven"] else "unproven",
    ]
    return " · ".join(filter(None, parts))


def _of_role(answer: StackRecommendation, name: str) -> list[StackPart]:
    """What is shown for one role."""
    return [part for row in answer["ranking"] for part in row["parts"] if part["role"] == name]


def _kind(answer: StackRecommendation, role: StackRole) -> list[KindColumn]:
    """What the models of a role are judged by, as models of their kind."""
    return list(kind_columns(role["task"], _of_role(answer, role["role"])))


def _parts(row: RankedStack, kinds: Mapping[str, Sequence[KindColumn]]) -> Grid:
    """The parts of a combination, one a line; what has no room goes under each."""
    parts = row["parts"]

    def column(
        head: str, cells: list[str], words: str = "{}", *, right: bool = False, moves: int = 0
    ) -> Column:
        return Column(head, cells, right, [words.format(text) for text in cells], moves)

    shown = [
        column("Role", [part["role"] for part in parts]),
        column("Model", [part["model"] for part in parts]),
        column("Provider", [part["provider"] for part in parts], "at {}", moves=1),
        column(
            "Capability",
            [_capability(part) for part in parts],
            "capability {}",
            right=True,
            moves=2,
        ),
        column("Cost/month", [money(part["cost_usd_per_month"]) for part in parts], right=True),
        column("Licence", [_license(part) for part in parts], "licence {}", moves=3),
    ]
    if any(kinds.values()):
        told = [_measures(part, kinds[part["role"]]) for part in parts]
        cells = [" · ".join(words) for words in told]
        shown.append(Column("As one of its kind", cells, under=list(map(joined, told)), moves=4))
    return Grid(shown, under=True)


def _measures(part: StackPart, kind: Sequence[KindColumn]) -> list[str]:
    """The measures of a part with the words they need."""
    return [column.under.format(cell(part, column.measure)) for column in kind]


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
        if least is not None:
            yield Paragraph("Cheapest", f"{money(least)} a month, whatever the time")
        if quickest is not None:
            yield Paragraph("Quickest", f"{number(quickest)} s, whatever the price")
    yield from _test_sets(answer)
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
    marks = _marks(answer)
    if marks:
        yield Paragraph("Marks", marks)
    stamp = answer["catalog"]
    layers = "".join(f" with {layer} over it" for layer in stamp["layers"])
    yield Paragraph("Data", f"catalog {stamp['build']}{layers} · for {answer['today']}", "dim")
    yield from _repairs(answer)


def _marks(answer: StackRecommendation) -> str:
    """What the marks mean that are used."""
    parts = [part for row in answer["ranking"] for part in row["parts"]]
    measures = [measure for part in parts for measure in part["measures"].values()]
    judged = [part["capability"] for part in parts if part["capability"]["estimate"] is not None]
    unknown = len(judged) < len(parts) or any(part["license"] is None for part in parts)
    meanings = (
        ("~ estimated, not measured here", any(m["status"] == "estimated" for m in measures)),
        ("? unknown", unknown),
        ("± standard error of the capability", any(c["standard_error"] for c in judged)),
        ("(n) benchmarks behind it", bool(judged)),
    )
    return joined(text for text, used in meanings if used)


def _repairs(answer: StackRecommendation) -> Iterator[Block]:
    """What would have to give way: in a role that has nothing, else of the whole."""
    for role in answer["roles"]:
        for repair in role["repairs"]:
            yield Paragraph("Next", f"{role['role']}: {repaired(repair)}")
    for found in answer["repairs"]:
        told = " and ".join(step["sentence"] for step in found["admission"])
        yield Paragraph("Next", f"{told}: {keep(' + '.join(found['offers']))}")


def _test_sets(answer: StackRecommendation) -> Iterator[Block]:
    """Of which recordings the word errors are."""
    for role in answer["roles"]:
        errors = errors_shown(_of_role(answer, role["role"]))
        if errors is not None:
            yield Paragraph("Words wrong", f"{role['role']}: {errors[1]}")
