"""Licences that contradict themselves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from fmselect.catalog.rules.model import Issue, Subject, rule

_LOCAL = "LicenseRef-"


@rule("unknown-license-id", "error", excusable=True)
def unknown_license_id(subject: Subject) -> Iterator[Issue]:
    """A licence's id is one of the SPDX list, or begins with `LicenseRef-`.

    Why: `Apache2.0` is not found by who allows `Apache-2.0`.

    Repair: rename the file to the id of the SPDX list; a licence that is not on it is a
    `LicenseRef-` of ours.
    """
    for entry in subject.entries("licenses"):
        if not entry.id.startswith(_LOCAL) and entry.id not in _spdx_ids():
            near = _spdx_ids_by_lower_case().get(entry.id.lower())
            hint = f"rename the file to {near or _LOCAL + entry.id}"
            yield Issue(entry, ("name",), f"the id {entry.id} is not on the SPDX list", hint)


@cache
def _spdx_ids() -> frozenset[str]:
    from license_expression import get_spdx_licensing  # noqa: PLC0415 - rarely needed

    symbols = get_spdx_licensing().known_symbols.values()
    names = {name for symbol in symbols for name in (symbol.key, *symbol.aliases)}
    return frozenset(name for name in names if not name.startswith(_LOCAL))


@cache
def _spdx_ids_by_lower_case() -> dict[str, str]:
    return {name.lower(): name for name in _spdx_ids()}


@rule("open-without-trace", "error", excusable=True)
def open_without_trace(subject: Subject) -> Iterator[Issue]:
    """Open weights have a licence, or a repository where they can be had.

    Why: with neither nobody can run them, and `open: true` is a slip: a closed model would be
    ranked for machines of your own.

    Repair: `open: false`, or name the licence and the repository.
    """
    for entry in subject.entries("models"):
        weights = entry.record.weights
        if weights and weights.open and not weights.license and not weights.hf_repo:
            message = "true, with neither a licence nor a repository"
            yield Issue(entry, ("weights", "open"), message, "open: false, or name them")


@rule("license-contradiction", "error", excusable=True)
def license_contradiction(subject: Subject) -> Iterator[Issue]:
    """A licence the Open Source Initiative approves of permits every use, everywhere.

    Why: one that forbids business, or excludes a region, is not open source. Those it approves of
    are on the SPDX list; a lab's own terms are not among them.

    Repair: correct `osi_approved`, or what the text permits.
    """
    for entry in subject.entries("licenses"):
        record = entry.record
        if not record.osi_approved:
            continue
        if entry.id.startswith(_LOCAL):
            message = f"true, and {entry.id} is not on the SPDX list, where approved ones are"
            yield Issue(entry, ("osi_approved",), message)
        if record.commercial_use in ("no", "conditional"):
            message = f"{record.commercial_use}, and osi_approved is true"
            yield Issue(entry, ("commercial_use",), message)
        if record.region_exclusions:
            yield Issue(entry, ("region_exclusions",), "excludes, and osi_approved is true")


@rule("condition-without-text", "error", excusable=True)
def condition_without_text(subject: Subject) -> Iterator[Issue]:
    """A licence that permits something on conditions says which, and one with none has none.

    Why: `conditional` is an answer only with the condition that somebody must meet.

    Repair: add the conditions the text names.
    """
    for entry in subject.entries("licenses"):
        record = entry.record
        if record.commercial_use == "conditional" and not (
            record.commercial_conditions or record.conditions
        ):
            yield Issue(entry, ("commercial_use",), "conditional, and no conditions are named")
        if record.commercial_use == "yes" and record.commercial_conditions:
            yield Issue(entry, ("commercial_conditions",), "commercial use is yes, on conditions")


LEAST_CAPS = {
    "monthly_users_at_most": (10_000, "number of users"),
    "monthly_visits_at_most": (10_000, "number of visits"),
    "monthly_revenue_usd_at_most": (10_000, "revenue"),
    "annual_revenue_usd_at_most": (100_000, "revenue"),
}
"""Below these a cap is mostly one in thousands or millions; the least of the catalog are above."""


@rule("condition-level", "warning", excusable=True)
def condition_level(subject: Subject) -> Iterator[Issue]:
    """A licence that caps users or revenue caps them at a number a company may reach.

    Why: 700 for 700 million tells every customer that they need another licence.

    Repair: write the whole number.
    """
    for entry in subject.entries("licenses"):
        for number, condition in enumerate(entry.record.commercial_conditions):
            for name, (least, what) in LEAST_CAPS.items():
                cap = getattr(condition, name)
                if cap is not None and 0 < cap < least:
                    keys = ("commercial_conditions", number, name)
                    yield Issue(entry, keys, f"{cap} is a small {what}", "write the whole number")


@rule("permissive-name", "error", excusable=True)
def permissive_name(subject: Subject) -> Iterator[Issue]:
    """A licence with `NC` or `non-commercial` in its id does not permit commercial use.

    Why: a wrong answer here is expensive.

    Repair: read the text; `conditional` with a condition where it permits some of it.
    """
    for entry in subject.entries("licenses"):
        words = entry.id.lower().split("-")
        forbids = "nc" in words or "noncommercial" in entry.id.lower().replace("-", "")
        if forbids and entry.record.commercial_use == "yes":
            yield Issue(entry, ("commercial_use",), "yes, under a licence that is named NC")
