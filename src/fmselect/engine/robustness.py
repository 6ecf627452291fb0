"""How sure the first place is: stochastic multicriteria acceptability analysis.

Weights and data are drawn many times from what the user's statement and the evidence leave open,
and each time everybody is scored with the same value functions (SMAA-2: Lahdelma & Salminen 2001,
Operations Research 49(3)). Counted are first places, places among the first three, wins against
the one on top, and what choosing somebody would cost on average.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import eq, ge, gt
from typing import NamedTuple

from fmselect.engine.alternatives import Alternative
from fmselect.engine.draws import Streams
from fmselect.engine.weight_draws import WeightDraws

CLOSE = 0.80
"""Below this probability that the first beats another, the call between them is too close."""

ROBUST_WIN = 0.5
ROBUST_REGRET = 0.01
"""The first is robust if it wins as often as not, or costs less than a hundredth of value."""

PLACES = 3

_NEVER_CLIPPED_SDS = 4.5
"""No variate of 10,000 evenly spaced normal quantiles lies so far out."""


class Robustness(NamedTuple):
    """Shares of the draws, by offer id.

    Attributes:
        win: Of the draws in which it comes first; over all contenders these add up to 1.
        top3: Of the draws in which it comes among the first three.
        first_beats: Of the draws in which the first of the ranking is ahead of it; 0.5 of itself.
        regret: What choosing it costs on average, in units of value; at least 0.
        too_close: Offers the first beats in too few draws, in the order of the ranking.
        robust: Whether the first place can be relied on.
        draws: How many there were.
    """

    win: dict[str, float]
    top3: dict[str, float]
    first_beats: dict[str, float]
    regret: dict[str, float]
    too_close: tuple[str, ...]
    robust: bool
    draws: int


def robustness(
    contenders: Sequence[Alternative],
    criteria: Sequence[str],
    weights: WeightDraws,
    streams: Streams,
    *,
    shown: int | None = None,
) -> Robustness | None:
    """Draw, score and count; ties are split evenly.

    Args:
        contenders: In the order of the ranking, the first on top.
        criteria: Names of the weights, in their order.
        weights: One list of draws a criterion.
        streams: Of this request.
        shown: Count wins, first three and regret for the first so many only; None for all.

    Returns:
        None without contenders.
    """
    if not contenders:
        return None
    columns = [drawn_values(item, criteria, weights, streams) for item in contenders]
    first, number = columns[0], len(columns[0])
    ordered = list(map(sorted, zip(*columns, strict=True)))
    ceiling = sum([row[-1] for row in ordered])
    wanted = columns[:shown]
    win, top3 = (_shares(wanted, ordered, places) for places in (1, PLACES))
    regret = [max(0.0, (ceiling - sum(column)) / number) for column in wanted]
    first_beats = [
        beats(first, column, may_tie=_may_tie(contenders[0], item))
        for item, column in zip(contenders, columns, strict=True)
    ]
    offers = [item.offer for item in contenders]
    return Robustness(
        dict(zip(offers, win, strict=False)),
        dict(zip(offers, top3, strict=False)),
        dict(zip(offers, first_beats, strict=True)),
        dict(zip(offers, regret, strict=False)),
        tuple([offers[j] for j in range(1, len(offers)) if first_beats[j] < CLOSE]),
        win[0] >= ROBUST_WIN or regret[0] < ROBUST_REGRET,
        number,
    )


def drawn_values(
    item: Alternative, criteria: Sequence[str], weights: WeightDraws, streams: Streams
) -> list[float]:
    """The score of one alternative in every draw.

    Weights add up to 1, so a value that is the same in all draws can be taken off the others and
    added at the end: its weights need not be read at all.
    """
    capability, noisy, fixed = _split(item, criteria)
    base = item.values[fixed.pop()] if fixed else 0.0
    terms = []
    for k in noisy:
        normals = streams.normals(f"{criteria[k]} {item.offer}")
        terms.append((weights[k], _around(item.values[k], item.spreads[k], base, normals)))
    if capability is None:
        totals = [base] * len(weights[0])
    else:
        centre = item.values[capability] - base
        totals = _with_capability(item, (weights[capability], centre, base), terms, streams)
        terms = terms[1:]
    for column, values in terms:
        totals = [s + w * v for s, w, v in zip(totals, column, values, strict=True)]
    return _with_constants(totals, [(weights[k], item.values[k] - base) for k in fixed])


def _with_constants(totals: list[float], constants: list[tuple[list[float], float]]) -> list[float]:
    """Add weight x value for values that are the same in all draws, two in one pass."""
    for at in range(0, len(constants) - 1, 2):
        (column, value), (other, second) = constants[at : at + 2]
        totals = [s + w * value + u * second for s, w, u in zip(totals, column, other, strict=True)]
    if len(constants) % 2:
        column, value = constants[-1]
        totals = [s + w * value for s, w in zip(totals, column, strict=True)]
    return totals


def _split(item: Alternative, criteria: Sequence[str]) -> tuple[int | None, list[int], list[int]]:
    """Positions of capability, if it is in doubt, of the others that are, and of the rest."""
    capability, noisy, fixed = None, [], []
    for k, (name, spread) in enumerate(zip(criteria, item.spreads, strict=True)):
        if name == "capability" and (item.standard_error or item.transfer_error):
            capability = k
        elif spread:
            noisy.append(k)
        else:
            fixed.append(k)
    return capability, noisy, fixed


def _with_capability(
    item: Alternative,
    weighted: tuple[list[float], float, float],
    terms: list[tuple[list[float], list[float]]],
    streams: Streams,
) -> list[float]:
    """Capability as drawn for the model, and the first other term: one pass over the draws."""
    column, centre, base = weighted
    error, transfer = item.standard_error, item.transfer_error
    normals, t3s = streams.normals(item.model), streams.t3s(item.model)
    if not terms:
        return [
            base + w * (centre + error * z + transfer * t)
            for w, z, t in zip(column, normals, t3s, strict=True)
        ]
    other, values = terms[0]
    return [
        base + w * (centre + error * z + transfer * t) + u * v
        for w, z, t, u, v in zip(column, normals, t3s, other, values, strict=True)
    ]


def _around(value: float, spread: float, base: float, normals: list[float]) -> list[float]:
    """A value with a normal error, kept on its scale, less the base."""
    centre, low, top = value - base, -base, max(1.0, value) - base
    reach = _NEVER_CLIPPED_SDS * spread
    if reach <= value and centre + reach <= top:
        return [centre + spread * z for z in normals]
    return [
        x if low < (x := centre + spread * z) < top else low if x <= low else top for z in normals
    ]


def beats(first: list[float], second: list[float], *, may_tie: bool = True) -> float:
    """Share of the draws in which the first is ahead; draws that tie count half."""
    ahead: int = sum(map(gt, first, second))
    ties: int = sum(map(eq, first, second)) if may_tie else 0
    return (ahead + 0.5 * ties) / len(first)


def _may_tie(first: Alternative, second: Alternative) -> bool:
    """Whether the two can score the same in a draw.

    Not if one has a capability error of its own, which has no end where values pile up.
    """
    if first.model == second.model:
        return True
    return not any(item.standard_error or item.transfer_error for item in (first, second))


def _shares(columns: list[list[float]], ordered: list[list[float]], places: int) -> list[float]:
    """Share of the draws in which each is among the first so many; ties share what is left.

    Args:
        columns: The scores of those that are counted.
        ordered: For each draw the scores of all, ascending.
        places: How many places count.
    """
    number, size = len(ordered), len(ordered[0])
    if size <= places:
        return [1.0] * len(columns)
    last = [row[-places] for row in ordered]
    following = [row[-places - 1] for row in ordered]
    shares = [float(sum(map(ge, column, last))) for column in columns]
    for at in range(number) if any(map(eq, last, following)) else ():
        level = last[at]
        if level == following[at]:
            row = ordered[at]
            above = sum(value > level for value in row)
            excess = 1.0 - (places - above) / row.count(level)
            for j, column in enumerate(columns):
                if column[at] == level:
                    shares[j] -= excess
    return [share / number for share in shares]
