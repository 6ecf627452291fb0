"""What the whole answer must say beside the ranking: assumptions, and what was left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from fmselect.domain.catalog import TaskProfile
from fmselect.domain.near_names import did_you_mean
from fmselect.engine.completed import Completed
from fmselect.engine.constraints import Failure
from fmselect.engine.decision import Decision
from fmselect.engine.focus import LANGUAGE_BOARDS, RETRIEVAL_BOARDS
from fmselect.engine.subject import Subject
from fmselect.engine.volume_notices import volume_notices

if TYPE_CHECKING:
    from fmselect.domain.recommendation import RankedOffer

_CONDITIONS_SHOWN = 3

_WHO_YOU_ARE = frozenset({"us-government", "existing-customer"})
"""Conditions nobody can decide to meet: they are no advice."""


_STALE_DAYS = 60
"""A day so long after the newest fact, or before it, is not the day the catalog describes."""


def notices(
    decision: Decision,
    single: Sequence[tuple[Subject, list[Failure]]],
    rows: Sequence[RankedOffer],
    *,
    newest_fact: str | None,
) -> list[str]:
    """Every warning about the answer as a whole, most important first.

    Args:
        decision: What is decided, for which day.
        single: Who is out for one reason alone.
        rows: Of the ranking.
        newest_fact: ISO day of the newest fact of the catalog; None where no fact is dated.
    """
    completed, task = decision.completed, decision.situation.task
    return [
        *_assumptions(completed, task),
        *_another_day(decision.situation.today, newest_fact),
        *volume_notices(completed, task),
        *_idle(completed, task),
        *_dropped(decision.dropped, task),
        *_acceptable(single),
        *_first_row(rows),
    ]


def name_notices(subjects: Sequence[Subject], completed: Completed) -> Iterator[str]:
    """Names no candidate of the task knows: likely slips of the keyboard."""
    limits = completed.requirements.constraints
    if limits.features:
        known = {name for subject in subjects for name in subject.candidate.features}
        yield from _unheard("feature", limits.features, known)
    if limits.languages:
        known = {name for subject in subjects for name in subject.candidate.languages}
        codes = {board: code for code, board in LANGUAGE_BOARDS.items()}
        yield from _unheard("language", limits.languages, known, codes)
    if limits.privacy.certifications:
        known = {
            name for subject in subjects for name in subject.candidate.privacy.certifications or ()
        }
        yield from _unheard("certification", limits.privacy.certifications, known)


def _assumptions(completed: Completed, task: TaskProfile) -> Iterator[str]:
    """What was taken for granted because nobody stated it."""
    assumed = [name for name in completed.assumed if name.startswith("workload.")]
    if assumed:
        workload = completed.requirements.workload
        parts = ", ".join(
            f"{name.removeprefix('workload.').replace('_', ' ')} "
            f"{_amount(getattr(workload, name.removeprefix('workload.')))}"
            for name in assumed
        )
        yield f"assumed for {task.id}, because not stated: {parts}"
    industry = completed.requirements.preferences.industry
    own = (f"industry-{industry}", RETRIEVAL_BOARDS.get(industry or ""))
    if industry and task.domain not in own:
        yield f"no evidence for {industry} alone: capability is that of {task.domain} in general"


def _idle(completed: Completed, task: TaskProfile) -> Iterator[str]:
    """Limits that say nothing about models of this kind."""
    for name, (type_, whose) in _OF_A_KIND.items():
        stated = getattr(completed.requirements.constraints, name) is not None
        if stated and task.type != type_:
            yield f"{name} is a limit of {whose}; it changes nothing for {task.id}"


_OF_A_KIND = {
    "max_dimensions": ("embedding", "embeddings"),
    "max_index_gib": ("embedding", "embeddings"),
    "min_image_megapixels": ("image-generation", "image generation"),
}
"""Limit -> the type of model it is in force for, and what that is called."""


def _another_day(today: date, newest_fact: str | None) -> Iterator[str]:
    """That prices and models may be others on that day."""
    if newest_fact is None:
        return
    days = (today - date.fromisoformat(newest_fact)).days
    if abs(days) > _STALE_DAYS:
        side = "before" if days > 0 else "after"
        yield (
            f"the newest fact of the catalog is of {newest_fact}, {abs(days):,} days {side} the "
            f"day of this answer, {today.isoformat()}: prices and models may be others then"
        )


def _amount(value: float) -> str:
    """A number as people write it: 2,500,000 and 0.3."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _dropped(dropped: Collection[str], task: TaskProfile) -> Iterator[str]:
    """Criteria without any data."""
    for name in dropped:
        yield f"{name} is left out of the weights: nothing is known about it for {task.id}"


def _acceptable(single: Sequence[tuple[Subject, list[Failure]]]) -> Iterator[str]:
    """Conditions that alone stand between an offer and being eligible."""
    counts: Mapping[str, int] = _conditions(single)
    for name in sorted(counts, key=lambda name: (-counts[name], name))[:_CONDITIONS_SHOWN]:
        number = counts[name]
        offers, them = ("1 offer is", "it") if number == 1 else (f"{number:,} offers are", "them")
        yield f"{offers} out only for want of {name}; --accept {name} admits {them}"


def _conditions(single: Sequence[tuple[Subject, list[Failure]]]) -> dict[str, int]:
    """Condition -> offers that lack nothing else."""
    counts: dict[str, int] = {}
    for _, failures in single:
        verdict = failures[0].verdict
        condition = verdict.condition if verdict.held_by is None else None
        if condition is not None and condition not in _WHO_YOU_ARE:
            counts[condition] = counts.get(condition, 0) + 1
    return counts


def _first_row(rows: Sequence[RankedOffer]) -> Iterator[str]:
    """What is wrong with the winner."""
    if rows:
        for warning in rows[0]["warnings"]:
            if warning.startswith(
                ("retires", "deprecated", "sources", "unproven", "this tier trains")
            ):
                yield f"{rows[0]['offer']}: {warning}"


def _unheard(
    kind: str,
    names: Sequence[str],
    known: Collection[str],
    aliases: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Names that appear nowhere, with what may be meant: what a word is an alias of, or a slip."""
    for name in names:
        if name not in known:
            other = (aliases or {}).get(name)
            hint = f"did you mean {other}?" if other in known else did_you_mean(name, known)
            yield f"no offer of this task says anything about the {kind} {name}" + (
                f"; {hint}" if hint else ""
            )
