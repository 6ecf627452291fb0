"""The tables of an explanation: criteria, benchmark results, offers of the model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fmselect.render.amounts import criterion_amount, limit_name, signed
from fmselect.render.blocks import Grid, Sources
from fmselect.render.layout import Column
from fmselect.render.quantities import money, number

if TYPE_CHECKING:
    from fmselect.domain.explanation import (
        BenchmarkResult,
        CriterionPart,
        Explanation,
        OfferOfModel,
    )


HALF_A_TENTH = 0.05


def criteria_grid(answer: Explanation) -> Grid:
    """What each criterion adds to the score, and to the lead over the opponent."""
    parts, other = answer["criteria"], answer["opponent"]
    score = answer["score"] or 0.0
    columns = [
        Column("Criterion", [*(part["criterion"] for part in parts), "score"]),
        Column(
            "Amount",
            [
                *(criterion_amount(p["criterion"], p["amount"], p["status"]) for p in parts),
                "",
            ],
            right=True,
            moves=2,
        ),
        Column("Value", [*(f"{part['value']:.3f}" for part in parts), ""], right=True),
        Column("Weight", [*(f"x {part['weight']:.2f}" for part in parts), ""], right=True),
        Column(
            "Part",
            [*(f"= {part['contribution']:.3f}" for part in parts), f"{score:.3f}"],
            right=True,
        ),
    ]
    if other is None:
        return Grid(columns)
    return Grid(
        [
            *columns,
            Column(
                f"The {other['role']}",
                [*(_others(part) for part in parts), ""],
                right=True,
                moves=1,
            ),
            Column(
                "Difference",
                [*(signed(part["difference"] or 0.0) for part in parts), signed(other["lead"])],
                right=True,
            ),
        ]
    )


def _others(part: CriterionPart) -> str:
    """The opponent's amount."""
    return criterion_amount(
        part["criterion"], part["other_amount"], part["other_status"] or "unknown"
    )


def evidence_grid(results: Sequence[BenchmarkResult], sources: Sources) -> Grid:
    """One row for each result; how much it moved the estimate, where the catalog knows."""
    columns = [
        Column("Benchmark", [result["title"] for result in results]),
        Column("Score", [_score(result) for result in results], right=True),
        Column("Setting", [result["setting"] or "" for result in results], moves=2),
        Column("By", [result["by"] for result in results], moves=3),
        Column("Domain", [result["domain"] or "" for result in results], moves=4),
        Column("Observed", [result["observed"] or "" for result in results], moves=1),
        Column(
            "Source", [sources.mark(result["source"], result["observed"]) for result in results]
        ),
    ]
    if any(result["moved_by"] is not None for result in results):
        moved = [_moved(result["moved_by"]) for result in results]
        columns.insert(2, Column("Moved it by", moved, right=True))
    return Grid(columns)


def _moved(points: float | None) -> str:
    """The points an estimate was moved by; empty where that is not known."""
    return "" if points is None else f"{points:+.1f}" if abs(points) >= HALF_A_TENTH else "0.0"


def _score(result: BenchmarkResult) -> str:
    """A score in four digits, with its interval where one is stated."""
    text = number(result["score"])
    if result["low"] is None or result["high"] is None:
        return text
    return f"{text} ({number(result['low'])}..{number(result['high'])})"


def offers_grid(offers: Sequence[OfferOfModel]) -> Grid:
    """One row for each offer of the model, with what keeps it out."""
    return Grid(
        [
            Column("Offer", [offer["offer"] for offer in offers]),
            Column("Score", [f"{offer['score']:.3f}" for offer in offers], right=True),
            Column(
                "Cost/month",
                [money(offer["cost_usd_per_month"]) for offer in offers],
                right=True,
                moves=2,
            ),
            Column(
                "Out by",
                [", ".join(map(limit_name, offer["failed"])) for offer in offers],
                moves=1,
            ),
        ]
    )
