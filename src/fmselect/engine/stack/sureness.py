"""How sure the first combination is: weights and capabilities drawn as for single models.

The capability of a model is drawn once and counts wherever the model stands. Bills and times are
taken as they are valued: what is unknown of them is said, not drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import eq, gt

from fmselect.domain.catalog import Catalog
from fmselect.domain.requirements import Preferences
from fmselect.engine.alternatives import UNSTATED_TRANSFER_ERROR, standard_error
from fmselect.engine.decision import Decision
from fmselect.engine.draws import StandardDraws, Streams, request_seed
from fmselect.engine.robustness import CLOSE
from fmselect.engine.stack.combine import Measure, values
from fmselect.engine.stack.search import Combination
from fmselect.engine.weight_draws import WeightDraws, weight_draws
from fmselect.tuples import NamedTuple

DRAWN = 24
"""Combinations that take part."""
_FOLD, _SEEDS = 31, 2**32


class StackSureness(NamedTuple):
    """How sure the place of one combination is."""

    win: float
    close: bool


def stack_sureness(
    catalog: Catalog,
    measure: Measure,
    preferences: Preferences,
    decisions: Sequence[Decision],
    ranking: Sequence[Combination],
) -> Mapping[tuple[str, ...], StackSureness]:
    """Offers of a combination -> how sure its place is; the unproven take no part.

    Args:
        catalog: Which brings the stored variates.
        measure: How combinations are scored.
        preferences: Where the weights come from.
        decisions: One for each role.
        ranking: The first combinations, in order.
    """
    chosen = [item for item in ranking if all(part.proven for part in item.parts)][:DRAWN]
    if not chosen or not measure.weights:
        return {}
    seed = 0
    for decision in decisions:
        own = request_seed(catalog.stamp["digest"], decision.completed.requirements)
        seed = (seed * _FOLD + own) % _SEEDS
    streams = Streams(StandardDraws(**catalog.standard_variates()), seed)
    weights = weight_draws(measure.weights, preferences, streams)
    columns = [_drawn(item, measure, decisions, weights, streams) for item in chosen]
    highest = list(map(max, zip(*columns, strict=True)))
    ties = [row.count(top) for row, top in zip(zip(*columns, strict=True), highest, strict=True)]
    found = {}
    for item, column in zip(chosen, columns, strict=True):
        wins = [
            1.0 / tied if value == top else 0.0
            for value, top, tied in zip(column, highest, ties, strict=True)
        ]
        offers = tuple(part.offer for part in item.parts)
        found[offers] = StackSureness(sum(wins) / len(wins), _close(columns[0], column))
    return found


def _close(first: list[float], other: list[float]) -> bool:
    """Whether the first beats another in fewer draws than a call takes; never of itself."""
    if first is other:
        return False
    ahead: int = sum(map(gt, first, other))
    ties: int = sum(map(eq, first, other))
    return (ahead + 0.5 * ties) / len(first) < CLOSE


def _drawn(
    item: Combination,
    measure: Measure,
    decisions: Sequence[Decision],
    weights: WeightDraws,
    streams: Streams,
) -> list[float]:
    """The score of a combination in every draw."""
    valued = values(item.totals, measure)
    total = [0.0] * streams.number
    for column, name in zip(weights, measure.weights, strict=True):
        if name == "capability":
            drawn = _capability(item, measure, decisions, streams)
            total = [s + w * v for s, w, v in zip(total, column, drawn, strict=True)]
        else:
            value = valued[name]
            total = [s + w * value for s, w in zip(total, column, strict=True)]
    return total


def _capability(
    item: Combination, measure: Measure, decisions: Sequence[Decision], streams: Streams
) -> list[float]:
    """The value of the capability of a combination in every draw."""
    drawn = [0.0] * streams.number
    for part in item.parts:
        share, decision = measure.shares[part.role], decisions[part.role]
        capability = part.scored.subject.candidate.capability
        if not share or capability is None:
            continue
        good, bad = decision.scales.capability
        width = abs(good - bad)
        error = standard_error(capability, width)
        transfer = decision.situation.task.transfer_error
        spread = UNSTATED_TRANSFER_ERROR if transfer is None else transfer / width
        normals, t3s = streams.normals(part.model), streams.t3s(part.model)
        drawn = [
            d + share * (part.capability + error * z + spread * t)
            for d, z, t in zip(drawn, normals, t3s, strict=True)
        ]
    return drawn
