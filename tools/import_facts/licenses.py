"""Licences: `licenses.csv` for what a text permits, `tables/licenses.csv` for the conditions."""

from __future__ import annotations

from pathlib import Path

from tools.import_facts import csv_rows as rows

_REGIONS = {"EU": "eu", "UK": "gb", "KR": "kr", "South Korea": "kr", "US": "us"}
_NAMED_ON = {
    "LicenseRef-openrail++-m": "https://huggingface.co/stabilityai/stable-diffusion-xl-base-1.0",
    "LicenseRef-ideogram-4-nc": "https://pinggy.io/",
}
"""Pages that name a licence, where the table tells of a tag or of another table."""
_UNREAD = "text not read"
_UNREAD_NOTE = "Nobody has read the text itself for this record."


def read_licenses(facts: Path) -> dict[str, rows.Record]:
    """Licence id -> record. A licence whose text nobody read says so and permits nothing known."""
    wording = {
        row["license_id"]: row["conditions"] for row in rows.read_rows(rows.TABLES, "licenses.csv")
    }
    return {
        row["license_id"]: _license(row, wording.get(row["license_id"]))
        for row in rows.read_rows(facts, "licenses.csv")
    }


def write_licenses(facts: Path, catalog: Path) -> int:
    """Write `licenses/`; returns how many."""
    return rows.write_records(catalog, "licenses", read_licenses(facts))


def _license(row: rows.Row, conditions: str | None) -> rows.Record:
    answers = ("yes", "no")
    graded = ("yes", "no", "conditional")
    source = rows.provenance(
        row["source_url"],
        row["observed_on"],
        read_from=rows.via(row["source_url"]),
        observed_from=row["observed_from"],
    )
    if not source["source"] and not source["via"]:
        source["source"] = rows.first_url(row["url"]) or _NAMED_ON.get(row["license_id"])
    record = {
        "name": row["name"],
        "url": rows.first_url(row["url"]),
        "commercial_use": rows.one_of(row["commercial_use"], graded),
        "conditions": conditions,
        "user_cap": _count(row["user_cap"]),
        "revenue_cap_usd": _count(row["revenue_cap_usd"]),
        "region_exclusions": _regions(row["region_exclusions"]),
        "attribution_required": rows.one_of(row["attribution_required"], answers),
        "derivative_naming_required": rows.one_of(row["derivative_naming_required"], answers),
        "acceptable_use_policy": rows.one_of(row["acceptable_use_policy"], answers),
        "outputs_may_train_other_models": rows.one_of(
            row["outputs_may_train_other_models"], graded
        ),
        "osi_approved": rows.yes_or_no(row["osi_approved"]),
        **source,
        "note": _UNREAD_NOTE if _UNREAD in row["conditions"].lower() else None,
    }
    return rows.known_fields(record)


def _regions(cell: str) -> list[str]:
    """Region codes; the Llama exclusion is no plain one, since it spares text-only models."""
    if "multimodal" in cell:
        return ["eu, for multimodal models; end users of a finished product are spared"]
    return [_REGIONS.get(part, part) for part in rows.words(cell)]


def _count(cell: str) -> int | None:
    return int(cell) if cell.isdecimal() else None
