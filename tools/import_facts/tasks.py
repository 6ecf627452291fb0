"""Task files: the judgement of `task_table` with anchors computed from price and speed lists.

An anchor pair is the 5th and the 95th percentile of each rate over a pinned list, so that what is
cheap or fast never depends on which models happen to be compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from fmselect.catalog.strict_yaml import read_yaml
from tools.import_facts import csv_rows as rows
from tools.import_facts.task_table import TASKS

SNAPSHOT = "snapshots/litellm.model_prices_and_context_window.json"
LISTED_ON = "2026-11-12"
"""The day of the price list: offers withdrawn before it are not part of the reference."""

HOSTS = frozenset(
    {
        "ai21",
        "anthropic",
        "azure",
        "azure_ai",
        "bedrock_converse",
        "cerebras",
        "cohere_chat",
        "dashscope",
        "deepinfra",
        "deepseek",
        "fireworks_ai",
        "gemini",
        "groq",
        "minimax",
        "mistral",
        "moonshot",
        "nebius",
        "novita",
        "openai",
        "perplexity",
        "together_ai",
        "vertex_ai-language-models",
        "xai",
        "zai",
    }
)
"""Labs, clouds and large hosts as LiteLLM names them: the offers people choose between."""

LOW, HIGH = Decimal("0.05"), Decimal("0.95")
_MILLION = Decimal(1_000_000)

_RERANKED_TOKENS = Decimal(50 * 300)
"""Tokens of a query's documents in the default workload: token prices become prices a query."""

_UNIT_RATES = {
    "image-generation": ("usd_per_image", "per-image", "output", Decimal(1)),
    "speech-to-text": ("usd_per_audio_minute", "per-minute-audio", "input", Decimal(1)),
    "text-to-speech": (
        "usd_per_million_characters",
        "per-million-characters",
        "input",
        Decimal(1),
    ),
    "reranker": ("usd_per_thousand_queries", "per-query", "input", Decimal(1000)),
    "embedding": ("input_usd_per_million_tokens", "per-million-tokens", "input", Decimal(1)),
}


def read_tasks(facts: Path) -> dict[str, rows.Record]:
    """Task id -> record. The task's own name is its capability domain."""
    text_prices = _language_prices(facts, lambda _: True)
    sight_prices = _language_prices(facts, lambda offer: bool(offer.get("supports_vision")))
    latency = _latency_anchors(facts)
    tasks = {}
    for name, entry in TASKS.items():
        kind = str(entry["type"])
        language = kind == "language"
        record = {**entry, "domain": name}
        record["workload"] = _exact(entry["workload"])
        record["cost"] = (
            _language_anchors(sight_prices if name == "vision" else text_prices, name)
            if language
            else _unit_anchors(facts, kind)
        )
        record["latency"] = latency if language else None
        tasks[name] = rows.known_fields(record)
    return tasks


def write_tasks(facts: Path, catalog: Path) -> int:
    """Write `tasks/`; returns how many.

    Anchors of capability are not among the facts: those that are there stay.
    """
    tasks = {
        id_: {**record, **_kept(catalog / "tasks" / f"{id_}.yaml")}
        for id_, record in read_tasks(facts).items()
    }
    return rows.write_records(catalog, "tasks", tasks)


def _kept(path: Path) -> rows.Record:
    """The capability anchors of a task that is there already."""
    data = read_yaml(path).data if path.is_file() else {}
    return {"capability": data["capability"]} if "capability" in data else {}


def percentile(values: Iterable[Decimal], share: Decimal) -> Decimal:
    """The value below which a share of the sorted values lies, interpolated, two digits kept.

    Raises:
        ValueError: There are no values.
    """
    ordered = sorted(values)
    if not ordered:
        raise ValueError("a percentile needs values")
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    exact = ordered[below] + (ordered[above] - ordered[below]) * (place - below)
    return _two_digits(exact)


def _two_digits(value: Decimal) -> Decimal:
    step = Decimal(1).scaleb(value.adjusted() - 1)
    return value.quantize(min(step, Decimal(1)))


def _exact(workload: object) -> rows.Record:
    assert isinstance(workload, Mapping)
    return {
        key: Decimal(value) if isinstance(value, str) else value for key, value in workload.items()
    }


def _language_prices(
    facts: Path, keep: Callable[[Mapping[str, object]], bool]
) -> list[tuple[Decimal, Decimal, Decimal]]:
    """(input, output, cache read) in dollars per million tokens, of every offer on the list.

    An offer without a price for cached input charges the full one.
    """
    text = (facts / SNAPSHOT).read_text(encoding="utf-8")
    prices = []
    for name, offer in json.loads(text, parse_float=Decimal).items():
        rate_in, rate_out = offer.get("input_cost_per_token"), offer.get("output_cost_per_token")
        if (
            offer.get("mode") not in ("chat", "responses")
            or offer.get("litellm_provider") not in HOSTS
            or name.startswith("ft:")
            or offer.get("deprecation_date", LISTED_ON) < LISTED_ON
            or not (rate_in and rate_out and keep(offer))
        ):
            continue
        cached = offer.get("cache_read_input_token_cost") or rate_in
        prices.append((rate_in * _MILLION, rate_out * _MILLION, cached * _MILLION))
    return prices


def _language_anchors(prices: Sequence[tuple[Decimal, Decimal, Decimal]], task: str) -> rows.Record:
    keys = (
        "input_usd_per_million_tokens",
        "output_usd_per_million_tokens",
        "cache_read_usd_per_million_tokens",
    )
    columns = dict(zip(keys, zip(*prices, strict=True), strict=True))
    seeing = " that take images" if task == "vision" else ""
    return {
        "good": {key: percentile(column, LOW) for key, column in columns.items()},
        "bad": {key: percentile(column, HIGH) for key, column in columns.items()},
        "reference": f"5th and 95th percentile of each rate over {len(prices)} offers of language"
        f" models{seeing} at labs, clouds and large hosts in LiteLLM 1.109.1 (2026-11);"
        " cached input at the full rate where no other is listed.",
    }


def _unit_anchors(facts: Path, kind: str) -> rows.Record:
    key, unit, price_kind, factor = _UNIT_RATES[kind]
    types = {row["model_id"]: row["type"] for row in rows.read_rows(facts, "models-other.csv")}
    factors = {unit: factor}
    if kind == "reranker":
        factors["per-million-tokens"] = _RERANKED_TOKENS / 1000
    prices = [
        price * factors[row["price_unit"]]
        for row in rows.read_rows(facts, "prices-other.csv")
        if row["price_unit"] in factors
        and row["price_kind"] == price_kind
        and types.get(row["model_id"]) == kind
        and (price := rows.number(row["price_usd"]))
    ]
    return {
        "good": {key: percentile(prices, LOW)},
        "bad": {key: percentile(prices, HIGH)},
        "reference": f"5th and 95th percentile of {len(prices)} listed prices of"
        f" {kind.replace('-', ' ')} models, mostly from LiteLLM 1.109.1 (2026-11)"
        + (", token prices at 15,000 tokens a query." if kind == "reranker" else "."),
    }


def _latency_anchors(facts: Path) -> rows.Record:
    measured = rows.read_rows(facts, "speed.csv")
    waits = [wait for row in measured if (wait := rows.number(row["ttft_s_p50"]))]
    rates = [rate for row in measured if (rate := rows.number(row["output_tokens_per_s_p50"]))]
    return {
        "good": {
            "first_token_seconds": percentile(waits, LOW),
            "output_tokens_per_second": percentile(rates, HIGH),
        },
        "bad": {
            "first_token_seconds": percentile(waits, HIGH),
            "output_tokens_per_second": percentile(rates, LOW),
        },
        "reference": f"5th and 95th percentile over {len(measured)} models and settings, medians"
        " over providers by Artificial Analysis (2026-07 and 2026-08).",
    }
