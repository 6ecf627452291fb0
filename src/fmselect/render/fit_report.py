"""The quality of a fit for the eyes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fmselect.catalog.fit_report import FitReport, Residual

_WIDTH = 29
"""Of the names of the figures."""


def report_text(reports: Sequence[FitReport]) -> str:
    """A paragraph for each model type: what was held out, what was seen, the worst residuals."""
    if not reports:
        return "\nestimates are provisional: nothing was fitted\n"
    return "".join(f"\n{line}" for report in reports for line in _lines(report)) + "\n"


def _lines(report: FitReport) -> Iterator[str]:
    yield (
        f"{report['type']}: {report['results']:,} results of {report['models']:,} models on "
        f"{report['items']:,} items"
    )
    yield from (f"  {name:<{_WIDTH}}{text}" for name, text in _figures(report))
    yield from _domain_lines(report)
    yield "  worst residuals (candidates for errors in the data)"
    yield from (f"    {_residual(one)}" for one in report["worst_residuals"])


def _figures(report: FitReport) -> Iterator[tuple[str, str]]:
    """Name and text of each figure, what is held out first."""
    yield "held out on", _measured(report)
    families = report["held_out_families"]
    if families is None:
        yield "whole families left out", "none has models enough"
    else:
        of_range = f"regret {families['regret']:.2f} % of the range"
        tests = f"{families['families']} of them, {families['benchmarks']} benchmarks"
        yield "whole families left out", f"{tests}: tau {families['tau']:.3f}, {of_range}"
        yield (
            "  by the mean of z-scores",
            f"tau {families['tau_of_mean_z']:.3f}, regret {families['regret_of_mean_z']:.2f} %",
        )
    single = report["left_out_results"]
    if single is None:
        yield "single results left out", "too few to tell"
    else:
        plain = f"(by the benchmark's mean {single['error_points_of_means']:.1f})"
        error = f"error {single['error_points']:.1f} points of 100 {plain}"
        yield "single results left out", error
        factor = f"with the conformal factor {single['factor']:.3f}"
        held = f"hold {single['coverage']:.3f}; {single['corrected_coverage']:.3f} {factor}"
        yield "  90 % intervals", held
    yield "error of a result seen", f"{report['mean_absolute_error_points']:.1f} points of 100"
    yield "transfer error", f"{report['transfer_error_points']:.1f} points of capability"
    yield "  in levels", _transfer(report)
    found = report["transfer_measured"]
    if found is not None:
        stated, seen = found["first_stated"], found["first_observed"]
        yield "first of 8", f"stated {stated:.3f}, observed {seen:.3f}"
        if found["pairs_off"] is not None:
            off = f"stated within {100 * found['pairs_off']:.1f} points of what came true"
            yield "one beats another", off
    yield "standard errors times", f"{report['error_factor']:g}"


def _measured(report: FitReport) -> str:
    if report["measured_on"] is None:
        return "never measured: run make evidence-report"
    if report["stale"]:
        return f"{report['measured_on']}, STALE: the evidence has changed; run make evidence-report"
    return f"{report['measured_on']}, on this evidence"


def _transfer(report: FitReport) -> str:
    found = report["transfer_measured"]
    if found is None:
        return "assumed: too few tests to measure it"
    return (
        f"measured {found['levels']:.2f} [{found['low']:.2f}, {found['high']:.2f}] over "
        f"{found['groups']} held-out {found['held_out']}"
    )


def _domain_lines(report: FitReport) -> Iterator[str]:
    gains = report["domain_gains"]
    if gains:
        yield "  domain deviations add to tau"
    for name, gain in sorted(gains.items(), key=lambda pair: (-pair[1]["tau"], pair[0])):
        dropped = "  dropped" if name in report["without_domains"] else ""
        over = f"{gain['groups']} held-out {gain['held_out']}"
        yield f"    {gain['tau']:+.4f}  {name} ({over}){dropped}"


def _residual(one: Residual) -> str:
    return (
        f"{one['standard_deviations']:+6.1f} sd  {one['model']} on {one['benchmark']}: "
        f"{one['score']:g} (share {one['share']:.2f}, expected {one['expected_share']:.2f})"
    )
