"""Exceptions of a policy: who need not keep one of its limits, and what they must keep instead."""

from __future__ import annotations

from collections.abc import Callable

from fmselect.domain.requirements import PolicyException
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import Constraint, Situation


def exceptions_to(constraint: Constraint, situation: Situation) -> Callable[[Subject], bool] | None:
    """Who is excepted from a limit today; None where nobody is.

    Whoever is excepted from a policy's limit must still keep the one the project states itself.
    """
    policy = situation.requirements.policy
    if policy.place(constraint.name) is None:
        return None
    granted = [item for item in policy.exceptions if item.constraint == constraint.name]
    if not any(in_force(item, situation) for item in granted):
        return None
    requirements = situation.requirements._replace(constraints=policy.own)
    own = situation._replace(requirements=requirements)
    limit = constraint.limit(own)
    judge = None if limit is None else constraint.prepare(limit, own)

    def excepted(subject: Subject) -> bool:
        if exception_for(constraint.name, subject, situation) is None:
            return False
        return judge is None or judge(subject).status == "pass"

    return excepted


def exception_for(
    constraint: str, subject: Subject, situation: Situation
) -> PolicyException | None:
    """The exception from a limit that an offer has today, by its own name, model or provider."""
    candidate = subject.candidate
    names = {candidate.offer, candidate.model, candidate.provider}
    for item in situation.requirements.policy.exceptions:
        if (
            item.constraint == constraint
            and in_force(item, situation)
            and not names.isdisjoint(item.names)
        ):
            return item
    return None


def in_force(exception: PolicyException, situation: Situation) -> bool:
    """Whether an exception still holds: its last day included."""
    return situation.today.isoformat() <= exception.until
