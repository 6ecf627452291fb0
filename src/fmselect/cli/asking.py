"""What the commands share that answer about one question: its options, and where it was stated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fmselect.cli.declare import Parameter, Values
from fmselect.cli.options import requirement_parameters
from fmselect.cli.requirements import Stated
from fmselect.cli.runtime import Runtime
from fmselect.errors import UsageError

if TYPE_CHECKING:
    from fmselect.catalog.store import CompiledCatalog


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
    yield Parameter(
        "evidence",
        ("--evidence",),
        "Your own benchmark results, which place the models they are of.",
        metavar="FILE",
    )


def open_asked(runtime: Runtime, values: Values) -> CompiledCatalog:
    """The catalog of a call, with the user's own results where some are given.

    Raises:
        InvalidFileError: A catalog or the file of results cannot be read, or is not valid.
        Problems: Several things are wrong.
    """
    catalog = runtime.open_catalog()
    if file := values.get("evidence"):
        from fmselect.catalog.own_results import with_own_results

        return with_own_results(catalog, Path(file))
    return catalog


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
        raise stated.located(error) from None
