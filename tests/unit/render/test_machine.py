"""Documents for programs, written in pieces."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fmselect.render.machine import long_document

values = st.none() | st.booleans() | st.integers() | st.text()
records = st.lists(st.dictionaries(st.text(), values | st.lists(values)))


@given(records)
def test_a_long_document_is_its_envelope_with_the_records(listed: list[dict[str, Any]]) -> None:
    """Read as JSON it is the same as if it had been written at once, one record a line."""
    text = "".join(long_document({"schema": "x@1", "kind": "models"}, "models", listed))

    assert json.loads(text) == {"schema": "x@1", "kind": "models", "models": listed}
    assert text.isascii()
    assert text.endswith("}\n")
    assert len(text.splitlines()) == 6 + len(listed)


def test_records_are_taken_one_after_the_other() -> None:
    """A record is written before the next one is read: only one is in memory."""
    read = []

    def source() -> Any:
        for number in range(3):
            read.append(number)
            yield {"id": number}

    pieces = long_document({"schema": "x@1"}, "models", source())
    assert '"models": [' in next(pieces)
    for number in range(3):
        assert json.loads(next(pieces).lstrip(",\n ")) == {"id": number}
        assert read == list(range(number + 1))
