"""Standard variates: the right distributions, the same for ever, and independent of each other."""

from __future__ import annotations

from math import sqrt
from statistics import correlation, fmean, pstdev

import pytest

from fmselect.domain.requirements import Constraints, Policy, Requirements, Workload
from fmselect.engine.draws import Streams, request_seed
from fmselect.engine.standard_draws import make_standard_draws, student_t3_quantile

DRAWS = make_standard_draws(1000, 1)


def test_the_lists_have_the_moments_of_their_distributions() -> None:
    """Mean and spread of a thousand quantiles are those of the distribution, or nearly."""
    assert fmean(DRAWS.normals) == pytest.approx(0, abs=1e-6)
    assert pstdev(DRAWS.normals) == pytest.approx(1, abs=0.003)
    assert fmean(DRAWS.exponentials) == pytest.approx(1, abs=0.001)
    assert fmean(DRAWS.t3s) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("level", "quantile"), [(0.5, 0.0), (0.9, 1.638), (0.975, 3.182), (0.995, 5.841)]
)
def test_students_t_has_the_tabulated_quantiles(level: float, quantile: float) -> None:
    """The values of every printed table of t with 3 degrees of freedom."""
    assert student_t3_quantile(level) == pytest.approx(quantile, abs=5e-4)
    assert student_t3_quantile(1 - level) == pytest.approx(-quantile, abs=5e-4)


def test_the_same_seed_gives_the_same_draws_and_another_gives_others() -> None:
    """Draws are made once and kept: they must not depend on when or where."""
    assert make_standard_draws(1000, 1) == DRAWS
    assert make_standard_draws(1000, 2).normals != DRAWS.normals
    assert DRAWS.normals[:3] == [0.00877, -2.21152, 0.07904]


def test_each_name_reads_every_variate_once_in_an_order_of_its_own() -> None:
    """A stream is a permutation of the list: it has the same exact margins."""
    streams = Streams(DRAWS, 7)
    first, second = streams.normals("lab/a"), streams.normals("lab/b")
    assert sorted(first) == sorted(second) == sorted(DRAWS.normals)
    assert first != second


def test_streams_of_different_names_are_not_correlated() -> None:
    """Among 40 models no two go together beyond chance: five standard errors."""
    streams = Streams(DRAWS, 7)
    columns = [streams.normals(f"lab/model-{number}") for number in range(40)]
    worst = max(abs(correlation(columns[i], columns[j])) for i in range(40) for j in range(i))
    assert worst < 5 / sqrt(1000)


@pytest.mark.parametrize("seed", range(20))
def test_the_variates_of_the_weights_never_coincide(seed: int) -> None:
    """Two criteria that shared a stream would always weigh the same."""
    streams = Streams(DRAWS, seed)
    columns = [streams.weight_exponentials(place) for place in range(6)]
    assert all(
        sum(map(float.__eq__, columns[i], columns[j])) < 50 for i in range(6) for j in range(i)
    )


def test_the_seed_depends_on_the_catalog_and_on_every_requirement() -> None:
    """Same question, same answer; another question or catalog, other draws."""
    asked = Requirements(task="chat", workload=Workload(requests=1000.0))
    assert request_seed("a" * 64, asked) == request_seed("a" * 64, asked._replace())
    assert request_seed("a" * 64, asked) != request_seed("b" * 64, asked)
    other = asked._replace(workload=Workload(requests=1001.0))
    assert request_seed("a" * 64, asked) != request_seed("a" * 64, other)


def test_the_seed_is_of_the_question_and_not_of_how_it_was_asked() -> None:
    """A script's 500 is the 500.0 of an option, and a policy may lie in any folder."""
    limits = Constraints(max_cost_usd_per_month=500.0, min_context_tokens=128_000.0)
    asked = Requirements(task="chat", constraints=limits)
    script = asked._replace(
        constraints=Constraints(max_cost_usd_per_month=500, min_context_tokens=128_000)
    )
    moved = asked._replace(policy=Policy((("max_cost_usd_per_month", "elsewhere.yaml:1:1"),)))
    seed = request_seed("a" * 64, asked)
    assert request_seed("a" * 64, script) == request_seed("a" * 64, moved) == seed
