"""Images in a prompt: the tokens they are billed as, and what those cost."""

from __future__ import annotations

from fmselect.engine.kinds.measures import Measures, Row, derived


def measures(row: Row) -> Measures:
    """Nothing for text alone; else the share of the prompt that images take, and their cost."""
    workload = row.situation.requirements.workload
    images, tokens = workload.images_per_request, workload.image_tokens
    if not images or tokens is None:
        return {}
    price = row.subject.candidate.price
    rate = None if price is None else 0.0 if price.billing == "free" else price.base.input
    billed = row.facts.get("input_usd_per_million_tokens")
    return {
        "image_tokens_per_request": derived(
            "Images of one request",
            images * tokens,
            None,
            "tokens",
            f"{images:g} x {tokens:,.0f} tokens, as stated: models count differently",
            estimated=True,
        ),
        "usd_per_thousand_images": derived(
            "A thousand images read",
            None if rate is None else rate * tokens * 1000 / 1e6,
            billed,
            "USD",
            f"{tokens:,.0f} tokens each at the price of input, none cached",
            estimated=True,
        ),
    }
