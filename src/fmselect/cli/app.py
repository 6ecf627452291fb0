"""The entry: runs the command that is called, and turns its end into an exit code.

Only the command that is called is imported and registered; all of them where somebody asks for
help or completion, or mistypes a command.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

from fmselect.cli.failures import INTERRUPTED, OK, Interrupted, bug, report, usage_error
from fmselect.errors import FmselectError

if TYPE_CHECKING:
    import typer

PROGRAM = "fmselect"
COMMANDS = {
    "recommend": "recommend",
    "explain": "explain",
    "compare": "compare",
    "list": "listing",
    "show": "show",
    "schema": "schema",
    "policy check": "policy_check",
    "catalog lint": "catalog_lint",
    "catalog add": "catalog_add",
    "catalog format": "catalog_format",
    "catalog diff": "catalog_diff",
    "catalog export": "catalog_export",
    "catalog import": "catalog_import",
    "catalog build": "catalog_build",
    "catalog stats": "catalog_stats",
    "catalog sync": "catalog_sync",
}
"""Command as typed -> its module in `fmselect.cli.commands`."""

_COMPLETION = "_FMSELECT_COMPLETE"
"""Set by the shell that wants to know what may come next."""


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


def entry() -> NoReturn:
    """The installed command: `main`, and then out at once.

    Python would take apart, object by object, a few hundred thousand that the system frees in one
    go: a seventh of a command's time. What was registered for the end is still run.
    """
    code = main()
    for stream in filter(None, (sys.stdout, sys.stderr)):  # none: closed before we started
        with suppress(OSError, ValueError):  # the reader has gone, or the stream is closed
            stream.flush()
    atexit._run_exitfuncs()  # noqa: SLF001 - what leaving through sys.exit runs
    os._exit(code)


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
    if arguments == ["--version"]:
        from fmselect.cli.version import show_version

        show_version()
        return OK
    import typer
    from typer.main import get_command

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
    from fmselect.cli.application import everything, single

    if _COMPLETION not in os.environ:  # noqa: TID251 - the edge
        for length in (1, 2):
            name = " ".join(arguments[:length])
            if name in COMMANDS:
                words = arguments[length:]
                return single(COMMANDS[name], words), words, f"{PROGRAM} {name}"
    return everything(COMMANDS), arguments, PROGRAM


def _options(error: Any, command: Any) -> list[str]:
    """The long options of the command an error belongs to."""
    context = getattr(error, "ctx", None)
    owner = context.command if context is not None else command
    return [flag for param in owner.params for flag in param.opts if flag.startswith("--")]
