"""`fmselect explain`: why a model is where it is, or why it is out, and what would change that."""

from __future__ import annotations

from collections.abc import Iterator

from fmselect.cli.asking import answered, open_asked, requirement_options, say_where_from
from fmselect.cli.complete import ids
from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import OK
from fmselect.cli.options import OUTPUT_PANEL, catalog_parameters, output_parameters
from fmselect.cli.requirements import read_stated
from fmselect.cli.runtime import Runtime
from fmselect.render.explanation import FORMATTERS

FORMATS = tuple(FORMATTERS)


def _parameters() -> Iterator[Parameter]:
    """The model, the task, the requirements, then how to show the answer."""
    yield Parameter(
        "model",
        (),
        "A model, or one offer of it: provider/lab/model.",
        metavar="MODEL",
        required=True,
        complete=ids("models", "offers"),
    )
    yield from requirement_options()
    yield Parameter(
        "offer",
        ("--offer",),
        "Explain this offer of the model, not the one that ranks highest.",
        metavar="ID",
        panel=OUTPUT_PANEL,
        complete=ids("offers"),
    )
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
    """Explain, and write the explanation: that it is out is an answer too."""
    from fmselect.api import explain

    stated = read_stated(runtime, values)
    say_where_from(runtime, stated, f"explain {values['model']}")
    catalog = open_asked(runtime, values)
    with answered(stated):
        answer = explain(
            catalog,
            stated.requirements,
            values["model"],
            today=runtime.today,
            offer=values.get("offer"),
            precise=bool(values.get("precise")),
        )
    runtime.write(FORMATTERS[runtime.format](answer, runtime.view))
    return OK


COMMAND = Command(
    "explain",
    "Say why a model is where it is, or why it is out, and what would change that.",
    _parameters,
    run,
    FORMATS,
    epilog="Example: fmselect explain openai/gpt-5 coding --max-cost 500",
)
