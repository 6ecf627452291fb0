"""A limit on privacy, judged on all that happens to data and on what a customer could have instead.

The worst that applies counts: what a gateway says does not bind the hosts behind it, and batches
often lie outside what is promised for single requests.
"""

from __future__ import annotations

from collections.abc import Callable

from fmselect.domain.candidate import Handling, Privacy
from fmselect.engine.limits_privacy import hosts_unknown
from fmselect.engine.verdict import PASS, Verdict, harshness
from fmselect.tuples import NamedTuple

FLAGGED = "flagged-content"
"""What `--accept` takes for keeping what is flagged as abuse longer than the limit."""


class TierLimit(NamedTuple):
    """A limit that a tier satisfies or not.

    Attributes:
        judge: The verdict on one way of handling data.
        may: What the hosts behind a gateway may do.
        unsaid: The verdict on batches where requests pass on a condition and nothing is said of
            batches; None where what holds for requests holds for batches.
    """

    judge: Callable[[Privacy | Handling], Verdict]
    may: str
    unsaid: Verdict | None = None


def on_tier(
    limit: TierLimit, privacy: Privacy, other: Handling | None, *, batched: bool
) -> Verdict:
    """The verdict on an offer if its customer has its own tier, or another one instead.

    Args:
        limit: What is to be satisfied.
        privacy: How the offer handles data.
        other: The tier the customer takes instead; None for the offer's own.
        batched: Whether part of the workload goes in batches.
    """
    found = _whole(limit, privacy, privacy.gateway)
    if other is not None:
        found = _instead(found, _whole(limit, other, privacy.gateway), other)
    if batched:
        in_batches = None if privacy.batch is None else limit.judge(privacy.batch)
        found = _with_batches(found, in_batches, limit.unsaid)
    if privacy.gateway and not privacy.binds_hosts:
        found = found._replace(short_by=None)  # no amount settles what the hosts do
    return found


def _whole(limit: TierLimit, handling: Privacy | Handling, gateway: bool | None) -> Verdict:  # noqa: FBT001  # a fact about the offer
    """The verdict on one way of handling data, by the provider and by the hosts behind it."""
    verdict = limit.judge(handling)
    if gateway and not handling.binds_hosts and verdict.status != "fail":
        return hosts_unknown(limit.may)
    return verdict


def _with_batches(found: Verdict, in_batches: Verdict | None, unsaid: Verdict | None) -> Verdict:
    """The harsher verdict on requests and on batches; both conditions where both have one.

    Args:
        found: On single requests.
        in_batches: On batches; None where nothing is said of them.
        unsaid: What silence about batches means where requests satisfy the limit on a condition;
            None where a promise for requests is one for batches.
    """
    if in_batches is None:
        hangs = found.status == "conditional" and found.condition != FLAGGED
        return unsaid if unsaid is not None and hangs else found
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


def _instead(own: Verdict, there: Verdict, other: Handling) -> Verdict:
    """The verdict where another tier is taken, which is a condition of its own.

    Where that tier has a condition too, both must be accepted. What it is not shown to satisfy is
    no better than on the offer's own tier.
    """
    if there.status not in ("pass", "conditional"):
        return max(own, there, key=harshness)
    if own is there is PASS:
        return PASS
    condition = condition_of(other)
    also = there.condition if there.condition != condition else None
    return Verdict(
        "conditional",
        own.actual,
        None,
        f"{condition}+{also}" if also else condition,
        f"only {_WAYS.get(other.reached_by, _TIER)}"
        + (f"; there it {there.reason}" if also else ""),
    )


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
