"""The real catalog, each kind of model on its own terms."""

from __future__ import annotations

from typing import Any

import pytest

from fmselect.domain.requirements import Workload
from fmselect.engine.vectors import index_of
from tests.support.real_catalog import everyone, profile

MILLION_OF_1024 = 3.814697265625
"""GiB that 1,000,000 vectors of 1,024 numbers of 4 bytes take."""


def test_the_index_of_a_million_documents_at_1024_dimensions() -> None:
    """One vector a document, wherever the model takes the task's documents whole."""
    own: dict[str, Any] = dict(profile("embedding").workload)
    workload = Workload(**own)._replace(corpus_documents=1e6)
    sizes = [
        index.gib
        for item in everyone("embedding")
        if item.vector is not None
        and item.vector.dimensions == 1024
        and (item.context_tokens or 0) >= 512
        and not item.features.get("multi-vector")
        and (index := index_of(item, workload, 1024)) is not None
    ]
    assert len(sizes) >= 80
    assert set(sizes) == {MILLION_OF_1024}


@pytest.mark.parametrize(
    ("model", "whole", "shorter"),
    [
        ("openai/text-embedding-3-large", 3072, (256,)),
        ("google/gemini-embedding-001", 3072, (768, 1536)),
        ("cohere/cohere-embed-v4.0", 1536, (256, 512, 1024)),
        ("voyageai/voyage-3.5", 1024, (256, 512)),
        ("jinaai/jina-embeddings-v5-text-small", 1024, (32, 64, 128, 256, 512, 768)),
        ("alibaba/qwen3-embedding-8b", 4096, ()),
    ],
)
def test_vectors_are_as_long_as_their_sources_say(
    model: str, whole: int, shorter: tuple[int, ...]
) -> None:
    """And may be cut to the lengths these name."""
    found = {item.vector for item in everyone("embedding") if item.model == model}
    assert found == {(whole, shorter)}


def test_every_length_a_vector_is_cut_to_is_shorter() -> None:
    """And the lengths ascend, so that the longest that fits is found."""
    for item in everyone("embedding"):
        if item.vector is not None:
            lengths = (*item.vector.shorter, item.vector.dimensions)
            assert list(lengths) == sorted(set(lengths))


def test_most_embeddings_have_a_known_length() -> None:
    """A limit on dimensions is no use otherwise."""
    models = {item.model: item.vector for item in everyone("embedding")}
    assert sum(vector is not None for vector in models.values()) >= 0.85 * len(models)


def test_completion_and_agents_differ_in_evidence_workload_and_wait() -> None:
    """A completion is short and waited for; an agent reads a lot, most of it cached."""
    completion, agents = profile("coding"), profile("agentic-coding")
    assert (completion.domain, agents.domain) == ("coding", "agentic-coding")
    assert "latency" in completion.priorities
    assert "latency" not in agents.priorities
    assert agents.workload["input_tokens"] >= 5 * completion.workload["input_tokens"]
    assert agents.workload["cached_input_share"] > completion.workload["cached_input_share"]


def test_images_of_a_prompt_are_stated_by_the_vision_task() -> None:
    """As an assumption of its own, that a user can correct."""
    workload = profile("vision").workload
    assert (workload["images_per_request"], workload["image_tokens"]) == (1.0, 1000.0)
