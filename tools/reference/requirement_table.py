"""docs/reference/requirements.md: everything a user can declare, in a file or as an option."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from fmselect.domain.requirement_fields import FIELDS, RequirementField
from tools.reference.markdown import code, page, table

_INTRODUCTION = """\
A requirement is declared in a YAML file (`fmselect recommend -r requirements.yaml`) or as an
option; options win over the file. A dot in a key is one level of nesting: `constraints.features`
is `features` under `constraints`.

Numbers take `k`, `M` and `B`: `50k`. A share is written `0.6` or `60%`. A list is written `[a, b]`
in the file; as an option it is repeated or separated by commas. What is not declared is not
required, except that a task brings a default workload and default priorities, which every answer
names."""


def requirements() -> str:
    """The page."""
    return page("Requirements", _INTRODUCTION, _body())


def _body() -> Iterator[str]:
    for group, rows in groupby(FIELDS, key=lambda field: field.group):
        yield f"## {group}"
        yield table(("key", "option", "value", "meaning"), map(_row, rows))


def _row(field: RequirementField) -> tuple[str, str, str, str]:
    option = f"{field.option} {field.metavar}".strip() if field.option else field.metavar
    return code(field.path), code(option), _value(field), field.help


def _value(field: RequirementField) -> str:
    """The kind, and the values or the range it allows."""
    if field.choices:
        return f"{field.kind}: " + ", ".join(code(choice) for choice in field.choices)
    if field.high is not None and field.low is not None:
        return f"{field.kind}, {field.low:g} to {field.high:,.0f}"
    return field.kind
