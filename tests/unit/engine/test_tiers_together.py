"""Limits on data that hang on a tier are satisfied together by one tier, or not at all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fmselect.domain.candidate import Candidate, Handling, Privacy
from fmselect.domain.intake import Layer, read_requirements
from fmselect.domain.requirements import (
    Constraints,
    PrivacyConstraints,
    Requirements,
    Workload,
)
from fmselect.engine.constraints import active_constraints, screen
from fmselect.engine.subject import assess
from fmselect.engine.verdict import Situation
from tests.support.memory_catalog import candidate, language_task

TODAY = date(2026, 11, 24)
ZERO = Handling("zero", "addendum", "no", 0.0, "on-request", ("global",), "no")
"""Keeps nothing, anywhere."""
EUROPE = Handling("europe", "endpoint", "no", 30.0, "no", ("eu",), "yes")
"""Stays in the EU, and keeps what is sent."""
BOTH = Handling("strict", "deployment", "no", 30.0, "on-request", ("eu",), "yes")
"""Stays in the EU, and zero retention can be agreed there."""
OWN = Privacy(
    trains_on_data="no",
    retention_days=30.0,
    zero_retention="no",
    regions=("us",),
    region_choice="no",
)


def offer(*others: Handling, **stated: Any) -> Candidate:
    """An offer whose customers can have these tiers instead."""
    return candidate("p/lab/m", privacy=OWN._replace(alternatives=others, **stated))


def situation(
    accept: tuple[str, ...] = (), batch: float | None = None, **privacy: Any
) -> Situation:
    """Chat with limits on data."""
    limits = Constraints(privacy=PrivacyConstraints(**privacy))
    volume = Workload(requests=1.0, input_tokens=1.0, output_tokens=1.0, batch_share=batch)
    asked = Requirements("chat", workload=volume, constraints=limits, accept=accept)
    return Situation(asked, language_task(), TODAY)


def verdicts(item: Candidate, place: Situation) -> dict[str, tuple[str, str | None]]:
    """Limit on data -> status and condition of the offer."""
    (subject,) = assess([item], place.requirements.workload, "language")
    found: dict[str, tuple[str, str | None]] = {}
    for active in active_constraints(place):
        if active.constraint.name.startswith("privacy."):
            verdict = active.judge(subject)
            found[active.constraint.name.removeprefix("privacy.")] = verdict[0], verdict.condition
    return found


def eligible(item: Candidate, place: Situation) -> bool:
    """Whether the offer is left."""
    subjects = assess([item], place.requirements.workload, "language")
    return bool(screen(subjects, place).eligible)


def test_two_tiers_do_not_make_one() -> None:
    """One keeps nothing and one stays in the EU: whoever needs both can have neither."""
    item = offer(ZERO, EUROPE)
    accept = ("zero-retention-addendum", "tier:europe")
    assert eligible(item, situation(accept, max_retention_days=0.0))
    assert eligible(item, situation(accept, regions=("eu",)))
    assert not eligible(item, situation(accept, max_retention_days=0.0, regions=("eu",)))


def test_what_no_tier_satisfies_is_said_with_the_tier_that_would() -> None:
    """The limit that is left over names the tier that satisfies it, and that it is not enough."""
    place = situation(max_retention_days=0.0, regions=("eu",))
    found = verdicts(offer(ZERO, EUROPE), place)
    assert found == {
        "max_retention_days": ("conditional", "zero-retention-addendum"),
        "regions": ("fail", None),
    }
    (subject,) = assess([offer(ZERO, EUROPE)], place.requirements.workload, "language")
    reasons = [active.judge(subject).reason for active in active_constraints(place)]
    assert any(
        reason.endswith("; tier europe would, but does not satisfy the other limits on data")
        for reason in reasons
    )


def test_one_tier_that_satisfies_all_is_the_condition_of_all() -> None:
    """The addendum can be agreed on the EU tier: both conditions, and nothing else, are needed."""
    item = offer(ZERO, EUROPE, BOTH)
    asked: dict[str, Any] = {"max_retention_days": 0.0, "regions": ("eu",)}
    assert verdicts(item, situation(**asked)) == {
        "max_retention_days": ("conditional", "tier:strict+zero-retention-addendum"),
        "regions": ("conditional", "tier:strict"),
    }
    assert eligible(item, situation(("tier:strict", "zero-retention-addendum"), **asked))
    assert not eligible(item, situation(("tier:europe", "zero-retention-addendum"), **asked))
    assert not eligible(item, situation(("tier:strict",), **asked))


def test_settings_of_one_tier_combine() -> None:
    """Zero retention is agreed and a region chosen on the tier that one has."""
    item = offer(zero_retention="on-request", regions=("us", "eu"), region_choice="yes")
    asked: dict[str, Any] = {"max_retention_days": 0.0, "regions": ("eu",)}
    assert verdicts(item, situation(**asked)) == {
        "max_retention_days": ("conditional", "zero-retention-addendum"),
        "regions": ("conditional", "region-choice"),
    }
    assert eligible(item, situation(("zero-retention-addendum", "region-choice"), **asked))


def test_a_tier_that_is_accepted_comes_before_a_condition_that_is_not() -> None:
    """Objecting to training, or the tier that does not train: either does."""
    item = offer(ZERO, trains_on_data="opt-out")
    for accept in ("training-opt-out", "zero-retention-addendum"):
        assert eligible(item, situation((accept,), no_training=True))
    assert verdicts(item, situation(no_training=True)) == {
        "no_training": ("conditional", "training-opt-out")
    }


def test_the_tier_that_asks_for_least_is_named() -> None:
    """One setting that ends training and storage comes before two for one each."""
    item = offer(ZERO, trains_on_data="opt-out", zero_retention="self-serve")
    assert verdicts(item, situation(no_training=True, max_retention_days=0.0)) == {
        "no_training": ("conditional", "zero-retention-addendum"),
        "max_retention_days": ("conditional", "zero-retention-addendum"),
    }


def test_what_a_better_tier_gives_up_counts() -> None:
    """Taking the EU tier must not cost what the ordinary one has: it trains on what is sent."""
    training = EUROPE._replace(trains_on_data="yes", retention_days=0.0)
    item = offer(training, retention_days=0.0)
    accept = ("tier:europe",)
    assert eligible(item, situation(accept, regions=("eu",)))
    assert not eligible(item, situation(accept, regions=("eu",), no_training=True))
    assert verdicts(item, situation(accept, regions=("eu",), max_retention_days=0.0)) == {
        "regions": ("conditional", "tier:europe"),
        "max_retention_days": ("pass", None),
    }


def test_batches_are_judged_besides_whatever_tier_is_taken() -> None:
    """A batch is handled as batches are, on every tier."""
    batch = Handling("batch", None, "no", 30.0, "no", ("global",), "no")
    accept = ("zero-retention-addendum",)
    asked: dict[str, Any] = {"no_training": True, "max_retention_days": 0.0}
    assert eligible(offer(ZERO), situation(accept, **asked))
    assert not eligible(offer(ZERO, batch=batch), situation(accept, batch=0.5, **asked))


@pytest.mark.parametrize("excepted", ["privacy.regions", "privacy.max_retention_days"])
def test_a_limit_somebody_is_excepted_from_chooses_no_tier(excepted: str) -> None:
    """Two tiers for two limits: who need not keep one of them can have the tier of the other."""
    exception = {
        "for": ["p"],
        "constraint": excepted,
        "reason": "a pilot",
        "approved_by": "the board",
        "until": "2026-12-31",
    }
    policy = {
        "constraints": {"privacy": {"max_retention_days": 0, "regions": ["eu"]}},
        "accept": ["zero-retention-addendum", "tier:europe"],
        "exceptions": [exception],
    }
    file = {
        "task": "chat",
        "workload": {"requests": 1, "input_tokens": 1, "output_tokens": 1},
    }
    layers = [
        Layer(policy, lambda path: f"policy.yaml:{path}", "policy"),
        Layer(file, lambda path: f"file.yaml:{path}", "file"),
    ]
    place = Situation(read_requirements(layers), language_task(), TODAY)
    assert eligible(offer(ZERO, EUROPE), place)
    late = place._replace(today=date(2027, 1, 1))
    assert not eligible(offer(ZERO, EUROPE), late)
