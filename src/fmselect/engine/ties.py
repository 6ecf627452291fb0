"""Who is as good as a row and costs less, where cost is not weighed.

A criterion without a weight changes nothing in the order, so a tie is broken by id. Somebody who
does not weigh cost may still want to know that the same score is to be had for less.
"""

from __future__ import annotations

from collections.abc import Sequence

from fmselect.engine.ranking import SCORE_DIGITS
from fmselect.engine.score import Scored


def cheaper_tie(item: Scored, everyone: Sequence[Scored]) -> str | None:
    """A sentence that names the cheapest offer with the very same score, if it costs less.

    Args:
        item: A row of the ranking.
        everyone: Every eligible offer.

    Returns:
        None where nobody is as good for less, or where the cost of the row is unknown.
    """
    usd = item.subject.bill.usd
    if usd is None:
        return None
    cheapest, least = None, usd
    score = round(item.score, SCORE_DIGITS)
    for other in everyone:
        cost = other.subject.bill.usd
        if cost is None or cost >= least or other.proven != item.proven:
            continue
        if round(other.score, SCORE_DIGITS) == score:
            cheapest, least = other.subject.candidate.offer, cost
    if cheapest is None:
        return None
    return f"{cheapest} has the same score at ${least:,.2f} a month; cost is not weighed"
