"""When an offer goes away, and what lives on in its place.

A replacement may itself be retired: the chain is followed to something that is served, and every
step of it is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from fmselect.domain.candidate import Candidate
from fmselect.engine.limits_dates import first_day, months_between
from fmselect.engine.verdict import Situation
from fmselect.errors import UsageError
from fmselect.tuples import NamedTuple

SOON_MONTHS = 6
"""A retirement nearer than this is worth a warning, unless a longer stay is asked for."""
_LONGEST = 8
"""Steps after which a chain is given up; the longest of the catalog has three."""

Look = Callable[[str, str], Mapping[str, Any]]


class Step(NamedTuple):
    """One replacement: a model, and the day it is itself retired on, where that has come."""

    model: str
    retired_on: str | None


def successors(record: Look, provider: str, replacement: str | None, today: date) -> list[Step]:
    """The chain of replacements, to the first that is not retired today.

    Args:
        record: Kind and id -> a record; raises UsageError where there is none.
        provider: Whose dates count, where it serves the replacement; else its lab's.
        replacement: The first of the chain.
        today: The day retirements are judged on.

    Returns:
        Empty without a replacement. The last step has `retired_on` where the chain ends in
        something retired, or in a circle.
    """
    steps: list[Step] = []
    while replacement and replacement not in [step.model for step in steps]:
        end, after = _end(record, provider, replacement)
        gone = end is not None and first_day(end) <= today
        steps.append(Step(replacement, end if gone else None))
        if not gone or len(steps) == _LONGEST:
            break
        replacement = after
    return steps


def _end(record: Look, provider: str, model: str) -> tuple[str | None, str | None]:
    """The day a model is retired on, and what replaces it; first as the provider says."""
    retires = after = None
    for kind, id_ in (("offers", f"{provider}/{model}"), ("models", model)):
        try:
            group = record(kind, id_).get("lifecycle") or {}
        except UsageError:
            continue
        retires = retires or group.get("retires_on")
        after = after or group.get("replacement")
    return retires, after


def replacement_words(steps: list[Step]) -> str:
    """`; replacement: a (retired on 2026-03-01), then b`, empty without a replacement."""
    names = [
        f"{step.model} (itself retired on {step.retired_on})" if step.retired_on else step.model
        for step in steps
    ]
    if not names:
        return ""
    words = f"; replacement: {', then '.join(names)}"
    return words + ", and nothing after it is known" if steps[-1].retired_on else words


def lifecycle_warnings(candidate: Candidate, situation: Situation) -> list[str]:
    """What is announced about the end of an offer, as far as the asked-for stay makes it matter."""
    lifecycle, today = candidate.lifecycle, situation.today
    if candidate.privacy.self_hosted:
        return []
    asked = situation.requirements.constraints.min_months_to_retirement or 0.0
    if lifecycle.retires_on is not None:
        months = months_between(today, first_day(lifecycle.retires_on))
        if months >= max(SOON_MONTHS, asked):
            return []
        said = f"retires on {lifecycle.retires_on}"
    elif lifecycle.deprecated_on is not None and first_day(lifecycle.deprecated_on) <= today:
        said = f"deprecated on {lifecycle.deprecated_on}"
    else:
        return []
    steps = successors(situation.record, candidate.provider, lifecycle.replacement, today)
    return [said + replacement_words(steps)]


def moving_name(api_id: str | None) -> bool:
    """Whether an API name says that what it stands for changes: `-latest` at its end."""
    return api_id is not None and api_id.lower().endswith(("-latest", ":latest", "@latest"))
