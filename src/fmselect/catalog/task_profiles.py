"""Tasks in their compiled form: the engine's profile as JSON, and back."""

from __future__ import annotations

import dataclasses
from typing import Any

from fmselect.catalog.column_tables import price_json
from fmselect.catalog.estimates import PROVISIONAL, Evidence
from fmselect.catalog.pricing import price_in_force
from fmselect.domain import records
from fmselect.domain.candidate import Price
from fmselect.domain.catalog import Latency


def profile_json(
    id_: str, task: records.Task, unknown: Latency | None, evidence: Evidence, as_of: str
) -> dict[str, Any]:
    """A task profile as JSON.

    Args:
        id_: The task.
        task: Its record.
        unknown: What a model of unknown speed is taken for.
        evidence: What capability estimates mean, and how far they carry.
        as_of: The day the catalog speaks for.
    """
    stated = dataclasses.asdict(task.workload)
    latency = task.latency
    return {
        "id": id_,
        "title": task.title,
        "type": task.type,
        "domain": task.domain,
        "input": sorted(task.input),
        "output": sorted(task.output),
        "workload": {name: float(value) for name, value in stated.items() if value is not None},
        "priorities": list(task.priorities),
        "cost_good": price_json(_anchor(task.cost.good, task.type, as_of)),
        "cost_bad": price_json(_anchor(task.cost.bad, task.type, as_of)),
        "latency_good": _latency(latency.good) if latency else None,
        "latency_bad": _latency(latency.bad) if latency else None,
        "unknown_speed": list(unknown) if unknown else None,
        "capability_scale": evidence.scale,
        "capability_anchors": _capability_anchors(task, evidence),
        "transfer_error": evidence.transfer_errors.get(task.type),
    }


def _anchor(anchor: records.CostAnchor, type_: str, as_of: str) -> Price:
    """An anchor as a price list, so that a workload is priced on it like on an offer."""
    token = {name: getattr(anchor, name) for name in _names(records.TokenRates)}
    unit = {name: getattr(anchor, name) for name in _names(records.UnitRate)}
    has_unit = any(value is not None for name, value in unit.items() if name.startswith("usd_per_"))
    listed = records.Price(**token, units=(records.UnitRate(**unit),) if has_unit else ())
    offer = records.Offer(model="anchor", prices=(listed,))
    return price_in_force(offer, type_, as_of) or Price("token")


def _names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))


def _capability_anchors(task: records.Task, evidence: Evidence) -> list[float] | None:
    """Good and bad, where the scale is the one they are stated on."""
    if task.capability is None or evidence.scale == PROVISIONAL:
        return None
    return [float(task.capability.good), float(task.capability.bad)]


def _latency(anchor: records.LatencyAnchor) -> list[float]:
    return [float(anchor.first_token_seconds), float(anchor.output_tokens_per_second)]
