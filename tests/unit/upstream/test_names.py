"""Names match exactly after the stated normalisations, and never otherwise."""

from __future__ import annotations

import pytest

from fmselect.upstream.bedrock import geography, model_names
from fmselect.upstream.fireworks import model_name
from fmselect.upstream.names import NameIndex, served_as


@pytest.fixture
def index() -> NameIndex:
    """An index of a few models with dated twins, aliases and a repository."""
    index = NameIndex()
    index.add("openai/gpt-4o")
    index.add("openai/gpt-4o-2024-05-13")
    index.add("openai/gpt-5", ["gpt5"])
    index.add("anthropic/claude-sonnet-4-5", ["claude-4.5-sonnet"])
    index.add("alibaba/qwen3-32b")
    index.add("alibaba/qwen-plus")
    index.add("alibaba/qwen-plus-2025-04-28")
    index.add("meta/llama-4-scout-17b-instruct", ["meta-llama/Llama-4-Scout-17B-16E-Instruct"])
    index.add("deepgram/whisper")
    index.add("openai/whisper")
    return index


@pytest.mark.parametrize(
    ("name", "model_id"),
    [
        ("GPT-5", "openai/gpt-5"),
        ("gpt5", "openai/gpt-5"),
        ("gpt-5-2025-08-07", "openai/gpt-5"),
        ("openai/gpt-5", "openai/gpt-5"),
        ("claude-sonnet-4.5", "anthropic/claude-sonnet-4-5"),
        ("claude-sonnet-4-5@20250929", "anthropic/claude-sonnet-4-5"),
        ("anthropic/claude-4.5-sonnet", "anthropic/claude-sonnet-4-5"),
        ("Qwen/Qwen3-32B", "alibaba/qwen3-32b"),
        ("qwen3-32b-maas", "alibaba/qwen3-32b"),
        ("meta-llama/Llama-4-Scout-17B-16E-Instruct", "meta/llama-4-scout-17b-instruct"),
        ("gpt-4o-2024-05-13", "openai/gpt-4o-2024-05-13"),
    ],
)
def test_known_spellings_find_their_model(index: NameIndex, name: str, model_id: str) -> None:
    """Case, separators, namespace, packaging and the date of the only twin do not matter."""
    assert index.find(name) == model_id


@pytest.mark.parametrize(
    "name",
    [
        "gpt-5-mini",
        "gpt-50",
        "gpt-",
        "gpt-5x",
        "qwen3-32b-instruct",
        "somebody/qwen3-32b",
        "qwen-plus-2025-07-28",
        "gpt-4o-2024-08-06",
        "whisper",
        "",
    ],
)
def test_anything_else_finds_nothing(index: NameIndex, name: str) -> None:
    """No near name, no other lab's, no dated snapshot of a moving name, no shared slug."""
    assert index.find(name) is None


def test_a_full_id_finds_its_model_even_where_the_slug_is_shared(index: NameIndex) -> None:
    """Two labs may use one slug; each id still means one model."""
    assert index.find("deepgram/whisper") == "deepgram/whisper"
    assert index.find("openai/whisper") == "openai/whisper"


@pytest.mark.parametrize(
    ("name", "provider", "expected"),
    [
        ("zai-org/GLM-5.3-Fast", "baseten", ("zai-org/glm-5-3", "fast")),
        ("qwen3-coder-next-fp8", "togetherai", ("qwen3-coder-next", "fp8")),
        ("deepseek-r1-turbo", "deepinfra", ("deepseek-r1", "turbo")),
        ("gpt-4-turbo", "openai", None),
        ("glm-5.3-flash", "baseten", None),
    ],
)
def test_how_a_model_is_served_is_a_tier(
    name: str, provider: str, expected: tuple[str, str] | None
) -> None:
    """`turbo` counts only at hosts that mean a deployment by it."""
    assert served_as(name, provider) == expected


def test_bedrock_ids_give_lab_and_model() -> None:
    """Geography, date and version are taken apart."""
    assert geography("eu.anthropic.claude-opus-4-8") == "eu"
    assert geography("anthropic.claude-opus-4-8") is None
    assert model_names("us.meta.llama3-1-8b-instruct-v1:0")[-1] == "meta/llama-3.1-8b-instruct"
    assert "mistral/mistral-7b-instruct-v0:2" in model_names("mistral.mistral-7b-instruct-v0:2")
    assert model_names("deepseek.v3-v1:0") == ("deepseek/deepseek-v3.1",)
    assert model_names("deepseek.v3.2")[0] == "deepseek/deepseek-v3.2"


def test_fireworks_names_have_points_again() -> None:
    """`v3p1` is 3.1, and the account is no namespace."""
    assert model_name("accounts/fireworks/models/llama-v3p1-8b-instruct") == "llama-3.1-8b-instruct"
    assert model_name("glm-5p3-flash") == "glm-5.3-flash"
    assert model_name("gpt-oss-120b") == "gpt-oss-120b"
