"""Hardware: `hardware.csv` for what an accelerator is, `gpus.csv` for what it costs to rent."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from tools.import_facts import csv_rows as rows

RENTED_AS = {
    "A10 24GB": "a10-24gb",
    "A100 40GB PCIe": "a100-pcie-40gb",
    "A100 40GB SXM": "a100-sxm-40gb",
    "A100 80GB PCIe": "a100-pcie-80gb",
    "A100 80GB SXM": "a100-sxm-80gb",
    "A40 48GB": "a40-48gb",
    "B200 180GB SXM": "b200-sxm-180gb",
    "B300 288GB SXM": "b300-sxm",
    "GB300 288GB SXM": "gb300",
    "H100 80GB PCIe": "h100-pcie-80gb",
    "H100 80GB SXM": "h100-sxm-80gb",
    "H200 141GB SXM": "h200-sxm-141gb",
    "L4 24GB": "l4-24gb",
    "L40 48GB": "l40-48gb",
    "L40S 48GB": "l40s-48gb",
    "MI300X 192GB": "mi300x-192gb",
    "MI325X 256GB": "mi325x-256gb",
    "RTX 3090 24GB": "rtx-3090",
    "RTX 4000 Ada 20GB": "rtx-4000-ada",
    "RTX 4080 SUPER 16GB": "rtx-4080-super",
    "RTX 4090 24GB": "rtx-4090",
    "RTX 5000 Ada 32GB": "rtx-5000-ada",
    "RTX 5080 16GB": "rtx-5080",
    "RTX 5090 32GB": "rtx-5090",
    "RTX 6000 Ada 48GB": "rtx-6000-ada",
    "RTX A4000 16GB": "rtx-a4000",
    "RTX A5000 24GB": "rtx-a5000",
    "RTX A6000 48GB": "rtx-a6000-48gb",
    "RTX PRO 6000 Blackwell 96GB Server": "rtx-pro-6000-blackwell-server",
    "RTX PRO 6000 Blackwell 96GB Workstation": "rtx-pro-6000-blackwell",
    "T4 16GB": "t4-16gb",
    "V100 16GB PCIe": "v100-pcie-16gb",
    "V100 32GB (form unstated)": "v100-sxm-32gb",
}
"""What clouds rent -> the hardware it is. A form that is not stated stays out where forms differ:
only one V100 of 32 GB is listed here, but a B200 without its form could be several things."""

_NOTES = {
    "peak_fp16": "The source states a half-precision peak without naming the format.",
    "V100 has no bf16": "It has no bfloat16: the figure is for fp16.",
    "depends on the configuration": "Memory depends on the configuration bought.",
    "top bin": "Bandwidth of the fastest variant.",
    "shared system memory": "Memory is shared with the rest of the machine.",
    "no precision": "The source names no number format for its peak.",
}
"""What a remark of the table means for the record, in our words."""


def read_hardware(facts: Path) -> dict[str, rows.Record]:
    """Hardware id -> record; rent only where the rented form is surely this one."""
    rents: dict[str, list[rows.Record]] = defaultdict(list)
    for row in rows.read_rows(facts, "gpus.csv"):
        if row["price_usd_per_hour_min"] and row["gpu"] in RENTED_AS:
            rents[RENTED_AS[row["gpu"]]].append(_rent(row))
    return {
        row["id"]: _hardware(row, rents.get(row["id"], []))
        for row in rows.read_rows(facts, "hardware.csv")
    }


def write_hardware(facts: Path, catalog: Path) -> int:
    """Write `hardware/`; returns how many."""
    return rows.write_records(catalog, "hardware", read_hardware(facts))


def _hardware(row: rows.Row, rent: list[rows.Record]) -> rows.Record:
    return rows.known_fields(
        {
            "name": row["name"],
            "vendor": row["vendor"],
            "kind": row["kind"],
            "memory_gib": rows.number(row["memory_gib"]),
            "bandwidth_gb_per_second": rows.number(row["bandwidth_gb_s"]),
            "bf16_tflops": rows.number(row["bf16_tflops"]),
            "fp8_tflops": rows.number(row["fp8_tflops"]),
            "power_watts": rows.number(row["tdp_w"]),
            **rows.provenance(
                row["source_url"],
                row["observed_on"],
                read_from=rows.via(row["source_repo"]),
                observed_from=row["observed_from"],
            ),
            "note": " ".join(text for cell, text in _NOTES.items() if cell in row["notes"]),
            "rent": sorted(rent, key=lambda one: str(one["cloud"])),
        }
    )


def _rent(row: rows.Row) -> rows.Record:
    """One cloud's lowest hourly price, with the median over clouds the source gives beside it."""
    commit = re.search(r"githubusercontent\.com/([^/]+/[^/]+)/([0-9a-f]{10})", row["source_url"])
    return rows.known_fields(
        {
            "cloud": row["cloud"],
            "usd_per_hour": rows.number(row["price_usd_per_hour_min"]),
            "usd_per_hour_median": rows.number(row["price_usd_per_hour_median"]),
            **rows.provenance(
                row["source_url"],
                row["observed_on"],
                read_from=f"{commit[1]}@{commit[2]}" if commit else None,
            ),
        }
    )
