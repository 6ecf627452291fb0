"""Typer applications: of the one command that is called, or of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

from fmselect.cli.declare import Command, Values, register

_HELP = "Which foundation model to use, served where, and why."
_GROUPS = {
    "catalog": "Check, build and refresh the catalog of models and offers.",
    "policy": "Hold requirements against an organisation's policy.",
}


def single(module: str, words: Sequence[str]) -> typer.Typer:
    """An application of one command, with the parameters these words can set.

    Args:
        module: The command's module in `fmselect.cli.commands`.
        words: The words after its name.
    """
    app = _new_app(add_completion=False)
    _add(app, module, words)
    return app


def everything(commands: Mapping[str, str]) -> typer.Typer:
    """The application with every command, `--version` and the completion options.

    Args:
        commands: Command as typed -> its module.
    """
    app = _new_app(help=_HELP, invoke_without_command=True)
    app.callback()(_root)
    groups = {name: _new_app(help=text) for name, text in _GROUPS.items()}
    for name, module in commands.items():
        _add(groups.get(name.partition(" ")[0], app), module)
    for name, group in groups.items():
        app.add_typer(group, name=name)
    return app


def _root(
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        from fmselect.cli.version import show_version

        show_version()
        raise typer.Exit


def _new_app(**settings: Any) -> typer.Typer:
    return typer.Typer(
        pretty_exceptions_enable=False,
        rich_markup_mode=None,  # plain help, the same in a terminal, a pipe and a build log
        context_settings={"help_option_names": ["-h", "--help"]},
        **settings,
    )


def _add(app: typer.Typer, module: str, words: Sequence[str] | None = None) -> None:
    """Import a command's module and register the command."""
    command: Command = import_module(f"fmselect.cli.commands.{module}").COMMAND
    register(app, command, _runner(command), words)


def _runner(command: Command) -> Callable[[Values], int]:
    """The command with the surroundings of this call."""

    def run(values: Values) -> int:
        from fmselect.cli.runtime import read_runtime

        return command.run(read_runtime(values, formats=command.formats), values)

    return run
