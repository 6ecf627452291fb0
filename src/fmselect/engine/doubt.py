"""From a ranking to how sure it is: who could win, drawn from what is not known."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from fmselect.domain.catalog import Catalog
from fmselect.domain.requirements import Preferences
from fmselect.engine.alternatives import alternatives
from fmselect.engine.contenders import MOST, contenders
from fmselect.engine.decision import Decision
from fmselect.engine.draws import StandardDraws, Streams, request_seed
from fmselect.engine.robustness import LEADERS, Robustness, robustness
from fmselect.engine.scales import Scales
from fmselect.engine.score import Scored
from fmselect.engine.weight_draws import weight_draws, weight_vertices

if TYPE_CHECKING:
    from fmselect.domain.recommendation import Sureness


class Uncertainty:
    """What doubt is drawn from.

    Attributes:
        draws: Standard variates, as compiled or drawn afresh.
        seed: Of this question to this catalog.
        transfer_error: As compiled, in units of the capability scale; None is not calibrated.
        most: Contenders at most.
    """

    __slots__ = ("draws", "most", "seed", "transfer_error")

    def __init__(
        self,
        draws: StandardDraws,
        seed: int,
        *,
        transfer_error: float | None = None,
        most: int = MOST,
    ) -> None:
        """Keep the parts together; they never change."""
        self.draws = draws
        self.seed = seed
        self.transfer_error = transfer_error
        self.most = most


def judge(
    order: Sequence[Scored],
    weights: Mapping[str, float],
    preferences: Preferences,
    scales: Scales,
    uncertainty: Uncertainty,
    *,
    wanted: Collection[str] | None = None,
) -> Robustness | None:
    """How sure the ranking is.

    Args:
        order: The whole ranking, one offer of each model or all of them.
        weights: In force.
        preferences: Where they come from, defaults filled in.
        scales: The anchors.
        uncertainty: What to draw from.
        wanted: Offers whose figures to give besides those of the first; None is everybody's. It
            changes nobody's figures, but for the thoroughness of the count: see `robustness`.

    Returns:
        None where nothing is ranked, or nothing is weighed.
    """
    if not order or not weights:
        return None
    candidates = alternatives(order, weights, scales, transfer_error=uncertainty.transfer_error)
    streams = Streams(uncertainty.draws, uncertainty.seed)
    drawn = weight_draws(weights, preferences, streams)
    chosen = contenders(
        candidates,
        weight_vertices(weights, preferences),
        drawn,
        shown=LEADERS,
        most=uncertainty.most,
    )
    rows = None if wanted is None else [item for item in candidates if item.offer in wanted]
    return robustness(chosen, tuple(weights), drawn, streams, wanted=rows)


def uncertainty(catalog: Catalog, decision: Decision, *, precise: bool = False) -> Uncertainty:
    """What the doubt about a decision is drawn from.

    Args:
        catalog: Which brings the stored variates.
        decision: The question, completed: the same one is always drawn from alike.
        precise: Draw ten times as many variates afresh, and let more take part.
    """
    seed = request_seed(catalog.stamp["digest"], decision.completed.requirements)
    transfer = decision.situation.task.transfer_error
    if not precise:
        draws = StandardDraws(**catalog.standard_variates())
        return Uncertainty(draws, seed, transfer_error=transfer)
    from fmselect.engine.standard_draws import (  # noqa: PLC0415 - brings random and statistics
        PRECISE_DRAWS,
        make_standard_draws,
    )

    draws = make_standard_draws(PRECISE_DRAWS, seed)
    return Uncertainty(draws, seed, transfer_error=transfer, most=2 * MOST)


def sureness(found: Robustness, offer: str) -> Sureness:
    """The figures of one row; an offer that took no part has none."""
    if offer not in found.win:
        return {}
    return {
        "win_probability": found.win[offer],
        "top3_probability": found.top3[offer],
        "expected_regret": found.regret[offer],
        "too_close_to_call_with": close_to(found, offer),
    }


def close_to(found: Robustness, offer: str) -> list[str]:
    """With whom a row is too close to call: the first with several, another with the first.

    Args:
        found: The probabilities, the first of the ranking first.
        offer: Of the row.
    """
    first = next(iter(found.first_beats))
    if offer == first:
        return list(found.too_close)
    return [first] if offer in found.too_close else []
