"""Entries of upstreams that somebody has looked at and found wrong: they propose nothing.

Each names the entry exactly; when the upstream corrects it, its line here goes.
"""

from __future__ import annotations

REFUSED: dict[tuple[str, str, str], str] = {
    ("models-dev", "helicone", "mistral-nemo"): (
        "20 and 40 dollars where every other provider asks less than 1"
    ),
    ("litellm", "google-vertex", "mistral-nemo@latest"): (
        "3 dollars where every other provider asks less than 0.2"
    ),
    ("litellm", "google-vertex", "mistral-nemo@2407"): (
        "3 dollars where every other provider asks less than 0.2"
    ),
    ("litellm", "azure", "Meta-Llama-3-70B-Instruct"): (
        "output cheaper than input: the two are exchanged or wrong"
    ),
    ("models-dev", "cloudflare-ai-gateway", "openai/gpt-3.5-turbo"): (
        "reading the cache costs more than input"
    ),
    ("models-dev", "zhipuai", "glm-5v-turbo"): "the number is in yuan",
    ("models-dev", "vercel", "deepseek/deepseek-v3"): (
        "the name is that of V3 and the entry is about V3 0324"
    ),
    ("models-dev", "helicone", "deepseek-r1-distill-llama-70b"): (
        "a twentieth of every other provider's"
    ),
    ("litellm", "cohere", "embed-multilingual-light-v3.0"): (
        "a hundred dollars where the like of it cost a tenth of one: a slip of the unit"
    ),
    ("models-dev", "scaleway", "whisper-large-v3"): "a price per minute of audio, given per token",
    ("models-dev", "wandb", "Qwen/Qwen3-235B-A22B-Thinking-2507"): (
        "the price of the Instruct model of that name"
    ),
}
"""Upstream, our provider and the provider's name for the model -> what is wrong."""
