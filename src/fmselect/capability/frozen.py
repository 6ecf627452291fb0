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

Row = tuple[str, str | None, float]
"""A result: its benchmark, its setting, its score."""


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


def combined_capabilities(
    frozen: Frozen,
    published: Mapping[str, Capability],
    known: Sequence[Row],
    own: Sequence[Row],
) -> dict[str, Capability]:
    """Capability by domain of a model of which the fit knew some results, with further ones.

    The published estimate moves by what placing the model with its own results says more, or less,
    than placing it without: so a result as expected changes nothing, and a better one never lowers
    it. Its standard error shrinks, or grows, in the same proportion. A domain that the published
    estimates have not is that of the placement; so is a model that they do not know.

    Args:
        frozen: The fit.
        published: Its estimates of this model, by domain.
        known: The results it knew.
        own: The further ones. Where an item has one, what was known on that item is left out.
    """
    replaced = {item_name(benchmark, setting) for benchmark, setting, _ in own}
    kept = [row for row in known if item_name(row[0], row[1]) not in replaced]
    before = placed_capabilities(frozen, known) if published else {}
    return {
        domain: _moved(published.get(domain), before.get(domain), after)
        for domain, after in placed_capabilities(frozen, [*kept, *own]).items()
    }


def _moved(
    published: Capability | None, before: Capability | None, after: Capability
) -> Capability:
    if published is None or before is None:
        return after
    error = published.standard_error
    if error and before.standard_error and after.standard_error:
        error = round(error * after.standard_error / before.standard_error, 4)
    moved = round(published.estimate + after.estimate - before.estimate, 4)
    return after._replace(estimate=moved, standard_error=error)


def placed_capabilities(frozen: Frozen, results: Iterable[Row]) -> dict[str, Capability]:
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
        _read_spread(*document["spread"]),
        PublishedScale(*document["scale"]),
        document["error_factor"],
    )


def _read_spread(
    family: Mapping[str, float], domain: Mapping[str, float], unseen: float, general: Iterable[str]
) -> Spread:
    return Spread(family, domain, unseen, tuple(general))


def _read_item(row: Sequence[Any]) -> Item:
    name, family, domain, ruler, *numbers = row
    return Item(name, family, domain, Ruler(*ruler), *numbers)
