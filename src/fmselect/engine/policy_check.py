"""Does a set of requirements keep an organisation's policy?"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from fmselect._version import __version__
from fmselect.domain.catalog import Catalog
from fmselect.domain.policy_check import GrantedException, PolicyCheck, PolicyLimit
from fmselect.domain.requirement_documents import is_stated, requirements_document, whole
from fmselect.domain.requirement_fields import FIELDS
from fmselect.domain.requirement_rules import value_at
from fmselect.domain.requirements import PolicyException, Requirements
from fmselect.domain.tighten import tighter
from fmselect.engine.answered import considered
from fmselect.engine.consent import consent_of, demands_on
from fmselect.engine.constraints import CONSTRAINTS, Screening, screen
from fmselect.engine.decision import Decision, decide
from fmselect.engine.exceptions import exception_for, in_force

SCHEMA = "fmselect/policy-check@1"
_PREFIX = "constraints."


def check_policy(
    catalog: Catalog,
    requirements: Requirements,
    policy: Requirements,
    places: dict[str, str],
    *,
    today: date,
) -> PolicyCheck:
    """How requirements stand to a policy.

    Args:
        catalog: What is known.
        requirements: Read together with the policy, so that its limits are in force.
        policy: What the policy states by itself.
        places: Path of a constraint -> where the policy states it.
        today: The day exceptions and retirements are judged on.

    Raises:
        UsageError: The requirements contradict themselves, or name what the catalog lacks.
    """
    decision = decide(catalog, requirements, today=today)
    strict = _uncounted(decision)
    limits = [_limit(path, place, requirements, policy, strict) for path, place in places.items()]
    exceptions = [_granted(item, decision) for item in requirements.policy.exceptions]
    first = decision.order[0].subject.candidate.offer if decision.order else None
    kept = all(item["standing"] != "loosened" for item in limits)
    current = all(item["standing"] != "expired" for item in exceptions)
    return {
        "schema": SCHEMA,
        "tool_version": __version__,
        "catalog": catalog.stamp,
        "today": today.isoformat(),
        "complies": kept and current and first is not None,
        "requirements": requirements_document(decision.completed.requirements),
        "limits": limits,
        "exceptions": exceptions,
        "considered": considered(decision),
        "first": first,
    }


def policy_paths(policy: Requirements) -> list[str]:
    """The paths of the constraints a policy states, in the order of the file."""
    return [
        field.path
        for field in FIELDS
        if field.path.startswith(_PREFIX) and is_stated(value_at(policy, field.path))
    ]


def _uncounted(decision: Decision) -> Screening:
    """Who keeps which limit if nobody is excepted."""
    requirements = decision.situation.requirements
    strict = requirements._replace(policy=requirements.policy._replace(exceptions=()))
    return screen(decision.subjects, decision.situation._replace(requirements=strict))


def _limit(
    path: str,
    place: str,
    requirements: Requirements,
    policy: Requirements,
    strict: Screening,
) -> PolicyLimit:
    """One limit of the policy, and what the requirements say of it."""
    wanted = value_at(policy, path)
    stated = value_at(Requirements(policy.task, constraints=requirements.policy.own), path)
    standing: Literal["kept", "added", "loosened"] = "added"
    if is_stated(stated):
        standing = "kept" if tighter(path, wanted, stated) == stated else "loosened"
    name = path.removeprefix(_PREFIX)
    return {
        "constraint": name,
        "place": place,
        "policy": _plain(wanted),
        "stated": _plain(stated) if is_stated(stated) else None,
        "in_force": _plain(value_at(requirements, path)),
        "standing": standing,
        "excludes": strict.counts.get(name, 0),
        "not_counted": _not_counted(name, requirements, strict),
    }


def _not_counted(name: str, requirements: Requirements, strict: Screening) -> list[str]:
    """What the requirements agree to that would admit somebody, if the policy agreed to it too."""
    ours, theirs = consent_of(requirements), consent_of(requirements.policy)
    found: set[str] = set()
    for active, _, verdicts in strict.judged:
        assumed_by = active.constraint.assumed_by
        for verdict in verdicts if active.constraint.name == name else ():
            if verdict.held_by is None:
                continue
            if not ours.admits(verdict._replace(held_by=None), assumed_by):
                continue
            if verdict.condition is not None:
                found.update(theirs.lacking(verdict.condition))
            elif assumed_by is not None:
                found.add(assumed_by)
    return sorted(found)


def _granted(exception: PolicyException, decision: Decision) -> GrantedException:
    """One exception, and whom it admits."""
    situation = decision.situation
    policy = situation.requirements.policy
    known = exception.constraint in CONSTRAINTS and bool(demands_on(exception.constraint, policy))
    names = set(exception.names)
    named = [
        subject
        for subject in decision.subjects
        if not names.isdisjoint(
            (subject.candidate.offer, subject.candidate.model, subject.candidate.provider)
        )
    ]
    without = {subject.candidate.offer for subject in _uncounted(decision).eligible}
    admitted = [
        subject
        for subject in decision.screening.eligible
        if subject.candidate.offer not in without
        and exception_for(exception.constraint, subject, situation) == exception
    ]
    standing: Literal["in force", "expired", "no effect"] = "in force"
    if not in_force(exception, situation):
        standing = "expired"
    elif not (known and named):
        standing = "no effect"
    return {
        "names": list(exception.names),
        "constraint": exception.constraint,
        "reason": exception.reason,
        "approved_by": exception.approved_by,
        "until": exception.until,
        "place": exception.place,
        "standing": standing,
        "admits": len(admitted) if standing == "in force" else 0,
    }


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, tuple):
        return list(value)
    return whole(value) if isinstance(value, float) else value
