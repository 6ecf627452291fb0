"""Which tier of its provider an offer is judged on, where several limits hang on it.

Each of two tiers may satisfy one of two limits and neither both. So the tier is chosen once, for
all limits together: whoever accepts a condition accepts it for that tier.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fmselect.domain.candidate import Handling, Privacy
from fmselect.engine.consent import Consent, consent_of, demands_on, policed
from fmselect.engine.exceptions import excepted_limits, own_limits
from fmselect.engine.privacy_tiers import TierLimit, on_tier
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import PASS, Judge, Situation, Verdict, harshness, named
from fmselect.tuples import NamedTuple

Way = tuple[Privacy, Handling | None]
"""How an offer handles data, and the tier its customer takes instead, if any."""

OnTier = Callable[[Way], Verdict]


class Stated(NamedTuple):
    """A limit that a tier satisfies or not.

    Attributes:
        prepare: From its value to its judge.
        limit: The value in force; None where there is none.
    """

    prepare: Callable[[Any, Situation], TierLimit]
    limit: Callable[[Situation], Any]


def joint_judge(name: str, limit: Any, situation: Situation, stated: Mapping[str, Stated]) -> Judge:
    """The judge of one limit, on the tier that satisfies all of them, or as much as any does.

    A few dozen ways of handling data serve thousands of offers, so each is judged once.

    Args:
        name: Of the limit.
        limit: Its value, in place of the one in force.
        situation: Whose other limits count as well.
        stated: Every limit that hangs on the tier.
    """
    mine = _held(name, limit, situation, stated)
    others = _others(name, situation, stated)
    consent = consent_of(situation.requirements)
    judged: dict[tuple[int, frozenset[str]], tuple[Privacy, Verdict]] = {}

    def verdict(subject: Subject) -> Verdict:
        privacy = subject.candidate.privacy
        if privacy.self_hosted:
            return PASS
        excepted = excepted_limits(subject, situation)
        known = judged.get((id(privacy), excepted))
        if known is None:
            found = on_chosen_tier(mine, others(excepted), privacy, consent)
            known = judged[id(privacy), excepted] = (privacy, found)
        return known[1]

    return verdict


def _on_tier(name: str, limit: Any, situation: Situation, stated: Mapping[str, Stated]) -> OnTier:
    """The judge of a value of a limit on one tier."""
    prepared = stated[name].prepare(limit, situation)
    batched = bool(situation.requirements.workload.batch_share)
    return lambda way: on_tier(prepared, *way, batched=batched)


def _held(name: str, limit: Any, situation: Situation, stated: Mapping[str, Stated]) -> OnTier:
    """The same, held to what a policy demands on the same tier."""
    judge, policy = _on_tier(name, limit, situation, stated), situation.requirements.policy
    demanded = [
        (_on_tier(name, demand.limit, situation, stated), demand.place)
        for demand in demands_on(name, policy)
    ]
    return policed(judge, demanded, policy) if demanded else judge


def _others(
    name: str, situation: Situation, stated: Mapping[str, Stated]
) -> Callable[[frozenset[str]], list[OnTier]]:
    """The judges of the other limits, for who is excepted from some of them.

    Who is excepted from a policy's limit still has to keep the one the project states itself.
    """
    in_force = {
        other: _held(other, value, situation, stated)
        for other, entry in stated.items()
        if other != name and (value := entry.limit(situation)) is not None
    }
    own = own_limits(situation)
    without = {
        other: _on_tier(other, value, situation, stated)
        for other, entry in stated.items()
        if other in in_force and own is not None and (value := entry.limit(own)) is not None
    }

    def others(excepted: frozenset[str]) -> list[OnTier]:
        if not excepted:
            return list(in_force.values())
        kept = {k: judge for k, judge in in_force.items() if k not in excepted}
        freed = {k: judge for k, judge in without.items() if k in excepted}
        return [*kept.values(), *freed.values()]

    return others


def on_chosen_tier(
    judge: OnTier, others: Sequence[OnTier], privacy: Privacy, consent: Consent
) -> Verdict:
    """The verdict on the tier where the least stands in the way of all limits together.

    Of two tiers that are as good, the one that asks for less; the offer's own before any other.

    Args:
        judge: Of the limit that is asked about.
        others: Of the other limits.
        privacy: How an offer handles data.
        consent: What the user agrees to.
    """
    chosen = judge((privacy, None))
    if not privacy.alternatives or (chosen is PASS and not others):
        return chosen
    ways: list[Way] = [(privacy, None), *((privacy, other) for other in privacy.alternatives)]
    found = [[judge(way), *(other(way) for other in others)] for way in ways]
    chosen = min(found, key=lambda verdicts: _in_the_way(verdicts, consent))[0]
    if chosen.status in ("unknown", "fail"):
        for (_, other), (there, *_rest) in zip(ways, found, strict=True):
            if other is not None and there.status in ("pass", "conditional"):
                return _elsewhere(chosen, other)
    return chosen


def _elsewhere(verdict: Verdict, other: Handling) -> Verdict:
    """A limit that another tier would satisfy, which falls short of the rest."""
    tier = named((other.tier,))
    words = f"; tier {tier} would, but does not satisfy the other limits on data"
    return verdict._replace(reason=verdict.reason + words)


def _in_the_way(verdicts: Sequence[Verdict], consent: Consent) -> tuple[list[int], int]:
    """How much stands in the way on one tier: the worst first, then how much has to be accepted."""
    levels: list[int] = []
    lacking: set[str] = set()
    for verdict in verdicts:
        if consent.admits(verdict):
            levels.append(0)
            continue
        # A condition only a policy could accept is worse than another, and better than nothing.
        held = verdict.condition is not None and verdict.held_by is not None
        levels.append(2 * harshness(verdict)[0] + held)
        if verdict.condition is not None:
            lacking.update(consent.lacking(verdict.condition))
    return sorted(levels, reverse=True), len(lacking)
