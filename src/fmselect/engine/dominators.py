"""Who on the Pareto front is better than somebody in every respect."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from fmselect.engine.pareto import Span, dominates


def dominators(
    ranked: Sequence[Span], front: Collection[str], wanted: Sequence[Span]
) -> dict[str, list[str]]:
    """Offer -> those on the front that dominate it, in the order of the ranking.

    Whoever is dominated at all is dominated by somebody on the front. Of one that lies on it, none.

    Args:
        ranked: In the order of the ranking.
        front: Offers nobody dominates.
        wanted: Of whom it is asked.
    """
    on_front = set(front)
    leading = [span for span in ranked if span.offer in on_front]
    return {
        item.offer: [span.offer for span in leading if dominates(span, item)] for item in wanted
    }
