"""docs/reference/exit-codes.md: what the number means that a command ends with."""

from __future__ import annotations

from fmselect.cli.failures import ANSWER_IS_NO, EXIT_CODES, OK
from tools.reference.markdown import code, page, table

_INTRODUCTION = """\
Every command ends with one of these. Standard output carries data only: it is empty after a
failure, and complete after the answers 0 and 1. Messages go to standard error; under `--json` a
failure is one line there, `{"error": {"kind", "message", "hint", "where"}}`."""
_MEANING = {
    "usage": "The words of the call are wrong: an option, a value, a name nobody knows.",
    "bug": "A bug in fmselect. `--debug` shows where.",
    "invalid-file": (
        "A file that was given cannot be read or is not valid. Each problem is told as "
        "`file:line:column: what`."
    ),
    "network": "The network or an endpoint failed.",
    "interrupted": "Somebody pressed Ctrl-C.",
}


def exit_codes() -> str:
    """The page.

    Raises:
        KeyError: A kind of failure is not described here.
    """
    answers = [
        (str(OK), "", "An answer."),
        (
            str(ANSWER_IS_NO),
            "",
            (
                "The answer is no, with the full document on standard output: nothing meets the "
                "requirements, or the catalog check found problems."
            ),
        ),
    ]
    failures = [(str(number), code(kind), _MEANING[kind]) for kind, number in EXIT_CODES.items()]
    rows = [(code(number), kind, meaning) for number, kind, meaning in answers + failures]
    return page("Exit codes", _INTRODUCTION, [table(("code", "kind", "meaning"), rows)])
