"""The index of a corpus: larger never becomes smaller, and a tighter limit never admits."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fmselect.domain.candidate import Candidate, Vector
from fmselect.domain.requirements import Constraints, Requirements, Workload
from fmselect.engine.constraints import screen
from fmselect.engine.subject import assess
from fmselect.engine.vectors import index_of
from fmselect.engine.verdict import Situation
from tests.support.memory_catalog import candidate, language_task

lengths = st.sampled_from([64, 100, 384, 768, 1024, 3072])
vectors = st.builds(
    lambda whole, shorter: Vector(whole, tuple(sorted(n for n in shorter if n < whole))),
    lengths,
    st.sets(lengths, max_size=3),
)
candidates = st.builds(
    lambda vector, limit, features: candidate(
        "a/l/x", vector=vector, context_tokens=limit, features=features
    ),
    st.none() | vectors,
    st.sampled_from([None, 256, 512, 8192]),
    st.sampled_from([{}, {"matryoshka": True}, {"multi-vector": True}]),
)
workloads = st.builds(
    Workload,
    corpus_documents=st.none() | st.floats(0, 1e8),
    tokens_per_document=st.none() | st.floats(0, 1e4),
    vector_type=st.sampled_from([None, "float32", "int8", "binary"]),
)
limits = st.builds(
    Constraints,
    max_dimensions=st.none() | st.floats(1, 4000),
    max_index_gib=st.none() | st.floats(0, 100),
)


@given(candidates, workloads, lengths, lengths)
def test_longer_vectors_never_take_less(
    item: Candidate, workload: Workload, one: int, two: int
) -> None:
    """And what is unknown at one length is at every other."""
    short, long = (index_of(item, workload, n) for n in sorted((one, two)))
    assert (short is None) == (long is None)
    if short is not None and long is not None:
        assert short.gib <= long.gib


@given(candidates, workloads, limits, st.floats(0.01, 1.0), st.booleans())
def test_a_tighter_limit_never_admits(
    item: Candidate,
    workload: Workload,
    loose: Constraints,
    factor: float,
    agrees: bool,
) -> None:
    """Whether or not the user agrees to shorter vectors."""
    tight = loose._replace(
        **{
            name: value * factor
            for name in ("max_dimensions", "max_index_gib")
            if (value := getattr(loose, name)) is not None
        }
    )
    accept = ("shorter-vectors",) if agrees else ()
    subjects = assess([item], workload, "embedding")
    admitted = [
        bool(
            screen(
                subjects,
                Situation(
                    Requirements("embedding", workload=workload, constraints=asked, accept=accept),
                    language_task(type="embedding"),
                    date(2026, 11, 24),
                ),
            ).eligible
        )
        for asked in (tight, loose)
    ]
    assert admitted != [True, False]
