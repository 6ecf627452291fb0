"""`python -m fmselect` is the command `fmselect`."""

from __future__ import annotations

from fmselect.cli.app import entry

if __name__ == "__main__":
    entry()
