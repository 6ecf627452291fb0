"""A body is what was sent, however it arrives, and never a byte beyond the limit."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmselect.errors import UpstreamError
from fmselect.upstream.reading import Broken, Progress, read_body
from fmselect.upstream.retry_after import seconds_asked

PACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "GZIP": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
}
NOW = "Tue, 24 Nov 2026 10:00:00 GMT"


def read(packed: bytes, encoding: str, most: int, sizes: list[int]) -> bytes:
    """Read a body that arrives in pieces of these sizes, then in one."""

    async def arriving() -> AsyncIterator[bytes]:
        rest = packed
        for size in sizes:
            yield rest[:size]
            rest = rest[size:]
        yield rest

    def silent(_: Progress) -> None:
        pass

    headers = {"content-encoding": encoding} if encoding else {}
    return asyncio.run(read_body(arriving(), headers, most, "https://example.org/", silent))


@given(
    body=st.binary(max_size=2000),
    encoding=st.sampled_from(sorted(PACK)),
    sizes=st.lists(st.integers(0, 50), max_size=30),
)
def test_the_body_arrives_whole(body: bytes, encoding: str, sizes: list[int]) -> None:
    """In whatever pieces, in every encoding that is asked for."""
    assert read(PACK[encoding](body), encoding, 10_000, sizes) == body


@given(
    body=st.binary(min_size=1, max_size=2000),
    encoding=st.sampled_from(sorted(PACK)),
    sizes=st.lists(st.integers(0, 50), max_size=30),
)
def test_the_limit_is_a_limit_to_the_byte(body: bytes, encoding: str, sizes: list[int]) -> None:
    """What is as large as it is read, what is a byte larger is not."""
    packed = PACK[encoding](body)
    limit = max(len(body), len(packed))
    assert read(packed, encoding, limit, sizes) == body
    with pytest.raises(UpstreamError, match="is larger than"):
        read(packed, encoding, limit - 1, sizes)


@given(
    body=st.binary(max_size=500),
    encoding=st.sampled_from(["gzip", "deflate"]),
    data=st.data(),
)
def test_a_part_of_a_compressed_body_is_never_taken_for_the_whole(
    body: bytes, encoding: str, data: st.DataObject
) -> None:
    """Cut anywhere, or followed by something."""
    packed = PACK[encoding](body)
    cut = packed[: data.draw(st.integers(0, len(packed) - 1))]
    for wrong in (cut, packed + b"x"):
        with pytest.raises(Broken):
            read(wrong, encoding, 10_000, [])


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip"])
def test_a_compression_nobody_asked_for_is_told(encoding: str) -> None:
    """Rather than taken for the content."""
    with pytest.raises(UpstreamError, match="not asked for"):
        read(b"{}", encoding, 10_000, [])


@pytest.mark.parametrize(
    ("value", "date", "seconds"),
    [
        ("120", "", 120.0),
        ("0", "", 0.0),
        (" 7 ", "", 7.0),
        ("Tue, 24 Nov 2026 10:00:30 GMT", NOW, 30.0),
        ("Tue, 24 Nov 2026 09:00:00 GMT", NOW, 0.0),
        ("Tuesday, 24-Nov-26 10:00:30 GMT", NOW, 30.0),
        ("Tue, 24 Nov 2026 10:00:30 GMT", "", None),
        ("Tue, 24 Nov 2026 10:00:30 GMT", "now", None),
        ("-5", "", None),
        ("1.5", "", None),
        ("soon", NOW, None),
        ("", NOW, None),
        ("\u0665", "", None),
        ("Tue, 99 Nov 99999 10:00:30 GMT", NOW, None),
    ],
    ids=range(14),
)
def test_how_long_a_server_asks_to_wait(value: str, date: str, seconds: float | None) -> None:
    """In seconds, or until a date by the server's own clock; else nobody knows."""
    assert seconds_asked({"retry-after": value, "date": date}) == seconds
