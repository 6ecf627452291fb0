"""A fit, frozen: what a compiled catalog keeps so that further models can be placed without numpy.

An overlay never refits: the models it adds are placed on the items of the bundled evidence, and
the estimates of all others stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from fmselect.capability.evidence import Backing, Ruler
from fmselect.capability.place import Item, Observation, Spread, place
from fmselect.capability.scales import PublishedScale
from fmselect.capability.settings import protocol, representative
from fmselect.domain.candidate import Capability


class Frozen(NamedTuple):
    """The fit of one model type, as far as placing needs it.

    Attributes:
        items: By name.
        benchmarks: Item name -> benchmark id.
        spread: How models of one level differ.
        scale: From levels to points.
        error_factor: By which standard errors are multiplied.
    """

    items: Mapping[str, Item]
    benchmarks: Mapping[str, str]
    spread: Spread
    scale: PublishedScale
    error_factor: float = 1.0


def item_name(benchmark: str, setting: str | None) -> str:
    """Name of the item a result belongs to: its benchmark, under the protocol of its setting."""
    name = protocol(setting)
    return f"{benchmark} ({name})" if name else benchmark


def placed_capabilities(
    frozen: Frozen, results: Iterable[tuple[str, str | None, float]]
) -> dict[str, Capability]:
    """Capability by domain of one model, from its (benchmark, setting, score) results alone.

    Results on items that were not fitted are left out: nothing is known to compare them with. The
    grade counts the rest, as for any model; a domain without evidence enough has no entry.
    """
    by_item: dict[str, list[tuple[str | None, float]]] = {}
    for benchmark, setting, score in results:
        name = item_name(benchmark, setting)
        if name in frozen.items:
            by_item.setdefault(name, []).append((setting, score))
    chosen = {name: representative(scores)[0] for name, scores in by_item.items()}
    observations = [Observation(frozen.items[name], score) for name, score in chosen.items()]
    placement = place(observations, frozen.spread)
    known = Backing(
        frozenset(frozen.benchmarks[name] for name in chosen),
        frozenset(frozen.items[name].family for name in chosen),
        frozenset(frozen.items[name].domain for name in chosen),
    )
    levels = {name: placement.level(name, frozen.spread) for name in sorted(frozen.spread.domain)}
    return {
        domain: Capability(
            frozen.scale.estimate(level.value),
            frozen.scale.error(level.standard_error * frozen.error_factor),
            len(known.benchmarks),
            known.grade(domain),
        )
        for domain, level in levels.items()
        if known.reaches(domain)
    }


def frozen_document(frozen: Frozen) -> dict[str, Any]:
    """As JSON has it; `read_frozen` gives the same back."""
    return {
        "items": [list(item) for _, item in sorted(frozen.items.items())],
        "benchmarks": dict(frozen.benchmarks),
        "spread": list(frozen.spread),
        "scale": list(frozen.scale),
        "error_factor": frozen.error_factor,
    }


def read_frozen(document: Mapping[str, Any]) -> Frozen:
    """The fit that `frozen_document` wrote."""
    items = [_read_item(row) for row in document["items"]]
    return Frozen(
        {item.name: item for item in items},
        document["benchmarks"],
        Spread(*document["spread"]),
        PublishedScale(*document["scale"]),
        document["error_factor"],
    )


def _read_item(row: Sequence[Any]) -> Item:
    name, family, domain, ruler, *numbers = row
    return Item(name, family, domain, Ruler(*ruler), *numbers)
