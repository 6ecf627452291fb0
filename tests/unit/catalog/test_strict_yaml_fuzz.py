"""No text, however odd, makes the YAML reader fail in any way but its own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from fmselect.catalog.strict_yaml import Document, load_yaml
from fmselect.catalog.write import scalar
from fmselect.errors import FmselectError

_SIGNS = "[]{}:,-?&*!|>'\"%@`#~<=\\"
_WORDS = (": ", "- ", "\n", "\n  ", "? ", "---\n", "...\n", "&a ", "*a", "!!int ", "<<: ", "key: ")
_VALUES = ("1_0", "1e5", "0x1", "12:3", ".inf", "NO", "null", "a", "é", "😀", "9" * 50)
_INVISIBLE = ("\t", "\\u202e", "\ufeff", "\x85", "\u2028", "\x00", "\ud800")
PIECES = st.sampled_from([*_SIGNS, *_WORDS, *_VALUES, *_INVISIBLE])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))
VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**30), 10**30),
        st.decimals(-1000, 1000, places=3),
        st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=12),
    ),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abcxyz_", min_size=1, max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


def read_or_refuse(text: str | bytes) -> Document | None:
    """The document, or None where it is refused with a place; any other error is a failure."""
    try:
        return load_yaml(text, "f.yaml")
    except FmselectError as refused:
        if not str(refused).startswith("f.yaml"):
            raise
    return None


def places_of(value: Any, keys: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The keys of everything in a value."""
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        return [keys, *(place for k, v in items for place in places_of(v, (*keys, k)))]
    return [keys]


@given(TEXTS)
def test_only_our_own_errors(text: str) -> None:
    """Any text is read or refused with a place; and what is read has places throughout."""
    document = read_or_refuse(text)
    if document is not None:
        for keys in places_of(document.data):
            assert document.where(keys).startswith("f.yaml:")


@given(st.binary())
def test_only_our_own_errors_for_bytes(content: bytes) -> None:
    """The same for bytes of any encoding."""
    document = read_or_refuse(content)

    assert document is None or document.path == "f.yaml"


@given(TEXTS)
def test_what_is_read_is_what_others_read(text: str) -> None:
    """A text we accept means the same to PyYAML, text that looks like a date apart."""
    document = read_or_refuse(text)

    if document is not None:
        theirs = yaml.load(text, Loader=_Plain)  # noqa: S506 - a safe loader
        assert _comparable(theirs) == _comparable(document.data)


class _Plain(yaml.CSafeLoader):
    """PyYAML's safe loader without dates and without `=`, which stand for text here."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":value"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _comparable(value: Any) -> Any:
    """The value without its keys, which are text to us, and decimals as others read them."""
    if isinstance(value, dict):
        return [_comparable(item) for item in value.values()]
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


@example("0B0")
@given(VALUES)
def test_what_we_write_we_read(value: Any) -> None:
    """A value written in canonical flow style is read back exactly."""
    assert load_yaml(_flow(value), "f.yaml").data == value


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {_flow(item)}' for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return "null" if value is None else scalar(value, flow=True)
