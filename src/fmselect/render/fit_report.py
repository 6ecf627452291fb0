"""The quality of a fit for the eyes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fmselect.catalog.fit_report import FitReport


def report_text(reports: Sequence[FitReport]) -> str:
    """A paragraph for each model type, and its worst residuals."""
    if not reports:
        return "\nestimates are provisional: nothing was fitted\n"
    return "".join(f"\n{line}" for report in reports for line in _lines(report)) + "\n"


def _lines(report: FitReport) -> Iterator[str]:
    yield (
        f"{report['type']}: {report['results']:,} results of {report['models']:,} models on "
        f"{report['items']:,} items"
    )
    yield f"  mean error of a result    {report['mean_absolute_error_points']:.1f} points of 100"
    yield f"  transfer error            {report['transfer_error_points']:.1f} points of capability"
    yield f"  standard errors times     {report['error_factor']:g}"
    if report["without_domains"]:
        yield f"  no deviation of its own   {', '.join(report['without_domains'])}"
    yield "  worst residuals (candidates for errors in the data)"
    for one in report["worst_residuals"]:
        yield (
            f"    {one['standard_deviations']:+6.1f} sd  {one['model']} on {one['benchmark']}: "
            f"{one['score']:g} (share {one['share']:.2f}, expected {one['expected_share']:.2f})"
        )
