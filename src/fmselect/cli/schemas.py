"""The JSON Schemas that `fmselect schema` publishes, by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from fmselect.catalog.document_schema import document_schema
from fmselect.catalog.schemas import DIALECT
from fmselect.catalog.schemas import SCHEMAS as FILES_AND_ANSWERS
from fmselect.render.documents import FailureDocument, ListDocument, RecordDocument

Schema = dict[str, Any]


def _document(document: type, title: str) -> Schema:
    return {"$schema": DIALECT, "title": title, **document_schema(document)}


SCHEMAS: dict[str, Callable[[], Schema]] = {
    **FILES_AND_ANSWERS,
    "list": partial(_document, ListDocument, "fmselect/list@1"),
    "record": partial(_document, RecordDocument, "fmselect/record@1"),
    "error": partial(_document, FailureDocument, "What a failed command writes under --json"),
}
"""Name -> the schema of a file that is read or a document that is written."""
