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
from fmselect.render.catalog_documents import BuildDocument, FindingsDocument, StatsDocument
from fmselect.render.catalog_format import FormatDocument
from fmselect.render.catalog_import import ImportDocument
from fmselect.render.documents import FailureDocument, ListDocument, RecordDocument
from fmselect.render.sync_document import SyncDocument

Schema = dict[str, Any]


def _document(document: type, title: str) -> Schema:
    return {"$schema": DIALECT, "title": title, **document_schema(document)}


_EVIDENCE: Schema = {
    "$schema": DIALECT,
    "title": "Your own benchmark results, for --evidence",
    "type": "object",
    "required": ["results"],
    "additionalProperties": False,
    "properties": {
        "results": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["model", "benchmark", "score"],
                "additionalProperties": False,
                "properties": {
                    "model": {"type": "string", "description": "Id of the model."},
                    "benchmark": {"type": "string", "description": "Id of the benchmark."},
                    "score": {"type": "number", "description": "On the benchmark's own scale."},
                    "setting": {"type": "string", "description": "Such as effort=high."},
                },
            },
        }
    },
}

SCHEMAS: dict[str, Callable[[], Schema]] = {
    **FILES_AND_ANSWERS,
    "list": partial(_document, ListDocument, "fmselect/list@1"),
    "record": partial(_document, RecordDocument, "fmselect/record@1"),
    "catalog-diff": partial(_document, CatalogDiff, "fmselect/catalog-diff@1"),
    "catalog-import": partial(_document, ImportDocument, "fmselect/catalog-import@1"),
    "catalog-add": partial(_document, AddedDocument, "fmselect/catalog-add@1"),
    "catalog-build": partial(_document, BuildDocument, "fmselect/catalog-build@1"),
    "catalog-stats": partial(_document, StatsDocument, "fmselect/catalog-stats@1"),
    "findings": partial(_document, FindingsDocument, "fmselect/findings@1"),
    "evidence": lambda: _EVIDENCE,
    "catalog-format": partial(_document, FormatDocument, "fmselect/catalog-format@1"),
    "catalog-sync": partial(_document, SyncDocument, "fmselect/catalog-sync@1"),
    "stack-recommendation": partial(
        _document, StackRecommendation, "fmselect/stack-recommendation@1"
    ),
    "policy-check": partial(_document, PolicyCheck, "fmselect/policy-check@1"),
    "error": partial(_document, FailureDocument, "What a failed command writes under --json"),
}
"""Name -> the schema of a file that is read or a document that is written."""
