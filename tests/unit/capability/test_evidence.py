"""Scores of any benchmark on one scale from 0 to 1, and which of them count as evidence."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmselect.capability.evidence import cells, elo_probability, make_ruler, setting_weights
from fmselect.domain.records import Benchmark, Result, ResultSet, Scale

PERCENT = Scale(kind="bounded", metric="% correct", minimum=Decimal(0), maximum=Decimal(100))


def a_benchmark(
    results: list[Result], scale: Scale = PERCENT, by: Literal["independent", "vendor"] = "vendor"
) -> Benchmark:
    """A benchmark with one result set."""
    sets = (ResultSet(source="s", by=by, results=tuple(results)),)
    return Benchmark(
        title="t", measures="m", type="language", domain="math", family="f", scale=scale,
        result_sets=sets,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("difference", "probability"), [(0, 0.5), (100, 0.6401), (200, 0.7597), (400, 0.9091)]
)
def test_elo_differences_are_the_published_winning_chances(
    difference: float, probability: float
) -> None:
    """Elo (1978): 100 points are 64 %, 200 are 76 %, and 400 are odds of ten to one."""
    assert elo_probability(difference) == pytest.approx(probability, abs=5e-5)
    assert elo_probability(-difference) == pytest.approx(1 - probability, abs=5e-5)


def test_bradley_terry_strengths_of_two_to_one_win_two_of_three() -> None:
    """Bradley and Terry (1952): strengths 2 and 1 win 2/3; as Elo they are 120.4 apart."""
    assert elo_probability(120.412) == pytest.approx(2 / 3, abs=1e-5)


def test_guessing_is_worth_nothing() -> None:
    """On a test of four choices 25 % is worth 0, 62.5 % half, and 100 % all."""
    scale = Scale(
        kind="bounded", metric="accuracy", minimum=Decimal(0), maximum=Decimal(1),
        chance=Decimal("0.25"),
    )  # fmt: skip
    ruler = make_ruler(scale, [0.5])
    assert [ruler.share(score) for score in (0.25, 0.625, 1)] == [0, 0.5, 1]


@given(st.lists(st.floats(0.5, 60), min_size=3, max_size=20))
def test_lower_error_rates_are_better(rates: list[float]) -> None:
    """Of an error rate the smaller has the larger share, and the middle one has a half."""
    scale = Scale(
        kind="bounded", metric="WER %", minimum=Decimal(0), maximum=Decimal(100),
        higher_is_better=False,
    )  # fmt: skip
    ruler = make_ruler(scale, rates)
    shares = [ruler.share(rate) for rate in sorted(rates)]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)


def test_a_scale_in_percent_and_one_in_fractions_give_the_same_share() -> None:
    """Rescaling a benchmark, 37.5 % or 0.375, changes nothing."""
    fraction = Scale(kind="bounded", metric="share", minimum=Decimal(0), maximum=Decimal(1))
    assert make_ruler(PERCENT, [1]).share(37.5) == make_ruler(fraction, [1]).share(0.375)


def test_vendor_results_are_no_evidence_unless_asked_for() -> None:
    """A maker's results of its own models make no cells; asked for by name, they do."""
    results = [Result(model=f"l/{name}", score=Decimal(5)) for name in "abc"]
    assert cells({"b": a_benchmark(results)}) == {}
    assert len(cells({"b": a_benchmark(results)}, by={"vendor"})["language"]) == 3


def test_another_data_set_is_another_item() -> None:
    """Scores on two data sets of one benchmark are never compared with one another."""
    results = [
        Result(model=f"l/{name}", score=Decimal(score), setting=f"harness=X; dataset={data}")
        for data, score in (("public", 60), ("hard", 20))
        for name in "abc"
    ]
    found = cells({"b": a_benchmark(results, by="independent")})["language"]
    assert sorted({cell.item for cell in found}) == ["b (dataset=hard)", "b (dataset=public)"]
    assert len(found) == 6


def test_a_result_in_another_setting_than_the_models_own_weighs_half() -> None:
    """A model known at high effort: its low and its unnamed results count half, its high ones 1."""
    efforts = {"b0": "effort=high", "b1": "effort=low", "b2": None}
    benchmarks = {
        name: a_benchmark(
            [Result(model="l/a", score=Decimal(50), setting=effort)]
            + [Result(model=f"l/{other}", score=Decimal(40)) for other in "bcd"],
            by="independent",
        )
        for name, effort in efforts.items()
    }
    found = cells(benchmarks)["language"]
    weights = {
        (cell.model, cell.item): weight
        for cell, weight in zip(found, setting_weights(found), strict=True)
    }
    assert [weights["l/a", name] for name in ("b0", "b1", "b2")] == [1, 0.5, 0.5]
    assert all(weights["l/b", name] == 1 for name in efforts)
