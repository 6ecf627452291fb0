"""The speed an offer is estimated at, and what an unknown one is taken for."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest

from fmselect.catalog.speeds import estimated_speed, measured_speed, unknown_speed
from fmselect.domain.candidate import Speed
from fmselect.domain.records import SpeedReference


def reference(
    setting: str | None, first: str | None, rate: str | None, observed: str = "2026-08-20"
) -> SpeedReference:
    """A speed reference in short."""
    return SpeedReference(
        setting=setting,
        first_token_seconds=None if first is None else Decimal(first),
        output_tokens_per_second=None if rate is None else Decimal(rate),
        observed=observed,
    )


def test_the_middle_is_the_unnamed_setting() -> None:
    """A setting without a name stands for the model; the others only widen the spread."""
    speed = estimated_speed([reference("high", "20", "60"), reference(None, "1", "90")])

    assert speed == Speed((1.0, 1.0, 20.0), (60.0, 90.0, 90.0), estimated=True, setting=None)


def test_then_medium_effort() -> None:
    """Without an unnamed setting, medium effort stands for the model."""
    speed = estimated_speed(
        [
            reference("effort=low", "1", "90"),
            reference("effort=medium", "5", "80"),
            reference("effort=high", "20", "70"),
        ]
    )

    assert speed == Speed((1.0, 5.0, 20.0), (70.0, 80.0, 90.0), setting="effort=medium")


def test_then_the_median_setting() -> None:
    """Without either, the setting in the middle, the slower of two, stands for the model."""
    two = estimated_speed([reference("max", "20", "70"), reference("thinking", "9", "75")])

    assert two
    assert (two.setting, two.first_token_seconds) == ("max", (9.0, 20.0, 20.0))


def test_the_newest_snapshot_counts() -> None:
    """Of several snapshots of the setting the newest is the middle."""
    speed = estimated_speed(
        [reference(None, "0.6", "74", "2026-05-20"), reference(None, "0.5", "88", "2026-08-20")]
    )

    assert speed == Speed((0.5, 0.5, 0.6), (74.0, 88.0, 88.0))


def test_a_lone_value_is_spread() -> None:
    """One value alone spans a factor of 1.5 either way, as hosts of one model do."""
    speed = estimated_speed([reference(None, "0.6", None)])

    assert speed == Speed((0.4, 0.6, 0.9), None)


def test_a_measurement_of_the_offer_is_no_estimate() -> None:
    """The newest that has both numbers, without a spread."""
    measured = [
        reference(None, "0.5", "80", "2026-10-01"),
        reference(None, "0.4", "100", "2026-11-01"),
        reference(None, "0.3", None, "2026-12-01"),
    ]

    assert measured_speed(measured) == Speed((0.4,) * 3, (100,) * 3, estimated=False)
    assert measured_speed(measured[2:]) is None


def test_nothing_known() -> None:
    """No reference, or an empty one, is no speed."""
    assert estimated_speed([]) is None
    assert estimated_speed([reference("high", None, None)]) is None


def test_unknown_is_worse_than_the_mean() -> None:
    """An unknown speed is the mean of the logarithms, worsened by half a standard deviation."""
    known = [Speed((1, 1, 1), (100, 100, 100)), Speed((4, 4, 4), (25, 25, 25)), None]
    unknown = unknown_speed(known)

    half_deviation = math.log(4) / math.sqrt(2) / 2
    assert unknown
    assert unknown.first_token_seconds == pytest.approx(2 * math.exp(half_deviation), abs=1e-4)
    assert unknown.output_tokens_per_second == pytest.approx(
        50 * math.exp(-half_deviation), abs=1e-4
    )


def test_unknown_needs_two_models() -> None:
    """One model says nothing about how speeds differ."""
    assert unknown_speed([Speed((1, 1, 1), (100, 100, 100)), Speed(None, (5, 5, 5))]) is None
