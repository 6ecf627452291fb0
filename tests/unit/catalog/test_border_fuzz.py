"""No data, however odd, makes the border fail in any way but its own."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmselect.catalog.border import read_record
from fmselect.catalog.record_classes import field_types, record_class
from fmselect.catalog.strict_yaml import load_yaml
from fmselect.domain.records import RECORD_KINDS
from fmselect.errors import FmselectError, Problems

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.sampled_from(["language", "text", "yes", "2026-11-03", "2026-13", "acme/m", "a b", "5", ""]),
    st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=8),
)


def fields(cls: type) -> set[str]:
    """The fields of a record class and of all classes in it."""
    inner = {record_class(hint) for hint in field_types(cls).values()} - {None}
    return set(field_types(cls)).union(*(fields(found) for found in inner if found))


def values(names: set[str]) -> st.SearchStrategy[Any]:
    """Anything YAML can hold, with keys the border knows and one it does not."""
    keys = st.sampled_from([*sorted(names), "nope"])
    return st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5),
        max_leaves=15,
    )


@pytest.mark.parametrize("kind", RECORD_KINDS)
@given(data=st.data())
def test_a_record_or_problems_with_places(kind: str, data: st.DataObject) -> None:
    """Any data is a record of its kind, or is refused with the place and name of each problem."""
    drawn = data.draw(values(fields(RECORD_KINDS[kind])))
    try:
        assert isinstance(
            read_record(kind, load_yaml(json.dumps(drawn), "f.yaml")), RECORD_KINDS[kind]
        )
    except Problems as refused:
        places = [str(problem.where) for problem in refused.problems]
        if not all(place.startswith("f.yaml:1:") for place in places):
            raise
    except FmselectError as refused:
        if drawn is not None:
            raise AssertionError(str(refused)) from refused
