"""Published estimates: the pinned scale, who has one, and what calibration does to errors."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Literal

import pytest
import yaml

from fmselect.capability.calibration import (
    Calibration,
    Gain,
    HeldOut,
    LeftOut,
    Transfer,
    calibration_text,
    conformal_factor,
    evidence_digest,
    read_calibration,
)
from fmselect.capability.estimates import fitted_estimates
from fmselect.capability.evidence import cells
from fmselect.capability.frozen import (
    Row,
    combined_capabilities,
    frozen_document,
    placed_capabilities,
    read_frozen,
)
from fmselect.capability.scales import PINS, published_scale
from fmselect.domain.records import Benchmark, Result, ResultSet, Scale

PERCENT = Scale(kind="bounded", metric="% correct", minimum=Decimal(0), maximum=Decimal(100))
LOW, HIGH = PINS["language"]
By = Literal["independent", "vendor", "preference"]


def a_benchmark(scores: Mapping[str, float], number: int, by: By = "independent") -> Benchmark:
    """One of a set of benchmarks, each its own family."""
    results = tuple(Result(model=m, score=Decimal(f"{s:.1f}")) for m, s in scores.items())
    return Benchmark(
        title="t", measures="m", type="language", domain=("math", "coding")[number % 2],
        family=f"f{number}", scale=PERCENT,
        result_sets=(ResultSet(source="s", by=by, results=results),),
    )  # fmt: skip


def evidence(better: str = HIGH) -> dict[str, Benchmark]:
    """Six benchmarks of twelve models; `better` is well above the rest of the pinned two."""
    draw = random.Random(4)  # noqa: S311 - made evidence
    names = [*(f"l/m{n}" for n in range(10)), LOW, HIGH]
    level = {name: 30 + 4 * n for n, name in enumerate(names)} | {LOW: 40, HIGH: 40, better: 70}
    return {
        f"b{n}": a_benchmark({m: level[m] + draw.uniform(-4, 4) for m in names}, n)
        for n in range(6)
    }


def test_the_pinned_models_stand_at_100_and_150() -> None:
    """In general: in a domain they may stand a little off."""
    found = fitted_estimates(evidence())["language"]
    for domain in ("math", "coding"):
        assert found.domains[domain][LOW].estimate == pytest.approx(100, abs=12)
        assert found.domains[domain][HIGH].estimate == pytest.approx(150, abs=12)
    scale = found.frozen.scale
    assert scale.estimate(scale.level) == 100


def test_without_the_pinned_models_the_average_stands_at_100() -> None:
    """A catalog without them, or with them the wrong way round, has a scale all the same."""
    assert published_scale("language", {"l/a": 0.5}).estimate(0.0) == 100
    assert published_scale("language", {LOW: 1.0, HIGH: 0.0}).estimate(1.0) == 150


def test_a_makers_results_change_no_estimate() -> None:
    """Results of a vendor, however high, neither move a model nor make one appear."""
    vendor = a_benchmark({"l/m0": 99.0, "l/new": 100.0, LOW: 99.0}, 7, by="vendor")
    assert fitted_estimates(evidence() | {"v": vendor}) == fitted_estimates(evidence())


def test_estimates_have_four_decimals_and_grow_with_the_scores() -> None:
    """Rounded against the differences of machines; better models are higher."""
    found = fitted_estimates(evidence())["language"].domains["math"]
    assert all(c.estimate == round(c.estimate, 4) for c in found.values())
    assert found["l/m9"].estimate > found["l/m5"].estimate > found["l/m0"].estimate
    assert {c.grade for c in found.values()} == {"fair"}


def test_calibration_widens_errors_and_states_the_transfer() -> None:
    """The factor multiplies every standard error; the transfer error is given in points."""
    plain = fitted_estimates(evidence(), {"language": Calibration()})["language"]
    wide = fitted_estimates(
        evidence(), {"language": Calibration(transfer_error=0.1, error_factor=1.5)}
    )["language"]
    for model, capability in wide.domains["math"].items():
        before = plain.domains["math"][model]
        assert before.standard_error is not None
        assert capability.standard_error == pytest.approx(1.5 * before.standard_error, rel=1e-4)
        assert capability.estimate == before.estimate
    assert wide.transfer_error == pytest.approx(0.1 * wide.frozen.scale.points, abs=1e-4)


def test_a_model_is_placed_on_frozen_items_near_where_the_fit_had_it() -> None:
    """The results of a fitted model, placed alone after a trip through JSON: within two errors."""
    benchmarks = evidence()
    found = fitted_estimates(benchmarks)["language"]
    frozen = read_frozen(json.loads(json.dumps(frozen_document(found.frozen))))
    assert frozen == found.frozen
    results = [
        (name, result.setting, float(result.score))
        for name, benchmark in benchmarks.items()
        for result in benchmark.result_sets[0].results
        if result.model == "l/m7"
    ]
    placed = placed_capabilities(frozen, [*results, ("not-fitted", None, 1.0)])
    assert sorted(placed) == ["coding", "math"]
    for domain, capability in placed.items():
        fitted = found.domains[domain]["l/m7"]
        assert fitted.standard_error is not None
        assert abs(capability.estimate - fitted.estimate) < 2 * fitted.standard_error
        assert (capability.benchmarks, capability.grade) == (6, "fair")


def test_a_model_without_fitted_items_is_not_placed() -> None:
    """Results on benchmarks nobody else took give no capability, not an average one."""
    frozen = fitted_estimates(evidence())["language"].frozen
    assert placed_capabilities(frozen, [("own-test", None, 99.0)]) == {}


def test_the_conformal_factor_makes_intervals_hold() -> None:
    """Errors twice what they were stated to be give a factor of about two, normal ones of one."""
    normal = [abs(random.Random(n).gauss(0, 1)) for n in range(4000)]  # noqa: S311
    assert conformal_factor(normal, 0.9) == pytest.approx(1, abs=0.05)
    assert conformal_factor([2 * ratio for ratio in normal], 0.9) == pytest.approx(2, abs=0.1)
    assert conformal_factor([], 0.9) == 1


def test_a_calibration_is_read_back_and_tells_when_it_is_stale() -> None:
    """What the file says comes back; changed evidence has another digest."""
    document = {"language": {"without": ["vision"], "transfer_error": "0.14", "digest": "ab"}}
    assert read_calibration(document)["language"] == Calibration(("vision",), 0.14, 1.0, "ab")
    one, other = cells(evidence())["language"], cells(evidence(better=LOW))["language"]
    assert evidence_digest(one) == evidence_digest(one[::-1])
    assert evidence_digest(one) != evidence_digest(other)


def test_how_quick_a_model_is_says_nothing_about_how_good_it_is() -> None:
    """Real-time factors have a fit and a scale of their own beside that of word errors."""
    spoken = {name: replace(one, type="speech-to-text") for name, one in evidence().items()}
    pace = Scale(kind="unbounded", metric="RTFx", minimum=Decimal(0))
    quick = {
        f"q{n}": replace(
            a_benchmark({f"l/m{m}": 10.0 * (12 - m) + n for m in range(10)}, n),
            type="speech-to-text", domain="real-time-factor", scale=pace,
        )
        for n in range(3)
    }  # fmt: skip
    alone, both = fitted_estimates(spoken), fitted_estimates(spoken | quick)
    assert both["speech-to-text"] == alone["speech-to-text"]
    found = both["speech-to-text/real-time-factor"].domains["real-time-factor"]
    assert found["l/m0"].estimate > found["l/m5"].estimate > found["l/m9"].estimate


def model_seven(benchmarks: Mapping[str, Benchmark]) -> list[Row]:
    """What is known of one of the models."""
    return [
        (name, result.setting, float(result.score))
        for name, benchmark in benchmarks.items()
        for result in benchmark.result_sets[0].results
        if result.model == "l/m7"
    ]


def test_own_results_move_a_published_estimate_by_what_they_say_more() -> None:
    """A repeated result moves nothing, a better one raises and a worse one lowers, exactly so."""
    benchmarks = evidence()
    found = fitted_estimates(benchmarks)["language"]
    known = model_seven(benchmarks)
    published = {name: models["l/m7"] for name, models in found.domains.items()}
    name, setting, score = known[0]

    def moved(to: float) -> float:
        own = [(name, setting, to)]
        return combined_capabilities(found.frozen, published, known, own)["math"].estimate

    assert combined_capabilities(found.frozen, published, known, known[:1]) == published
    assert moved(score - 20) < published["math"].estimate < moved(score + 20)


def test_a_model_nobody_tested_is_placed_by_its_own_results() -> None:
    """As by themselves: there is no published estimate to move."""
    benchmarks = evidence()
    frozen = fitted_estimates(benchmarks)["language"].frozen
    own = model_seven(benchmarks)
    assert combined_capabilities(frozen, {}, [], own) == placed_capabilities(frozen, own)


def test_a_calibration_survives_its_file() -> None:
    """Every figure that is written is read back."""
    one = Calibration(
        ("vision",), 0.14, 1.02, "ab12", "2026-11-24",
        Transfer("families", 33, 0.14, 0.1, 0.18, 0.633, 0.635, 0.041),
        HeldOut(33, 104, 0.675, 5.18, 0.517, 10.1),
        LeftOut(13447, 2.97, 13.2, 0.939, 0.838, 0.9),
        {"coding": Gain("families", 7, 0.0291), "vision": Gain("families", 4, -0.0103)},
    )  # fmt: skip
    bare = Calibration(digest="cd34", measured="2026-11-24")
    text = calibration_text({"language": one, "text-to-speech": bare})
    assert read_calibration(yaml.safe_load(text)) == {"language": one, "text-to-speech": bare}


def test_what_an_older_report_did_not_measure_is_unknown() -> None:
    """Pairs were not judged once: None, never 0, and nothing of it is written back."""
    older = Transfer("families", 33, 0.14, 0.1, 0.18, 0.633, 0.635)
    text = calibration_text({"language": Calibration(transfer=older)})
    assert "pairs_off" not in text
    assert read_calibration(yaml.safe_load(text))["language"].transfer == older
