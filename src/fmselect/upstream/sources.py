"""Where the upstreams are served: addresses, formats, limits, keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fmselect.domain.near_names import did_you_mean
from fmselect.errors import UsageError
from fmselect.upstream.addresses import checked_address

MEBIBYTE = 1024 * 1024


Pieces = Literal["one", "pages", "boards", "models", "result-files"]
ASKED_BY_NAME: frozenset[Pieces] = frozenset(("boards", "models", "result-files"))
"""Where the pieces have names of their own, so that only some of them can be asked for."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """One data set that `catalog sync` reads over the network."""

    name: str
    address: str
    """What is asked for, or, for a data set in several pieces, what their addresses start with."""
    title: str
    """What it is, for people."""
    page: str | None = None
    """What facts cite instead of the address, where that is one for machines."""
    form: Literal["json", "csv"] = "json"
    most_bytes: int = 32 * MEBIBYTE
    """Where reading stops, counted after decompression; about ten times what is served today."""
    pieces: Pieces = "one"
    """What it is put together from: see `fmselect.upstream.pieces`."""
    key_variable: str | None = None
    """The environment variable with the user's key; None where none is asked for."""
    key_header: str = "x-api-key"
    """The header that takes the key, as a bearer token where it is `Authorization`."""
    own_use: bool = False
    """Whether its terms let a user keep a copy but not this project pass one on: then it goes
    into the user's own catalog, with attribution, and never into the bundled one."""
    attribution: str | None = None
    """Whom the terms ask to name."""

    @property
    def cited(self) -> str:
        """The data set as facts name it, wherever a copy of it was read."""
        return self.page or self.address

    @property
    def address_variable(self) -> str:
        """The environment variable that names another address, such as that of a mirror."""
        return f"FMSELECT_URL_{self.name.upper().replace('-', '_')}"


_ALL = (
    Source(
        name="models-dev",
        address="https://models.dev/api.json",
        title="models.dev, offers by provider",
    ),
    Source(
        name="models-dev-models",
        address="https://models.dev/models.json",
        title="models.dev, facts about models",
    ),
    Source(
        name="genai-prices",
        address="https://raw.githubusercontent.com/pydantic/genai-prices/refs/heads/main/prices/new_data/v2/data.json",
        title="genai-prices, prices with history",
    ),
    Source(
        name="litellm",
        address="https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json",
        title="LiteLLM, prices and limits",
    ),
    Source(
        name="openrouter",
        address="https://openrouter.ai/api/v1/models",
        title="OpenRouter, models and prices",
    ),
    Source(
        name="openrouter-endpoints",
        address="https://openrouter.ai/api/v1/models",
        title="OpenRouter, speed of each provider of a model",
        pieces="models",
        key_variable="OPENROUTER_API_KEY",  # without one the speeds are left out
        key_header="Authorization",
    ),
    Source(
        name="lmarena",
        address="https://datasets-server.huggingface.co/rows",
        page="https://huggingface.co/datasets/lmarena-ai/leaderboard-dataset",
        title="LMArena, preference ratings",
        pieces="boards",
    ),
    Source(
        name="epoch",
        address="https://epoch.ai/data/eci_benchmarks.csv",
        title="Epoch AI, benchmark results",
        form="csv",
    ),
    Source(
        name="mteb",
        address="https://api.github.com/repos/embeddings-benchmark/results/contents/results",
        page="https://github.com/embeddings-benchmark/results",
        title="MTEB, results of embedding models",
        pieces="result-files",
    ),
    Source(
        name="artificial-analysis",
        address="https://artificialanalysis.ai/api/v2/language/models/free",
        title="Artificial Analysis, indices and speed",
        pieces="pages",
        key_variable="ARTIFICIAL_ANALYSIS_API_KEY",
        own_use=True,
        attribution="Artificial Analysis, https://artificialanalysis.ai/",
    ),
)
SOURCES: dict[str, Source] = {source.name: source for source in _ALL}


def source_named(name: str) -> Source:
    """The source of this name.

    Raises:
        UsageError: There is none.
    """
    if name not in SOURCES:
        near = did_you_mean(name, tuple(SOURCES))
        raise UsageError(
            f"unknown source {name!r}", hint=near or f"one of {', '.join(sorted(SOURCES))}"
        )
    return SOURCES[name]


def address_of(source: Source, url: str | None, environment: Mapping[str, str]) -> str:
    """The address to ask: `--url`, else the source's variable, else where it is served.

    Raises:
        UsageError: The address given is none that may be asked.
    """
    where = "--url" if url is not None else source.address_variable
    named = url if url is not None else environment.get(where)
    if not named:
        return source.address
    address = checked_address(named, where)
    if source.pieces == "one":
        return address
    if "?" in address:
        raise UsageError(
            f"{source.name} comes in several pieces, so its address has no parameters",
            where=where,
            hint="leave out what follows the question mark",
        )
    return address.rstrip("/")
