"""What a hold-out says in sum: methods compared, and domains that earn their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from tools.evidence.holdout import FIT, LEAST_MODELS, NO_DOMAINS, Held
from tools.evidence.scores import Floats, kendall_tau, pick_regret

_RESAMPLES = 2000


class Method(NamedTuple):
    """One method beside the fit, on the models that have a value of it; averages over families."""

    name: str
    families: int
    tau: float
    regret: float
    fit_tau: float
    fit_regret: float
    gain: tuple[float, float, float]
    """Tau of the fit less that of the method: mean and 95 % interval (bootstrap over families)."""


def compare(held: Sequence[Held]) -> list[Method]:
    """Every method against the fit, where it has a value for models enough."""
    methods = [_compared(held, name) for name in held[0].predicted] if held else []
    return [method for method in methods if method.families]


def _compared(held: Sequence[Held], name: str) -> Method:
    by_family: dict[str, list[tuple[float, ...]]] = {}
    for one in held:
        known = ~np.isnan(one.predicted[name])
        if int(known.sum()) < LEAST_MODELS:
            continue
        observed = one.test.observed[known]
        row: list[float] = []
        for method in (name, FIT):
            predicted = one.predicted[method][known]
            row += [kendall_tau(predicted, observed), pick_regret(predicted, observed)]
        by_family.setdefault(one.test.family, []).append(tuple(row))
    if not by_family:
        return Method(name, 0, *(float("nan"),) * 4, gain=(float("nan"),) * 3)
    means = np.array([np.mean(rows, axis=0) for rows in by_family.values()])
    tau, regret, fit_tau, fit_regret = map(float, means.mean(axis=0))
    gain = _interval(means[:, 2] - means[:, 0])
    return Method(name, len(means), tau, regret, fit_tau, fit_regret, gain)


def _interval(gains: Floats) -> tuple[float, float, float]:
    chosen = np.random.default_rng(5).integers(0, len(gains), (_RESAMPLES, len(gains)))
    low, high = np.quantile(gains[chosen].mean(axis=1), [0.025, 0.975])
    return float(gains.mean()), float(low), float(high)


def by_family(held: Sequence[Held]) -> list[tuple[str, int, float, float]]:
    """Family, its tests, tau and regret of the fit."""
    rows = _grouped(held, lambda one: one.test.family)
    return [
        (
            family,
            len(tests),
            float(np.mean([kendall_tau(t.predicted[FIT], t.test.observed) for t in tests])),
            float(np.mean([pick_regret(t.predicted[FIT], t.test.observed) for t in tests])),
        )
        for family, tests in rows
    ]


def regret_interval(held: Sequence[Held]) -> tuple[float, float, float]:
    """Ends of the 95 % interval of the mean regret, families drawn again, and their median."""
    regrets = np.array([regret for _, _, _, regret in by_family(held)])
    _, low, high = _interval(regrets)
    return low, high, float(np.median(regrets))


def domain_gains(held: Sequence[Held]) -> list[tuple[str, int, float]]:
    """Domain, families it was tested on, and what its deviations add to tau, mean over families."""
    found = []
    for domain, tests in _grouped(held, lambda one: one.test.domain):
        gains = [
            float(np.mean([_gain(one) for one in own]))
            for _, own in _grouped(tests, lambda one: one.test.family)
        ]
        found.append((domain, len(gains), float(np.mean(gains))))
    return found


def judged(held: Sequence[Held]) -> list[Held]:
    """Every test without the domains that cost on the others: chosen on families not its own.

    What is measured on it then is not flattered by the choice. The order of the tests is kept.
    """
    families = sorted({one.test.family for one in held})
    costly = {
        family: [
            domain
            for domain, _, gain in domain_gains([o for o in held if o.test.family != family])
            if gain < 0
        ]
        for family in families
    }
    return [one.without(costly[one.test.family]) for one in held]


def _gain(one: Held) -> float:
    observed = one.test.observed
    plain = kendall_tau(one.predicted[NO_DOMAINS], observed)
    return kendall_tau(one.predicted[FIT], observed) - plain


def _grouped(held: Iterable[Held], key: Callable[[Held], str]) -> list[tuple[str, list[Held]]]:
    found: dict[str, list[Held]] = {}
    for one in held:
        found.setdefault(key(one), []).append(one)
    return sorted(found.items())
