"""The question an answer is for, in words: what was said, what was assumed, and the weights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fmselect.render.blocks import Block, Paragraph
from fmselect.render.layout import joined, keep
from fmselect.render.phrases import phrases

if TYPE_CHECKING:
    from fmselect.domain.comparison import Comparison
    from fmselect.domain.explanation import Explanation
    from fmselect.domain.recommendation import Recommendation

_OWN = keep("(the task's own priorities)")


def question(answer: Explanation | Comparison) -> Iterator[Block]:
    """What was stated, what was assumed, and the weights."""
    assumed = set(answer["assumed"])
    stated = phrases(answer["requirements"], lambda path: path not in assumed, zeros=True)
    taken = phrases(answer["requirements"], lambda path: path in assumed)
    if stated:
        yield Paragraph("You said", joined(stated))
    if taken:
        yield Paragraph("Assumed", joined(taken))
    yield Paragraph("Weights", weights(answer))


def weights(answer: Explanation | Comparison | Recommendation) -> str:
    """The weight of each criterion, and whether anybody asked for them."""
    parts = [f"{name} {weight:.2f}" for name, weight in answer["weights"].items() if weight]
    if not parts:
        return "none: nothing is known about what you weigh; evidence comes first, then the id"
    own = any(path.startswith("preferences.") for path in answer["assumed"])
    return joined(parts) + (f" {_OWN}" if own else "")


def data_age(answer: Explanation | Comparison) -> Paragraph:
    """Which catalog answered, and for which day."""
    stamp = answer["catalog"]
    oldest = stamp["oldest_price"]
    parts = [
        f"catalog {stamp['build']}",
        *(f"with {layer} over it" for layer in stamp["layers"]),
        f"oldest price {oldest}" if oldest else "",
    ]
    return Paragraph("Data", joined([*parts, f"for {answer['today']}"]))
