"""What the commands share that answer about one question: its options, and where it was stated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fmselect.cli.declare import Parameter
from fmselect.cli.options import requirement_parameters
from fmselect.cli.requirements import Stated
from fmselect.cli.runtime import Runtime
from fmselect.errors import UsageError


def requirement_options() -> Iterator[Parameter]:
    """The task, the files, and every requirement."""
    task, *options = requirement_parameters()
    yield task
    yield Parameter(
        "requirements",
        ("-r", "--requirements"),
        "Requirements file; options win over it. - reads stdin.",
        metavar="FILE",
    )
    yield Parameter(
        "policy",
        ("--policy",),
        "Defaults, and limits that can only be tightened. Or FMSELECT_POLICY.",
        metavar="FILE",
    )
    yield from options


def say_where_from(runtime: Runtime, stated: Stated, words: str) -> None:
    """Tell that no task was stated, and how to state one.

    Args:
        runtime: Of the call.
        stated: Its requirements.
        words: The command, without the task.
    """
    if stated.by_default:
        task = stated.requirements.task
        runtime.note(
            f"note: no task named, so this is for {task} with a typical workload. To tailor it: "
            f"fmselect {words} TASK --requests 50k, or write requirements.yaml"
        )


@contextmanager
def answered(stated: Stated) -> Iterator[None]:
    """The engine knows requirements, not where they were stated: name the place in its errors."""
    try:
        yield
    except UsageError as error:
        error.where = stated.where(error.where)
        raise
