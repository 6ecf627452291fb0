"""What is agreed to, and what it lets pass: conditions that will be met, unknowns taken for good.

A user agrees for the limits of their own. For a limit that an organisation's policy states only
what the policy itself agrees to counts: a policy can be tightened and never loosened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fmselect.domain.requirements import Policy, Requirements
from fmselect.engine.verdict import Verdict
from fmselect.tuples import NamedTuple

Judging = Callable[[Any], Verdict]


class Consent(NamedTuple):
    """What somebody agrees to.

    Attributes:
        conditions: In lower case, one by one: by its whole name, or by the word before the colon.
        unknowns: Words of `--assume-unknown`.
    """

    conditions: frozenset[str] = frozenset()
    unknowns: frozenset[str] = frozenset()

    def admits(self, verdict: Verdict, assumed_by: str | None = None) -> bool:
        """Whether it settles what stands between a verdict and a pass.

        Args:
            verdict: Of a limit.
            assumed_by: The word that lets an unknown of this limit pass.
        """
        if verdict.status == "pass":
            return True
        if verdict.held_by is not None:
            return False
        if verdict.status == "unknown":
            return assumed_by in self.unknowns
        return verdict.condition is not None and not self.lacking(verdict.condition)

    def lacking(self, condition: str) -> list[str]:
        """What of a condition is not agreed to; several are joined by a plus."""
        return [
            name
            for name in condition.lower().split("+")
            if name not in self.conditions and name.partition(":")[0] not in self.conditions
        ]


def consent_of(stated: Requirements | Policy) -> Consent:
    """What requirements, or a policy by itself, agree to."""
    return Consent(
        frozenset(name.lower() for names in stated.accept for name in names.split("+")),
        frozenset(stated.assume_unknown),
    )


class Demand(NamedTuple):
    """A limit as a policy states it.

    Attributes:
        limit: Its value, as the judge of the limit takes it.
        place: Where: `file:line:column`.
    """

    limit: Any
    place: str


def demands_on(name: str, policy: Policy) -> list[Demand]:
    """What a policy demands of one limit; empty where it leaves it to the project."""
    return [
        Demand(value, place)
        for constraint, value, place in policy.demands
        if constraint == name and value is not False and value not in (None, (), "any")
    ]


def policed(
    judge: Judging,
    demanded: Sequence[tuple[Judging, str]],
    policy: Policy,
    assumed_by: str | None = None,
) -> Judging:
    """The judge of a limit in force, where a policy states the limit too.

    What falls short of the policy's own limit, and is not agreed to by the policy, is held: no
    word of the user lets it pass.

    Args:
        judge: Of the limit in force, which is the policy's or a stricter one.
        demanded: The judge of each limit a policy states, and its place.
        policy: What it agrees to.
        assumed_by: The word that lets an unknown of this limit pass.
    """
    theirs = consent_of(policy)

    def verdict(judged: Any) -> Verdict:
        found = judge(judged)
        if found.status in ("pass", "fail"):
            return found
        for demand, place in demanded:
            if not theirs.admits(demand(judged), assumed_by):
                return found._replace(held_by=place)
        return found

    return verdict
