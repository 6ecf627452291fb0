"""The score: a weighted sum of anchored values, each part of which can be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from operator import attrgetter

from fmselect.engine.missing import imputed_latency, imputed_values
from fmselect.engine.scales import Scales
from fmselect.engine.subject import Subject
from fmselect.engine.values import VALUE_FUNCTIONS
from fmselect.tuples import NamedTuple, rows


class Scored(NamedTuple):
    """A candidate with its score.

    Attributes:
        subject: The candidate.
        values: One a weighted criterion, in the fixed order of the criteria.
        score: Weights times values, summed in that order.
        proven: Whether there is evidence of its capability.
    """

    subject: Subject
    values: tuple[float, ...]
    score: float
    proven: bool


_RESTS_ON: Mapping[str, Callable[[Subject], object]] = {
    "capability": attrgetter("candidate.capability"),
    "cost": attrgetter("bill"),
    "latency": attrgetter("candidate.speed"),
    "privacy": attrgetter("candidate.privacy"),
}
"""Criterion -> the one object its value rests on, where many candidates share one."""


def score_all(
    subjects: Iterable[Subject], weights: Mapping[str, float], scales: Scales
) -> list[Scored]:
    """Score every candidate by its own data alone, in the given order."""
    everyone = list(subjects)
    imputed, by_price = imputed_values(scales), imputed_latency(weights, scales)
    totals = [0.0] * len(everyone)
    columns: list[list[float]] = []
    for name, weight in weights.items():
        value_of = _valued(name, scales, imputed[name], by_price if name == "latency" else None)
        column = _column(everyone, value_of, _RESTS_ON.get(name))
        totals = [total + weight * value for total, value in zip(totals, column, strict=True)]
        columns.append(column)
    values = zip(*columns, strict=True) if columns else repeat((), len(everyone))
    proven = [subject.candidate.capability is not None for subject in everyone]
    return rows(Scored, everyone, values, totals, proven)


def _valued(
    name: str, scales: Scales, fallback: float, conditional: Callable[[Subject], float] | None
) -> Callable[[Subject], float]:
    """A function from a candidate to its value on a criterion, or to what an unknown counts as."""
    function = VALUE_FUNCTIONS[name]

    def value_of(subject: Subject) -> float:
        value = function(subject, scales)
        if value is not None:
            return value
        return fallback if conditional is None else conditional(subject)

    return value_of


def _column(
    subjects: Sequence[Subject],
    value_of: Callable[[Subject], float],
    rests_on: Callable[[Subject], object] | None,
) -> list[float]:
    """The values of all; worked out once where they rest on the very same object."""
    if rests_on is None:
        return list(map(value_of, subjects))
    keys = list(map(id, map(rests_on, subjects)))
    values = {key: value_of(one) for key, one in dict(zip(keys, subjects, strict=True)).items()}
    return list(map(values.__getitem__, keys))


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
