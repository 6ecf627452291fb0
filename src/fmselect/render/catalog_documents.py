"""What lint, build and stats of a catalog write as JSON, typed."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from fmselect.domain.recommendation import CatalogStamp

Severity = Literal["error", "warning", "info"]


class FoundDocument(TypedDict):
    """One thing to correct, or to know, and its place."""

    severity: Severity
    path: str
    line: int
    column: int
    message: str
    rule: str
    hint: str | None
    record: str | None
    """Kind and id of the record, as an exception names it; null of a file that is none."""
    key: str | None
    value: str | None


class ExcusedDocument(FoundDocument):
    """A finding that an exception says is true all the same."""

    reason: str
    decided: str
    until: str | None


class FindingsDocument(TypedDict):
    """Everything lint found, errors first, then by place."""

    schema: str
    tool_version: str
    catalog: CatalogStamp
    counts: dict[str, int]
    """Severity -> findings of it."""
    findings: list[FoundDocument]
    excused: list[ExcusedDocument]


class BuildDocument(TypedDict):
    """Where a compiled catalog is, and what it holds."""

    schema: str
    tool_version: str
    catalog: CatalogStamp
    folder: str
    build: str
    records: dict[str, int]
    """Kind of record -> how many."""
    fits: NotRequired[list[dict[str, Any]]]
    """Under `--report`: how well the fit describes the evidence, by type of model."""


Coverage = dict[str, float | None]


class StatsDocument(TypedDict):
    """How much a catalog knows. A coverage is the share of offers whose fact is known."""

    schema: str
    tool_version: str
    catalog: CatalogStamp
    layers: list[str]
    digest: str
    """SHA-256 of the catalog's text."""
    records: dict[str, int]
    models_by_type: dict[str, int]
    offers_by_type: dict[str, int]
    offers_by_provider: dict[str, int]
    results: dict[str, Any]
    coverage: Coverage
    coverage_by_type: dict[str, Coverage]
    coverage_by_provider_kind: dict[str, Coverage]
    open_weight_models: dict[str, Any]
    labs_and_clouds: dict[str, Any]
    facts: dict[str, Any]
    overlaid: dict[str, list[str]]
    """Kind -> ids of the records that lie over the first folder's."""
