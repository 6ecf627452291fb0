"""Licences, hardware and tasks made from tables."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fmselect.domain.requirements import CRITERIA, TASKS
from tools.import_facts import task_table
from tools.import_facts.csv_rows import first_url, known, number, provenance, via
from tools.import_facts.hardware import read_hardware
from tools.import_facts.licenses import read_licenses
from tools.import_facts.tasks import percentile, read_tasks

LICENSE = (
    "license_id",
    "name",
    "url",
    "commercial_use",
    "conditions",
    "user_cap",
    "revenue_cap_usd",
    "region_exclusions",
    "attribution_required",
    "derivative_naming_required",
    "acceptable_use_policy",
    "outputs_may_train_other_models",
    "osi_approved",
    "source_url",
    "observed_on",
    "observed_from",
)
HARDWARE = (
    "id",
    "name",
    "vendor",
    "kind",
    "memory_gib",
    "bandwidth_gb_s",
    "bf16_tflops",
    "fp8_tflops",
    "tdp_w",
    "source_url",
    "source_repo",
    "notes",
    "observed_on",
    "observed_from",
)
RENTS = (
    "gpu",
    "price_usd_per_hour_min",
    "price_usd_per_hour_median",
    "cloud",
    "observed_on",
    "source_url",
)
PRICES = ("model_id", "price_usd", "price_unit", "price_kind")
SPEEDS = ("ttft_s_p50", "output_tokens_per_s_p50")


def table(folder: Path, name: str, columns: tuple[str, ...], *rows: dict[str, str]) -> None:
    """Write one CSV table; a column nobody gives is blank."""
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def license_record(folder: Path, name: str, **cells: str) -> dict[str, Any]:
    """The record of one licence."""
    row = {"license_id": name, "name": name, "source_url": "https://example.com/license", **cells}
    table(folder, "licenses.csv", LICENSE, row)
    return dict(read_licenses(folder)[name])


def test_an_unread_licence_permits_nothing_known(tmp_path: Path) -> None:
    """Unknown answers are absent, and the record says that the text was not read."""
    record = license_record(
        tmp_path,
        "LicenseRef-unread",
        commercial_use="unknown",
        conditions="Text not read here",
        osi_approved="no",
    )
    assert "commercial_use" not in record
    assert "conditions" not in record
    assert record["osi_approved"] is False
    assert record["note"] == "Nobody has read the text itself for this record."


def test_conditions_are_in_our_words(tmp_path: Path) -> None:
    """The cell of the table is not copied; the hand-written wording stands instead."""
    record = license_record(tmp_path, "MIT", commercial_use="yes", conditions="their wording")
    assert record["conditions"].startswith("Keep the copyright notice")


def test_caps_and_excluded_regions(tmp_path: Path) -> None:
    """Caps are whole numbers, regions are codes, and a partial exclusion is not a plain code."""
    record = license_record(
        tmp_path, "LicenseRef-x", user_cap="700000000", region_exclusions="EU;UK;South Korea"
    )
    assert record["user_cap"] == 700_000_000
    assert record["region_exclusions"] == ["eu", "gb", "kr"]
    partly = license_record(
        tmp_path, "LicenseRef-x", region_exclusions="EU (multimodal models only; end users exempt)"
    )
    assert partly["region_exclusions"] != ["eu"]


def hardware(folder: Path, *rents: dict[str, str]) -> dict[str, Any]:
    """The record of an H100 with these rents."""
    row = {"id": "h100-sxm-80gb", "name": "H100", "vendor": "nvidia", "kind": "datacenter-gpu"}
    table(folder, "hardware.csv", HARDWARE, {**row, "memory_gib": "80.0"})
    table(folder, "gpus.csv", RENTS, *rents)
    return dict(read_hardware(folder)["h100-sxm-80gb"])


def test_rent_only_where_the_form_is_stated(tmp_path: Path) -> None:
    """A price for an accelerator of unstated form belongs to none in particular."""
    rent = {"price_usd_per_hour_min": "2.69", "cloud": "A", "observed_on": "2026-10-04"}
    record = hardware(
        tmp_path,
        {**rent, "gpu": "H100 80GB SXM"},
        {**rent, "gpu": "H100 80GB (form unstated)", "cloud": "B"},
        {"gpu": "H100 80GB SXM", "cloud": "C"},
    )
    assert [(one["cloud"], one["usd_per_hour"]) for one in record["rent"]] == [
        ("A", Decimal("2.69"))
    ]
    assert "bf16_tflops" not in record


def facts_for_tasks(folder: Path) -> None:
    """Twenty-one language prices from 1 to 21 dollars, and a price of every other kind."""
    (folder / "snapshots").mkdir()
    offers: dict[str, dict[str, object]] = {
        f"m{i}": {
            "mode": "chat",
            "litellm_provider": "openai",
            "input_cost_per_token": i / 1_000_000,
            "output_cost_per_token": 4 * i / 1_000_000,
            "supports_vision": i > 10,
        }
        for i in range(1, 22)
    }
    offers["free"] = offers["m1"] | {"input_cost_per_token": 0}
    offers["ft:tuned"] = offers["m1"] | {"input_cost_per_token": 1}
    offers["gone"] = offers["m1"] | {
        "input_cost_per_token": 1,
        "deprecation_date": "2025-01-01",
    }
    offers["small-host"] = offers["m1"] | {"litellm_provider": "somebody"}
    path = folder / "snapshots/litellm.model_prices_and_context_window.json"
    path.write_text(json.dumps(offers), encoding="utf-8")
    kinds = {
        "embedding": ("per-million-tokens", "input"),
        "reranker": ("per-query", "input"),
        "image-generation": ("per-image", "output"),
        "speech-to-text": ("per-minute-audio", "input"),
        "text-to-speech": ("per-million-characters", "input"),
    }
    table(
        folder,
        "models-other.csv",
        ("model_id", "type"),
        *({"model_id": kind, "type": kind} for kind in kinds),
    )
    table(
        folder,
        "prices-other.csv",
        PRICES,
        *(
            {"model_id": kind, "price_usd": price, "price_unit": unit, "price_kind": direction}
            for kind, (unit, direction) in kinds.items()
            for price in ("0.001", "0.002", "0")
        ),
        {
            "model_id": "reranker",
            "price_usd": "0.1",
            "price_unit": "per-million-tokens",
            "price_kind": "input",
        },
    )
    table(
        folder,
        "speed.csv",
        SPEEDS,
        *({"ttft_s_p50": str(i), "output_tokens_per_s_p50": str(10 * i)} for i in range(1, 22)),
        {"ttft_s_p50": "0", "output_tokens_per_s_p50": ""},
    )


def test_every_task_has_a_reason_and_defaults(tmp_path: Path) -> None:
    """The sixteen tasks of the contract, each with evidence, volume, priorities and a why."""
    facts_for_tasks(tmp_path)
    tasks: dict[str, Any] = read_tasks(tmp_path)
    assert tuple(sorted(tasks)) == tuple(sorted(TASKS))
    for name, task in tasks.items():
        assert task["domain"] == name
        assert len(task["why"]) > 80
        assert task["workload"]
        assert set(task["priorities"]) <= set(CRITERIA)
        assert ("latency" in task) == (task["type"] == "language")
    assert tasks["vision"]["input"] == ("text", "image")
    assert tasks["coding"]["workload"] == {
        "requests": 50_000,
        "input_tokens": 4_000,
        "output_tokens": 800,
        "cached_input_share": Decimal("0.6"),
    }


def test_anchors_are_percentiles_of_the_list(tmp_path: Path) -> None:
    """Free, tuned, withdrawn and small-host offers are not on it; cached input falls back."""
    facts_for_tasks(tmp_path)
    tasks: dict[str, Any] = read_tasks(tmp_path)
    cost = tasks["chat"]["cost"]
    assert "over 21 offers" in cost["reference"]
    assert cost["good"] == {
        "input_usd_per_million_tokens": Decimal("2.0"),
        "output_usd_per_million_tokens": Decimal("8.0"),
        "cache_read_usd_per_million_tokens": Decimal("2.0"),
    }
    assert cost["bad"]["input_usd_per_million_tokens"] == 20
    assert tasks["vision"]["cost"]["good"]["input_usd_per_million_tokens"] == Decimal(12)
    latency = tasks["chat"]["latency"]
    assert (latency["good"]["first_token_seconds"], latency["bad"]["first_token_seconds"]) == (
        2,
        20,
    )
    assert latency["good"]["output_tokens_per_second"] == 200


def test_reranking_prices_meet_on_one_unit(tmp_path: Path) -> None:
    """A token price counts as 15,000 tokens a query: 0.1 dollars a million is 1.5 a thousand."""
    facts_for_tasks(tmp_path)
    tasks: dict[str, Any] = read_tasks(tmp_path)
    cost = tasks["reranking"]["cost"]
    assert cost["good"] == {"usd_per_thousand_queries": Decimal("1.0")}
    assert "3 listed prices" in cost["reference"]


def test_each_task_is_described_once() -> None:
    """The hand-written table has the tasks of the contract and no other."""
    assert set(task_table.TASKS) == set(TASKS)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        (["1", "2", "3"], "0.5", "2.0"),
        (["0.0123", "0.0123"], "0.05", "0.012"),
        (["249.4", "249.4"], "0.95", "249"),
        (["7"], "0.05", "7.0"),
    ],
)
def test_percentile_keeps_two_digits(values: list[str], share: str, expected: str) -> None:
    """An anchor is a round number: two digits, more only before the decimal point."""
    assert str(percentile(map(Decimal, values), Decimal(share))) == expected


def test_no_percentile_of_nothing() -> None:
    """An empty list has no anchor, and says so."""
    with pytest.raises(ValueError, match="needs values"):
        percentile([], Decimal("0.5"))


@pytest.mark.parametrize(
    ("repository", "commit", "expected"),
    [
        ("owner/name", "0123456789abcdef", "owner/name@0123456789"),
        ("pypi:mteb==2.26.24 (mirror of a repository)", "2.26.24", "pkg:pypi/mteb@2.26.24"),
        (
            "pkg:pypi/litellm@1.109.1#file.json, and more",
            None,
            "pkg:pypi/litellm@1.109.1#file.json",
        ),
        ("unresolved (stored text index)", None, None),
        ("docs corpus", None, None),
        ("", None, None),
    ],
)
def test_via_is_something_to_fetch(
    repository: str, commit: str | None, expected: str | None
) -> None:
    """A repository or a package; a description of a search is none."""
    assert via(repository, commit) == expected


def test_cells_are_read_strictly() -> None:
    """Nothing is guessed: prose around an address goes, and `1e3` is no number here."""
    assert first_url("see https://example.com/a; and others") == "https://example.com/a"
    assert first_url("a remark") is None
    assert (known(""), known("unknown"), known("no")) == (None, None, "no")
    assert (number("1e3"), number("12 GB"), number("0.50")) == (None, None, Decimal("0.50"))
    assert provenance("https://example.com", "2026-05") == {
        "source": "https://example.com",
        "via": None,
        "observed": "2026-05",
        "observed_from": None,
    }
