"""Provider records promise nothing that the tables do not."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from tools.import_facts.providers import grade, read_providers

HANDLING = (
    "provider_id",
    "tier",
    "trains_on_data",
    "retention_days",
    "zero_data_retention",
    "human_review",
    "processing_regions",
    "region_choice",
    "certifications",
    "subprocessing_gateway",
    "terms_url",
    "privacy_url",
    "observed_on",
    "source_url",
    "source_quote",
    "retention_note",
)
PROVIDERS = (
    "provider_id",
    "name",
    "kind",
    "headquarters_country",
    "openai_compatible_base_url",
    "observed_on",
    "source_url",
)
TERMS = (
    "provider_id",
    "commercial_use",
    "output_ownership",
    "may_train_competing_models_on_outputs",
    "ip_indemnity",
    "terms_url",
    "observed_on",
    "source_url",
)
LIFECYCLE = ("provider", "source_url", "observed_on")
PAGE = "https://example.com/privacy"


def table(folder: Path, name: str, columns: tuple[str, ...], *rows: dict[str, str]) -> None:
    """Write one CSV table; a column nobody gives is blank."""
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def provider(
    folder: Path,
    *tiers: dict[str, str],
    terms: dict[str, str] | None = None,
    lifecycle: tuple[dict[str, str], ...] = (),
    **about: str,
) -> dict[str, Any]:
    """The record of one provider, `some-host` unless said otherwise."""
    name = about.get("provider_id", "some-host")
    base = {"provider_id": name, "source_url": PAGE, "observed_on": "2026-08-30"}
    row = {**base, "name": "Some host", "kind": "inference-host", **about}
    table(folder, "providers.csv", PROVIDERS, row)
    table(folder, "data-handling.csv", HANDLING, *({**base, **tier} for tier in tiers))
    table(folder, "api-terms.csv", TERMS, *([{**base, **terms}] if terms else []))
    table(folder, "provider-aliases.csv", ("provider_id", "alias", "upstream"))
    table(folder, "lifecycle.csv", LIFECYCLE, *lifecycle)
    return dict(read_providers(folder)[name])


def test_unknown_stays_absent(tmp_path: Path) -> None:
    """A cell that says unknown, or nothing, leaves no key: never no, never zero."""
    (tier,) = provider(
        tmp_path,
        {
            "tier": "api-paid",
            "trains_on_data": "unknown",
            "processing_regions": "unknown",
            "zero_data_retention": "unknown",
        },
    )["data_handling"]
    assert set(tier) == {"tier", "default", "grade", "source", "observed"}


def test_zero_days_is_a_fact(tmp_path: Path) -> None:
    """A retention of 0 is kept, unlike a blank one."""
    (tier,) = provider(tmp_path, {"tier": "api-paid", "retention_days": "0"})["data_handling"]
    assert tier["retention_days"] == 0


def test_one_default_tier(tmp_path: Path) -> None:
    """The ordinary paid API is the default, whatever else is sold."""
    tiers = provider(tmp_path, {"tier": "api-free"}, {"tier": "api-paid"}, {"tier": "enterprise"})[
        "data_handling"
    ]
    assert [one["tier"] for one in tiers if one.get("default")] == ["api-paid"]


def test_what_a_gateway_says_is_secondary_and_no_default(tmp_path: Path) -> None:
    """A gateway's listing is kept, but an ordinary customer of the vendor is not covered by it."""
    (tier,) = provider(tmp_path, {"tier": "via-openrouter", "trains_on_data": "no"})[
        "data_handling"
    ]
    assert "default" not in tier
    assert tier["grade"] == "secondary"
    assert "gateway" in tier["note"]


def test_vocabulary_is_lower_case_and_split(tmp_path: Path) -> None:
    """Regions and certifications are lists of ids."""
    (tier,) = provider(
        tmp_path,
        {
            "tier": "api-paid",
            "processing_regions": "us;EU;global",
            "certifications": "soc2-type2;ISO27001",
        },
    )["data_handling"]
    assert tier["regions"] == ["us", "eu", "global"]
    assert tier["certifications"] == ["soc2-type2", "iso27001"]


def test_no_quotation_is_copied(tmp_path: Path) -> None:
    """Neither the quotation nor the remark of the table reaches the catalog."""
    record = provider(
        tmp_path,
        {
            "tier": "api-paid",
            "source_quote": "we never ever train",
            "retention_note": "the wording of somebody else",
        },
    )
    assert "never ever" not in str(record)
    assert "somebody else" not in str(record)


@pytest.mark.parametrize("name", ["moonshotai", "alibaba", "zai", "minimax"])
def test_the_country_of_a_contract_is_no_headquarters(tmp_path: Path, name: str) -> None:
    """Where only the contracting company is known, a limit on headquarters must find unknown."""
    assert "headquarters" not in provider(tmp_path, provider_id=name, headquarters_country="SG")


def test_headquarters_are_lower_case_codes(tmp_path: Path) -> None:
    """`FR` is `fr`, with the source beside it."""
    found = provider(tmp_path, headquarters_country="FR")["headquarters"]
    assert found == {"country": "fr", "source": PAGE, "observed": "2026-08-30"}


def test_a_date_that_is_missing_is_the_day_of_collection(tmp_path: Path) -> None:
    """A blank date, or a bare year, is marked as the day somebody read the page."""
    for stated in ("", "2026"):
        (tier,) = provider(tmp_path, {"tier": "api-paid", "observed_on": stated})["data_handling"]
        assert (tier["observed"], tier["observed_from"]) == ("2026-11-23", "collection")


def test_an_indemnity_for_enterprises_is_conditional(tmp_path: Path) -> None:
    """Terms use the catalog's words; what is unknown stays out."""
    terms = provider(
        tmp_path,
        terms={
            "commercial_use": "yes",
            "ip_indemnity": "enterprise",
            "output_ownership": "unknown",
        },
    )["terms"]
    assert terms["ip_indemnity"] == "conditional"
    assert "output_ownership" not in terms


def test_a_deprecation_list_is_a_page_read_on_a_day(tmp_path: Path) -> None:
    """Only the provider's own list counts, with the newest day on which it was read."""
    page = "https://docs.cohere.com/docs/deprecations"
    record = provider(
        tmp_path,
        provider_id="cohere",
        lifecycle=(
            {"provider": "cohere", "source_url": page + "#x", "observed_on": "2026-05-01"},
            {"provider": "cohere", "source_url": page, "observed_on": "2026-08-03"},
            {"provider": "cohere", "source_url": "pkg:pypi/litellm@1", "observed_on": "2026-11"},
        ),
    )
    assert record["deprecation_list"] == {"source": page, "observed": "2026-08-03"}


def test_software_people_host_themselves_is_no_provider(tmp_path: Path) -> None:
    """Runtimes are left out."""
    with pytest.raises(KeyError):
        provider(tmp_path, kind="self-host")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("https://docs.x.ai/docs/faq/security", "primary"),
        ("https://github.com/MicrosoftDocs/azure-ai-docs/blob/0/a.md", "primary"),
        ("https://github.com/somebody/notes/blob/0/table.md", "secondary"),
        ("https://github.com/google-gemini/gemini-cli/issues/1472", "secondary"),
        ("https://infercheck.eu/en/provider/cerebras", "secondary"),
        ("no address at all", "secondary"),
    ],
)
def test_grade_of_a_source(source: str, expected: str) -> None:
    """A vendor's own page or repository is primary; everybody else's account is secondary."""
    assert grade(source) == expected
