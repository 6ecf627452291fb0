"""The columns of a ranking, adapted to the task: what no row can have is not shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from fmselect.render.layout import Column
from fmselect.render.measures import cell as measured
from fmselect.render.measures import kind_columns
from fmselect.render.quantities import DOMINATED, ESTIMATED, UNKNOWN, count, money, number, seconds

if TYPE_CHECKING:
    from fmselect.domain.recommendation import RankedOffer, Recommendation

_WITHOUT_CONTEXT = (
    "image-generation",
    "speech-to-text",
    "text-to-speech",
    "embedding",
    "reranking",
)


def columns(answer: Recommendation) -> list[Column]:
    """The columns, from left to right; in a narrow window all but rank and model move."""
    rows = answer["ranking"]

    def column(
        head: str,
        cell: Callable[[RankedOffer], str],
        under: Callable[[str], str] = str,
        *,
        right: bool = False,
        moves: int = 0,
    ) -> Column:
        cells = [cell(row) for row in rows]
        return Column(head, cells, right, [under(text) for text in cells], moves)

    shown = [
        column("#", rank, right=True),
        column("Model", model),
        column("Provider", provider, lambda text: f"at {text}", moves=5),
        column("Score", score, lambda text: f"score {text}", right=True, moves=1),
        column("Capability", capability, lambda text: f"capability {text}", moves=3),
        column("Cost/month", cost, lambda text: f"{text} a month", right=True, moves=2),
    ]
    if any("win_probability" in row for row in rows):
        shown.insert(4, column("First", wins, lambda text: f"first in {text}", right=True, moves=6))
    task = answer["requirements"].get("task", "")
    of_text = task not in _WITHOUT_CONTEXT
    if of_text and any(row["response_seconds"] is not None for row in rows):
        shown.append(
            column("Answer in", response, lambda text: f"answer in {text}", right=True, moves=4)
        )
    limited = "max_first_token_seconds" in answer["requirements"].get("constraints", {})
    known = any(row["first_token_seconds"] is not None for row in rows)
    if known and (of_text or limited):
        told = (lambda text: f"first token {text}") if limited else (lambda _: "")
        shown.append(column("TTFT", first_token, told, right=True, moves=10))
    for kind in kind_columns(task, rows):
        cells = partial(measured, name=kind.measure)
        shown.append(column(kind.head, cells, kind.under.format, right=True, moves=7))
    if of_text:
        shown.append(
            column("Context", context, lambda text: f"{text} context", right=True, moves=8)
        )
    shown.append(column("Licence", license_name, _licence, moves=9))
    parts = made_of(answer)
    shown.append(Column("Score is made of", parts, under=[f"= {text}" for text in parts], moves=11))
    return shown


def made_of(answer: Recommendation) -> list[str]:
    """For each row, how much each criterion with a weight contributes to the score."""
    weighed = [name for name, weight in answer["weights"].items() if weight]

    def part(row: RankedOffer, name: str) -> str:
        return f"{name} {row['contributions'].get(name, 0.0):.2f}".replace(" 0.", " .")

    return [" + ".join(part(row, name) for name in weighed) for row in answer["ranking"]]


def _licence(text: str) -> str:
    return "licence unknown" if text == UNKNOWN else text


def rank(row: RankedOffer) -> str:
    """The rank, marked where an offer on the Pareto front dominates the row."""
    return f"{row['rank']}{DOMINATED if row['dominated_by'] else ''}"


def model(row: RankedOffer) -> str:
    """The model, with the reasoning effort where one was chosen."""
    return f"{row['model']} ({row['setting']})" if row["setting"] else row["model"]


def score(row: RankedOffer) -> str:
    """The score, 0 to 1."""
    return f"{row['score']:.2f}"


def wins(row: RankedOffer) -> str:
    """In how many of the draws it comes first."""
    return f"{row['win_probability']:.0%}" if "win_probability" in row else UNKNOWN


def provider(row: RankedOffer) -> str:
    """The provider, with the tier of the offer where it has one."""
    tier = row["offer"].rpartition("@")[2] if "@" in row["offer"] else ""
    return f"{row['provider']}@{tier}" if tier else row["provider"]


def capability(row: RankedOffer) -> str:
    """The estimate, its standard error, and the number of benchmarks behind it.

    `142 ±7 (23)`, `64 (2, thin)`, or `unproven` where there is no evidence.
    """
    known = row["capability"]
    if known["estimate"] is None:
        return "unproven"
    error = known["standard_error"]
    text = number(round(known["estimate"], 1 if known["estimate"] < 10 else 0))
    text += f" ±{number(round(error, 0 if error >= 1 else 1))}" if error is not None else ""
    return f"{text} ({known['benchmarks']}{', thin' if known['grade'] == 'thin' else ''})"


def cost(row: RankedOffer) -> str:
    """US dollars a month."""
    return money(row["cost_usd_per_month"])


def response(row: RankedOffer) -> str:
    """Seconds to the whole answer."""
    text = seconds(row["response_seconds"])
    return _marked(row, text, "first_token_seconds", "output_tokens_per_second")


def first_token(row: RankedOffer) -> str:
    """Seconds to the first token."""
    return _marked(row, seconds(row["first_token_seconds"]), "first_token_seconds")


def context(row: RankedOffer) -> str:
    """Tokens a request may have."""
    return _marked(row, count(row["context_tokens"]), "context_tokens")


def license_name(row: RankedOffer) -> str:
    """The licence id, shortened where it is the catalog's own."""
    return (row["license"] or UNKNOWN).removeprefix("LicenseRef-")


def _marked(row: RankedOffer, text: str, *fields: str) -> str:
    """The text with the mark of an estimate, where a fact it is made from is one."""
    facts = (row["facts"].get(field) for field in fields)
    estimated = any(fact is not None and fact["status"] == "estimated" for fact in facts)
    return ESTIMATED + text if estimated and text != UNKNOWN else text
