"""What changes of a catalog do to the recommendations, and because of which facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from fmselect.catalog.review.causes import Fact, Found, Goal, Top, Trial, top
from fmselect.catalog.review.change import Change
from fmselect.catalog.review.explained import Explainer
from fmselect.catalog.review.scenarios import Scenario
from fmselect.catalog.review.snapshots import Snapshots
from fmselect.domain.catalog_diff import (
    Cause,
    ChangedRecommendation,
    Impact,
    Recommended,
    SkippedScenario,
)
from fmselect.engine.decision import Decision
from fmselect.errors import FmselectError

PLACES = 5


def impact(
    snapshots: Snapshots,
    cases: Sequence[Scenario],
    changes: Sequence[Change],
    renamed: Mapping[str, Mapping[str, str]],
    today: date,
) -> Impact:
    """Answer every requirement set in both states, and explain where the answers differ.

    Args:
        snapshots: Both states.
        cases: The requirement sets.
        changes: What changed, to name the causes with.
        renamed: Kind -> old id -> new id: another name is no other answer.
        today: The day both answers are for.
    """
    explainer = Explainer(changes, snapshots)
    changed: list[ChangedRecommendation] = []
    skipped: list[SkippedScenario] = []
    for case in cases:
        try:
            trial = Trial(snapshots, case.requirements, today, PLACES)
        except FmselectError as error:
            skipped.append({"scenario": case.name, "reason": error.message})
            continue
        changed += _changed(case, trial, explainer, renamed.get("offers", {}))
    return {"scenarios": len(cases), "changed": changed, "skipped": skipped}


def _changed(
    case: Scenario, trial: Trial, explainer: Explainer, renamed: Mapping[str, str]
) -> Iterator[ChangedRecommendation]:
    """The change of one answer, if it is another one."""
    before = tuple(renamed.get(offer, offer) for offer in top(trial.before, PLACES))
    after = top(trial.after, PLACES)
    if before == after:
        return
    change = _kind_of_change(before, after)
    goals: dict[str, Goal] = {
        "winner": lambda found: found[:1] == after[:1],
        "members": lambda found: set(found) == set(after),
        "order": lambda found: found == after,
    }
    found = trial.causes(goals[change], explainer.text) or Found((), together=True)
    yield {
        "scenario": case.name,
        "title": case.title,
        "task": case.requirements.task,
        "change": change,
        "before": _ranking(trial.before),
        "after": _ranking(trial.after),
        "because": [_cause(facts[0], text) for text, facts in found.changes],
        "together": found.together,
    }


def _kind_of_change(before: Top, after: Top) -> Literal["winner", "members", "order"]:
    if before[:1] != after[:1]:
        return "winner"
    return "members" if set(before) != set(after) else "order"


def _cause(fact: Fact, text: str) -> Cause:
    offer = fact.scope if fact.scope.count("/") >= 2 else None
    return {"offer": offer, "fact": fact.name, "text": text}


def _ranking(decision: Decision) -> list[Recommended]:
    return [
        {
            "offer": item.subject.candidate.offer,
            "model": item.subject.candidate.model,
            "score": round(item.score, 6),
        }
        for item in decision.order[:PLACES]
    ]
