"""How well the fit describes the real evidence."""

from __future__ import annotations

from fmselect.catalog.fit_report import WORST, fit_reports
from fmselect.catalog.locate import locate_compiled, source_folder


def test_the_fit_describes_its_own_evidence() -> None:
    """Each fitted type, a small error on what was seen, and the worst residuals first."""
    reports = {
        report["type"]: report for report in fit_reports([source_folder()], locate_compiled())
    }

    assert set(reports) >= {"language", "embedding", "speech-to-text"}
    language = reports["language"]
    assert language["models"] >= 600
    assert language["mean_absolute_error_points"] < 5.0
    worst = [abs(one["standard_deviations"]) for one in language["worst_residuals"]]
    assert len(worst) == WORST
    assert worst == sorted(worst, reverse=True)
