"""What the vectors of a corpus take, and the length they are stored at."""

from __future__ import annotations

from typing import Any

import pytest

from fmselect.domain.candidate import Vector
from fmselect.domain.requirements import Constraints, Requirements, Workload
from fmselect.engine.vectors import (
    SHORTER_VECTORS,
    chunks_a_document,
    index_of,
    stored_dimensions,
)
from tests.support.memory_catalog import candidate

MILLION = Workload(corpus_documents=1e6, tokens_per_document=500.0)


@pytest.mark.parametrize(
    ("kept", "gib"), [(None, 3.814697265625), ("int8", 0.95367431640625), ("binary", 0.1192092896)]
)
def test_a_million_documents(kept: str | None, gib: float) -> None:
    """1,000,000 x 1,024 x 4 bytes / 2^30 = 3.81 GiB; a quarter as int8, 1/32 as binary."""
    item = candidate("a/l/x", vector=Vector(1024))
    index = index_of(item, MILLION._replace(vector_type=kept), 1024)
    assert index is not None
    assert index.gib == pytest.approx(gib)


@pytest.mark.parametrize(("tokens", "chunks"), [(1.0, 1), (512.0, 1), (513.0, 2), (1025.0, 3)])
def test_a_long_document_becomes_several_vectors(tokens: float, chunks: int) -> None:
    """As many as it takes at the input limit of 512 tokens."""
    item = candidate("a/l/x", context_tokens=512)
    assert chunks_a_document(item, Workload(tokens_per_document=tokens)) == chunks


def test_late_interaction_keeps_a_vector_for_every_token() -> None:
    """500 tokens are 500 vectors, whatever the input limit."""
    item = candidate("a/l/x", features={"multi-vector": True})
    assert chunks_a_document(item, MILLION) == 500


@pytest.mark.parametrize(
    "facts", [{"context_tokens": None}, {"features": {"sparse-embedding": True}}], ids=str
)
def test_an_index_nobody_can_work_out_is_unknown(facts: dict[str, Any]) -> None:
    """No input limit, or vectors without a length of their own."""
    assert index_of(candidate("a/l/x", **facts), MILLION, 1024) is None


def test_no_corpus_has_no_index() -> None:
    """Its size is not taken for zero."""
    assert index_of(candidate("a/l/x"), Workload(tokens_per_document=500.0), 1024) is None


@pytest.mark.parametrize(
    ("limits", "agrees", "stored"),
    [
        (Constraints(max_dimensions=600.0), True, 512),
        (Constraints(max_dimensions=600.0), False, 1024),
        (Constraints(max_index_gib=1.0), True, 256),
        (Constraints(max_dimensions=600.0, max_index_gib=1.0), True, 256),
        (Constraints(max_dimensions=100.0), True, 1024),
        (Constraints(), True, 1024),
    ],
)
def test_vectors_are_cut_only_as_far_as_a_limit_asks(
    limits: Constraints, *, agrees: bool, stored: int
) -> None:
    """And only where the user agrees: 512 dimensions are 1.91 GiB, 256 are 0.95."""
    item = candidate("a/l/x", vector=Vector(1024, (256, 512)))
    accept = (SHORTER_VECTORS,) if agrees else ()
    asked = Requirements("embedding", workload=MILLION, constraints=limits, accept=accept)
    assert stored_dimensions(item, asked) == stored
