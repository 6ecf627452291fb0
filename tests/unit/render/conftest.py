"""A hand-written answer to render: every figure is made up for the test."""

from __future__ import annotations

import copy
from typing import Any, cast

import pytest

from fmselect.domain.recommendation import RankedOffer, Recommendation


def _row(rank: int, offer: str, score: float, **changes: Any) -> RankedOffer:
    provider, _, rest = offer.partition("/")
    row: dict[str, Any] = {
        "rank": rank,
        "model": rest.partition("@")[0],
        "provider": provider,
        "offer": offer,
        "setting": None,
        "score": score,
        "standing": "proven",
        "contributions": {"capability": score - 0.3, "cost": 0.2, "latency": 0.1},
        "values": {"capability": 0.8, "cost": 0.7, "latency": 0.9},
        "capability": {
            "domain": "coding",
            "estimate": 91.6,
            "standard_error": None,
            "benchmarks": 23,
            "grade": "strong",
            "scale": "provisional",
        },
        "cost_usd_per_month": 42.1,
        "cost_breakdown": {"input": 30.0, "output": 12.1},
        "first_token_seconds": 0.62,
        "response_seconds": 4.12,
        "context_tokens": 163840,
        "license": "MIT",
        "license_duties": [],
        "privacy": {"trains_on_data": "no"},
        "facts": {
            "output_tokens_per_second": {
                "value": 228.6,
                "status": "estimated",
                "source": "https://example.org/speed",
                "observed": "2026-10-01",
            },
        },
        "warnings": [],
        "dominated_by": [],
        "measures": {},
    }
    return cast("RankedOffer", row | changes)


_ANSWER: Recommendation = {
    "schema": "fmselect/recommendation@1",
    "tool_version": "0.1.0",
    "catalog": {
        "digest": "0" * 64,
        "build": "2026-11-20-00000000",
        "newest_fact": "2026-11-20",
        "oldest_price": "2026-03-02",
        "layers": [],
    },
    "today": "2026-11-23",
    "requirements": {
        "task": "coding",
        "workload": {
            "requests": 50000,
            "input_tokens": 4000,
            "output_tokens": 800,
            "cached_input_share": 0.6,
        },
        "constraints": {
            "max_cost_usd_per_month": 500,
            "min_context_tokens": 128000,
            "privacy": {"no_training": True, "regions": ["eu"]},
        },
        "preferences": {"priorities": ["capability", "cost", "latency"]},
    },
    "assumed": [
        "workload.requests",
        "workload.input_tokens",
        "workload.output_tokens",
        "workload.cached_input_share",
        "preferences.priorities",
    ],
    "draws": 1000,
    "robust": True,
    "pareto_front": ["alpha-host/deep-lab/deep-coder-4.1"],
    "flips": [],
    "repairs": [],
    "weights": {"capability": 0.61, "cost": 0.28, "latency": 0.11},
    "considered": {"models": 234, "offers": 1204, "eligible_models": 41, "eligible_offers": 87},
    "ranking": [
        _row(1, "alpha-host/deep-lab/deep-coder-4.1", 0.81),
        _row(
            2,
            "beta/beta/beta-opus-4.5@priority",
            0.785,
            license="LicenseRef-provider-terms",
            cost_usd_per_month=412.5,
            context_tokens=1048576,
            warnings=["the capability is measured at another effort"],
        ),
        _row(
            3,
            "self/open-lab/open-model-120b-instruct-2507",
            0.61,
            cost_usd_per_month=None,
            first_token_seconds=None,
            response_seconds=None,
            license="Apache-2.0",
        ),
        _row(
            4,
            "gamma/deep-lab/deep-coder-4.0",
            0.5,
            capability={
                "domain": "coding",
                "estimate": None,
                "standard_error": None,
                "benchmarks": 0,
                "grade": "none",
                "scale": "provisional",
            },
            standing="unproven",
            context_tokens=None,
            license=None,
        ),
    ],
    "near_misses": [
        {
            "offer": "delta/delta/delta-5",
            "failed": [
                {
                    "constraint": "max_cost_usd_per_month",
                    "limit": 500,
                    "actual": 612.4,
                    "short_by": 112.4,
                    "status": "fail",
                    "condition": None,
                    "reason": "costs $612.40 a month, $112.40 too much",
                    "policy": None,
                }
            ],
            "score_if_admitted": 0.83,
            "rank_if_admitted": 1,
            "admission": [
                {
                    "constraint": "max_cost_usd_per_month",
                    "how": "relax",
                    "option": "--max-cost",
                    "to": 612.4,
                    "sentence": "with --max-cost 612.4",
                }
            ],
        },
        {
            "offer": "beta/beta/beta-mini-4",
            "failed": [
                {
                    "constraint": "privacy.regions",
                    "limit": ["eu"],
                    "actual": None,
                    "short_by": None,
                    "status": "unknown",
                    "condition": None,
                    "reason": "where the data is processed is unknown; the provider's terms "
                    "would settle it",
                    "policy": None,
                }
            ],
            "score_if_admitted": 0.79,
            "rank_if_admitted": 2,
            "admission": [
                {
                    "constraint": "privacy.regions",
                    "how": "settle",
                    "option": "--region",
                    "to": None,
                    "sentence": "once it is known, or without --region",
                }
            ],
        },
    ],
    "excluded": [],
    "excluded_by": {
        "min_context_tokens": 612,
        "max_cost_usd_per_month": 301,
        "privacy.regions": 288,
        "retired": 40,
    },
    "why": "deep-lab/deep-coder-4.1 is first because it leads on cost and is third on capability.",
    "warnings": ["2 of the requirements are met only by offers without measured latency"],
}


@pytest.fixture
def answer() -> Recommendation:
    """An answer with all that a rendering has to cope with; a fresh copy for each test."""
    return copy.deepcopy(_ANSWER)


@pytest.fixture
def empty_answer(answer: Recommendation) -> Recommendation:
    """The same with nothing left."""
    answer["ranking"] = []
    answer["why"] = None
    miss = answer["near_misses"][0]
    answer["repairs"] = [
        {
            "constraints": ["max_cost_usd_per_month"],
            "offer": miss["offer"],
            "failed": miss["failed"],
            "admission": miss["admission"],
            "offers": [miss["offer"]],
            "admits": 1,
            "score_if_admitted": 0.83,
        }
    ]
    answer["considered"]["eligible_models"] = answer["considered"]["eligible_offers"] = 0
    return answer
