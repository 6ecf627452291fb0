"""The JSON documents of the other commands, typed; a recommendation has a module of its own."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from fmselect.domain.recommendation import CatalogStamp


class DomainCapability(TypedDict):
    """How good a model is in one domain."""

    estimate: float | None
    """Null where nobody measured the model: unknown, which is not zero."""
    standard_error: float | None
    benchmarks: int
    """How many benchmarks bear on it."""
    grade: str
    """`strong`, `fair`, `thin`, or `none` where there is no evidence."""


class ListedModel(TypedDict):
    """A model and its facts, as in its catalog file."""

    id: str
    name: str
    type: str
    capability: dict[str, DomainCapability]
    """Domain -> capability: every domain of the model's type, whether it has evidence there or not,
    and whether anybody offers the model or not."""
    offers: list[str]
    benchmarks_with_results: int


class ListDocument(TypedDict):
    """Records of one kind; the kind is also the key they stand under."""

    schema: str
    tool_version: str
    catalog: CatalogStamp
    today: str
    kind: str
    models: NotRequired[list[ListedModel]]
    offers: NotRequired[list[dict[str, Any]]]
    providers: NotRequired[list[dict[str, Any]]]
    licenses: NotRequired[list[dict[str, Any]]]
    benchmarks: NotRequired[list[dict[str, Any]]]
    hardware: NotRequired[list[dict[str, Any]]]
    tasks: NotRequired[list[dict[str, Any]]]


class RecordDocument(TypedDict):
    """One record in full."""

    schema: str
    tool_version: str
    catalog: CatalogStamp
    today: str
    kind: str
    record: dict[str, Any]
    offers: NotRequired[list[dict[str, Any]]]
    """The offers of a model, in full."""


class Problem(TypedDict):
    """One of several things that are wrong."""

    message: str
    hint: str | None
    where: str | None


class Failure(TypedDict):
    """What failed, where, and what to do next."""

    kind: str
    """`usage`, `bug`, `invalid-file`, `network` or `interrupted`."""
    message: str
    hint: str | None
    where: str | None
    """`file:line:column`, or the option."""
    problems: NotRequired[list[Problem]]
    """All of them, where several were found in one run."""


class FailureDocument(TypedDict):
    """One line on stderr; stdout is then empty."""

    error: Failure
