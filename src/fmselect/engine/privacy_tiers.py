"""A limit on privacy, judged on all that happens to data and on what a customer could have instead.

The worst that applies counts: what a gateway says does not bind the hosts behind it, and batches
often lie outside what is promised for single requests.
"""

from __future__ import annotations

from collections.abc import Callable

from fmselect.domain.candidate import Handling, Privacy
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import PASS, Judge, Situation, Verdict, harshness


def everywhere(
    judge: Callable[[Privacy | Handling], Verdict],
    situation: Situation,
    may: str,
    *,
    unsaid: Verdict | None = None,
) -> Judge:
    """The verdict on all that happens to data: behind a gateway, in batches, or on another tier.

    Args:
        judge: The verdict on one way of handling data.
        situation: Whether part of the workload goes in batches.
        may: What the hosts behind a gateway may do.
        unsaid: The verdict on batches where requests pass on a condition and nothing is said of
            batches; None where what holds for requests holds for batches.
    """
    batched = bool(situation.requirements.workload.batch_share)

    def whole(handling: Privacy | Handling, *, gateway: bool | None) -> Verdict:
        verdict = judge(handling)
        if gateway and not handling.binds_hosts and verdict.status != "fail":
            return hosts_unknown(may)
        return verdict

    def verdict(privacy: Privacy) -> Verdict:
        found = whole(privacy, gateway=privacy.gateway)
        if found is not PASS:
            found = _instead(privacy, found, whole)
        if batched:
            in_batches = None if privacy.batch is None else judge(privacy.batch)
            found = _with_batches(found, in_batches, unsaid)
        if privacy.gateway and not privacy.binds_hosts:
            found = found._replace(short_by=None)  # no amount settles what the hosts do
        return found

    return unless_own(verdict)


def _with_batches(found: Verdict, in_batches: Verdict | None, unsaid: Verdict | None) -> Verdict:
    """The harsher verdict on requests and on batches; both conditions where both have one.

    Args:
        found: On single requests.
        in_batches: On batches; None where nothing is said of them.
        unsaid: What silence about batches means where requests satisfy the limit on a condition;
            None where a promise for requests is one for batches.
    """
    if in_batches is None:
        return unsaid if unsaid is not None and found.status == "conditional" else found
    if found.status == in_batches.status == "conditional":
        conditions = dict.fromkeys(f"{found.condition}+{in_batches.condition}".split("+"))
        if len(conditions) > 1:
            return found._replace(
                condition="+".join(conditions),
                reason=f"{found.reason}; in batches: {in_batches.reason}",
            )
    if harshness(in_batches) > harshness(found):
        return in_batches._replace(reason=f"in batches: {in_batches.reason}")
    return found


def _instead(privacy: Privacy, found: Verdict, judge: Callable[..., Verdict]) -> Verdict:
    """The least that a customer could do: the verdict itself, or another tier that is better.

    Another tier satisfies a limit only on the condition that the user takes it; where it has a
    condition of its own, both must be accepted.
    """
    if found.status == "conditional":
        return found
    for other in privacy.alternatives:
        there = judge(other, gateway=privacy.gateway)
        if there.status in ("pass", "conditional"):
            condition = condition_of(other)
            also = there.condition if there.condition != condition else None
            return Verdict(
                "conditional",
                found.actual,
                None,
                f"{condition}+{also}" if also else condition,
                f"only {_WAYS.get(other.reached_by, _TIER)}"
                + (f"; there it {there.reason}" if also else ""),
            )
    return found


def condition_of(handling: Handling) -> str:
    """What `--accept` takes for another tier."""
    return _CONDITIONS.get(handling.reached_by) or f"tier:{handling.tier}"


_CONDITIONS: dict[str | None, str] = {
    "setting": "zero-retention-setting",
    "addendum": "zero-retention-addendum",
}
_TIER = "on another tier of the provider"
_WAYS: dict[str | None, str] = {
    "setting": "with the provider's zero-retention setting on",
    "addendum": "under the provider's zero-retention terms",
    "endpoint": "at an endpoint of its own",
    "deployment": "in a deployment of its own",
}


def hosts_unknown(may: str) -> Verdict:
    """A gateway speaks for itself, not for whoever answers behind it."""
    return Verdict(
        "unknown",
        reason=f"the hosts behind this gateway may {may}; a provider's own offer would settle it",
    )


def unless_own(judge: Callable[[Privacy], Verdict]) -> Judge:
    """Pass what the user hosts; judge the others by how the provider handles data.

    A few dozen ways of handling data serve thousands of offers, so each is judged once.
    """
    judged: dict[int, tuple[Privacy, Verdict]] = {}

    def verdict(subject: Subject) -> Verdict:
        privacy = subject.candidate.privacy
        known = judged.get(id(privacy))
        if known is None:
            known = (privacy, PASS if privacy.self_hosted else judge(privacy))
            judged[id(privacy)] = known
        return known[1]

    return verdict
