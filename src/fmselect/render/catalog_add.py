"""The new record of `catalog add`, as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

from fmselect._version import __version__
from fmselect.render.machine import document


class AddedDocument(TypedDict):
    """A record that was written."""

    schema: str
    tool_version: str
    kind: str
    id: str
    path: str


def added_document(kind: str, path: Path, id_: str) -> str:
    """Which record was written, and where."""
    answer: AddedDocument = {
        "schema": "fmselect/catalog-add@1",
        "tool_version": __version__,
        "kind": kind,
        "id": id_,
        "path": str(path),
    }
    return document(answer)
