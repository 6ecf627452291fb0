"""How one offer stands to every limit in force, and what would satisfy those that keep it out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from math import ceil, floor
from typing import Any

from fmselect.domain.catalog import Record
from fmselect.domain.explanation import Admission, LimitVerdict
from fmselect.domain.recommendation import Fact
from fmselect.domain.requirement_fields import BY_PATH
from fmselect.engine.constraints import Active, active_constraints
from fmselect.engine.evidence import fact, row_facts
from fmselect.engine.limit_facts import limit_facts
from fmselect.engine.limit_words import KEPT, WORDINGS
from fmselect.engine.limits_choice import has_feature
from fmselect.engine.limits_license import JUDGED_BY_TERMS, terms_record
from fmselect.engine.rounding import outward, plain
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import Situation, Verdict


def limit_verdicts(
    subject: Subject, record: Record, situation: Situation, failed: Collection[str]
) -> list[LimitVerdict]:
    """The verdict of every limit in force, in the order in which they are judged.

    Args:
        subject: The offer.
        record: Its full record, for the sources.
        situation: What limits are judged against.
        failed: Names of the limits it is not shown to satisfy; what is neither a pass nor among
            these, the user agreed to.
    """
    facts = row_facts(subject.candidate, record)
    verdicts: list[LimitVerdict] = []
    for active in active_constraints(situation):
        name, limit = active.constraint.name, active.limit
        verdict = active.judge(subject)
        actual = verdict.actual
        if actual is None:
            actual = WORDINGS.get(name, KEPT).actual(subject, situation)
        verdicts.append(
            {
                "constraint": name,
                "limit": sorted(limit) if isinstance(limit, (tuple, frozenset)) else limit,
                "actual": list(actual) if isinstance(actual, tuple) else actual,
                "short_by": verdict.short_by,
                "status": verdict.status,
                "condition": verdict.condition,
                "agreed": verdict.status != "pass" and name not in failed,
                "reason": _reason(active, verdict, actual, subject),
                "facts": {
                    **limit_facts(name, limit, subject.candidate, record, facts),
                    **_terms_facts(name, subject, situation),
                },
            }
        )
    return verdicts


def _terms_facts(name: str, subject: Subject, situation: Situation) -> dict[str, Fact]:
    """What the text of the terms says, where a limit is judged by it."""
    if name not in JUDGED_BY_TERMS:
        return {}
    record = terms_record(subject.candidate, situation)
    return {"terms": fact(record.get("conditions"), record)} if record else {}


def _reason(active: Active, verdict: Verdict, actual: Any, subject: Subject) -> str:
    """Why, in a sentence."""
    if verdict.status == "pass":
        wording = WORDINGS.get(active.constraint.name, KEPT)
        return wording.passed(active.limit, actual, subject)
    return verdict.reason.format(
        limit=active.limit, actual=verdict.actual, short_by=verdict.short_by
    )


def admission(subject: Subject, situation: Situation, failed: Collection[str]) -> list[Admission]:
    """What would satisfy each of the limits that keep an offer out; all together admit it.

    Where one of them says `nothing`, no change of the requirements does.

    Args:
        subject: The offer.
        situation: What limits are judged against.
        failed: Names of the limits it is not shown to satisfy.
    """
    judged = [
        (active, active.judge(subject))
        for active in active_constraints(situation)
        if active.constraint.name in failed
    ]
    assumed = {
        active.constraint.assumed_by
        for active, verdict in judged
        if verdict.status == "unknown" and _level(active, subject, situation) is None
    } - {None}
    # What one step assumes, the others may rely on.
    requirements = situation.requirements
    words = (*requirements.assume_unknown, *sorted(map(str, assumed)))
    together = situation._replace(requirements=requirements._replace(assume_unknown=words))
    return [_admission(active, verdict, subject, together) for active, verdict in judged]


def _level(active: Active, subject: Subject, situation: Situation) -> Any:
    """The nearest limit that would do; None where there is none."""
    needed = _NEEDED.get(active.constraint.name)
    return None if needed is None else needed(subject, situation, active.limit)


def _admission(
    active: Active, verdict: Verdict, subject: Subject, situation: Situation
) -> Admission:
    """What would satisfy one limit."""
    name = active.constraint.name
    field = BY_PATH.get(f"constraints.{name}")
    option = None if field is None else field.option
    if verdict.condition is not None:
        words = f"if you agree to it: --accept {verdict.condition}"
        return _step(name, "accept", "--accept", verdict.condition, words)
    assumed = active.constraint.assumed_by
    unknown = verdict.status == "unknown"
    level = _level(active, subject, situation)
    # What another step lets pass as unknown needs no other limit.
    needed = not (unknown and assumed in situation.requirements.assume_unknown)
    if level is not None and needed:
        return _step(name, "relax", option, level, f"with {option} {_value(level)}")
    if unknown:
        if assumed is not None:
            words = f"if you let it pass as unknown: --assume-unknown {assumed}"
            return _step(name, "assume", "--assume-unknown", assumed, words)
        return _step(name, "settle", option, None, f"once it is known, or without {option}")
    if option is None:
        return _step(name, "nothing", None, None, "no requirement changes that")
    return _step(name, "drop", option, None, f"without {option}")


def _step(name: str, how: Any, option: str | None, to: Any, sentence: str) -> Admission:
    return {"constraint": name, "how": how, "option": option, "to": to, "sentence": sentence}


def _value(level: Any) -> str:
    """A new limit as an option takes it."""
    return ",".join(level) if isinstance(level, list) else plain(level).replace(",", "")


Needed = Callable[[Subject, Situation, Any], Any]


def _at_most(actual: Callable[[Subject], float | None]) -> Needed:
    """The least limit from above that would do, rounded up."""

    def needed(subject: Subject, situation: Situation, limit: float) -> float | None:
        del situation
        known = actual(subject)
        return None if known is None else outward(limit, known, up=True)

    return needed


def _seconds(of: Callable[[Subject], tuple[float, float, float] | None]) -> Needed:
    """A wait: all of what is stated has to fit, or only its least where an unknown may pass."""

    def needed(subject: Subject, situation: Situation, limit: float) -> float | None:
        interval = of(subject)
        if interval is None:
            return None
        assumed = "latency" in situation.requirements.assume_unknown
        return outward(limit, interval[0 if assumed else 2], up=True)

    return needed


def _at_least(name: str) -> Needed:
    """The greatest limit from below that would do."""

    def needed(subject: Subject, situation: Situation, limit: float) -> float | None:
        value: float | None = WORDINGS[name].actual(subject, situation)
        return None if value is None else outward(limit, value, up=False)

    return needed


def _whole(name: str, rounded: Callable[[float], int]) -> Needed:
    """A whole number of tokens or days."""

    def needed(subject: Subject, situation: Situation, limit: float) -> float | None:
        del limit
        value = WORDINGS[name].actual(subject, situation)
        return None if value is None else rounded(value)

    return needed


def _context(subject: Subject, situation: Situation, limit: float) -> float | None:
    """Its context; None where the output asked for would not fit that, which is refused."""
    del limit
    tokens = subject.candidate.context_tokens
    output = situation.requirements.constraints.min_output_tokens or 0
    return None if tokens is None or tokens < output else tokens


def _features(subject: Subject, situation: Situation, limit: tuple[str, ...]) -> Any:
    """The features it is known to have; None where it has none of them."""
    del situation
    return [name for name in limit if has_feature(subject.candidate, name)] or None


def _languages(subject: Subject, situation: Situation, limit: tuple[str, ...]) -> Any:
    """The languages its maker claims; None where that is none of them."""
    del situation
    return [name for name in limit if name in subject.candidate.languages] or None


_NEEDED: dict[str, Needed] = {
    "max_cost_usd_per_month": _at_most(lambda subject: subject.bill.usd),
    "max_first_token_seconds": _seconds(lambda subject: subject.first_token),
    "max_response_seconds": _seconds(lambda subject: subject.response),
    "min_context_tokens": _context,
    "min_output_tokens": _whole("min_output_tokens", floor),
    "min_capability": _at_least("min_capability"),
    "privacy.max_retention_days": _at_most(
        lambda subject: subject.candidate.privacy.retention_days
    ),
    "min_months_to_retirement": _at_least("min_months_to_retirement"),
    "max_fact_age_days": _whole("max_fact_age_days", ceil),
    "features": _features,
    "languages": _languages,
}
"""Limit -> the nearest limit that the offer would satisfy; None where there is none."""
