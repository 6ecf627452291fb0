"""Writing the answer."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from fmselect.cli.runtime import read_runtime


def test_an_answer_that_fails_on_the_way_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard output stays empty, so that no program takes half an answer for one."""
    stream = io.StringIO()
    monkeypatch.setattr("sys.stdout", stream)
    runtime = read_runtime({}, formats=("table",))

    def pieces() -> Iterator[str]:
        yield "first\n"
        raise ValueError("the second cannot be read")

    with pytest.raises(ValueError, match="second"):
        runtime.write_all(pieces())
    assert stream.getvalue() == ""

    runtime.write_all(["first\n", "second ±\n"])
    assert stream.getvalue() == "first\nsecond ±\n"


def test_characters_a_stream_cannot_take_are_spelled_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only in the pieces that have any."""
    bytes_ = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(bytes_, encoding="ascii"))
    read_runtime({}, formats=("table",)).write_all(["a · b\n", "5 ± 1\n"])

    assert bytes_.getvalue() == b"a - b\n5 +- 1\n"
