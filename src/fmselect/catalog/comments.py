"""Whether a YAML file has comments, which reading it for its facts does not see."""

from __future__ import annotations

import re

import yaml

_SCHEMA_LINE = re.compile(r"^# yaml-language-server:.*$", re.MULTILINE)


def has_comments(text: str) -> bool:
    """Whether somebody wrote a comment: anything after a `#` but the line that names the schema.

    A `#` in a value, such as in an address, is no comment.

    Raises:
        yaml.YAMLError: The text is not YAML.
    """
    text = _SCHEMA_LINE.sub("", text)
    if "#" not in text:
        return False
    end = 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        between = text[end : token.start_mark.index]
        if "#" in between or "#" in _block_header(token, text):
            return True
        end = token.end_mark.index
    return "#" in text[end:]


def _block_header(token: yaml.Token, text: str) -> str:
    """The line of the `|` or `>` before a text of several lines: its comment is in the token."""
    if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
        return text[token.start_mark.index :].partition("\n")[0]
    return ""
