"""The end of an offer, and what lives on in its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from fmselect.domain.candidate import Lifecycle, Privacy
from fmselect.domain.requirements import Constraints, Requirements
from fmselect.engine.lifecycle import (
    Look,
    lifecycle_warnings,
    moving_name,
    replacement_words,
    successors,
)
from fmselect.engine.verdict import Situation
from fmselect.errors import UsageError
from tests.support.memory_catalog import candidate, language_task

TODAY = date(2026, 11, 24)


def catalog(**lifecycles: Mapping[str, Any]) -> Look:
    """Models of the lab `l` with these lifecycles; `p_NAME` is the offer of NAME at `p`."""

    def record(kind: str, id_: str) -> Mapping[str, Any]:
        name = id_.rpartition("/")[2]
        key = f"p_{name}" if kind == "offers" else name
        if key not in lifecycles:
            raise UsageError(f"no {kind} {id_}")
        return {"lifecycle": lifecycles[key]}

    return record


def test_a_chain_is_followed_to_something_alive() -> None:
    """A was replaced by b, which is retired too, and b by c, which is not."""
    look = catalog(
        b={"retires_on": "2026-03", "replacement": "l/c"}, c={"retires_on": "2027-01-01"}
    )
    steps = successors(look, "p", "l/b", TODAY)
    assert [tuple(step) for step in steps] == [("l/b", "2026-03"), ("l/c", None)]
    assert replacement_words(steps) == "; replacement: l/b (itself retired on 2026-03), then l/c"


def test_the_providers_own_dates_come_first() -> None:
    """What a provider says of its offer counts before what the lab says of the model."""
    look = catalog(b={"retires_on": "2026-01-01", "replacement": "l/c"}, p_b={}, c={})
    assert len(successors(look, "p", "l/b", TODAY)) == 2
    kept = catalog(b={"retires_on": "2026-01-01"}, p_b={"retires_on": "2027-06-01"})
    assert successors(kept, "p", "l/b", TODAY)[0].retired_on is None


def test_a_chain_ends() -> None:
    """A circle of retired models, and one without a successor, end with what is known."""
    gone = {"retires_on": "2026-01-01"}
    circle = catalog(b={**gone, "replacement": "l/c"}, c={**gone, "replacement": "l/b"})
    steps = successors(circle, "p", "l/b", TODAY)
    assert [step.model for step in steps] == ["l/b", "l/c"]
    assert replacement_words(steps).endswith(", and nothing after it is known")
    assert successors(catalog(b=gone), "p", "l/b", TODAY)[-1].retired_on == "2026-01-01"
    assert successors(catalog(), "p", None, TODAY) == []
    assert replacement_words([]) == ""


@pytest.mark.parametrize(
    ("lifecycle", "asked", "warning"),
    [
        (Lifecycle(retires_on="2027-05-23"), None, ["retires on 2027-05-23"]),
        (Lifecycle(retires_on="2027-05-24"), None, []),
        (Lifecycle(retires_on="2027-05-24"), 12.0, ["retires on 2027-05-24"]),
        (Lifecycle(deprecated_on="2026-11-24"), None, ["deprecated on 2026-11-24"]),
        (Lifecycle(deprecated_on="2026-11-25"), None, []),
        (
            Lifecycle(deprecated_on="2026-11-01", replacement="l/b"),
            None,
            ["deprecated on 2026-11-01; replacement: l/b"],
        ),
    ],
)
def test_warnings(lifecycle: Lifecycle, asked: float | None, warning: list[str]) -> None:
    """A retirement within six months, or within the stay asked for, is warned of."""
    limits = Constraints(min_months_to_retirement=asked)
    requirements = Requirements("chat", constraints=limits)
    situation = Situation(requirements, language_task(), TODAY, catalog(b={}))
    assert lifecycle_warnings(candidate("p/l/a", lifecycle=lifecycle), situation) == warning


def test_nobody_retires_a_copy_of_the_weights() -> None:
    """What the user hosts is warned of by nobody."""
    own = candidate(
        "self/l/a", lifecycle=Lifecycle("2026-01-01"), privacy=Privacy(self_hosted=True)
    )
    situation = Situation(Requirements("chat"), language_task(), TODAY)
    assert lifecycle_warnings(own, situation) == []


@pytest.mark.parametrize(
    ("api_id", "moves"),
    [
        ("chatgpt-4o-latest", True),
        ("codestral@latest", True),
        ("gpt-4o-2024-08-06", False),
        ("latest-thing", False),
        (None, False),
    ],
)
def test_moving_names(api_id: str | None, moves: bool) -> None:
    """An API name that ends in latest stands for one model today and for another tomorrow."""
    assert moving_name(api_id) is moves
