"""The upstreams `fmselect catalog sync` can read, by name. To add one is to add a line."""

from __future__ import annotations

from fmselect.upstream import genai_prices, litellm, models_dev, openrouter
from fmselect.upstream.proposals import Upstream

UPSTREAMS: dict[str, Upstream] = {
    "genai-prices": genai_prices.read,
    "litellm": litellm.read,
    "models-dev": models_dev.read,
    "openrouter": openrouter.read,
}
ADDRESSES: dict[str, str] = {
    "genai-prices": genai_prices.ADDRESS,
    "litellm": litellm.ADDRESS,
    "models-dev": models_dev.ADDRESS,
    "openrouter": openrouter.ADDRESS,
}
"""Where each upstream's file is served; also the `via` of facts from a file of unknown origin."""
