"""What a person sees while a sync runs, and what a program does not."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import unruly_server as server_is
from tests.support.unruly_server import UnrulyServer

Run = Callable[..., tuple[str, str]]
_CHECK = """
import sys
from fmselect.cli.app import main
code = main(sys.argv[1:])
heavy = [name for name in ("httpx", "tenacity", "rich", "asyncio") if name in sys.modules]
sys.exit(f"loaded {heavy}" if heavy else code)
"""


@pytest.fixture
def in_a_terminal(cache: Path) -> Run:
    """Run a sync whose stderr is a terminal and whose stdout is a pipe."""

    def run(*words: str, **environment: str) -> tuple[str, str]:
        ours, theirs = pty.openpty()
        given = {**os.environ, "FMSELECT_CACHE": str(cache), "TERM": "xterm", **environment}
        process = subprocess.Popen(
            [sys.executable, "-m", "fmselect", "catalog", "sync", *words],
            stdout=subprocess.PIPE,
            stderr=theirs,
            text=True,
            env=given,
        )
        os.close(theirs)
        seen: list[bytes] = []
        reader = threading.Thread(target=_read_all, args=(ours, seen))
        reader.start()
        out, _ = process.communicate(timeout=30)
        reader.join()
        os.close(ours)
        assert process.returncode == 0
        return out, b"".join(seen).decode()

    return run


def _read_all(handle: int, seen: list[bytes]) -> None:
    """Read a terminal until its other end is closed."""
    while True:
        try:
            piece = os.read(handle, 4096)
        except OSError:
            return
        if not piece:
            return
        seen.append(piece)


@pytest.fixture
def words(server: UnrulyServer, catalog: Path, upstream_fixtures: Path) -> tuple[str, ...]:
    """A sync that takes a moment."""
    body = (upstream_fixtures / "openrouter.json").read_bytes()
    url = server.on("/file.json", server_is.drip(body, 0.001))
    return ("openrouter", "--url", url, "--into", str(catalog), "--json")


def test_a_bar_on_a_terminal_goes_away_again(in_a_terminal: Run, words: tuple[str, ...]) -> None:
    """It shows how much has arrived, on stderr; the answer on stdout is whole."""
    out, err = in_a_terminal(*words)
    assert json.loads(out)["source"] == "openrouter"
    assert "openrouter" in err
    assert re.search(r"\d+/\d+ bytes", err)
    assert err.rstrip().endswith("\x1b[2K")


@pytest.mark.parametrize(
    ("more", "environment"), [(("--quiet",), {}), ((), {"TERM": "dumb"})], ids=["quiet", "dumb"]
)
def test_no_bar_where_nobody_wants_one(
    in_a_terminal: Run, words: tuple[str, ...], more: tuple[str, ...], environment: dict[str, str]
) -> None:
    """`--quiet`, and a terminal that cannot go back on a line."""
    _, err = in_a_terminal(*words, *more, **environment)
    assert err == ""


def test_no_bar_in_a_pipe(words: tuple[str, ...], cache: Path) -> None:
    """Nothing on stderr that a log would keep."""
    done = subprocess.run(
        [sys.executable, "-m", "fmselect", "catalog", "sync", *words],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "FMSELECT_CACHE": str(cache), "FORCE_COLOR": "1"},
    )
    assert done.stderr == ""


def test_a_saved_file_loads_nothing_that_fetches(catalog: Path, upstream_fixtures: Path) -> None:
    """Neither httpx, nor what shows progress."""
    file = str(upstream_fixtures / "openrouter.json")
    words = ("catalog", "sync", "openrouter", "--from", file, "--into", str(catalog))
    done = subprocess.run(
        [sys.executable, "-c", _CHECK, *words], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
