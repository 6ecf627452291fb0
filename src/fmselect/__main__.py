"""`python -m fmselect` is the command `fmselect`."""

from __future__ import annotations

import sys

from fmselect.cli.app import main

if __name__ == "__main__":
    sys.exit(main())
