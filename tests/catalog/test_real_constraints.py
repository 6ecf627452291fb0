"""Limits, policies and stated uses on the real catalog, and where every verdict comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmselect.domain.intake import Layer, read_requirements
from fmselect.domain.requirements import (
    TASKS,
    Constraints,
    PrivacyConstraints,
    Requirements,
    Use,
)
from fmselect.engine.completed import complete
from fmselect.engine.constraints import CONSTRAINTS, Screening, screen
from fmselect.engine.explain_limits import limit_verdicts
from fmselect.engine.limits_license import JUDGED_BY_TERMS
from fmselect.engine.subject import Subject, assess
from fmselect.engine.verdict import Situation
from tests.support.real_catalog import TODAY, bundled, everyone, profile

STRICT = Constraints(
    max_cost_usd_per_month=1.0,
    max_first_token_seconds=0.2,
    max_response_seconds=1.0,
    min_context_tokens=3e6,
    min_output_tokens=1e6,
    license="commercial",
    open_weights=True,
    privacy=PrivacyConstraints(
        no_training=True,
        max_retention_days=0.0,
        regions=("eu",),
        certifications=("soc2", "iso27001"),
        exclude_headquarters=("us", "cn"),
    ),
    features=("tools", "fine-tuning", "vision-input"),
    languages=("de", "ja"),
    providers_deny=("openrouter",),
    models_deny=("openai/gpt-5.5",),
    min_months_to_retirement=24.0,
    max_fact_age_days=1.0,
)
"""So that offers fail everything there is."""
HUGE = Use("commercial", 9e8, 4e9, redistribute=True, train_on_outputs=True, territories=("de",))
NO_FACT = frozenset(
    {"providers.allow", "providers.deny", "models.allow", "models.deny", "privacy.self_hosted"}
)
"""Limits on names: nothing outside the requirements decides them."""
PYTHON_VALUE = re.compile(r"None|[{}]|\bTrue\b|\bFalse\b|frozenset|Verdict|\('|\['|<[a-z_.]+ ")
DAY = re.compile(r"20\d\d(-\d\d(-\d\d)?)?")
STEP = 7
"""Every seventh offer, which is some of each provider and of each kind of model."""


def asked(task: str, batch: float = 0.0, **changes: Any) -> Requirements:
    """A question about a task at its own volume, part of it in batches."""
    requirements = complete(Requirements(task=task), profile(task)).requirements
    workload = requirements.workload._replace(batch_share=batch)
    if profile(task).type != "language":
        changes["constraints"] = changes.get("constraints", Constraints())._replace(
            min_output_tokens=None, max_first_token_seconds=None, max_response_seconds=None
        )
    return requirements._replace(workload=workload, **changes)


def situation(requirements: Requirements, today: date = TODAY) -> Situation:
    """With the records of the whole catalog."""
    catalog = bundled()
    return Situation(requirements, profile(requirements.task), today, _record(catalog))


@cache
def _record(catalog: Any) -> Any:
    return cache(catalog.record)


@cache
def known(task: str, batch: float = 0.0) -> tuple[Subject, ...]:
    """Every offer with its bill."""
    workload = asked(task, batch).workload
    return tuple(assess(everyone(task), workload, profile(task).type))


def screened(requirements: Requirements, batch: float = 0.0) -> Screening:
    """Who satisfies what."""
    return screen(known(requirements.task, batch), situation(requirements))


def eligible(requirements: Requirements, batch: float = 0.0) -> set[str]:
    """The offers that satisfy everything."""
    return {subject.candidate.offer for subject in screened(requirements, batch).eligible}


@pytest.mark.parametrize("task", TASKS)
def test_every_verdict_has_a_reason_a_source_and_a_date(task: str) -> None:
    """What `explain` prints for every limit that an offer fails, or meets on a condition.

    A verdict that is not `unknown` rests on a fact, unless it is about a name: at least one with
    its source and date. Every fact that is shown as known has both.
    """
    batch = 0.5
    requirements = asked(task, batch, constraints=STRICT, use=HUGE)
    place = situation(requirements)
    catalog, type_ = bundled(), profile(task).type
    for subject in known(task, batch)[::STEP]:
        record = catalog.offer_record(subject.candidate.position, type_)
        for limit in limit_verdicts(subject, record, place, ()):
            where = (subject.candidate.offer, limit["constraint"], limit["reason"])
            assert limit["reason"], where
            assert not PYTHON_VALUE.search(limit["reason"]), where
            sourced = [fact for fact in limit["facts"].values() if fact["source"]]
            for fact in sourced:
                assert fact["value"] is not None, where
                assert DAY.fullmatch(fact["observed"] or ""), (*where, fact)
            if limit["status"] in ("fail", "conditional") and limit["constraint"] not in NO_FACT:
                assert sourced, where
            if limit["constraint"] in JUDGED_BY_TERMS and limit["status"] in (
                "fail",
                "conditional",
            ):
                told = ("terms", "hosts_terms", "makers_terms", "open_weights")
                assert any(name.startswith(told) for name in limit["facts"])


def test_every_limit_is_failed_by_somebody() -> None:
    """The strict question reaches every limit, so that the test above passes over none."""
    reached: set[str] = set()
    for task in TASKS:
        reached |= set(screened(asked(task, constraints=STRICT, use=HUGE)).counts)
    reached |= set(
        screened(
            asked("chat", constraints=Constraints(privacy=_OWN, providers_allow=("self",)))
        ).counts
    )
    reached |= set(screened(asked("chat", constraints=Constraints(models_allow=("a/b",)))).counts)
    implied = {"input_modality", "capacity", "min_capability", "max_dimensions", "max_index_gib"}
    implied.add("min_image_megapixels")
    assert set(CONSTRAINTS) - implied <= reached


_OWN = PrivacyConstraints(self_hosted=True)


_amounts = st.sampled_from([1e3, 5e5, 1.1e6, 9e6, 2.1e7, 9e7, 1.1e8, 6e8, 7.1e8, 5e9, 1e12])


@given(
    st.sampled_from(["chat", "image-generation", "embedding", "speech-to-text"]),
    st.sampled_from(["commercial", "internal", "research"]),
    st.sampled_from([(), ("us",), ("de",), ("kr",)]),
    st.tuples(_amounts, _amounts, _amounts, _amounts),
    st.sampled_from([(), ("license-conditions",)]),
)
@settings(max_examples=40)
def test_growing_admits_nobody(
    task: str,
    purpose: str,
    places: tuple[str, ...],
    amounts: tuple[float, float, float, float],
    accept: tuple[str, ...],
) -> None:
    """More users or more revenue never turn a real licence in one's favour."""
    users, revenue = sorted(amounts[:2]), sorted(amounts[2:])
    small, large = (
        asked(task, use=Use(purpose, users[at], revenue[at], territories=places), accept=accept)
        for at in (0, 1)
    )
    assert eligible(large) <= eligible(small)


_LIMITS: dict[str, Sequence[Any]] = {
    "privacy.no_training": (True,),
    "privacy.max_retention_days": (30, 7, 0),
    "privacy.regions": (["eea"], ["eu"], ["de"]),
    "privacy.certifications": (["soc2"], ["soc2", "iso27001"]),
    "privacy.exclude_headquarters": (["cn"], ["cn", "us"]),
    "license": ("commercial", "osi", ["MIT"]),
    "open_weights": (True,),
    "languages": (["de"], ["de", "fr"]),
    "min_months_to_retirement": (3, 6, 12, 36),
    "max_cost_usd_per_month": (500, 50, 5),
    "providers.deny": (["openrouter"], ["openrouter", "azure"]),
}
"""Limit -> how it may be stated, from the loosest to the strictest."""


def together(
    policy: dict[str, Any] | None,
    own: dict[str, Any],
    accept: Sequence[str],
    theirs: Sequence[str] = (),
) -> Requirements:
    """What a policy and a file state together, and accept, at the volume of the task."""
    layers = [Layer({"task": "chat", "constraints": own, "accept": list(accept)}, str, "file")]
    if policy is not None:
        layers.insert(0, Layer({"constraints": policy, "accept": list(theirs)}, str, "policy"))
    return complete(read_requirements(layers), profile("chat")).requirements


def written(name: str, at: int) -> dict[str, Any]:
    """A limit as a file has it."""
    group, _, key = name.rpartition(".")
    stated = {key: _LIMITS[name][min(at, len(_LIMITS[name]) - 1)]}
    return {group: stated} if group else stated


@given(
    st.sampled_from(sorted(_LIMITS)),
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from([(), ("region-choice", "zero-retention-addendum", "license-conditions")]),
)
@settings(max_examples=40)
def test_tightening_and_policies_admit_nobody(
    name: str, loose: int, more: int, accept: tuple[str, ...]
) -> None:
    """A stricter limit, the same under a policy, and a file that asks for less than its policy."""
    strict = loose + more
    nothing = eligible(together(None, {}, accept))
    loosely = eligible(together(None, written(name, loose), accept))
    strictly = eligible(together(None, written(name, strict), accept))
    assert strictly <= loosely <= nothing
    for theirs in (accept, ()):
        alone = eligible(together(None, written(name, strict), theirs))
        policy = eligible(together(written(name, strict), {}, accept, theirs))
        assert policy == alone
        same = eligible(together(written(name, strict), written(name, loose), accept, theirs))
        assert same == policy
        loose_policy = together(written(name, loose), written(name, strict), accept, theirs)
        kept = eligible(together(written(name, loose), {}, accept, theirs))
        assert eligible(loose_policy) == strictly & kept


@given(
    st.lists(
        st.sampled_from(
            [
                "region-choice",
                "enterprise-region-choice",
                "zero-retention-setting",
                "zero-retention-addendum",
                "training-opt-out",
                "license-conditions:LicenseRef-gemma",
                "tier",
            ]
        ),
        unique=True,
    ),
    st.sampled_from([0.0, 0.5]),
)
@settings(max_examples=30)
def test_accepting_more_excludes_nobody(accept: list[str], batch: float) -> None:
    """And who is admitted by it has no condition left that was not accepted."""
    privacy = PrivacyConstraints(no_training=True, max_retention_days=0.0, regions=("eu",))
    limits = Constraints(privacy=privacy, license="commercial")
    bare = asked("chat", batch, constraints=limits)
    wider = bare._replace(accept=tuple(accept))
    before, found = eligible(bare, batch), screened(wider, batch)
    after = {subject.candidate.offer for subject in found.eligible}
    assert before <= after
    met = set(accept)
    place = situation(wider)
    for name, constraint in CONSTRAINTS.items():
        limit = constraint.limit(place)
        if limit is None:
            continue
        judge = constraint.prepare(limit, place)
        for subject in found.eligible:
            verdict = judge(subject)
            assert verdict.status in ("pass", "conditional"), name
            for condition in (verdict.condition or "").split("+"):
                assert not condition or {condition, condition.partition(":")[0]} & met
