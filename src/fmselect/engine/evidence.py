"""Where the facts of a shown row come from: value, standing, source and date of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fmselect.domain.candidate import Candidate
from fmselect.domain.catalog import Record

if TYPE_CHECKING:
    from fmselect.domain.recommendation import Fact, FactStatus

Group = Mapping[str, Any]

_NOTHING: Group = {}


def row_facts(candidate: Candidate, record: Record) -> dict[str, Fact]:
    """The facts a row rests on, by the name of their field.

    Args:
        candidate: The values the decision used.
        record: The full offer with its `model_record` and `provider_record`, for the sources.
    """
    model = record.get("model_record") or _NOTHING
    provider = record.get("provider_record") or _NOTHING
    facts: dict[str, Fact] = {}
    _add(facts, _prices(candidate), _last(record.get("prices")))
    _add(facts, _limits(candidate), *_all(record.get("limits")), *_all(model.get("limits")))
    weights = model.get("weights")
    _add(facts, {"open_weights": candidate.open_weights}, weights)
    # The weights of a closed model cannot be had; its terms are those of its provider.
    _add(facts, _terms(candidate), weights if candidate.open_weights else provider.get("terms"))
    _add(facts, _privacy(candidate), handling(provider, record.get("data_tier")))
    _add(facts, {"headquarters": candidate.privacy.headquarters}, provider.get("headquarters"))
    own = candidate.speed is not None and not candidate.speed.estimated
    speeds = record.get("speed") if own else model.get("speed_reference")
    _add_speed(facts, candidate, _last(speeds))
    _add(facts, _lifecycle(candidate), record.get("lifecycle"), model.get("lifecycle"))
    return facts


def handling(provider: Record, tier: str | None) -> Group:
    """How the provider handles the data of a tier: the one named, else its default one."""
    tiers = provider.get("data_handling") or ()
    for group in tiers:
        if group.get("tier") == tier if tier else group.get("default"):
            return dict(group)
    return _NOTHING


def fact(value: Any, group: Group | None, *, estimated: bool = False) -> Fact:
    """One value with the source and date of its group; a value of None is unknown."""
    group = group or _NOTHING
    status: FactStatus = "unknown" if value is None else "estimated" if estimated else "known"
    return {
        "value": value,
        "status": status,
        "source": None if value is None else group.get("source") or group.get("via"),
        "observed": None if value is None else group.get("observed"),
    }


def _add(facts: dict[str, Fact], values: Mapping[str, Any], *groups: Group | None) -> None:
    """Add each value with the first group that states its field, else the first there is."""
    present = [group for group in groups if group]
    for name, value in values.items():
        stating = next((group for group in present if group.get(name) is not None), None)
        facts[name] = fact(value, stating or (present[0] if present else None))


def _add_speed(facts: dict[str, Fact], candidate: Candidate, group: Group) -> None:
    """Speed, estimated where it is a median over the model's providers."""
    speed = candidate.speed
    for name in ("first_token_seconds", "output_tokens_per_second"):
        interval = None if speed is None else getattr(speed, name)
        value = None if interval is None else interval[1]
        facts[name] = fact(value, group, estimated=speed is not None and speed.estimated)


def _prices(candidate: Candidate) -> dict[str, Any]:
    """What the price list says, in the names of the catalog."""
    price = candidate.price
    if price is None:
        return {"billing": None}
    values: dict[str, Any] = {"billing": price.billing}
    for rate in ("input", "output", "cache_read", "cache_write"):
        value = getattr(price.base, rate)
        if value is not None or (rate in ("input", "output") and price.billing == "token"):
            values[f"{rate}_usd_per_million_tokens"] = value
    for unit in price.units:
        values.setdefault(f"usd_per_{unit.unit.replace('-', '_')}", unit.usd)
    return values


def _limits(candidate: Candidate) -> dict[str, Any]:
    limits: dict[str, Any] = {
        "context_tokens": candidate.context_tokens,
        "max_output_tokens": candidate.max_output_tokens,
    }
    if candidate.vector is not None:
        limits["embedding_dimensions"] = candidate.vector.dimensions
        limits["shorter_dimensions"] = list(candidate.vector.shorter) or None
    return limits


def _terms(candidate: Candidate) -> dict[str, Any]:
    return {"license": candidate.terms.id, "commercial_use": candidate.terms.commercial_use}


def _privacy(candidate: Candidate) -> dict[str, Any]:
    privacy = candidate.privacy
    found = {
        "trains_on_data": privacy.trains_on_data,
        "retention_days": privacy.retention_days,
        "zero_retention": privacy.zero_retention,
        "regions": None if privacy.regions is None else list(privacy.regions),
    }
    if privacy.flagged_retention_days is not None:
        found["flagged_retention_days"] = privacy.flagged_retention_days
    return found


def _lifecycle(candidate: Candidate) -> dict[str, Any]:
    lifecycle = candidate.lifecycle
    return {
        "deprecated_on": lifecycle.deprecated_on,
        "retires_on": lifecycle.retires_on,
        "retirement_announced": False if lifecycle.none_announced else None,
    }


def _all(groups: Any) -> Sequence[Group]:
    """A group, or a list of groups, as a list: newest last in the file, newest first here."""
    if not groups:
        return ()
    return tuple(reversed(groups)) if isinstance(groups, list) else (groups,)


def _last(groups: Any) -> Group:
    """The newest of a list of groups."""
    newest = _all(groups)
    return newest[0] if newest else _NOTHING
