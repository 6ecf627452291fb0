"""docs/reference/requirements.md: everything a user can declare, in a file or as an option."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from fmselect.domain.requirement_fields import FIELDS, RequirementField
from fmselect.domain.stack import LONGEST_NAME, MOST_ROLES, TOTALS
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
    yield "## Several models that are one choice"
    yield _STACK.format(limits=", ".join(code(path) for path in TOTALS))
    yield table(
        ("key", "value", "meaning"),
        ((code(key), value, meaning) for key, value, meaning in _STACK_KEYS),
    )


_STACK = """\
A `stack` takes the place of `task`: see [choose several models at
once](../how-to/choose-several-models-at-once.md). Beside it, {limits} hold for its roles together;
every other limit holds for each role, and a volume goes to the roles it is a volume of. On the
command line it is tasks with a plus between: `fmselect recommend embedding+chat`."""

_STACK_KEYS = (
    ("stack", f"list of 2 to {MOST_ROLES} roles", "In the order in which they work."),
    ("stack[].task", "one of the tasks", "What the role does; the only key it needs."),
    (
        "stack[].role",
        f"text of at most {LONGEST_NAME} characters",
        "Its name; its task where none is given. The second of a name is told apart by a number.",
    ),
    (
        "stack[].share",
        "number above zero",
        "How much its capability counts beside that of the others; 1 where none is given.",
    ),
    ("stack[].workload", "as under Workload", "Its own volume; it wins over the shared one."),
    ("stack[].constraints", "as under Limits", "Its own limits; they win over the shared ones."),
    ("same_provider", "true or false", "Whether one provider must serve every role."),
)


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
