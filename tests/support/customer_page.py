"""The page of the twelve customers, written from their questions and their checked answers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from tests.support.customers import Question, customers, expectations, questions

WIDTH = 100
ORDER = (
    "german-hospital",
    "us-bank",
    "chat-app",
    "game-studio",
    "call-centre",
    "museum",
    "law-firm",
    "insurer",
    "university",
    "distiller",
    "ministry",
    "publisher",
)
HEAD = """# Twelve choices

Twelve customers, in their own words, with the answer and the reasons. Each is asked of a small
catalog, cut from the real one so that it stays as it is; every verdict was checked by hand against
the page that states it, and tests hold this page and the answers together. The link behind a
verdict leads to that page, with the day it was read or published. None of this is legal advice.

What the words mean: *in* passes every limit, some of them on conditions that the customer accepted;
*out* names the limit that weighs most, and whether that fails, is unknown, or would pass on a
condition. How to ask: [may I use it](../how-to/may-i-use-it.md),
[keep a policy](../how-to/keep-a-policy.md),
[several models at once](../how-to/choose-several-models-at-once.md).
"""


def page() -> str:
    """The whole page."""
    assert sorted(ORDER) == customers()
    asked = list(questions())
    parts = [HEAD]
    for customer in ORDER:
        parts.append(f"## {expectations(customer)['title']}\n")
        own = [question for question in asked if question.customer == customer]
        own.sort(key=lambda question: question.name != "requirements")
        parts += ["\n".join(_question(question)) + "\n" for question in own]
    return "\n".join(parts)


def words(question: Question) -> str:
    """What the customer says: the comment the file begins with."""
    lines = question.path.read_text(encoding="utf-8").splitlines()
    said = []
    for line in lines:
        if not line.startswith("#"):
            break
        said.append(line.removeprefix("#").strip())
    return " ".join(said)


def _question(question: Question) -> Iterator[str]:
    """One question: what is said, what is answered, who is in and who is out."""
    expected = question.expected
    yield from _filled(words(question), "> ")
    yield ""
    yield from _filled(f"{expected['answer']} {_first(expected)}", "")
    yield ""
    for row in expected["offers"]:
        yield from _filled(_offer(row), "  ", first="- ")


def _first(expected: dict[str, Any]) -> str:
    """Who is first, for how much, and how many are left."""
    if "eligible_offers" in expected:
        row = expected["ranking"][0]
        stack = ", ".join(f"`{offer}`" for offer in row["offers"])
        left = ", ".join(f"{n} for {role}" for role, n in expected["eligible_offers"].items())
        return f"First: {stack}, together {_usd(row)}. Offers that may take part: {left}."
    considered = expected["considered"]
    left = f"{considered['eligible_offers']} of {considered['offers']} offers are left."
    if not expected["ranking"]:
        return left
    row = expected["ranking"][0]
    return f"First: `{row['offer']}`, {_usd(row)}. {left}"


def _usd(row: dict[str, Any]) -> str:
    """What a month costs."""
    usd = row["cost_usd_per_month"]
    return "cost unknown" if usd is None else f"${usd:,.2f} a month"


def _offer(row: dict[str, Any]) -> str:
    """One offer, how it stands, why, and who says so."""
    if row["eligible"]:
        standing = "in" + _duties(row)
        return f"`{row['offer']}`, {standing}: {row['because']}"
    open_ = [item for item in row["verdicts"] if not item.get("agreed")]
    verdict = min(open_, key=lambda item: _HARSHEST.index(item["status"]))
    how = f" by {verdict['policy']}" if "policy" in verdict else ""
    status = {"fail": "fails", "unknown": "unknown", "conditional": "conditional"}
    standing = f"out, `{verdict['constraint']}` {status[verdict['status']]}{how}"
    return f"`{row['offer']}`, {standing}: {row['because']}{_source(verdict)}"


_HARSHEST = ("fail", "unknown", "conditional")


def _duties(row: dict[str, Any]) -> str:
    """What its licence asks for in return."""
    duties = row.get("duties", [])
    return f" (duties: {len(duties)})" if duties else ""


def _source(verdict: dict[str, Any]) -> str:
    """The fact that decides, which is named last, as a link where its source is one."""
    facts = list(verdict.get("facts", {}).values())
    if not facts:
        return ""
    source, observed = facts[-1]["source"], facts[-1]["observed"]
    if source.startswith("http"):
        return f" [{observed}](<{source}>)"
    return f" `{source}`, {observed}"


def _filled(text: str, indent: str, first: str | None = None) -> list[str]:
    """A paragraph, its links whole."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
