"""All that is held out of one model type, and what the fit is calibrated by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from fmselect.capability.calibration import (
    LEAST_TRANSFER,
    UNTESTED_TRANSFER,
    Calibration,
    Gain,
    HeldOut,
    LeftOut,
    Transfer,
    evidence_digest,
)
from fmselect.capability.evidence import Cell
from tools.evidence.coverage import Coverage, cell_coverage
from tools.evidence.holdout import Baseline, Held, family_holdout, item_holdout
from tools.evidence.probabilities import Agreement, agreement
from tools.evidence.summary import compare, domain_gains, judged

MEAN_Z = "mean of z-scores"
GROUPS_FOR_TRANSFER = 5
"""Held-out families, or benchmarks, from which on a transfer error is measured."""
_CELLS_FOR_COVERAGE = 300
_COVERAGE = (0.86, 0.94)
_MOST_OFF = 0.05


class Measured(NamedTuple):
    """Of one model type.

    Attributes:
        held: Tests of whole families left out.
        alone: Tests left out one by one, where there are too few families.
        agreed: Stated against observed, on the former, else on the latter.
        coverage: Of single results left out.
        calibration: What the fit is to use.
    """

    held: list[Held]
    alone: list[Held]
    agreed: Agreement | None
    coverage: Coverage | None
    calibration: Calibration


def measure(rows: Sequence[Cell], baselines: Mapping[str, Baseline], day: str) -> Measured:
    """Hold everything out, see which domains help, and judge it all without those that do not.

    Each family is judged with the domains chosen on the others; the fit gets those of all.
    """
    held = family_holdout(rows, baselines)
    families = {one.test.family for one in held}
    gains = _gains(held, "families")
    alone: list[Held] = []
    if len(families) < GROUPS_FOR_TRANSFER or not gains:
        alone = item_holdout(rows, baselines) or item_holdout(rows, baselines, others=1)
        gains = gains or _gains(alone, "benchmarks")
    without = sorted(domain for domain, gain in gains.items() if gain.tau < 0)
    held, alone = judged(held), judged(alone)
    over_families = len(families) >= GROUPS_FOR_TRANSFER
    tests = held if over_families else alone
    agreed = agreement(tests) if len({one.test.family for one in tests}) > 1 else None
    coverage = cell_coverage(rows, without) if len(rows) >= _CELLS_FOR_COVERAGE else None
    transfer = None
    if agreed is not None and agreed.families >= GROUPS_FOR_TRANSFER:
        transfer = _transfer(agreed, over_families=over_families)
    calibration = Calibration(
        tuple(without),
        transfer_in_force(transfer),
        # Held-out scores say how wide the interval of a score is. Where it is too wide that is no
        # reason to be surer of a level, so the factor only ever widens.
        1.0 if coverage is None else max(1.0, round(coverage.factor, 3)),
        evidence_digest(rows),
        day,
        transfer,
        _held_out(held),
        None if coverage is None else _left_out(coverage),
        gains,
    )
    return Measured(held, alone, agreed, coverage, calibration)


def _gains(held: Sequence[Held], held_out: str) -> dict[str, Gain]:
    """Of the domains that some test bears on; the others' deviations changed no prediction."""
    return {
        domain: Gain(held_out, groups, round(gain, 4))
        for domain, groups, gain in domain_gains(held)
        if gain
    }


def _transfer(agreed: Agreement, *, over_families: bool) -> Transfer:
    return Transfer(
        "families" if over_families else "benchmarks",
        agreed.families,
        round(agreed.transfer_error, 2),
        round(agreed.interval[0], 2),
        round(agreed.interval[1], 2),
        round(agreed.claimed_first, 3),
        round(agreed.observed_first, 3),
        round(agreed.most_off, 3),
    )


def transfer_in_force(transfer: Transfer | None) -> float:
    """As measured, over families if it can be; assumed where it cannot be measured at all.

    Where it was measured in both ways, for embeddings, benchmarks left out one by one gave the same
    as whole families did. Over nine benchmarks of one maker it is still a rough figure: it counts
    for no less than the least that families gave for any type.
    """
    if transfer is None:
        return UNTESTED_TRANSFER
    if transfer.held_out == "families":
        return transfer.levels
    return max(LEAST_TRANSFER, transfer.levels)


def _held_out(held: Sequence[Held]) -> HeldOut | None:
    plain = next((one for one in compare(held) if one.name == MEAN_Z), None)
    if plain is None:
        return None
    return HeldOut(
        plain.families,
        len(held),
        round(plain.fit_tau, 4),
        round(plain.fit_regret, 3),
        round(plain.tau, 4),
        round(plain.regret, 3),
    )


def _left_out(coverage: Coverage) -> LeftOut:
    return LeftOut(
        coverage.cells,
        round(coverage.mean_absolute_error, 3),
        round(coverage.mean_absolute_error_of_item_means, 3),
        round(coverage.coverage, 4),
        round(coverage.factor, 4),
        round(coverage.corrected, 4),
    )


def refusals(measured: Mapping[str, Calibration]) -> Iterator[str]:
    """Why a calibration must not be published; nothing where it may be.

    Intervals that do not hold what they state, levels that order held-out families worse than a
    mean of z-scores does, chances that do not come true: of being first, or of beating another.
    """
    for kind, one in sorted(measured.items()):
        if one.left_out and not _COVERAGE[0] <= one.left_out.corrected_coverage <= _COVERAGE[1]:
            yield f"{kind}: 90 % intervals hold {one.left_out.corrected_coverage:.3f}"
        if one.held_out and one.held_out.tau < one.held_out.tau_of_mean_z:
            yield f"{kind}: tau {one.held_out.tau:.3f} is below that of the mean of z-scores"
        if one.transfer:
            off = one.transfer.first_stated - one.transfer.first_observed
            if abs(off) > _MOST_OFF:
                yield f"{kind}: chances of being first are off by {off:+.3f}"
            if one.transfer.pairs_off is not None and one.transfer.pairs_off > _MOST_OFF:
                yield f"{kind}: chances that A beats B are off by {one.transfer.pairs_off:.3f}"
