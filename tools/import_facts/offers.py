"""The offers: each price list merged in the order in which it is trusted."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from fmselect.domain.records import Limits
from fmselect.upstream.merge import MergeCounts, add_models, complete_models, merge_offers
from fmselect.upstream.proposals import Origin, Proposals, as_mapping
from fmselect.upstream.sync import read_proposals
from fmselect.upstream.tree import CatalogTree
from tools.import_facts.csv_rows import TABLES, read_rows


@dataclass(frozen=True)
class Snapshot:
    """One stored file of an upstream."""

    source: str
    file: str
    origin: Origin


GENAI = Snapshot(
    "genai-prices",
    "genai-prices.data.json",
    Origin(via="pkg:pypi/genai-prices@0.2.3", observed="2026-11-09"),
)
LITELLM = Snapshot(
    "litellm",
    "litellm.model_prices_and_context_window.json",
    Origin(via="pkg:pypi/litellm@1.109.1", observed="2026-11-12"),
)
_MODELS_DEV = Origin(via="anomalyco/models.dev@f3fc692299", observed="2026-07-02")
MODELS_DEV = Snapshot("models-dev", "models.dev.api.json", _MODELS_DEV)
MODELS_DEV_LABS = Snapshot("models-dev", "models.dev.models.json", _MODELS_DEV)

FACTS_ORDER = (MODELS_DEV_LABS, MODELS_DEV, LITELLM, GENAI)
"""Facts about models: lab pages first, then what labs sell, then context windows."""
PRICE_ORDER = (GENAI, LITELLM, MODELS_DEV)
"""Prices: the fresh lists first."""


def proposals(facts: Path, snapshot: Snapshot) -> Proposals:
    """What one stored file proposes, without the prices that somebody looked at and refused."""
    file = facts / "snapshots" / snapshot.file
    found = read_proposals(snapshot.source, file, snapshot.origin)
    refused = {
        (row["provider"], row["api_id"])
        for row in read_rows(TABLES, "left_out_prices.csv")
        if row["source"] == snapshot.source
    }
    kept = tuple(o for o in found.offers if (o.provider, o.api_id) not in refused)
    return dataclasses.replace(found, offers=kept)


def add_all_models(tree: CatalogTree, facts: Path) -> None:
    """Models that the snapshots name in full, without facts yet."""
    counts = MergeCounts()
    for snapshot in FACTS_ORDER:
        add_models(tree, proposals(facts, snapshot), counts)


def complete_all_models(tree: CatalogTree, facts: Path) -> None:
    """Facts about models from all snapshots."""
    for snapshot in FACTS_ORDER:
        complete_models(tree, proposals(facts, snapshot))


def limits_from_hosts(tree: CatalogTree, facts: Path) -> None:
    """The largest context a host gives, for models of which no lab or configuration states one."""
    index = tree.name_index()
    for snapshot in (LITELLM, MODELS_DEV):
        largest: dict[str, Limits] = {}
        for offer in proposals(facts, snapshot).offers:
            model_id = index.find_any(offer.names)
            if model_id and offer.limits and _longer(offer.limits, largest.get(model_id)):
                largest[model_id] = offer.limits
        for model_id, limits in sorted(largest.items()):
            model = tree.models[model_id]
            if model["type"] in ("language", "embedding", "reranker") and not model.get("limits"):
                note = "the largest a host of the model gives"
                model["limits"] = [as_mapping(dataclasses.replace(limits, note=note))]


def _longer(limits: Limits, than: Limits | None) -> bool:
    known = than.context_tokens or than.max_input_tokens or 0 if than else 0
    return (limits.context_tokens or limits.max_input_tokens or 0) > known


def merge_all_offers(
    tree: CatalogTree, facts: Path, providers: frozenset[str]
) -> dict[str, MergeCounts]:
    """Offers from all price lists."""
    found = {}
    for snapshot in PRICE_ORDER:
        read = proposals(facts, snapshot)
        counts = MergeCounts(skipped=dict(read.skipped))
        merge_offers(tree, read, counts, providers)
        found[snapshot.source] = counts
    return found
