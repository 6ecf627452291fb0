"""Every fact of a row names its source and its day."""

from __future__ import annotations

from typing import Any

from fmselect.domain.candidate import Lifecycle, Privacy, Speed, Terms
from fmselect.engine.evidence import handling, row_facts
from tests.support.memory_catalog import candidate, token_price

RECORD: dict[str, Any] = {
    "id": "p/lab/m",
    "data_tier": "enterprise",
    "prices": [
        {"input_usd_per_million_tokens": 9, "source": "old", "observed": "2026-01"},
        {"input_usd_per_million_tokens": 3, "source": "price page", "observed": "2026-11-12"},
    ],
    "limits": {"max_output_tokens": 8192, "via": "pkg:pypi/x@1", "observed": "2026-10"},
    "lifecycle": {"retires_on": "2027-05", "source": "deprecations", "observed": "2026-11-01"},
    "model_record": {
        "limits": [{"context_tokens": 200000, "source": "model page", "observed": "2026-09"}],
        "weights": {"open": True, "license": "MIT", "source": "card", "observed": "2026-08"},
        "speed_reference": [
            {"first_token_seconds": 1, "source": "speed page", "observed": "2026-08-22"}
        ],
    },
    "provider_record": {
        "headquarters": {"country": "us", "source": "imprint", "observed": "2026-07"},
        "terms": {"commercial_use": "yes", "source": "terms", "observed": "2026-06"},
        "data_handling": [
            {"tier": "api", "default": True, "source": "default", "observed": "2026-05"},
            {"tier": "enterprise", "source": "enterprise", "observed": "2026-04"},
        ],
    },
}
OFFER = candidate(
    "p/lab/m",
    max_output_tokens=8192,
    open_weights=True,
    terms=Terms("MIT", "yes", None, osi_approved=True),
    privacy=Privacy(trains_on_data="no", headquarters="us", regions=("us",)),
    lifecycle=Lifecycle(retires_on="2027-05"),
    price=token_price(3.0, None),
    speed=Speed((0.5, 1.0, 2.0), None),
)


def test_each_fact_comes_with_the_source_of_its_own_group() -> None:
    """The newest price, the provider's limit, the model's context, the tier's data handling."""
    facts = row_facts(OFFER, RECORD)
    sources = {name: fact["source"] for name, fact in facts.items() if fact["value"] is not None}
    assert sources == {
        "billing": "price page",
        "input_usd_per_million_tokens": "price page",
        "context_tokens": "model page",
        "max_output_tokens": "pkg:pypi/x@1",
        "license": "card",
        "commercial_use": "card",
        "open_weights": "card",
        "trains_on_data": "enterprise",
        "regions": "enterprise",
        "headquarters": "imprint",
        "first_token_seconds": "speed page",
        "retires_on": "deprecations",
    }
    assert facts["input_usd_per_million_tokens"] == {
        "value": 3.0,
        "status": "known",
        "source": "price page",
        "observed": "2026-11-12",
    }


def test_what_is_not_known_is_shown_as_unknown() -> None:
    """With neither value nor source."""
    facts = row_facts(OFFER, RECORD)
    for name in ("output_usd_per_million_tokens", "retention_days", "output_tokens_per_second"):
        assert facts[name] == {
            "value": None,
            "status": "unknown",
            "source": None,
            "observed": None,
        }


def test_a_median_over_providers_is_an_estimate() -> None:
    """Nobody measured it at this offer."""
    assert row_facts(OFFER, RECORD)["first_token_seconds"]["status"] == "estimated"


def test_a_closed_model_has_the_terms_of_its_provider() -> None:
    """The licence of weights nobody can have is no source."""
    closed = OFFER._replace(open_weights=False, terms=Terms("LicenseRef-provider-terms", "yes"))
    assert row_facts(closed, RECORD)["commercial_use"]["source"] == "terms"


def test_the_default_tier_speaks_for_an_offer_that_names_none() -> None:
    """And where there is no default, nothing does."""
    provider = RECORD["provider_record"]
    assert handling(provider, None)["source"] == "default"
    assert handling({"data_handling": provider["data_handling"][1:]}, None) == {}
    assert handling({}, None) == {}


def test_an_empty_record_leaves_facts_without_source() -> None:
    """The values stand, the sources are missing, and nothing breaks."""
    facts = row_facts(OFFER, {"id": "p/lab/m"})
    assert facts["context_tokens"]["value"] == 200_000
    assert facts["context_tokens"]["source"] is None
