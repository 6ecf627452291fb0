"""Which spellings of a model id in the given facts are one model.

Every reader of a CSV passes its model ids through `canonical_model_id`, so that a model, its
offers and its results meet under one id.
"""

from __future__ import annotations

FOLDED: dict[str, str] = {
    "alibaba/qwen-vl-7b-chat": "alibaba/qwen-vl-chat",
    "anthropic/claude-haiku-4-5-20251001": "anthropic/claude-haiku-4-5",
    "anthropic/claude-opus-4-1-20250805": "anthropic/claude-opus-4-1",
    "anthropic/claude-opus-4-20250514": "anthropic/claude-opus-4-0",
    "anthropic/claude-opus-4-5-20251101": "anthropic/claude-opus-4-5",
    "anthropic/claude-sonnet-4-20250514": "anthropic/claude-sonnet-4-0",
    "anthropic/claude-sonnet-4-5-20250929": "anthropic/claude-sonnet-4-5",
    "black-forest-labs/flux-dev": "black-forest-labs/flux.1-dev",
    "cohere/aya-vision-32b": "cohere/c4ai-aya-vision-32b",
    "cohere/aya-vision-8b": "cohere/c4ai-aya-vision-8b",
    "cohere/cohere-embed-v5-fast": "cohere/embed-v5.0-fast",
    "cohere/cohere-embed-v5-pro": "cohere/embed-v5.0-pro",
    "cohere/cohere-rerank-v3-english": "cohere/rerank-english-v3.0",
    "cohere/cohere-rerank-v3-multilingual": "cohere/rerank-multilingual-v3.0",
    "cohere/cohere-rerank-v4.0-fast": "cohere/rerank-v4.0-fast",
    "cohere/cohere-rerank-v4.0-pro": "cohere/rerank-v4.0-pro",
    "cohere/embed-english-light-v3.0": "cohere/cohere-embed-english-light-v3.0",
    "cohere/embed-english-v3.0": "cohere/cohere-embed-english-v3.0",
    "cohere/embed-multilingual-light-v3.0": "cohere/cohere-embed-multilingual-light-v3.0",
    "cohere/embed-multilingual-v3.0": "cohere/cohere-embed-multilingual-v3.0",
    "cohere/embed-v4.0": "cohere/cohere-embed-v4.0",
    "databricks/dolly-2.0-12b": "databricks/dolly-v2-12b",
    "deepseek/deepseek-chat-v2.5": "deepseek/deepseek-v2.5",
    "deepseek/deepseek-v2-chat": "deepseek/deepseek-v2",
    "google/gemini-3-pro-image-preview": "google/gemini-3-pro-image",
    "google/gemini-3.1-flash-image-preview": "google/gemini-3.1-flash-image",
    "google/multimodalembedding@001": "google/multimodalembedding",
    "google/nano-banana-pro-preview": "google/gemini-3-pro-image",
    "google/semantic-ranker-default@latest": "google/semantic-ranker-default",
    "google/semantic-ranker-fast@latest": "google/semantic-ranker-fast",
    "huggingface/zephyr-7b": "huggingface/zephyr-7b-beta",
    "llava-vl/llava-next-13b": "llava-vl/llava-v1.6-vicuna-13b",
    "llava-vl/llava-next-mistral-7b": "llava-vl/llava-v1.6-mistral-7b",
    "llava-vl/llava-next-vicuna-7b": "llava-vl/llava-v1.6-vicuna-7b",
    "microsoft/phi-3-medium-14b": "microsoft/phi-3-medium-4k-instruct",
    "microsoft/phi-3-mini-3.8b-instruct": "microsoft/phi-3-mini-4k-instruct",
    "microsoft/phi-3-small-7.4b": "microsoft/phi-3-small-8k-instruct",
    "mistral/codestral-22b-v0.1": "mistral/codestral-2405",
    "mistral/codestral-22b-v0.1-q4-k-m": "mistral/codestral-2405",
    "mistral/mistral-7b-v0.1": "mistral/mistral-7b",
    "mistral/mixtral-8x22b-instruct-v0.1": "mistral/mixtral-8x22b",
    "mistral/mixtral-8x22b-v0.1": "mistral/mixtral-8x22b-base",
    "mistral/mixtral-8x7b-instruct-v0.1": "mistral/mixtral-8x7b",
    "mistral/open-mistral-nemo-2407": "mistral/mistral-nemo",
    "mistral/open-mixtral-8x22b": "mistral/mixtral-8x22b",
    "mistral/open-mixtral-8x7b": "mistral/mixtral-8x7b",
    "mistral/pixtral-large-latest": "mistral/pixtral-large-2411",
    "nvidia/llama-3.1-nemotron-70b-instruct-hf": "nvidia/llama-3.1-nemotron-70b-instruct",
    "openai/gpt-4o-mini-transcribe-2025-03-20": "openai/gpt-4o-mini-transcribe",
    "openai/gpt-4o-mini-tts-2025-03-20": "openai/gpt-4o-mini-tts",
    "openai/gpt-image-1.5-2025-12-16": "openai/gpt-image-1.5",
    "openai/gpt-image-2-2026-04-21": "openai/gpt-image-2",
    "openai/gpt-image-2.5-flare-2026-09-08": "openai/gpt-image-2.5-flare",
    "openai/gpt-image-2.5-sunburst-2026-09-08": "openai/gpt-image-2.5-sunburst",
    "openai/text-embedding-ada-002-v2": "openai/text-embedding-ada-002",
    "stabilityai/sd3": "stabilityai/stable-diffusion-3-large",
    "stabilityai/sd3-large": "stabilityai/stable-diffusion-3-large",
    "stabilityai/sd3-large-turbo": "stabilityai/stable-diffusion-3-large-turbo",
    "xai/grok-4-20": "xai/grok-4.20",
}
"""A second spelling -> the id kept: same Hugging Face repository, or a dated twin."""

NOT_ONE_MODEL: frozenset[str] = frozenset(
    {
        "elevenlabs/api-streaming-output",
        "elevenlabs/api-websocket",
        "google/gemini-1.5-flash-latest",
        "google/gemini-1.5-pro-latest",
        "google/gemini-flash-latest",
        "google/gemini-flash-lite-latest",
        "mistral/codestral-latest",
        "mistral/devstral-medium-latest",
        "mistral/magistral-medium-latest",
        "mistral/mistral-large-latest",
        "mistral/mistral-medium-latest",
        "mistral/mistral-small-latest",
        "openai/chatgpt-image-latest",
    }
)
"""Names that stood for different models at different times, and ways of calling any model."""


def canonical_model_id(model_id: str) -> str:
    """The id under which the catalog keeps a model; lower case, second spellings folded.

    A blank id stays blank, and a moving name becomes blank: nobody can tell which model the row
    is about.
    """
    lowered = model_id.strip().lower()
    if lowered in NOT_ONE_MODEL:
        return ""
    return FOLDED.get(lowered, lowered)
