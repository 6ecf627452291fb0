"""The order: proven before unproven, then by score, then by id."""

from __future__ import annotations

from collections.abc import Iterable

from fmselect.engine.score import Scored

SCORE_DIGITS = 12
"""Scores that agree to so many digits are a tie, broken by id: rounding decides nothing."""

CLEARLY = 1e-9
"""A difference that no rounding to the digits above can hide."""


def order_key(scored: Scored) -> tuple[bool, float, str]:
    """The sort key of one candidate; it depends on no other."""
    return (not scored.proven, -round(scored.score, SCORE_DIGITS), scored.subject.candidate.offer)


def ranked(scored: Iterable[Scored], *, one_per_model: bool = True) -> list[Scored]:
    """All candidates in order; or of each model only the offer that comes first."""
    return sorted(_first_of_models(scored) if one_per_model else scored, key=order_key)


def _first_of_models(scored: Iterable[Scored]) -> Iterable[Scored]:
    """Of each model the offer that precedes its others; the key is only made for near ties."""
    first: dict[str, Scored] = {}
    for item in scored:
        model = item.subject.candidate.model
        leader = first.setdefault(model, item)
        if item.score < leader.score - CLEARLY or leader is item:
            continue
        if item.score > leader.score + CLEARLY or order_key(item) < order_key(leader):
            first[model] = item
    return first.values()
