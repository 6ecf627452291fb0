"""docs/reference/cli.md: every command with its arguments and options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module

from fmselect.cli.app import COMMANDS
from fmselect.cli.declare import Command, Parameter
from tools.reference.markdown import code, page, table

_INTRODUCTION = """\
`fmselect COMMAND --help` says the same in a terminal. `fmselect --version` prints the version,
`fmselect --install-completion` sets up completion for the shell. What each command's exit code
means: [exit codes](exit-codes.md). How values are written: [requirements](requirements.md)."""


def command_line() -> str:
    """The page."""
    return page("Command line", _INTRODUCTION, _body())


def _body() -> Iterator[str]:
    for name, module in COMMANDS.items():
        command: Command = import_module(f"fmselect.cli.commands.{module}").COMMAND
        parameters = list(command.parameters())
        yield f"## fmselect {name}"
        yield command.help
        yield f"```text\n{_usage(name, parameters)}\n```"
        yield from _options(parameters)
        if command.epilog:
            yield command.epilog


def _usage(name: str, parameters: Sequence[Parameter]) -> str:
    words = [f"fmselect {name}"]
    for parameter in parameters:
        if not parameter.flags:
            word = _metavar(parameter).rstrip(".") + ("..." if parameter.kind == "list" else "")
            words.append(word if parameter.required else f"[{word}]")
    if any(parameter.flags for parameter in parameters):
        words.append("[OPTIONS]")
    return " ".join(words)


def _options(parameters: Sequence[Parameter]) -> Iterator[str]:
    """One table for each panel of the help, in its order."""
    panels: dict[str, list[tuple[str, str]]] = {}
    for parameter in parameters:
        panels.setdefault(parameter.panel or "", []).append(
            (code(_spelling(parameter)), parameter.help)
        )
    for panel, rows in panels.items():
        if panel:
            yield f"**{panel}**"
        yield table(("option", "meaning"), rows)


def _spelling(parameter: Parameter) -> str:
    if not parameter.flags:
        return _metavar(parameter)
    flags = ", ".join(parameter.flags)
    return flags if parameter.kind == "flag" else f"{flags} {_metavar(parameter)}"


def _metavar(parameter: Parameter) -> str:
    return parameter.metavar or parameter.name.upper()
