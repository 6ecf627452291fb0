"""One file over HTTP: attempts, waits, redirects, limits; whatever goes wrong in words.

httpx speaks HTTP and TLS, tenacity repeats. What they leave open is decided here: which failures
pass, how long to wait, where a redirect may lead, and that one deadline covers all of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import httpx
import tenacity

from fmselect._version import __version__
from fmselect.errors import UpstreamError, UsageError
from fmselect.upstream.addresses import redirected, shown
from fmselect.upstream.http_failures import (
    SAVE_IT,
    Passing,
    no_address,
    refusal,
    transport_failure,
)
from fmselect.upstream.keys import Key
from fmselect.upstream.reading import Broken, Progress, check_headers, read_body
from fmselect.upstream.retry_after import day_served

if TYPE_CHECKING:
    from tenacity import RetryCallState

_MOST_REDIRECTS = 5
_REDIRECTS = frozenset((301, 302, 303, 307, 308))


@dataclass(frozen=True, kw_only=True)
class Timing:
    """How long to wait for what, in seconds."""

    total: float = 60.0
    """For one file: all attempts and the waits between them."""
    connect: float = 10.0
    read: float = 30.0
    """For the next bytes."""
    attempts: int = 4
    first_wait: float = 0.5
    """Doubled with each attempt, plus a random part of up to as much."""
    longest_wait: float = 8.0


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to ask for."""

    url: str
    form: str = "json"
    most_bytes: int
    key: Key | None = None
    conditions: Mapping[str, str] = field(default_factory=dict)
    """`If-None-Match` and `If-Modified-Since` of the copy at hand."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back: a body, or `unchanged` where the copy at hand is still right."""

    unchanged: bool
    body: bytes
    etag: str | None
    last_modified: str | None
    revision: str | None
    """The revision of the data set that the answer is from, where the server says it."""
    served_on: date | None = None
    """The day of the header `Date`."""


def new_client(timing: Timing) -> httpx.AsyncClient:
    """A client that checks certificates, follows nothing by itself, and honours proxies.

    Raises:
        UsageError: The certificates or the proxy that the environment names cannot be used. The
            proxy is not shown: its address may hold a password.
    """
    try:
        certificates = httpx.create_ssl_context()
    except OSError:
        raise UsageError(
            "the certificates named there cannot be read",
            where="SSL_CERT_FILE or SSL_CERT_DIR",
            hint="name a file of certificates in PEM form, or unset both",
        ) from None
    try:
        return httpx.AsyncClient(
            verify=certificates,
            follow_redirects=False,
            timeout=httpx.Timeout(timing.read, connect=timing.connect, pool=None),
            headers={"User-Agent": f"fmselect/{__version__}", "Accept-Encoding": "gzip, deflate"},
        )
    except (ValueError, ImportError, httpx.InvalidURL):
        raise UsageError(
            "the proxy named there cannot be used",
            where="HTTPS_PROXY, HTTP_PROXY or ALL_PROXY",
            hint="name it as http://host:port or https://host:port",
        ) from None


async def download(
    client: httpx.AsyncClient,
    request: Request,
    timing: Timing,
    report: Callable[[Progress], None],
) -> Answer:
    """Ask until there is an answer, a failure that will not pass, or no time left.

    Raises:
        UpstreamError: No answer, with what failed and the address without its secrets.
    """
    repeat = tenacity.AsyncRetrying(
        retry=tenacity.retry_if_exception_type(Passing),
        stop=tenacity.stop_any(
            tenacity.stop_after_attempt(timing.attempts), tenacity.stop_before_delay(timing.total)
        ),
        wait=_waits(timing),
        reraise=True,
    )
    place = shown(request.url)
    try:
        async with asyncio.timeout(timing.total):
            answer: Answer = await repeat(_once, client, request, report)
            return answer
    except Passing as failure:
        raise _given_up(failure, repeat, timing, place) from None
    except TimeoutError:
        raise UpstreamError(
            f"no complete answer within {timing.total:g} seconds",
            where=place,
            hint=f"allow more with --timeout, or {SAVE_IT}",
        ) from None


def _waits(timing: Timing) -> Callable[[RetryCallState], float]:
    """How long to wait after an attempt: what the server asks for, else twice as long each time."""
    growing = tenacity.wait_exponential(
        multiplier=timing.first_wait, max=timing.longest_wait
    ) + tenacity.wait_random(0, timing.first_wait)

    def wait(state: RetryCallState) -> float:
        failure = state.outcome.exception() if state.outcome else None
        asked = failure.wait_seconds if isinstance(failure, Passing) else None
        return growing(state) if asked is None else asked

    return wait


def _given_up(
    failure: Passing, repeat: tenacity.AsyncRetrying, timing: Timing, place: str
) -> UpstreamError:
    """The last failure, and why there was no further attempt."""
    asked = failure.wait_seconds
    if asked is not None and asked >= timing.total:
        return UpstreamError(
            f"{failure} and asks to wait {asked:,.0f} seconds",
            where=place,
            hint=f"try again after that, or {SAVE_IT}",
        )
    attempts = repeat.statistics.get("attempt_number", 1)
    tried = "" if attempts == 1 else f"; asked {attempts} times"
    return UpstreamError(f"{failure}{tried}", where=place, hint=f"try again later, or {SAVE_IT}")


async def _once(
    client: httpx.AsyncClient, request: Request, report: Callable[[Progress], None]
) -> Answer:
    """One attempt, redirects followed."""
    url = request.url
    try:
        for _ in range(_MOST_REDIRECTS + 1):
            async with client.stream("GET", url, headers=_headers(request)) as response:
                _check_no_echo(request, b" ".join(value for _, value in response.headers.raw), url)
                if response.status_code not in _REDIRECTS:
                    return await _answer(response, request, report)
                location = response.headers.get("location", "")
                url = redirected(url, location, with_key=request.key is not None)
    except Broken as error:
        raise Passing(str(error)) from None
    except httpx.TransportError as error:
        raise transport_failure(error, shown(url)) from None
    except httpx.InvalidURL:  # of a `Location` too, which httpx reads though it is not asked to
        raise no_address(shown(url)) from None
    raise UpstreamError(
        f"redirects more than {_MOST_REDIRECTS} times", where=shown(request.url), hint=SAVE_IT
    )


def _headers(request: Request) -> dict[str, str]:
    """The headers of this request; `redirected` sees to it that a key meets its host alone."""
    headers = dict(request.conditions)
    headers["Accept"] = "application/json" if request.form == "json" else "text/csv, text/plain"
    if request.key is not None:
        headers |= request.key.headers()
    return headers


async def _answer(
    response: httpx.Response, request: Request, report: Callable[[Progress], None]
) -> Answer:
    """What the response says, its body read."""
    place = shown(str(response.url))
    headers = response.headers
    unchanged = response.status_code == httpx.codes.NOT_MODIFIED and bool(request.conditions)
    if not unchanged and response.status_code != httpx.codes.OK:
        raise refusal(response, request.key, place)
    body = b""
    if not unchanged:
        check_headers(headers, request.most_bytes, request.form, place)
        body = await read_body(response.aiter_raw(), headers, request.most_bytes, place, report)
        _check_no_echo(request, body, str(response.url))
    return Answer(
        unchanged=unchanged,
        body=body,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        revision=headers.get("x-revision"),
        served_on=day_served(headers),
    )


def _check_no_echo(request: Request, sent: bytes, url: str) -> None:
    """Refuse an answer with our key in it, before any of it is shown or kept.

    Raises:
        UpstreamError: The server has sent the key back.
    """
    if request.key is not None and request.key.is_in(sent):
        raise UpstreamError(
            "the answer repeats the key it was asked with; it is neither shown nor kept",
            where=shown(url),
            hint=SAVE_IT,
        )
