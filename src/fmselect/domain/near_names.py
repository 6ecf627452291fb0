"""Did you mean: the names nearest to one that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """The known names most like this one, nearest first; empty where none is like it."""
    import difflib  # noqa: PLC0415  # only a mistake pays for it

    return tuple(difflib.get_close_matches(name.lower(), sorted(known), n=most, cutoff=0.6))


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """A hint that names the nearest, or None."""
    names = nearest(name, known)
    return f"did you mean {' or '.join(names)}?" if names else None
