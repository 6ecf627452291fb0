"""Limits on what embeddings take to store: the length of a vector, and the size of the index.

They are in force for embedding tasks and for no other.
"""

from __future__ import annotations

from math import inf

from fmselect.domain.candidate import Vector
from fmselect.domain.requirements import Workload
from fmselect.engine.limits_choice import has_feature
from fmselect.engine.subject import Subject
from fmselect.engine.vectors import SHORTER_VECTORS, index_of, longest_that
from fmselect.engine.verdict import PASS, Judge, Situation, Verdict

_UNKNOWN_LENGTH = Verdict(
    "unknown",
    reason="the length of its vectors is not known; the model's card would settle it",
)

_UNKNOWN_LENGTHS = Verdict(
    "unknown",
    reason="its vectors may be cut, but to which lengths is not known; the model's card would "
    "settle it",
)


def _cut_to_unknown_lengths(subject: Subject) -> bool:
    """Whether its maker says that vectors may be cut, and no source names a length."""
    vector = subject.candidate.vector
    named = vector is not None and vector.shorter
    return not named and bool(has_feature(subject.candidate, "matryoshka"))


def max_dimensions(limit: float, situation: Situation) -> Judge:
    """Its vectors are no longer; conditional where they may be cut to a length that is not."""
    del situation

    def judge(subject: Subject) -> Verdict:
        vector = subject.candidate.vector
        if vector is None:
            return _UNKNOWN_LENGTH
        if vector.dimensions <= limit:
            return PASS
        cut = longest_that(vector, lambda dimensions: dimensions <= limit)
        if cut is None and _cut_to_unknown_lengths(subject):
            return _UNKNOWN_LENGTHS
        over = vector.dimensions - limit
        if cut is not None:
            return Verdict("conditional", vector.dimensions, over, SHORTER_VECTORS, _if_cut(cut))
        return Verdict(
            "fail",
            vector.dimensions,
            over,
            None,
            "its vectors have {actual:,} dimensions, {short_by:,.0f} more than the {limit:,.0f} "
            "allowed",
        )

    return judge


def max_index(limit: float, situation: Situation) -> Judge:
    """The index of the corpus is no larger; conditional where shorter vectors make it so.

    Where the number of vectors is not known, an index of one a document that is too large fails.
    """
    workload = situation.requirements.workload
    if workload.corpus_documents is None:
        unstated = Verdict("unknown", reason="how many documents the corpus has is not stated")
        return lambda _: unstated

    def judge(subject: Subject) -> Verdict:
        vector = subject.candidate.vector
        if vector is None:
            return _UNKNOWN_LENGTH
        size = _gib(subject, workload, vector.dimensions)
        if size is None:
            return _judged_at_least(subject, workload, vector, limit)
        if size <= limit:
            return PASS
        cut = longest_that(vector, lambda n: (_gib(subject, workload, n) or inf) <= limit)
        if cut is not None:
            return Verdict("conditional", size, size - limit, SHORTER_VECTORS, _if_cut(cut))
        if _cut_to_unknown_lengths(subject):
            return _UNKNOWN_LENGTHS
        return _too_large(size, limit)

    return judge


def _gib(
    subject: Subject, workload: Workload, dimensions: int, *, at_least: bool = False
) -> float | None:
    """The index with vectors of a length, in GiB; None where it is not known."""
    index = index_of(subject.candidate, workload, dimensions, at_least=at_least)
    return None if index is None else index.gib


def _judged_at_least(subject: Subject, workload: Workload, vector: Vector, limit: float) -> Verdict:
    """The verdict where the number of vectors is not known: one a document is the least."""
    shortest = min((vector.dimensions, *vector.shorter))
    least = _gib(subject, workload, shortest, at_least=True) or 0.0
    if least > limit and not _cut_to_unknown_lengths(subject):
        return _too_large(_gib(subject, workload, vector.dimensions, at_least=True) or least, limit)
    return Verdict(
        "unknown",
        reason="how many vectors a document becomes is not known; the model's input limit would "
        "settle it",
    )


def _too_large(size: float, limit: float) -> Verdict:
    return Verdict(
        "fail",
        size,
        size - limit,
        None,
        "the index takes {actual:,.2f} GiB, {short_by:,.2f} more than the {limit:g} allowed",
    )


def _if_cut(dimensions: int) -> str:
    """What makes it pass."""
    return f"qualifies if you cut its vectors to {dimensions:,} dimensions"
