"""Prices of the CSV that no snapshot has: subscriptions."""

from __future__ import annotations

from pathlib import Path

from fmselect.upstream.tree import CatalogTree, Mapped
from tools.import_facts.csv_rows import Row, known_fields, number, provenance, read_rows
from tools.import_facts.model_index import canonical_model_id


def merge_other_prices(tree: CatalogTree, facts: Path) -> None:
    """One offer for each subscription: `flat` billing, a price for a month under each plan."""
    plans: dict[tuple[str, str], list[Row]] = {}
    for row in read_rows(facts, "prices-other.csv"):
        model_id = canonical_model_id(row["model_id"])
        if row["price_kind"] == "subscription" and model_id in tree.models:
            plans.setdefault((row["provider"], model_id), []).append(row)
    for (provider, model_id), rows in sorted(plans.items()):
        offers = tree.offers.setdefault((provider, model_id.partition("/")[0]), [])
        if not any(offer["model"] == model_id for offer in offers):
            offers.append(_subscription(model_id, rows))


def _subscription(model_id: str, rows: list[Row]) -> Mapped:
    first = rows[0]
    units = [
        {"usd_per_month": number(row["price_usd"]), "mode": row["conditions"].partition(",")[0]}
        for row in rows
    ]
    price = known_fields(
        {
            "units": units,
            "note": "a subscription: the lab sells no price for one image",
            **provenance(first["source_url"], first["observed_on"]),
        }
    )
    return {"model": model_id, "billing": "flat", "data_tier": "consumer", "prices": [price]}
