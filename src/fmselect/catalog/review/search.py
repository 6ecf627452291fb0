"""The smallest part of several changes that does what all of them do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import TypeVar

_MOST_FOR_PAIRS = 30
_MOST_ALONE = 3
Unit = TypeVar("Unit")


def smallest(
    units: Sequence[Unit], reaches: Callable[[Sequence[Unit]], bool]
) -> tuple[list[Unit], list[Unit]]:
    """Units that reach the goal alone, the first three of them; else a small set that does.

    Pairs are tried where there are at most thirty units. What is found beyond has no part that
    can be left out, but need not be the smallest there is.

    Args:
        units: All of them together reach the goal.
        reaches: Whether some of them do.

    Returns:
        Those that do alone, and where none does, those that do together.
    """
    alone = [unit for unit in units if reaches([unit])]
    if alone:
        return alone[:_MOST_ALONE], []
    pairs = combinations(units, 2) if len(units) <= _MOST_FOR_PAIRS else iter(())
    pair = next((pair for pair in pairs if reaches(pair)), None)
    return [], list(pair) if pair else minimal(units, reaches)


def minimal(units: Sequence[Unit], reaches: Callable[[Sequence[Unit]], bool]) -> list[Unit]:
    """A part of the units that reaches the goal and from which nothing can be left out.

    Args:
        units: All of them together reach it.
        reaches: Whether some of them do.
    """
    kept, parts = list(units), 2
    while len(kept) > 1:
        size = -(-len(kept) // parts)
        chunks = [kept[start : start + size] for start in range(0, len(kept), size)]
        rests = ([unit for unit in kept if unit not in chunk] for chunk in chunks)
        part = next((chunk for chunk in chunks if reaches(chunk)), None)
        rest = None if part else next((some for some in rests if some and reaches(some)), None)
        if part or rest:
            kept = part or rest or kept
            parts = 2 if part else max(parts - 1, 2)
        elif parts >= len(kept):
            break
        else:
            parts = min(len(kept), parts * 2)
    return kept
