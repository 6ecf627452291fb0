"""How large the index of a corpus is: what the vectors of its documents take, and nothing else.

With `D` documents of `t` tokens each, an input limit of `c` tokens, vectors of `d` numbers and
`b` bits a number::

    chunks = ceil(t / c)                    a document longer than the limit is cut up;
             ceil(t) where a model keeps a vector for every token
    index  = D x chunks x ceil(d x b / 8)   bytes

`b` is 32 as `float32`, which models give; 8 as `int8` and 1 as `binary`, where the user stores
them so. Ids, texts and the graph of an approximate search come on top: they depend on the store.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from fmselect.domain.candidate import Candidate, Vector
from fmselect.domain.requirements import Requirements, Workload
from fmselect.tuples import NamedTuple

BITS = {"float32": 32, "int8": 8, "binary": 1}
"""How a number is kept -> its bits."""

SHORTER_VECTORS = "shorter-vectors"
"""The condition a user accepts by cutting vectors to a length their maker says they may have."""

GIB = 2**30


class Index(NamedTuple):
    """The stored vectors of a corpus.

    Attributes:
        documents: In the corpus.
        chunks: Vectors a document.
        dimensions: Numbers a vector.
        bits: Bits a number.
    """

    documents: float
    chunks: int
    dimensions: int
    bits: int

    @property
    def gib(self) -> float:
        """Its size in GiB (2^30 bytes)."""
        return self.documents * self.chunks * ceil(self.dimensions * self.bits / 8) / GIB


def chunks_a_document(candidate: Candidate, workload: Workload) -> int | None:
    """Vectors one document becomes; None where its length or the input limit is not known.

    A model that keeps a vector for every token (late interaction) has as many as there are tokens.
    A sparse vector has no length of its own.
    """
    tokens, longest = workload.tokens_per_document, candidate.context_tokens
    if tokens is None or candidate.features.get("sparse-embedding"):
        return None
    if candidate.features.get("multi-vector"):
        return max(1, ceil(tokens))
    return None if longest is None else max(1, ceil(tokens / longest))


def index_of(
    candidate: Candidate, workload: Workload, dimensions: int, *, at_least: bool = False
) -> Index | None:
    """The index of the corpus with vectors of a length; None where it is not known.

    Args:
        candidate: The offer, for its input limit.
        workload: The corpus and how it is stored.
        dimensions: Numbers a vector.
        at_least: Count one vector a document where the number is not known: no index is smaller.
    """
    documents, chunks = workload.corpus_documents, chunks_a_document(candidate, workload)
    if chunks is None and at_least:
        chunks = 1
    if documents is None or chunks is None:
        return None
    return Index(documents, chunks, dimensions, BITS[workload.vector_type or "float32"])


def longest_that(vector: Vector, fits: Callable[[int], bool]) -> int | None:
    """The longest length the vectors may have that fits; None where none does."""
    return next((n for n in (vector.dimensions, *reversed(vector.shorter)) if fits(n)), None)


def stored_dimensions(candidate: Candidate, requirements: Requirements) -> int | None:
    """The length vectors are stored at: whole, or cut where the user agrees and a limit asks it.

    None where the length is not known.
    """
    vector, limits = candidate.vector, requirements.constraints
    if vector is None:
        return None
    if SHORTER_VECTORS not in {name.lower() for name in requirements.accept}:
        return vector.dimensions

    def fits(dimensions: int) -> bool:
        longest, largest = limits.max_dimensions, limits.max_index_gib
        if longest is not None and dimensions > longest:
            return False
        if largest is None:
            return True
        index = index_of(candidate, requirements.workload, dimensions)
        return index is not None and index.gib <= largest

    return longest_that(vector, fits) or vector.dimensions
