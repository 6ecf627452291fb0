"""Do stated probabilities come true? "A beats B" and "first of 8" on benchmarks never seen.

Sampling error alone is about the items a model was measured on. A user's task is another one: the
transfer error is what levels differ by on a family nobody measured, a Student t with 3 degrees of
freedom, scaled so that the stated chance of being first of 8 agrees with how often it was. It is
chosen without the family it is judged on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tools.evidence.holdout import Held
from tools.evidence.pairs import Bin, Offset, binned, furthest, stated_pairs
from tools.evidence.scores import Floats, subsets, win_shares

TRANSFERS = (0.0, 0.05, 0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.25, 0.3, 0.4)
_DRAWS = 500
_SUBSETS = 120
_RESAMPLES = 500


class PairLosses(NamedTuple):
    """Of one family, for each of the transfer errors tried."""

    family: str
    log_loss: Floats
    brier: Floats


class Agreement(NamedTuple):
    """What was stated and what came true, with the transfer error chosen on other families."""

    transfer_error: float
    interval: tuple[float, float]
    """90 % of those that are found when families are drawn again."""
    families: int
    log_loss: float
    brier: float
    log_loss_without: float
    brier_without: float
    claimed_first: float
    observed_first: float
    claimed_first_without: float
    bins: tuple[Bin, ...]
    furthest: tuple[Offset, ...]
    """The benchmarks on which least of what was stated came true."""

    @property
    def most_off(self) -> float:
        """Largest distance of what was stated and what came true, over the bins."""
        return max(abs(one.stated - one.true) for one in self.bins)


def agreement(held: Sequence[Held]) -> Agreement:
    """Averaged over families, each as one witness."""
    families = sorted({one.test.family for one in held})
    draws = {one.test.item: _draws(one) for one in held}
    losses = [_losses(family, held, draws) for family in families]
    firsts = np.array([_family_firsts(family, held, draws) for family in families])
    chosen = [_agreeing(np.delete(firsts, at, axis=0)) for at in range(len(families))]
    claimed, observed = firsts[np.arange(len(families)), chosen].mean(axis=0)
    pairs = [
        stated_pairs(one, draws[one.test.item][chosen[families.index(one.test.family)]])
        for one in held
    ]
    return Agreement(
        crossing(firsts),
        _interval(firsts),
        len(families),
        float(np.mean([loss.log_loss[at] for loss, at in zip(losses, chosen, strict=True)])),
        float(np.mean([loss.brier[at] for loss, at in zip(losses, chosen, strict=True)])),
        float(np.mean([loss.log_loss[0] for loss in losses])),
        float(np.mean([loss.brier[0] for loss in losses])),
        float(claimed),
        float(observed),
        float(firsts[:, 0, 0].mean()),
        binned(held, pairs),
        furthest(held, pairs),
    )


def _family_firsts(family: str, held: Sequence[Held], draws: dict[str, list[Floats]]) -> Floats:
    """Claimed and observed firsts of a family, for each transfer error tried."""
    tests = [one for one in held if one.test.family == family]
    rows = [[_firsts(one, levels) for levels in draws[one.test.item]] for one in tests]
    firsts: Floats = np.mean(rows, axis=0)
    return firsts


def _agreeing(firsts: Floats) -> int:
    """The transfer error whose claims are nearest to what was observed, over families."""
    claimed, observed = firsts.mean(axis=0).T
    return int(np.abs(claimed - observed).argmin())


def crossing(firsts: Floats) -> float:
    """The transfer error at which claims and observations meet, on a line between two tried."""
    claimed, observed = firsts.mean(axis=0).T
    excess = claimed - observed
    if excess[0] <= 0:
        return TRANSFERS[0]
    below = np.flatnonzero(excess <= 0)
    if not len(below):
        return TRANSFERS[-1]
    at = int(below[0])
    share = excess[at - 1] / (excess[at - 1] - excess[at])
    return float(TRANSFERS[at - 1] + share * (TRANSFERS[at] - TRANSFERS[at - 1]))


def _interval(firsts: Floats) -> tuple[float, float]:
    chosen = np.random.default_rng(7).integers(0, len(firsts), (_RESAMPLES, len(firsts)))
    found = [crossing(firsts[rows]) for rows in chosen]
    low, high = np.quantile(found, [0.05, 0.95])
    return float(low), float(high)


def _draws(one: Held) -> list[Floats]:
    """Levels on a new task, for each transfer error: draws in rows, models in columns."""
    generator = np.random.default_rng(len(one.test.models))
    size = (_DRAWS, len(one.test.models))
    level = one.predicted["fit"] + one.error * generator.standard_normal(size)
    shock = generator.standard_t(3, size)
    return [level + transfer * shock for transfer in TRANSFERS]


def _losses(family: str, held: Sequence[Held], draws: dict[str, list[Floats]]) -> PairLosses:
    log_loss, brier = [], []
    for one in held:
        if one.test.family != family:
            continue
        stated = [stated_pairs(one, levels) for levels in draws[one.test.item]]
        log_loss.append([_log_loss(p, truth) for p, truth in stated])
        brier.append([float(((p - truth) ** 2).mean()) for p, truth in stated])
    return PairLosses(family, np.mean(log_loss, axis=0), np.mean(brier, axis=0))


def _log_loss(stated: Floats, truth: Floats) -> float:
    return float(-(truth * np.log(stated) + (1 - truth) * np.log(1 - stated)).mean())


def _firsts(one: Held, draws: Floats) -> tuple[float, float]:
    """Over random sets of 8: stated probability that the pick is first, and how often it is."""
    claimed, observed = [], []
    for chosen in subsets(len(one.test.models), 11, _SUBSETS):
        shares = win_shares(draws[:, chosen])
        pick = int(shares.argmax())
        seen = one.test.observed[chosen]
        top = np.flatnonzero(seen == seen.max())
        claimed.append(float(shares[pick]))
        observed.append(float(pick in top) / len(top))
    return float(np.mean(claimed)), float(np.mean(observed))
