"""The order: proven before unproven, then by score, then by id."""

from __future__ import annotations

from collections.abc import Iterable

from fmselect.engine.score import Scored

SCORE_DIGITS = 12
"""Scores that agree to so many digits are a tie, broken by id: rounding decides nothing."""


def order_key(scored: Scored) -> tuple[bool, float, str]:
    """The sort key of one candidate; it depends on no other."""
    return (not scored.proven, -round(scored.score, SCORE_DIGITS), scored.subject.candidate.offer)


def ranked(scored: Iterable[Scored], *, one_per_model: bool = True) -> list[Scored]:
    """All candidates in order; or of each model only the offer that comes first."""
    ordered = sorted(scored, key=order_key)
    if not one_per_model:
        return ordered
    seen: set[str] = set()
    first = []
    for item in ordered:
        model = item.subject.candidate.model
        if model not in seen:
            seen.add(model)
            first.append(item)
    return first
