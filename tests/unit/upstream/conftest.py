"""Small cuts of the upstreams' files, and a small catalog to merge them into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fmselect.catalog.write import dump_record
from fmselect.upstream.proposals import Origin, Proposals
from fmselect.upstream.registry import UPSTREAMS

FIXTURES = Path(__file__).parents[2] / "fixtures" / "upstream"
FILES = {
    "genai-prices": "genai_prices.json",
    "litellm": "litellm.json",
    "models-dev": "models_dev_api.json",
    "models-dev-models": "models_dev_models.json",
    "openrouter": "openrouter.json",
    "openrouter-endpoints": "openrouter_endpoints.json",
    "lmarena": "lmarena.json",
    "epoch": "epoch.csv",
    "mteb": "mteb.json",
    "artificial-analysis": "artificial_analysis.json",
}
ORIGIN = Origin(via="pkg:pypi/example@1.0", observed="2026-11-09")
MODELS = {
    "anthropic/claude-sonnet-4-5": "language",
    "cohere/command-r-03-2024": "language",
    "cohere/command-r-08-2024": "language",
    "cohere/rerank-v3.5": "reranker",
    "deepgram/nova-3": "speech-to-text",
    "deepseek/deepseek-v3.2": "language",
    "deepseek/deepseek-v4-pro": "language",
    "google/gemini-2.5-pro": "language",
    "openai/gpt-5": "language",
    "openai/gpt-image-1": "image-generation",
    "openai/gpt-oss-120b": "language",
    "openai/text-embedding-3-small": "embedding",
    "openai/tts-1": "text-to-speech",
    "openai/whisper-1": "speech-to-text",
}
PROVIDERS = (
    "amazon-bedrock azure cohere deepgram deepseek fireworks-ai google nvidia openai openrouter"
)


@pytest.fixture
def upstream_file() -> Callable[[str], Path]:
    """The cut of an upstream's file."""
    return lambda source: FIXTURES / FILES[source]


@pytest.fixture
def read(upstream_file: Callable[[str], Path]) -> Callable[[str], Proposals]:
    """What the cut of an upstream's file proposes."""

    def read_source(source: str) -> Proposals:
        text = upstream_file(source).read_text(encoding="utf-8")
        return UPSTREAMS[source](text, FILES[source], ORIGIN)

    return read_source


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A catalog that knows a dozen models and ten providers, and no offer."""
    for model_id, kind in MODELS.items():
        path = tmp_path / "models" / f"{model_id}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        record = {"name": model_id.partition("/")[2], "type": kind}
        path.write_text(dump_record("models", record), encoding="utf-8")
    (tmp_path / "providers").mkdir()
    for provider in PROVIDERS.split():
        record = {"name": provider, "kind": "lab"}
        path = tmp_path / "providers" / f"{provider}.yaml"
        path.write_text(dump_record("providers", record), encoding="utf-8")
    return tmp_path
