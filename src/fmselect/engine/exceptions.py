"""Exceptions of a policy: who need not keep one of its limits, and what they must keep instead."""

from __future__ import annotations

from collections.abc import Callable

from fmselect.domain.requirements import PolicyException
from fmselect.engine.consent import consent_of, demands_on
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import Constraint, Situation


def exceptions_to(constraint: Constraint, situation: Situation) -> Callable[[Subject], bool] | None:
    """Who is excepted from a limit today; None where nobody is.

    Whoever is excepted from a policy's limit must still keep the one the project states itself.
    """
    name, policy = constraint.name, situation.requirements.policy
    own = own_limits(situation)
    if own is None or (policy.place(name) is None and not demands_on(name, policy)):
        return None
    if not any(item.constraint == name and in_force(item, situation) for item in policy.exceptions):
        return None
    limit = constraint.limit(own)
    judge = None if limit is None else constraint.prepare(limit, _unheld(name, situation))
    consent = consent_of(situation.requirements)

    def excepted(subject: Subject) -> bool:
        if exception_for(name, subject, situation) is None:
            return False
        return judge is None or consent.admits(judge(subject), constraint.assumed_by)

    return excepted


def own_limits(situation: Situation) -> Situation | None:
    """The limits a project states itself, for who is excepted; None where nobody may be."""
    policy = situation.requirements.policy
    if not policy.exceptions:
        return None
    return situation._replace(requirements=situation.requirements._replace(constraints=policy.own))


def _unheld(name: str, situation: Situation) -> Situation:
    """The same without what the policy demands of one limit."""
    policy = situation.requirements.policy
    rest = tuple(demand for demand in policy.demands if demand[0] != name)
    policy = policy._replace(demands=rest)
    return situation._replace(requirements=situation.requirements._replace(policy=policy))


def excepted_limits(subject: Subject, situation: Situation) -> frozenset[str]:
    """The limits of a policy that an offer need not keep today."""
    exceptions = situation.requirements.policy.exceptions
    if not exceptions:
        return _NONE
    return frozenset(
        item.constraint
        for item in exceptions
        if exception_for(item.constraint, subject, situation) is not None
    )


_NONE: frozenset[str] = frozenset()


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
