"""A candidate under judgement: the offer, with what it costs and how long it takes here."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from fmselect.domain.candidate import Candidate
from fmselect.domain.requirements import Workload
from fmselect.engine.cost import Bill, make_pricer
from fmselect.engine.latency import Interval, make_response
from fmselect.tuples import NamedTuple, rows


class Subject(NamedTuple):
    """One candidate with its attributes for this workload.

    Attributes:
        candidate: The offer and the facts of its model.
        bill: What the workload costs a month.
        first_token: Seconds to the first token, low, middle and high; None is unknown.
        response: Seconds to the last token, low, middle and high; None is unknown.
    """

    candidate: Candidate
    bill: Bill
    first_token: Interval | None
    response: Interval | None


def assess(candidates: Sequence[Candidate], workload: Workload, type_: str) -> list[Subject]:
    """Every candidate with its bill and its latency, in the given order.

    A compiled catalog keeps each price list and each speed once, however many offers share it, so
    the very object tells whether it was worked out before.
    """
    prices, speeds = (list(map(attrgetter(name), candidates)) for name in ("price", "speed"))
    pricer, responding = make_pricer(workload, type_), make_response(workload)
    lists = dict(zip(map(id, prices), prices, strict=True))
    bills = {key: pricer(price) for key, price in lists.items()}
    unlike = dict(zip(map(id, speeds), speeds, strict=True))
    first_tokens = {key: speed and speed.first_token_seconds for key, speed in unlike.items()}
    responses = {key: responding(speed) for key, speed in unlike.items()}
    return rows(
        Subject,
        candidates,
        map(bills.__getitem__, map(id, prices)),
        map(first_tokens.__getitem__, map(id, speeds)),
        map(responses.__getitem__, map(id, speeds)),
    )
