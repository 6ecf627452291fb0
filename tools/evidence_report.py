"""Measure the capability estimates on held-out evidence, and keep what they are calibrated by.

Run by `make evidence-report`. Prints a report in Markdown and, with `--write`, writes
`catalog/calibration.yaml` and the page that publishes the figures. Takes about five minutes on one
core; the figures do not depend on the machine beyond their last digits.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from fmselect.capability.calibration import UNTESTED_TRANSFER, Calibration, evidence_digest
from fmselect.capability.evidence import Cell, cells
from fmselect.catalog.load import load_catalog_files
from fmselect.domain.records import Benchmark
from tools.evidence.backtest import backtest
from tools.evidence.baselines import arena_alone, max_over_sources, mean_of_z_scores
from tools.evidence.coverage import Coverage, cell_coverage
from tools.evidence.facts import released_days, usd_per_million_tokens
from tools.evidence.holdout import Baseline, Held, family_holdout
from tools.evidence.page import PATH, page
from tools.evidence.probabilities import Agreement, agreement
from tools.evidence.summary import by_family, compare, domain_gains, unhelpful_domains
from tools.evidence.vendors import vendor_offset

BACKTEST_DAYS = ("2026-01-01", "2026-05-01", "2026-08-01")
_FAMILIES_FOR_TRANSFER = 12
"""Held-out families from which on a transfer error is measured; else a cautious one is assumed."""
_CELLS_FOR_COVERAGE = 300


def main(arguments: Sequence[str] | None = None) -> int:
    """Report on the catalog; 0 where it was written or printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalog", type=Path, default=Path("catalog"))
    parser.add_argument("--write", action="store_true", help="write calibration.yaml")
    options = parser.parse_args(arguments)
    catalog = load_catalog_files([options.catalog])
    benchmarks = catalog.records("benchmarks")
    released = released_days(catalog.records("models"))
    prices = usd_per_million_tokens(catalog.records("offers"))
    baselines: dict[str, Baseline] = {
        "mean of z-scores": mean_of_z_scores,
        "max over sources": max_over_sources,
        "text arena alone": arena_alone,
        "newest": lambda _: released,
        "priciest": lambda _: prices,
    }
    measured: dict[str, Calibration] = {}
    lines = []
    for kind, rows in cells(benchmarks).items():
        for line in _report(kind, rows, benchmarks, baselines, measured):
            sys.stdout.write(f"{line}\n")
            lines.append(line)
    if options.write:
        Path(PATH).write_text(page(lines), encoding="utf-8", newline="\n")
        text = calibration_text(measured)
        (options.catalog / "calibration.yaml").write_text(text, encoding="utf-8", newline="\n")
    return 0


def _report(
    kind: str,
    rows: Sequence[Cell],
    benchmarks: Mapping[str, Benchmark],
    baselines: Mapping[str, Baseline],
    measured: dict[str, Calibration],
) -> Iterator[str]:
    """Lines of one model type; its calibration is added to `measured`."""
    models, items = len({row.model for row in rows}), len({row.item for row in rows})
    yield f"## {kind}: {len(rows)} results of {models} models on {items} benchmarks"
    held = family_holdout(rows, baselines)
    without = unhelpful_domains(held)
    if without:
        yield from ["", "Domains without a deviation of their own: " + ", ".join(without)]
        held = family_holdout(rows, baselines, without)
    yield from _held_lines(held)
    transfer = UNTESTED_TRANSFER
    if len({one.test.family for one in held}) >= _FAMILIES_FOR_TRANSFER:
        agreed = agreement(held)
        transfer = agreed.transfer_error
        yield from _agreement_lines(agreed)
    factor = 1.0
    if len(rows) >= _CELLS_FOR_COVERAGE:
        coverage = cell_coverage(rows, without)
        # Held-out scores say how wide the interval of a score is. Where it is too wide that is no
        # reason to be surer of a level, so the factor only ever widens.
        factor = max(1.0, round(coverage.factor, 3))
        yield from _coverage_lines(coverage)
    yield from _backtest_lines(kind, benchmarks, without)
    offset = vendor_offset(benchmarks, kind)
    if offset is not None:
        yield (
            f"Makers' own results (not used) are {offset.mean:+.1f} points above independent ones "
            f"[{offset.low:+.1f}, {offset.high:+.1f}], median {offset.median:+.1f}, over "
            f"{offset.pairs} pairs."
        )
    measured[kind] = Calibration(tuple(without), transfer, factor, evidence_digest(rows))


def _held_lines(held: Sequence[Held]) -> Iterator[str]:
    if not held:
        yield from ["", "No family has models enough to be held out.", ""]
        return
    yield from ["", "| method | families | tau | regret | fit: tau | regret | gain [95 %] |"]
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for m in compare(held):
        mean, low, high = m.gain
        yield (
            f"| {m.name} | {m.families} | {m.tau:.3f} | {m.regret:.2f} | {m.fit_tau:.3f} "
            f"| {m.fit_regret:.2f} | {mean:+.3f} [{low:+.3f}, {high:+.3f}] |"
        )
    yield from ["", "| family held out | benchmarks | tau | regret |", "| --- | --- | --- | --- |"]
    for family, tests, tau, regret in by_family(held):
        yield f"| {family} | {tests} | {tau:.3f} | {regret:.2f} |"
    yield from ["", "| domain | families | gain in tau |", "| --- | --- | --- |"]
    for domain, families, gain in domain_gains(held):
        yield f"| {domain} | {families} | {gain:+.4f} |"
    yield ""


def _agreement_lines(agreed: Agreement) -> Iterator[str]:
    yield f"Transfer error {agreed.transfer_error:g} levels (Student t, 3 degrees of freedom)."
    yield (
        f"First of 8: stated {agreed.claimed_first:.3f}, observed {agreed.observed_first:.3f}; "
        f"with sampling error alone stated {agreed.claimed_first_without:.3f}."
    )
    yield (
        f"A beats B: log loss {agreed.log_loss:.3f}, Brier {agreed.brier:.3f}; with sampling error "
        f"alone {agreed.log_loss_without:.3f} and {agreed.brier_without:.3f}."
    )
    yield from ["", "| stated that A beats B | came true | pairs |", "| --- | --- | --- |"]
    for stated, true, pairs in agreed.bins:
        yield f"| {stated:.3f} | {true:.3f} | {pairs} |"
    yield ""


def _coverage_lines(coverage: Coverage) -> Iterator[str]:
    yield (
        f"Single results left out ({coverage.cells}): error {coverage.mean_absolute_error:.1f} "
        f"points of 100 (by benchmark means {coverage.mean_absolute_error_of_item_means:.1f}); "
        f"90 % intervals hold {coverage.coverage:.3f}, with the factor {coverage.factor:.3f} "
        f"learned on other folds {coverage.corrected:.3f}."
    )
    yield ""


def _backtest_lines(
    kind: str, benchmarks: Mapping[str, Benchmark], without: Sequence[str]
) -> Iterator[str]:
    for day in BACKTEST_DAYS:
        result = backtest(benchmarks, kind, day, without)
        if result is not None:
            yield (
                f"Known before {day}, judged on what came later: tau {result.tau:.3f}, regret "
                f"{result.regret:.2f} over {result.families} families, {result.tests} benchmarks "
                f"(mean of z-scores: tau {result.tau_mean_of_z_scores:.3f})."
            )
    yield ""


def calibration_text(measured: Mapping[str, Calibration]) -> str:
    """`catalog/calibration.yaml`: one entry a model type."""
    lines = ["# Written by `make evidence-report`; do not edit."]
    for kind, one in sorted(measured.items()):
        lines += [
            f"{kind}:",
            f"  without: [{', '.join(one.without)}]",
            f"  transfer_error: {one.transfer_error:g}",
            f"  error_factor: {one.error_factor:g}",
            f'  digest: "{one.digest}"',
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
