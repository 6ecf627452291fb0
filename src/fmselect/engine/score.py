"""The score: a weighted sum of anchored values, each part of which can be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fmselect.engine.missing import imputed_values
from fmselect.engine.scales import Scales
from fmselect.engine.subject import Subject
from fmselect.engine.values import VALUE_FUNCTIONS


class Scored:
    """A candidate with its score.

    Attributes:
        subject: The candidate.
        values: One a weighted criterion, in the fixed order of the criteria.
        score: Weights times values, summed in that order.
        proven: Whether there is evidence of its capability.
    """

    __slots__ = ("proven", "score", "subject", "values")

    def __init__(self, subject: Subject, values: tuple[float, ...], score: float) -> None:
        """Keep the parts together; they never change."""
        self.subject = subject
        self.values = values
        self.score = score
        self.proven = subject.candidate.capability is not None


def score_all(
    subjects: Iterable[Subject], weights: Mapping[str, float], scales: Scales
) -> list[Scored]:
    """Score every candidate by its own data alone, in the given order."""
    imputed = imputed_values(scales)
    columns = [(VALUE_FUNCTIONS[name], weight, imputed[name]) for name, weight in weights.items()]
    scored = []
    for subject in subjects:
        total, values = 0.0, []
        for function, weight, fallback in columns:
            value = function(subject, scales)
            if value is None:
                value = fallback
            values.append(value)
            total += weight * value
        scored.append(Scored(subject, tuple(values), total))
    return scored


def contributions(scored: Scored, weights: Mapping[str, float]) -> dict[str, float]:
    """Criterion -> weight x value; they add up to the score."""
    return {
        name: weight * value
        for (name, weight), value in zip(weights.items(), scored.values, strict=True)
    }


def usable_criteria(
    asked: Iterable[str], subjects: Iterable[Subject], scales: Scales
) -> tuple[str, ...]:
    """The criteria of which something is known about at least one candidate of the task.

    All candidates count, eligible or not, so that no limit changes a weight.
    """
    everyone = list(subjects)
    return tuple(
        name
        for name in asked
        if any(VALUE_FUNCTIONS[name](subject, scales) is not None for subject in everyone)
    )
