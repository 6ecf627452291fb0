"""What the whole answer must say beside the ranking: assumptions, and what was left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from fmselect.domain.catalog import TaskProfile
from fmselect.domain.near_names import did_you_mean
from fmselect.domain.recommendation import RankedOffer
from fmselect.engine.completed import Completed
from fmselect.engine.constraints import Failure
from fmselect.engine.focus import RETRIEVAL_BOARDS
from fmselect.engine.subject import Subject

_CONDITIONS_SHOWN = 3


def notices(
    completed: Completed,
    task: TaskProfile,
    dropped: Collection[str],
    single: Sequence[tuple[Subject, list[Failure]]],
    rows: Sequence[RankedOffer],
) -> list[str]:
    """Every warning about the answer as a whole, most important first."""
    return [
        *_assumptions(completed, task),
        *_idle(completed, task),
        *_dropped(dropped, task),
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
        yield from _unheard("language", limits.languages, known)
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
    if task.type != "embedding":
        for name in ("max_dimensions", "max_index_gib"):
            if getattr(completed.requirements.constraints, name) is not None:
                yield f"{name} is a limit of embeddings; it changes nothing for {task.id}"


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
        condition = failures[0].verdict.condition
        if condition is not None:
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


def _unheard(kind: str, names: Sequence[str], known: Collection[str]) -> Iterator[str]:
    """Names that appear nowhere."""
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known)
            yield f"no offer of this task says anything about the {kind} {name}" + (
                f"; {hint}" if hint else ""
            )
