"""The additive estimate that needs nothing but Python."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from fmselect.capability.provisional import provisional_estimates
from fmselect.domain.records import Benchmark, Result, ResultSet, Scale

PERCENT = Scale(kind="bounded", metric="% correct", minimum=Decimal(0), maximum=Decimal(100))
Scores = Mapping[str, float]


def benchmark(
    scores: Scores,
    *,
    by: Literal["independent", "vendor"] = "independent",
    domain: str | None = "math",
    family: str = "f",
    composite: bool = False,
    scale: Scale = PERCENT,
) -> Benchmark:
    """A language benchmark with one result set."""
    results = tuple(Result(model=m, score=Decimal(str(s))) for m, s in scores.items())
    return Benchmark(
        title="t",
        measures="m",
        type="language",
        domain=domain,
        family=family,
        composite=composite,
        scale=scale,
        result_sets=(ResultSet(source="s", by=by, results=results),),
    )


BASE = {
    "easy": benchmark({"l/a": 90, "l/b": 80, "l/c": 70, "l/d": 85}, family="e"),
    "hard": benchmark({"l/a": 30, "l/b": 20, "l/c": 10}, family="h"),
    "coding": benchmark({"l/a": 40, "l/b": 50, "l/c": 20}, domain="coding", family="c"),
}
MATH = ("language", "math")


def test_a_makers_own_results_never_count() -> None:
    """Vendor results change no estimate and make no model appear."""
    vendor = benchmark({"l/c": 99, "l/new": 100}, by="vendor", family="v")
    assert provisional_estimates(BASE | {"vendor": vendor}) == provisional_estimates(BASE)


def test_composites_and_benchmarks_without_domain_never_count() -> None:
    """An index made of other benchmarks, or a measure of speed, is no further evidence."""
    index = benchmark({"l/a": 1, "l/b": 2, "l/c": 99}, composite=True)
    speed = benchmark({"l/a": 1, "l/b": 2, "l/c": 99}, domain=None)
    assert provisional_estimates(BASE | {"i": index, "s": speed}) == provisional_estimates(BASE)


def test_a_hard_benchmark_among_strong_models_does_not_mark_a_model_down() -> None:
    """A model that only took the hard test, and did well, is above those it beat there."""
    hard = dict.fromkeys(["l/a", "l/b", "l/c"], 0.0) | {"l/a": 30, "l/b": 20, "l/new": 25}
    estimates = provisional_estimates(BASE | {"hard": benchmark(hard, family="h")})[MATH]
    assert estimates["l/new"].estimate > estimates["l/c"].estimate


def test_estimates_are_percentiles_of_the_domain() -> None:
    """The top of four is 100, the last 0, and the others are evenly between."""
    estimates = provisional_estimates(BASE)[MATH]
    assert sorted(c.estimate for c in estimates.values()) == [0.0, 33.3333, 66.6667, 100.0]
    assert max(estimates, key=lambda m: estimates[m].estimate) == "l/a"
    assert all(c.standard_error is None for c in estimates.values())


def test_lower_is_better_where_the_scale_says_so() -> None:
    """The smallest error rate is the top, for shares and for unbounded rates alike."""
    kinds: tuple[Literal["bounded", "unbounded"], ...] = ("bounded", "unbounded")
    for kind in kinds:
        maximum = Decimal(100) if kind == "bounded" else None
        scale = Scale(
            kind=kind,
            metric="error",
            minimum=Decimal(0),
            maximum=maximum,
            higher_is_better=False,
        )
        rates = {"wer": benchmark({"l/a": 5, "l/b": 9, "l/c": 30}, scale=scale)}
        estimates = provisional_estimates(rates)[MATH]
        assert [estimates[m].estimate for m in ("l/a", "l/b", "l/c")] == [100, 50, 0]


def test_a_model_seen_only_elsewhere_needs_three_results_and_is_thin() -> None:
    """Two results in other domains give no estimate; three give one, graded thin."""
    more = {f"more{n}": benchmark({"l/a": 9, "l/b": 8, "l/c": 7, "l/z": 9}) for n in range(2)}
    assert "l/z" not in provisional_estimates(BASE | more)["language", "coding"]
    more["more2"] = benchmark({"l/a": 9, "l/b": 8, "l/c": 7, "l/z": 9})
    assert provisional_estimates(BASE | more)["language", "coding"]["l/z"].grade == "thin"


def test_an_island_of_unknown_models_is_left_out() -> None:
    """A benchmark that shares no models with the others cannot be compared with them."""
    island = benchmark({"x/p": 60, "x/q": 10, "x/r": 5}, family="island")
    assert provisional_estimates(BASE | {"island": island}) == provisional_estimates(BASE)


MODELS = st.sampled_from([f"l/{letter}" for letter in "abcdefg"])
SCORES = st.dictionaries(MODELS, st.integers(0, 100), min_size=1)


@settings(max_examples=60, deadline=None)
@given(st.lists(SCORES, min_size=1, max_size=6))
def test_the_order_of_evidence_does_not_matter(tables: list[dict[str, int]]) -> None:
    """Benchmarks and results in another order give identical estimates."""
    names = [f"b{n}" for n in range(len(tables))]
    one = {n: benchmark(t, family=n[-1]) for n, t in zip(names, tables, strict=True)}
    turned = {n: benchmark(dict(reversed(t.items()))) for n, t in zip(names, tables, strict=True)}
    other = {n: turned[n] for n in reversed(names)}
    straight = {n: benchmark(t) for n, t in zip(names, tables, strict=True)}
    assert provisional_estimates(straight) == provisional_estimates(other)
    assert provisional_estimates(one) == provisional_estimates(dict(reversed(one.items())))


@settings(max_examples=60, deadline=None)
@given(st.lists(SCORES, min_size=1, max_size=6), st.integers(0, 100), st.data())
def test_a_better_score_never_lowers_a_model(
    tables: list[dict[str, int]], better: int, data: st.DataObject
) -> None:
    """Raising one score of a model never lowers its percentile."""
    at = data.draw(st.integers(0, len(tables) - 1))
    model = data.draw(st.sampled_from(sorted(tables[at])))
    before = provisional_estimates({f"b{n}": benchmark(t) for n, t in enumerate(tables)})
    tables[at][model] = max(better, tables[at][model])
    after = provisional_estimates({f"b{n}": benchmark(t) for n, t in enumerate(tables)})
    if model in before[MATH]:
        assert after[MATH][model].estimate >= before[MATH][model].estimate - 1e-9
