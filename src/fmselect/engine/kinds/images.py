"""Images: the price of one as it is wanted, every variant that is priced, and editing."""

from __future__ import annotations

from typing import Any

from fmselect.domain.candidate import UnitPrice
from fmselect.engine.cost import make_pricer
from fmselect.engine.image_sizes import largest_fact
from fmselect.engine.kinds.measures import Measures, Row, derived, feature, measure, price_fact

_PER_IMAGE = ("image", "megapixel")


def measures(row: Row) -> Measures:
    """What one image costs in the size and quality asked for, and what else is priced."""
    candidate = row.subject.candidate
    workload = row.situation.requirements.workload
    bill = make_pricer(workload._replace(images=1.0), "image-generation")(candidate.price)
    note = bill.note if bill.usd is not None else f"unknown: {bill.missing}"
    if bill.usd is not None and candidate.price is not None and candidate.price.billing == "flat":
        bill, note = bill._replace(usd=None), "a subscription, whatever the number of images"
    units = () if candidate.price is None else candidate.price.units
    variants = [_variant(unit) for unit in units if unit.unit in _PER_IMAGE]
    return {
        "usd_per_image": derived("An image", bill.usd, price_fact(row), "USD", note),
        "price_variants": derived(
            "Prices by size and quality",
            variants or None,
            price_fact(row),
            "USD",
            None,
        ),
        "largest_image_megapixels": measure(
            "Largest image a source names",
            largest_fact(candidate, row.record.get("model_record") or {}, row.facts),
            "megapixels",
        ),
        "image-editing": feature(row, "image-editing", "Edits images"),
        "inpainting": feature(row, "inpainting", "Repaints a part of an image"),
    }


def _variant(unit: UnitPrice) -> dict[str, Any]:
    """One price with its settings; null where the list names none."""
    return {
        "unit": unit.unit,
        "usd": unit.usd,
        "quality": unit.quality,
        "megapixels": unit.megapixels,
        "mode": unit.mode,
    }
