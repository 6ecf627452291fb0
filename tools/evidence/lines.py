"""The figures of a report as lines of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from fmselect.capability.calibration import Gain
from tools.evidence.backtest import Backtest
from tools.evidence.coverage import Coverage
from tools.evidence.holdout import Held
from tools.evidence.measure import GROUPS_FOR_TRANSFER, Measured
from tools.evidence.missing import Outcome
from tools.evidence.probabilities import Agreement
from tools.evidence.summary import by_family, compare, regret_interval
from tools.evidence.vendors import VendorOffset


def measured_lines(found: Measured) -> Iterator[str]:
    """What was held out of one type."""
    if found.held:
        yield from _method_lines(found.held, "families")
        yield from _family_lines(found.held)
    else:
        yield from ["No family has models enough to be held out.", ""]
    if found.alone:
        yield from ["Benchmarks left out one by one, the rest of their family left in:", ""]
        yield from _method_lines(found.alone, "benchmarks")
    yield from _gain_lines(found.calibration.domain_gains, found.calibration.without)
    if found.agreed is not None:
        yield from _agreement_lines(found.agreed)
    yield _transfer_line(found)
    yield ""
    if found.coverage is not None:
        yield from _coverage_lines(found.coverage)


def _method_lines(held: Sequence[Held], groups: str) -> Iterator[str]:
    yield f"| method | {groups} | tau | regret | fit: tau | regret | gain [95 %] |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for m in compare(held):
        mean, low, high = m.gain
        yield (
            f"| {m.name} | {m.families} | {m.tau:.3f} | {m.regret:.2f} | {m.fit_tau:.3f} "
            f"| {m.fit_regret:.2f} | {mean:+.3f} [{low:+.3f}, {high:+.3f}] |"
        )
    yield ""


def _family_lines(held: Sequence[Held]) -> Iterator[str]:
    yield from ["| family held out | benchmarks | tau | regret |", "| --- | --- | --- | --- |"]
    for family, tests, tau, regret in by_family(held):
        yield f"| {family} | {tests} | {tau:.3f} | {regret:.2f} |"
    low, high, median = regret_interval(held)
    yield ""
    yield f"Mean regret [{low:.2f}, {high:.2f}] (95 %, families drawn again); median {median:.2f}."
    yield ""


def _gain_lines(gains: Mapping[str, Gain], without: Sequence[str]) -> Iterator[str]:
    if not gains:
        return
    yield from ["| domain | held out | gain in tau | kept |", "| --- | --- | --- | --- |"]
    for domain, gain in sorted(gains.items()):
        kept = "no" if domain in without else "yes"
        yield f"| {domain} | {gain.groups} {gain.held_out} | {gain.tau:+.4f} | {kept} |"
    yield ""


def _transfer_line(found: Measured) -> str:
    used, transfer = found.calibration.transfer_error, found.calibration.transfer
    if transfer is None and found.agreed is not None:
        return (
            f"Transfer error {used:g} levels, assumed: {found.agreed.families} tests are too few "
            f"to measure it. They would give {found.agreed.transfer_error:.2f}."
        )
    if transfer is None:
        return (
            f"Transfer error {used:g} levels, assumed: too few models were tested twice to "
            "measure it."
        )
    text = (
        f"Transfer error {transfer.levels:g} levels [{transfer.low:g}, {transfer.high:g}] "
        f"(90 %; Student t, 3 degrees of freedom), over {transfer.groups} {transfer.held_out}."
    )
    if transfer.held_out == "families" or used == transfer.levels:
        return text
    return f"{text} {used:g} is used, the least that was measured over families for any type."


def _agreement_lines(agreed: Agreement) -> Iterator[str]:
    yield (
        f"First of 8: stated {agreed.claimed_first:.3f}, observed {agreed.observed_first:.3f}; "
        f"with sampling error alone stated {agreed.claimed_first_without:.3f}."
    )
    yield (
        f"A beats B: log loss {agreed.log_loss:.3f}, Brier {agreed.brier:.3f}; with sampling error "
        f"alone {agreed.log_loss_without:.3f} and {agreed.brier_without:.3f}."
    )
    yield from [
        "",
        "| stated that A beats B | came true | all pairs alike: stated | came true | pairs |",
    ]
    yield "| --- | --- | --- | --- | --- |"
    for one in agreed.bins:
        yield (
            f"| {one.stated:.3f} | {one.true:.3f} | {one.stated_alike:.3f} "
            f"| {one.true_alike:.3f} | {one.pairs} |"
        )
    yield ""
    furthest = ", ".join(
        f"{one.item} ({one.stated:.2f} stated, {one.true:.2f} came true)" for one in agreed.furthest
    )
    off = f"At most {100 * agreed.most_off:.1f} points off"
    few = "" if agreed.families >= GROUPS_FOR_TRANSFER else ", over too few tests to judge it by"
    yield f"{off}{few}. Least came true on {furthest}."
    yield ""


def _coverage_lines(coverage: Coverage) -> Iterator[str]:
    yield (
        f"Single results left out ({coverage.cells}): error {coverage.mean_absolute_error:.1f} "
        f"points of 100 (by benchmark means {coverage.mean_absolute_error_of_item_means:.1f}); "
        f"90 % intervals hold {coverage.coverage:.3f}, with the factor {coverage.factor:.3f} "
        f"learned on other folds {coverage.corrected:.3f}."
    )
    yield ""


def backtest_lines(tests: Sequence[Backtest]) -> Iterator[str]:
    """One line a day."""
    for one in tests:
        yield (
            f"Known before {one.day}, judged on what came later: tau {one.tau:.3f}, regret "
            f"{one.regret:.2f} over {one.families} families, {one.tests} benchmarks "
            f"(mean of z-scores: tau {one.tau_mean_of_z_scores:.3f})."
        )
    if tests:
        yield ""


def vendor_lines(offset: VendorOffset) -> Iterator[str]:
    """How far makers' own results are above independent ones."""
    yield (
        f"Makers' own results (not used) are {offset.mean:+.1f} points above independent ones "
        f"[{offset.low:+.1f}, {offset.high:+.1f}], median {offset.median:+.1f}, over "
        f"{offset.pairs} pairs."
    )
    yield ""


def missing_lines(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """A table for each criterion and way of going missing."""
    for (column, mechanism), rows in groupby(outcomes, key=lambda one: (one.column, one.mechanism)):
        how = "at random" if mechanism == "at random" else "worse values likelier"
        yield f"Unknown {column}, {how}:"
        yield ""
        yield "| rule | regret | difference [95 %] | hits | picks an unknown |"
        yield "| --- | --- | --- | --- | --- |"
        for one in sorted(rows, key=lambda one: one.regret):
            mean, low, high = one.difference
            more = (
                "in force" if mean == low == high == 0 else f"{mean:+.2f} [{low:+.2f}, {high:+.2f}]"
            )
            yield (
                f"| {one.rule} | {one.regret:.2f} | {more} | {one.hits:.2f} "
                f"| {100 * one.unknown_picks:.0f} % |"
            )
        yield ""
