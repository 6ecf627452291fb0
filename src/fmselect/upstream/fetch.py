"""`fetch_source`: what an upstream serves now, as bytes with their provenance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fmselect.errors import UpstreamError, UsageError
from fmselect.upstream.addresses import shown
from fmselect.upstream.cache import AnswerCache, KeptAnswer, checksum
from fmselect.upstream.fetched import Fetched
from fmselect.upstream.keys import Key, read_key
from fmselect.upstream.reading import Progress
from fmselect.upstream.sources import ASKED_BY_NAME, Source, address_of, source_named

if TYPE_CHECKING:
    from fmselect.upstream.download import Timing


@dataclass(frozen=True, kw_only=True)
class FetchSettings:
    """How to fetch."""

    today: date
    """The day that what arrives is recorded under."""
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Holds the keys, and other addresses of the sources."""
    cache: Path | None = None
    """Where answers are kept; None to keep none."""
    url: str | None = None
    """The address to ask instead of the source's own."""
    only: tuple[str, ...] = ()
    """The models or boards to ask for, where a source is asked piece by piece; empty for all."""
    offline: bool = False
    """Take the answer kept last, and ask nobody."""
    total_seconds: float | None = None
    """What one file may take, attempts and waits included; None for `Timing`'s own."""
    timing: Timing | None = None
    report: Callable[[Progress], None] = lambda _: None
    """Told how far the download is."""


@dataclass(frozen=True)
class Access:
    """What every request of one fetch shares."""

    settings: FetchSettings
    cache: AnswerCache
    key: Key | None


def fetch_source(name: str, settings: FetchSettings) -> Fetched:
    """Fetch what a source serves now, or learn that the copy at hand is still right.

    Args:
        name: A key of `SOURCES`.
        settings: How.

    Raises:
        UsageError: No such source, an address that may not be asked, no key, or no such piece.
        UpstreamError: The network or the source failed, or what it serves is not its format.
    """
    source = source_named(name)
    address = address_of(source, settings.url, settings.environment)
    if settings.only and source.pieces not in ASKED_BY_NAME:
        raise UsageError(
            f"{name} is one file and cannot be asked for parts of it",
            where="--only",
            hint="leave it out",
        )
    cache = AnswerCache(settings.cache)
    whole = "#".join((address, *settings.only))
    if settings.offline:
        return _kept(source, address, cache.find(whole))
    key = None
    if source.key_variable is not None:
        key = read_key(
            source.key_variable,
            settings.environment,
            owner=source.title.partition(",")[0],
            header=source.key_header,
        )
    return _asked(source, address, whole, Access(settings, cache, key))


def _asked(source: Source, address: str, whole: str, access: Access) -> Fetched:
    """What the source serves now; kept as a whole where it came in pieces."""
    import asyncio  # noqa: PLC0415 - only a fetch pays for it, and for httpx

    from fmselect.upstream.pieces import collect  # noqa: PLC0415

    body, requests, unchanged, served_on = asyncio.run(collect(source, address, access))
    fetched = Fetched(
        source=source.name,
        shown=shown(address),
        cited=source.cited,
        body=body,
        sha256=checksum(body),
        fetched_on=access.settings.today,
        from_cache=unchanged == requests,
        requests=requests,
        served_on=served_on,
    )
    if source.pieces != "one":
        access.cache.keep(
            whole, KeptAnswer(body=body, sha256=fetched.sha256, fetched_on=fetched.fetched_on)
        )
    return fetched


def _kept(source: Source, address: str, found: KeptAnswer | None) -> Fetched:
    """The answer kept last.

    Raises:
        UpstreamError: None is kept.
    """
    if found is None:
        raise UpstreamError(
            "no answer of this address is kept",
            where=shown(address),
            hint="run once without --offline, or give a file with --from FILE",
        )
    return Fetched(
        source=source.name,
        shown=shown(address),
        cited=source.cited,
        body=found.body,
        sha256=found.sha256,
        fetched_on=found.fetched_on,
        from_cache=True,
        requests=0,
    )
