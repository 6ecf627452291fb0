"""The score of one alternative in every draw.

Values are as in `fmselect.engine.alternatives`: capability has a normal error of its estimate and a
transfer error with heavy tails, both of the model; a latency that is not measured has a normal
error of the offer, and stays on its scale; the rest is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from fmselect.engine.alternatives import Alternative
from fmselect.engine.draws import Streams
from fmselect.engine.weight_draws import WeightDraws


def drawn_values(
    item: Alternative, criteria: Sequence[str], weights: WeightDraws, streams: Streams
) -> list[float]:
    """The score of one alternative in every draw.

    Weights add up to 1, so a value that is the same in all draws can be taken off the others and
    added at the end: its weights need not be read at all.
    """
    capability, noisy, fixed = _split(item, criteria)
    base = item.values[fixed.pop()] if fixed else 0.0
    terms = [
        (
            weights[k],
            item.values[k],
            item.spreads[k],
            streams.normals(f"{criteria[k]} {item.offer}"),
        )
        for k in noisy
    ]
    if capability is None:
        totals = [base] * len(weights[0])
    else:
        centre = item.values[capability] - base
        totals = _with_capability(item, (weights[capability], centre, base), terms[:1], streams)
        terms = terms[1:]
    for term in terms:
        values = _around(term, base, streams.farthest)
        totals = [s + w * v for s, w, v in zip(totals, term[0], values, strict=True)]
    return _with_constants(totals, [(weights[k], item.values[k] - base) for k in fixed])


_Term = tuple[Sequence[float], float, float, Sequence[float]]
"""The weights of a value with a normal error; the value, its standard deviation, the variates."""


def _with_constants(
    totals: list[float], constants: list[tuple[Sequence[float], float]]
) -> list[float]:
    """Add weight x value for values that are the same in all draws, two in one pass."""
    for at in range(0, len(constants) - 1, 2):
        (column, value), (other, second) = constants[at : at + 2]
        totals = [s + w * value + u * second for s, w, u in zip(totals, column, other, strict=True)]
    if len(constants) % 2:
        column, value = constants[-1]
        totals = [s + w * value for s, w in zip(totals, column, strict=True)]
    return totals


def _split(item: Alternative, criteria: Sequence[str]) -> tuple[int | None, list[int], list[int]]:
    """Positions of capability, if it is in doubt, of the others that are, and of the rest."""
    capability = None
    if (item.standard_error or item.transfer_error) and "capability" in criteria:
        capability = criteria.index("capability")
    noisy, fixed = list[int](), list[int]()
    for k, spread in enumerate(item.spreads):
        if k != capability:
            (noisy if spread else fixed).append(k)
    return capability, noisy, fixed


def _with_capability(
    item: Alternative,
    weighted: tuple[Sequence[float], float, float],
    terms: Sequence[_Term],
    streams: Streams,
) -> list[float]:
    """Capability as drawn for the model, and one other term if given: one pass over the draws."""
    column, centre, base = weighted
    error, transfer = item.standard_error, item.transfer_error
    normals, t3s = streams.normals(item.model), streams.t3s(item.model)
    if not terms:
        return [
            base + w * (centre + error * z + transfer * t)
            for w, z, t in zip(column, normals, t3s, strict=True)
        ]
    (term,) = terms
    others, value, spread, variates = term
    if _stays_inside(value, spread, streams.farthest):
        middle = value - base
        return [
            base + w * (centre + error * z + transfer * t) + u * (middle + spread * y)
            for w, z, t, u, y in zip(column, normals, t3s, others, variates, strict=True)
        ]
    values = _around(term, base, streams.farthest)
    return [
        base + w * (centre + error * z + transfer * t) + u * v
        for w, z, t, u, v in zip(column, normals, t3s, others, values, strict=True)
    ]


def _around(term: _Term, base: float, farthest: float) -> list[float]:
    """A value with a normal error, kept on its scale, less the base."""
    _, value, spread, normals = term
    centre = value - base
    if _stays_inside(value, spread, farthest):
        return [centre + spread * z for z in normals]
    low, top = -base, max(1.0, value) - base
    return [
        x if low < (x := centre + spread * z) < top else low if x <= low else top for z in normals
    ]


def _stays_inside(value: float, spread: float, farthest: float) -> bool:
    """Whether no error carries the value off its scale."""
    reach = farthest * spread
    return reach <= value and value + reach <= max(1.0, value)
