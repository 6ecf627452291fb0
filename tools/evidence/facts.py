"""Facts of models that people choose by instead of evidence: how new they are, what they cost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fmselect.domain.records import Model, Offer


def released_days(models: Mapping[str, Model]) -> dict[str, float]:
    """Day each model was released, as a number; a month counts as its first day."""
    found = {}
    for identifier, model in models.items():
        released = None if model.identity is None else model.identity.released
        if released:
            day = str(released) if len(str(released)) > len("2026-11") else f"{released}-01"
            found[identifier] = float(date.fromisoformat(day).toordinal())
    return found


def usd_per_million_tokens(offers: Mapping[str, Offer]) -> dict[str, float]:
    """Median over the offers of a model of its price for three input tokens and one output."""
    found: dict[str, list[float]] = {}
    for offer in offers.values():
        rates = offer.prices[-1] if offer.prices else None
        if rates is None:
            continue
        given, made = rates.input_usd_per_million_tokens, rates.output_usd_per_million_tokens
        if given and made:
            found.setdefault(offer.model, []).append((3 * float(given) + float(made)) / 4)
    return {model: sorted(prices)[len(prices) // 2] for model, prices in found.items()}
