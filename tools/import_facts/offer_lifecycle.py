"""Dates on which offers end, from the table of deprecations."""

from __future__ import annotations

from pathlib import Path

from fmselect.upstream.bedrock import model_names
from fmselect.upstream.fireworks import model_name
from fmselect.upstream.names import NameIndex
from fmselect.upstream.tree import CatalogTree, Mapped
from tools.import_facts.csv_rows import Row, known_fields, provenance, read_rows

OWN_LAB = {
    "ai21": "ai21",
    "alibaba": "alibaba",
    "anthropic": "anthropic",
    "azure": "openai",
    "cohere": "cohere",
    "deepseek": "deepseek",
    "google": "google",
    "google-vertex": "google",
    "mistral": "mistral",
    "moonshotai": "moonshotai",
    "openai": "openai",
    "xai": "xai",
}


def merge_lifecycles(tree: CatalogTree, facts: Path) -> int:
    """Add the dates to the offers they are about; of two dates the earlier one counts.

    Rows that the price list itself carries are left to it. Returns how many offers got dates.
    """
    index = tree.name_index()
    dated: dict[tuple[str, str], list[Row]] = {}
    for row in read_rows(facts, "lifecycle.csv"):
        listed = "litellm" in row["source_url"]
        model_id = None if listed else index.find_any(_names(row))
        if model_id and (row["retires_on"] or row["deprecated_on"]):
            dated.setdefault((row["provider"], model_id), []).append(row)
    changed = 0
    for (provider, lab), offers in tree.offers.items():
        for offer in offers:
            rows = dated.get((provider, str(offer["model"])))
            if rows and lab:
                offer["lifecycle"] = _earlier(offer.get("lifecycle"), rows, index)
                changed += 1
    for (provider, model_id), rows in dated.items():
        model = tree.models.get(model_id)
        if model is not None and _sold_by_its_lab(provider, model_id, model):
            model.setdefault("lifecycle", _earlier(None, rows, index))
    return changed


def _sold_by_its_lab(provider: str, model_id: str, model: Mapped) -> bool:
    """Whether the provider's dates are the model's own: its lab's, and nobody else can serve it."""
    weights = model.get("weights")
    opened = weights.get("open") if isinstance(weights, dict) else None
    return provider == model_id.partition("/")[0] and opened is not True


def _names(row: Row) -> tuple[str, ...]:
    provider, raw = row["provider"], row["model_raw"]
    if provider == "amazon-bedrock":
        return model_names(raw)
    if provider == "fireworks-ai":
        return (model_name(raw),)
    lab = OWN_LAB.get(provider)
    return (f"{lab}/{raw}", raw) if lab and "/" not in raw else (raw,)


def _earlier(stated: object, rows: list[Row], index: NameIndex) -> Mapped:
    """The row with the earliest end, unless the price list states an earlier one."""
    row = min(rows, key=lambda r: (r["retires_on"] or "9999", r["deprecated_on"], r["source_url"]))
    ours: Mapped = dict(stated) if isinstance(stated, dict) else {}
    other = str(ours.get("retires_on") or "")
    if other and (not row["retires_on"] or other < row["retires_on"]):
        return ours
    replacement = row["replacement"].partition("|")[0].strip()
    note = None
    if other and other != row["retires_on"]:
        note = f"another list says {other}; the earlier day counts"
    return known_fields(
        {
            "deprecated_on": row["deprecated_on"],
            "retires_on": row["retires_on"],
            "replacement": index.find(replacement) if replacement else None,
            "note": note or ours.get("note"),
            **provenance(row["source_url"], row["observed_on"]),
        }
    )
