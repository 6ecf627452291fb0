"""Providers: who they are, what happens to data on each tier, and the terms of their output.

`data-handling.csv` decides on privacy; `providers.csv` gives name, kind, country and address.
Notes are ours and live in `tables/`: the tables' own wording and quotations are not copied.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from tools.import_facts import csv_rows as rows

KINDS = ("lab", "cloud", "inference-host", "gateway")
"""Runtimes that people host themselves are no providers: every open model has a `self` offer."""

COUNTRY_OF_CONTRACT_ONLY = {"alibaba", "moonshotai", "zai", "minimax"}
"""Their tables name the country of the contracting company, which is not where they are run from:
a constraint on headquarters must find them unknown rather than pass."""

DEPRECATION_LISTS = {
    "alibaba": "https://www.alibabacloud.com/help/en/model-studio/model-depreciation",
    "amazon-bedrock": "https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html",
    "anthropic": "https://platform.claude.com/docs/en/about-claude/model-deprecations",
    "azure": "https://learn.microsoft.com/en-us/azure/ai-foundry/concepts/model-lifecycle-retirement",
    "cohere": "https://docs.cohere.com/docs/deprecations",
    "google": "https://ai.google.dev/gemini-api/docs/deprecations",
    "groq": "https://console.groq.com/docs/deprecations",
    "mistral": "https://docs.mistral.ai/getting-started/models/models_overview/",
    "openai": "https://developers.openai.com/api/docs/deprecations",
}
"""Pages that list every dated retirement of a provider. A page of models that happens to carry
some dates, or a price list, is not one: silence there says nothing."""

_VENDOR_REPOSITORIES = {
    "AssemblyAI",
    "MicrosoftDocs",
    "OpenRouterTeam",
    "cloudflare",
    "cohere-ai",
    "deepgram",
    "elevenlabs",
    "huggingface",
    "mistralai",
    "ollama",
    "scaleway",
}
_OTHERS_PAGES = {
    "cncsmonster.github.io",
    "conductatlas.com",
    "anteroom.so",
    "infercheck.eu",
    "privacygpt.lynicis.dev",
    "reddit.jaspervandalum.nl",
    "www.developersdigest.tech",
    "www.productionai.institute",
}
_GATEWAY_TIER = "via-openrouter"
_GATEWAY_NOTE = (
    "What the OpenRouter gateway lists about its own traffic; the vendor's page was not read."
)


def read_providers(facts: Path) -> dict[str, rows.Record]:
    """Provider id -> record, for everybody the tables name who serves models to others."""
    handling = _handling(facts)
    terms = {row["provider_id"]: row for row in rows.read_rows(facts, "api-terms.csv")}
    limits = _notes("terms.csv", "provider_id")
    aliases = _aliases(facts)
    lists = _deprecation_lists(facts)
    records = {}
    for name, row in _named(facts, terms).items():
        records[name] = rows.known_fields(
            {
                "name": row["name"],
                "kind": row["kind"],
                "headquarters": _headquarters(row),
                "base_url": _base_url(row.get("openai_compatible_base_url", "")),
                "data_handling": handling.get(name),
                "terms": _terms(terms[name], limits.get(name)) if name in terms else None,
                "deprecation_list": lists.get(name),
                "upstream_names": aliases.get(name),
            }
        )
    return records


def _named(facts: Path, terms: Mapping[str, rows.Row]) -> dict[str, dict[str, str]]:
    """Provider id -> its row; those of whom only the terms are known have their name from us."""
    listed = rows.read_rows(facts, "providers.csv")
    found = {row["provider_id"]: row for row in listed if row["kind"] in KINDS}
    for row in rows.read_rows(rows.TABLES, "providers.csv"):
        if row["provider_id"] in terms:
            found.setdefault(row["provider_id"], row)
    return found


def write_providers(facts: Path, catalog: Path) -> int:
    """Write `providers/`; returns how many."""
    return rows.write_records(catalog, "providers", read_providers(facts))


def grade(source: str) -> str:
    """`primary` for a page or repository of the vendor's own, `secondary` for anybody else's."""
    url = urlsplit(rows.first_url(source) or "")
    if url.hostname in ("github.com", "raw.githubusercontent.com"):
        parts = url.path.split("/")
        own = parts[1] in _VENDOR_REPOSITORIES and "issues" not in parts
        return "primary" if own else "secondary"
    return "secondary" if not url.hostname or url.hostname in _OTHERS_PAGES else "primary"


def _handling(facts: Path) -> dict[str, list[rows.Record]]:
    notes = _notes("data_handling.csv", "provider_id", "tier")
    tiers: dict[str, list[rows.Record]] = defaultdict(list)
    for row in rows.read_rows(facts, "data-handling.csv"):
        note = notes.get(f"{row['provider_id']} {row['tier']}")
        tiers[row["provider_id"]].append(_tier(row, note))
    return tiers


def _tier(row: rows.Row, note: str | None) -> rows.Record:
    gateway_says = row["tier"] == _GATEWAY_TIER
    return rows.known_fields(
        {
            "tier": row["tier"],
            "default": True if row["tier"] == "api-paid" else None,
            "trains_on_data": rows.one_of(
                row["trains_on_data"], ("no", "yes", "opt-in", "opt-out")
            ),
            "retention_days": rows.number(row["retention_days"]),
            "zero_retention": rows.one_of(
                row["zero_data_retention"],
                ("default", "self-serve", "on-request", "contract", "no"),
            ),
            "human_review": rows.one_of(row["human_review"], ("no", "yes", "abuse-only")),
            "regions": [code.lower() for code in rows.words(row["processing_regions"])],
            "region_choice": rows.one_of(row["region_choice"], ("yes", "no", "enterprise")),
            "certifications": [name.lower() for name in rows.words(row["certifications"])],
            "gateway": rows.yes_or_no(row["subprocessing_gateway"]),
            "grade": "secondary" if gateway_says else grade(row["source_url"]),
            "terms_url": rows.first_url(row["terms_url"]),
            "privacy_url": rows.first_url(row["privacy_url"]),
            **rows.provenance(row["source_url"], row["observed_on"]),
            "note": note or (_GATEWAY_NOTE if gateway_says else None),
        }
    )


def _headquarters(row: rows.Row) -> rows.Record | None:
    country = rows.known(row.get("headquarters_country"))
    if not country or row["provider_id"] in COUNTRY_OF_CONTRACT_ONLY:
        return None
    found = rows.provenance(row["source_url"], row["observed_on"])
    return rows.known_fields({"country": country.lower(), **found})


def _terms(row: rows.Row, limits: str | None) -> rows.Record:
    graded = ("yes", "no", "conditional")
    indemnity = "conditional" if row["ip_indemnity"] == "enterprise" else row["ip_indemnity"]
    secondary = grade(row["source_url"]) == "secondary" and "OpenTermsArchive" not in str(row)
    return rows.known_fields(
        {
            "commercial_use": rows.one_of(row["commercial_use"], graded),
            "output_ownership": rows.one_of(row["output_ownership"], ("user", "provider")),
            "outputs_may_train_other_models": rows.one_of(
                row["may_train_competing_models_on_outputs"], graded
            ),
            "ip_indemnity": rows.one_of(indemnity, graded),
            "limits": limits,
            **rows.provenance(row["terms_url"] or row["source_url"], row["observed_on"]),
            "via": rows.first_url(row["source_url"]),
            "note": "Read from somebody else's account of the terms." if secondary else None,
        }
    )


def _deprecation_lists(facts: Path) -> dict[str, rows.Record]:
    """The lists above, each with the newest day on which a row was read from it."""
    newest: dict[str, str] = {}
    for row in rows.read_rows(facts, "lifecycle.csv"):
        name, day = row["provider"], row["observed_on"]
        page = DEPRECATION_LISTS.get(name)
        if page and day and row["source_url"].startswith(page):
            newest[name] = max(newest.get(name, ""), day)
    return {
        name: {"source": DEPRECATION_LISTS[name], "observed": day} for name, day in newest.items()
    }


def _aliases(facts: Path) -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in rows.read_rows(facts, "provider-aliases.csv"):
        if row["alias"] not in names[row["provider_id"]]:
            names[row["provider_id"]].append(row["alias"])
    return names


def _base_url(cell: str) -> str | None:
    """The address, or None where it holds a variable that only an account fills in."""
    return None if "${" in cell else rows.first_url(cell)


def _notes(table: str, *keys: str) -> dict[str, str]:
    return {
        " ".join(row[key] for key in keys): row["note"]
        for row in rows.read_rows(rows.TABLES, table)
    }
