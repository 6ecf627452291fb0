"""All hard limits in one dictionary, and how they are applied.

To add a limit, add one function in a `limits_` module, one line there, one field in
`fmselect.domain.requirements` and one row in `fmselect.domain.requirement_fields`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from fmselect.engine.consent import consent_of, demands_on, policed
from fmselect.engine.limits_choice import CHOICE
from fmselect.engine.limits_dates import DATES
from fmselect.engine.limits_numbers import NUMBERS
from fmselect.engine.limits_privacy import PRIVACY
from fmselect.engine.limits_seldom import IMAGES, LICENSE, VECTORS
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import PASS, Constraint, Judge, Situation, Verdict
from fmselect.tuples import NamedTuple

if TYPE_CHECKING:
    from fmselect.domain.recommendation import FailedConstraint

CONSTRAINTS: dict[str, Constraint] = {
    constraint.name: constraint
    for constraint in (*NUMBERS, *VECTORS, *IMAGES, *LICENSE, *CHOICE, *PRIVACY, *DATES)
}
"""Name -> limit, in the order in which they are judged and reported."""


class Active(NamedTuple):
    """A limit that is in force."""

    constraint: Constraint
    limit: Any
    judge: Judge
    policy: str | None = None
    """Where an organisation's policy states the limit; None where it is the project's own."""


class Failure(NamedTuple):
    """One limit a candidate is not shown to satisfy."""

    active: Active
    verdict: Verdict


class Screening(NamedTuple):
    """Who may be ranked, and why the others may not.

    Attributes:
        subjects: All that were judged, in the given order.
        misses: For each of them, how many limits it is not shown to satisfy.
        judged: Each limit that some fail, with their positions and verdicts.
    """

    subjects: Sequence[Subject]
    misses: bytearray
    judged: list[tuple[Active, list[int], list[Verdict]]]

    @property
    def eligible(self) -> list[Subject]:
        """Those that satisfy every limit, in the given order."""
        return [
            subject
            for subject, misses in zip(self.subjects, self.misses, strict=True)
            if not misses
        ]

    @property
    def counts(self) -> dict[str, int]:
        """Limit -> how many fail it; one that fails three is counted three times."""
        return {active.constraint.name: len(positions) for active, positions, _ in self.judged}

    def excluded(self, *, most: int = len(CONSTRAINTS)) -> list[tuple[Subject, list[Failure]]]:
        """Those that fail a limit, in the given order, with all their failures.

        Args:
            most: Leave out those that fail more than so many.
        """
        failures: dict[int, list[Failure]] = {}
        for active, positions, verdicts in self.judged:
            for position, verdict in zip(positions, verdicts, strict=True):
                if self.misses[position] <= most:
                    failures.setdefault(position, []).append(Failure(active, verdict))
        return [(self.subjects[position], failures[position]) for position in sorted(failures)]


def active_constraints(situation: Situation) -> list[Active]:
    """The limits in force, ready to judge."""
    active = []
    for constraint in CONSTRAINTS.values():
        limit = constraint.limit(situation)
        if limit is not None:
            place = situation.requirements.policy.place(constraint.name)
            active.append(Active(constraint, limit, judge_of(constraint, limit, situation), place))
    return active


def judge_of(constraint: Constraint, limit: Any, situation: Situation) -> Judge:
    """The judge of a limit, held to what a policy demands of it."""
    judge = constraint.prepare(limit, situation)
    policy = situation.requirements.policy
    demanded = () if constraint.joint else demands_on(constraint.name, policy)
    if not demanded:
        return judge
    theirs = [(constraint.prepare(demand.limit, situation), demand.place) for demand in demanded]
    return policed(judge, theirs, policy, constraint.assumed_by)


def _excepted(constraint: Constraint, situation: Situation) -> Callable[[Subject], bool] | None:
    """Who is excepted from a limit of a policy today; None where nobody is."""
    if not situation.requirements.policy.exceptions:
        return None
    from fmselect.engine.exceptions import exceptions_to  # noqa: PLC0415 - few policies have any

    return exceptions_to(constraint, situation)


def screen(subjects: Sequence[Subject], situation: Situation) -> Screening:
    """Judge every candidate by every limit in force; only those that pass all are eligible.

    Each candidate is judged by its own data alone, so limits commute and screening twice changes
    nothing; preferences never touch it.
    """
    consent = consent_of(situation.requirements)
    misses, judged = bytearray(len(subjects)), []
    for active in active_constraints(situation):
        assumed_by = active.constraint.assumed_by
        verdicts = list(map(active.judge, subjects))
        positions = [at for at, verdict in enumerate(verdicts) if verdict is not PASS]
        if consent.conditions or assumed_by in consent.unknowns:
            positions = [at for at in positions if not consent.admits(verdicts[at], assumed_by)]
        excepted = _excepted(active.constraint, situation)
        if excepted is not None:
            positions = [at for at in positions if not excepted(subjects[at])]
        for at in positions:
            misses[at] += 1
        if positions:
            judged.append((active, positions, [verdicts[at] for at in positions]))
    return Screening(subjects, misses, judged)


def agreed(subject: Subject, situation: Situation) -> list[Failure]:
    """What an eligible candidate passes only because it was agreed to, assumed, or excepted."""
    return [
        Failure(active, verdict)
        for active in active_constraints(situation)
        if (verdict := active.judge(subject)).status != "pass"
    ]


def failed_constraint(failure: Failure) -> FailedConstraint:
    """A failure as the output shows it."""
    active, verdict = failure
    status = verdict.status
    assert status != "pass"
    limit = active.limit
    return {
        "constraint": active.constraint.name,
        "limit": sorted(limit) if isinstance(limit, (tuple, frozenset)) else limit,
        "actual": verdict.actual,
        "short_by": verdict.short_by,
        "status": status,
        "condition": verdict.condition,
        "reason": verdict.reason.format(
            limit=limit, actual=verdict.actual, short_by=verdict.short_by
        ),
        "policy": verdict.held_by or active.policy,
    }
