"""The first few combinations, exactly, without trying them all.

A combination never gets worse when one of its parts is replaced by one that is at least as good in
everything. So a part that enough models of its role are at least as good as cannot be needed for
the first `k` combinations (the k-skyband: Papadias, Tao, Fu & Seeger 2005, ACM TODS 30(1)); among
what is left, branch and bound gives up a beginning as soon as the best it could still become, by
`fmselect.engine.stack.outlook`, is not among the first `k` found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import reduce
from math import inf
from operator import le

from fmselect.engine.ranking import CLEARLY, SCORE_DIGITS
from fmselect.engine.stack.combine import Measure, Totals, added, score
from fmselect.engine.stack.outlook import Outlook, optimist, outlooks, scorer
from fmselect.engine.stack.parts import Part
from fmselect.tuples import NamedTuple

Key = tuple[float, float, float, tuple[str, ...]]


class Bounds(NamedTuple):
    """Limits on all roles together; infinite where there is none."""

    usd: float = inf
    first_token_seconds: float = inf
    response_seconds: float = inf

    @property
    def timed(self) -> bool:
        """Whether waits are limited."""
        return min(self.first_token_seconds, self.response_seconds) < inf


class Combination(NamedTuple):
    """One part for each role, in the order of the roles."""

    parts: tuple[Part, ...]
    score: float
    totals: Totals

    @property
    def key(self) -> Key:
        """What it is sorted by: score to twelve digits, then the bill, the time, the ids."""
        score = -round(self.score, SCORE_DIGITS)
        ids = tuple(part.offer for part in self.parts)
        return (score, self.totals.usd, self.totals.seconds, ids)


def first_combinations(
    roles: Sequence[Sequence[Part]],
    measure: Measure,
    bounds: Bounds,
    most: int,
    *,
    same_provider: bool = False,
) -> list[Combination]:
    """The first combinations of different models, in order.

    Args:
        roles: The eligible parts of each role.
        measure: How combinations are scored.
        bounds: What they must keep together.
        most: How many at most; of combinations of the same models only the first is given.
        same_provider: Whether one provider must serve all roles.
    """
    groups = by_provider(roles) if same_provider else [roles]
    found = _Best(most)
    for group in groups:
        bands = [skyband(parts, most, timed=bounds.timed) for parts in group]
        if all(bands):
            _Search(bands, measure, bounds, found).run()
    return found.ranked()


def skyband(parts: Sequence[Part], most: int, *, timed: bool = True) -> list[Part]:
    """The parts that may be in one of the first combinations, most capable first.

    Out is who a part of its own model is at least as good as, and who parts of `most` other models
    are. Of parts that are alike, the first by id counts as the better.

    Args:
        parts: Of one role.
        most: Combinations asked for.
        timed: Whether waits are limited; else the upper ends of waits do not matter.
    """
    ordered = sorted(parts, key=lambda part: (-part.capability, part.usd, part.seconds, part.offer))
    kept: list[Part] = []
    for part in ordered:
        better = {
            other.model
            for other in kept
            if _at_least_as_good(other, part) and (not timed or _in_time(other, part))
        }
        if part.model not in better and len(better) < most:
            kept.append(part)
    return kept


def _at_least_as_good(first: Part, second: Part) -> bool:
    """Whether the first may stand in for the second in any combination without loss."""
    return (
        first.capability >= second.capability
        and first.usd <= second.usd
        and first.seconds <= second.seconds
        and all(map(le, second.worst, first.worst))
        and first.proven >= second.proven
    )


def _in_time(first: Part, second: Part) -> bool:
    """Whether the first keeps every limit on a wait that the second keeps."""
    return first.slowest <= second.slowest and first.first_token <= second.first_token


def by_provider(roles: Sequence[Sequence[Part]]) -> Iterator[list[list[Part]]]:
    """The parts of each provider that serves every role."""
    served: dict[str, list[list[Part]]] = defaultdict(lambda: [[] for _ in roles])
    for at, parts in enumerate(roles):
        for part in parts:
            served[part.provider][at].append(part)
    for provider in sorted(served):
        if all(served[provider]):
            yield served[provider]


class _Best:
    """The first combinations found so far, one for each choice of models."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.floor = -inf
        """The score something must exceed, or tie with, to matter."""
        self._found: dict[tuple[str, ...], Combination] = {}

    def add(self, item: Combination) -> None:
        """Keep it if it is the first of its models, and one of the first."""
        models = tuple(part.model for part in item.parts)
        known = self._found.get(models)
        if known is not None and known.key <= item.key:
            return
        self._found[models] = item
        if len(self._found) > self.most:
            del self._found[max(self._found, key=lambda key: self._found[key].key)]
        if len(self._found) == self.most:
            self.floor = min(kept.score for kept in self._found.values())

    def ranked(self) -> list[Combination]:
        """In order."""
        return sorted(self._found.values(), key=lambda item: item.key)


class _Step(NamedTuple):
    """One part more.

    Attributes:
        most: The score that the best completion could have.
        at: Place of the part in its role, by which equals are ordered.
        part: The part.
        reached: With it.
        waited: Seconds with it, at the upper ends.
    """

    most: float
    at: int
    part: Part
    reached: Totals
    waited: float


class _Search:
    """Branch and bound over the roles, one after the other."""

    def __init__(
        self, roles: Sequence[Sequence[Part]], measure: Measure, bounds: Bounds, found: _Best
    ) -> None:
        self.roles, self.measure, self.bounds, self.found = roles, measure, bounds, found
        self.rest = outlooks(roles, measure, timed=bounds.timed)
        self.ideal = [[reduce(optimist, front)] for front in self.rest]
        self.score = scorer(measure)

    def run(self) -> None:
        """Try everything that could still be among the first."""
        width = len(self.roles[0][0].worst)
        self._go((), Totals(0.0, 0.0, 0.0, (inf,) * width), 0.0)

    def _go(self, chosen: tuple[Part, ...], so_far: Totals, waited: float) -> None:
        """Complete a beginning in every way that matters, the most promising first."""
        if len(chosen) == len(self.roles):
            self.found.add(Combination(chosen, score(so_far, self.measure), so_far))
            return
        steps = self._steps(len(chosen), so_far, waited)
        for step in sorted(steps, key=lambda step: (-step.most, step.at)):
            if step.most < self.found.floor - CLEARLY:
                return
            self._go((*chosen, step.part), step.reached, step.waited)

    def _steps(self, role: int, so_far: Totals, waited: float) -> Iterator[_Step]:
        """Every part that could come next, with what it could become."""
        last = role + 1 == len(self.roles)
        ideal, rest = self.ideal[role + 1], self.rest[role + 1]
        for at, part in enumerate(self.roles[role]):
            reached = added(so_far, part, self.measure)
            whole = waited + part.slowest
            first = waited + part.first_token if last else whole
            # The best of everything that may follow, which takes one look, mostly settles it.
            most = self._most(reached, whole, first, ideal)
            if most is not None and most >= self.found.floor - CLEARLY:
                most = self._most(reached, whole, first, rest)
            if most is not None and most >= self.found.floor - CLEARLY:
                yield _Step(most, at, part, reached, whole)

    def _most(
        self, reached: Totals, whole: float, first: float, rest: Sequence[Outlook]
    ) -> float | None:
        """The highest score with what may follow; None where nothing may."""
        usd, first_token, response = self.bounds
        scores = [
            self.score(
                reached.capability + more.capability,
                reached.usd + more.usd,
                reached.seconds + more.seconds,
                tuple(map(min, reached.worst, more.worst)),
            )
            for more in rest
            if reached.usd + more.usd <= usd
            and whole + more.slowest <= response
            and first + more.first_token <= first_token
        ]
        return max(scores, default=None)
