"""What a failed call says, and which number it ends with."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from fmselect.cli.runtime import say
from fmselect.domain.near_names import did_you_mean
from fmselect.errors import FmselectError, Problems, UsageError

OK = 0
ANSWER_IS_NO = 1
USAGE = 2
BUG = 3
INVALID_FILE = 4
NETWORK = 5
INTERRUPTED = 130

EXIT_CODES = {
    "usage": USAGE,
    "bug": BUG,
    "invalid-file": INVALID_FILE,
    "network": NETWORK,
    "interrupted": INTERRUPTED,
}
"""Kind of failure -> exit code. An answer is 0, and the answer "no" is 1."""

_SHOWN_PROBLEMS = 20
_REPORT = (
    "please report it to the maintainers with the command you typed, the version "
    "(fmselect --version) and the traceback that --debug shows"
)


class Interrupted(FmselectError):
    """Somebody pressed Ctrl-C."""

    kind = "interrupted"


class Bug(FmselectError):
    """Something that must not happen."""

    kind = "bug"


def report(error: FmselectError, arguments: Sequence[str]) -> int:
    """Tell a failure on stderr, as JSON where JSON was asked for, and return the exit code."""
    if wants_json(arguments):
        say(json.dumps({"error": _as_json(error)}, ensure_ascii=True), sys.stderr)
    else:
        for line in _lines(error):
            say(line, sys.stderr)
    return EXIT_CODES.get(error.kind, BUG)


def bug(error: BaseException) -> Bug:
    """An unexpected exception as a failure to report."""
    told = " ".join(f"{type(error).__name__}: {error}".split())
    return Bug(f"a bug in fmselect: {told[:300]}", hint=_REPORT)


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether the words of a call, possibly wrong ones, ask for JSON."""
    words = [word.lower() for word in arguments]
    return "--json" in words or "--format=json" in words or ("--format", "json") in pairwise(words)


def usage_error(error: Any, known_options: Sequence[str]) -> UsageError:
    """A complaint of Typer's in our words.

    Args:
        error: A `typer.TyperException`.
        known_options: The long options of the command, for a suggestion.
    """
    option = getattr(error, "option_name", None)
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "fmselect"
    hint = f"see {path} --help"
    if option and hasattr(error, "possibilities"):
        near = did_you_mean(option, known_options)
        if near is None and " " not in path:
            hint = f"options go after the command: fmselect recommend {option}"
        return UsageError("there is no such option", where=option, hint=near or hint)
    message = str(error.format_message()).strip().rstrip(".")
    where = option
    if option and message.startswith(f"Option {option!r} "):
        message = message.removeprefix(f"Option {option!r} ").replace("an argument", "a value")
    return UsageError(message[:1].lower() + message[1:], where=where, hint=hint)


def _problems(error: FmselectError) -> tuple[FmselectError, ...]:
    """The problem, or all of them where several were found in one run."""
    return error.problems if isinstance(error, Problems) else (error,)


def _as_json(error: FmselectError) -> dict[str, Any]:
    """The first problem, and all of them where there are several."""
    first = {
        "kind": error.kind,
        "message": error.message,
        "hint": error.hint,
        "where": error.where,
    }
    rest = _problems(error)
    if len(rest) == 1:
        return first
    listed = [{"message": p.message, "hint": p.hint, "where": p.where} for p in rest]
    return {**first, "problems": listed}


def _lines(error: FmselectError) -> Iterator[str]:
    """A compiler's form: place, message, and what to do next on a line of its own."""
    problems = _problems(error)
    for problem in problems[:_SHOWN_PROBLEMS]:
        yield f"error: {problem}"
        if problem.hint:
            yield f"  hint: {problem.hint}"
    hidden = len(problems) - _SHOWN_PROBLEMS
    if hidden > 0:
        yield f"error: and {hidden} more like these"
