"""How sure the first place is: stochastic multicriteria acceptability analysis.

Weights and data are drawn many times from what the user's statement and the evidence leave open,
and each time everybody is scored with the same value functions (SMAA-2: Lahdelma & Salminen 2001,
Operations Research 49(3)). Counted are first places, places among the first three, wins against
the one on top, and what choosing somebody would cost on average.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from itertools import compress
from operator import eq, ge, gt

from fmselect.engine.alternatives import Alternative
from fmselect.engine.drawn_values import drawn_values
from fmselect.engine.draws import SomeDraws, Streams
from fmselect.engine.outsiders import lucky_streams
from fmselect.engine.weight_draws import WeightDraws
from fmselect.tuples import NamedTuple

CLOSE = 0.80
"""Below this probability that the first beats another, the call between them is too close."""

ROBUST_WIN = 0.5
ROBUST_REGRET = 0.01
"""The first is robust if it wins as often as not, or costs less than a hundredth of value."""

PLACES = 3

LEADERS = 12
"""So many of the first of the ranking are scored in every draw, before the others are looked at."""


class Robustness(NamedTuple):
    """Shares of the draws, by offer id.

    Attributes:
        win: Of the draws in which it comes first; over all contenders these add up to 1.
        top3: Of the draws in which it comes among the first three.
        first_beats: Of the draws in which the first of the ranking is ahead of it; 0.5 of itself.
            Those that are far behind it are not here.
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
        shown: Count wins, first three and regret for the first so many only; None for all. Of the
            others, those that are far behind are only scored in the draws in which they may be
            among the first three: see `fmselect.engine.outsiders`.

    Returns:
        None without contenders.
    """
    if not contenders:
        return None
    leaders = len(contenders) if shown is None else max(shown, LEADERS)
    columns = [drawn_values(item, criteria, weights, streams) for item in contenders[:leaders]]
    number = len(columns[0])
    ordered = list(map(sorted, zip(*columns, strict=True)))
    offers = [item.offer for item in contenders]
    first_beats = {
        item.offer: beats(columns[0], column, may_tie=_may_tie(contenders[0], item))
        for item, column in zip(contenders, columns, strict=False)
    }
    if len(contenders) > leaders:
        drawn = (criteria, weights, streams)
        first_beats |= _outsiders(contenders, leaders, ordered, columns[0], drawn)
    ceiling = sum([row[-1] for row in ordered])
    wanted = columns[:shown]
    win, top3 = (_shares(wanted, ordered, places) for places in (1, PLACES))
    regret = [max(0.0, (ceiling - sum(column)) / number) for column in wanted]
    return Robustness(
        dict(zip(offers, win, strict=False)),
        dict(zip(offers, top3, strict=False)),
        first_beats,
        dict(zip(offers, regret, strict=False)),
        tuple([offer for offer in offers[1:] if first_beats.get(offer, 1.0) < CLOSE]),
        win[0] >= ROBUST_WIN or regret[0] < ROBUST_REGRET,
        number,
    )


def _outsiders(
    contenders: Sequence[Alternative],
    leaders: int,
    ordered: list[list[float]],
    first: Sequence[float],
    drawn: tuple[Sequence[str], WeightDraws, Streams],
) -> dict[str, float]:
    """Put the scores of the others where they come among the first three.

    Args:
        contenders: In the order of the ranking.
        leaders: So many of them have been scored in every draw.
        ordered: Their scores, ascending, for each draw; to be added to.
        first: The scores of the first of the ranking.
        drawn: Criteria, weights and variates.

    Returns:
        In how many draws the first is ahead, for those that were scored in all of them.
    """
    criteria, weights, streams = drawn
    third = [row[-PLACES] for row in ordered]
    others = contenders[leaders:]
    lucky = lucky_streams(contenders[0], others, criteria, weights, third, streams)
    first_beats = {}
    for item, some in zip(others, lucky, strict=True):
        if some is None:
            continue
        if isinstance(some, SomeDraws):
            scores = drawn_values(item, criteria, [some.pick(column) for column in weights], some)
            draws: Sequence[int] = some.draws
            levels: Sequence[float] = some.pick(third)
        else:
            scores = drawn_values(item, criteria, weights, streams)
            draws, levels = range(len(scores)), third
            first_beats[item.offer] = beats(first, scores, may_tie=_may_tie(contenders[0], item))
        for at, score in compress(zip(draws, scores, strict=True), map(ge, scores, levels)):
            insort(ordered[at], score)
            third[at] = ordered[at][-PLACES]
    return first_beats


def beats(first: Sequence[float], second: Sequence[float], *, may_tie: bool = True) -> float:
    """Share of the draws in which the first is ahead; draws that tie count half."""
    ahead: int = sum(map(gt, first, second))
    ties: int = sum(map(eq, first, second)) if may_tie else 0
    return (ahead + 0.5 * ties) / len(first)


def _may_tie(first: Alternative, second: Alternative) -> bool:
    """Whether the two can score the same in a draw.

    Not if one has an error of its estimate, which has no end where values pile up. Two that have
    a transfer error alone tie in the few draws in which their streams meet.
    """
    if first.model == second.model:
        return True
    return not any(item.standard_error for item in (first, second))


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
