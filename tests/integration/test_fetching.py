"""A fetch brings what is served, asks again where that helps, and gives up in words."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fmselect.errors import UpstreamError
from fmselect.upstream.fetch import FetchSettings, fetch_source
from fmselect.upstream.reading import Progress
from fmselect.upstream.sources import SOURCES
from tests.support import unruly_server as server_is
from tests.support.unruly_server import Behaviour, UnrulyServer

Settings = Callable[..., FetchSettings]
BODY = b'{"gpt-5": {"input_cost_per_token": 1.25e-06}}'
LATER = date(2026, 12, 1)


def test_what_is_served_arrives_byte_for_byte(server: UnrulyServer, settings: Settings) -> None:
    """With the checksum of the bytes, the day, and an address to cite."""
    url = server.on("/prices.json", server_is.answer(BODY))
    fetched = fetch_source("litellm", settings(url=url))

    assert fetched.body == BODY
    assert fetched.sha256 == "619d407cb6ec6b2ef45ce8cb2d3bf3a68dd5161abf2e293605550458e4585f19"
    assert fetched.shown == url
    assert fetched.via == f"{SOURCES['litellm'].address}#sha256:619d407cb6ec"
    assert fetched.fetched_on == date(2026, 11, 24)
    assert not fetched.from_cache


def test_a_compressed_answer_is_unpacked(server: UnrulyServer, settings: Settings) -> None:
    """The checksum is that of the content, not of the packing."""
    url = server.on("/prices.json", server_is.gzipped(BODY))

    assert fetch_source("litellm", settings(url=url)).body == BODY


@pytest.mark.parametrize(
    ("version", "condition"),
    [
        ({"etag": '"v1"'}, ("if-none-match", '"v1"')),
        ({"etag": 'W/"v1"'}, ("if-none-match", 'W/"v1"')),
        (
            {"last_modified": "Mon, 23 Nov 2026 10:00:00 GMT"},
            ("if-modified-since", "Mon, 23 Nov 2026 10:00:00 GMT"),
        ),
    ],
    ids=["a strong tag", "a weak tag", "a date"],
)
def test_what_has_not_changed_is_not_sent_again(
    server: UnrulyServer,
    settings: Settings,
    version: dict[str, str],
    condition: tuple[str, str],
) -> None:
    """The second request names the version at hand, and 304 stands for that body."""
    url = server.on("/prices.json", server_is.versioned(BODY, **version))
    first = fetch_source("litellm", settings(url=url))
    second = fetch_source("litellm", settings(url=url, today=LATER))

    assert condition[0] not in server.seen[0].headers
    assert server.seen[1].headers[condition[0]] == condition[1]
    assert (first.from_cache, second.from_cache) == (False, True)
    assert second.body == BODY
    assert second.sha256 == first.sha256
    assert second.fetched_on == LATER


def test_a_new_version_replaces_the_old_one(server: UnrulyServer, settings: Settings) -> None:
    """The copy at hand is only used as long as the server says that it is right."""
    url = server.on("/prices.json", server_is.versioned(BODY, etag='"v1"'))
    fetch_source("litellm", settings(url=url))
    server.on("/prices.json", server_is.versioned(b'{"new": {}}', etag='"v2"'))
    fetched = fetch_source("litellm", settings(url=url))

    assert fetched.body == b'{"new": {}}'
    assert not fetched.from_cache
    assert fetch_source("litellm", settings(url=url)).from_cache


def damaged_body(cache: Path) -> None:
    """Change a byte of the kept body."""
    (body,) = cache.glob("*.body")
    body.write_bytes(b"[" + body.read_bytes()[1:])


def damaged_note(cache: Path) -> None:
    """Leave half a note, as a killed process might."""
    (note,) = cache.glob("*.json")
    note.write_bytes(note.read_bytes()[:40])


def missing_body(cache: Path) -> None:
    """Take the body away."""
    (body,) = cache.glob("*.body")
    body.unlink()


@pytest.mark.parametrize("damage", [damaged_body, damaged_note, missing_body])
def test_a_damaged_copy_counts_as_none(
    server: UnrulyServer, settings: Settings, cache: Path, damage: Callable[[Path], None]
) -> None:
    """The whole is asked for again, and never is damage taken for an answer."""
    url = server.on("/prices.json", server_is.versioned(BODY, etag='"v1"'))
    fetch_source("litellm", settings(url=url))
    damage(cache)
    fetched = fetch_source("litellm", settings(url=url))

    assert "if-none-match" not in server.seen[1].headers
    assert fetched.body == BODY
    assert not fetched.from_cache


def test_a_cache_that_cannot_be_written_is_no_failure(
    server: UnrulyServer, settings: Settings, tmp_path: Path
) -> None:
    """A file where the folder should be: nothing is kept, everything arrives."""
    (tmp_path / "occupied").write_text("")
    url = server.on("/prices.json", server_is.versioned(BODY, etag='"v1"'))
    for _ in range(2):
        given = settings(url=url, cache=tmp_path / "occupied")
        assert fetch_source("litellm", given).body == BODY


NOW = "Tue, 24 Nov 2026 10:00:00 GMT"
PASSING: dict[str, Behaviour] = {
    "500": server_is.status(500),
    "502": server_is.status(502),
    "503": server_is.status(503),
    "504": server_is.status(504),
    "429": server_is.status(429),
    "429 for no seconds": server_is.status(429, Retry_After="0"),
    "503 for no seconds": server_is.status(503, Retry_After="0"),
    "429 for nobody knows how long": server_is.status(429, Retry_After="soon"),
    "429 until now": server_is.status(429, Retry_After=NOW, Date=NOW),
    "reset": server_is.reset,
    "hang": server_is.hang,
    "truncated": server_is.truncated(BODY),
    "broken chunks": server_is.broken_chunks(BODY),
    "no HTTP": server_is.garbage,
    "garbled gzip": server_is.answer(b"no gzip at all", Content_Encoding="gzip"),
    "half of a gzip": server_is.answer(gzip.compress(BODY)[:30], Content_Encoding="gzip"),
}


@pytest.mark.parametrize("trouble", PASSING)
def test_trouble_that_passes_is_waited_out(
    server: UnrulyServer, settings: Settings, trouble: str
) -> None:
    """One failure, then the answer: nobody hears of it."""
    url = server.on("/prices.json", PASSING[trouble], server_is.answer(BODY))

    assert fetch_source("litellm", settings(url=url)).body == BODY
    assert len(server.seen) == 2


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        ("500", "it has an error of its own (HTTP 500); asked 3 times"),
        ("429", "it gets too many requests (HTTP 429); asked 3 times"),
        ("reset", "the connection broke off before the answer was complete; asked 3 times"),
        ("truncated", "the connection broke off before the answer was complete; asked 3 times"),
        ("broken chunks", "the connection broke off before the answer was complete; asked 3 times"),
        ("hang", "it does not answer in time; asked 3 times"),
        ("garbled gzip", "the compressed answer is garbled; asked 3 times"),
        ("half of a gzip", "the compressed answer ends early; asked 3 times"),
    ],
)
def test_trouble_that_stays_is_told_after_a_few_attempts(
    server: UnrulyServer, settings: Settings, trouble: str, told: str
) -> None:
    """What failed, the address, and the way around it."""
    url = server.on("/prices.json", PASSING[trouble])
    with pytest.raises(UpstreamError) as raised:
        fetch_source("litellm", settings(url=url))

    assert raised.value.message == told
    assert raised.value.where == url
    assert "--from FILE" in (raised.value.hint or "")
    assert len(server.seen) == 3


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 410, 418, 451, 204, 206, 304, 501, 505])
def test_no_other_status_is_asked_again(
    server: UnrulyServer, settings: Settings, code: int
) -> None:
    """It would be the same; the status is told."""
    url = server.on("/prices.json", server_is.status(code))
    with pytest.raises(UpstreamError, match=f"HTTP {code}"):
        fetch_source("litellm", settings(url=url))

    assert len(server.seen) == 1


def test_the_wait_the_server_asks_for_is_kept(server: UnrulyServer, settings: Settings) -> None:
    """A second of `Retry-After` is a second, however short our own waits are."""
    url = server.on("/prices.json", server_is.status(429, Retry_After="1"), server_is.answer(BODY))
    begun = time.monotonic()

    assert fetch_source("litellm", settings(url=url)).body == BODY
    assert 1.0 <= time.monotonic() - begun < 2.5


@pytest.mark.parametrize(
    "asked",
    [
        {"Retry_After": "3600"},
        {"Retry_After": "999999999999999999999"},
        {"Retry_After": "Tue, 24 Nov 2026 11:00:00 GMT", "Date": NOW},
    ],
    ids=["an hour", "for ever", "until a date"],
)
def test_a_wait_beyond_the_time_left_is_told_at_once(
    server: UnrulyServer, settings: Settings, asked: dict[str, str]
) -> None:
    """Nobody waits an hour for a command, nor for its failure."""
    url = server.on("/prices.json", server_is.status(429, **asked))
    begun = time.monotonic()
    with pytest.raises(UpstreamError, match=r"asks to wait .* seconds"):
        fetch_source("litellm", settings(url=url))

    assert time.monotonic() - begun < 1.0
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "slow",
    [server_is.drip(BODY, 0.1), server_is.drip_headers(0.1)],
    ids=["a byte at a time", "a header at a time"],
)
def test_a_server_that_drips_does_not_hold_anybody(
    server: UnrulyServer, settings: Settings, slow: Behaviour
) -> None:
    """Each byte comes in time, the whole does not: one deadline covers it all."""
    url = server.on("/prices.json", slow)
    begun = time.monotonic()
    with pytest.raises(UpstreamError, match=r"no complete answer within 0\.5 seconds"):
        fetch_source("litellm", settings(url=url, total_seconds=0.5))

    assert time.monotonic() - begun < 1.5


def test_a_refused_connection_is_told(settings: Settings) -> None:
    """Nobody listens there."""
    with UnrulyServer() as gone:
        url = gone.on("/prices.json")
    with pytest.raises(UpstreamError, match="no connection") as raised:
        fetch_source("litellm", settings(url=url))

    assert raised.value.kind == "network"


def test_offline_takes_what_was_fetched_last(server: UnrulyServer, settings: Settings) -> None:
    """With the day it was fetched on, and without a request; nothing kept is a failure."""
    url = server.on("/prices.json", server_is.answer(BODY))
    with pytest.raises(UpstreamError, match="no answer of this address is kept"):
        fetch_source("litellm", settings(url=url, offline=True))
    fetch_source("litellm", settings(url=url))
    kept = fetch_source("litellm", settings(url=url, offline=True, today=LATER))

    assert len(server.seen) == 1
    assert kept.body == BODY
    assert kept.fetched_on == date(2026, 11, 24)
    assert kept.from_cache


def test_progress_is_told_in_bytes_of_the_whole(server: UnrulyServer, settings: Settings) -> None:
    """The last step is the whole."""
    steps: list[Progress] = []
    url = server.on("/prices.json", server_is.answer(BODY))
    fetch_source("litellm", settings(url=url, report=steps.append))

    assert steps[-1] == Progress(done=len(BODY), total=len(BODY), unit="bytes")
