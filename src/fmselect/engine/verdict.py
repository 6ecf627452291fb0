"""Four states of a hard limit, and what a limit is made of.

Facts are read in three-valued logic (Kleene): a limit is satisfied only where the facts prove it,
failed where they disprove it, and unknown otherwise. Between the two lies `conditional`: the offer
would satisfy it if the user chose a setting or signed an addendum, which has a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Literal

from fmselect.domain.catalog import Record, TaskProfile
from fmselect.domain.requirements import Requirements
from fmselect.engine.subject import Subject
from fmselect.tuples import NamedTuple

Status = Literal["pass", "conditional", "unknown", "fail"]


class Verdict(NamedTuple):
    """How one candidate stands to one limit.

    Attributes:
        status: Only `pass` is eligible.
        actual: What the candidate has, in the unit of the limit; None where that is unknown.
        short_by: How much is missing, positive, in the unit of the limit.
        condition: What `--accept` takes, where the status is `conditional`.
        reason: A sentence with `{limit}`, `{actual}` and `{short_by}` left open, because thousands
            of verdicts are passed and few are read.
        held_by: Where an organisation's policy states the limit, if what the user agrees to does
            not count for it.
    """

    status: Status
    actual: Any = None
    short_by: float | None = None
    condition: str | None = None
    reason: str = ""
    held_by: str | None = None


PASS = Verdict("pass")

_HARSHNESS = {"pass": 0, "conditional": 1, "unknown": 2, "fail": 3}


def harshness(verdict: Verdict) -> tuple[int, float]:
    """How bad a verdict is; of two that fail, how much is missing."""
    return _HARSHNESS[verdict.status], verdict.short_by or 0.0


def named(names: Iterable[str]) -> str:
    """Names inside a reason, which is formatted later: their braces are text."""
    return ", ".join(names).replace("{", "{{").replace("}", "}}")


Judge = Callable[[Subject], Verdict]


def _no_record(kind: str, id_: str) -> Record:
    """Stands in where no catalog is at hand: nothing more is known than the candidate says."""
    del kind, id_
    return {}


class Situation(NamedTuple):
    """What limits are judged against, besides the candidate.

    Attributes:
        requirements: Complete, with the defaults of the task.
        task: The task.
        today: The day dates are judged on.
        record: Kind and id -> the full record, for what a candidate has no room for.
    """

    requirements: Requirements
    task: TaskProfile
    today: date
    record: Callable[[str, str], Record] = _no_record


class Constraint(NamedTuple):
    """A hard limit.

    Attributes:
        name: As in the requirements file, without `constraints.`.
        limit: The limit in force, as the output shows it; None where there is none.
        prepare: From the limit to the judge of every candidate.
        assumed_by: The word of `--assume-unknown` that lets an unknown pass.
        near_miss: Whether an offer that fails only this is worth showing: not where the user ruled
            it out by name, or where it cannot do the task at all.
        joint: Whether `prepare` itself looks at the other limits in force, and at the policy.
    """

    name: str
    limit: Callable[[Situation], Any]
    prepare: Callable[[Any, Situation], Judge]
    assumed_by: str | None = None
    near_miss: bool = True
    joint: bool = False
