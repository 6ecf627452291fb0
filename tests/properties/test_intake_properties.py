"""What people write is read the same way everywhere, or refused with a place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fmselect import units
from fmselect.domain.intake import Layer, read_requirements
from fmselect.domain.requirement_documents import requirements_document
from fmselect.domain.requirements import Requirements
from fmselect.errors import FmselectError
from tests.support import strategies as some


def layer(values: Any) -> Layer:
    """A file."""
    return Layer(values, lambda path: f"requirements.yaml:{path}", "file")


@given(some.requirements)
def test_a_document_reads_back_as_the_requirements_it_shows(requirements: Requirements) -> None:
    """The answer's `requirements` can be saved and used again."""
    assert read_requirements([layer(requirements_document(requirements))]) == requirements


KEYS = [
    "task",
    "workload",
    "requests",
    "constraints",
    "privacy",
    "regions",
    "license",
    "preferences",
    "weights",
    "priorities",
    "anchors",
    "cost",
    "accept",
    "x.y",
]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_any_file_is_read_or_refused_with_a_place(values: Any) -> None:
    """No input crashes the reader."""
    refusal = refused(lambda: read_requirements([layer(values)]), FmselectError)
    if refusal is not None:
        assert isinstance(refusal, FmselectError)
        assert refusal.kind == "invalid-file"
        assert refusal.message
        assert refusal.where is not None


@given(st.text(max_size=12))
def test_any_text_is_a_quantity_or_refused(text: str) -> None:
    """A quantity is finite and not negative, whatever was typed."""
    for read in (units.count, units.usd, units.share, units.seconds, units.days, units.months):
        refusal = refused(partial(checked, read, text), ValueError)
        assert refusal is None or str(refusal).isprintable()


def checked(read: Callable[[object], float], text: str) -> None:
    """Read a quantity and check what every quantity is."""
    assert 0 <= read(text) <= units.LARGEST


def refused(call: Callable[[], object], expected: type[Exception]) -> Exception | None:
    """The expected refusal, or None where the call succeeds."""
    try:
        call()
    except expected as error:
        return error
    return None


@given(st.integers(0, 10**12))
def test_a_whole_number_is_read_exactly(number: int) -> None:
    """With and without thousands separators."""
    assert units.count(str(number)) == number
    assert units.count(f"{number:,}") == number
    assert units.count(number) == number
