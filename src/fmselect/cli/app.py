"""The entry: finds the command that is called, runs it, and turns its end into an exit code.

Only the command that is called is imported and registered; all of them where somebody asks for
help or completion, or mistypes a command.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.main import get_command

from fmselect._version import __version__
from fmselect.cli.failures import (
    INTERRUPTED,
    OK,
    Interrupted,
    bug,
    report,
    usage_error,
)
from fmselect.errors import FmselectError

if TYPE_CHECKING:
    from fmselect.cli.declare import Command, Values

PROGRAM = "fmselect"
_COMPLETION = "_FMSELECT_COMPLETE"

COMMANDS = {
    "recommend": "recommend",
    "list": "listing",
    "show": "show",
    "schema": "schema",
    "catalog lint": "catalog_lint",
    "catalog build": "catalog_build",
    "catalog stats": "catalog_stats",
    "catalog sync": "catalog_sync",
}
"""Command as typed -> its module in `fmselect.cli.commands`."""

_HELP = "Which foundation model to use, served where, and why."
_GROUPS = {"catalog": "Check, build and refresh the catalog of models and offers."}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: The words after `fmselect`; those of the process by default.

    Returns:
        The exit code: see `fmselect.cli.failures.EXIT_CODES`.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    collecting = gc.isenabled()
    gc.disable()  # a command ends before collecting its garbage would pay: a fifth of its time
    try:
        return _ended(arguments)
    finally:
        if collecting:
            gc.enable()


def _ended(arguments: list[str]) -> int:
    """Run the command line, and report whatever ends it."""
    try:
        code = _run(arguments or ["--help"])
    except FmselectError as error:
        return report(error, arguments)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except SystemExit as error:  # Typer's completion leaves this way
        return error.code if isinstance(error.code, int) else OK
    except Exception as error:  # noqa: BLE001 - the one place where everything ends
        if "--debug" in arguments:
            import traceback

            traceback.print_exc()
        return report(bug(error), arguments)
    if code == INTERRUPTED:
        return report(Interrupted("interrupted"), arguments)
    return code


def _run(arguments: list[str]) -> int:
    """Let Typer parse the words and call the command."""
    app, words, name = _application(arguments)
    command: Any = get_command(app)
    try:
        result = command.main(args=words, prog_name=name, standalone_mode=False)
    except typer.TyperException as error:
        raise usage_error(error, _options(error, command)) from None
    except typer.Abort:
        raise Interrupted("interrupted") from None
    return result if isinstance(result, int) else OK


def _application(arguments: list[str]) -> tuple[typer.Typer, list[str], str]:
    """The application for these words, the words left for it, and its name in messages."""
    if _COMPLETION not in os.environ:  # noqa: TID251 - the edge
        for length in (1, 2):
            name = " ".join(arguments[:length])
            if name in COMMANDS:
                words = arguments[length:]
                return _single(name, words), words, f"{PROGRAM} {name}"
    return _everything(), arguments, PROGRAM


def _single(name: str, words: Sequence[str]) -> typer.Typer:
    """An application of one command, with the parameters these words can set."""
    app = _new_app(add_completion=False)
    _add(app, name, words)
    return app


def _everything() -> typer.Typer:
    """The application with every command, `--version` and the completion options."""

    def root(
        version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
    ) -> None:
        if version:
            sys.stdout.write(f"{PROGRAM} {__version__}\n")
            raise typer.Exit

    app = _new_app(help=_HELP, invoke_without_command=True)
    app.callback()(root)
    groups = {name: _new_app(help=text) for name, text in _GROUPS.items()}
    for name in COMMANDS:
        group = name.partition(" ")[0]
        _add(groups.get(group, app), name)
    for name, group_app in groups.items():
        app.add_typer(group_app, name=name)
    return app


def _new_app(**settings: Any) -> typer.Typer:
    return typer.Typer(
        pretty_exceptions_enable=False,
        rich_markup_mode=None,  # plain help, the same in a terminal, a pipe and a build log
        context_settings={"help_option_names": ["-h", "--help"]},
        **settings,
    )


def _add(app: typer.Typer, name: str, words: Sequence[str] | None = None) -> None:
    """Import a command's module and register the command."""
    from importlib import import_module

    from fmselect.cli.declare import register

    module = import_module(f"fmselect.cli.commands.{COMMANDS[name]}")
    command: Command = module.COMMAND
    register(app, command, _runner(command), words)


def _runner(command: Command) -> Callable[[Values], int]:
    """The command with the surroundings of this call."""

    def run(values: Values) -> int:
        from fmselect.cli.runtime import read_runtime

        return command.run(read_runtime(values, formats=command.formats), values)

    return run


def _options(error: Any, command: Any) -> list[str]:
    """The long options of the command an error belongs to."""
    context = getattr(error, "ctx", None)
    owner = context.command if context is not None else command
    return [flag for param in owner.params for flag in param.opts if flag.startswith("--")]
