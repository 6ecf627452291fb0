"""What the file of a record says of it, word for word and digit for digit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fmselect.catalog.load import Entry


def stated(entry: Entry) -> dict[str, Any]:
    """The record as its file has it: nested mappings, decimals with their digits."""
    value: Any = entry.document.data
    for key in entry.keys:
        value = value[key]
    return dict(value)


def file_of(entry: Entry) -> Path:
    """The file it was read from."""
    return Path(entry.document.path)
