"""A comparison of two states of a catalog as the comment a build posts on a pull request.

Short where it is read, complete where it is unfolded, and never longer than a comment may be.
Whoever opens a pull request writes the texts, so nothing in them is markup, link or mention here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from fmselect.render.blocks import escaped
from fmselect.render.catalog_diff import (
    Answers,
    alike,
    counted,
    impact_title,
    told,
)
from fmselect.render.quantities import plural

if TYPE_CHECKING:
    from fmselect.domain.catalog_diff import (
        CatalogChange,
        CatalogDiff,
        Impact,
    )

MARKER = "<!-- fmselect catalog diff -->"
"""The first line, by which a build finds its own comment to replace it."""
MOST_CHARACTERS = 60_000
"""A comment on GitHub may have 65,536."""
_MOST_LINES = 60
_LEAST_LINES = 5
"""Of what is not folded, however long the rest is."""
_MOST_TEXT = 400
_Item = TypeVar("_Item")


def render(answer: CatalogDiff) -> str:
    """The comment."""
    for lines in (_MOST_LINES, 20, 5, 0):
        text = "\n".join(_tidy(_lines(answer, lines))) + "\n"
        if len(text) <= MOST_CHARACTERS:
            break
    return text


def _tidy(lines: Iterable[str]) -> Iterator[str]:
    """The lines with one empty one at most between two others."""
    last = ""
    for line in lines:
        if line or last:
            yield line
        last = line


def _lines(answer: CatalogDiff, most: int) -> Iterator[str]:
    base = answer["base"]
    commit = f" ({base['commit'][:10]})" if base["commit"] else ""
    yield MARKER
    yield "## Catalog"
    yield ""
    yield f"{counted(answer).capitalize()}, against {_code(base['name'])}{commit}."
    yield ""
    yield from _implausible([c for c in answer["changes"] if c["implausible"]], most)
    if answer["impact"] is not None:
        yield from _impact(answer["impact"], most)
    yield from _facts(answer, most)
    if answer["unreadable"]:
        count = plural(len(answer["unreadable"]), "file")
        head = f"Not compared: {count} of the base that today's rules refuse"
        yield from _folded(head, answer["unreadable"], lambda line: f"- {_text(line)}", most)


def _implausible(changes: Sequence[CatalogChange], most: int) -> Iterator[str]:
    if not changes:
        return
    yield f"### Implausible: {plural(len(changes), 'change')} to look at again"
    yield ""
    for change in changes[: max(most, _LEAST_LINES)]:
        where = f" ({_code(change['where'])})" if change["where"] else ""
        reasons = _text("; ".join(change["implausible"]))
        yield f"- **{_text(change['subject'])}**: {_text(change['text'])}: **{reasons}**{where}"
    yield from _rest(len(changes) - max(most, _LEAST_LINES))
    yield ""


def _impact(found: Impact, most: int) -> Iterator[str]:
    yield f"### {_text(impact_title(found))}"
    yield ""
    winners = alike([item for item in found["changed"] if item["change"] == "winner"])
    others = alike([item for item in found["changed"] if item["change"] != "winner"])
    yield from map(_winner, winners[: max(most, _LEAST_LINES)])
    yield from _rest(len(winners) - max(most, _LEAST_LINES))
    yield ""
    if others:
        count = sum(len(item.names) for item in others)
        head = f"{plural(count, 'requirement set')} with the same first and other followers"
        yield from _folded(head, others, _followers, most)
    if found["skipped"]:
        head = f"{plural(len(found['skipped']), 'requirement set')} could not be answered"
        yield from _folded(
            head,
            found["skipped"],
            lambda item: f"- {_text(item['scenario'])}: {_text(item['reason'])}",
            most,
        )


def _winner(item: Answers) -> str:
    names = ", ".join(item.names)
    moved = f"{_code(item.before)} → {_code(item.after)}"
    return f"- **{_text(names)}**: {moved}, because: {_reasons(item)}"


def _followers(item: Answers) -> str:
    names = ", ".join(item.names)
    return f"- **{_text(names)}**: {_text(item.change)}; because: {_reasons(item)}"


def _reasons(item: Answers) -> str:
    head, *rest = item.because
    return _text(head) + "".join(f"\n  - {_text(text)}" for text in rest)


def _facts(answer: CatalogDiff, most: int) -> Iterator[str]:
    if answer["counts"]:
        yield "### Facts"
        yield ""
    for kind in answer["counts"]:
        lines = told(answer["changes"], kind)
        facts = [line for line in lines if not line.source_only]
        sources = [line for line in lines if line.source_only]
        for head, group in ((kind, facts), (f"{kind}: source or date only", sources)):
            if group:
                yield from _folded(
                    f"{head} ({sum(line.records for line in group):,})",
                    group,
                    lambda line: f"- **{_text(line.subject)}**: {_text('; '.join(line.texts))}",
                    most,
                )


def _folded(
    head: str, items: Sequence[_Item], line: Callable[[_Item], str], most: int
) -> Iterator[str]:
    """A list that is unfolded by a click."""
    yield "<details>"
    yield f"<summary>{_text(head)}</summary>"
    yield ""
    yield from map(line, items[:most])
    yield from _rest(len(items) - most)
    yield ""
    yield "</details>"
    yield ""


def _rest(count: int) -> Iterator[str]:
    if count > 0:
        yield f"- and {count:,} more: run `fmselect catalog diff`"


def _text(text: str) -> str:
    """Text that is shown as it is, on one line: no markup, entity, mention or link."""
    line = " ".join(text.split())
    if len(line) > _MOST_TEXT:
        line = line[: _MOST_TEXT - 3] + "..."
    line = line.replace("&", "&amp;").replace("<", "&lt;")
    line = escaped(line).replace("\\>", ">").replace("#", "\\#")
    return line.replace("@", "@&#8203;").replace("://", ":&#8203;//")


def _code(text: str) -> str:
    """An id or a place in the type of code."""
    line = " ".join(text.split())
    return _text(line) if set(line) & set("`|<>&") else f"`{line}`"
