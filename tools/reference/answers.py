"""docs/explanation/answers.md: what fmselect answers for each task, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fmselect.api import load_catalog, recommend
from fmselect.domain.recommendation import RankedOffer, Recommendation
from fmselect.domain.requirements import TASKS, Requirements
from fmselect.render.quantities import count, money, seconds

TODAY = date(2026, 11, 24)
_ROWS = 3

ON_EVIDENCE = {
    "chat": "Judged by what people prefer in blind comparison, over many categories.",
    "reasoning": "Judged by graduate science questions, puzzles and logic, some of them recent.",
    "math": "Judged by competition and research mathematics; the easy sets no longer tell models "
    "apart.",
    "writing": "Judged by preference in creative writing and by how instructions are followed.",
    "coding": "Judged by generated and edited programs that tests were run on, and by preference.",
    "agentic-coding": "Judged by issues solved in real repositories and work done in a terminal. "
    "The agent around a model counts as much as the model: test with yours.",
    "tool-use": "Judged by function calls and by service conversations with tools. The boards "
    "measure different things, so the estimates are less sure than elsewhere.",
    "long-context": "Judged by questions over long texts; few are tested beyond 128k tokens.",
    "factuality": "Judged by short factual questions and by how faithful summaries are.",
    "multilingual": "Judged by preference in languages other than English.",
    "vision": "Judged by preference on pictures, diagrams and documents, and by visual questions.",
    "embedding": "Judged by retrieval and the other tasks of MTEB. Whoever embeds a collection "
    "pays again for every change of model.",
    "reranking": "No comparable results of rerankers are in the catalog: capability is left out, "
    "the order is that of price, and every row is unproven. Test on your own queries.",
    "image-generation": "Judged by preference between pictures of the same prompt.",
    "speech-to-text": "Judged by word error rates on open test sets, mostly English.",
    "text-to-speech": "Judged by preference between voices, one result a model: thin evidence.",
}
"""Task -> what its evidence is, in one or two sentences."""


_HEAD = """# The answers, task by task

What `fmselect recommend TASK` answers where nothing but the task is stated: the first three, why
the first is first, and what every `~` and `?` stands for. Made from catalog {build} for {today}.

A default workload is nobody's workload. State your own volume and limits before you rely on an
order; where the win probability is low, the first few are as good as tied.
"""


def answers() -> str:
    """The page."""
    catalog = load_catalog()
    stamp = catalog.stamp
    lines = [_HEAD.format(build=stamp["build"], today=TODAY.isoformat())]
    for task in TASKS:
        lines += _section(recommend(catalog, Requirements(task=task), today=TODAY, top=_ROWS))
    return "\n".join(lines)


def _section(answer: Recommendation) -> Iterator[str]:
    """One task."""
    task = answer["requirements"]["task"]
    yield f"## {task}"
    yield ""
    yield f"{ON_EVIDENCE[task]} {_left(answer)}"
    yield ""
    yield "| # | model at provider | score | first | capability | $ a month | answer in |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: | ---: |"
    yield from map(_row, answer["ranking"])
    yield ""
    if answer["why"]:
        yield f"*Why:* {answer['why']}"
        yield ""
    notes = _notes(answer)
    yield from notes
    if notes:
        yield ""


def _left(answer: Recommendation) -> str:
    """How many are left, and on which volume."""
    seen = answer["considered"]
    volume = ", ".join(
        f"{count(value) if value >= 1 else value} {name.replace('_', ' ')}"
        for name, value in answer["requirements"]["workload"].items()
    )
    return (
        f"{seen['eligible_models']:,} of {seen['models']:,} models are left. Priced on: {volume}."
    )


def _row(row: RankedOffer) -> str:
    """One row, with the marks of the table."""
    capability = row["capability"]
    estimate = "?" if capability["estimate"] is None else f"{capability['estimate']:.0f}"
    first = f"{row['win_probability']:.0%}" if "win_probability" in row else "unproven"
    cost, response = row["cost_usd_per_month"], row["response_seconds"]
    cells = (
        str(row["rank"]),
        f"{row['model']} at {row['offer'].removesuffix(row['model']).rstrip('/')}"
        if row["offer"].endswith(row["model"])
        else f"{row['model']} ({row['offer']})",
        f"{row['score']:.2f}",
        first,
        f"{estimate} ({capability['grade']})",
        "?" if cost is None else money(cost),
        "?" if response is None else f"~{seconds(response)}",
    )
    return f"| {' | '.join(cells)} |"


def _notes(answer: Recommendation) -> list[str]:
    """What every mark stands for, once for all rows it stands in."""
    ranks: dict[str, list[int]] = {}
    for row in answer["ranking"]:
        for warning in row["warnings"]:
            ranks.setdefault(warning, []).append(row["rank"])
    return [f"- {', '.join(f'#{rank}' for rank in at)}: {text}." for text, at in ranks.items()]
