"""Facts about models made from tables."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tools.import_facts.language_codes import language_codes
from tools.import_facts.model_facts import (
    read_features,
    read_model_facts,
    read_offer_lifecycles,
    read_weights,
)
from tools.import_facts.model_speeds import read_speeds
from tools.import_facts.other_models import read_other_models

TABLES = {
    "architectures.csv": ("hf_repo", "model_id", "params_total_b", "params_active_b", "source_url"),
    "evidence-other.csv": (
        "model_id",
        "setting",
        "observed_on",
        "source_url",
        "source_repo",
        "source_commit",
    ),
    "features.csv": (
        "model_id",
        "feature",
        "value",
        "observed_on",
        "source_url",
        "source_repo_or_package",
    ),
    "languages.csv": (
        "model_id",
        "languages",
        "observed_on",
        "source_url",
        "source_repo_or_package",
    ),
    "licenses.csv": ("license_id",),
    "lifecycle.csv": (
        "provider",
        "model_id",
        "deprecated_on",
        "retires_on",
        "replacement",
        "source_url",
        "observed_on",
    ),
    "model-licenses-arena.csv": (
        "model_id",
        "license_as_printed",
        "observed_on",
        "source_url",
        "source_repo",
    ),
    "model-licenses.csv": (
        "model_id",
        "hf_repo",
        "open_weights",
        "license_id",
        "license_note",
        "gated",
        "base_model",
        "observed_on",
        "source_url",
        "source_repo_or_package",
    ),
    "models-other.csv": (
        "model_id",
        "name",
        "lab",
        "type",
        "input_modalities",
        "output_modalities",
        "max_input_tokens",
        "embedding_dimensions",
        "parameters",
        "open_weights",
        "license_spdx_or_name",
        "release_date",
        "hf_repo",
        "source_url",
        "source_repo",
        "source_commit",
        "observed_on",
        "observed_from",
    ),
    "speed.csv": (
        "model_raw",
        "model_id",
        "ttft_s_p50",
        "output_tokens_per_s_p50",
        "observed_on",
        "source_url",
        "source_repo",
        "source_commit",
    ),
}
OPEN = {"open_weights": "yes", "license_id": "MIT", "source_url": "https://huggingface.co/a/b"}


def facts(folder: Path, **rows: list[dict[str, str]]) -> Path:
    """A folder with every table, those named (`model_licenses=...`) with rows."""
    for name, columns in TABLES.items():
        given = rows.get(name.removesuffix(".csv").replace("-", "_"), [])
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(given)
    return folder


def test_weights_have_the_licence_of_the_very_model(tmp_path: Path) -> None:
    """Licence, gate and size come from the rows of that model; nothing is taken from a sibling."""
    folder = facts(
        tmp_path,
        model_licenses=[
            {**OPEN, "model_id": "a/small", "hf_repo": "A/Small"},
            {**OPEN, "model_id": "a/big", "open_weights": "gated", "gated": "yes"},
        ],
        architectures=[
            {"hf_repo": "a/small", "params_total_b": "7.241", "source_url": "pkg:pypi/x@1"}
        ],
    )
    weights: dict[str, Any] = read_weights(folder)
    assert weights["a/small"]["parameters_billions"] == Decimal("7.241")
    assert weights["a/small"]["note"] == "Parameter counts from pkg:pypi/x@1."
    assert weights["a/big"]["gated"] is True
    assert "parameters_billions" not in weights["a/big"]


def test_what_an_arena_calls_proprietary_is_closed(tmp_path: Path) -> None:
    """The arena's label says closed and nothing else; a licence table that knows more wins."""
    folder = facts(
        tmp_path,
        model_licenses=[{**OPEN, "model_id": "a/opened"}],
        model_licenses_arena=[
            {"model_id": "a/closed", "license_as_printed": "Proprietary"},
            {"model_id": "a/opened", "license_as_printed": "Proprietary"},
            {"model_id": "a/other", "license_as_printed": "Llama 3.1"},
        ],
        evidence_other=[{"model_id": "a/painter", "setting": "votes=1; license=Proprietary"}],
    )
    weights: dict[str, Any] = read_weights(folder)
    assert {model: one["open"] for model, one in weights.items()} == {
        "a/closed": False,
        "a/opened": True,
        "a/painter": False,
    }


def test_a_base_model_is_an_id_or_a_note(tmp_path: Path) -> None:
    """A base that the catalog has no id for is named in the note, never a dangling reference."""
    folder = facts(
        tmp_path,
        model_licenses=[
            {**OPEN, "model_id": "a/base", "hf_repo": "A/Base"},
            {**OPEN, "model_id": "a/tuned", "hf_repo": "A/Tuned", "base_model": "A/Base"},
            {**OPEN, "model_id": "a/other", "hf_repo": "A/Other", "base_model": "B/Unknown"},
        ],
    )
    weights: dict[str, Any] = read_weights(folder)
    assert weights["a/tuned"]["base_model"] == "a/base"
    assert "base_model" not in weights["a/other"]
    assert weights["a/other"]["note"] == "Made from B/Unknown."


def test_features_are_grouped_by_source(tmp_path: Path) -> None:
    """Yes, no and silence stay three things, and each source answers for itself."""
    rows = [("s1", "tools", "yes"), ("s1", "fine-tuning", "no"), ("s2", "hybrid-reasoning", "yes")]
    folder = facts(
        tmp_path,
        features=[
            {
                "model_id": "a/m",
                "feature": feature,
                "value": value,
                "source_url": f"https://{source}.example",
                "observed_on": "2026-10",
            }
            for source, feature, value in rows
        ],
    )
    found: list[dict[str, Any]] = read_features(folder)["a/m"]
    assert [(one.get("supports"), one.get("lacks")) for one in found] == [
        (["tools"], ["fine-tuning"]),
        (["hybrid-reasoning", "reasoning"], None),
    ]


def test_the_earlier_of_two_dates_wins_and_says_so(tmp_path: Path) -> None:
    """Sources that differ give the earliest retirement, and the note names the others."""
    row = {"provider": "azure", "model_id": "openai/gpt-4o", "observed_on": "2026-11"}
    folder = facts(
        tmp_path,
        lifecycle=[
            {**row, "retires_on": "2027-04-14", "source_url": "pkg:pypi/litellm@1"},
            {**row, "retires_on": "2026-03-31", "source_url": "https://learn.microsoft.com/x"},
        ],
    )
    found: dict[str, Any] = read_offer_lifecycles(folder)["azure", "openai/gpt-4o"]
    assert found["retires_on"] == "2026-03-31"
    assert found["source"] == "https://learn.microsoft.com/x"
    assert "2027-04-14" in found["note"]


def test_a_lab_that_stops_serving_open_weights_does_not_retire_them(tmp_path: Path) -> None:
    """The date stays with the lab's own offer; a closed model carries it itself."""
    row = {"provider": "mistral", "retires_on": "2026-07-31", "source_url": "https://m.example"}
    folder = facts(
        tmp_path,
        model_licenses=[{**OPEN, "model_id": "mistral/open"}],
        lifecycle=[
            {**row, "model_id": "mistral/open"},
            {**row, "model_id": "mistral/closed", "replacement": "open|other"},
        ],
    )
    models: dict[str, Any] = read_model_facts(folder)
    assert "lifecycle" not in models["mistral/open"]
    assert models["mistral/closed"]["lifecycle"]["replacement"] == "mistral/open"
    assert set(read_offer_lifecycles(folder)) == {
        ("mistral", "mistral/open"),
        ("mistral", "mistral/closed"),
    }


def test_speed_is_the_newest_of_each_setting(tmp_path: Path) -> None:
    """An older median of the same setting is dropped, and each setting keeps its own."""
    row = {"model_id": "openai/gpt-x", "source_url": "https://artificialanalysis.ai/x"}
    folder = facts(
        tmp_path,
        speed=[
            {**row, "model_raw": "X (high)", "ttft_s_p50": "9", "observed_on": "2026-07-10"},
            {**row, "model_raw": "X (high)", "ttft_s_p50": "7", "observed_on": "2026-08-22"},
            {**row, "model_raw": "X (Non-reasoning)", "ttft_s_p50": "0.7"},
            {**row, "model_raw": "X (Nov '24)", "output_tokens_per_s_p50": "50"},
        ],
    )
    found: list[dict[str, Any]] = read_speeds(folder)["openai/gpt-x"]
    assert [(one.get("setting"), one.get("first_token_seconds")) for one in found] == [
        (None, None),
        ("effort=high", Decimal(7)),
        ("no-thinking", Decimal("0.7")),
    ]
    assert [one.get("first_token_includes_reasoning") for one in found] == [None, True, None]
    assert {one["source"] for one in found} == {"https://artificialanalysis.ai/x"}


def test_what_may_not_be_passed_on_is_reduced_to_a_name(tmp_path: Path) -> None:
    """A model known only from Artificial Analysis has name, type and lab, and no facts."""
    row = {
        "model_id": "a/voice",
        "name": "Voice",
        "lab": "a",
        "type": "text-to-speech",
        "release_date": "2026-02-14",
        "source_repo": "x/artificial-analysis-leaderboards",
    }
    found = read_other_models(facts(tmp_path, models_other=[row]))
    assert found == {"a/voice": {"name": "Voice", "type": "text-to-speech", "lab": "a"}}


def test_an_embedding_model_has_dimensions_and_a_window(tmp_path: Path) -> None:
    """Parameters are in billions with every digit; a closed model gets no licence of weights."""
    row = {
        "model_id": "a/embed",
        "name": "A/Embed",
        "type": "embedding",
        "input_modalities": "text",
        "output_modalities": "embedding",
        "max_input_tokens": "8192",
        "embedding_dimensions": "1024",
        "parameters": "335736320",
        "open_weights": "true",
        "license_spdx_or_name": "mit",
        "release_date": "2022-11-17",
        "source_url": "https://huggingface.co/A/Embed",
        "observed_on": "2026-11-23",
        "observed_from": "collection",
    }
    closed = {**row, "model_id": "a/closed", "open_weights": "false"}
    folder = facts(tmp_path, models_other=[row, closed], licenses=[{"license_id": "MIT"}])
    found: dict[str, Any] = read_other_models(folder)
    assert found["a/embed"]["name"] == "Embed"
    (limits,) = found["a/embed"]["limits"]
    assert (limits["context_tokens"], limits["embedding_dimensions"]) == (8192, 1024)
    assert found["a/embed"]["weights"]["license"] == "MIT"
    assert found["a/embed"]["weights"]["parameters_billions"] == Decimal("0.33573632")
    assert found["a/closed"]["weights"]["open"] is False
    assert "license" not in found["a/closed"]["weights"]


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (["eng-Latn", "zho-Hans", "zho-Hant"], ["en", "zh"]),
        (["de", "pt-BR", "yue-Hant", "arb-Arab"], ["ar", "de", "pt", "yue"]),
        (["100+ (count)", "python-Code", "90+ languages", ""], []),
    ],
)
def test_languages_are_two_letter_codes(cells: list[str], codes: list[str]) -> None:
    """Scripts and regions go; a count of languages names none."""
    assert language_codes(cells) == codes
