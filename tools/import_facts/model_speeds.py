"""Median speeds of models, from `speed.csv`."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from tools.import_facts import csv_rows as rows
from tools.import_facts.model_index import canonical_model_id
from tools.import_facts.settings import run_setting

HIDES_REASONING = ("anthropic", "google", "openai", "xai")
"""Labs whose closed models send nothing until they have thought: their time to first token
already holds the thinking."""

_MEDIAN = "Median over the providers of the model."


def read_speeds(facts: Path) -> dict[str, list[rows.Record]]:
    """Model id -> median speeds, the newest for each setting."""
    newest: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows.read_rows(facts, "speed.csv"):
        model = canonical_model_id(row["model_id"])
        if not model:
            continue
        key = (model, _speed_setting(row["model_raw"]) or "")
        if key not in newest or row["observed_on"] > newest[key]["observed_on"]:
            newest[key] = row
    found: dict[str, list[rows.Record]] = defaultdict(list)
    for (model, setting), row in sorted(newest.items()):
        found[model].append(_speed(model, setting, row))
    return found


def _speed(model: str, setting: str, row: rows.Row) -> rows.Record:
    thinks = setting and "no-thinking" not in setting
    hidden = model.startswith(HIDES_REASONING) and "gpt-oss" not in model and "gemma" not in model
    return rows.known_fields(
        {
            "setting": setting,
            "first_token_seconds": _positive(row["ttft_s_p50"]),
            "first_token_includes_reasoning": True if thinks and hidden else None,
            "output_tokens_per_second": _positive(row["output_tokens_per_s_p50"]),
            **rows.provenance(
                row["source_url"],
                row["observed_on"],
                read_from=rows.via(row["source_repo"], row["source_commit"]),
            ),
            "note": _MEDIAN,
        }
    )


def _speed_setting(name: str) -> str | None:
    """The setting in the last bracket of a name such as `X (Adaptive Reasoning, Max Effort)`."""
    bracket = name.rpartition("(")[2].rpartition(")")[0].lower()
    known = {"reasoning", "non-reasoning", "adaptive reasoning"}
    parts = [part.strip() for part in bracket.split(",")]
    kept = [
        part.removeprefix("adaptive ")
        for part in parts
        if part in known or run_setting(part) != part
    ]
    return run_setting("; ".join(kept))


def _positive(cell: str) -> Decimal | None:
    value = rows.number(cell)
    return value or None
