"""The facts a limit is judged by, each with its source and date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fmselect.domain.candidate import Candidate, closed_feature
from fmselect.domain.catalog import Record
from fmselect.domain.recommendation import Fact
from fmselect.engine.evidence import fact, handling
from fmselect.engine.limits_choice import has_feature

Facts = Mapping[str, Fact]

PRICE = ("billing", "usd_per_")
SPEED = ("first_token_seconds", "output_tokens_per_second")
_END = ("retires_on", "deprecated_on", "retirement_announced")

FIELDS: dict[str, tuple[str, ...]] = {
    "max_cost_usd_per_month": PRICE,
    "max_first_token_seconds": SPEED[:1],
    "max_response_seconds": SPEED,
    "min_context_tokens": ("context_tokens",),
    "min_output_tokens": ("max_output_tokens",),
    "max_dimensions": ("embedding_dimensions",),
    "max_index_gib": ("embedding_dimensions", "context_tokens"),
    "workload_fits": ("context_tokens", "max_output_tokens"),
    "capacity": ("billing",),
    "license": ("license", "commercial_use"),
    "use.redistribute": ("license", "open_weights"),
    "use.train_on_outputs": ("license",),
    "open_weights": ("open_weights",),
    "privacy.self_hosted": ("billing",),
    "privacy.no_training": ("trains_on_data",),
    "pays_with_data": ("trains_on_data",),
    "privacy.max_retention_days": ("retention_days", "zero_retention", "flagged_retention_days"),
    "privacy.regions": ("regions",),
    "privacy.exclude_headquarters": ("headquarters",),
    "min_months_to_retirement": _END,
    "retired": _END,
    "retiring": _END,
    "max_fact_age_days": (*PRICE, "context_tokens", "max_output_tokens"),
}
"""Limit -> the facts of a row it rests on, by name or by a part of the name."""


def limit_facts(
    name: str, limit: Any, candidate: Candidate, record: Record, facts: Facts
) -> dict[str, Fact]:
    """The facts one limit rests on.

    Args:
        name: Of the limit.
        limit: As it is in force.
        candidate: The offer.
        record: Its full record.
        facts: Of the row, as `fmselect.engine.evidence.row_facts` gives them.
    """
    if name == "features":
        return {feature: feature_fact(feature, candidate, record, facts) for feature in limit}
    if name == "government_region":
        priced: Record = (record.get("prices") or ({},))[-1]
        return {} if candidate.tier is None else {"tier": fact(candidate.tier, priced)}
    model = record.get("model_record") or {}
    if name in ("languages", "min_image_megapixels", "input_modality"):
        return _of_model(name, candidate, model, facts)
    if name == "privacy.certifications":
        group = handling(record.get("provider_record") or {}, record.get("data_tier"))
        held = candidate.privacy.certifications
        return {"certifications": fact(sorted(held) if held else None, group)}
    if FIELDS.get(name) == _END:
        return _end(facts, record)
    return chosen_facts(facts, FIELDS.get(name, ()))


def _of_model(name: str, candidate: Candidate, model: Record, facts: Facts) -> dict[str, Fact]:
    """What its maker says of the model itself."""
    if name == "languages":
        return {"languages": languages_fact(candidate, model.get("languages") or ())}
    if name == "min_image_megapixels":
        from fmselect.engine.image_sizes import largest_fact  # noqa: PLC0415 - one task has any

        return {"largest_image_megapixels": largest_fact(candidate, model, facts)}
    takes = sorted(candidate.input_modalities) or None
    return {"input": fact(takes, model.get("identity"))}


def _end(facts: Facts, record: Record) -> dict[str, Fact]:
    """When it goes away; that nothing is announced rests on the provider's dated list."""
    found = chosen_facts(facts, _END)
    announced = found.get("retirement_announced")
    listed = (record.get("provider_record") or {}).get("deprecation_list")
    if announced is not None and announced["value"] is False and announced["source"] is None:
        found["retirement_announced"] = fact(announced["value"], listed)
    return found


def chosen_facts(facts: Facts, names: Iterable[str]) -> dict[str, Fact]:
    """The facts of these names; a name that ends in `_` stands for all it is a part of."""
    wanted = tuple(names)
    return {
        field: known
        for field, known in facts.items()
        if any(name == field or (name.endswith("_") and name in field) for name in wanted)
    }


def feature_fact(name: str, candidate: Candidate, record: Record, facts: Facts) -> Fact:
    """Whether it has a feature: what the provider says, then what is said of the model."""
    has = has_feature(candidate, name)
    model = record.get("model_record") or {}
    groups = [record.get("features") or {}, *reversed(model.get("features") or ())]
    key = "supports" if has else "lacks"
    if has is None and candidate.features.get(closed_feature(name)):
        for group in groups:
            if group.get("customers") and name in (group.get("supports") or ()):
                return fact("existing customers only", group)
    for group in groups:
        if has is not None and name in (group.get(key) or ()):
            return fact(has, group)
    if has and name in ("batch", "prompt-caching"):
        priced = next(iter(chosen_facts(facts, PRICE[1:]).values()), None)
        if priced is not None:
            return {**priced, "value": True}
    return fact(has, model.get("identity") if name.endswith("-input") else None)


def languages_fact(candidate: Candidate, groups: Iterable[Mapping[str, Any]]) -> Fact:
    """The languages its maker claims, with the newest source."""
    group = next(iter(reversed(list(groups))), None)
    return fact(sorted(candidate.languages) or None, group)
