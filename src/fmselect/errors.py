"""What can go wrong, in words a user can act on; exit codes are the business of the CLI."""

from __future__ import annotations


class FmselectError(Exception):
    """Base of every expected failure: what failed, where, and what to do next."""

    kind = "error"

    def __init__(self, message: str, *, hint: str | None = None, where: str | None = None) -> None:
        """Keep the parts apart, so that text and JSON can each print them.

        Args:
            message: What failed, one sentence without the place.
            hint: What to do next, or None where there is nothing useful to say.
            where: `file:line:column` or the option, as the user typed it.
        """
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where

    def __str__(self) -> str:
        """The message with its place in front, as compilers print it."""
        return f"{self.where}: {self.message}" if self.where else self.message


class UsageError(FmselectError):
    """The words of the call are wrong: an option, a value, a name nobody knows."""

    kind = "usage"


class InvalidFileError(FmselectError):
    """A file we were given cannot be read or does not say something valid."""

    kind = "invalid-file"


class UpstreamError(FmselectError):
    """The network or an endpoint failed."""

    kind = "network"


class Problems(FmselectError):
    """Several problems found in one run, each with its own place."""

    kind = "invalid-file"

    def __init__(self, problems: tuple[FmselectError, ...], *, kind: str = "invalid-file") -> None:
        """Carry the problems in the order they were found; there is at least one."""
        first = problems[0]
        super().__init__(first.message, hint=first.hint, where=first.where)
        self.problems = problems
        self.kind = kind
