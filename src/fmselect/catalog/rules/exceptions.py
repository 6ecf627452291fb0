"""The exceptions themselves: an excuse nobody needs, and one whose time is over."""

from __future__ import annotations

from collections.abc import Iterator

from fmselect.catalog.dates import shifted
from fmselect.catalog.lint_exceptions import is_over
from fmselect.catalog.rules.model import Issue, Subject, is_later, rule
from fmselect.domain.near_names import did_you_mean

DAYS_OF_GRACE = 31


@rule("exception-unused", "warning")
def exception_unused(subject: Subject) -> Iterator[Issue]:
    """Every exception excuses a finding of today.

    Why: one that does not has served its turn, or has a slip in the rule, the record, the key or
    the value, and excuses nothing.

    Repair: remove it, or correct it; `catalog lint --format json` names the key and the value.
    """
    if subject.catalog.problems:
        return  # what a file that cannot be read would have broken is not known
    for entry in subject.exceptions.unused():
        yield Issue(entry, (), f"{_said(entry.record)} is not found", _hint(subject, entry.record))


def _said(stated: object) -> str:
    rule_, record, key = (getattr(stated, name) for name in ("rule", "record", "key"))
    value = getattr(stated, "value", None)
    return f"{rule_} at {record}: {key}" + (f": {value}" if value is not None else "")


def _hint(subject: Subject, stated: object) -> str:
    name = getattr(stated, "rule", "")
    known = subject.rules.get(name)
    if known is None:
        return did_you_mean(name, subject.rules) or f"there is no rule {name}"
    if not known.excusable:
        return f"{name} cannot be excused: correct the record"
    kind, _, id_ = str(getattr(stated, "record", "")).partition("/")
    if id_ not in subject.catalog.entries.get(kind, {}):
        return f"there is no record {kind}/{id_}"
    return "remove it, or correct the key or the value"


@rule("exception-expired", "warning")
def exception_expired(subject: Subject) -> Iterator[Issue]:
    """No exception is past the day it holds until.

    Why: somebody said that the oddity would end by then. What it excused is told again.

    Repair: look at the page again; correct the record, or write a later day and why.
    """
    for entry in subject.exceptions.entries:
        if is_over(entry.record, subject.today.isoformat()):
            yield Issue(entry, ("until",), f"held until {entry.record.until}", "look again")


@rule("exception-decided-later", "error")
def exception_decided_later(subject: Subject) -> Iterator[Issue]:
    """An exception was decided on a day that has been, and holds until a later one.

    Why: it tells a reviewer when somebody last looked. A month of grace is given, for a catalog may
    be judged on the day of its newest fact, and a decision be younger.

    Repair: write the day of the decision.
    """
    latest = shifted(subject.today, DAYS_OF_GRACE).isoformat()
    for entry in subject.exceptions.entries:
        decided, until = entry.record.decided, entry.record.until
        if is_later(decided, latest):
            yield Issue(entry, ("decided",), f"{decided} lies in the future", "check the year")
        elif until and until < decided[: len(until)]:
            yield Issue(entry, ("until",), f"{until} is before {decided}, when it was decided")
