"""What a licence, or the terms of a provider, say about the use a user states.

Not legal advice: the texts decide, and the records only say where to look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from fmselect.domain.regions import places_inside
from fmselect.domain.requirements import Use
from fmselect.tuples import NamedTuple

if TYPE_CHECKING:
    from fmselect.domain.recommendation import LicenseDuty

Record = Mapping[str, Any]
Standing = Literal["met", "open", "failed"]

PROVIDER_TERMS = "LicenseRef-provider-terms"
"""The licence id of a model whose weights are closed: the provider's terms of service count."""

_MONTHS = 12
_ASKED_BY = {
    "monthly_users": "--monthly-users",
    "monthly_revenue_usd": "--annual-revenue",
    "annual_revenue_usd": "--annual-revenue",
}
"""What a licence counts -> the option that states it. Nothing states visits."""


class Condition(NamedTuple):
    """How the stated use stands to one condition.

    Attributes:
        text: The condition.
        standing: `open` where what the user states does not settle it.
        actual: What the user states, where that is a number above the limit.
        excess: By how much it is above it.
        settled_by: The option that would settle it, if one would.
        limited: Whether it is a cap or a place: what another licence from the maker would lift.
    """

    text: str
    standing: Standing
    actual: float | None = None
    excess: float | None = None
    settled_by: str | None = None
    limited: bool = True


def stated_amounts(use: Use) -> dict[str, float | None]:
    """What the user states, in the terms that licences count in; None is not stated.

    A month's revenue is a twelfth of the yearly one: an average, where a text may mean any.
    """
    yearly = use.annual_revenue_usd
    return {
        "monthly_users": use.monthly_users,
        "monthly_visits": None,
        "monthly_revenue_usd": None if yearly is None else yearly / _MONTHS,
        "annual_revenue_usd": yearly,
    }


def commercial_conditions(terms: Record, use: Use) -> list[Condition]:
    """How the use stands to each thing that commercial use hangs on, as the record lists them."""
    amounts = stated_amounts(use)
    return [_condition(entry, amounts) for entry in terms.get("commercial_conditions") or ()]


def _condition(entry: Record, amounts: Mapping[str, float | None]) -> Condition:
    text = entry["text"]
    caps = {name: entry[f"{name}_at_most"] for name in amounts if f"{name}_at_most" in entry}
    if not caps:
        return Condition(text, "open", limited=False)
    for name, cap in caps.items():
        amount = amounts[name]
        if amount is not None and amount > cap:
            if entry.get("binds") == "model-service":
                return Condition(text, "open")
            return Condition(text, "failed", amount, amount - cap)
    unstated = [name for name in caps if amounts[name] is None]
    if unstated:
        return Condition(text, "open", settled_by=_ASKED_BY.get(unstated[0]))
    return Condition(text, "met")


def territory_condition(terms: Record, use: Use, *, multimodal: bool) -> Condition | None:
    """Whether rights are given where the user operates; None where no place is excluded.

    Args:
        terms: The record of the licence.
        use: What the user states.
        multimodal: Whether the model takes more than text: some licences exclude only those.
    """
    excluded: Sequence[str] = terms.get("region_exclusions") or ()
    if terms.get("region_exclusions_apply_to") == "multimodal" and not multimodal:
        return None
    if not excluded:
        return None
    text = f"Gives no rights in {', '.join(excluded)}."
    if not use.territories:
        return Condition(text, "open", settled_by="--operates-in")
    shared = places_inside(excluded) & places_inside(use.territories)
    return Condition(text, "failed" if shared else "met")


def duties(terms: Record, use: Use) -> list[LicenseDuty]:
    """What has to be done in return under the stated use.

    A duty above a number of users or an amount of revenue is left out where what is stated is
    below all its numbers, and kept where something is not stated: it may apply.

    """
    amounts = stated_amounts(use)
    found: list[LicenseDuty] = []
    for entry in terms.get("duties") or ():
        applies = _applies(entry, use, amounts)
        if applies is not None:
            found.append({"text": entry["text"], "when": entry["when"], "applies": applies})
    return found


def _applies(
    entry: Record, use: Use, amounts: Mapping[str, float | None]
) -> Literal["yes", "maybe"] | None:
    """`yes`, `maybe`, or None where the stated use does not touch the duty."""
    if (entry["when"] == "redistribution" and not use.redistribute) or (
        entry["when"] == "trained-model" and not use.train_on_outputs
    ):
        return None
    floors = {name: entry[f"{name}_above"] for name in amounts if f"{name}_above" in entry}
    if not floors:
        return "yes"
    standings = [
        None if (amount := amounts[name]) is None else amount > floor
        for name, floor in floors.items()
    ]
    if any(standings):
        return "yes"
    return "maybe" if None in standings else None


def provider_terms(record: Record) -> Record:
    """A provider's terms of service, in the form of a licence record."""
    stated: Record = record.get("terms") or {}
    limits = stated.get("limits")
    return {
        **stated,
        "conditions": limits,
        "commercial_conditions": [{"text": limits}] if limits else [],
    }
