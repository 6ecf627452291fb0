"""P22 and P23 on the real catalog: tiers, policies, words and uses, all at once and at random."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from fmselect.domain.candidate import Candidate
from fmselect.domain.intake import Layer, read_requirements
from fmselect.domain.requirements import Requirements
from fmselect.engine.completed import complete
from fmselect.engine.consent import consent_of
from fmselect.engine.constraints import active_constraints, screen
from fmselect.engine.subject import assess
from fmselect.engine.verdict import Situation
from fmselect.errors import FmselectError
from tests.support.real_catalog import TODAY, bundled, everyone, profile

SOME = settings(max_examples=40)
KINDS = ("chat", "chat", "embedding", "speech-to-text", "image-generation")
WORDS = (
    "training-opt-out",
    "zero-retention-setting",
    "zero-retention-addendum",
    "region-choice",
    "enterprise-region-choice",
    "license-conditions",
    "training-on-data",
    "shorter-vectors",
    "tier",
)
LIMITS: dict[str, tuple[Any, ...]] = {
    "privacy.no_training": (True,),
    "privacy.max_retention_days": (0, 7, 30),
    "privacy.regions": (["eea"], ["eu"], ["us"], ["de"]),
    "privacy.certifications": (["soc2"], ["soc2", "hipaa"]),
    "privacy.exclude_headquarters": (["cn"], ["us"]),
    "license": ("commercial", "osi"),
    "min_months_to_retirement": (3, 12),
    "max_response_seconds": (10, 120),
    "max_dimensions": (512, 1024),
}
USES: dict[str, tuple[Any, ...]] = {
    "purpose": ("commercial", "internal", "research"),
    "monthly_users": (1e3, 1e6, 8e8),
    "annual_revenue_usd": (1e6, 3e7, 5e9),
    "redistribute": (True,),
    "train_on_outputs": (True,),
    "territories": (["us"], ["de"], ["kr"]),
}
seeds = st.integers(0, 2**32).map(Random)


def _written(random: Random, *, use: bool) -> dict[str, Any]:
    """What a policy or a project states, with what it agrees to."""
    limits: dict[str, Any] = {}
    for name in random.sample(sorted(LIMITS), random.randint(0, 4)):
        group, _, key = name.rpartition(".")
        (limits.setdefault(group, {}) if group else limits)[key] = random.choice(LIMITS[name])
    found: dict[str, Any] = {"constraints": limits}
    if use:
        names = random.sample(sorted(USES), random.randint(1, 4))
        found["use"] = {name: random.choice(USES[name]) for name in names}
    found["accept"] = random.sample(WORDS, random.choice((0, 2, 5, len(WORDS))))
    found["assume_unknown"] = random.choice(([], [], ["latency"]))
    return found


def together(task: str, policy: dict[str, Any] | None, own: dict[str, Any]) -> Requirements:
    """What both state, at the volume of the task."""
    layers = [Layer({"task": task, **own}, lambda path: f"own.yaml:{path}", "file")]
    if policy is not None:
        layers.insert(0, Layer(policy, lambda path: f"policy.yaml:{path}", "policy"))
    try:
        return complete(read_requirements(layers), profile(task)).requirements
    except FmselectError:
        reject()


def left(task: str, asked: Requirements, offers: list[Candidate]) -> set[str]:
    """Who satisfies everything."""
    place = Situation(asked, profile(task), TODAY, bundled().record)
    subjects = assess(offers, asked.workload, profile(task).type)
    return {subject.candidate.offer for subject in screen(subjects, place).eligible}


def _case(random: Random) -> tuple[str, list[Candidate], dict[str, Any], dict[str, Any]]:
    """A task, some of its offers, a policy and a project."""
    task = random.choice(KINDS)
    offers = everyone(task)
    picked = random.sample(offers, min(len(offers), 250))
    return task, picked, _written(random, use=True), _written(random, use=True)


@given(seeds)
@SOME
def test_no_word_of_a_project_admits_whom_a_policy_leaves_out(random: Random) -> None:
    """P23: judged alone, by its own word and for what both say of the use, it leaves them too.

    What a use makes of a licence is no limit of the policy where the policy states none.
    """
    task, offers, policy, own = _case(random)
    both = together(task, policy, own)
    use = {name: value for name, value in both.use._asdict().items() if value}
    words = {name: list(policy[name]) for name in ("accept", "assume_unknown")}
    by_use = both.use.redistribute or both.use.train_on_outputs
    if by_use or not any(name == "license" for name, _, _ in both.policy.demands):
        words["accept"] += [word for word in own["accept"] if word == "license-conditions"]
    alone = together(task, None, {"constraints": policy["constraints"], "use": use, **words})
    mine = together(
        task,
        None,
        {
            "constraints": own["constraints"],
            "use": use,
            "accept": [*policy["accept"], *own["accept"]],
            "assume_unknown": [*policy["assume_unknown"], *own["assume_unknown"]],
        },
    )
    found = left(task, both, offers)
    assert found <= left(task, mine, offers)
    assert found <= left(task, alone, offers)


@given(seeds)
@SOME
def test_a_policy_more_admits_nobody(random: Random) -> None:
    """P19: under a policy that agrees to nothing only those are left that were left without it."""
    task, offers, policy, own = _case(random)
    policy |= {"accept": [], "assume_unknown": [], "use": {}}
    under = left(task, together(task, policy, own), offers)
    assert under <= left(task, together(task, None, own), offers)


@given(seeds)
@SOME
def test_real_tiers_do_not_add_up(random: Random) -> None:
    """P22: whoever is left with all tiers of a provider is left with one of them, or with none."""
    task, offers, _, own = _case(random)
    asked = together(task, None, own)
    several = [item for item in offers if len(item.privacy.alternatives) > 1]
    found = left(task, asked, several)
    singly: set[str] = set()
    for at in range(-1, 3):
        alone = [
            item._replace(
                privacy=item.privacy._replace(
                    alternatives=() if at < 0 else item.privacy.alternatives[at : at + 1]
                )
            )
            for item in several
        ]
        singly |= left(task, asked, alone)
    assert found == singly


@given(seeds)
@SOME
def test_nobody_is_left_by_a_condition_that_is_not_accepted(random: Random) -> None:
    """P20: by whoever's word counts: the policy's for its limits, both for those of the project."""
    task, offers, policy, own = _case(random)
    asked = together(task, policy, own)
    place = Situation(asked, profile(task), TODAY, bundled().record)
    subjects = assess(offers, asked.workload, profile(task).type)
    ours = consent_of(asked)
    theirs = consent_of(asked.policy)
    demanded = {name for name, _, _ in asked.policy.demands}
    eligible = screen(subjects, place).eligible
    for active in active_constraints(place):
        name = active.constraint.name
        only_policy = name in demanded and active.policy is not None
        for subject in eligible:
            verdict = active.judge(subject)
            assert verdict.status != "fail"
            assert verdict.held_by is None
            word = theirs if only_policy and name not in _MERGED else ours
            if verdict.condition is not None:
                assert not word.lacking(verdict.condition)
            elif verdict.status == "unknown":
                assert active.constraint.assumed_by in word.unknowns


_MERGED = frozenset({"license", "privacy.regions", "privacy.certifications"})
"""Limits in force that may be made of a policy's and a project's own."""


def test_the_cases_reach_what_they_are_about() -> None:
    """Offers are left out and in by tiers, by words and by policies, so that nothing is idle."""
    by_word = by_policy = 0
    for seed in range(40):
        task, offers, policy, own = _case(Random(seed))  # noqa: S311  # a fixed case, not a secret
        try:
            asked = read_requirements(
                [
                    Layer(policy, str, "policy"),
                    Layer({"task": task, **own}, str, "file"),
                ]
            )
        except FmselectError:
            continue
        asked = complete(asked, profile(task)).requirements
        wordless = asked._replace(accept=(), policy=asked.policy._replace(accept=()))
        unheld = asked._replace(policy=asked.policy._replace(demands=()))
        found = left(task, asked, offers)
        by_word += len(found - left(task, wordless, offers))
        by_policy += len(left(task, unheld, offers) - found)
    assert by_word > 20
    assert by_policy > 20
