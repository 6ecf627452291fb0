"""The head of every answer: what was asked of which catalog, and how much was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmselect._version import __version__
from fmselect.domain.catalog import Catalog
from fmselect.domain.requirement_documents import requirements_document
from fmselect.engine.decision import Decision
from fmselect.engine.subject import Subject

if TYPE_CHECKING:
    from fmselect.domain.recommendation import Answered, Considered


def answered(catalog: Catalog, decision: Decision, schema: str) -> Answered:
    """What an answer says before it answers.

    Args:
        catalog: Which answered.
        decision: The question, completed.
        schema: Of the document.
    """
    completed = decision.completed
    return {
        "schema": schema,
        "tool_version": __version__,
        "catalog": catalog.stamp,
        "today": decision.situation.today.isoformat(),
        "requirements": requirements_document(completed.requirements),
        "assumed": list(completed.assumed),
        "weights": dict(decision.weights),
        "considered": considered(decision),
    }


def considered(decision: Decision) -> Considered:
    """How much was looked at, and how much is left."""
    eligible = decision.screening.eligible
    return {
        "models": _models(decision.subjects),
        "offers": len(decision.subjects),
        "eligible_models": _models(eligible),
        "eligible_offers": len(eligible),
    }


def _models(subjects: list[Subject]) -> int:
    """How many models the offers are of."""
    return len({subject.candidate.model for subject in subjects})
