"""The body of an answer, read piece by piece and never beyond a limit."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import NamedTuple

from fmselect.errors import UpstreamError

_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_PIECE_BYTES = 256 * 1024
_TEXT_TYPES = ("application/octet-stream", "application/csv", "text/csv", "text/plain")


class Progress(NamedTuple):
    """How far a download is."""

    done: int
    total: int | None
    """None where the server does not say how much there is."""
    unit: str = "bytes"
    """`bytes`, or `requests` for a data set in many pieces."""


class Broken(Exception):
    """The body ended early or is garbled: worth another attempt."""


def check_headers(headers: Mapping[str, str], most_bytes: int, form: str, shown: str) -> None:
    """Refuse what cannot be the file before reading it.

    Args:
        headers: The headers of the answer.
        most_bytes: Where reading stops.
        form: `json` or `csv`: what is expected.
        shown: The address, for messages.

    Raises:
        UpstreamError: It says that it is larger than the limit, or of another type.
    """
    declared = headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:18]) > most_bytes:
        raise too_large(most_bytes, shown)
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        raise web_page(form, shown)
    if kind and not (kind in _TEXT_TYPES or (form == "json" and kind.endswith("json"))):
        raise UpstreamError(
            f"the answer is of type {kind[:60]!a} instead of {form.upper()}",
            where=shown,
            hint="check the address",
        )


def web_page(form: str, shown: str) -> UpstreamError:
    """The error for HTML, which is what proxies and sign-in pages answer."""
    return UpstreamError(
        f"the answer is a web page instead of {form.upper()}: a sign-in page, or a proxy's message",
        where=shown,
        hint="open the address in a browser to see what it says",
    )


def too_large(most_bytes: int, shown: str) -> UpstreamError:
    """The error for an answer beyond the limit."""
    return UpstreamError(
        f"the answer is larger than {most_bytes / 1024 / 1024:,.4g} MiB; reading stopped there",
        where=shown,
        hint="check the address; a file this large is not what this source serves",
    )


async def read_body(
    pieces: AsyncIterator[bytes],
    headers: Mapping[str, str],
    most_bytes: int,
    shown: str,
    report: Callable[[Progress], None],
) -> bytes:
    """The body, decompressed, and not a byte beyond the limit held in memory.

    Args:
        pieces: The body as it arrives.
        headers: The headers of the answer.
        most_bytes: The largest body that is read, before and after decompression.
        shown: The address, for messages.
        report: Told how many bytes have arrived.

    Raises:
        UpstreamError: It is larger than the limit, or compressed in a way nobody asked for.
        Broken: What was compressed is garbled or ends early.
    """
    decode = _decoder(headers.get("content-encoding", ""), shown)
    declared = headers.get("content-length", "")
    total = int(declared) if declared.isascii() and declared.isdigit() else None
    arrived = 0
    body = bytearray()
    async for piece in pieces:
        arrived += len(piece)
        if arrived > most_bytes:
            raise too_large(most_bytes, shown)
        for part in decode.feed(piece):
            body += part
            if len(body) > most_bytes:
                raise too_large(most_bytes, shown)
        report(Progress(arrived, total))
    decode.finish()
    return bytes(body)


class _Plain:
    """A body that is not compressed."""

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """The piece itself."""
        yield piece

    def finish(self) -> None:
        """Nothing can be missing: the length is checked by the protocol."""


class _Inflate(_Plain):
    """A body compressed with gzip or deflate, unpacked in parts of bounded size.

    httpx would unpack each piece whole, and 64 KiB of zeros unpack to 64 MiB.
    """

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB)

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """The parts that the piece unpacks to."""
        rest = piece
        while rest and not self._inflate.eof:
            try:
                part = self._inflate.decompress(rest, _PIECE_BYTES)
            except zlib.error:
                raise Broken("the compressed answer is garbled") from None
            rest = self._inflate.unconsumed_tail
            if part:
                yield part
        if rest or self._inflate.unused_data:
            raise Broken("something follows the end of the compressed answer")

    def finish(self) -> None:
        """Refuse a stream that has not come to its end."""
        if not self._inflate.eof:
            raise Broken("the compressed answer ends early")


def _decoder(encoding: str, shown: str) -> _Plain:
    """What unpacks a `Content-Encoding`."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name in ("gzip", "x-gzip", "deflate"):
        return _Inflate()
    raise UpstreamError(f"the answer is compressed as {name[:40]!a}, not asked for", where=shown)
