"""Placing a model from frozen items: its level from its own scores, in pure Python.

Used where no fit can be made: a model a user adds, an evaluation a user ran. One dimension at a
time and with weights that depend on which items were taken, never on the scores, so that a better
score never places a model lower.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import exp
from typing import NamedTuple

from fmselect.capability.evidence import Ruler

_LOW, _STEP, _STEPS = -4.0, 0.25, 32
_GRID = tuple(_LOW + _STEP * at for at in range(_STEPS + 1))
_NEWTON = 40
_SETTLED = 1e-8
_STEEP = 700.0
"""Beyond it an exponential overflows; nothing changes before."""


class Item(NamedTuple):
    """One item as the fit left it: expected share = sigmoid(discrimination (level - difficulty)).

    `variance` is that of a share about its expectation, for a model of known level.
    """

    name: str
    family: str
    domain: str
    ruler: Ruler
    discrimination: float
    difficulty: float
    variance: float
    information: float
    """What one score tells about a level, on average over models: the inverse of a variance."""

    def expected(self, level: float) -> float:
        """Share expected of a model of this level: 0 to 1."""
        logit = self.discrimination * (level - self.difficulty)
        return 1 / (1 + math.exp(-min(max(logit, -30.0), 30.0)))


class Spread(NamedTuple):
    """How models of one level differ: variances in levels, by family and by domain.

    A name that is not in the mapping has the variance `unseen_family`, or 0 for a domain. In the
    `general` domains a level is the general one: what is special about a model there explains its
    scores there, and foretells nothing.
    """

    family: Mapping[str, float]
    domain: Mapping[str, float]
    unseen_family: float
    general: tuple[str, ...] = ()


class Level(NamedTuple):
    """A level, in standard deviations over the models of the type, and its standard error."""

    value: float
    standard_error: float


class Observation(NamedTuple):
    """The score of the model to place on one item, on the item's own scale."""

    item: Item
    score: float


class Placement(NamedTuple):
    """The general level of a model, and its level in each domain it has a score in."""

    general: Level
    domains: Mapping[str, Level]

    def level(self, domain: str, spread: Spread) -> Level:
        """Level in a domain. Without a score there it is the general one, less certain."""
        if domain in self.domains:
            return self.domains[domain]
        if domain in spread.general:
            return self.general
        variance = self.general.standard_error**2 + spread.domain.get(domain, 0.0)
        return Level(self.general.value, math.sqrt(variance))


def place(observations: Iterable[Observation], spread: Spread) -> Placement:
    """Levels that fit the scores best, given how levels are spread over models.

    Raising a score lowers no level, and a model as good on every item is nowhere lower: weights
    are fixed beforehand, and a squared error only ever pulls its minimum to its own side (Topkis
    1978). Without scores: the average model, with the error of not knowing.
    """
    scores = sorted(observations)
    general = _settle(_witnesses(scores, spread, domains=True), 0.0, 1.0)
    by_domain: dict[str, list[Observation]] = {}
    for score in scores:
        domain = score.item.domain
        if spread.domain.get(domain, 0.0) > 0 and domain not in spread.general:
            by_domain.setdefault(domain, []).append(score)
    return Placement(
        general,
        {
            domain: _deviate(inside, general, spread, spread.domain[domain])
            for domain, inside in by_domain.items()
        },
    )


def _deviate(
    inside: Sequence[Observation], general: Level, spread: Spread, variance: float
) -> Level:
    """Level in one domain: its own scores, with the general level as what is known before them."""
    witnesses = _witnesses(inside, spread, domains=False)
    level = _settle(witnesses, general.value, variance)
    share = level.standard_error**2 / variance
    error = math.hypot(level.standard_error, share * general.standard_error)
    return Level(level.value, error)


def _witnesses(
    scores: Sequence[Observation], spread: Spread, *, domains: bool
) -> list[tuple[Item, float, float]]:
    """Item, share, and weight of each score: what its family and domain have in common counts once.

    The weight of n equal items of a family is 1 / (1 + n v), with v the variance of the family
    times what an item tells: the design effect of clustered samples (Kish 1965).
    """
    own = [score.item.information for score in scores]
    if domains:
        within = _discounted(
            scores, own, lambda item: (item.family, item.domain), _domain_variance(spread)
        )
    else:
        within = [1.0] * len(own)
    left = [value * share for value, share in zip(own, within, strict=True)]
    between = _discounted(scores, left, lambda item: item.family, _family_variance(spread))
    return [
        (score.item, score.item.ruler.share(score.score), one * two)
        for score, one, two in zip(scores, within, between, strict=True)
    ]


def _domain_variance(spread: Spread) -> Callable[[Item], float]:
    return lambda item: spread.domain.get(item.domain, 0.0)


def _family_variance(spread: Spread) -> Callable[[Item], float]:
    return lambda item: spread.family.get(item.family, spread.unseen_family)


def _discounted(
    scores: Sequence[Observation],
    information: Sequence[float],
    group: Callable[[Item], object],
    variance: Callable[[Item], float],
) -> list[float]:
    """Share of its information each score keeps, when its group errs together."""
    total: dict[object, float] = {}
    for score, own in zip(scores, information, strict=True):
        total[group(score.item)] = total.get(group(score.item), 0.0) + own
    return [1 / (1 + variance(score.item) * total[group(score.item)]) for score in scores]


def _settle(
    witnesses: Sequence[tuple[Item, float, float]], centre: float, variance: float
) -> Level:
    """Level with the least weighted squared error and distance from `centre`: grid, then Newton."""
    level = _lowest(witnesses, centre, variance)
    pulls = [
        (item.discrimination, item.difficulty, share, weight / item.variance)
        for item, share, weight in witnesses
    ]
    curvature = 1 / variance
    for _ in range(_NEWTON):
        slope, curvature = (centre - level) / variance, 1 / variance
        for discrimination, difficulty, share, weight in pulls:
            expected = 1 / (1 + exp(min(discrimination * (difficulty - level), _STEEP)))
            gradient = discrimination * expected * (1 - expected)
            slope += weight * gradient * (share - expected)
            curvature += weight * gradient * gradient
        step = min(max(slope / curvature, -_STEP), _STEP)
        level += step
        if abs(step) < _SETTLED:
            break
    return Level(level, 1 / math.sqrt(curvature))


def _lowest(
    witnesses: Sequence[tuple[Item, float, float]], centre: float, variance: float
) -> float:
    """Point of the grid, or `centre`, with the least loss; the lowest of those that tie.

    From one point of the grid to the next the odds of each item grow by a constant factor.
    """
    points = (*_GRID, centre)
    losses = [(at - centre) ** 2 / (2 * variance) for at in points]
    for item, share, weight in witnesses:
        half = weight / (2 * item.variance)
        odds = exp(min(item.discrimination * (item.difficulty - _LOW), _STEEP))
        factor = exp(-item.discrimination * _STEP)
        for at in range(_STEPS + 1):
            miss = share - 1 / (1 + odds)
            losses[at] += half * miss * miss
            odds *= factor
        losses[-1] += half * (share - item.expected(centre)) ** 2
    return min(zip(losses, points, strict=True))[1]
