"""Where an offer is and what puts it there, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fmselect.domain.explanation import CriterionPart, LimitVerdict
from fmselect.domain.recommendation import JsonValue
from fmselect.engine.criteria import AMOUNTS, largest
from fmselect.engine.decision import Decision
from fmselect.engine.score import Scored
from fmselect.engine.targets import Chosen, Target

NOTICEABLE = 0.0005
"""A difference in contribution below this is no reason."""


def place(scored: Scored) -> str:
    """An offer as a sentence names it."""
    candidate = scored.subject.candidate
    tier = f" ({candidate.tier})" if candidate.tier else ""
    return f"{candidate.model} at {candidate.provider}{tier}"


def standing_words(
    chosen: Chosen, other: Scored | None, decision: Decision, *, ranking_of: str
) -> str:
    """Where it is, in one sentence."""
    name, score = place(chosen.scored), chosen.scored.score
    number = len(decision.order)
    if not chosen.eligible:
        if not number:
            return f"{name} is out, like every other: nothing satisfies every limit."
        would = f"admitted, it would rank {chosen.rank} of {number + 1} with {score:.3f}"
        return f"{name} is out; {would}."
    if other is None:
        return f"{name} is the only one that is shown to satisfy every limit."
    theirs = f"{place(other)}, has {other.score:.3f}"
    if chosen.rank == 1:
        return f"{name} is first of {number} {ranking_of} with {score:.3f}; the second, {theirs}."
    ranks = f"ranks {chosen.rank} of {number} {ranking_of} with {score:.3f}"
    return f"{name} {ranks}; the first, {theirs}."


def out_words(verdicts: Sequence[LimitVerdict]) -> Iterator[str]:
    """Every limit that keeps it out, with the reason."""
    reasons = [
        f"{verdict['constraint']} ({verdict['reason']})"
        for verdict in verdicts
        if verdict["status"] != "pass" and not verdict["agreed"]
    ]
    if reasons:
        yield f"It is out by {' and '.join(reasons)}."


def difference_words(
    parts: Sequence[CriterionPart], chosen: Chosen, other: Scored | None
) -> Iterator[str]:
    """What puts it ahead of or behind the other, the largest difference first."""
    if other is None:
        return
    item = chosen.scored
    if item.proven != other.proven:
        known, unknown = (item, other) if item.proven else (other, item)
        yield (
            f"There is evidence of the capability of {place(known)} and none of that of "
            f"{place(unknown)}, and an offer without follows every one with."
        )
    told = [_told(part) for part in largest(parts) if abs(part["difference"] or 0) > NOTICEABLE]
    if told:
        yield f"{place(item)} against {place(other)}: {'; '.join(told)}."
    elif item.proven == other.proven:
        yield f"{place(item)} scores the same as {place(other)}; equals are in order of their ids."


def _told(part: CriterionPart) -> str:
    """One criterion with both amounts and the difference."""
    criterion = part["criterion"]
    ours = _amount(criterion, part["amount"], part["status"])
    theirs = _amount(criterion, part["other_amount"], part["other_status"])
    return f"{criterion} {part['difference']:+.3f} ({ours} against {theirs})"


def _amount(criterion: str, amount: JsonValue, status: str | None) -> str:
    """An amount in a sentence; `~` marks one that was not measured, but for a capability."""
    if amount is None:
        return "unknown"
    mark = "~" if status == "estimated" and criterion != "capability" else ""
    return mark + AMOUNTS[criterion].show(amount)


def absent_words(target: Target, decision: Decision) -> Iterator[str]:
    """Why the task does not look at a model."""
    task, type_ = decision.situation.task, target.record.get("type")
    if type_ is not None and type_ != task.type:
        yield (
            f"{target.model} is a model of type {type_}, and {task.id} looks at models of type "
            f"{task.type}."
        )
    else:
        yield (
            f"Nobody in the catalog offers {target.model}, and its weights are not known to be "
            "open, so there is nothing to rank."
        )
