"""Names people type, brought to one spelling."""

from __future__ import annotations


def normal(name: str) -> str:
    """A name in lower case, with one hyphen for blanks, dots, underscores and colons.

    `Claude Opus 4.5`, `claude-opus-4.5` and `claude-opus-4-5` are one name. Equality of this form
    is spelling, not likeness: two names that differ in a letter or digit never meet.
    """
    parts = name.lower()
    for separator in " ._:":
        parts = parts.replace(separator, "-")
    while "--" in parts:
        parts = parts.replace("--", "-")
    return parts.strip("-")
