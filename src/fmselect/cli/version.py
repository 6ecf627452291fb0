"""`fmselect --version`, which needs no parser."""

from __future__ import annotations

import sys

from fmselect._version import __version__


def show_version() -> None:
    """Write the program's name and version."""
    sys.stdout.write(f"fmselect {__version__}\n")
