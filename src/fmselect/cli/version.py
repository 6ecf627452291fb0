"""`fmselect --version`, which needs no parser."""

from __future__ import annotations

import sys

from fmselect._version import __version__
from fmselect.errors import InvalidFileError


def show_version() -> None:
    """Write the program's name and version."""
    if sys.stdout is None:  # closed before we started: `>&-`
        raise InvalidFileError("cannot write the answer: it is closed", where="stdout")
    sys.stdout.write(f"fmselect {__version__}\n")
