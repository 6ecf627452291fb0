"""How far one weight can move before the answer changes, in closed form.

With weight `t` on criterion k and the others in proportion, a score is a straight line in `t`:
`V_i(t) = t v_ik + (1 - t) R_i`, where `R_i = (V_i - w_k v_ik) / (1 - w_k)` is the score on the
other criteria alone. Two lines cross where `t = (R_j - R_i) / ((v_ik - v_jk) + (R_j - R_i))`: the
weight stability intervals of Mareschal (1988, European Journal of Operational Research 33(1)).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor, inf, log10
from typing import TYPE_CHECKING

from fmselect.engine.ranking import SCORE_DIGITS
from fmselect.engine.score import Scored
from fmselect.tuples import NamedTuple

if TYPE_CHECKING:
    from fmselect.domain.recommendation import Flip

FLIP_DIGITS = 4
"""A flip is named at the crossing rounded outward to so many digits of the distance to it, so that
at the weight that is named the change has happened: at the crossing itself the two tie."""


LEAST_STEP = 1e-6
"""The distance that is named where the two tie as it is."""

_ROUNDING = 1e-9


class Interval(NamedTuple):
    """The weights of one criterion at which the first stays first.

    Attributes:
        low: Least weight; 0 where it stays first without the criterion.
        high: Greatest weight; 1 where it is first on the criterion alone.
        below: The offer that comes first below `low`; None where nobody does.
        above: The offer that comes first above `high`; None where nobody does.
    """

    low: float
    high: float
    below: str | None
    above: str | None


class _Line(NamedTuple):
    """A score as a function of one weight: `rest` at 0 and `value` at 1."""

    offer: str
    model: str
    rest: float
    value: float

    def at(self, weight: float) -> float:
        """The score at a weight."""
        return weight * self.value + (1.0 - weight) * self.rest


def stability_intervals(
    scored: Sequence[Scored], weights: Mapping[str, float], *, one_per_model: bool = True
) -> dict[str, Interval]:
    """Criterion -> the interval in which the first stays first. Empty with one criterion.

    Args:
        scored: Every eligible offer, the first of the ranking first; the others in any order.
        weights: In force.
        one_per_model: Whether another offer of the same model counts as the same winner.
    """
    intervals = {}
    for name, lines in _lines(scored, weights).items():
        weight = weights[name]
        high, above = _crossing(lines, weight, 1, one_per_model=one_per_model)
        low, below = _crossing(lines, weight, -1, one_per_model=one_per_model)
        intervals[name] = Interval(low, high, below, above)
    return intervals


def nearest_flips(
    scored: Sequence[Scored], weights: Mapping[str, float], *, one_per_model: bool = True
) -> list[Flip]:
    """For each criterion the nearest weight that changes the winner, the nearest flip first.

    At `to`, with the other weights in proportion, `winner` is first.

    Args:
        scored: Every eligible offer, the first of the ranking first; the others in any order.
        weights: In force.
        one_per_model: Whether another offer of the same model counts as the same winner.
    """
    flips: list[Flip] = []
    for name, lines in _lines(scored, weights).items():
        weight = weights[name]
        crossings = (
            _crossing(lines, weight, direction, one_per_model=one_per_model)
            for direction in (1, -1)
        )
        named = sorted(
            (_outward(weight, crossing, direction), direction)
            for (crossing, winner), direction in zip(crossings, (1, -1), strict=True)
            if winner is not None
        )
        for to, _ in sorted(named, key=lambda item: abs(item[0] - weight)):
            # Between the crossing and the number that is named yet another may have come first.
            winner = _first(lines, to)
            if not _same(winner, lines[0], one_per_model=one_per_model):
                flips.append(
                    {
                        "weight": name,
                        "from": weight,
                        "to": to,
                        "winner": winner.offer,
                        "level_with": _level_with(winner, lines, to),
                    }
                )
                break
    flips.sort(key=lambda flip: abs(flip["to"] - flip["from"]))
    return flips


def with_weight(weights: Mapping[str, float], criterion: str, weight: float) -> dict[str, float]:
    """The weights with one of them changed and the others in proportion.

    Args:
        weights: Adding up to 1.
        criterion: One of at least two.
        weight: Its new weight, 0 to 1.
    """
    scale = (1.0 - weight) / (1.0 - weights[criterion])
    return {name: weight if name == criterion else value * scale for name, value in weights.items()}


def _lines(scored: Sequence[Scored], weights: Mapping[str, float]) -> dict[str, list[_Line]]:
    """Criterion -> the lines that could come first at some weight of it, the winner's first.

    Only offers of the winner's standing: where it has evidence of its capability, the unproven
    follow it whatever the weights.
    """
    if not scored or len(weights) < 2:
        return {}
    first = scored[0]
    rivals = [item for item in scored if item.proven == first.proven]
    scores = [item.score for item in rivals]
    columns = zip(*[item.values for item in rivals], strict=True)
    lines = {}
    for (name, weight), values in zip(weights.items(), columns, strict=True):
        others = 1.0 - weight
        rests = [
            (score - weight * value) / others for score, value in zip(scores, values, strict=True)
        ]
        lines[name] = [
            _Line(item.subject.candidate.offer, item.subject.candidate.model, rest, value)
            for rest, value, item in _undominated(rests, values, rivals)
        ]
    return lines


def _undominated(
    rests: Sequence[float], values: Sequence[float], rivals: Sequence[Scored]
) -> list[tuple[float, float, Scored]]:
    """The first, then those that none is clearly above at both ends, and so at every weight.

    Who is nearly level at an end may tie with the next winner there, and stays.
    """
    level, behind = values[0] - _ROUNDING, rests[0] - _ROUNDING
    ends = [
        (value, rest, at)
        for at, (value, rest) in enumerate(zip(values, rests, strict=True))
        if value > level or rest > behind
    ]
    ends.sort(reverse=True)
    kept, ceiling, passed = [], -inf, 0
    for value, rest, at in ends:
        while ends[passed][0] > value + _ROUNDING:
            ceiling = max(ceiling, ends[passed][1] - _ROUNDING)
            passed += 1
        if at == 0 or rest > ceiling:
            kept.append((at, rest, value))
    return [(rest, value, rivals[at]) for at, rest, value in sorted(kept)]


def _crossing(
    lines: list[_Line], weight: float, direction: int, *, one_per_model: bool
) -> tuple[float, str | None]:
    """The first weight in a direction at which another comes first, and who does.

    Along the way the model that is first may be served better by another of its offers.
    """
    end = 1.0 if direction > 0 else 0.0
    current = lines[0]
    while True:
        crossings = [
            (abs(at - weight), direction * (line.rest - line.value), line.offer, at, line)
            for line in lines
            if (at := _overtakes(line, current, direction)) is not None
            and (at - weight) * direction >= -_ROUNDING
        ]
        if not crossings:
            return end, None
        *_, at, line = min(crossings)
        weight = max(weight, at) if direction > 0 else min(weight, at)
        if weight == end:
            # A tie at the very end of the scale leaves no weight at which the other is ahead.
            return end, None
        if not _same(line, lines[0], one_per_model=one_per_model):
            return weight, line.offer
        current = line


def _overtakes(line: _Line, current: _Line, direction: int) -> float | None:
    """The weight at which a line overtakes the current one in a direction, if it does."""
    lead = line.rest - current.rest
    slope = (current.value - line.value) + lead
    # In the direction of travel the other line has to rise against the current one.
    if slope * direction >= 0:
        return None
    at = lead / slope
    return at if 0.0 <= at <= 1.0 else None


def _same(line: _Line, first: _Line, *, one_per_model: bool) -> bool:
    """Whether a line is the same winner as the first."""
    return line.model == first.model if one_per_model else line.offer == first.offer


def _first(lines: list[_Line], weight: float) -> _Line:
    """Who is first at a weight, by the rules of the ranking."""
    return min(lines, key=lambda line: (-round(line.at(weight), SCORE_DIGITS), line.offer))


def _level_with(winner: _Line, lines: list[_Line], weight: float) -> int:
    """How many other models have the winner's score at a weight."""
    score = round(winner.at(weight), SCORE_DIGITS)
    level = {line.model for line in lines if round(line.at(weight), SCORE_DIGITS) == score}
    return len(level) - 1


def _outward(weight: float, crossing: float, direction: int) -> float:
    """The crossing, rounded away from the weight to a few digits of the distance."""
    distance = max(abs(crossing - weight), LEAST_STEP)
    scale = 10.0 ** (FLIP_DIGITS - 1 - floor(log10(distance)))
    target = (weight + direction * distance) * scale
    rounded = ceil(target + _ROUNDING) if direction > 0 else floor(target - _ROUNDING)
    return min(1.0, max(0.0, rounded / scale))
