"""What a rule is: a function from a loaded catalog to the places that break it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from fmselect.catalog.dates import sourced_groups
from fmselect.catalog.load import Entry, LoadedCatalog
from fmselect.domain.facts import Sourced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fmselect.catalog.lint_exceptions import Exceptions

Severity = Literal["error", "warning", "info"]
Keys = tuple[str | int, ...]


class Issue(NamedTuple):
    """One place that breaks a rule.

    Attributes:
        entry: The record.
        keys: Where in it.
        message: What is wrong.
        hint: What to do, or None.
        at: Line and column, where the place is not that of a key.
    """

    entry: Entry
    keys: Keys
    message: str
    hint: str | None = None
    at: tuple[int, int] | None = None


class Group(NamedTuple):
    """A group of facts with a source of its own, and where it stands."""

    kind: str
    entry: Entry
    keys: Keys
    facts: Sourced


class Subject:
    """What a rule looks at: the records, and the day they are judged on."""

    def __init__(
        self,
        catalog: LoadedCatalog,
        today: date,
        exceptions: Exceptions,
        rules: Mapping[str, Rule],
        max_age_days: int | None = None,
    ) -> None:
        """Keep the records; what several rules need is made once, when it is first asked for.

        Args:
            catalog: The records that could be read.
            today: The day dates are judged on.
            exceptions: What is excused. The rules about exceptions run last, when it is known
                which of them were needed.
            rules: All rules by id.
            max_age_days: How old a fact may be; None where age is not asked about.
        """
        self.catalog = catalog
        self.today = today
        self.exceptions = exceptions
        self.rules = rules
        self.max_age_days = max_age_days

    def entries(self, kind: str) -> Iterator[Entry]:
        """The records of a kind, in the order of their ids."""
        yield from self.catalog.entries[kind].values()

    @cached_property
    def models(self) -> dict[str, Any]:
        """Id -> model."""
        return self.catalog.records("models")

    @cached_property
    def groups(self) -> list[Group]:
        """Every group of facts of every record."""
        return [
            Group(kind, entry, keys, facts)
            for kind, entries in self.catalog.entries.items()
            for entry in entries.values()
            for keys, facts in sourced_groups(entry.record)
        ]

    def speeds(self) -> Iterator[tuple[Entry, Keys, Any]]:
        """Every speed that a model or an offer states, and where."""
        for kind, name in (("models", "speed_reference"), ("offers", "speed")):
            for entry in self.entries(kind):
                for number, speed in enumerate(getattr(entry.record, name)):
                    yield entry, (name, number), speed

    def type_of(self, offer: Entry) -> str | None:
        """The type of the model an offer sells; None where there is no such model."""
        model = self.models.get(offer.record.model)
        return model.type if model else None


Check = Callable[[Subject], Iterator[Issue]]


class Rule(NamedTuple):
    """A rule, how much it matters, and what it looks for.

    Attributes:
        id: Its name, which never changes.
        severity: `error` stops a merge, `warning` wants a look, `info` is only counted.
        check: Finds what breaks it; its docstring is the documentation: a sentence that says
            what must hold, then why, then how to repair.
        excusable: Whether what it finds can be odd and true, and be excused by name.
        group: The heading it stands under in the documentation.
    """

    id: str
    severity: Severity
    check: Check
    excusable: bool
    group: str


def rule(id_: str, severity: Severity, *, excusable: bool = False) -> Callable[[Check], Rule]:
    """Make a rule of a function.

    Args:
        id_: Its name: words in lower case with hyphens between.
        severity: How much it matters.
        excusable: Whether an exception of the catalog may excuse what it finds.
    """

    def made(check: Check) -> Rule:
        return Rule(id_, severity, check, excusable, check.__module__.rpartition(".")[2])

    return made


def provider_of(offer: Entry) -> str:
    """The provider of an offer, from its id."""
    return offer.id.partition("/")[0]


def is_later(day: str, than: str) -> bool:
    """Whether a day or month is certainly after another: a month is not after a day in it."""
    width = min(len(day), len(than))
    return day[:width] > than[:width]


class Documentation(NamedTuple):
    """What a rule's docstring says."""

    what: str
    """One sentence, or a few: what must hold."""
    why: str
    repair: str


def documentation(of: Rule) -> Documentation:
    """The parts of a rule's docstring, each in one line."""
    paragraphs = [" ".join(part.split()) for part in (of.check.__doc__ or "").split("\n\n")]
    parts = {"Why: ": "", "Repair: ": ""}
    for paragraph in paragraphs[1:]:
        for label in parts:
            if paragraph.startswith(label):
                text = paragraph.removeprefix(label)
                parts[label] = text[:1].upper() + text[1:]
    return Documentation(paragraphs[0], parts["Why: "], parts["Repair: "])
