"""Embedding, reranking, image and speech models, from `models-other.csv`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tools.import_facts import csv_rows as rows
from tools.import_facts.model_index import canonical_model_id

TYPES = ("embedding", "reranker", "image-generation", "speech-to-text", "text-to-speech")

NAMES_ONLY = "artificial-analysis-leaderboards"
"""From this data set, which may not be passed on, only the name and the kind of a model are kept:
without them its open results elsewhere would hang in the air."""

_LICENSES = {
    "gemma": "LicenseRef-gemma",
    "flux non-commercial": "LicenseRef-flux-1-dev-nc",
    "nvidia open model license": "LicenseRef-nvidia-open-model",
    "creativeml open rail++-m": "LicenseRef-openrail++-m",
    "ideogram 4 non-commercial": "LicenseRef-ideogram-4-nc",
}


def read_other_models(facts: Path) -> dict[str, rows.Record]:
    """Model id -> name, type, lab, and the groups the table states."""
    spdx = {
        row["license_id"].lower(): row["license_id"]
        for row in rows.read_rows(facts, "licenses.csv")
    }
    return {
        canonical_model_id(row["model_id"]): _model(row, spdx)
        for row in rows.read_rows(facts, "models-other.csv")
        if row["type"] in TYPES and row["model_id"]
    }


def _model(row: rows.Row, spdx: dict[str, str]) -> rows.Record:
    named = {
        "name": row["name"].rpartition("/")[2] or row["name"],
        "type": row["type"],
        "lab": row["lab"],
    }
    if NAMES_ONLY in row["source_repo"]:
        return rows.known_fields(named)
    source = rows.provenance(
        row["source_url"],
        row["observed_on"],
        read_from=rows.via(row["source_repo"], row["source_commit"]),
        observed_from=row["observed_from"],
    )
    return rows.known_fields(
        {
            **named,
            "identity": _group(_identity(row), source),
            "limits": [limits] if (limits := _group(_limits(row), source)) else None,
            "weights": _group(_weights(row, spdx), source),
        }
    )


def _group(stated: rows.Record, source: rows.Record) -> rows.Record | None:
    known = rows.known_fields(stated)
    return rows.known_fields(known | source) if known else None


def _identity(row: rows.Row) -> rows.Record:
    released = row["release_date"]
    return {
        "input": rows.words(row["input_modalities"]),
        "output": rows.words(row["output_modalities"]),
        "released": released if len(released) >= len("2026-11") else None,
    }


def _limits(row: rows.Row) -> rows.Record:
    """What fits in at once. A whole window for an embedding model, which gives no text back."""
    tokens = int(row["max_input_tokens"]) if row["max_input_tokens"].isdecimal() else 0
    whole = row["type"] in ("embedding", "reranker")
    size = row["embedding_dimensions"]
    return {
        "context_tokens": tokens if whole and tokens >= 512 else None,
        "max_input_tokens": tokens if tokens >= 16 else None,
        "embedding_dimensions": int(size) if size.isdecimal() else None,
    }


def _weights(row: rows.Row, spdx: dict[str, str]) -> rows.Record:
    opened = rows.yes_or_no(row["open_weights"])
    label = row["license_spdx_or_name"].lower()
    count = row["parameters"]
    return {
        "open": opened,
        "license": spdx.get(label) or _LICENSES.get(label) if opened else None,
        "hf_repo": row["hf_repo"] if opened else None,
        "parameters_billions": _billions(count) if count.isdecimal() else None,
    }


def _billions(count: str) -> Decimal | None:
    """A count of parameters in billions, every digit kept; None for a count of zero."""
    value = Decimal(count).scaleb(-9)
    whole = value == value.to_integral_value()
    return (value.quantize(Decimal(1)) if whole else value.normalize()) if value else None
