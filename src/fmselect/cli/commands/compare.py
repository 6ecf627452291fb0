"""`fmselect compare`: models side by side, differences marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fmselect.cli.asking import answered, open_asked, requirement_options, say_where_from
from fmselect.cli.complete import ids
from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import OK
from fmselect.cli.options import OUTPUT_PANEL, catalog_parameters, output_parameters
from fmselect.cli.requirements import read_stated
from fmselect.cli.runtime import Runtime
from fmselect.domain.requirements import TASKS
from fmselect.errors import UsageError
from fmselect.render.comparison import FORMATTERS

FORMATS = tuple(FORMATTERS)


def _parameters() -> Iterator[Parameter]:
    """The models and the task, the requirements, then how to show the answer."""
    _, *options = requirement_options()
    yield Parameter(
        "models",
        (),
        "Two to six models or offers (provider/lab/model), and the task they are compared for.",
        "list",
        metavar="MODEL MODEL... [TASK]",
        required=True,
        complete=ids("models", "offers"),
    )
    yield from options
    yield Parameter(
        "precise",
        ("--precise",),
        "Draw 10,000 times for the probabilities instead of 800.",
        "flag",
        panel=OUTPUT_PANEL,
    )
    yield from output_parameters(FORMATS)
    yield from catalog_parameters()


def run(runtime: Runtime, values: Values) -> int:
    """Compare, and write the comparison."""
    from fmselect.engine.compare import compare

    names, task = _split(values["models"])
    stated = read_stated(runtime, {**values, **task})
    say_where_from(runtime, stated, f"compare {' '.join(names)}")
    with answered(stated):
        answer = compare(
            open_asked(runtime, values),
            stated.requirements,
            names,
            today=runtime.today,
            precise=bool(values.get("precise")),
        )
    runtime.write(FORMATTERS[runtime.format](answer, runtime.view))
    return OK


def _split(words: list[str]) -> tuple[list[str], dict[str, Any]]:
    """The names to compare, and the task among the words, if there is one.

    Raises:
        UsageError: There are two tasks.
    """
    tasks = [word for word in words if word in TASKS]
    if len(tasks) > 1:
        raise UsageError(
            f"{' and '.join(tasks)} are tasks", where="TASK", hint="compare for one task at a time"
        )
    return [word for word in words if word not in TASKS], {"task": tasks[0]} if tasks else {}


COMMAND = Command(
    "compare",
    "Put models side by side, differences marked.",
    _parameters,
    run,
    FORMATS,
    epilog="Example: fmselect compare openai/gpt-5 openai/gpt-5-mini coding",
)
