"""Epoch's export: scores as they stand, scores worked out again, and what is left out and why."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmselect.catalog.strict_yaml import read_yaml
from fmselect.catalog.write import dump_record
from fmselect.upstream import epoch
from fmselect.upstream.epoch_benchmarks import BENCHMARKS, RESCALED
from fmselect.upstream.proposals import Origin, Proposals
from fmselect.upstream.report import SyncReport
from fmselect.upstream.sync import sync_from_body

ORIGIN = Origin(via="https://epoch.ai/data/eci_benchmarks.csv#sha256:01", observed="2026-11-24")
MODELS = (
    "anthropic/claude-sonnet-4-5",
    "deepseek/deepseek-v3.2",
    "deepseek/deepseek-v4-pro",
    "google/gemini-2.5-pro",
    "openai/gpt-5",
    "openai/gpt-oss-120b",
)
OWN = ("0.47", "0.5808", "0.66", "0.711", "0.8", "0.852904040404")
"""Scores of GPQA on its own scale."""


def table(*rows: tuple[str, str, str]) -> str:
    """An export of these rows: benchmark, model and score there."""
    lines = [f"{score},{benchmark},{model}" for benchmark, model, score in rows]
    return "\n".join(("performance,benchmark,model_version", *lines)) + "\n"


def read(*rows: tuple[str, str, str]) -> Proposals:
    """What an export of these rows proposes."""
    return epoch.read(table(*rows), "e.csv", ORIGIN)


def rescaled(own: str, guessing: str = "0.25", ceiling: str = "1") -> str:
    """A score as the export has it: floating point, as the index's code computes."""
    low, high = float(guessing), float(ceiling)
    return repr((float(own) - low) / (high - low))


@pytest.fixture
def gpqa(catalog: Path) -> Callable[[int, str], Path]:
    """The catalog with GPQA and so many scores of Epoch's own files, in one setting."""

    def made(known: int, via: str = "timfduffy/teci@1") -> Path:
        scored = zip(MODELS[:known], OWN[:known], strict=True)
        results = [{"model": model, "score": Decimal(score)} for model, score in scored]
        kept = {"by": "independent", "source": "https://epoch.ai/", "via": via, "results": results}
        record: dict[str, Any] = {
            "title": "GPQA Diamond",
            "measures": "x",
            "type": "language",
            "family": "gpqa",
            "scale": {"kind": "bounded", "metric": "accuracy", "minimum": 0, "maximum": 1},
            "result_sets": [kept | {"observed": "2026-04-19"}],
        }
        (catalog / "benchmarks").mkdir()
        path = catalog / "benchmarks" / "epoch-gpqa-diamond.yaml"
        path.write_text(dump_record("benchmarks", record), encoding="utf-8")
        return catalog

    return made


def sync(catalog: Path, guessing: str = "0.25") -> SyncReport:
    """A sync with GPQA of all models, chance taken off."""
    rows = [
        ("GPQA diamond", model.partition("/")[2], rescaled(own, guessing))
        for model, own in zip(MODELS, OWN, strict=True)
    ]
    return sync_from_body("epoch", table(*rows).encode(), "e.csv", catalog, origin=ORIGIN)


@pytest.mark.parametrize(
    ("name", "there", "own"),
    [
        ("GPQA diamond", "0.2954545454545454", "0.4715909091"),
        ("OTIS Mock AIME 2024-2025", "0.0462684907129351", "0.0472222222"),
        ("SimpleBench", "0.0819999999999999", "0.235"),
        ("VPCT", "0.07", "0.38"),
        ("HLE", "0.0764705882352941", "0.1208"),
        ("Chess Puzzles", "0.1582491582491582", "0.2"),
        ("FrontierMath-2025-02-28-Private", "0.6596491228070176", "0.376"),
        ("FrontierMath-Tier-4-2025-07-01-Private", "0.3125", "0.1875"),
    ],
)
def test_a_rescaled_score_is_worked_out_again(name: str, there: str, own: str) -> None:
    """Pairs of the export and of Epoch's files of the single benchmarks, of one model each."""
    (found,) = read((name, "m", there)).benchmarks

    assert found.id == RESCALED[name].benchmark
    assert found.results[0].result.score == Decimal(own)
    assert found.least_agreeing == 5


@given(
    st.sampled_from(sorted(RESCALED)), st.decimals("0.0001", "0.9999", places=4, allow_nan=False)
)
def test_working_out_undoes_the_scaling(name: str, share: Decimal) -> None:
    """To ten digits, whatever the ends are, though the export counts in binary."""
    _, guessing, ceiling = RESCALED[name]
    own = guessing + Fraction(share) * (ceiling - guessing)
    there = (float(own) - float(guessing)) / (float(ceiling) - float(guessing))
    (found,) = read((name, "m", repr(there))).benchmarks

    assert abs(Fraction(found.results[0].result.score) - own) < Fraction(1, 10**9)


def test_a_score_that_stands_as_it_is_keeps_its_digits() -> None:
    """Nothing is rounded where nothing is worked out."""
    (found,) = read(("WeirdML", "m", "0.7599999999999999")).benchmarks

    assert str(found.results[0].result.score) == "0.7599999999999999"
    assert found.least_agreeing == 0


@pytest.mark.parametrize(
    ("name", "there"),
    [("GPQA diamond", "0.0"), ("HLE", "0"), ("FrontierMath-2025-02-28-Private", "1.0")],
)
def test_a_score_that_was_cut_off_is_unknown(name: str, there: str) -> None:
    """Guessing or worse, or the ceiling or better: which it was is not in the export."""
    found = read((name, "m", there))

    assert found.benchmarks == ()
    assert found.skipped["score cut off at what guessing gives or can be reached"] == 1


@pytest.mark.parametrize(
    ("name", "there", "own"),
    [("GPQA diamond", "1.0", 1), ("FrontierMath-2025-02-28-Private", "0.0", 0)],
)
def test_an_end_that_is_the_benchmarks_own_is_no_cut(name: str, there: str, own: int) -> None:
    """All solved is 1, and none is 0 where guessing gives none."""
    (found,) = read((name, "m", there)).benchmarks

    assert found.results[0].result.score == own


def test_no_benchmark_is_read_in_two_ways() -> None:
    """Neither by their name nor by ours."""
    ours = [*BENCHMARKS.values(), *(rescaled.benchmark for rescaled in RESCALED.values())]

    assert BENCHMARKS.keys() & RESCALED.keys() == set()
    assert len(set(ours)) == len(ours) == 27


@pytest.mark.parametrize("name", sorted({*BENCHMARKS, *RESCALED}))
def test_the_catalog_has_the_benchmark_on_a_scale_from_0_to_1(project: Path, name: str) -> None:
    """As the scores come out."""
    id_ = RESCALED[name].benchmark if name in RESCALED else BENCHMARKS[name]
    scale = read_yaml(project / "catalog" / "benchmarks" / f"{id_}.yaml").data["scale"]

    assert (scale["minimum"], scale["maximum"]) == (0, 1)


def test_what_is_left_out_is_named_with_the_reason() -> None:
    """By reason, each name once, with the number of rows."""
    found = read(
        ("Winogrande", "m", "0.5"),
        ("Winogrande", "n", "0.5"),
        ("ANLI", "m", "0.5"),
        ("METR Time Horizons", "m", "0.5"),
        ("Nobody\x1b[31m knows", "m", "0.5"),
    )

    assert [(part.reason, part.names, part.rows) for part in found.left_out] == [
        ("the catalog has no such benchmark", ("ANLI", "Nobody?[31m knows", "Winogrande"), 4),
        (
            "squeezed between 0 and 1 in a way that is not published",
            ("METR Time Horizons",),
            1,
        ),
    ]
    assert found.skipped["row of a benchmark that is left out"] == 5


def test_a_scale_that_the_catalogs_own_scores_confirm_is_taken(
    gpqa: Callable[..., Path],
) -> None:
    """Five of six are known and come out again; the sixth is new."""
    report = sync(gpqa(5))

    assert report.unchanged == 5
    assert [file.changes for file in report.files] == [("epoch-gpqa-diamond: 1 result added",)]


@pytest.mark.parametrize(
    ("known", "via", "guessing"),
    [
        (4, "timfduffy/teci@1", "0.25"),
        (6, "timfduffy/teci@1", "0.2"),
        (6, "somebody/else@1", "0.25"),
    ],
    ids=["too few known", "another end than ours", "somebody else's"],
)
def test_a_scale_that_nothing_confirms_is_not_taken(
    gpqa: Callable[..., Path], known: int, via: str, guessing: str
) -> None:
    """An end that Epoch sets anew would move every score: none is written, and it is said."""
    report = sync(gpqa(known, via), guessing)

    assert report.files == ()
    assert report.skipped["result on a scale that nothing confirms"] == 6
    assert report.findings == (
        "epoch-gpqa-diamond: known scores do not come out: its scale there may have changed",
    )
