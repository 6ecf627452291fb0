"""Groups of facts with one provenance: who may change which.

A group that nobody has filled is filled. One that came from this upstream is renewed by it. One of
a person or of another upstream stays as it is, and what differs is shown side by side. Nothing is
ever taken away: a fact that the upstream no longer states stays until somebody removes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fmselect.catalog.edit_compare import same
from fmselect.upstream.families import family
from fmselect.upstream.plausible import doubts_about_limit
from fmselect.upstream.quoting import change_words, origin_words, quoted, value_words
from fmselect.upstream.report import Discrepancy, Held, SyncLog

Mapped = dict[str, object]
PROVENANCE = ("source", "via", "observed", "observed_from", "note")
_FRESH_MONTHS = 2
_GROWING = ("supports", "input", "output")
"""Lists to which an upstream adds, and from which nothing is taken for being left out."""
_STAMP = ("source", "via", "observed", "observed_from")


@dataclass(frozen=True)
class Record:
    """The record that facts are merged into, for the report."""

    id: str
    path: Path
    log: SyncLog

    def change(self, words: str) -> None:
        """Note a change."""
        self.log.change(self.path, f"{self.id}: {words}")

    def discrepancy(
        self,
        field: str,
        pair: tuple[object, object],
        ours: Mapping[str, object],
        theirs: Mapping[str, object],
        *,
        written: bool = False,
    ) -> None:
        """Note that two sources contradict each other."""
        self.log.discrepancies.append(
            Discrepancy(
                record=self.id,
                field=field,
                ours=value_words(pair[0]),
                ours_source=origin_words(ours),
                ours_observed=_day(ours),
                theirs=value_words(pair[1]),
                theirs_source=origin_words(theirs),
                theirs_observed=_day(theirs),
                written=written,
            )
        )

    def settle(self, group: str) -> bool:
        """Whether this sync has not looked at the group before; of several entries one counts."""
        key = f"{self.id} {group}"
        new = key not in self.log.settled
        self.log.settled.add(key)
        return new

    def doubt(self, reason: str | None) -> str | None:
        """The reason to hold a change back, unless the user lets this record's through."""
        return None if self.log.options.accepts(self.id) else reason

    def hold(self, field: str, ours: str, theirs: str, reason: str) -> None:
        """Note a change that waits for a person."""
        self.log.held.append(
            Held(record=self.id, field=field, ours=ours, theirs=theirs, reason=reason)
        )


def merge_group(
    record: Record,
    owner: Mapped,
    name: str,
    theirs: Mapped,
    others: Sequence[Mapping[str, object]] = (),
) -> None:
    """Merge the group `name` of a record, such as its `lifecycle`.

    Args:
        record: The record, for the report.
        owner: The mapping that has the group.
        name: Its key.
        theirs: What the upstream says.
        others: What its other entries about the same thing say: a fact of ours that one of them
            states is no older one.
    """
    first = record.settle(name)
    ours = owner.get(name)
    if not isinstance(ours, dict) or not ours:
        owner[name] = theirs
        record.change(f"{quoted(name)} added: {value_words(dict(facts_of(theirs)))}")
    elif family(ours) and family(ours) == family(theirs):
        if first and newer(theirs, ours):
            _renew(record, ours, name, theirs, others)
    else:
        for key, pair in _contradictions(ours, theirs):
            record.discrepancy(key, pair, ours, theirs)


def merge_entry(
    record: Record,
    owner: Mapped,
    name: str,
    theirs: Mapped,
    others: Sequence[Mapping[str, object]] = (),
) -> None:
    """Merge one more source's entry into a list of them, such as `limits`; see `merge_group`.

    An entry that states nothing the list does not say already is not added.
    """
    first = record.settle(f"{name} {theirs.get('setting') or ''}")
    listed = owner.get(name)
    entries: list[Mapped] = list(listed) if isinstance(listed, list) else []
    own = next((entry for entry in entries if family(entry) == family(theirs)), None)
    if own is not None:
        if first and newer(theirs, own):
            _renew(record, own, name, theirs, others)
        return
    news = {k: v for k, v in facts_of(theirs) if not any(same(e.get(k), v) for e in entries)}
    if news and _may_stand_beside(record, entries, theirs, news):
        owner[name] = [*entries, theirs]
        record.change(f"{quoted(name)} added: {value_words(news)}")


def _may_stand_beside(record: Record, entries: list[Mapped], theirs: Mapped, news: Mapped) -> bool:
    """Whether an entry may be added: not an implausible one, nor one nobody wants written."""
    write = record.log.options.write_disputes
    contradicted = False
    for entry in entries:
        for key, value in news.items():
            if doubt := record.doubt(doubts_about_limit(entry.get(key), value)):
                record.hold(key, value_words(entry[key]), value_words(value), doubt)
                return False
        for key, pair in _contradictions(entry, theirs):
            contradicted = True
            record.discrepancy(key, pair, entry, theirs, written=write)
    return write or not contradicted


def newer(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether one fact was observed after the other, as far as both dates tell.

    Two statements of one upstream on one day are about two of its entries, and none is newer.
    """
    return older(other, one)


def older(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether one fact was observed before the other, as far as both dates tell."""
    first, second = str(one.get("observed") or ""), str(other.get("observed") or "")
    length = min(len(first), len(second))
    return first[:length] < second[:length]


def about_as_fresh(ours: Mapping[str, object], theirs: Mapping[str, object]) -> bool:
    """Whether theirs is at most two months older than ours: an older fact contradicts nothing."""
    return _months(theirs) >= _months(ours) - _FRESH_MONTHS


def _months(entry: Mapping[str, object]) -> int:
    year, _, rest = str(entry.get("observed") or "0000-00").partition("-")
    return int(year) * 12 + int(rest[:2])


def facts_of(entry: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """What a group says, without where it comes from."""
    return ((key, value) for key, value in entry.items() if key not in PROVENANCE)


def _renew(
    record: Record,
    ours: Mapped,
    name: str,
    theirs: Mapped,
    others: Sequence[Mapping[str, object]],
) -> None:
    """Take over what the same upstream now says, if it is plausible."""
    changed: Mapped = {}
    for key, value in facts_of(theirs):
        stated = ours.get(key)
        new = _grown(stated, value, _lacking(theirs)) if key in _GROWING else value
        if same(stated, new) or any(same(stated, other.get(key)) for other in others):
            continue
        if doubt := record.doubt(doubts_about_limit(stated, new)):
            record.hold(key, value_words(stated), value_words(new), doubt)
        else:
            changed[key] = new
    for key, value in changed.items():
        record.change(f"{quoted(name)}: {quoted(key)} {change_words(ours.get(key), value)}")
    if changed:
        ours.update(changed)
        ours.update({key: theirs[key] for key in _STAMP if theirs.get(key) is not None})


def _grown(ours: object, theirs: object, lacking: frozenset[object]) -> object:
    """Ours and theirs; without features that the upstream now says are lacking."""
    known = ours if isinstance(ours, list) else []
    new = theirs if isinstance(theirs, list) else []
    kept = [item for item in known if item not in lacking]
    return [*kept, *(item for item in new if item not in kept)]


def _lacking(theirs: Mapping[str, object]) -> frozenset[object]:
    lacks = theirs.get("lacks")
    return frozenset(lacks) if isinstance(lacks, list) else frozenset()


def _contradictions(
    ours: Mapping[str, object], theirs: Mapping[str, object]
) -> Iterator[tuple[str, tuple[object, object]]]:
    """The facts both state and not alike; of lists of features what one has and the other lacks."""
    if not about_as_fresh(ours, theirs):
        return
    for key, value in facts_of(theirs):
        stated = ours.get(key)
        if key in ("supports", "lacks"):
            opposite = ours.get("lacks" if key == "supports" else "supports")
            both = [item for item in _items(value) if item in _items(opposite)]
            if both:
                words = ("lacks", "supports") if key == "supports" else ("supports", "lacks")
                yield value_words(both), words
        elif stated is not None and not same(stated, value) and not isinstance(value, list):
            yield key, (stated, value)


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _day(entry: Mapping[str, object]) -> str | None:
    observed = entry.get("observed")
    return str(observed) if observed else None
