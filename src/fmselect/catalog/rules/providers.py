"""Providers: what happens to data, and what offers refer to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from fmselect.catalog.rules.model import Issue, Subject, provider_of, rule
from fmselect.domain.near_names import did_you_mean


@rule("provider-without-data-handling", "warning", excusable=True)
def provider_without_data_handling(subject: Subject) -> Iterator[Issue]:
    """A provider that sells something says what happens to the data sent to it.

    Why: without it every limit on privacy leaves all of its offers out, as unknown.

    Repair: add `data_handling`, one entry a tier, from the provider's own page; mark the tier an
    ordinary customer gets as `default: true`.
    """
    selling = {provider_of(entry) for entry in subject.entries("offers")}
    for entry in subject.entries("providers"):
        if entry.id in selling and not entry.record.data_handling:
            yield Issue(entry, (), "sells models, and says nothing of what happens to data")


@rule("self-host-contradiction", "error")
def self_host_contradiction(subject: Subject) -> Iterator[Issue]:
    """What you host yourself is run from no country of somebody else.

    Why: it satisfies every limit on privacy; a host of that kind by mistake would, too.

    Repair: write the kind the provider is of: `inference-host`, `cloud`, `gateway` or `lab`.
    """
    for entry in subject.entries("providers"):
        place = entry.record.headquarters
        if entry.record.kind == "self-host" and place:
            message = f"self-host, and it is run by somebody else, from {place.country}"
            yield Issue(entry, ("kind",), message)


@rule("no-default-tier", "info")
def no_default_tier(subject: Subject) -> Iterator[Issue]:
    """One of a provider's tiers is the one an ordinary paying customer gets.

    Why: offers that name no tier are covered by that one; without it their privacy is unknown,
    which may be all that is known.

    Repair: add `default: true` to the tier the provider's page means.
    """
    for entry in subject.entries("providers"):
        tiers = entry.record.data_handling
        if tiers and not any(handling.default for handling in tiers):
            yield Issue(entry, ("data_handling",), "no tier is the default one")


@rule("unknown-data-tier", "error")
def unknown_data_tier(subject: Subject) -> Iterator[Issue]:
    """A data tier that an offer, or another tier, names is one that the provider describes.

    Why: the privacy of the offer would be unknown.

    Repair: correct the name, or describe the tier at the provider.
    """
    providers = subject.catalog.entries["providers"]
    for entry in subject.entries("offers"):
        provider = providers.get(provider_of(entry))
        if entry.record.data_tier is None or provider is None:
            continue
        tiers = [handling.tier for handling in provider.record.data_handling]
        if entry.record.data_tier not in tiers:
            message = f"no tier {entry.record.data_tier} at {provider.id}"
            hint = did_you_mean(entry.record.data_tier, tiers) or "describe it under data_handling"
            yield Issue(entry, ("data_tier",), message, hint)
    for entry in subject.entries("providers"):
        tiers = [handling.tier for handling in entry.record.data_handling]
        for number, handling in enumerate(entry.record.data_handling):
            for index, name in enumerate(handling.instead_of):
                if name not in tiers:
                    keys = ("data_handling", number, "instead_of", index)
                    hint = did_you_mean(name, tiers) or "describe it under data_handling"
                    yield Issue(entry, keys, f"no tier {name} at {entry.id}", hint)


@rule("repeated-data-tier", "error")
def repeated_data_tier(subject: Subject) -> Iterator[Issue]:
    """A provider describes a tier once, and has one default tier at most.

    Why: of two descriptions nobody knows which holds.

    Repair: merge the two, the worse answer of each; or name what they differ in.
    """
    for entry in subject.entries("providers"):
        seen: set[str] = set()
        defaults = 0
        for number, handling in enumerate(entry.record.data_handling):
            defaults += handling.default
            keys = ("data_handling", number)
            if handling.tier in seen:
                yield Issue(entry, (*keys, "tier"), f"{handling.tier} is described twice")
            if handling.default and defaults > 1:
                message = "more than one tier is the default"
                yield Issue(entry, (*keys, "default"), message, "mark one as default")
            seen.add(handling.tier)


@rule("retention-contradiction", "error", excusable=True)
def retention_contradiction(subject: Subject) -> Iterator[Issue]:
    """Where nothing is kept by default, nothing is kept for days.

    Why: one of the two is wrong, and both decide who may use the offer.

    Repair: keep the one the page states; `zero_retention: on-request` and the days that hold
    without a request are no contradiction.
    """
    for entry in subject.entries("providers"):
        for number, handling in enumerate(entry.record.data_handling):
            keys = ("data_handling", number)
            days = handling.retention_days
            if handling.zero_retention == "default" and days:
                message = f"kept for {days} days, with zero retention by default"
                yield Issue(entry, (*keys, "retention_days"), message)
            if handling.zero_retention == "no" and days == 0:
                message = "no, and retention_days is 0"
                yield Issue(entry, (*keys, "zero_retention"), message)


@rule("training-contradiction", "error", excusable=True)
def training_contradiction(subject: Subject) -> Iterator[Issue]:
    """What is kept for no time trains no model.

    Why: data that is not kept cannot be trained on later.

    Repair: read the page again; training and retention may be of two tiers.
    """
    for entry in subject.entries("providers"):
        for number, handling in enumerate(entry.record.data_handling):
            if handling.trains_on_data == "yes" and handling.retention_days == 0:
                keys = ("data_handling", number, "trains_on_data")
                yield Issue(entry, keys, "trains on data that is kept for 0 days")


@rule("gateway-contradiction", "warning", excusable=True)
def gateway_contradiction(subject: Subject) -> Iterator[Issue]:
    """A gateway hands data on, in every tier, and nobody else does in the default one.

    Why: what a gateway passes on is bound by what the provider behind it does.

    Repair: correct `kind`, or `gateway` of the tier.
    """
    for entry in subject.entries("providers"):
        for number, handling in enumerate(entry.record.data_handling):
            if entry.record.kind == "gateway" and handling.gateway is False:
                keys = ("data_handling", number, "gateway")
                yield Issue(entry, keys, "false, and the provider is a gateway")
            elif entry.record.kind != "gateway" and handling.gateway and handling.default:
                keys = ("data_handling", number, "gateway")
                message = f"true in the default tier, and the provider is a {entry.record.kind}"
                yield Issue(entry, keys, message)


NEAR_SPELLING = 0.75
"""Of 1: `trubo` is as near to `turbo` as 0.8; `fp4` to `fp8` 0.67."""
RARE_TIER, USUAL_TIER = 2, 5


@rule("tier-misspelt", "warning", excusable=True)
def tier_misspelt(subject: Subject) -> Iterator[Issue]:
    """A tier that few offers have is not another tier, misspelt.

    Why: the tier tells the offers of a model apart, in their ids, too; a slip makes a second offer
    of one, and next time the price of the first is not found.

    Repair: write the tier as the other offers do.
    """
    counts = Counter(entry.record.tier for entry in subject.entries("offers") if entry.record.tier)
    usual = [tier for tier, count in counts.items() if count >= USUAL_TIER]
    described = {
        h.tier for entry in subject.entries("providers") for h in entry.record.data_handling
    }
    for entry in subject.entries("offers"):
        tier = entry.record.tier
        if not tier or counts[tier] > RARE_TIER or tier in described:
            continue
        if near := _misspelt(tier, usual):
            message = f"{tier}, which few offers have; {counts[near]} have {near}"
            yield Issue(entry, ("tier",), message, f"write {near}")


def _misspelt(tier: str, usual: Iterable[str]) -> str | None:
    """The usual tier it may be meant for: one word differs, and by little."""
    for other in usual:
        words, others = tier.split("-"), other.split("-")
        if len(words) != len(others):
            continue
        apart = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
        if len(apart) == 1 and SequenceMatcher(None, *apart[0]).ratio() >= NEAR_SPELLING:
            return other
    return None
