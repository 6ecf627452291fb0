"""Which of the changed facts make a recommendation change: found by trying, not by guessing.

A candidate is a row of facts. Rows of before are mixed with facts of now, and the decision is made
again: a change is a cause if it alone, laid over the state of before, gives the answer of now. One
change of a record may reach many rows: what comes from the same change is tried together. Single
changes are tried first, then pairs, then a set from which nothing can be left out (delta
debugging).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from fmselect.catalog.review.search import smallest
from fmselect.catalog.review.snapshots import Mixture, Snapshots
from fmselect.domain.candidate import Candidate
from fmselect.domain.catalog import Record, TaskProfile
from fmselect.domain.requirements import Requirements
from fmselect.engine.decision import Decision, decide
from fmselect.errors import UsageError

_NEAR = 20
"""Models from the top of either ranking that are tried with; the rest cannot reach it."""
_OF_MODEL = (
    "capability",
    "input_modalities",
    "output_modalities",
    "languages",
    "open_weights",
)
_NO_FACTS = ("offer", "model", "provider", "position", *_OF_MODEL)


class Fact(NamedTuple):
    """One part of what changed.

    Attributes:
        scope: An offer, a model, `task`, `licenses/ID` or `providers/ID`.
        name: The field of the row, of the task, or `record`; `added` or `removed` for an offer.
    """

    scope: str
    name: str


Top = tuple[str, ...]
Goal = Callable[[Top], bool]


Facts = tuple[Fact, ...]


class Found(NamedTuple):
    """The causes.

    Attributes:
        changes: What each of them is called, with the facts that come from it. Each alone gives
            the answer of now; or all of them do, where `together`.
        together: Whether no single one does.
    """

    changes: tuple[tuple[str, Facts], ...]
    together: bool


class Trial:
    """Both states of one requirement set, to be mixed."""

    def __init__(
        self, snapshots: Snapshots, requirements: Requirements, today: date, places: int
    ) -> None:
        """Decide both.

        Args:
            snapshots: Both states.
            requirements: What is asked.
            today: The day both answers are for.
            places: How many places of a ranking are looked at.

        Raises:
            UsageError: The requirements cannot be answered in one of the states.
        """
        self._snapshots = snapshots
        self._requirements = requirements
        self._today = today
        self._places = places
        self.before = decide(snapshots.base, requirements, today=today)
        self.after = decide(snapshots.new, requirements, today=today)
        task = requirements.task
        self._profiles = snapshots.base.task(task), snapshots.new.task(task)

    def _mixable(self, *, near: bool) -> None:
        """Prepare the rows of the models that are tried with: those near the top, or all."""
        kept = _near(self.before) | _near(self.after) if near else None
        self._old, self._new = (
            {
                subject.candidate.offer: subject.candidate
                for subject in decision.subjects
                if kept is None or subject.candidate.model in kept
            }
            for decision in (self.before, self.after)
        )
        self._facts = list(self._changed_facts())

    def causes(self, goal: Goal, named: Callable[[Fact], str]) -> Found | None:
        """The changes which, laid over the state of before, reach the goal.

        Args:
            goal: Whether the first offers are what it takes.
            named: What a fact comes from, in words: those of one change have the same words.

        Returns:
            None where even all facts together do not reach it.
        """
        self._mixable(near=True)
        if not goal(self._top(self._facts)) or goal(self._top(())):
            self._mixable(near=False)
            if not goal(self._top(self._facts)):
                return None
        changes: dict[str, list[Fact]] = {}
        for fact in self._by_relevance():
            changes.setdefault(named(fact), []).append(fact)
        units = [(text, tuple(facts)) for text, facts in changes.items()]

        def reaches(some: Sequence[tuple[str, Facts]]) -> bool:
            return goal(self._top([fact for _, facts in some for fact in facts]))

        alone, together = smallest(units, reaches)
        return Found(tuple(alone or together), together=not alone)

    def _changed_facts(self) -> Iterator[Fact]:
        old, new = self._old, self._new
        for offer in dict.fromkeys([*new, *old]):
            if offer not in old:
                yield Fact(offer, "added")
            elif offer not in new:
                yield Fact(offer, "removed")
            else:
                yield from (Fact(offer, name) for name in _differing(old[offer], new[offer]))
        seen = set()
        for offer in old.keys() & new.keys():
            for name in _OF_MODEL:
                fact = Fact(new[offer].model, name)
                if fact not in seen and getattr(old[offer], name) != getattr(new[offer], name):
                    seen.add(fact)
                    yield fact
        was, now = self._profiles
        for name in TaskProfile._fields:
            if getattr(was, name) != getattr(now, name):
                yield Fact("task", name)
        yield from self._changed_records()

    def _changed_records(self) -> Iterator[Fact]:
        """Licences and providers that are judged by their records."""
        for kind, of in (("licenses", lambda row: row.terms.id), ("providers", _provider)):
            ids = sorted({of(row) for row in self._new.values()} - {None})
            for id_ in ids:
                was, now = (_known(catalog, kind, id_) for catalog in self._snapshots)
                if was is not None and was != now:
                    yield Fact(f"{kind}/{id_}", "record")

    def _by_relevance(self) -> list[Fact]:
        """Facts about the first of either ranking first; then in their order."""
        firsts = [d.order[0].subject.candidate for d in (self.after, self.before) if d.order]
        names = {name for row in firsts for name in (row.offer, row.model)}
        return sorted(self._facts, key=lambda fact: fact.scope not in names)

    def _top(self, facts: Iterable[Fact]) -> Top:
        """The first offers of the state of before with some facts of now."""
        chosen = set(facts)
        mixture = Mixed(self._snapshots, self._profile(chosen), self._rows(chosen), chosen)
        try:
            decision = decide(mixture, self._requirements, today=self._today)
        except UsageError:
            return ()
        return top(decision, self._places)

    def _profile(self, chosen: set[Fact]) -> TaskProfile:
        was, now = self._profiles
        names = [fact.name for fact in chosen if fact.scope == "task"]
        changes: dict[str, Any] = {name: getattr(now, name) for name in names}
        return was._replace(**changes)

    def _rows(self, chosen: set[Fact]) -> list[Candidate]:
        of: dict[str, list[str]] = {}
        for fact in chosen:
            of.setdefault(fact.scope, []).append(fact.name)
        rows = []
        for offer in sorted(self._old.keys() | self._new.keys()):
            was, now = self._old.get(offer), self._new.get(offer)
            names = of.get(offer, [])
            if was is None:
                if now is not None and "added" in names:
                    rows.append(now)
            elif now is None:
                if "removed" not in names:
                    rows.append(was)
            else:
                names = [*names, *of.get(was.model, [])]
                changes: dict[str, Any] = {name: getattr(now, name) for name in names}
                rows.append(was._replace(**changes) if changes else was)
        return rows


class Mixed(Mixture):
    """Rows as given, and records of before unless those of now are chosen or alone there."""

    def __init__(
        self,
        snapshots: Snapshots,
        profile: TaskProfile,
        rows: Sequence[Candidate],
        chosen: set[Fact],
    ) -> None:
        """Take the parts; see `Mixture`."""
        super().__init__(snapshots.new, profile, rows)
        self._before = snapshots.base
        self._chosen = chosen

    def record(self, kind: str, id_: str) -> Record:
        """Of the state of before, of that of now where it is chosen or there is no other."""
        if Fact(f"{kind}/{id_}", "record") not in self._chosen:
            found = _known(self._before, kind, id_)
            if found is not None:
                return found
        return super().record(kind, id_)


def top(decision: Decision, places: int) -> Top:
    """The offers in the first places."""
    return tuple(item.subject.candidate.offer for item in decision.order[:places])


def _near(decision: Decision) -> set[str]:
    return {item.subject.candidate.model for item in decision.order[:_NEAR]}


def _differing(old: Candidate, new: Candidate) -> Iterator[str]:
    for name in Candidate._fields:
        if name not in _NO_FACTS and getattr(old, name) != getattr(new, name):
            yield name


def _provider(row: Candidate) -> str:
    return row.provider


def _known(catalog: Any, kind: str, id_: str) -> Mapping[str, Any] | None:
    """A record by its id, or None; a name of something else does not count."""
    try:
        found: Mapping[str, Any] = catalog.record(kind, id_)
    except UsageError:
        return None
    return found if found["id"] == id_ else None
