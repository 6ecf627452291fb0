"""Two offers against each other: who dominates whom, and who is ahead how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, permutations

from fmselect.domain.comparison import Domination, Pairwise
from fmselect.domain.requirements import Preferences
from fmselect.engine.alternatives import alternatives
from fmselect.engine.doubt import Uncertainty
from fmselect.engine.drawn_values import drawn_values
from fmselect.engine.draws import Streams
from fmselect.engine.pareto import dominates, spans
from fmselect.engine.robustness import beats
from fmselect.engine.scales import Scales
from fmselect.engine.score import Scored
from fmselect.engine.weight_draws import weight_draws
from fmselect.tuples import NamedTuple


class Odds(NamedTuple):
    """How often each is ahead of each.

    Attributes:
        draws: How many there were; 0 where nothing was drawn.
        pairs: Each pair once.
    """

    draws: int
    pairs: list[Pairwise]


def dominations(
    items: Sequence[Scored], weights: Mapping[str, float], scales: Scales
) -> list[Domination]:
    """Every offer that dominates another of these, in the order given."""
    found = [spans([item], weights, scales)[0] for item in items]
    return [
        {"offer": first.offer, "dominates": second.offer}
        for (one, first), (two, second) in permutations(zip(items, found, strict=True), 2)
        if one.proven == two.proven and dominates(first, second)
    ]


def odds(
    items: Sequence[Scored],
    weights: Mapping[str, float],
    preferences: Preferences,
    scales: Scales,
    uncertainty: Uncertainty,
) -> Odds:
    """How often one scores higher than another, over the draws a recommendation is judged by.

    Only offers of the same standing meet: one without evidence of its capability follows every one
    with some, whatever is drawn.

    Args:
        items: In the order named.
        weights: In force.
        preferences: Where they come from, defaults filled in.
        scales: The anchors.
        uncertainty: What to draw from.
    """
    if not weights:
        return Odds(0, [])
    streams = Streams(uncertainty.draws, uncertainty.seed)
    drawn = weight_draws(weights, preferences, streams)
    columns: dict[str, list[float]] = {}
    for item in items:
        (alternative,) = alternatives(
            [item], weights, scales, transfer_error=uncertainty.transfer_error
        )
        columns[alternative.offer] = drawn_values(alternative, tuple(weights), drawn, streams)
    pairs: list[Pairwise] = [
        {
            "offer": first,
            "over": second,
            "probability": beats(columns[first], columns[second]),
        }
        for (one, first), (two, second) in combinations(zip(items, columns, strict=True), 2)
        if one.proven == two.proven
    ]
    return Odds(len(drawn[0]) if pairs else 0, pairs)
