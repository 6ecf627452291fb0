"""Ids the user names: resolved by the catalog, never matched to a neighbour in silence."""

from __future__ import annotations

from typing import Any

from fmselect.domain.catalog import Catalog
from fmselect.domain.near_names import did_you_mean
from fmselect.domain.requirements import Requirements
from fmselect.errors import UsageError

_RULES = ("any", "commercial", "osi", "none")


def resolve_names(catalog: Catalog, requirements: Requirements) -> Requirements:
    """The requirements with every alias replaced by the id it stands for.

    Raises:
        UsageError: A provider, model or licence is not in the catalog; the hint names the nearest.
    """
    limits = requirements.constraints
    resolved: dict[str, Any] = {
        f"{kind}_{rule}": tuple(_resolved(catalog, kind, rule, name) for name in names)
        for kind in ("providers", "models")
        for rule in ("allow", "deny")
        if (names := getattr(limits, f"{kind}_{rule}"))
    }
    if isinstance(limits.license, tuple):
        resolved["license"] = _licenses(catalog, limits.license)
    if not resolved:
        return requirements
    return requirements._replace(constraints=limits._replace(**resolved))


def _resolved(catalog: Catalog, kind: str, rule: str, name: str) -> str:
    """The id a name stands for; an offer id may stand where a model is wanted."""
    if name in ("self", "none") or name in catalog.ids(kind):
        return name
    if kind == "models" and name in catalog.ids("offers"):
        return name
    try:
        return str(catalog.record(kind, name)["id"])
    except UsageError as error:
        error.where = f"constraints.{kind}.{rule}"
        raise


def _licenses(catalog: Catalog, names: tuple[str, ...]) -> tuple[str, ...]:
    """Licence ids in the case the catalog writes them in."""
    known = {item.lower(): item for item in catalog.ids("licenses")}
    resolved = []
    for name in names:
        if name.lower() in _RULES:
            resolved.append(name)
            continue
        if name.lower() not in known:
            raise UsageError(
                f"there is no licence {name!r} in the catalog",
                hint=did_you_mean(name, known),
                where="constraints.license",
            )
        resolved.append(known[name.lower()])
    return tuple(resolved)
