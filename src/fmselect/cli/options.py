"""The options that several commands share, and those made from the table of requirements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from fmselect.cli.declare import Parameter
from fmselect.domain.requirement_fields import FIELDS, RequirementField

REQUIREMENT_PANELS = {
    "Workload": "Workload, a calendar month",
    "Use": "What it is used for: licences ask",
    "Limits": "Limits: an offer that is not shown to keep one is out",
    "Privacy": "Privacy limits",
    "Choice": "Limits on models and providers",
    "Preferences": "Preferences among what is left",
}
"""Group of requirements -> heading of its panel in `--help`."""
CATALOG_PANEL = "Catalog"
OUTPUT_PANEL = "Output"


def output_parameters(formats: tuple[str, ...]) -> Iterator[Parameter]:
    """How the answer is written. Every command has these."""
    yield Parameter(
        "format",
        ("--format",),
        f"How the answer is written: {', '.join(formats)}.",
        metavar="NAME",
        panel=OUTPUT_PANEL,
        complete=lambda _: formats,
    )
    short = f"Short for --format {'json' if 'json' in formats else 'jsonl'}."
    yield Parameter("json", ("--json",), short, "flag", panel=OUTPUT_PANEL)
    yield Parameter(
        "color",
        ("--color",),
        "always, never or auto. auto: in a terminal, unless NO_COLOR is set.",
        metavar="WHEN",
        panel=OUTPUT_PANEL,
        complete=lambda _: ("always", "auto", "never"),
    )
    yield Parameter(
        "quiet", ("-q", "--quiet"), "Nothing but the answer and errors.", "flag", panel=OUTPUT_PANEL
    )
    yield Parameter(
        "verbose", ("-v", "--verbose"), "Say what is done, on stderr.", "flag", panel=OUTPUT_PANEL
    )
    yield Parameter(
        "debug", ("--debug",), "Show the traceback of a bug.", "flag", panel=OUTPUT_PANEL
    )


OVERLAYS = Parameter(
    "catalog",
    ("--catalog",),
    "Folder laid over the bundled catalog; repeatable. Or FMSELECT_CATALOG.",
    "list",
    metavar="FOLDER",
    panel=CATALOG_PANEL,
)
"""A catalog of one's own. Every command that answers from the catalog takes it."""


def catalog_parameters() -> Iterator[Parameter]:
    """Which catalog answers, and for which day."""
    yield OVERLAYS
    yield Parameter(
        "today",
        ("--today",),
        "The day the answer is for: YYYY-MM-DD.",
        metavar="DATE",
        panel=CATALOG_PANEL,
    )


def requirement_parameters() -> Iterator[Parameter]:
    """One parameter for every requirement, in the order of the table."""
    for field in FIELDS:
        yield _requirement_parameter(field)


def _requirement_parameter(field: RequirementField) -> Parameter:
    """The option, or for the task the argument, that states a requirement."""
    completion = _completion(field)
    if field.option is None:
        help_ = f"{field.help} One of {', '.join(field.choices)}."
        return Parameter(
            parameter_name(field), (), help_, metavar=field.metavar, complete=completion
        )
    return Parameter(
        parameter_name(field),
        (field.option,),
        field.help,
        "flag" if field.kind == "flag" else "list" if field.repeats else "text",
        metavar=field.metavar or None,
        panel=REQUIREMENT_PANELS[field.group],
        complete=completion,
    )


def _completion(field: RequirementField) -> Callable[[str], Iterable[str]]:
    """What may be stated, worked out when a shell asks for it."""

    def complete(incomplete: str) -> Iterable[str]:
        from fmselect.cli.complete import OF_FIELD, one_of

        known = OF_FIELD.get(field.path) or one_of(field.choices)
        return known(incomplete)

    return complete


def parameter_name(field: RequirementField) -> str:
    """The key of a requirement's value: its path, as an identifier."""
    return field.path.replace(".", "_")


def stated_requirements(values: Mapping[str, Any]) -> dict[str, Any]:
    """The requirements that were given as options: dotted path -> text, texts or True."""
    named = ((field.path, values.get(parameter_name(field))) for field in FIELDS)
    return {path: value for path, value in named if value not in (None, [], ())}
