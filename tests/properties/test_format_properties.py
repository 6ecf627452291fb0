"""Formatting changes the layout of a record and nothing else, however odd the layout was."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fmselect.catalog.format import format_document
from fmselect.catalog.load import yaml_files
from fmselect.catalog.strict_yaml import load_yaml, read_yaml
from fmselect.catalog.write import dump_record
from fmselect.domain import records
from tests.support.messy_yaml import Messy, Planted

CATALOG = Path(__file__).parents[2] / "catalog"
FILES = [
    (kind, path)
    for kind in records.RECORD_KINDS
    for path in list(yaml_files(CATALOG / kind))[::7]
    if path.stat().st_size < 12_000
]
SEEDS = st.integers(0, 10**9)


def formatted(kind: str, text: str) -> str:
    """The text in canonical form."""
    return format_document(kind, load_yaml(text, "f.yaml"))


def scalars(text: str) -> Any:
    """What an independent reader sees, every scalar as the text it is written with."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes text of everything


def words(value: Any) -> Any:
    """The same whatever the order of keys."""
    if isinstance(value, dict):
        return {key: words(value[key]) for key in sorted(value)}
    return [words(item) for item in value] if isinstance(value, list) else value


@given(st.sampled_from(FILES), SEEDS)
@settings(max_examples=150)
def test_any_layout_of_real_records(file: tuple[str, Path], seed: int) -> None:
    """A real record in any layout becomes canonical: data, digits and comments stay, twice too."""
    kind, path = file
    messy = Messy(seed)
    text = messy.text(read_yaml(path).data)
    once = formatted(kind, text)

    assert words(scalars(once)) == words(scalars(text))
    assert repr(words(load_yaml(once, "f").data)) == repr(words(load_yaml(text, "f").data))
    comments = [line[line.index("# remark") :] for line in once.splitlines() if "# remark" in line]
    assert Counter(comments) == Counter(planted.text for planted in messy.planted)
    assert formatted(kind, once) == once


@given(st.sampled_from(FILES), SEEDS)
@settings(max_examples=100)
def test_comments_stay_beside_their_keys(file: tuple[str, Path], seed: int) -> None:
    """A comment above or behind a key is above or behind that key afterwards."""
    kind, path = file
    messy = Messy(seed, comments=0.1)
    lines = formatted(kind, messy.text(read_yaml(path).data)).splitlines()
    for planted in messy.planted:
        assert is_beside(planted, lines)


def is_beside(planted: Planted, lines: list[str]) -> bool:
    """Whether the comment is on the line of its key, or above that with comments between."""
    number = next(n for n, line in enumerate(lines) if planted.text in line)
    line = lines[number]
    if line.lstrip().startswith("#"):
        below = (line for line in lines[number:] if not line.lstrip().startswith("#"))
        line = next(below)
    return planted.key is None or re.search(rf"(?:^|[{{, -]){planted.key}:", line) is not None


@given(st.sampled_from(FILES), SEEDS)
@settings(max_examples=60)
def test_without_comments_it_is_what_the_program_writes(file: tuple[str, Path], seed: int) -> None:
    """Without comments the text is the one that `dump_record` makes of the data."""
    kind, path = file
    text = Messy(seed, comments=0).text(read_yaml(path).data)

    assert formatted(kind, text) == dump_record(kind, load_yaml(text, "f").data)
