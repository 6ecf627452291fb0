"""`fmselect recommend`: which models, served where, fit the requirements, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fmselect.cli.asking import answered, open_asked, requirement_options, say_where_from
from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import ANSWER_IS_NO, OK
from fmselect.cli.options import OUTPUT_PANEL, catalog_parameters, output_parameters
from fmselect.cli.requirements import from_layers, read_layers
from fmselect.cli.runtime import Runtime
from fmselect.domain.intake import Layer, is_stack
from fmselect.errors import UsageError
from fmselect.render import FORMATTERS

FORMATS = ("table", "json", "jsonl", "csv", "markdown")
DEFAULT_TOP = 5
_MOST_ROWS = 10_000


def _parameters() -> Iterator[Parameter]:
    """The task, the files, the requirements, then how to show the answer."""
    yield from requirement_options()
    yield Parameter(
        "top", ("--top",), "Rows of the ranking to show: 5.", metavar="N", panel=OUTPUT_PANEL
    )
    yield Parameter(
        "all_offers",
        ("--all-offers/--one-per-model",),
        "Rank every offer, or only the first of each model.",
        "flag",
        panel=OUTPUT_PANEL,
    )
    yield Parameter(
        "pareto",
        ("--pareto",),
        "Show only offers that no other beats in every respect.",
        "flag",
        panel=OUTPUT_PANEL,
    )
    yield Parameter(
        "precise",
        ("--precise",),
        "Draw 10,000 times for the probabilities instead of 800.",
        "flag",
        panel=OUTPUT_PANEL,
    )
    yield Parameter(
        "explain_excluded",
        ("--explain-excluded",),
        "List every offer that is out, with all its reasons.",
        "flag",
        panel=OUTPUT_PANEL,
    )
    yield from output_parameters(FORMATS)
    yield from catalog_parameters()


def run(runtime: Runtime, values: Values) -> int:
    """Rank the offers and write the answer; an empty ranking is the answer no."""
    from fmselect.engine.recommend import recommend

    layers = read_layers(runtime, values)
    top = _top(values.get("top"))
    if is_stack(layers):
        return _stack(runtime, values, layers, top)
    stated = from_layers(layers)
    say_where_from(runtime, stated, "recommend")
    with answered(stated):
        answer = recommend(
            open_asked(runtime, values),
            stated.requirements,
            today=runtime.today,
            top=top,
            one_per_model=not values.get("all_offers"),
            explain_excluded=bool(values.get("explain_excluded")),
            precise=bool(values.get("precise")),
            front_only=bool(values.get("pareto")),
        )
    runtime.write(FORMATTERS[runtime.format](answer, runtime.view))
    return OK if answer["ranking"] else ANSWER_IS_NO


_OF_ONE_MODEL = ("pareto", "all_offers", "explain_excluded", "precise")
"""Options that combinations know nothing of."""


def _stack(runtime: Runtime, values: Values, layers: Sequence[Layer], top: int) -> int:
    """Rank combinations of several models that are one choice."""
    from fmselect.domain.stack import read_stack
    from fmselect.engine.stack.recommend import recommend_stack
    from fmselect.render.stack import FORMATTERS as STACK_FORMATTERS

    if values.get("task") and any(is_stack([of]) and "stack" in of.values for of in layers):
        raise UsageError(
            "the requirements state a stack, and this is one task",
            where="TASK",
            hint="leave it out, or name a file that states no stack",
        )
    for name in _OF_ONE_MODEL:
        if values.get(name):
            option = f"--{name.replace('_', '-')}"
            raise UsageError(f"{option} is not for a stack", where=option, hint="leave it out")
    form = STACK_FORMATTERS.get(runtime.format)
    if form is None:
        known = ", ".join(STACK_FORMATTERS)
        raise UsageError(
            f"a stack is not written as {runtime.format}", where="--format", hint=f"one of {known}"
        )
    catalog = open_asked(runtime, values)
    stack = read_stack(layers, lambda task: catalog.task(task).type)
    answer = recommend_stack(catalog, stack, today=runtime.today, top=top)
    runtime.write(form(answer, runtime.view))
    return OK if answer["ranking"] else ANSWER_IS_NO


def _top(text: str | None) -> int:
    """Rows to show.

    Raises:
        UsageError: Not a whole number from 1.
    """
    if text is None:
        return DEFAULT_TOP
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= _MOST_ROWS):
        raise UsageError(
            f"{text!r} is not a number of rows", where="--top", hint="give a whole number from 1"
        )
    return int(text)


COMMAND = Command(
    "recommend",
    "Rank the models that meet my requirements, and say why.",
    _parameters,
    run,
    FORMATS,
    epilog="Example: fmselect recommend coding --requests 50k --max-cost 500 --no-training",
)
