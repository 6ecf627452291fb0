"""What would satisfy the limits that keep an offer out: the option to change, and to what.

A limit an organisation's policy sets is nobody's to relax but the organisation's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from fmselect.domain.requirement_fields import BY_PATH
from fmselect.domain.tighten import tighter
from fmselect.engine.constraints import Failure, judge_of
from fmselect.engine.limits_choice import has_feature
from fmselect.engine.limits_dates import fact_dates, first_day, months_between
from fmselect.engine.rounding import outward, plain
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import Situation, Verdict
from fmselect.units import LARGEST

if TYPE_CHECKING:
    from fmselect.domain.recommendation import Admission


def admission(
    subject: Subject, situation: Situation, failures: Sequence[Failure]
) -> list[Admission]:
    """What would satisfy each of the limits that keep an offer out; all together admit it.

    Where one of them says `nothing`, no change of the requirements does; where one says `policy`,
    none that is the user's to make.

    Args:
        subject: The offer.
        situation: What limits are judged against.
        failures: The limits it is not shown to satisfy.
    """
    assumed = {
        failure.active.constraint.assumed_by
        for failure in failures
        if failure.verdict.status == "unknown"
        and failure.verdict.held_by is None
        and _level(failure, subject, situation, failures) is None
    } - {None}
    # What one step assumes, the others may rely on.
    requirements = situation.requirements
    words = (*requirements.assume_unknown, *sorted(map(str, assumed)))
    together = situation._replace(requirements=requirements._replace(assume_unknown=words))
    return [_step_for(failure, subject, together, failures) for failure in failures]


def _level(
    failure: Failure, subject: Subject, situation: Situation, failures: Sequence[Failure]
) -> Any:
    """The nearest limit that would do; None where there is none that may be stated."""
    constraint = failure.active.constraint
    if constraint.name == "privacy.max_retention_days":
        from fmselect.engine.tier_admission import days_that_do  # noqa: PLC0415 - seldom asked

        return days_that_do(subject, situation, failures)
    needed = _NEEDED.get(constraint.name)
    level = None if needed is None else needed(subject, situation, failure.active.limit)
    field = BY_PATH.get(f"constraints.{constraint.name}")
    if level is None or field is None:
        return None
    if isinstance(level, (int, float)):
        least, most = field.low or 0.0, LARGEST if field.high is None else field.high
        if not least <= level <= most:
            return None
    verdict = judge_of(constraint, _stated(level), situation)(subject)
    waived = constraint.assumed_by in situation.requirements.assume_unknown
    unknown = verdict.status == "unknown" and verdict.held_by is None
    return level if verdict.status == "pass" or (unknown and waived) else None


def _step_for(
    failure: Failure, subject: Subject, situation: Situation, failures: Sequence[Failure]
) -> Admission:
    """What would satisfy one limit."""
    (active, verdict), requirements = failure, situation.requirements
    name = active.constraint.name
    if verdict.held_by is not None:
        return _held(name, verdict, verdict.held_by)
    if verdict.condition is not None:
        words = f"if you agree to it: --accept {verdict.condition}"
        return _step(name, "accept", "--accept", verdict.condition, words)
    unknown, assumed = verdict.status == "unknown", active.constraint.assumed_by
    # What another step lets pass as unknown needs no other limit.
    needed = not (unknown and assumed in requirements.assume_unknown)
    level = _level(failure, subject, situation, failures) if needed else None
    place = _policys(name, level, situation)
    if place is not None:
        return _left_to_others(name, place, unknown=unknown)
    if level is None and unknown and assumed is not None:
        words = f"if you let it pass as unknown: --assume-unknown {assumed}"
        return _step(name, "assume", "--assume-unknown", assumed, words)
    return _changed(name, level, _options(name, situation), unknown=unknown)


def _held(name: str, verdict: Verdict, place: str) -> Admission:
    """What the policy does not agree to, so that nobody else's word counts."""
    if verdict.condition is None:
        return _left_to_others(name, place, unknown=True)
    words = (
        f"your organisation's policy sets this limit ({place}) and does not accept "
        f"{verdict.condition}, and only it can"
    )
    return _step(name, "policy", None, None, words)


def _left_to_others(name: str, place: str, *, unknown: bool) -> Admission:
    """Whose the limit is."""
    words = f"your organisation's policy sets this limit ({place}), and only it can relax it"
    if unknown:
        return _step(name, "settle", None, None, f"once it is known; {words}")
    return _step(name, "policy", None, None, words)


def _changed(name: str, level: Any, options: Sequence[str], *, unknown: bool) -> Admission:
    """A limit at another level, or without it."""
    if not options:
        return _step(name, "nothing", None, None, "no requirement changes that")
    option, words = options[0], " and ".join(options)
    if level is not None:
        return _step(name, "relax", option, level, f"with {option} {_value(level)}")
    if unknown:
        return _step(name, "settle", option, None, f"once it is known, or without {words}")
    return _step(name, "drop", option, None, f"without {words}")


def _options(name: str, situation: Situation) -> list[str]:
    """What has to be left out so that a limit is not in force; nothing where it always is."""
    requirements = situation.requirements
    paths = [f"constraints.{name}", name]
    if name == "license":
        if requirements.constraints.license == "any":
            paths = []
        # Whoever states anything about the use is held to a purpose, stated or assumed.
        stated = requirements.use._asdict()
        paths += [f"use.{field}" for field, value in stated.items() if value]
    fields = (BY_PATH.get(path) for path in paths)
    return [field.option for field in fields if field is not None and field.option is not None]


def _policys(name: str, level: Any, situation: Situation) -> str | None:
    """Where a policy states a limit that a new one would loosen; None where none does.

    Args:
        name: Of the limit.
        level: The new one; None is none at all.
        situation: Whose requirements carry the policy.
    """
    path = f"constraints.{name}"
    for constraint, demanded, place in situation.requirements.policy.demands:
        if constraint == name and (
            level is None or tighter(path, demanded, _stated(level)) != _stated(level)
        ):
            return place
    return None


def _stated(level: Any) -> Any:
    """A level as the requirements hold it."""
    if isinstance(level, list):
        return tuple(level)
    return float(level) if isinstance(level, int) and not isinstance(level, bool) else level


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


def _capability(subject: Subject, situation: Situation, limit: float) -> float | None:
    """Its estimate, rounded down."""
    del situation
    known = subject.candidate.capability
    return None if known is None else outward(limit, known.estimate, up=False)


def _months(subject: Subject, situation: Situation, limit: float) -> float | None:
    """Months until it is retired, rounded down; None where no day is known."""
    retires = subject.candidate.lifecycle.retires_on
    if retires is None:
        return None
    return outward(limit, months_between(situation.today, first_day(retires)), up=False)


def _age(subject: Subject, situation: Situation, limit: float) -> int | None:
    """Days since the oldest fact the decision rests on."""
    del limit
    dates = fact_dates(subject.candidate)
    days = max(((situation.today - first_day(text)).days for text in dates), default=None)
    return None if days is None else ceil(days)


def _output(subject: Subject, situation: Situation, limit: float) -> int | None:
    """The longest answer it gives."""
    del situation, limit
    longest = subject.candidate.max_output_tokens
    return None if longest is None else floor(longest)


def _context(subject: Subject, situation: Situation, limit: float) -> float | None:
    """Its context; None where the output asked for would not fit that, which is refused."""
    del limit
    tokens = subject.candidate.context_tokens
    output = situation.requirements.constraints.min_output_tokens or 0
    return None if tokens is None or tokens < output else tokens


def _dimensions(subject: Subject, situation: Situation, limit: float) -> float | None:
    """The length of its vectors."""
    del situation, limit
    vector = subject.candidate.vector
    return None if vector is None else float(vector.dimensions)


def _index(subject: Subject, situation: Situation, limit: float) -> float | None:
    """The size of its index in GiB, rounded up."""
    vector, workload = subject.candidate.vector, situation.requirements.workload
    from fmselect.engine.vectors import index_of  # noqa: PLC0415 - one task has vectors

    index = vector and index_of(subject.candidate, workload, vector.dimensions)
    return outward(limit, index.gib, up=True) if index else None


def _image_size(subject: Subject, situation: Situation, limit: float) -> float | None:
    """The largest image a source names, in megapixels, rounded down."""
    from fmselect.engine.image_sizes import largest_megapixels  # noqa: PLC0415 - one task has any

    candidate = subject.candidate
    largest = largest_megapixels(candidate, situation.record("models", candidate.model))
    return None if largest is None else outward(limit, largest, up=False)


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
    "min_output_tokens": _output,
    "min_capability": _capability,
    "max_dimensions": _dimensions,
    "max_index_gib": _index,
    "min_image_megapixels": _image_size,
    "min_months_to_retirement": _months,
    "max_fact_age_days": _age,
    "features": _features,
    "languages": _languages,
}
"""Limit -> the nearest limit that the offer would satisfy; None where there is none."""
