"""What a server says of time: how long to wait (`Retry-After`), and which day it is (`Date`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_MOST_DIGITS = 9


def seconds_asked(headers: Mapping[str, str]) -> float | None:
    """The wait in seconds, 0 or more; None where none is asked for or it cannot be read.

    A date is held against the server's own `Date`, so that no clock of ours has to be right.
    Without one it says nothing. Source: RFC 9110, section 10.2.3.
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:_MOST_DIGITS])
    until, now = _moment(text), _moment(headers.get("date", ""))
    if until is None or now is None:
        return None
    return max(0.0, (until - now).total_seconds())


def day_served(headers: Mapping[str, str]) -> date | None:
    """The day by the server's clock (UTC); None where it does not say."""
    now = _moment(headers.get("date", ""))
    try:
        return now.astimezone(UTC).date() if now else None
    except OverflowError:  # of the first or last day there is
        return None


def _moment(text: str) -> datetime | None:
    """An HTTP date; None for anything else."""
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
