"""Standard variates from which all doubt is drawn, the same for everybody and for ever.

They are made once, when a catalog is compiled (`fmselect.engine.standard_draws`), because drawing
thousands of random numbers at every start costs more than using them. Whoever needs variates reads
a list from a start and with a stride of its own, both computed from its name and the seed alone.
Two names that share a stride are shifted against each other; two that do not meet in a handful of
places. So one candidate more or less changes nobody else's variates.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from typing import NamedTuple
from zlib import crc32

from fmselect.domain.requirements import Requirements

_STRIDES = (1, 3, 7, 9, 11, 13, 17, 19, 21, 23, 27, 29, 31, 33)
_RESERVED = 6
"""The last strides are for the weights of the six criteria, which must never coincide."""


class StandardDraws(NamedTuple):
    """Lists of equal length, each in an order of its own.

    The length must leave more than six of the strides without a common factor: 1,000 and 10,000
    leave all of them.

    Attributes:
        normals: Mean 0, standard deviation 1.
        t3s: Student's t with 3 degrees of freedom: standard deviation about 1.7, heavy tails.
        exponentials: Mean 1.
    """

    normals: Sequence[float]
    t3s: Sequence[float]
    exponentials: Sequence[float]


def request_seed(digest: str, requirements: Requirements) -> int:
    """A number that stands for one question to one catalog: the same question, the same answer.

    Args:
        digest: Of the catalog.
        requirements: With every default filled in. The order in which weights are written is no
            part of the question.
    """
    preferences = requirements.preferences
    requirements = requirements._replace(
        preferences=preferences._replace(weights=tuple(sorted(preferences.weights)))
    )
    return crc32(f"{digest}\n{requirements!r}".encode())


class Streams:
    """Everybody's variates: as many as there are draws, by name."""

    def __init__(self, draws: StandardDraws, seed: int) -> None:
        """Repeat the lists end to end, so that a stride reads them in one slice."""
        self.number = len(draws.normals)
        self.seed = seed
        strides = [stride for stride in _STRIDES if gcd(stride, self.number) == 1]
        self._weight_strides = strides[-_RESERVED:]
        self._strides = strides[:-_RESERVED]
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
