"""The upstreams `fmselect catalog sync` can read, by name. To add one is to add a line in each."""

from __future__ import annotations

from fmselect.upstream import (
    artificial_analysis,
    epoch,
    genai_prices,
    litellm,
    lmarena,
    models_dev,
    mteb,
    openrouter,
    openrouter_endpoints,
)
from fmselect.upstream.proposals import Upstream

UPSTREAMS: dict[str, Upstream] = {
    "models-dev": models_dev.read,
    "models-dev-models": models_dev.read,
    "genai-prices": genai_prices.read,
    "litellm": litellm.read,
    "openrouter": openrouter.read,
    "openrouter-endpoints": openrouter_endpoints.read,
    "lmarena": lmarena.read,
    "epoch": epoch.read,
    "mteb": mteb.read,
    "artificial-analysis": artificial_analysis.read,
}
ADDRESSES: dict[str, str] = {
    "models-dev": models_dev.ADDRESS,
    "models-dev-models": models_dev.MODELS_ADDRESS,
    "genai-prices": genai_prices.ADDRESS,
    "litellm": litellm.ADDRESS,
    "openrouter": openrouter.ADDRESS,
    "openrouter-endpoints": openrouter_endpoints.ADDRESS,
    "lmarena": lmarena.ADDRESS,
    "epoch": epoch.ADDRESS,
    "mteb": mteb.ADDRESS,
    "artificial-analysis": artificial_analysis.ADDRESS,
}
"""Where each upstream's file is served; also the `via` of facts from a file of unknown origin."""
