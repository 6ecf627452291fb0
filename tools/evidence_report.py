"""Measure the advice on held-out evidence, and keep what the estimates are calibrated by.

Run by `make evidence-report`. Prints a report in Markdown and, with `--write`, writes
`catalog/calibration.yaml` and the page that publishes the figures. Takes about three minutes on
one core; the figures do not depend on the machine beyond their last digits.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from fmselect.capability.calibration import Calibration, calibration_text
from fmselect.capability.evidence import Cell, cells
from fmselect.catalog.compile import compile_catalog
from fmselect.catalog.load import load_catalog_files
from fmselect.catalog.references import check_sound
from fmselect.catalog.store import open_catalog
from fmselect.domain.records import Benchmark
from tools.evidence import lines
from tools.evidence.backtest import backtest
from tools.evidence.baselines import arena_alone, max_over_sources, mean_of_z_scores
from tools.evidence.facts import released_days, usd_per_million_tokens
from tools.evidence.holdout import Baseline
from tools.evidence.measure import MEAN_Z, measure, refusals
from tools.evidence.missing import outcomes, populations
from tools.evidence.page import PATH, page
from tools.evidence.vendors import vendor_offset

BACKTEST_DAYS = ("2026-01-01", "2026-05-01", "2026-08-01")
CALIBRATION = "calibration.yaml"


def main(arguments: Sequence[str] | None = None) -> int:
    """Report on the catalog; 0 where it was written or printed, 1 where it must not be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalog", type=Path, default=Path("catalog"))
    parser.add_argument("--write", action="store_true", help="write calibration.yaml and the page")
    options = parser.parse_args(arguments)
    measured: dict[str, Calibration] = {}
    report = []
    for line in _report(options.catalog, measured):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
        report.append(line)
    refused = list(refusals(measured))
    if refused:
        sys.stderr.write("not good enough to be published:\n" + "\n".join(refused) + "\n")
        return 1
    if options.write:
        text = calibration_text(measured)
        (options.catalog / CALIBRATION).write_text(text, encoding="utf-8", newline="\n")
    missing = list(_missing_values(options.catalog))
    sys.stdout.write("\n".join(missing) + "\n")
    if options.write:
        Path(PATH).write_text(page(report, missing), encoding="utf-8", newline="\n")
    return 0


def _report(folder: Path, measured: dict[str, Calibration]) -> Iterator[str]:
    """Lines of every model type; the calibration of each is added to `measured`."""
    catalog = load_catalog_files([folder])
    check_sound(catalog)  # before the minutes it takes: the last tables need it compiled
    benchmarks = catalog.records("benchmarks")
    released = released_days(catalog.records("models"))
    prices = usd_per_million_tokens(catalog.records("offers"))
    baselines: dict[str, Baseline] = {
        MEAN_Z: mean_of_z_scores,
        "max over sources": max_over_sources,
        "text arena alone": arena_alone,
        "newest": lambda _: released,
        "priciest": lambda _: prices,
    }
    for kind, rows in cells(benchmarks).items():
        yield from _of_type(kind, rows, benchmarks, baselines, measured)


def _of_type(
    kind: str,
    rows: Sequence[Cell],
    benchmarks: Mapping[str, Benchmark],
    baselines: Mapping[str, Baseline],
    measured: dict[str, Calibration],
) -> Iterator[str]:
    models, items = len({row.model for row in rows}), len({row.item for row in rows})
    yield f"## {kind}: {len(rows)} results of {models} models on {items} benchmarks"
    yield ""
    found = measure(rows, baselines, date.today().isoformat())  # noqa: DTZ011 - a tool
    measured[kind] = found.calibration
    yield from lines.measured_lines(found)
    without = found.calibration.without
    tests = (backtest(benchmarks, kind, day, without) for day in BACKTEST_DAYS)
    yield from lines.backtest_lines([one for one in tests if one is not None])
    offset = vendor_offset(benchmarks, kind)
    if offset is not None:
        yield from lines.vendor_lines(offset)


def _missing_values(folder: Path) -> Iterator[str]:
    """What an unknown should count as, on a compiled catalog with the calibration just written."""
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "catalog"
        compile_catalog(folder, target)
        catalog = open_catalog(target)
        yield from lines.missing_lines(outcomes(populations(catalog, catalog.ids("tasks"))))


if __name__ == "__main__":
    raise SystemExit(main())
