"""How much each benchmark result moved the estimate of its model: with it, and without it.

The model is placed on the frozen items of the catalog's fit twice, once without the result (leave
one out). Placing looks at one model at a time, where the fit looks at all together, so that the
differences do not add up to the estimate; their signs and sizes tell what it rests on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from fmselect.capability.evidence import TRUSTED
from fmselect.capability.frozen import Frozen, item_name, read_frozen
from fmselect.capability.place import Observation, place
from fmselect.capability.settings import UNNAMED, effort_rank, representative
from fmselect.domain.catalog import Record

Influence = Callable[[Record, str], Mapping[int, float | None]]
"""From the record of a model and a domain to the positions, among its `results`, of those that
stand for it, each with the points it moved the estimate by; None where it is all there is."""

EVIDENCE = "evidence.json"
"""`fmselect.catalog.estimates.PUBLISHED`, without the readers of YAML which that module needs."""


class _Row(NamedTuple):
    """One result that may stand for the model on an item."""

    position: int
    item: str
    setting: str | None
    score: float

    @property
    def rank(self) -> float:
        """Of its effort; one that is not named lies between low and medium."""
        named = effort_rank(self.setting)
        return UNNAMED if named is None else named


def influence_in(compiled: Path) -> Influence:
    """The influence of results on the estimates of a compiled catalog.

    Where its estimates are provisional nothing is known of any.
    """
    fits = json.loads((compiled / EVIDENCE).read_bytes())["frozen"]

    def influence(model: Record, domain: str) -> Mapping[int, float | None]:
        fit = fits.get(model.get("type") or "")
        return {} if fit is None else result_influence(read_frozen(fit), model, domain)

    return influence


def result_influence(frozen: Frozen, model: Record, domain: str) -> dict[int, float | None]:
    """The points each result that stands for the model moved its estimate by in a domain.

    Args:
        frozen: The fit of the model's type.
        model: With its `results`.
        domain: Whose estimate is asked about.
    """
    rows = _standing(_rows(frozen, model.get("results") or ()))
    everything = _estimate(frozen, rows, domain)
    moved: dict[int, float | None] = {}
    for row in rows:
        without = _estimate(frozen, [other for other in rows if other is not row], domain)
        moved[row.position] = (
            None if everything is None or without is None else round(everything - without, 4)
        )
    return moved


def _rows(frozen: Frozen, results: Sequence[Mapping[str, Any]]) -> list[_Row]:
    """The results that are evidence and on an item of the fit."""
    named = (
        (position, item_name(result["benchmark"], result.get("setting")), result)
        for position, result in enumerate(results)
        if result["by"] in TRUSTED
    )
    return [
        _Row(position, item, result.get("setting"), float(result["score"]))
        for position, item, result in named
        if item in frozen.items
    ]


def _standing(rows: Sequence[_Row]) -> list[_Row]:
    """Of each item the results of the highest effort, which stand for the model."""
    top: dict[str, float] = {}
    for row in rows:
        top[row.item] = max(row.rank, top.get(row.item, row.rank))
    return [row for row in rows if row.rank == top[row.item]]


def _estimate(frozen: Frozen, rows: Sequence[_Row], domain: str) -> float | None:
    """Points of a model with these results; None without any."""
    if not rows:
        return None
    items: dict[str, list[tuple[str | None, float]]] = {}
    for row in rows:
        items.setdefault(row.item, []).append((row.setting, row.score))
    placement = place(
        [
            Observation(frozen.items[name], representative(scores)[0])
            for name, scores in items.items()
        ],
        frozen.spread,
    )
    return frozen.scale.estimate(placement.level(domain, frozen.spread).value)
