"""Standard variates from which all doubt is drawn, the same for everybody and for ever.

They are made once, when a catalog is compiled (`fmselect.engine.standard_draws`), because drawing
thousands of random numbers at every start costs more than using them. Whoever needs variates reads
a list from a start and with a stride of its own, both computed from its name and the seed alone.
Two names that share a stride are shifted against each other; two that do not meet in a handful of
places. So one candidate more or less changes nobody else's variates.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from math import gcd
from operator import itemgetter
from typing import Any
from zlib import crc32

from fmselect.domain.requirements import Policy, Requirements
from fmselect.tuples import NamedTuple

_STRIDES = (1, 3, 7, 9, 11, 13, 17, 19, 21, 23, 27, 29, 31, 33)
_RESERVED = 6
"""The last strides are for the weights of the six criteria, which must never coincide."""

_FEWEST = 2
"""Draws that can be singled out."""


class StandardDraws(NamedTuple):
    """Lists of equal length, each in an order of its own.

    The length must leave more than six of the strides without a common factor: 800 and 10,000
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
        preferences=preferences._replace(weights=tuple(sorted(preferences.weights))),
        policy=Policy(),  # its limits are in force already; the rest is where its file lies
    )
    return crc32(f"{digest}\n{_plain(requirements)!r}".encode())


def _plain(value: Any) -> Any:
    """What is stated and nothing else, numbers as the readers of files make them: 500 is 500.0.

    So that another field in a later version, left alone, changes no answer.
    """
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        if names is None:
            return tuple(map(_plain, value))
        defaults = value._field_defaults  # type: ignore[attr-defined]  # a named tuple
        return tuple(
            (name, _plain(part))
            for name, part in zip(names, value, strict=True)
            if name not in defaults or part != defaults[name]
        )
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Streams:
    """Everybody's variates: as many as there are draws, by name.

    Attributes:
        number: How many draws there are.
        seed: Of the request.
        farthest: The largest distance of a normal variate from 0.
    """

    def __init__(self, draws: StandardDraws, seed: int) -> None:
        """Keep the lists; they are put into the order of a stride when it is first wanted."""
        self.number = len(draws.normals)
        self.seed = seed
        self.farthest = max(map(abs, draws.normals))
        strides = [stride for stride in _STRIDES if gcd(stride, self.number) == 1]
        self._weight_strides = strides[-_RESERVED:]
        self._strides = strides[:-_RESERVED]
        self._normals = _Laps(draws.normals)
        self._t3s = _Laps(draws.t3s)
        self._exponentials = _Laps(draws.exponentials)
        self._places: list[int] = []
        self._high: list[float] = []
        self._falling: list[float] = []

    def normals(self, name: str) -> Sequence[float]:
        """Standard normal variates of that name."""
        return self._read(self._normals, f"normal {name}")

    def t3s(self, name: str) -> Sequence[float]:
        """Variates of Student's t with 3 degrees of freedom of that name."""
        return self._read(self._t3s, f"t3 {name}")

    def weight_exponentials(self, place: int) -> list[float]:
        """Exponential variates of the criterion at a place, 0 to 5."""
        return self._weights(self._exponentials, place)

    def weight_normals(self, place: int) -> list[float]:
        """Standard normal variates of the criterion at a place, 0 to 5."""
        return self._weights(self._normals, place)

    def where_t3s_are_high(self, name: str, least: float, *, most: float) -> Streams | None:
        """The variates of a name in the draws in which its t variate is high.

        Args:
            name: Whose; the t variates of others must not be asked for.
            least: How high it has to be.
            most: The share of the draws from which on it is not worth singling them out.

        Returns:
            Of fewer than two draws None; of too many these streams themselves.
        """
        if not self._places:
            values = self._t3s.values
            self._places = sorted(range(self.number), key=values.__getitem__, reverse=True)
            self._high = [values[place] for place in self._places]
            self._falling = [-value for value in self._high]
        count = bisect_right(self._falling, -least)
        if count < _FEWEST:
            return None
        if count > most * self.number:
            return self
        start, stride = self._way(f"t3 {name}")
        number, back = self.number, pow(stride, -1, self.number)
        draws = [(place - start) * back % number for place in self._places[:count]]
        return SomeDraws(self, draws, self._high[:count])

    def _read(self, laps: _Laps, name: str) -> list[float]:
        """All draws from a start and with a stride that come from the name."""
        return laps.read(*self._way(name))

    def _way(self, name: str) -> tuple[int, int]:
        """Start and stride of a name."""
        code = crc32(name.encode(), self.seed)
        return code % self.number, self._strides[code // self.number % len(self._strides)]

    def _weights(self, laps: _Laps, place: int) -> list[float]:
        """All draws with a stride that no other criterion has."""
        start = crc32(f"weight {place}".encode(), self.seed) % self.number
        return laps.read(start, self._weight_strides[place])


class SomeDraws(Streams):
    """The variates of one name in some of the draws.

    Attributes:
        draws: Which, counted from 0.
        pick: From a list with a number for each draw to those of these draws.
    """

    def __init__(self, whole: Streams, draws: Sequence[int], t3s: Sequence[float]) -> None:
        """Of at least two draws, in which the t variates of the name are these."""
        self.number, self.farthest = len(draws), whole.farthest
        self.draws = draws
        self.pick: Callable[[Sequence[float]], tuple[float, ...]] = itemgetter(*draws)
        self._whole = whole
        self._own_t3s = t3s

    def normals(self, name: str) -> Sequence[float]:
        """Standard normal variates of that name."""
        return self.pick(self._whole.normals(name))

    def t3s(self, name: str) -> Sequence[float]:  # noqa: ARG002 - it is the one name
        """Variates of Student's t with 3 degrees of freedom of the name."""
        return self._own_t3s


class _Laps:
    """A list read round and round with a stride, each place once."""

    def __init__(self, values: Sequence[float]) -> None:
        """Of any length that has no factor in common with the strides."""
        self.values = list(values)
        self._twice: dict[int, list[float]] = {}

    def read(self, start: int, stride: int) -> list[float]:
        """The values at `start`, `start + stride` and so on, counted round, as many as there are.

        In the order of a stride any start is one slice of two rounds: the place `start` is reached
        after `start / stride` steps, divided modulo the length.
        """
        number = len(self.values)
        if stride not in self._twice:
            self._twice[stride] = 2 * self._in_steps(stride)
        steps = start * pow(stride, -1, number) % number
        return self._twice[stride][steps : steps + number]

    def _in_steps(self, stride: int) -> list[float]:
        """The values in the order in which steps from the first reach them."""
        found: list[float] = []
        at = 0
        while len(found) < len(self.values):
            lap = self.values[at::stride]
            found += lap
            at += stride * len(lap) - len(self.values)
        return found
