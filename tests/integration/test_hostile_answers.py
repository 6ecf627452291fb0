"""Whatever a server sends costs a message: no memory beyond the limit, no crash, no copy kept."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fmselect.errors import UpstreamError
from fmselect.upstream.fetch import FetchSettings, fetch_source
from fmselect.upstream.sources import MEBIBYTE, SOURCES
from tests.support import unruly_server as server_is
from tests.support.unruly_server import Behaviour, UnrulyServer

Settings = Callable[..., FetchSettings]
PAGE = b"<!DOCTYPE html><html><title>Sign in</title></html>"
REFUSED: dict[str, tuple[Behaviour, str]] = {
    "a page": (server_is.answer(PAGE, kind="text/html; charset=utf-8"), "is a web page instead of"),
    "a page called JSON": (server_is.answer(PAGE), "is a web page instead of JSON"),
    "a picture": (server_is.answer(b"{}", kind="image/png"), "is of type 'image/png' instead of"),
    "nothing": (server_is.answer(b""), "is empty"),
    "spaces": (server_is.answer(b" \n"), "is empty"),
    "half a file that calls itself whole": (server_is.answer(b'{"gpt-5": {'), "is not JSON"),
    "text": (server_is.answer(b"hello", kind="text/plain"), "is not JSON"),
    "two values": (server_is.answer(b"{} {}"), "is not JSON"),
    "NaN": (server_is.answer(b'{"a": NaN}'), "NaN is not a number"),
    "Infinity": (server_is.answer(b'{"a": -Infinity}'), "-Infinity is not a number"),
    "a number of 5,000 digits": (server_is.answer(b"[" + b"9" * 5000 + b"]"), "is not valid"),
    "a name twice": (server_is.answer(b'{"a": 1, "a": 2}'), "'a' stands twice in one object"),
    "Latin-1": (server_is.answer(b'{"a": "\xe9"}'), "is not UTF-8 text, from byte 7 on"),
    "UTF-16": (server_is.answer('{"a": 1}'.encode("utf-16")), "is not UTF-8 text, from byte 0 on"),
    "65 lists": (server_is.answer(b"[" * 65 + b"]" * 65), "nested more than 64 deep"),
    "100,000 lists": (server_is.answer(b"[" * 100_000 + b"]" * 100_000), "nested more than 64"),
    "100,000 objects": (
        server_is.answer(b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
        "nested more than 64",
    ),
    "100,000 open lists": (server_is.answer(b"[" * 100_000), "nested more than 64"),
    "another compression": (
        server_is.answer(b"{}", Content_Encoding="br"),
        "is compressed as 'br', not asked for",
    ),
    "a size that says too much": (
        server_is.answer(b"{}", Content_Length=str(33 * MEBIBYTE)),
        "is larger than 32 MiB",
    ),
    "a size of many digits": (server_is.answer(b"{}", Content_Length="9" * 18), "larger than"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_the_file_is_refused_in_words_and_not_kept(
    server: UnrulyServer, settings: Settings, cache: Path, name: str
) -> None:
    """The address is named, nothing is asked twice, and offline there is nothing to find."""
    behaviour, told = REFUSED[name]
    url = server.on("/prices.json", behaviour)
    with pytest.raises(UpstreamError) as raised:
        fetch_source("litellm", settings(url=url))

    assert told in raised.value.message
    assert (raised.value.where or "").startswith(url)
    assert "\n" not in raised.value.message
    assert len(server.seen) == 1
    assert not list(cache.glob("*"))


@pytest.mark.parametrize(
    "kind",
    ["application/json", "application/problem+json", "text/plain; charset=utf-8", "text/json", ""],
)
def test_types_under_which_json_is_served_are_taken(
    server: UnrulyServer, settings: Settings, kind: str
) -> None:
    """Raw files of a repository come as plain text."""
    url = server.on("/prices.json", server_is.answer(b'{"a": {}}', kind=kind))

    assert fetch_source("litellm", settings(url=url)).body == b'{"a": {}}'


def test_the_same_value_twice_says_no_more_than_once(
    server: UnrulyServer, settings: Settings
) -> None:
    """Only names that stand for different values leave open which one is meant."""
    body = b'{"a": {"b": 1.50}, "a": {"b": 1.50}}'
    url = server.on("/prices.json", server_is.answer(body))

    assert fetch_source("litellm", settings(url=url)).body == body


def test_a_byte_order_mark_is_taken_off(server: UnrulyServer, settings: Settings) -> None:
    """It is no part of what JSON and CSV say."""
    url = server.on("/prices.json", server_is.answer(b'\xef\xbb\xbf{"a": {}}'))

    assert fetch_source("litellm", settings(url=url)).body == b'{"a": {}}'


@pytest.fixture
def _small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the source serve no more than a MiB, so that a test need not send more than a few."""
    small = replace(SOURCES["litellm"], most_bytes=MEBIBYTE)
    monkeypatch.setitem(SOURCES, "litellm", small)


@pytest.mark.usefixtures("_small_limit")
@pytest.mark.parametrize(
    "large",
    [server_is.endless(64 * MEBIBYTE), server_is.bomb(512 * MEBIBYTE)],
    ids=["without a size", "half a GiB in half a MiB of gzip"],
)
def test_reading_stops_at_the_limit(
    server: UnrulyServer, settings: Settings, large: Behaviour
) -> None:
    """At once, and with a few times the limit in memory at most."""
    url = server.on("/prices.json", large)
    tracemalloc.start()
    begun = time.monotonic()
    with pytest.raises(UpstreamError, match="larger than 1 MiB; reading stopped there"):
        fetch_source("litellm", settings(url=url))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert time.monotonic() - begun < 3
    assert most < 12 * MEBIBYTE
    assert len(server.seen) == 1


def test_deep_nesting_does_not_end_the_interpreter(tmp_path: Path) -> None:
    """Nor does a saved file: a million brackets are a message and exit code 4."""
    file = tmp_path / "deep.json"
    file.write_bytes(b"[" * 1_000_000 + b"]" * 1_000_000)
    (tmp_path / "catalog").mkdir()
    words = ("catalog", "sync", "litellm", "--from", str(file), "--into", str(tmp_path / "catalog"))
    done = subprocess.run(
        [sys.executable, "-m", "fmselect", *words], capture_output=True, text=True, check=False
    )

    assert done.returncode == 4
    assert done.stdout == ""
    assert "nested more than 64 deep" in done.stderr
    assert "Traceback" not in done.stderr
