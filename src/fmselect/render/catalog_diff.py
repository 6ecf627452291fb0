"""A comparison of two states of a catalog, for a terminal, and what both faces of it share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from fmselect.render.quantities import plural
from fmselect.tuples import NamedTuple

if TYPE_CHECKING:
    from rich.text import Text

    from fmselect.domain.catalog_diff import (
        CatalogChange,
        CatalogDiff,
        ChangedRecommendation,
        Impact,
        Recommended,
    )
    from fmselect.render import View

_NAMED = 3
_LISTED = 20
NOUNS = {
    "models": "model",
    "offers": "offer",
    "providers": "provider",
    "licenses": "licence",
    "benchmarks": "benchmark",
    "hardware": "hardware record",
    "tasks": "task",
}


class Told(NamedTuple):
    """Records of which the same is told."""

    subject: str
    """One record, or how many of them with the first few."""
    texts: tuple[str, ...]
    source_only: bool
    """Whether it is where facts are from, and no fact."""
    records: int
    """How many records."""


def title(answer: CatalogDiff) -> str:
    """What was compared, and how many records are not what they were."""
    base = answer["base"]
    commit = f" ({base['commit'][:10]})" if base["commit"] else ""
    return f"The catalog against {base['name']}{commit}: {counted(answer)}"


def counted(answer: CatalogDiff) -> str:
    """`2 offers changed, 1 model added`."""
    parts = [
        f"{plural(number, NOUNS[kind])} {verb}"
        for kind, counts in answer["counts"].items()
        for verb, number in counts.items()
        if isinstance(number, int) and number
    ]
    return ", ".join(parts) or "no fact changed"


def told(changes: Sequence[CatalogChange], kind: str) -> list[Told]:
    """The changes of one kind, a line a record; records of which the same is told are one."""
    records: dict[str, list[CatalogChange]] = {}
    for change in changes:
        if change["kind"] == kind:
            records.setdefault(change["subject"], []).append(change)
    groups: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    many = _many(records.values())
    for subject, found in records.items():
        facts = [c["text"] for c in found if c["topic"] != "source"]
        texts = tuple(dict.fromkeys(facts or [c["text"] for c in found]))
        if (action := _whole(found)) in many:
            texts = (action,)
        groups.setdefault((texts, not facts), []).append(subject)
    return [
        Told(_subjects(subjects, kind), texts, source_only, len(subjects))
        for (texts, source_only), subjects in groups.items()
    ]


def _many(records: Iterable[Sequence[CatalogChange]]) -> list[str]:
    """What was done to so many whole records that they are counted, not listed."""
    actions = [_whole(found) for found in records]
    return [action for action in ("added", "removed") if actions.count(action) > _LISTED]


def _whole(found: Sequence[CatalogChange]) -> str:
    """`added` or `removed`, where that is what happened to the record."""
    return found[0]["action"] if found[0]["topic"] == "record" else ""


def _subjects(subjects: Sequence[str], kind: str) -> str:
    if len(subjects) == 1:
        return subjects[0]
    more = f", and {len(subjects) - _NAMED} more" if len(subjects) > _NAMED else ""
    return f"{plural(len(subjects), NOUNS[kind])} ({', '.join(subjects[:_NAMED])}{more})"


def impact_title(found: Impact) -> str:
    """How many of the reference requirement sets have another answer."""
    count = len(found["changed"])
    asked = plural(found["scenarios"] - len(found["skipped"]), "requirement set")
    if not count:
        return f"No recommendation changes in {asked}"
    return f"Recommendations: {count} of {asked} change{'s' if count == 1 else ''}"


def first(ranking: Sequence[Recommended]) -> str:
    """The offer in the first place; `nothing` where nothing is eligible."""
    return ranking[0]["offer"] if ranking else "nothing"


def moves(item: ChangedRecommendation) -> str:
    """Who entered, left, or changed places among the first five."""
    before = [row["offer"] for row in item["before"]]
    after = [row["offer"] for row in item["after"]]
    parts = [
        f"{offer} enters at {after.index(offer) + 1}" for offer in after if offer not in before
    ]
    parts += [f"{offer} leaves" for offer in before if offer not in after]
    if not parts:
        parts = [
            f"{offer} {before.index(offer) + 1} -> {place}"
            for place, offer in enumerate(after, start=1)
            if before.index(offer) + 1 != place
        ]
    return ", ".join(parts)


class Answers(NamedTuple):
    """Requirement sets whose answers change alike."""

    names: tuple[str, ...]
    change: str
    """What becomes of the answer, in words."""
    before: str
    after: str
    """The first offers."""
    because: tuple[str, ...]


def alike(items: Sequence[ChangedRecommendation]) -> list[Answers]:
    """The changed answers; requirement sets whose change reads the same are one."""
    groups: dict[tuple[str, str, str, tuple[str, ...]], list[str]] = {}
    for item in items:
        before, after = first(item["before"]), first(item["after"])
        change = "" if item["change"] == "winner" else moves(item)
        groups.setdefault((change, before, after, _because(item)), []).append(item["scenario"])
    return [Answers(tuple(names), *key) for key, names in groups.items()]


def _because(item: ChangedRecommendation) -> tuple[str, ...]:
    """The causes, and whether it takes all of them."""
    texts = [cause["text"] for cause in item["because"]]
    if not texts:
        return ("many facts together; no smaller set of them was found",)
    if len(texts) == 1:
        return (texts[0],)
    head = "these together:" if item["together"] else "each of these alone:"
    return head, *texts


def render(answer: CatalogDiff, view: View) -> str:
    """The page for a terminal or a pipe."""
    from fmselect.render.terminal import console_for, drawn, paragraph  # noqa: PLC0415 - tables only

    console = console_for(view)

    def lines() -> Iterator[Text]:
        for text, style, indent in _page(answer):
            yield from paragraph(console, text, style, indent=indent)

    return drawn(console, lines())


Line = tuple[str, str, int]
"""Text, style and indentation."""


def _page(answer: CatalogDiff) -> Iterator[Line]:
    yield title(answer), "bold", 0
    yield from _implausible(answer["changes"])
    for kind in answer["counts"]:
        yield from _section(kind.capitalize())
        for line in told(answer["changes"], kind):
            yield line.subject, "bold", 2
            yield from ((text, "", 4) for text in line.texts)
    if answer["unreadable"]:
        yield from _section("Not compared, because today's rules refuse what these files were")
        yield from ((line, "", 2) for line in answer["unreadable"])
    if answer["impact"] is not None:
        yield from _section(impact_title(answer["impact"]))
        yield from _impact(answer["impact"])


def _section(head: str) -> Iterator[Line]:
    yield "", "", 0
    yield head, "bold", 0


def _implausible(changes: Sequence[CatalogChange]) -> Iterator[Line]:
    odd = [change for change in changes if change["implausible"]]
    if odd:
        yield from _section(f"Implausible: {plural(len(odd), 'change')} to look at again")
    for change in odd:
        yield change["subject"], "bold", 2
        yield f"{change['text']}: {'; '.join(change['implausible'])}", "red", 4
        if change["where"]:
            yield change["where"], "dim", 4


def _impact(found: Impact) -> Iterator[Line]:
    for names, change, before, after, because in alike(found["changed"]):
        yield ", ".join(names), "bold", 2
        yield (f"still {after}; {change}" if change else f"{before} -> {after}"), "", 4
        yield f"because: {because[0]}", "dim", 4
        yield from ((text, "dim", 6) for text in because[1:])
    for skipped in found["skipped"]:
        yield skipped["scenario"], "bold", 2
        yield f"could not be answered: {skipped['reason']}", "", 4
