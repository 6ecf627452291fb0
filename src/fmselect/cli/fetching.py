"""The options of a fetch, and the fetch they ask for; or the saved file in its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fmselect.cli.declare import Parameter, Values
from fmselect.cli.runtime import Runtime
from fmselect.errors import UsageError

if TYPE_CHECKING:
    from fmselect.upstream.fetched import Fetched
    from fmselect.upstream.sources import Source

_FETCH_PANEL = "Fetching"
_MOST_SECONDS = 3600
_MOST_DAYS_APART = 2
"""Time zones and caches on the way account for as much."""
_OF_FETCHING = {
    "url": "--url",
    "only": "--only",
    "timeout": "--timeout",
    "offline": "--offline",
    "save": "--save",
}


def fetch_parameters() -> Iterator[Parameter]:
    """How to fetch."""
    yield Parameter(
        "url",
        ("--url",),
        "Address to ask instead, such as a mirror's. Or FMSELECT_URL_SOURCE, with the source's "
        "name in capitals.",
        metavar="URL",
        panel=_FETCH_PANEL,
    )
    yield Parameter(
        "only",
        ("--only",),
        "Model or board to ask for, where a source is asked piece by piece; repeatable.",
        "list",
        metavar="NAME",
        panel=_FETCH_PANEL,
    )
    yield Parameter(
        "timeout",
        ("--timeout",),
        "Seconds that one file may take, attempts and waits included; 60 by default.",
        metavar="SECONDS",
        panel=_FETCH_PANEL,
    )
    yield Parameter(
        "offline",
        ("--offline",),
        "Take what was fetched last, and ask nobody.",
        "flag",
        panel=_FETCH_PANEL,
    )
    yield Parameter(
        "save",
        ("--save",),
        "Keep what was fetched in this file too, for --from on another machine.",
        metavar="FILE",
        panel=_FETCH_PANEL,
    )


def fetch(runtime: Runtime, values: Values, source: Source) -> Fetched:
    """What the source serves now, with a progress bar where somebody looks.

    Raises:
        UsageError: An option is wrong, or there is no key.
        UpstreamError: The network or the source failed.
    """
    from fmselect.catalog.folders import cache_folder
    from fmselect.cli.progress import progress_bar
    from fmselect.upstream.fetch import FetchSettings, fetch_source

    with progress_bar(runtime, source.name) as report:
        settings = FetchSettings(
            today=runtime.today,
            environment=runtime.environment,
            cache=cache_folder() / "upstream",
            url=values.get("url"),
            only=tuple(values.get("only") or ()),
            offline=bool(values.get("offline")),
            total_seconds=_seconds(values.get("timeout")),
            report=report,
        )
        fetched = fetch_source(source.name, settings)
    runtime.detail(
        f"{fetched.shown}: {len(fetched.body):,} bytes in {fetched.requests} requests"
        + (", unchanged" if fetched.from_cache else "")
    )
    if runtime.today_text is None:
        _compare_clocks(runtime, fetched)
    if values.get("save"):
        from fmselect.upstream.cache import save_file

        save_file(Path(values["save"]), fetched.body)
    return fetched


def _compare_clocks(runtime: Runtime, fetched: Fetched) -> None:
    """Tell of a clock that is days off: each fact would be recorded under a wrong day."""
    theirs = fetched.served_on
    if theirs is not None and abs((theirs - runtime.today).days) > _MOST_DAYS_APART:
        runtime.note(
            f"this machine says it is {runtime.today}, and {fetched.source} {theirs}: if that is "
            "right, run it again with --today"
        )


def read_file(runtime: Runtime, values: Values, source: Source) -> Fetched:
    """A file somebody has saved.

    Raises:
        UsageError: An option says how to fetch.
        InvalidFileError: The file cannot be read.
    """
    from fmselect.upstream.files import read_saved

    for name, option in _OF_FETCHING.items():
        if values.get(name):
            raise UsageError(
                "says how to fetch, and with --from nothing is fetched",
                where=option,
                hint="leave one of the two out",
            )
    today = runtime.today if runtime.today_text else None
    return read_saved(source, Path(values["file"]), observed=today)


def _seconds(text: str | None) -> float | None:
    """A number of seconds; None where none was given.

    Raises:
        UsageError: It is no number, or none that makes sense.
    """
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= _MOST_SECONDS:
        raise UsageError(
            f"{text!r} is not a number of seconds from 0 to {_MOST_SECONDS:,}",
            where="--timeout",
            hint="write it as a number, such as 120",
        )
    return seconds
