"""Limits that hang on a tier, and the word of a policy: README.md lists the promises.

The tier is checked against a second way of finding out: each tier an offer could be had on is made
its own, one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from fmselect.domain.candidate import Candidate, Handling, Privacy
from fmselect.domain.intake import Layer, read_requirements
from fmselect.domain.requirements import (
    Constraints,
    PrivacyConstraints,
    Requirements,
    Workload,
)
from fmselect.engine.admission import admission
from fmselect.engine.constraints import active_constraints, screen
from fmselect.engine.privacy_tiers import condition_of
from fmselect.engine.subject import assess
from fmselect.engine.verdict import Situation
from fmselect.errors import FmselectError
from tests.support.admissions import agreed
from tests.support.memory_catalog import candidate, language_task

TODAY = date(2026, 11, 24)
MANY = settings(max_examples=300)
WORDS = (
    "zero-retention-setting",
    "zero-retention-addendum",
    "training-opt-out",
    "region-choice",
    "enterprise-region-choice",
    "tier",
    "tier:endpoint",
    "tier:deployment",
)
VOLUME: dict[str, Any] = {"requests": 1000.0, "input_tokens": 1000.0, "output_tokens": 500.0}

# What is good comes often, so that offers are left on one tier and not on another.
TRAINING = ("no", "no", "no", "opt-in", "opt-out", "yes", None)
DAYS = (0.0, 0.0, 7.0, 30.0, 30.0, None)
ZERO = ("no", "no", "no", "on-request", "self-serve", "default", None)
REGIONS = (("eu",), ("eu",), ("de",), ("us",), ("us",), ("us", "eu"), ("global",), None)
CHOICE = ("no", "no", "yes", "enterprise", None)
WAYS = ("endpoint", "deployment", "setting", "addendum")

seeds = st.integers(0, 2**32).map(Random)
"""Hypothesis prefers what is simple; what is wanted here is any of a great many alike."""


def _tier(random: Random, name: str, reached_by: str | None) -> Handling:
    """How a tier handles data."""
    return Handling(
        name,
        reached_by,
        random.choice(TRAINING),
        random.choice(DAYS),
        random.choice(ZERO),
        random.choice(REGIONS),
        random.choice(CHOICE),
        random.choice((None, True)),
    )


def _offer(random: Random, *, batch: bool = True) -> Candidate:
    """An offer with one to three tiers its customers could have instead."""
    own = _tier(random, "own", None)
    handled = {name: getattr(own, name) for name in own._fields if name in Privacy._fields}
    names = random.sample(WAYS, random.randint(1, 3))
    privacy = Privacy(
        **handled,
        gateway=random.choice((False, False, False, None, True)),
        alternatives=tuple(_tier(random, name, name) for name in names),
        batch=random.choice((None, None, _tier(random, "batch", None))) if batch else None,
    )
    return candidate("p/lab/m", privacy=privacy)


def _limits(random: Random) -> PrivacyConstraints:
    """Limits on data, most often two or three of them."""
    return PrivacyConstraints(
        no_training=random.random() < 0.6,
        max_retention_days=random.choice((0.0, 0.0, 7.0, None)),
        regions=random.choice((("eu",), ("eu",), ("us", "eu"), ())),
    )


def _words(random: Random) -> tuple[str, ...]:
    """What is accepted: all there is, half the time."""
    return WORDS if random.random() < 0.5 else tuple(random.sample(WORDS, random.randint(0, 6)))


def situation(
    privacy: PrivacyConstraints, accept: Sequence[str], batch: float | None = None
) -> Situation:
    """Chat with limits on data alone."""
    asked = Requirements(
        "chat",
        workload=Workload(**VOLUME, batch_share=batch),
        constraints=Constraints(privacy=privacy),
        accept=tuple(accept),
    )
    return Situation(asked, language_task(), TODAY)


def eligible(item: Candidate, place: Situation) -> bool:
    """Whether the offer is left."""
    subjects = assess([item], place.requirements.workload, "language")
    return bool(screen(subjects, place).eligible)


def with_alone(item: Candidate, *kept: Handling) -> Candidate:
    """The offer where nothing else could be had instead."""
    return item._replace(privacy=item.privacy._replace(alternatives=kept))


def taken(item: Candidate, other: Handling) -> Candidate:
    """The offer as if another tier were its own."""
    handled = {name: getattr(other, name) for name in other._fields if name in Privacy._fields}
    return item._replace(privacy=item.privacy._replace(**handled, alternatives=()))


@given(seeds)
@MANY
def test_an_offer_is_left_where_one_tier_satisfies_everything(random: Random) -> None:
    """On its own tier, or on one that is accepted: as if that one were its own, and no other."""
    item, privacy, accept = _offer(random, batch=False), _limits(random), _words(random)
    place = situation(privacy, accept)
    agreed = {*accept, *(f"tier:{name}" for name in WAYS if "tier" in accept)}
    found = eligible(with_alone(item), place) or any(
        condition_of(other) in agreed and eligible(taken(item, other), place)
        for other in item.privacy.alternatives
    )
    assert eligible(item, place) == found


@given(seeds)
@MANY
def test_tiers_do_not_add_up(random: Random) -> None:
    """Who is left with several tiers to choose from would be left with one of them alone."""
    item, batch = _offer(random), random.choice((None, None, 0.5))
    place = situation(_limits(random), _words(random), batch)
    singly = [with_alone(item), *(with_alone(item, one) for one in item.privacy.alternatives)]
    assert eligible(item, place) == any(eligible(one, place) for one in singly)


@given(seeds)
@MANY
def test_accepting_what_is_named_is_enough_and_nothing_less_is(random: Random) -> None:
    """The conditions that are named admit the offer; where a limit has none, no word does."""
    item, privacy, batch = _offer(random), _limits(random), random.choice((None, None, 0.5))
    bare = situation(privacy, (), batch)
    (subject,) = assess([item], bare.requirements.workload, "language")
    verdicts = [active.judge(subject) for active in active_constraints(bare)]
    if any(verdict.status in ("unknown", "fail") for verdict in verdicts):
        assert not eligible(item, situation(privacy, WORDS, batch))
        return
    named = [verdict.condition for verdict in verdicts if verdict.condition is not None]
    assert eligible(item, situation(privacy, named, batch))
    assert eligible(item, bare) == (not named)


@given(seeds)
@MANY
def test_the_steps_that_are_told_admit_the_offer(random: Random) -> None:
    """P14 where limits hang on tiers: what is to be accepted, relaxed or dropped, all together."""
    item, batch = _offer(random), random.choice((None, None, 0.5))
    place = situation(_limits(random), _words(random), batch)
    subjects = assess([item], place.requirements.workload, "language")
    for subject, failures in screen(subjects, place).excluded():
        asked = place.requirements
        for step in admission(subject, place, failures):
            assert step["how"] in ("accept", "relax", "drop", "settle")
            asked = agreed(asked, step, step["to"])
        assert eligible(item, place._replace(requirements=asked))


def _written(random: Random) -> dict[str, Any]:
    """Limits on data as a file has them."""
    found = {
        "no_training": random.choice((True, None)),
        "max_retention_days": random.choice((0, 7, 30, None)),
        "regions": random.choice((["eu"], ["de"], ["us", "eu"], None)),
    }
    return {name: value for name, value in found.items() if value is not None}


def _exceptions(random: Random) -> list[dict[str, Any]]:
    """Up to two limits that the provider need not keep."""
    names = ("no_training", "max_retention_days", "regions")
    return [
        {
            "for": ["p"],
            "constraint": f"privacy.{name}",
            "reason": "a pilot",
            "approved_by": "the board",
            "until": "2026-12-31",
        }
        for name in random.sample(names, random.randint(1, 2))
    ]


def under(
    policy: dict[str, Any] | None,
    own: dict[str, Any],
    accept: Sequence[str],
    batch: float | None = None,
) -> Situation:
    """What a policy and a project state together."""
    file = {
        "task": "chat",
        "workload": {**VOLUME, **({} if batch is None else {"batch_share": batch})},
        "constraints": {"privacy": own},
        **({"accept": list(accept)} if accept else {}),
    }
    layers = [Layer(file, lambda path: f"file.yaml:{path}", "file")]
    if policy is not None:
        layers.insert(0, Layer(policy, lambda path: f"policy.yaml:{path}", "policy"))
    try:
        return Situation(read_requirements(layers), language_task(), TODAY)
    except FmselectError:
        reject()


@given(seeds)
@MANY
def test_no_word_of_a_project_loosens_a_policy(random: Random) -> None:
    """Who is left keeps the policy by what the policy accepts, and the project's limits by both."""
    item, batch = _offer(random), random.choice((None, None, 0.5))
    limits, own, theirs, mine = _written(random), _written(random), _words(random), _words(random)
    policy = {"constraints": {"privacy": limits}, "accept": list(theirs)}
    both = eligible(item, under(policy, own, mine, batch))
    assert both <= eligible(item, under(policy, {}, (), batch))
    assert both <= eligible(item, under(None, own, (*theirs, *mine), batch))
    # What a policy does not limit, it does not hold.
    free = {"constraints": {}, "accept": list(theirs)}
    assert eligible(item, under(free, own, mine, batch)) == eligible(
        item, under(None, own, (*theirs, *mine), batch)
    )


@given(seeds)
@MANY
def test_an_exception_frees_from_what_it_names_and_from_nothing_else(random: Random) -> None:
    """Who is excepted is judged as if the policy did not state the limit at all."""
    item, granted = _offer(random), _exceptions(random)
    limits, own, theirs, mine = _written(random), _written(random), _words(random), _words(random)
    policy = {"constraints": {"privacy": limits}, "accept": list(theirs)}
    freed = {name: limits[name] for name in limits if not _names(granted, name)}
    without = {**policy, "constraints": {"privacy": freed}}
    with_them = under({**policy, "exceptions": granted}, own, mine)
    assert eligible(item, with_them) == eligible(item, under(without, own, mine))


def _names(granted: list[dict[str, Any]], name: str) -> bool:
    return any(item["constraint"] == f"privacy.{name}" for item in granted)
