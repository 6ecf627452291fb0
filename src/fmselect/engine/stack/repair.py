"""When no combination keeps the limits on the whole: the fewest that must give way, and how far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, product
from math import inf

from fmselect.domain.recommendation import Admission
from fmselect.domain.requirement_fields import BY_PATH
from fmselect.domain.requirements import Requirements
from fmselect.domain.stack_recommendation import StackRepair
from fmselect.domain.tighten import tighter
from fmselect.engine.rounding import outward, plain
from fmselect.engine.stack.parts import Part
from fmselect.engine.stack.search import by_provider
from fmselect.tuples import NamedTuple

SAME_PROVIDER = "same_provider"
_AMOUNTS = {
    "max_cost_usd_per_month": "usd",
    "max_first_token_seconds": "first_token",
    "max_response_seconds": "response",
}
"""Limit on the whole -> what it bounds."""


class Need(NamedTuple):
    """What one combination takes; infinite where that is not known.

    Attributes:
        parts: One for each role.
        usd: Dollars a month.
        response: Seconds to the whole answer, at the upper ends.
        first_token: Seconds to the first token of the last role.
    """

    parts: tuple[Part, ...]
    usd: float
    response: float
    first_token: float


def least_needs(roles: Sequence[Sequence[Part]], *, same_provider: bool) -> list[Need]:
    """The combinations that no other undercuts in everything.

    Args:
        roles: The eligible parts of each role; nothing comes of a role that has none.
        same_provider: Whether one provider must serve all roles.
    """
    groups = by_provider(roles) if same_provider else iter([roles] if all(roles) else [])
    return _front(need for group in groups for need in _of_group(group))


def _of_group(roles: Sequence[Sequence[Part]]) -> list[Need]:
    """The front of the sums, role by role."""
    found = [Need((), 0.0, 0.0, 0.0)]
    for parts in roles:
        alone = _front(Need((p,), p.usd, p.slowest, p.first_token) for p in parts)
        found = _front(_then(before, after) for before, after in product(found, alone))
    return found


def _then(before: Need, after: Need) -> Need:
    """One role more: it begins when the others have answered."""
    return Need(
        (*before.parts, *after.parts),
        before.usd + after.usd,
        before.response + after.response,
        before.response + after.first_token,
    )


def _front(needs: Iterable[Need]) -> list[Need]:
    """Those that no other undercuts in everything; of equals the first by their offers."""
    kept: list[Need] = []
    for need in sorted(needs, key=lambda need: (need[1:], [part.offer for part in need.parts])):
        if not any(
            other.response <= need.response and other.first_token <= need.first_token
            for other in kept
        ):
            kept.append(need)
    return kept


def stack_repairs(
    roles: Sequence[Sequence[Part]], requirements: Requirements, *, same_provider: bool
) -> list[StackRepair]:
    """The sets of fewest limits on the whole that admit a combination if they give way.

    Of each set, the combination that needs the least: of money first, then of the first token,
    then of the whole answer. Nothing where a role has no eligible offer, or where what would be
    enough is not known.

    Args:
        roles: The eligible parts of each role.
        requirements: What is stated for the whole.
        same_provider: Whether one provider must serve all roles.
    """
    limits = {
        name: limit
        for name in _AMOUNTS
        if (limit := getattr(requirements.constraints, name)) is not None
    }
    names = [*limits, *([SAME_PROVIDER] if same_provider else [])]
    needs = {same: least_needs(roles, same_provider=same) for same in {same_provider, False}}
    for number in range(1, len(names) + 1):
        found = []
        for dropped in combinations(names, number):
            same = same_provider and SAME_PROVIDER not in dropped
            need = _least(needs[same], limits, dropped)
            if need is not None:
                found.append(_repair(need, limits, dropped, requirements))
        if found:
            return found
    return []


def _least(needs: Iterable[Need], limits: dict[str, float], dropped: Sequence[str]) -> Need | None:
    """The combination that needs the least of what gives way, and keeps the rest."""
    amounts = [_AMOUNTS[name] for name in dropped if name in _AMOUNTS]

    def keeps(need: Need) -> bool:
        return all(
            getattr(need, _AMOUNTS[name]) <= limit
            for name, limit in limits.items()
            if name not in dropped
        ) and all(getattr(need, amount) < inf for amount in amounts)

    by: Callable[[Need], list[float]] = lambda need: [getattr(need, a) for a in amounts]  # noqa: E731
    return min(filter(keeps, needs), key=by, default=None)


def _repair(
    need: Need, limits: dict[str, float], dropped: Sequence[str], requirements: Requirements
) -> StackRepair:
    """One set of limits, with the steps that admit the combination."""
    return {
        "constraints": list(dropped),
        "offers": [part.offer for part in need.parts],
        "admission": list(_steps(need, limits, dropped, requirements)),
    }


def _steps(
    need: Need, limits: dict[str, float], dropped: Sequence[str], requirements: Requirements
) -> Iterator[Admission]:
    """What has to be stated instead, limit by limit."""
    for name in dropped:
        if name == SAME_PROVIDER:
            yield {
                "constraint": name,
                "how": "drop",
                "option": None,
                "to": None,
                "sentence": f"without {name}",
            }
            continue
        level = outward(limits[name], getattr(need, _AMOUNTS[name]), up=True)
        option = BY_PATH[f"constraints.{name}"].option
        place = _policys(name, level, requirements)
        words = f"with {option} {plain(level).replace(',', '')}"
        if place is not None:
            words += (
                f"; your organisation's policy sets that limit ({place}), and only it can relax it"
            )
        yield {
            "constraint": name,
            "how": "relax" if place is None else "policy",
            "option": option if place is None else None,
            "to": level if place is None else None,
            "sentence": words,
        }


def _policys(name: str, level: float, requirements: Requirements) -> str | None:
    """Where a policy states a limit that the level would loosen; None where none does."""
    for constraint, demanded, place in requirements.policy.demands:
        if constraint == name and tighter(f"constraints.{name}", demanded, level) != level:
            return place
    return None
