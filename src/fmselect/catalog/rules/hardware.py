"""Accelerators: figures of the wrong size."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fmselect.catalog.rules.model import Issue, Subject, rule

LEVELS = {
    "memory_gib": (Decimal(1), Decimal(2000)),
    "bandwidth_gb_per_second": (Decimal(20), Decimal(40_000)),
    "bf16_tflops": (Decimal(1), Decimal(20_000)),
    "fp8_tflops": (Decimal(1), Decimal(40_000)),
    "power_watts": (Decimal(5), Decimal(10_000)),
}
"""Key -> the lowest and highest figure believed: a fifth of the least and five times the most of
the catalog, rounded. A slip of a unit, MB for GB or TB/s for GB/s, is a factor of 1,000."""
RENT_LOW, RENT_HIGH = Decimal("0.02"), Decimal(50)
"""An hour of one accelerator costs 0.09 to 10.2 dollars; a machine has up to eight."""
RENT_RATIO = 4
"""Clouds differ from their median by up to 3.3 times."""
MOST_FP8 = 4
"""Twice what the formats themselves give."""
MOST_MEMORY_GIB = {"consumer-gpu": 48, "workstation-gpu": 192}
"""Half as much again, and twice, the most of the catalog."""
ODD_MEMORY_GIB = 12
"""Up to here there are sizes such as 6, 10 and 11."""


@rule("hardware-level", "error", excusable=True)
def hardware_level(subject: Subject) -> Iterator[Issue]:
    """Memory, bandwidth, compute and power lie where those of accelerators lie.

    Why: megabytes under a key in GiB fit every model, and terabytes a second fit none.

    Repair: compare unit and digits with the data sheet.
    """
    for entry in subject.entries("hardware"):
        for name, (low, high) in LEVELS.items():
            value = getattr(entry.record, name)
            if value is not None and not low <= value <= high:
                message = f"{value} is not what is usual, {low} to {high}"
                yield Issue(entry, (name,), message, f"check the unit: {name.split('_', 1)[1]}")


@rule("compute-order", "error", excusable=True)
def compute_order(subject: Subject) -> Iterator[Issue]:
    """FP8 is at least as fast as BF16, and not more than four times as fast.

    Why: half the bits take half the time; the two are swapped, one is with sparsity, or one has a
    digit too many.

    Repair: compare both with the data sheet, without sparsity.
    """
    for entry in subject.entries("hardware"):
        bf16, fp8 = entry.record.bf16_tflops, entry.record.fp8_tflops
        if bf16 and fp8 and fp8 < bf16:
            yield Issue(entry, ("fp8_tflops",), f"{fp8} is below {bf16} of BF16")
        elif bf16 and fp8 and fp8 > MOST_FP8 * bf16:
            yield Issue(entry, ("fp8_tflops",), f"{fp8} is far above {bf16} of BF16")


@rule("memory-size", "warning", excusable=True)
def memory_size(subject: Subject) -> Iterator[Issue]:
    """A graphics card has a size of memory that is made.

    Why: 42 for 24 would hold models that do not fit. Above 12 GiB sizes are multiples of four, and
    cards for games have up to 48.

    Repair: compare the digits with the data sheet.
    """
    for entry in subject.entries("hardware"):
        gib, most = entry.record.memory_gib, MOST_MEMORY_GIB.get(entry.record.kind)
        if gib and most and (gib > most or (gib > ODD_MEMORY_GIB and gib % 4)):
            message = f"{gib} is not a usual size of a {entry.record.kind}"
            yield Issue(entry, ("memory_gib",), message, "are two digits swapped?")


@rule("rent-level", "error", excusable=True)
def rent_level(subject: Subject) -> Iterator[Issue]:
    """An accelerator's rent for an hour is what an hour costs, near the median of the clouds.

    Why: the rent of a machine with eight, or for a month, makes your own machines look dear.

    Repair: divide nothing yourself: find the price of one accelerator for one hour.
    """
    for entry in subject.entries("hardware"):
        for number, rent in enumerate(entry.record.rent):
            usd, median = rent.usd_per_hour, rent.usd_per_hour_median
            keys = ("rent", number, "usd_per_hour")
            if not RENT_LOW <= usd <= RENT_HIGH:
                yield Issue(entry, keys, f"{usd} dollars for an hour of one accelerator")
            elif median and not median / RENT_RATIO <= usd <= median * RENT_RATIO:
                yield Issue(entry, keys, f"{usd} is far from the median of the clouds, {median}")
