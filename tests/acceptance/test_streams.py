"""Streams, terminals and signals: what a shell sees."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog import locate

Call = Callable[..., Any]
_COLOR = re.compile(r"\x1b\[[0-9;]*m")


def in_a_terminal(command: list[str], *words: str, **environment: str) -> tuple[int, str]:
    """Exit code and output of a call whose stdout is a terminal."""
    outer, inner = pty.openpty()
    process = subprocess.Popen(
        [*command, *words],
        stdout=inner,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm", **environment},
    )
    os.close(inner)
    output = b""
    while True:
        try:
            ready, _, _ = select.select([outer], [], [], 30)
            piece = os.read(outer, 65536) if ready else b""
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        output += piece
    os.close(outer)
    return process.wait(), output.decode().replace("\r\n", "\n")


def test_a_terminal_gets_colour_and_a_pipe_does_not(command: list[str], process: Call) -> None:
    """Colour is for people; the words are the same without it."""
    code, shown = in_a_terminal(command, "recommend", "coding", COLUMNS="100")
    assert code == 0
    assert _COLOR.search(shown)
    piped = process("recommend", "coding", COLUMNS="100").out
    assert not _COLOR.search(piped)
    assert _COLOR.sub("", shown) == piped


def test_no_color_and_an_explicit_option(command: list[str], process: Call) -> None:
    """`NO_COLOR` turns colour off where it is not empty; `--color always` wins over it."""
    words = ("recommend", "coding")
    assert not _COLOR.search(in_a_terminal(command, *words, NO_COLOR="1")[1])
    assert _COLOR.search(in_a_terminal(command, *words, NO_COLOR="")[1])
    assert not _COLOR.search(in_a_terminal(command, *words, "--color", "never")[1])
    assert _COLOR.search(process(*words, "--color", "always", NO_COLOR="1").out)
    assert not _COLOR.search(process(*words, "--color", "always", "--json").out)


@pytest.mark.parametrize("width", ["40", "80", "120"])
def test_the_table_keeps_to_the_window(command: list[str], width: str) -> None:
    """No line of prose or of the ranking is wider than the window, and no id is cut."""
    ranking = json.loads(
        subprocess.run(
            [*command, "recommend", "coding", "--json"], capture_output=True, check=True
        ).stdout
    )["ranking"]
    _, shown = in_a_terminal(command, "recommend", "coding", "--color", "never", COLUMNS=width)
    assert max(map(len, shown.splitlines())) <= int(width)
    for row in ranking:
        assert row["model"] in shown


def test_a_reader_that_leaves_early_is_no_failure(command: list[str]) -> None:
    """`fmselect ... | head -1` ends quietly: no traceback, no message."""
    shell = subprocess.run(
        ["/bin/bash", "-c", 'set -o pipefail; "$@" | head -1', "bash", *command, "list", "--json"],
        capture_output=True,
        check=False,
    )
    assert shell.stdout.splitlines() == [b"{"]
    assert shell.stderr == b""


def test_a_closed_reader_at_the_start(command: list[str]) -> None:
    """A pipe nobody reads at all is as quiet."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*command, "recommend", "coding"], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_is_told(command: list[str]) -> None:
    """An answer that cannot be written is a failure, not a silent success."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*command, "recommend", "coding"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 4
    assert b"cannot write the answer" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("closing", "words", "code"),
    [
        (">&-", "recommend coding", 4),
        (">&-", "--version", 4),
        ("2>&-", "recommend coding", 0),
        ("2>&-", "recommend x", 2),
    ],
)
def test_a_stream_that_is_closed(command: list[str], closing: str, words: str, code: int) -> None:
    """With stdout closed the answer cannot be written, which is told; stderr is not needed."""
    installed = [word.replace("import main", "import entry as main") for word in command]
    ended = subprocess.run(
        ["/bin/sh", "-c", f"{shlex.join(installed)} {words} {closing}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr
    assert ended.stdout.startswith("coding:") is (code == 0)
    if code == 4:
        assert ended.stderr == "error: stdout: cannot write the answer: it is closed\n"


def test_an_input_that_is_closed(command: list[str]) -> None:
    """Requirements cannot be read from there, which is told; nothing else needs it."""
    told = []
    for words in ("recommend coding -r -", "recommend coding"):
        done = subprocess.run(
            ["/bin/sh", "-c", f"{shlex.join(command)} {words} <&-"],
            capture_output=True,
            text=True,
            check=False,
        )
        told.append((done.returncode, done.stderr))
    assert told == [(4, "error: <stdin>: is closed\n"), (0, "")]


def test_ctrl_c_ends_with_130_and_an_empty_stdout(command: list[str]) -> None:
    """Interrupted while it waits for its input, it says so and leaves nothing half written."""
    for words, told in ((("-v",), b"error: interrupted"), (("-v", "--json"), b'"interrupted"')):
        process = subprocess.Popen(
            [*command, "recommend", "-r", "-", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stderr is not None
        assert b"reading the standard input" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert process.returncode == 130
        assert out == b""
        assert told in err
        assert b"Traceback" not in err


def test_a_locale_without_unicode(process: Call) -> None:
    """A stream that takes only ASCII gets ASCII, not a crash."""
    shown = process("recommend", "coding", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert shown.code == 0
    assert shown.out.isascii()
    assert "acme/atlas-2" in shown.out


def test_quiet_and_verbose_leave_the_answer_alone(fmselect: Call) -> None:
    """Verbosity changes stderr, never stdout."""
    plain = fmselect("recommend", "--json")
    assert fmselect("recommend", "--json", "-q").out == plain.out
    loud = fmselect("recommend", "--json", "-v")
    assert loud.out == plain.out
    assert "catalog: " in loud.err


def test_a_bug_is_told_as_one(
    fmselect: Call, small_compiled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What must not happen ends with 3, asks for a report, and shows the traceback on demand."""
    broken = tmp_path / "broken"
    shutil.copytree(small_compiled, broken)
    (broken / "language.json").write_text("{}")
    monkeypatch.setattr(locate, "BUNDLED_COMPILED", broken)
    answer = fmselect("recommend", "coding")
    assert (answer.code, answer.out) == (3, "")
    assert "a bug in fmselect" in answer.err
    assert "Traceback" not in answer.err
    assert "Traceback" in fmselect("recommend", "coding", "--debug").err
    assert fmselect("recommend", "coding", "--json").error["kind"] == "bug"
