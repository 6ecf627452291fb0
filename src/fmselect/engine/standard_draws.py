"""Drawing the standard variates: once, when a catalog is compiled, or afresh for a precise answer.

Each list holds the quantiles of its distribution at evenly spaced probabilities, in random order
(Latin hypercube sampling: McKay, Beckman & Conover 1979, Technometrics 21(2)): exact margins, and
less sampling error than independent draws have.
"""

from __future__ import annotations

from math import atan, log, pi, sqrt
from random import Random
from statistics import NormalDist

from fmselect.engine.draws import StandardDraws

DRAWS = 800
"""Draws of an ordinary answer: a probability is known to 0.03 (95 % of the time, at worst).

Independent draws would need 1,070 for that; the even margins of these save a quarter and more."""

PRECISE_DRAWS = 10_000
"""Draws of a precise answer: to 0.01."""

DIGITS = 5
"""Decimals that are kept, so that the draws are the same on every machine."""


def make_standard_draws(number: int = DRAWS, seed: int = 1) -> StandardDraws:
    """Draw all three lists. The same arguments give the same numbers in every version of Python.

    Args:
        number: How many, at least 100: see `fmselect.engine.draws.StandardDraws`.
        seed: Of the order the quantiles come in.
    """
    random = Random(seed)  # noqa: S311 - reproducible on purpose, nothing secret
    normal = NormalDist()
    levels = [(place + 0.5) / number for place in range(number)]

    def shuffled(quantiles: list[float]) -> list[float]:
        # Of all methods only random() is promised to stay the same from version to version.
        keyed = sorted((random.random(), value) for value in quantiles)
        return [round(value, DIGITS) for _, value in keyed]

    return StandardDraws(
        shuffled([normal.inv_cdf(level) for level in levels]),
        shuffled([student_t3_quantile(level) for level in levels]),
        shuffled([-log(1.0 - level) for level in levels]),
    )


def student_t3_quantile(level: float) -> float:
    """The quantile of Student's t distribution with 3 degrees of freedom, by bisection.

    Its distribution function has a closed form: with `u = t / sqrt(3)`,
    `F(t) = 1/2 + (u / (1 + u^2) + atan(u)) / pi`.

    Args:
        level: Strictly between 0 and 1.
    """
    low, high = -1e3, 1e3
    while high - low > 1e-9:
        middle = (low + high) / 2
        scaled = middle / sqrt(3)
        below = 0.5 + (scaled / (1 + scaled * scaled) + atan(scaled)) / pi
        low, high = (middle, high) if below < level else (low, middle)
    return (low + high) / 2
