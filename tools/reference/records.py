"""docs/reference/catalog-schema.md: every key of the catalog's YAML files."""

from __future__ import annotations

from collections.abc import Iterator

from fmselect.catalog.class_docs import class_description
from fmselect.domain import facts
from fmselect.domain.records import RECORD_KINDS
from tools.reference import classes
from tools.reference.markdown import code, page, table

_INTRODUCTION = """\
The keys of the files under `catalog/`, one section for each kind of record and each group inside
it. A key that is not listed is an error. A key that is left out means *unknown*: never zero, never
"no", never free. Units are in the names. A record's id is its path: `models/lab/slug.yaml` is
`lab/slug`."""
_PROVENANCE = {field.name for field in classes.fields(facts.Sourced)}


def catalog_schema() -> str:
    """The page."""
    return page("Catalog schema", _INTRODUCTION, _body())


def _body() -> Iterator[str]:
    yield "## Source and date"
    yield (
        "Every group of facts says where it comes from. Groups marked *sourced* below take these "
        "keys beside their own."
    )
    yield _table(facts.Sourced, provenance=True)
    shown: set[type] = {facts.Sourced}
    for kind, cls in RECORD_KINDS.items():
        yield f"## `{kind}/`"
        for inner in classes.nested(cls):
            if inner not in shown:
                shown.add(inner)
                yield f"### {inner.__name__}"
                yield _summary(inner)
                yield _table(inner, provenance=False)


def _summary(cls: type) -> str:
    sourced = " *Sourced.*" if issubclass(cls, facts.Sourced) else ""
    return (class_description(cls) or "") + sourced


def _table(cls: type, *, provenance: bool) -> str:
    return table(
        ("key", "value", "range", "meaning"),
        (
            (code(f.name) + (" (required)" if f.required else ""), f.type, f.range, f.description)
            for f in classes.fields(cls)
            if provenance or f.name not in _PROVENANCE
        ),
    )
