"""The comments of a YAML file, which reading it for its facts does not see."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from fmselect.catalog.yaml_events import events

_COMMENT = re.compile(r"#[^\r\n]*")
_SCHEMA_LINE = re.compile(r"# yaml-language-server:.*")


def comments_of(text: str) -> tuple[str, ...]:
    """Every comment, from its `#` to the end of its line, in the order of the file.

    What is between two scalars is punctuation, space and comments: a `#` there begins a comment,
    and one inside a scalar, such as in an address, does not.

    Raises:
        yaml.YAMLError: The text is not YAML.
    """
    found: list[str] = []
    end = 0
    for start, stop, header in _scalars(text):
        found += _COMMENT.findall(text, end, start)
        found += _COMMENT.findall(text, start, header)
        end = stop
    return (*found, *_COMMENT.findall(text, end))


def _scalars(text: str) -> Iterator[tuple[int, int, int]]:
    """Start and end of each scalar, and the end of the line with the `|` or `>` before a block."""
    for event in events(text):
        if isinstance(event, yaml.ScalarEvent):
            assert event.start_mark is not None  # libyaml marks every event
            assert event.end_mark is not None
            start, stop = event.start_mark.index, event.end_mark.index
            header = start
            if event.style in ("|", ">"):
                line = text.find("\n", start)
                header = stop if line < 0 else line
            yield start, stop, header


def has_comments(text: str) -> bool:
    """Whether somebody wrote a comment: any but the line that names the schema.

    Raises:
        yaml.YAMLError: The text is not YAML.
    """
    if "#" not in text:
        return False
    return any(not _SCHEMA_LINE.fullmatch(comment) for comment in comments_of(text))
