"""Embeddings: vectors to store, a corpus to embed once, and what comes every month."""

from __future__ import annotations

from fmselect.domain.candidate import Vector
from fmselect.domain.recommendation import Measure
from fmselect.engine.cost import make_pricer
from fmselect.engine.kinds.measures import (
    Measures,
    Row,
    derived,
    feature,
    languages,
    measure,
    price_fact,
)
from fmselect.engine.vectors import Index, chunks_a_document, index_of, stored_dimensions


def measures(row: Row) -> Measures:
    """Length of the vectors, input limit, size of the index, and what the corpus costs once."""
    facts = row.facts
    known = facts.get("embedding_dimensions")
    found: Measures = {
        "dimensions": derived(
            "Length of a vector", known and known["value"], known, "dimensions", None
        ),
        "input_limit_tokens": measure(
            "Longest input",
            facts["context_tokens"],
            "tokens",
            "a longer document becomes several vectors",
        ),
        "shorter_vectors": feature(row, "matryoshka", "Vectors may be cut"),
        **_index(row),
        "corpus_usd_once": _corpus(row),
        "languages": languages(row),
    }
    shorter = facts.get("shorter_dimensions")
    if shorter and shorter["value"]:
        lengths = ", ".join(f"{length:,}" for length in shorter["value"])
        found["shorter_vectors"] = measure(
            "Vectors may be cut", {**shorter, "value": True}, "", f"to {lengths} dimensions"
        )
    return found


def _index(row: Row) -> Measures:
    """How many vectors a document becomes, how long they are stored, and what the corpus takes."""
    candidate = row.subject.candidate
    requirements = row.situation.requirements
    chunks = chunks_a_document(candidate, requirements.workload)
    dimensions = stored_dimensions(candidate, requirements)
    index = None
    if dimensions is not None:
        index = index_of(candidate, requirements.workload, dimensions)
    length = row.facts.get("embedding_dimensions")
    cut = _cut(candidate.vector, dimensions)
    size = None if index is None else index.gib
    formula = None if index is None else _formula(index)
    return {
        "stored_dimensions": derived(
            "Length that is stored", dimensions, length, "dimensions", cut
        ),
        "vectors_per_document": derived(
            "Vectors a document",
            chunks,
            row.facts["context_tokens"],
            "vectors",
            _per_document(row, chunks),
        ),
        "index_gib": derived("Index of the corpus", size, length, "GiB", formula),
    }


def _cut(vector: Vector | None, dimensions: int | None) -> str | None:
    """That vectors are not stored whole, and what that leaves open."""
    if vector is None or dimensions == vector.dimensions:
        return None
    return f"cut from {vector.dimensions:,}, as you accept; benchmark results are of whole vectors"


def _formula(index: Index) -> str:
    """How the size of an index comes about."""
    return (
        f"{index.documents:,.0f} documents x {index.chunks:,} "
        f"vector{'' if index.chunks == 1 else 's'} x {index.dimensions:,} dimensions x "
        f"{index.bits / 8:g} byte{'' if index.bits == 8 else 's'} / 2^30; vectors alone"
    )


def _per_document(row: Row, chunks: int | None) -> str | None:
    """How many vectors a document becomes, in words."""
    candidate, workload = row.subject.candidate, row.situation.requirements.workload
    if chunks is None or workload.tokens_per_document is None:
        return None
    if candidate.features.get("multi-vector"):
        return "a vector for every token"
    return f"{workload.tokens_per_document:,.0f} tokens / {candidate.context_tokens:,} a vector"


def _corpus(row: Row) -> Measure:
    """What embedding the corpus costs, once."""
    workload = row.situation.requirements.workload
    usd = note = None
    if workload.corpus_documents is not None:
        once = workload._replace(documents=workload.corpus_documents, queries=0.0)
        bill = make_pricer(once, "embedding")(row.subject.candidate.price)
        usd = bill.usd
        tokens = workload.corpus_documents * (workload.tokens_per_document or 0.0)
        note = (
            f"unknown: {bill.missing}"
            if usd is None
            else f"{tokens / 1e6:,.0f} million tokens, once; not in the cost a month"
        )
    return derived("Embedding the corpus", usd, price_fact(row), "USD once", note)
