"""How sure the first place is: stochastic multicriteria acceptability analysis.

Weights and data are drawn many times from what the user's statement and the evidence leave open,
and each time everybody is scored with the same value functions (SMAA-2: Lahdelma & Salminen 2001,
Operations Research 49(3)). Counted are first places, places among the first three, wins against
the one on top, and what choosing somebody would cost on average.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from math import inf
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

LEADERS = 24
"""So many of the first of the ranking are scored in every draw, before the others are looked at."""

NOWHERE = -inf
"""The score of somebody where it was not looked for, since it cannot be among the first three."""


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
    wanted: Sequence[Alternative] | None = None,
) -> Robustness | None:
    """Draw, score and count; ties are split evenly.

    Args:
        contenders: In the order of the ranking, the first on top.
        criteria: Names of the weights, in their order.
        weights: One list of draws a criterion.
        streams: Of this request.
        wanted: Whose figures to give besides those of the first; None is everybody's, exactly.
            Else those who are far behind the leaders are only scored in the draws in which they may
            be among the first three: see `fmselect.engine.outsiders`. Whose figures are wanted
            changes nobody's.

    Returns:
        None without contenders.
    """
    if not contenders:
        return None
    leaders = len(contenders) if wanted is None else LEADERS
    columns = [drawn_values(item, criteria, weights, streams) for item in contenders[:leaders]]
    ordered = list(map(sorted, zip(*columns, strict=True)))
    first_beats = {
        item.offer: beats(columns[0], column, may_tie=_may_tie(contenders[0], item))
        for item, column in zip(contenders, columns, strict=False)
    }
    whole = dict(zip([item.offer for item in contenders], columns, strict=False))
    placed = {}
    for item in wanted or ():
        if item.offer not in whole:
            whole[item.offer] = drawn_values(item, criteria, weights, streams)
            placed[item.offer] = [NOWHERE] * len(ordered)
    if others := contenders[leaders:]:
        third = [row[-PLACES] for row in ordered]
        lucky = lucky_streams(contenders[0], others, criteria, weights, third, streams)
        looked = zip(others, lucky, strict=True)
        near = _put_outsiders(looked, ordered, (criteria, weights, streams), placed)
        for item, scores in near:
            may_tie = _may_tie(contenders[0], item)
            first_beats[item.offer] = beats(columns[0], scores, may_tie=may_tie)
    told = contenders if wanted is None else [contenders[0], *wanted]
    offers = list(dict.fromkeys([item.offer for item in told]))
    return _counted(offers, ordered, whole, placed, first_beats)


def _counted(
    offers: Sequence[str],
    ordered: list[list[float]],
    whole: Mapping[str, list[float]],
    placed: Mapping[str, list[float]],
    first_beats: dict[str, float],
) -> Robustness:
    """The figures of some offers.

    Args:
        offers: The first of the ranking first.
        ordered: For each draw the scores of all who may be among the first three, ascending.
        whole: Offer -> its score in every draw.
        placed: Offer -> its score where it was looked for; of those that differ.
        first_beats: Offer -> the share of the draws in which the first is ahead, in the order of
            the ranking.
    """
    number = len(ordered)
    looked = [placed.get(offer, whole[offer]) for offer in offers]
    win, top3 = (_shares(looked, ordered, places) for places in (1, PLACES))
    ceiling = sum([row[-1] for row in ordered])
    regret = [max(0.0, (ceiling - sum(whole[offer])) / number) for offer in offers]
    close = [offer for offer, share in first_beats.items() if share < CLOSE]
    return Robustness(
        dict(zip(offers, win, strict=True)),
        dict(zip(offers, top3, strict=True)),
        first_beats,
        dict(zip(offers, regret, strict=True)),
        tuple(offer for offer in close if offer != offers[0]),
        win[0] >= ROBUST_WIN or regret[0] < ROBUST_REGRET,
        number,
    )


def _put_outsiders(
    looked: Iterable[tuple[Alternative, Streams | None]],
    ordered: list[list[float]],
    drawn: tuple[Sequence[str], WeightDraws, Streams],
    placed: Mapping[str, list[float]],
) -> list[tuple[Alternative, list[float]]]:
    """Put the scores of the others where they come among the first three.

    Args:
        looked: Each with its variates in the draws in which it may be among them.
        ordered: The scores of the leaders, ascending, for each draw; to be added to.
        drawn: Criteria, weights and variates.
        placed: Offer -> its score where it is put, of those that are wanted; to be filled.

    Returns:
        Those that were scored in all draws, with their scores.
    """
    criteria, weights, streams = drawn
    third = [row[-PLACES] for row in ordered]
    near = []
    for item, some in looked:
        if some is None:
            continue
        if isinstance(some, SomeDraws):
            scores = drawn_values(item, criteria, [some.pick(column) for column in weights], some)
            draws: Sequence[int] = some.draws
            levels: Sequence[float] = some.pick(third)
        else:
            scores = drawn_values(item, criteria, weights, streams)
            draws, levels = range(len(scores)), third
            near.append((item, scores))
        own = placed.get(item.offer)
        for at, score in compress(zip(draws, scores, strict=True), map(ge, scores, levels)):
            insort(ordered[at], score)
            third[at] = ordered[at][-PLACES]
            if own is not None:
                own[at] = score
    return near


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
