"""The JSON Schemas that `fmselect schema` publishes, by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from fmselect.catalog.document_schema import document_schema
from fmselect.catalog.schemas import DIALECT
from fmselect.catalog.schemas import SCHEMAS as FILES_AND_ANSWERS
from fmselect.domain.catalog_diff import CatalogDiff
from fmselect.domain.policy_check import PolicyCheck
from fmselect.domain.stack_recommendation import StackRecommendation
from fmselect.render.catalog_add import AddedDocument
from fmselect.render.catalog_format import FormatDocument
from fmselect.render.catalog_import import ImportDocument
from fmselect.render.documents import FailureDocument, ListDocument, RecordDocument
from fmselect.render.sync_document import SyncDocument

Schema = dict[str, Any]


def _document(document: type, title: str) -> Schema:
    return {"$schema": DIALECT, "title": title, **document_schema(document)}


SCHEMAS: dict[str, Callable[[], Schema]] = {
    **FILES_AND_ANSWERS,
    "list": partial(_document, ListDocument, "fmselect/list@1"),
    "record": partial(_document, RecordDocument, "fmselect/record@1"),
    "catalog-diff": partial(_document, CatalogDiff, "fmselect/catalog-diff@1"),
    "catalog-import": partial(_document, ImportDocument, "fmselect/catalog-import@1"),
    "catalog-add": partial(_document, AddedDocument, "fmselect/catalog-add@1"),
    "catalog-format": partial(_document, FormatDocument, "fmselect/catalog-format@1"),
    "catalog-sync": partial(_document, SyncDocument, "fmselect/catalog-sync@1"),
    "stack-recommendation": partial(
        _document, StackRecommendation, "fmselect/stack-recommendation@1"
    ),
    "policy-check": partial(_document, PolicyCheck, "fmselect/policy-check@1"),
    "error": partial(_document, FailureDocument, "What a failed command writes under --json"),
}
"""Name -> the schema of a file that is read or a document that is written."""
