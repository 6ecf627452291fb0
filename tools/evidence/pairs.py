"""Pairs of models on a benchmark that was held out: what was stated of them, what came true.

Families are the witnesses: shares are means over families, and within one over its benchmarks, so
that neither many models nor many benchmarks give a family more of a say. Pairs taken all alike are
shown beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from tools.evidence.holdout import Held
from tools.evidence.scores import Floats

_FURTHEST = 3
_BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


class Bin(NamedTuple):
    """Pairs of which about the same was stated, of the likelier of the two.

    Attributes:
        stated: Mean probability, each family as one witness.
        true: Share that came true, likewise.
        stated_alike: Mean probability, all pairs alike.
        true_alike: Share that came true, likewise.
        pairs: How many.
    """

    stated: float
    true: float
    stated_alike: float
    true_alike: float
    pairs: int


class Offset(NamedTuple):
    """A benchmark: what was stated of its pairs on average, and the share that came true."""

    item: str
    stated: float
    true: float


def stated_pairs(one: Held, draws: Floats) -> tuple[Floats, Floats]:
    """For each pair: probability of the likelier of the two, and whether it came true."""
    first, second = np.triu_indices(len(one.test.models), 1)
    wins = (draws[:, first] > draws[:, second]).sum(axis=0)
    stated = (wins + 0.5) / (len(draws) + 1)
    truth = (np.sign(one.test.observed[first] - one.test.observed[second]) + 1) / 2
    turned = stated < 0.5
    return np.where(turned, 1 - stated, stated), np.where(turned, 1 - truth, truth)


def binned(held: Sequence[Held], pairs: Sequence[tuple[Floats, Floats]]) -> tuple[Bin, ...]:
    """Tests by what was stated of their pairs (see `stated_pairs`), from an even chance upwards."""
    families = [one.test.family for one in held]
    stated = np.concatenate([one for one, _ in pairs])
    truth = np.concatenate([one for _, one in pairs])
    weight = np.concatenate(
        [
            np.full(len(one), 1 / len(one) / families.count(family))
            for family, (one, _) in zip(families, pairs, strict=True)
        ]
    )
    rows = []
    for low, high in pairwise(_BINS):
        inside = (stated >= low) & ((stated < high) | (high == 1))
        if inside.any():
            one, other, own = stated[inside], truth[inside], weight[inside]
            witnessed = float(np.average(one, weights=own)), float(np.average(other, weights=own))
            alike = float(one.mean()), float(other.mean())
            rows.append(Bin(*witnessed, *alike, int(inside.sum())))
    return tuple(rows)


def furthest(held: Sequence[Held], pairs: Sequence[tuple[Floats, Floats]]) -> tuple[Offset, ...]:
    """The tests on which least of what was stated came true, the worst first."""
    offsets = [
        Offset(one.test.item, float(stated.mean()), float(truth.mean()))
        for one, (stated, truth) in zip(held, pairs, strict=True)
    ]
    offsets.sort(key=lambda one: one.true - one.stated)
    return tuple(offsets[:_FURTHEST])
