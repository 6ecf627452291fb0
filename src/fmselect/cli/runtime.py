"""What a command sees of the process: streams, terminal, colour, width, environment, the date."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from fmselect.errors import InvalidFileError, UsageError
from fmselect.tuples import NamedTuple
from fmselect.units import LAST_YEAR

if TYPE_CHECKING:
    from datetime import date

    from fmselect.catalog.store import CompiledCatalog
    from fmselect.render import View

_PLAIN = str.maketrans({"·": "-", "±": "+-"})
"""For a stream that cannot take what the tables are written with."""


class Runtime(NamedTuple):
    """One call's surroundings, read once."""

    out: TextIO
    err: TextIO
    environment: Mapping[str, str]
    format: str
    """The output format asked for, or `table`."""
    color: bool
    width: int | None
    """Columns of the window; None where nothing says how wide the reader's is."""
    quiet: bool = False
    verbose: bool = False
    overlays: tuple[Path, ...] = ()
    """Catalog folders laid over the bundled one; a later one wins."""
    today_text: str | None = None

    @property
    def view(self) -> View:
        """How wide and how colourful text for people may be."""
        from fmselect.render import View

        return View(width=self.width, color=self.color)

    @property
    def today(self) -> date:
        """The day the answer is for: `--today`, else the clock's.

        Raises:
            UsageError: `--today` is not a day written YYYY-MM-DD.
        """
        from datetime import date

        if self.today_text is None:
            return date.today()  # noqa: DTZ011, TID251 - the one place that reads the clock
        try:
            day = date.fromisoformat(self.today_text)
        except ValueError:
            day = None
        if day is None or day.year > LAST_YEAR:
            raise UsageError(
                f"{self.today_text!r} is not a day",
                where="--today",
                hint="write it as YYYY-MM-DD, such as 2026-11-23",
            )
        return day

    def write(self, text: str) -> None:
        """Write the answer. A reader that has gone away (`| head -1`) is no failure.

        Raises:
            InvalidFileError: The stream takes no more, such as a full disk.
        """
        self.write_all((text,))

    def write_all(self, pieces: Iterable[str]) -> None:
        """Write the answer, once all its pieces are there: what fails in between writes nothing.

        Raises:
            InvalidFileError: The stream takes no more, such as a full disk.
        """
        whole = list(pieces)
        if self.out is None:  # closed before we started: `>&-`
            raise InvalidFileError("cannot write the answer: it is closed", where="stdout")
        try:
            for piece in whole:
                _write(piece, self.out)
            self.out.flush()
        except BrokenPipeError:
            silence(self.out)
        except OSError as error:
            silence(self.out)
            raise InvalidFileError(
                f"cannot write the answer: {error.strerror}", where="stdout"
            ) from None

    def open_catalog(self) -> CompiledCatalog:
        """The bundled catalog with this call's overlays, compiled.

        Raises:
            InvalidFileError: A folder does not exist or holds no catalog.
            Problems: A file of an overlay is not valid.
        """
        from fmselect.catalog.locate import locate_compiled
        from fmselect.catalog.store import open_catalog

        folder = locate_compiled(self.overlays)
        self.detail(f"catalog: {folder}")
        return open_catalog(folder, self.overlays)

    def note(self, text: str) -> None:
        """Tell a person something beside the answer, on stderr; not under `--quiet`."""
        if not self.quiet:
            say(text, self.err)

    def detail(self, text: str) -> None:
        """Tell what was done, on stderr, under `--verbose`."""
        if self.verbose:
            say(text, self.err)


def read_runtime(values: Mapping[str, Any], *, formats: tuple[str, ...]) -> Runtime:
    """The surroundings of this call.

    Args:
        values: The values of the options in `fmselect.cli.options`; absent ones were not given.
        formats: The formats the command can write, the default one first.

    Raises:
        UsageError: A format or a colour nobody knows.
    """
    environment = os.environ  # noqa: TID251 - the edge
    out = sys.stdout
    terminal = is_terminal(out)
    return Runtime(
        out=out,
        err=sys.stderr,
        environment=environment,
        format=_format(values, formats),
        color=_color(values.get("color"), environment, terminal=terminal),
        width=_width(environment, terminal=terminal),
        quiet=bool(values.get("quiet")),
        verbose=bool(values.get("verbose")),
        overlays=_overlays(values.get("catalog"), environment),
        today_text=values.get("today"),
    )


def say(text: str, stream: TextIO | None) -> None:
    """Write a line to a stream that may be closed: there is nobody to tell about that."""
    if stream is None:
        return
    try:
        _write(text + "\n", stream)
        stream.flush()
    except OSError:
        silence(stream)


def silence(stream: TextIO) -> None:
    """Send the rest of a broken stream nowhere, so that leaving Python does not fail on it."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _write(text: str, stream: TextIO) -> None:
    """Write the text in characters the stream can take."""
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.translate(_PLAIN).encode(encoding, "replace").decode(encoding))


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at the stream; a closed one has no reader."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def json_format(formats: tuple[str, ...]) -> str:
    """What `--json` is short for: `json`, or `jsonl` where a command writes nothing else."""
    return "json" if "json" in formats else "jsonl"


def _format(values: Mapping[str, Any], formats: tuple[str, ...]) -> str:
    """`--format`, or the JSON there is for `--json`, or the first of the formats."""
    asked = values.get("format")
    if values.get("json"):
        short = json_format(formats)
        if asked not in (None, short):
            raise UsageError(f"--json and --format {asked} contradict each other", where="--json")
        asked = short
    if asked is None:
        return formats[0]
    if asked not in formats:
        raise UsageError(
            f"{asked!r} is not a format of this command",
            where="--format",
            hint=f"it writes {', '.join(formats)}",
        )
    return str(asked)


def _color(asked: str | None, environment: Mapping[str, str], *, terminal: bool) -> bool:
    """An explicit option wins over `NO_COLOR`, and that over the terminal."""
    if asked in ("always", "never"):
        return asked == "always"
    if asked not in (None, "auto"):
        raise UsageError(
            f"{asked!r} is no choice", where="--color", hint="give always, never or auto"
        )
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return terminal


def _width(environment: Mapping[str, str], *, terminal: bool) -> int | None:
    """Columns: `COLUMNS`, else the terminal's, else None."""
    text = environment.get("COLUMNS", "")
    if text.isdecimal() and int(text) > 0:
        return int(text)
    if not terminal:
        return None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _overlays(given: list[str] | None, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """The user's own catalog, then the project's, then the one named by option or environment."""
    from fmselect.catalog.folders import own_catalog

    found = [own_catalog(environment), Path(".fmselect") / "catalog"]
    named = given or environment.get("FMSELECT_CATALOG", "").split(os.pathsep)
    return (
        *(folder for folder in found if folder.is_dir()),
        *(Path(name) for name in named if name),
    )
