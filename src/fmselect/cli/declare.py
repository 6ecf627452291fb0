"""Commands as plain tables, turned into Typer commands whose values stay the text people typed.

Typer from 0.29 imports pydantic for every parameter it converts, which costs more than all the
rest of a command. Here a value is converted by `fmselect.domain.intake`, the reader of files and
options alike, so Typer has nothing to convert and is told so (`TextCommand`).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import typer
from typer.core import TyperCommand

from fmselect.tuples import NamedTuple

if TYPE_CHECKING:
    from fmselect.cli.runtime import Runtime

Values = Mapping[str, Any]
"""Parameter name -> text, list of texts or True; None or absent where it was not given."""


class Parameter(NamedTuple):
    """One option, or an argument where it has no flags."""

    name: str
    """The key of its value: a Python identifier."""
    flags: tuple[str, ...]
    help: str
    kind: Literal["text", "flag", "list"] = "text"
    metavar: str | None = None
    panel: str | None = None
    required: bool = False
    complete: Callable[[str], Iterable[str]] | None = None
    """From what was typed so far to the values it may become."""


class Command(NamedTuple):
    """What a command is called with and what it does."""

    name: str
    """As typed: `recommend`, `catalog lint`."""
    help: str
    parameters: Callable[[], Iterable[Parameter]]
    run: Callable[[Runtime, Values], int]
    """Answers on the runtime's streams and returns the exit code."""
    formats: tuple[str, ...] = ("table",)
    """What it can write, the default first."""
    epilog: str | None = None


class _Text:
    """Stands where Typer keeps a parameter's converter, and converts nothing."""

    @staticmethod
    def coerce(value: Any, *, param: Any, ctx: Any) -> Any:  # noqa: ARG004 - Typer's signature
        """Return the value as the parser found it, an empty list for a list not given."""
        if value is None and (param.multiple or param.nargs == -1):
            return ()
        return value


class TextCommand(TyperCommand):
    """A Typer command that hands every value on as it was typed."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, `--help` included, with converters that do nothing.

        Typer before 0.29 has no such attribute and reads nothing from it.
        """
        params: list[Any] = super().get_params(ctx)
        for param in params:
            param._runtime_param = _Text  # noqa: SLF001 - see above
        return params

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options in plain sections, one for each panel."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            argument = param.param_type_name == "argument"
            record = (param.metavar, param.help) if argument else param.get_help_record(ctx)
            if record is not None:
                panel = "Arguments" if argument else param.rich_help_panel or "Options"
                sections.setdefault(panel, []).append(record)
        for panel, records in sections.items():
            with formatter.section(panel):
                formatter.write_dl(records)


_ANNOTATIONS: dict[str, Any] = {"text": str, "flag": bool, "list": list[str]}


def register(
    app: typer.Typer,
    command: Command,
    run: Callable[[Values], int],
    words: Sequence[str] | None = None,
) -> None:
    """Add a command to a Typer application.

    Args:
        app: The application, or the group the command belongs to.
        command: Its declaration.
        run: Called with the values; its result is the exit code.
        words: The words of the call, to declare only what they need; None for all parameters.
    """

    def callback(**values: Any) -> int:
        return run(values)

    parameters = list(command.parameters())
    if words is not None:
        parameters = needed(parameters, words)
    declared = [_signature_parameter(parameter) for parameter in parameters]
    callback.__signature__ = inspect.Signature(declared)  # type: ignore[attr-defined]
    name = command.name.rpartition(" ")[2]
    app.command(name, cls=TextCommand, help=command.help, epilog=command.epilog)(callback)


def needed(parameters: Sequence[Parameter], words: Sequence[str]) -> list[Parameter]:
    """The parameters that these words can set: a parameter costs time even where it is not used.

    All of them where a word begins like an option and is none of ours, such as `--help`, a slip of
    the keyboard, or a negative number: Typer then says what it makes of it.
    """
    known = {flag: parameter for parameter in parameters for flag in _flags(parameter)}
    named = [word.partition("=")[0] for word in words if word[:1] == "-" and word != "-"]
    if not known.keys() >= set(named):
        return list(parameters)
    used = {known[flag].name for flag in named}
    return [
        parameter
        for parameter in parameters
        if parameter.required or not parameter.flags or parameter.name in used
    ]


def _flags(parameter: Parameter) -> list[str]:
    """Every spelling of an option, those that switch it off included."""
    return [flag for flags in parameter.flags for flag in flags.split("/")]


def _signature_parameter(parameter: Parameter) -> inspect.Parameter:
    """The parameter as Typer reads it from a function's signature."""
    default = ... if parameter.required else None
    complete = _completion(parameter.complete) if parameter.complete else None
    info: Any
    if parameter.flags:
        info = typer.Option(
            default,
            *parameter.flags,
            help=parameter.help,
            metavar=parameter.metavar,
            show_default=False,
            rich_help_panel=parameter.panel,
            autocompletion=complete,
        )
    else:
        info = typer.Argument(
            default,
            help=parameter.help,
            metavar=parameter.metavar,
            show_default=False,
            autocompletion=complete,
        )
    return inspect.Parameter(
        parameter.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=info,
        annotation=_ANNOTATIONS[parameter.kind],
    )


def _completion(complete: Callable[[str], Iterable[str]]) -> Callable[..., Any]:
    """A completion as Typer calls it."""

    def typer_completion(incomplete: str) -> list[str]:
        return [text for text in complete(incomplete) if text.startswith(incomplete)]

    return typer_completion
