"""Standard variates from which all doubt is drawn, the same for everybody and for ever.

Drawing thousands of random numbers at every start costs more than using them, so they are drawn
once, when a catalog is compiled, and read. Each list holds the quantiles of its distribution at
evenly spaced probabilities, in random order (Latin hypercube sampling: McKay, Beckman & Conover
1979, Technometrics 21(2)): exact margins, and less sampling error than independent draws have.

Whoever needs variates reads a list from a start and with a stride of its own, both computed from
its name and the seed alone. Two names that share a stride are shifted against each other; two that
do not meet in a handful of places. So one candidate more or less changes nobody else's variates.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import atan, gcd, log, pi, sqrt
from random import Random
from statistics import NormalDist
from typing import NamedTuple
from zlib import crc32

from fmselect.domain.requirements import Requirements

DRAWS = 1_000
"""Draws of an ordinary answer: a probability is known to 0.03 (95 % of the time, at worst)."""

PRECISE_DRAWS = 10_000
"""Draws of a precise answer: to 0.01."""

DIGITS = 5
"""Decimals that are kept, so that the file of draws is the same on every machine."""

_STRIDES = (1, 3, 7, 9, 11, 13, 17, 19, 21, 23, 27, 29, 31, 33, 37, 39)
_RESERVED = 6
"""The first strides are for the weights of the six criteria, which must never coincide."""


class StandardDraws(NamedTuple):
    """Lists of equal length, at least 100, each in an order of its own.

    Attributes:
        normals: Mean 0, standard deviation 1.
        t3s: Student's t with 3 degrees of freedom: standard deviation about 1.7, heavy tails.
        exponentials: Mean 1.
    """

    normals: Sequence[float]
    t3s: Sequence[float]
    exponentials: Sequence[float]


def make_standard_draws(number: int = DRAWS, seed: int = 1) -> StandardDraws:
    """Draw all three lists. The same arguments give the same numbers in every version of Python.

    Args:
        number: How many; a multiple of 10 without the factors 3, 7 and 11 uses every stride.
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


def request_seed(digest: str, requirements: Requirements) -> int:
    """A number that stands for one question to one catalog: the same question, the same answer.

    Args:
        digest: Of the catalog.
        requirements: With every default filled in.
    """
    return crc32(f"{digest}\n{requirements!r}".encode())


class Streams:
    """Everybody's variates: as many as there are draws, by name."""

    def __init__(self, draws: StandardDraws, seed: int) -> None:
        """Repeat the lists end to end, so that a stride reads them in one slice."""
        self.number = len(draws.normals)
        self.seed = seed
        strides = [stride for stride in _STRIDES if gcd(stride, self.number) == 1]
        self._weight_strides = (strides * _RESERVED)[:_RESERVED]
        self._strides = strides[_RESERVED:] or strides
        laps = max(strides) + 1
        self._normals = list(draws.normals) * laps
        self._t3s = list(draws.t3s) * laps
        self._exponentials = list(draws.exponentials) * laps

    def normals(self, name: str) -> list[float]:
        """Standard normal variates of that name."""
        return self._read(self._normals, f"normal {name}")

    def t3s(self, name: str) -> list[float]:
        """Variates of Student's t with 3 degrees of freedom of that name."""
        return self._read(self._t3s, f"t3 {name}")

    def weight_exponentials(self, place: int) -> list[float]:
        """Exponential variates of the criterion at a place, 0 to 5."""
        return self._weights(self._exponentials, place)

    def weight_normals(self, place: int) -> list[float]:
        """Standard normal variates of the criterion at a place, 0 to 5."""
        return self._weights(self._normals, place)

    def _read(self, laps: list[float], name: str) -> list[float]:
        """All draws from a start and with a stride that come from the name."""
        number = self.number
        code = crc32(name.encode(), self.seed)
        start = code % number
        stride = self._strides[code // number % len(self._strides)]
        return laps[start : start + stride * number : stride]

    def _weights(self, laps: list[float], place: int) -> list[float]:
        """All draws with a stride that no other criterion has."""
        number, stride = self.number, self._weight_strides[place]
        start = crc32(f"weight {place}".encode(), self.seed) % number
        return laps[start : start + stride * number : stride]
