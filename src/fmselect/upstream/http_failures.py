"""What went wrong with a request, in words; and which failures are worth another attempt."""

from __future__ import annotations

import ssl

import httpx

from fmselect.errors import UpstreamError
from fmselect.upstream.keys import Key
from fmselect.upstream.retry_after import seconds_asked

SAVE_IT = "save the file in another way and give it with --from FILE"

_PASSING = {
    429: "it gets too many requests (HTTP 429)",
    500: "it has an error of its own (HTTP 500)",
    502: "what is behind it does not answer (HTTP 502)",
    503: "it is not available now (HTTP 503)",
    504: "what is behind it does not answer in time (HTTP 504)",
}


class NothingThere(UpstreamError):
    """The server has nothing at this address."""


class Passing(Exception):
    """A failure that may pass, and how many seconds the server asks to wait."""

    def __init__(self, message: str, wait_seconds: float | None = None) -> None:
        """Keep the wait; None where the server asks for none."""
        super().__init__(message)
        self.wait_seconds = wait_seconds


def refusal(response: httpx.Response, key: Key | None, place: str) -> Exception:
    """The failure behind a status; one that may pass is worth another attempt."""
    status = response.status_code
    if status in _PASSING:
        return Passing(_PASSING[status], seconds_asked(response.headers))
    if status in (401, 403) and key is not None:
        return UpstreamError(
            f"does not accept the key in {key.variable} (HTTP {status})",
            where=place,
            hint="check that the key is complete and still valid",
        )
    if status in (404, 410):
        return NothingThere(
            f"there is nothing at this address (HTTP {status})",
            where=place,
            hint=f"it may have moved: give the new address with --url, or {SAVE_IT}",
        )
    return UpstreamError(f"answers with HTTP {status}", where=place, hint=SAVE_IT)


def transport_failure(error: httpx.TransportError, place: str) -> Exception:
    """What became of a connection, in words; the library's own may quote what was sent."""
    if "location header" in str(error):
        return no_address(place)
    if isinstance(error, httpx.LocalProtocolError | httpx.UnsupportedProtocol):
        return UpstreamError("this address cannot be asked", where=place, hint="check the address")
    if _certificate_refused(error):
        return UpstreamError(
            "its certificate is not valid, so who answers is not known",
            where=place,
            hint=f"name your organisation's certificates in SSL_CERT_FILE, or {SAVE_IT}",
        )
    for kind, message in _BROKEN:
        if isinstance(error, kind):
            return Passing(message)
    return Passing("the connection broke off before the answer was complete")


_BROKEN: tuple[tuple[type[httpx.TransportError], str], ...] = (
    (httpx.TimeoutException, "it does not answer in time"),
    (httpx.ProxyError, "the proxy does not let the request through"),
    (httpx.ConnectError, "no connection: is this machine online, and the address right?"),
)


def no_address(place: str) -> UpstreamError:
    """The error for an address, most likely a `Location`, that nobody can be asked at."""
    return UpstreamError(
        "this address is none, or is redirected to something that is none",
        where=place,
        hint="check the address",
    )


def _certificate_refused(error: BaseException) -> bool:
    """Whether a failed check of a certificate is behind the error."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
