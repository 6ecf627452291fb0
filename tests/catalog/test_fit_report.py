"""How well the fit predicts, and describes the real evidence; what was measured is of today's."""

from __future__ import annotations

import pytest

from fmselect.capability.calibration import (
    LEAST_TRANSFER,
    UNTESTED_TRANSFER,
    Calibration,
    calibration_text,
    evidence_digest,
    read_calibration,
)
from fmselect.capability.evidence import Cell, cells
from fmselect.catalog.estimates import CALIBRATION, calibration_of
from fmselect.catalog.fit_report import WORST, FitReport, fit_reports
from fmselect.catalog.load import load_catalog_files
from fmselect.catalog.locate import locate_compiled, source_folder
from fmselect.render.fit_report import report_text


@pytest.fixture(scope="module")
def reports() -> dict[str, FitReport]:
    """By model type."""
    return {one["type"]: one for one in fit_reports([source_folder()], locate_compiled())}


@pytest.fixture(scope="module")
def evidence() -> dict[str, list[Cell]]:
    """Cells of the catalog by model type."""
    return cells(load_catalog_files([source_folder()]).records("benchmarks"))


@pytest.fixture(scope="module")
def calibration() -> dict[str, Calibration]:
    """What was measured, by model type."""
    return calibration_of(source_folder())


def test_the_fit_describes_its_own_evidence(reports: dict[str, FitReport]) -> None:
    """Each fitted type, a small error on what was seen, and the worst residuals first."""
    assert set(reports) >= {"language", "embedding", "speech-to-text"}
    language = reports["language"]
    assert language["models"] >= 600
    assert language["mean_absolute_error_points"] < 5.0
    worst = [abs(one["standard_deviations"]) for one in language["worst_residuals"]]
    assert len(worst) == WORST
    assert worst == sorted(worst, reverse=True)


def test_what_was_measured_is_of_todays_evidence(
    calibration: dict[str, Calibration], evidence: dict[str, list[Cell]]
) -> None:
    """A changed benchmark, or another fit, makes it stale: run `make evidence-report`."""
    assert set(calibration) == set(evidence)
    stale = [k for k, rows in evidence.items() if calibration[k].digest != evidence_digest(rows)]
    assert stale == []


def test_held_out_quality_is_what_the_project_promises(
    calibration: dict[str, Calibration],
) -> None:
    """Tau 0.64, 0.12 over the mean of z-scores, regret 5.2 %; chances that come true."""
    language = calibration["language"]
    assert language.held_out is not None
    assert language.held_out.families >= 30
    assert language.held_out.tau >= 0.64
    assert language.held_out.tau >= language.held_out.tau_of_mean_z + 0.12
    assert language.held_out.regret <= 5.2
    assert language.transfer is not None
    assert abs(language.transfer.first_stated - language.transfer.first_observed) <= 0.05
    for one in calibration.values():
        if one.left_out is not None:
            assert 0.86 <= one.left_out.coverage <= 0.94
            assert 0.88 <= one.left_out.corrected_coverage <= 0.92


def test_no_domain_that_costs_is_kept(calibration: dict[str, Calibration]) -> None:
    """Whose deviations predict held-out tests worse than the general level has none."""
    for one in calibration.values():
        costly = {name for name, gain in one.domain_gains.items() if gain.tau < 0}
        assert costly == set(one.without)


def test_an_assumed_transfer_error_is_no_smaller_than_any_measured(
    calibration: dict[str, Calibration],
) -> None:
    """Where levels cannot be seen to carry over they are taken to carry over worst.

    What was measured within one family is used, and for no less than families gave for any type.
    """
    measured = [one.transfer.levels for one in calibration.values() if one.transfer]
    for one in calibration.values():
        if one.transfer is None:
            assert one.transfer_error == UNTESTED_TRANSFER >= max(measured)
        elif one.transfer.held_out == "families":
            assert one.transfer_error == one.transfer.levels >= LEAST_TRANSFER
        else:
            assert one.transfer_error == max(one.transfer.levels, LEAST_TRANSFER)


def test_stated_chances_come_true_within_five_points(calibration: dict[str, Calibration]) -> None:
    """Of being first of eight and of beating another, for every type that can be measured."""
    measured = {kind: one.transfer for kind, one in calibration.items() if one.transfer}
    assert set(measured) >= {"language", "embedding", "speech-to-text"}
    for transfer in measured.values():
        assert abs(transfer.first_stated - transfer.first_observed) <= 0.05
        assert transfer.pairs_off is not None
        assert transfer.pairs_off <= 0.05


def test_the_file_is_what_the_tool_writes(calibration: dict[str, Calibration]) -> None:
    """Nobody edited it, and nothing of it is lost in reading."""
    text = (source_folder() / CALIBRATION).read_text(encoding="utf-8")
    assert calibration_text(calibration) == text


def test_a_report_says_when_it_was_measured_and_when_that_is_stale(
    reports: dict[str, FitReport],
) -> None:
    """The day; a warning where the evidence has changed; and where nothing was ever measured."""
    language = reports["language"]
    assert f"held out on                  {language['measured_on']}" in report_text([language])
    for name in ("tau", "conformal factor", "transfer error", "domain deviations", " sd "):
        assert name in report_text([language])
    stale: FitReport = {**language, "stale": True}
    assert "STALE" in report_text([stale])
    never: FitReport = {
        **language,
        "measured_on": None,
        "held_out_families": None,
        "left_out_results": None,
        "transfer_measured": None,
    }
    assert "never measured: run make evidence-report" in report_text([never])
    assert "provisional" in report_text([])


def test_an_uncalibrated_catalog_reads_as_one() -> None:
    """No file, no figures: cautious assumptions in their place."""
    assert read_calibration({}) == {}
    assert read_calibration({"language": {}})["language"] == Calibration()
