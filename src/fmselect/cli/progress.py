"""A progress bar on stderr, where a person looks at it, and nothing anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fmselect.cli.runtime import Runtime, is_terminal

if TYPE_CHECKING:
    from fmselect.upstream.reading import Progress


@contextmanager
def progress_bar(runtime: Runtime, label: str) -> Iterator[Callable[[Progress], None]]:
    """Show how far a download is while the block runs; the bar is gone afterwards.

    Args:
        runtime: Says whether stderr is a terminal, and whether anything is to be shown.
        label: What is being done.

    Yields:
        What to call with each step.
    """
    dumb = runtime.environment.get("TERM") == "dumb"
    if runtime.quiet or dumb or not is_terminal(runtime.err):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    console = Console(file=runtime.err, no_color=not runtime.color, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=30))
    with Bars(*columns, console=console, transient=True) as bars:
        task = bars.add_task(label, total=None)

        def step(progress: Progress) -> None:
            counter = MofNCompleteColumn() if progress.unit == "requests" else DownloadColumn()
            bars.columns = (*columns, counter)
            bars.update(task, completed=progress.done, total=progress.total)

        yield step
