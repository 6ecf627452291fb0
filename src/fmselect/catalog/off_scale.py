"""Whether a score can be one of its benchmark's."""

from __future__ import annotations

from decimal import Decimal

ELO_LOW, ELO_HIGH = 400, 2500
"""What ratings of models lie between."""


def off_scale(
    score: Decimal, kind: str, minimum: Decimal | int | None, maximum: Decimal | int | None
) -> tuple[str, str | None] | None:
    """What is wrong with a score, and what to write; None where nothing is.

    Args:
        score: As it is stated.
        kind: Of the scale: `bounded`, `unbounded` or `elo`.
        minimum: Its lower end, if it has one.
        maximum: Its upper end, if it has one.
    """
    if minimum is not None and score < minimum:
        return f"{score} is below the minimum of the scale, {minimum}", None
    if maximum is not None and score > maximum:
        percent = maximum == 1 and score <= 100
        hint = f"write {score / 100} for {score} percent" if percent else None
        return f"{score} is above the maximum of the scale, {maximum}", hint
    if kind == "elo" and not ELO_LOW <= score <= ELO_HIGH:
        hint = f"from {ELO_LOW} to {ELO_HIGH}; check the digits"
        return f"{score} is outside what is usual for a rating", hint
    return None
