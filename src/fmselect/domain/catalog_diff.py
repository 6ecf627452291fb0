"""What changed between two states of a catalog: the document `catalog diff --json` prints."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from fmselect.domain.recommendation import CatalogStamp

Action = Literal["added", "removed", "renamed", "changed"]
Topic = Literal[
    "record",
    "price",
    "lifecycle",
    "license",
    "limits",
    "features",
    "languages",
    "privacy",
    "speed",
    "results",
    "task",
    "other",
    "source",
]


class CatalogChange(TypedDict):
    """One fact that is not what it was."""

    kind: str
    """Of the record: `models`, `offers`, ..."""
    id: str
    action: Action
    topic: Topic
    """What the fact is about; `source` is where and when it was read, and nothing else."""
    field: str
    """Dotted path in the record; empty where the whole record came or went."""
    before: Any
    """Null where there was none; numbers as in JSON, without needless zeros."""
    after: Any
    subject: str
    """Whose fact it is, in words: `openai/gpt-5 at openai`."""
    text: str
    """What changed, in words."""
    implausible: list[str]
    """Why it looks like a slip; empty where it does not."""
    where: str | None
    """`file:line:column`, where the fact is there now."""


class Recommended(TypedDict):
    """A place in a ranking."""

    offer: str
    model: str
    score: float


class Cause(TypedDict):
    """One fact that a change of a recommendation comes from."""

    offer: str | None
    """The offer whose row it changes; null where it is not about one."""
    fact: str
    """Which part of the row: `price`, `capability`, `privacy`..., or `added`, `removed`."""
    text: str


class ChangedRecommendation(TypedDict):
    """A requirement set whose answer is another one now."""

    scenario: str
    """The task, or the name of the file under `scenarios/`."""
    title: str
    task: str
    change: Literal["winner", "members", "order"]
    """The first; who is among the first five; or their order only."""
    before: list[Recommended]
    after: list[Recommended]
    because: list[Cause]
    """The smallest set of facts which, changed alone, makes the same change."""
    together: bool
    """True where no single one of them does."""


class SkippedScenario(TypedDict):
    """A requirement set that could not be answered in one of the states."""

    scenario: str
    reason: str


class Impact(TypedDict):
    """What the changes do to the recommendations."""

    scenarios: int
    changed: list[ChangedRecommendation]
    skipped: list[SkippedScenario]


class Counts(TypedDict):
    """Records of one kind."""

    added: int
    removed: int
    renamed: int
    changed: int


class Base(TypedDict):
    """What the catalog is compared with."""

    name: str
    """A git revision, a folder or a file."""
    commit: str | None
    catalog: CatalogStamp | None
    """Null without an impact, for which alone it is compiled."""


class CatalogDiff(TypedDict):
    """The whole comparison."""

    schema: str
    tool_version: str
    today: str
    base: Base
    catalog: CatalogStamp | None
    counts: dict[str, Counts]
    """Kind -> how many records; kinds without a change are left out."""
    changes: list[CatalogChange]
    implausible: int
    """How many of the changes look like a slip."""
    unreadable: list[str]
    """Files of the base that today's rules refuse: they count as if they had not changed."""
    impact: Impact | None
    """Null where it was not asked for."""
