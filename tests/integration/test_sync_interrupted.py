"""A sync that is ended at any moment leaves the catalog as it was or complete, never half."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog.transaction import exclusive
from tests.support import unruly_server as server_is
from tests.support.unruly_server import UnrulyServer

Snapshot = Callable[[Path], dict[str, bytes]]
LABS = 60
SECONDS = 20.0


def prices(per_token: str) -> bytes:
    """A list of OpenRouter with a model of each of many labs: a file of offers for each."""
    listed = [
        {"id": f"lab-{n}/model", "context_length": 8192, "pricing": {"prompt": per_token}}
        for n in range(LABS)
    ]
    return json.dumps({"data": listed}).encode()


@pytest.fixture
def large_catalog(catalog: Path) -> Path:
    """A catalog with those models."""
    for number in range(LABS):
        path = catalog / "models" / f"lab-{number}" / "model.yaml"
        path.parent.mkdir()
        path.write_text("name: Model\ntype: language\n", encoding="utf-8")
    return catalog


@contextmanager
def running(cache: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A sync in a process of its own; killed if it still runs in the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "fmselect", "catalog", "sync", "openrouter", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "FMSELECT_CACHE": str(cache)},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(happened: Callable[[], Any]) -> None:
    """Wait until something has happened; a test that waits in vain fails."""
    limit = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < limit
        time.sleep(0.0005)


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_ended_while_it_downloads(
    server: UnrulyServer,
    catalog: Path,
    cache: Path,
    snapshot: Snapshot,
    signal_number: signal.Signals,
) -> None:
    """No file is touched, nothing half is kept; Ctrl-C is exit code 130 and a word on stderr."""
    url = server.on("/models", server_is.drip(prices("0.000001"), 0.02))
    before = snapshot(catalog)
    with running(cache, "--url", url, "--into", str(catalog)) as process:
        wait_for(lambda: server.seen)
        time.sleep(0.1)
        process.send_signal(signal_number)
        out, err = process.communicate(timeout=SECONDS)

    assert out == ""
    assert snapshot(catalog) == before
    assert not list(cache.rglob("*"))
    if signal_number == signal.SIGINT:
        assert process.returncode == 130
        assert err == "error: interrupted\n"


@pytest.mark.slow
def test_killed_while_it_writes(
    large_catalog: Path, cache: Path, tmp_path: Path, snapshot: Snapshot
) -> None:
    """At eight random moments of the writing: all prices are the old ones or all the new ones.

    Where the change was decided when the process died, the next sync finishes it first.
    """
    moments = random.Random(20261124)  # noqa: S311 - spread, not secret
    files = [tmp_path / "old.json", tmp_path / "new.json"]
    for file, per_token in zip(files, ("0.000001", "0.000002"), strict=True):
        file.write_bytes(prices(per_token))
    states = [synced(large_catalog, cache, file, snapshot) for file in files]
    assert states[0] != states[1]
    assert len([path for path in states[1] if path.startswith("offers/")]) == LABS
    stage = large_catalog / ".fmselect-changes"
    for _ in range(8):
        restore(large_catalog, states[0])
        words = ("--from", str(files[1]), "--into", str(large_catalog), "--today", "2026-11-24")
        with running(cache, *words) as process:
            wait_for(lambda: stage.exists() or process.poll() is not None)
            time.sleep(moments.uniform(0, 0.06))
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=SECONDS)
        with exclusive(large_catalog):
            after = snapshot(large_catalog)
        assert after in states
    assert synced(large_catalog, cache, files[1], snapshot) == states[1]


@pytest.mark.slow
def test_killed_while_it_keeps_what_it_fetched(
    server: UnrulyServer, catalog: Path, cache: Path, snapshot: Snapshot
) -> None:
    """At four random moments: what is kept is the whole answer, or counts as nothing."""
    moments = random.Random(20261124)  # noqa: S311 - spread, not secret
    body = prices("0.000001") + b" " * 4_000_000
    url = server.on("/models", server_is.answer(body))
    before = snapshot(catalog)
    words = ("--url", url, "--into", str(catalog), "--dry-run")
    for _ in range(4):
        asked = len(server.seen)
        with running(cache, *words) as process:
            wait_for(partial(has_been_asked, server, asked + 1))
            time.sleep(moments.uniform(0, 0.15))
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=SECONDS)
        with running(cache, *words, "--offline", "--json") as process:
            out, _ = process.communicate(timeout=SECONDS)
        assert process.returncode in (0, 5)
        if process.returncode == 0:
            assert json.loads(out)["fetched"]["bytes"] == len(body)
    assert snapshot(catalog) == before


def has_been_asked(server: UnrulyServer, times: int) -> bool:
    """Whether so many requests have arrived."""
    return len(server.seen) >= times


def synced(catalog: Path, cache: Path, file: Path, snapshot: Snapshot) -> dict[str, bytes]:
    """The catalog after an undisturbed sync."""
    with running(
        cache, "--from", str(file), "--into", str(catalog), "--today", "2026-11-24"
    ) as process:
        _, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, err) == (0, "")
    return snapshot(catalog)


def restore(catalog: Path, state: dict[str, bytes]) -> None:
    """Put the catalog back into a state."""
    for path, content in state.items():
        if (catalog / path).read_bytes() != content:
            (catalog / path).write_bytes(content)


def test_interrupted_by_a_person_while_it_writes(
    large_catalog: Path, cache: Path, tmp_path: Path, snapshot: Snapshot
) -> None:
    """Ctrl-C in the middle of the writing: done or not begun when the prompt is back."""
    file = tmp_path / "new.json"
    file.write_bytes(prices("0.000002"))
    before = snapshot(large_catalog)
    stage = large_catalog / ".fmselect-changes"
    with running(cache, "--from", str(file), "--into", str(large_catalog)) as process:
        wait_for(lambda: stage.exists() or process.poll() is not None)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=SECONDS)
    after = snapshot(large_catalog)
    offers = [path for path in after if path.startswith("offers/")]

    assert process.returncode in (0, 130)
    assert (out == "") == (process.returncode == 130)
    assert after == before or len(offers) == LABS
    assert not [path for path in after if path.startswith(".") or path.endswith(".tmp")]
