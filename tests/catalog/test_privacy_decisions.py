"""The decision table of privacy: every provider of the catalog, and every tier that differs."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog.load import load_catalog_files
from fmselect.catalog.offer_facts import privacy
from fmselect.domain import records
from fmselect.domain.requirements import Constraints, PrivacyConstraints, Requirements, Workload
from fmselect.engine.limits_privacy import PRIVACY
from fmselect.engine.subject import assess
from fmselect.engine.verdict import Situation, Verdict
from tests.support.memory_catalog import candidate, language_task

CATALOG = Path(__file__).parents[2] / "catalog"
LIMITS: tuple[tuple[str, dict[str, Any], float], ...] = (
    ("privacy.no_training", {"no_training": True}, 0.0),
    ("privacy.max_retention_days", {"max_retention_days": 0.0}, 0.0),
    ("privacy.max_retention_days", {"max_retention_days": 30.0}, 0.0),
    ("privacy.max_retention_days", {"max_retention_days": 0.0}, 0.5),
    ("privacy.regions", {"regions": ("eu",)}, 0.0),
    ("privacy.regions", {"regions": ("us",)}, 0.0),
    ("privacy.certifications", {"certifications": ("soc2",)}, 0.0),
    ("privacy.exclude_headquarters", {"exclude_headquarters": ("cn",)}, 0.0),
)
"""Limit, how it is stated, and the share of the workload that goes in batches: one for each letter
of the table."""

TABLE = {
    "ai21": "UUUUUUUP",
    "ai21@via-openrouter": "PUUUUUUP",
    "alibaba": "PPPPCFPU",
    "alibaba@assistant-api": "PUUUFFPU",
    "amazon-bedrock": "PCPUCCPP",
    "amazon-bedrock@covered-models": "PFPFCCPP",
    "amazon-bedrock@openai-models": "PCPUCCPP",
    "anthropic": "PCCFUCPP",
    "anthropic@covered-models": "PFCFUCPP",
    "anthropic@consumer": "CFPFFPUP",
    "arcee-ai": "UUUUUUUP",
    "arcee-ai@via-openrouter": "PUUUFPUP",
    "assemblyai": "CCCUCPPU",
    "assemblyai@enterprise": "PCPUUUPU",
    "azure": "PCPUCCPP",
    "azure@covered-models": "PFPFFFUU",
    "azure@claude": "PUUUFFUU",
    "azure@claude-on-azure": "PUUUFCUU",
    "azure@fireworks": "UUUUFCUU",
    "azure@api-paid-global-deployment": "PCCUFFPP",
    "baseten": "PPPPUUPP",
    "baseten@async": "PUUUUUPP",
    "black-forest-labs": "UCCUUUUP",
    "cerebras": "PPPPFFUP",
    "cloudflare-ai-gateway": "UUUUFFUU",
    "cloudflare-workers-ai": "PUUUFFUP",
    "cohere": "CCPUUUPP",
    "cohere@api-free": "CUUUUUUP",
    "cohere@private-deployment": "PPPPPPUP",
    "coreweave": "PPPPUUUU",
    "databricks": "PFPFCCUU",
    "databricks@provisioned-throughput": "UUUUCCUU",
    "databricks@assistive-features": "UUUUUUUU",
    "deepgram": "CCCUCCPU",
    "deepinfra": "PPPUUUUP",
    "deepinfra@pass-through-models": "UUUUUUUU",
    "deepseek": "FUUUFFUF",
    "deepseek@consumer": "CUUUFFUF",
    "eden-ai": "UUUUUUUU",
    "elevenlabs": "FCCUCPPU",
    "fal": "FUUUUUUU",
    "fireworks-ai": "PPPPUUPU",
    "fireworks-ai@responses-api": "PCPUUUPU",
    "fireworks-ai@enterprise": "PPPPUUPU",
    "fireworks-ai@proprietary-models": "FUUUUUUU",
    "github-models": "UUUUUUUU",
    "github-models@playground": "UUUUFFUU",
    "google": "PCCUFFUP",
    "google@api-free": "FFFFFFUP",
    "google@api-free-eea-ch-uk": "PCCUFFUP",
    "google-vertex": "PCCUCCPP",
    "google-vertex-anthropic": "PCCUCCPP",
    "google-vertex-anthropic@covered-models": "PFPFCCPP",
    "groq": "PCPFUUPP",
    "helicone": "UFFFUUUU",
    "helicone@api-free": "UFUFUUUU",
    "helicone@enterprise": "UUUUUUUU",
    "huggingface": "UUUUUUUU",
    "huggingface@dedicated-endpoints": "UUUUUUUU",
    "ionos": "PUUUPFUP",
    "ionstream": "UUUUUUUP",
    "ionstream@via-openrouter": "PPPPFPUP",
    "jina": "FUUUUUUU",
    "liquid": "FUUUUUUU",
    "llama": "PUUUUUUP",
    "llama@api-preview": "PUUUUUUP",
    "llama@api-paid-contributor": "FUUUUUUP",
    "martian": "FUUUUUUU",
    "midjourney": "UUUUUUUU",
    "midjourney@consumer": "FUUUUUUU",
    "minimax": "UUUUUUUU",
    "minimax@via-openrouter": "PUUUFPUU",
    "mistral": "PCPUCUUP",
    "mistral@api-free": "CFPFUUUP",
    "mistral@labs-models": "FUUUFFUP",
    "moonshotai": "UUUUUUUU",
    "moonshotai@via-openrouter": "PPPPFFUU",
    "moonshotai-cn": "FUUUFFUF",
    "morph": "UUUUUUUP",
    "morph@via-openrouter": "PPPPFPUP",
    "murf-ai": "UUUUFFUU",
    "nebius": "CCCUPFUP",
    "nextbit": "UUUUUUUP",
    "nextbit@via-openrouter": "PPPPPFUP",
    "novita-ai": "UUUUUUUP",
    "novita-ai@via-openrouter": "PPPPUUUP",
    "nvidia": "UUUUUUUP",
    "nvidia@api-free": "FUUUFPUP",
    "ollama-cloud": "PPPPUUUU",
    "openai": "PCPUCCPP",
    "openai@consumer": "CUUUFFUP",
    "openrouter": "CCCUUCUU",
    "openrouter@api-free": "FUUUFFUU",
    "openrouter@covered-models": "UFUFUUUU",
    "openrouter@enterprise": "UUUUUUUU",
    "openrouter@logging-discount": "FUUUFFUU",
    "ovhcloud": "PPPPPFUP",
    "perplexity": "PPPPUUUU",
    "perplexity@models-of-others": "UUUUUUUU",
    "perplexity@consumer": "CUUUUUUU",
    "portkey": "UUUUUUUU",
    "portkey@api-free": "UUUUUUUU",
    "replicate": "UFPFUUUU",
    "replicate@playground": "UUUUUUUU",
    "requesty": "UUUUUUUU",
    "sambanova": "PPPPUUUP",
    "scaleway": "PCPCPFUP",
    "snowflake-cortex": "PUUUCCUU",
    "stabilityai": "FUUUUUUP",
    "togetherai": "PCCUFFPP",
    "togetherai@pass-through-models": "UUUUUUUU",
    "vercel": "UUUUFFUU",
    "voyageai": "CUUUUUUU",
    "voyageai@api-free": "FUUUUUUU",
    "wandb": "PPPPUUUP",
    "wandb@via-openrouter": "PUUUFPUP",
    "xai": "PCPFFFPP",
    "zai": "PPPPFFUU",
    "zhipuai": "FUUUFFUF",
}
"""Provider, or provider@tier where it is not the default one and no customer of the default one
could have it instead -> Pass, Conditional, Unknown, Fail under each limit. Read off the records of
`catalog/providers`, which are read off the providers' pages."""

STATUS = {"P": "pass", "C": "conditional", "U": "unknown", "F": "fail"}


@cache
def providers() -> dict[str, records.Provider]:
    """The providers of the catalog."""
    found: dict[str, records.Provider] = load_catalog_files([CATALOG]).records("providers")
    return found


def judged(name: str, limit: dict[str, Any], batch_share: float, row: str) -> Verdict:
    """The verdict of one limit on an offer of one tier."""
    provider, _, tier = row.partition("@")
    workload = Workload(batch_share=batch_share)
    constraints = Constraints(privacy=PrivacyConstraints(**limit))
    requirements = Requirements("chat", workload=workload, constraints=constraints)
    situation = Situation(requirements, language_task(), date(2026, 11, 24))
    (constraint,) = [one for one in PRIVACY if one.name == name]
    item = candidate("p/lab/m", privacy=privacy(providers()[provider], tier or None))
    subject = assess([item], workload, "language")[0]
    return constraint.prepare(constraint.limit(situation), situation)(subject)


def test_the_table_is_complete() -> None:
    """Every provider has a row, and every tier of its own that an offer may name."""
    wanted = set()
    for id_, provider in providers().items():
        wanted.add(id_)
        wanted |= {
            f"{id_}@{entry.tier}"
            for entry in provider.data_handling
            if not entry.default and not entry.instead_of and entry.tier != "batch"
        }
    assert set(TABLE) == wanted


@pytest.mark.parametrize("row", TABLE)
def test_every_row(row: str) -> None:
    """Each provider is judged as the table says."""
    found = {at: judged(*limit, row).status for at, limit in enumerate(LIMITS)}
    assert found == {at: STATUS[letter] for at, letter in enumerate(TABLE[row])}


@pytest.mark.parametrize(
    ("row", "limit", "condition"),
    [
        ("amazon-bedrock", 1, "zero-retention-setting"),
        ("amazon-bedrock@openai-models", 1, "zero-retention-addendum"),
        ("anthropic", 1, "zero-retention-addendum+flagged-content"),
        ("anthropic", 2, "flagged-content"),
        ("scaleway", 1, "flagged-content"),
        ("openrouter", 0, "zero-retention-setting"),
        ("mistral", 4, "tier:api-paid-eu-endpoint"),
        ("azure", 4, "tier:api-paid-data-zone+region-choice"),
        ("openai", 4, "zero-retention-addendum+enterprise-region-choice"),
        ("alibaba", 4, "tier:api-paid-eu-mode"),
        ("azure@claude-on-azure", 5, "tier:claude-us-data-zone"),
        ("azure@fireworks", 5, "tier:fireworks-us-data-zone"),
    ],
)
def test_what_would_make_it_qualify(row: str, limit: int, condition: str) -> None:
    """A conditional verdict names the setting, the terms or the endpoint that improves it."""
    assert judged(*LIMITS[limit], row).condition == condition


def test_batches_lie_outside_zero_retention() -> None:
    """At OpenAI zero retention can be agreed for requests, and nothing is known for batches."""
    single, batched = judged(*LIMITS[1], "openai"), judged(*LIMITS[3], "openai")
    assert (single.status, batched.status) == ("conditional", "unknown")
    assert batched.reason.startswith("in batches: ")


def test_who_serves_through_a_cloud_is_not_judged_by_what_the_cloud_says_of_itself() -> None:
    """Azure sells what Fireworks and Anthropic process; neither is certified as Azure is."""
    table = {tier: privacy(providers()["azure"], tier) for tier in (None, "claude", "fireworks")}
    assert "fedramp-high" in (table[None].certifications or ())
    assert table["claude"].certifications is None
    assert "fedramp-high" not in (table["fireworks"].certifications or ())
    for tier in ("claude", "fireworks"):
        assert judged(*LIMITS[2], f"azure@{tier}").status == "unknown"
        assert judged(*LIMITS[4], f"azure@{tier}").status == "fail"


def test_a_gateway_does_not_speak_for_the_hosts_behind_it() -> None:
    """A gateway that keeps nothing itself proves nothing, unless its setting binds the hosts."""
    assert providers()["vercel"].data_handling[0].retention_days == 0
    assert judged(*LIMITS[1], "vercel").status == "unknown"
    assert "hosts behind this gateway" in judged(*LIMITS[1], "vercel").reason
