"""Speed of an API offer: as measured there, else estimated from its model over all providers."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence

from fmselect.domain import records
from fmselect.domain.candidate import Speed
from fmselect.domain.catalog import Latency

_LONE_SPREAD = 1.5
Triple = tuple[float, float, float]


def estimated_speed(references: Sequence[records.SpeedReference]) -> Speed | None:
    """Low, middle and high of first-token seconds and of tokens a second; None without any.

    The middle is that of one setting: the one without a name or named `default`; else one of
    medium effort; else the one whose first token is the median of all (the slower of two in the
    middle). Of several snapshots of that setting the newest counts. Low and high are the least
    and the greatest over all settings and snapshots; where there is one value only, they are that
    value divided and multiplied by 1.5, about what hosts of one model differ by.
    """
    usable = [r for r in references if r.first_token_seconds or r.output_tokens_per_second]
    if not usable:
        return None
    chosen = _typical(usable)
    first = [float(r.first_token_seconds) for r in usable if r.first_token_seconds]
    rate = [float(r.output_tokens_per_second) for r in usable if r.output_tokens_per_second]
    return Speed(
        _spread(first, float(chosen.first_token_seconds or 0)),
        _spread(rate, float(chosen.output_tokens_per_second or 0)),
        estimated=True,
        setting=chosen.setting,
    )


def measured_speed(measured: Sequence[records.SpeedReference]) -> Speed | None:
    """The newest measurement of one very offer that has both numbers; None without any."""
    complete = [r for r in measured if r.first_token_seconds and r.output_tokens_per_second]
    if not complete:
        return None
    newest = max(complete, key=lambda r: r.observed or "")
    first, rate = (
        float(newest.first_token_seconds or 0),
        float(newest.output_tokens_per_second or 0),
    )
    return Speed((first,) * 3, (rate,) * 3, estimated=False, setting=newest.setting)


def _typical(references: Sequence[records.SpeedReference]) -> records.SpeedReference:
    unnamed = [r for r in references if r.setting in (None, "default")]
    medium = [r for r in references if r.setting and "medium" in r.setting.lower()]
    for group in (unnamed, medium):
        if group:
            return max(group, key=_completeness)
    complete = [r for r in references if r.first_token_seconds] or list(references)
    complete.sort(key=lambda r: r.first_token_seconds or 0)
    return complete[len(complete) // 2]


def _completeness(reference: records.SpeedReference) -> tuple[bool, str]:
    both = bool(reference.first_token_seconds and reference.output_tokens_per_second)
    return both, reference.observed or ""


def _spread(values: Sequence[float], middle: float) -> Triple | None:
    if not values:
        return None
    middle = middle or statistics.median(values)
    if min(values) == max(values):
        return round(middle / _LONE_SPREAD, 6), middle, round(middle * _LONE_SPREAD, 6)
    return min(values), middle, max(values)


def unknown_speed(speeds: Iterable[Speed | None]) -> Latency | None:
    """What a model of unknown speed is taken for; None where fewer than two are known.

    The mean of the logarithms over the models of one type, worsened by half a standard deviation:
    slower to the first token, fewer tokens a second. Nobody gains by not publishing.
    """
    known = [s for s in speeds if s and s.first_token_seconds and s.output_tokens_per_second]
    if len(known) < 2:
        return None
    first = [math.log(s.first_token_seconds[1]) for s in known if s.first_token_seconds]
    rate = [math.log(s.output_tokens_per_second[1]) for s in known if s.output_tokens_per_second]
    return Latency(
        first_token_seconds=round(
            math.exp(statistics.fmean(first) + statistics.stdev(first) / 2), 4
        ),
        output_tokens_per_second=round(
            math.exp(statistics.fmean(rate) - statistics.stdev(rate) / 2), 4
        ),
    )
