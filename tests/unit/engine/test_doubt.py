"""From a ranking to how sure it is."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import pytest

from fmselect.domain.candidate import Candidate, Capability
from fmselect.domain.requirements import Preferences, Requirements, Workload
from fmselect.engine.doubt import Uncertainty, close_to, judge
from fmselect.engine.ranking import ranked
from fmselect.engine.robustness import Robustness
from fmselect.engine.scales import make_scales
from fmselect.engine.score import score_all
from fmselect.engine.standard_draws import make_standard_draws
from fmselect.engine.subject import assess
from fmselect.engine.weights import weights_of
from tests.support.memory_catalog import candidate, language_task, speed, token_price

WORKLOAD = Workload(requests=1000, input_tokens=1000, output_tokens=500)
SCALES = make_scales(Requirements(task="chat", workload=WORKLOAD), language_task())
ORDER = Preferences(priorities=("capability", "cost", "latency"))
UNCERTAIN = Uncertainty(make_standard_draws(1000, 1), 42)


@dataclass
class Asked:
    """How to judge: what differs from one test to the next."""

    preferences: Preferences = ORDER
    uncertainty: Uncertainty = UNCERTAIN
    wanted: tuple[str, ...] | None = None


def offer(name: str, estimate: float | None, dollars: float = 5.0) -> Candidate:
    """An offer of a model of so much capability."""
    known = None if estimate is None else Capability(estimate, 3.0, 9, "strong")
    return candidate(
        f"p/lab/{name}",
        price=token_price(dollars, dollars),
        speed=speed(1.0, 60.0, spread=1.5),
        capability=known,
    )


def found(*items: Candidate, asked: Asked | None = None) -> Robustness | None:
    """The doubt about the ranking of some offers."""
    asked = asked or Asked()
    weights = weights_of(asked.preferences)
    order = ranked(score_all(assess(items, WORKLOAD, "language"), weights, SCALES))
    return judge(order, weights, asked.preferences, SCALES, asked.uncertainty, wanted=asked.wanted)


def test_a_clear_lead_is_robust_and_a_narrow_one_is_too_close_to_call() -> None:
    """40 points of capability against one."""
    clear = found(offer("a", 90.0), offer("b", 50.0))
    assert clear is not None
    assert clear.robust
    assert clear.win["p/lab/a"] > 0.95
    assert close_to(clear, "p/lab/a") == close_to(clear, "p/lab/b") == []
    narrow = found(offer("a", 90.0), offer("b", 89.0), offer("c", 40.0))
    assert narrow is not None
    assert close_to(narrow, "p/lab/a") == ["p/lab/b"]
    assert close_to(narrow, "p/lab/b") == ["p/lab/a"]
    assert close_to(narrow, "p/lab/c") == []


def test_a_larger_transfer_error_makes_the_first_less_sure() -> None:
    """What is known of benchmarks is not yet known of one's own task."""
    items = [offer("a", 80.0), offer("b", 70.0), offer("c", 70.0)]
    small, large = (
        found(*items, asked=Asked(uncertainty=Uncertainty(UNCERTAIN.draws, 42, transfer_error=e)))
        for e in (1.0, 10.0)
    )
    assert small is not None
    assert large is not None
    assert small.win["p/lab/a"] > large.win["p/lab/a"] + 0.1


def test_figures_are_given_for_who_is_wanted_and_proven_and_for_the_first() -> None:
    """The unproven take no part; of all contenders the wanted ones are counted."""
    items = [offer(name, 50.0 + place) for place, name in enumerate("abcdefg")]
    some = found(
        *items, offer("unproven", None, 0.1), asked=Asked(wanted=("p/lab/f", "p/lab/unproven"))
    )
    assert some is not None
    assert set(some.win) == set(some.top3) == {"p/lab/g", "p/lab/f"}
    assert "p/lab/unproven" not in some.first_beats


def test_nothing_ranked_or_nothing_weighed_gives_no_answer() -> None:
    """There is nothing to be sure of."""
    assert found() is None
    order = score_all(assess([offer("a", 50.0)], WORKLOAD, "language"), {}, SCALES)
    assert judge(order, {}, ORDER, SCALES, UNCERTAIN) is None


@pytest.mark.parametrize("module", ["random", "statistics", "decimal", "hashlib"])
def test_reading_draws_needs_no_machinery_for_making_them(module: str) -> None:
    """They are made when a catalog is compiled; an answer must start fast."""
    code = f"import sys; import fmselect.engine.doubt; print({module!r} in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"
